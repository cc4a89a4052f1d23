"""Response bodies: content codings in all splits, limits, and the memory that a small bomb costs."""

import contextlib
import gzip
import random
import tracemalloc
import zlib

import pytest
from failing_server import GET, FailingServer, http_response, settings
from runtime.client import SyncClient
from runtime.core.errors import ConfigurationError, ServerError, TransportError
from runtime.core.messages import MAX_RESPONSE_BYTES, Request
from runtime.http.body import MAX_ERROR_BYTES, BodyError, BodyReader, Decoder

DATA = b'{"id": 1, "name": "' + bytes(random.Random(1).choices(b"abcdef", k=3000)) + b'"}'


def raw_deflate(data):
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


CODED = {
    "gzip": gzip.compress(DATA),
    "gzip, identity": gzip.compress(DATA),
    "x-gzip": gzip.compress(DATA[:99]) + gzip.compress(DATA[99:]),
    "deflate": zlib.compress(DATA),
    "Deflate": raw_deflate(DATA),
    "identity": DATA,
    "": DATA,
}


def decoded(coding, data, size):
    decoder = Decoder({"content-encoding": coding})
    pieces = [
        piece
        for start in range(0, len(data), size)
        for piece in decoder.feed(data[start : start + size])
    ]
    decoder.finish()
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100, 10_000])
@pytest.mark.parametrize("coding", CODED)
def test_a_coding_is_undone_however_it_is_split(coding, size):
    assert decoded(coding, CODED[coding], size) == DATA


@pytest.mark.parametrize("size", [1, 10_000])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_data_that_is_cut_anywhere_is_an_error(coding, size):
    data = CODED[coding]
    for end in range(1, len(data), 37):
        with pytest.raises(BodyError, match="middle"):
            decoded(coding, data[:end], size)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_changed_bytes_are_never_taken_for_the_data(coding):
    chance = random.Random(2)
    for _ in range(200):
        data = bytearray(CODED[coding])
        data[chance.randrange(10, len(data))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(BodyError):
            assert decoded(coding, bytes(data), 64) == DATA


@pytest.mark.parametrize("coding", ["gzip, gzip", "deflate,gzip", "br", "zstd", "rot\x1b[31m"])
def test_several_and_unknown_codings_are_refused(coding):
    with pytest.raises(BodyError) as caught:
        Decoder({"content-encoding": coding})
    assert "\x1b" not in str(caught.value)


def reader(limit, status=200, **headers):
    request = Request("GET", "https://h/x", max_response_bytes=limit)
    made = {name.replace("_", "-"): value for name, value in headers.items()}
    return BodyReader(request, status, made, 0.0)


def test_a_body_of_exactly_the_limit_is_taken():
    made = reader(10)
    assert made.read(b"x" * 10)
    assert made.response().content == b"x" * 10
    with pytest.raises(BodyError, match="larger than 10 bytes"):
        made.read(b"x")


def test_a_length_above_the_limit_is_refused_at_once():
    with pytest.raises(BodyError, match="larger than 10 bytes"):
        reader(10, content_length="11").read(b"")
    assert reader(None, content_length="11").read(b"")


def test_bytes_as_sent_count_too():
    empty = gzip.compress(b"")
    made = reader(100, content_encoding="gzip")
    assert made.read(empty * 2)
    with pytest.raises(BodyError):
        made.read(empty * 90 + gzip.compress(b"x"))


def test_an_error_is_cut_off_and_kept():
    made = reader(None, status=500)
    while made.read(b"x" * 100_000):
        pass
    assert MAX_ERROR_BYTES < len(made.response().content) <= MAX_ERROR_BYTES + 100_000


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "9"])
def test_a_limit_that_is_none_is_refused(limit):
    with FailingServer() as server, pytest.raises(ConfigurationError, match="max_response_bytes"):
        SyncClient(settings(server), "a", "b", max_response_bytes=limit)


@pytest.mark.slow
@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "deflate"])
@pytest.mark.parametrize("status", [200, 500])
def test_a_small_bomb_costs_little_memory(coding, status):
    pack = zlib.compress if coding == "deflate" else gzip.compress
    bomb = pack(b"a" * (300 << 20))
    for _ in range(coding.count(",")):
        bomb = pack(bomb)
    with (
        FailingServer(
            usual=http_response(status, raw=bomb, headers={"Content-Encoding": coding})
        ) as server,
        SyncClient(settings(server), "a", "b", max_retries=0) as client,
    ):
        tracemalloc.start()
        try:
            with pytest.raises(TransportError if status == 200 else ServerError) as caught:
                client.call(GET, path={"id": 1})
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < MAX_RESPONSE_BYTES * 1.2
    assert len(caught.value.response.content) <= MAX_ERROR_BYTES * 1.1
