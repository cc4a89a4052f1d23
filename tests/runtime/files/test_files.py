"""Files: uploads that stream and can be retried, downloads that are whole or not there."""

import asyncio
import io
import os
import re
import threading

import pytest
from failing_server import CREATE, DOWNLOAD, Widget, http_response, settings
from runtime.client import AsyncClient, SyncClient
from runtime.core.errors import DownloadError, OutcomeUnknownError, ServerError, TransportError
from runtime.core.operation import FILE, DownloadOperation, Effect, Operation
from runtime.files.download import Downloaded
from runtime.files.upload import Multipart, Part, content_type_of, file_part

UPLOAD = Operation(
    "addSound",
    "POST",
    "/sounds",
    effect=Effect.SET,
    returns=Widget,
    form_style="multipart",
    form={"file": FILE},
)
WHOLE = Operation(
    "setSound", "PUT", "/sounds", effect=Effect.SET, body=bytes, content_type="audio/mpeg"
)
SOUND = bytes(range(256)) * 1000


def parts(got):
    """The parts of a multipart body: name, other words of the disposition, type, content."""
    boundary = got.headers["content-type"].partition("boundary=")[2]
    result = []
    for part in got.body.split(f"--{boundary}".encode())[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        name = re.search(rb' name="([^"]*)"', head)[1].decode()
        filename = re.search(rb'filename="([^"]*)"', head)
        kind = re.search(rb"Content-Type: (.*)", head)
        result.append(
            (
                name,
                filename and filename[1].decode(),
                kind and kind[1].decode(),
                content,
            )
        )
    return result


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "my sound.mp3"
    path.write_bytes(SOUND)
    return path


@pytest.mark.parametrize(
    "given",
    [
        lambda path: path,
        str,
        lambda path: path.read_bytes(),
        lambda path: bytearray(path.read_bytes()),
        lambda path: io.BytesIO(path.read_bytes()),
        lambda path: ("other.mp3", path),
    ],
)
def test_a_body_can_be_one_file(ask, server, stored, given):
    ask("call", WHOLE, body=given(stored))
    (got,) = server.got
    assert (
        got.body,
        got.headers["content-type"],
        got.headers["content-length"],
    ) == (SOUND, "audio/mpeg", str(len(SOUND)))


def test_an_upload_from_a_path_streams(ask, server, stored):
    ask("call", UPLOAD, form={"file": stored, "name": "Grüße", "custom": True, "no": None})
    got = server.got[0]
    assert str(len(got.body)) == got.headers["content-length"]
    assert [
        ("file", "my sound.mp3", "audio/mp3", SOUND),
        ("name", None, None, "Grüße".encode()),
        ("custom", None, None, b"true"),
    ] == parts(got)


@pytest.mark.parametrize("kind", ["path", "str", "bytes", "bytearray", "file", "memory", "named"])
def test_an_upload_is_retried_from_its_beginning(ask, server, stored, kind):
    server.script = ["drop-response", http_response(503)]
    with stored.open("rb") as file:
        values = {
            "path": stored,
            "str": str(stored),
            "bytes": SOUND,
            "bytearray": bytearray(SOUND),
            "file": file,
            "memory": io.BytesIO(SOUND),
            "named": ("a.wav", SOUND, "audio/wav"),
        }
        ask("call", UPLOAD, form={"file": values[kind]})
    assert [parts(got)[0][3] for got in server.got] == [SOUND] * 3


class Pipe(io.RawIOBase):
    """A stream that cannot be wound back."""

    def __init__(self, content):
        self._inner = io.BytesIO(content)

    def readable(self):
        return True

    def seekable(self):
        return False

    def read(self, size=-1):
        return self._inner.read(size)


def test_what_cannot_be_wound_back_is_sent_once(ask, server):
    ask("call", UPLOAD, form={"file": Pipe(SOUND)})
    assert server.got[0].headers["transfer-encoding"] == "chunked"
    server.script = [http_response(503)]
    with pytest.raises(ServerError):
        ask("call", UPLOAD, form={"file": Pipe(SOUND)})
    assert ask.clock.pauses == []


def test_an_open_file_is_sent_from_where_it_stands():
    def sent(file):
        return b"".join(file_part("file", file).source.pieces())

    file = io.BytesIO(b"head,body")
    file.seek(5)
    assert sent(file) == b"body"
    file.seek(0, io.SEEK_END)
    assert sent(file) == b"head,body"


@pytest.mark.parametrize(
    ("value", "filename", "kind"),
    [
        (("a/b\\c.csv", b""), "c.csv", "text/csv"),
        (('x"\r\n.wav', b""), "x%22%0D%0A.wav", "audio/x-wav"),
        (("é.bmp", b"", "image/x-bmp"), "é.bmp", "image/x-bmp"),
        (b"RIFF0000WAVE", "file.wav", "audio/x-wav"),
        (b"ID3", "file.mp3", "audio/mp3"),
        (b"?", "file", "application/octet-stream"),
    ],
)
def test_names_and_types(value, filename, kind):
    header = file_part("file", value).header.decode()
    assert (
        f'Content-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    ) == header


def closed_file():
    file = io.BytesIO(b"x")
    file.close()
    return file


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (io.StringIO("text"), TypeError),
        (5, TypeError),
        ((b"x", b"y"), TypeError),
        (("a",), TypeError),
        ("/", IsADirectoryError),
        (closed_file(), ValueError),
        ("/no/such/file", FileNotFoundError),
        (("a", b"", "audio/x\r\nX: 1"), ValueError),
    ],
)
def test_what_is_no_file_is_refused(value, error):
    with pytest.raises(error):
        file_part("file", value)


def test_a_file_that_shrinks_meanwhile_is_noticed(ask, stored):
    part = file_part("file", stored)
    stored.write_bytes(b"short")
    with pytest.raises(Exception, match="shorter"):
        list(Multipart([part]))


def test_a_file_that_vanishes_meanwhile_is_reported_as_it_is(ask, server, stored):
    def vanish(request):
        stored.unlink()

    with pytest.raises(FileNotFoundError):
        ask("call", UPLOAD, form={"file": stored}, options={"on_request": vanish})


def test_boundaries_differ():
    assert Multipart([]).content_type != Multipart([]).content_type
    assert b'name="a%22b"' in b"".join(Multipart([Part.of('a"b', "c")]))
    assert content_type_of("X.M4A") == "audio/m4a"


class Sounds:
    """Serves a sound, with ranges and tags, and breaks off as asked."""

    def __init__(self, breaks=(), *, ranges=True, tag='"v1"'):
        self.breaks = list(breaks)
        self.ranges, self.tag, self.asked = ranges, tag, []

    def __call__(self, got):
        asked = re.fullmatch(r"bytes=(\d+)-", got.headers.get("range", ""))
        self.asked.append(got.headers.get("range"))
        start, status, headers = 0, 200, {"Content-Type": "audio/mpeg"}
        if self.tag:
            headers["ETag"] = self.tag
        if asked and self.ranges and got.headers.get("if-range") == self.tag:
            start, status = int(asked[1]), 206
            if start >= len(SOUND):
                return http_response(416, headers={"Content-Range": f"bytes */{len(SOUND)}"})
            headers["Content-Range"] = f"bytes {start}-{len(SOUND) - 1}/{len(SOUND)}"
        whole = http_response(status, raw=SOUND[start:], headers=headers)
        if self.breaks:
            return [whole[: self.breaks.pop(0)], None]
        return whole


@pytest.fixture
def fetch(ask, server):
    def fetched(sounds, to=None, **options):
        server.usual = sounds
        return ask("download", DOWNLOAD, to, path={"id": 1}, **options)

    return fetched


def test_a_download_into_memory(fetch, server):
    assert fetch(Sounds()) == SOUND
    assert (
        server.got[0].path,
        server.got[0].headers["accept"],
        server.got[0].headers["accept-encoding"],
    ) == ("/sounds/1.mp3", "audio/mpeg", "identity")


REPORT = DownloadOperation(
    "makeReport",
    "POST",
    "/reports",
    effect=Effect.CREATE,
    accept=("audio/mpeg",),
    form_style="urlencoded",
)


def test_a_download_can_be_made_of_a_form(ask, server):
    server.usual = Sounds()
    assert ask("download", REPORT, form={"day": "monday"}) == SOUND
    assert server.got[0].body == b"day=monday"


def test_a_download_that_creates_something_is_asked_for_once(ask, server):
    server.usual = Sounds(breaks=[100])
    with pytest.raises(TransportError):
        ask("download", REPORT, form={"day": "monday"})
    assert len(server.got) == 1


def test_a_download_to_a_path_reports_its_progress(fetch, tmp_path):
    path, messages = tmp_path / "a.mp3", []
    done = fetch(Sounds(), path, progress=lambda got, total: messages.append((got, total)))
    assert Downloaded(len(SOUND), path, "audio/mpeg") == done
    assert path.read_bytes() == SOUND
    assert (len(SOUND), len(SOUND)) == messages[-1]
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == (tmp_path / "a.mp3").stat().st_mode & 0o777


def test_a_link_stays_a_link(fetch, tmp_path):
    (tmp_path / "real.mp3").write_bytes(b"old")
    link = tmp_path / "link.mp3"
    link.symlink_to("real.mp3")
    assert fetch(Sounds(), link).path == link
    assert link.is_symlink()
    assert (tmp_path / "real.mp3").read_bytes() == SOUND


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_stays_a_pipe(fetch, tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    fetch(Sounds(), pipe)
    reader.join(10)
    assert got == [SOUND]
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_reported_before_anything_is_asked(fetch, server, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*nowhere$"):
        fetch(Sounds(), tmp_path / "nowhere" / "a.mp3")
    with pytest.raises(IsADirectoryError):
        fetch(Sounds(), tmp_path)
    assert server.got == []


def test_a_file_without_a_buffer_gets_all(fetch):
    class Slow(io.RawIOBase):
        got = b""

        def writable(self):
            return True

        def write(self, piece):
            self.got += bytes(piece[:1000])
            return min(len(piece), 1000)

    slow = Slow()
    fetch(Sounds(), slow)
    assert slow.got == SOUND


def test_a_download_to_a_file_object(fetch):
    file = io.BytesIO()
    file.write(b"before")
    assert Downloaded(len(SOUND), None, "audio/mpeg") == fetch(Sounds(breaks=[70_000]), file)
    assert file.getvalue() == b"before" + SOUND


@pytest.mark.parametrize("to", ["memory", "path", "object"])
@pytest.mark.parametrize("sounds", [{}, {"ranges": False}, {"tag": None}])
def test_a_broken_download_goes_on_or_starts_again(fetch, tmp_path, to, sounds):
    path, file = tmp_path / "a.mp3", io.BytesIO()
    target = {"memory": None, "path": path, "object": file}[to]
    shelf = Sounds(breaks=[100_000, 50_000], **sounds)
    answered = fetch(shelf, target)
    assert {"memory": answered, "path": b"", "object": file.getvalue()}[to] == SOUND or (
        path.read_bytes() == SOUND
    )
    assert len(shelf.asked) == 3
    assert (sounds == {}) == (shelf.asked[1] is not None and shelf.asked[2] is not None) or (
        sounds == {"ranges": False}
    )


def test_a_download_that_never_succeeds_leaves_nothing(fetch, tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    with pytest.raises(TransportError):
        fetch(Sounds(breaks=[9000] * 9), path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_download_is_resumed_another_day(fetch, tmp_path):
    path = tmp_path / "a.mp3"
    with pytest.raises(TransportError):
        fetch(Sounds(breaks=[100_000, 500, 500]), path, resume=True)
    kept = (tmp_path / "a.mp3.part").stat().st_size
    assert kept > 90_000
    shelf = Sounds()
    fetch(shelf, path, resume=True)
    assert shelf.asked == [f"bytes={kept}-"]
    assert path.read_bytes() == SOUND
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_changed_meanwhile_is_fetched_whole(fetch, tmp_path):
    path = tmp_path / "a.mp3"
    (tmp_path / "a.mp3.part").write_bytes(b"old version")
    (tmp_path / "a.mp3.part.tag").write_text('"v0"')
    fetch(Sounds(), path, resume=True)
    assert path.read_bytes() == SOUND


def test_a_part_of_unknown_version_is_not_trusted(fetch, tmp_path):
    path, shelf = tmp_path / "a.mp3", Sounds()
    (tmp_path / "a.mp3.part").write_bytes(b"whatever")
    fetch(shelf, path, resume=True)
    assert shelf.asked == [None]
    assert path.read_bytes() == SOUND


def test_a_part_that_is_whole_already_is_moved(fetch, tmp_path):
    path = tmp_path / "a.mp3"
    (tmp_path / "a.mp3.part").write_bytes(SOUND)
    (tmp_path / "a.mp3.part.tag").write_text('"v1"')
    fetch(Sounds(), path, resume=True)
    assert path.read_bytes() == SOUND
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["application/json", "text/html; charset=utf-8"])
def test_an_error_never_becomes_a_file(fetch, tmp_path, kind):
    page = http_response(
        200, {"message": "file currently unavailable"}, headers={"Content-Type": kind}
    )
    with pytest.raises(DownloadError, match=kind.split(";")[0]):
        fetch(page, tmp_path / "a.mp3")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DownloadError):
        fetch(page)


def test_too_large_is_refused(fetch, tmp_path):
    with pytest.raises(DownloadError, match="more than 1000 bytes"):
        fetch(Sounds(), tmp_path / "a.mp3", max_bytes=1000)

    def lengthless(_):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nConnection: close\r\n\r\n"
        return [head + SOUND, None]

    with pytest.raises(DownloadError, match="more than 1000 bytes"):
        fetch(lengthless, max_bytes=1000)
    assert fetch(lengthless, max_bytes=len(SOUND)) == SOUND
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "error", "reported"),
    [
        ({"max_bytes": "5"}, TypeError, "max_bytes must be an int or None, not str"),
        ({"max_bytes": True}, TypeError, "max_bytes must be an int or None, not bool"),
        ({"max_bytes": -1}, ValueError, "max_bytes must be at least 0, not -1"),
        ({"progress": 5}, TypeError, "progress must be a function, not int"),
    ],
)
def test_options_are_refused_before_anything_is_sent(fetch, server, options, error, reported):
    with pytest.raises(error, match=reported):
        fetch(Sounds(), **options)
    assert server.got == []


def test_what_exists_is_kept_when_asked(fetch, tmp_path, server):
    path = tmp_path / "a.mp3"
    fetch(Sounds(), path, overwrite=False)
    with pytest.raises(FileExistsError):
        fetch(Sounds(), path, overwrite=False)
    with pytest.raises(IsADirectoryError):
        fetch(Sounds(), tmp_path)
    with pytest.raises(TypeError, match="binary"):
        fetch(Sounds(), io.StringIO())
    assert len(server.got) == 1


def test_a_failing_callback_leaves_nothing(fetch, tmp_path):
    def fail(*_):
        raise KeyError("mine")

    with pytest.raises(KeyError):
        fetch(Sounds(), tmp_path / "a.mp3", progress=fail)
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_download_leaves_nothing(server, tmp_path):
    server.usual = [
        http_response(200, raw=SOUND, headers={"Content-Type": "audio/mpeg"})[:5000]
    ] + [b"x"] * 99

    async def cancel():
        async with AsyncClient(settings(server), "login", "password") as client:
            task = asyncio.create_task(
                client.download(DOWNLOAD, tmp_path / "a.mp3", path={"id": 1})
            )
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancel())
    assert list(tmp_path.iterdir()) == []


def test_a_creating_upload_is_not_retried(ask, server, stored):
    create = Operation(
        "addFile", "POST", "/f", effect=CREATE.effect, form_style="multipart", form={"file": FILE}
    )
    server.script = ["drop-response"]
    with pytest.raises(OutcomeUnknownError) as caught:
        ask("call", create, form={"file": stored})
    assert caught.value.request.content is None


def test_forms_without_files(server):
    form = Operation("addForm", "POST", "/f", effect=Effect.SET, form_style="urlencoded")
    with SyncClient(settings(server), "login", "password") as client:
        client.call(form, form={"a": "x y&", "b": True, "c": None, "d": ["1", "2"]})
    got = server.got[0]
    assert (
        got.body,
        got.headers["content-type"],
    ) == (b"a=x%20y%26&b=true&d=1&d=2", "application/x-www-form-urlencoded")
