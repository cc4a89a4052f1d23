"""The table of wire scenarios: what a server does, and what a client has to make of it."""

import gzip
import zlib
from collections.abc import Iterator
from typing import Any

from .clock import InstantClock
from .wire_server import CLOSE, HANG, RESET, Drip, Scenario, Step, reply

__all__ = ["SCENARIOS"]

_BODY = b'{"id": 99}'
_PLAIN = reply(length=None)
_CHUNKED = "Transfer-Encoding: chunked"
_LOST, _UNREADABLE, _LATE = "TransportError", "TransportError", "TimeoutError"
_UNKNOWN = "OutcomeUnknownError"
_SOUND = {"kind": "audio/mpeg"}


def _chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks) + end


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


# name, bytes of the response; what is right for a read, and for a send
_FRAMING: tuple[tuple[str, Step, str, str], ...] = (
    ("a plain response", reply(), "id 99", "id 99"),
    ("chunked", reply(_chunked(_BODY), _CHUNKED, length=None), "id 99", "id 99"),
    ("chunks of one byte", reply(_chunked(*(_BODY[i : i + 1] for i in range(10))), _CHUNKED, length=None), "id 99", "id 99"),
    ("chunk extensions", reply(b"a;x=y\r\n" + _BODY + b"\r\n0;z\r\n\r\n", _CHUNKED, length=None), "id 99", "id 99"),
    ("trailers", reply(_chunked(_BODY, end=b"0\r\nX-Sum: 1\r\n\r\n"), _CHUNKED, length=None), "id 99", "id 99"),
    ("an unusual case of chunked", reply(_chunked(_BODY), "TRANSFER-ENCODING: Chunked", length=None), "id 99", "id 99"),
    ("no reason phrase", reply(status="HTTP/1.1 200"), "id 99", "id 99"),
    ("HTTP/1.0", reply(status="HTTP/1.0 200 OK"), "id 99", "id 99"),
    ("a header of 20 KB", reply(_BODY, "X-Big: " + "a" * 20_000), "id 99", "id 99"),
    ("400 headers", reply(_BODY, *(f"X-{n}: a" for n in range(400))), "id 99", "id 99"),
    ("a Latin-1 header", reply(_BODY, "X-Name: caf\xe9"), "id 99", "id 99"),
    ("an empty header", reply(_BODY, "X-Empty:"), "id 99", "id 99"),
    ("two equal lengths", reply(_BODY, "Content-Length: 10"), f"id 99|{_UNREADABLE}", f"id 99|{_UNKNOWN}"),
    ("a length and chunked", reply(_chunked(_BODY), _CHUNKED, length=10), f"id 99|{_UNREADABLE}", f"id 99|{_UNKNOWN}"),
    ("two lengths that differ", reply(_BODY, "Content-Length: 3"), _UNREADABLE, _UNKNOWN),
    ("a negative length", reply(length=-7), _UNREADABLE, _UNKNOWN),
    ("a length that is no number", reply(length="ten"), _UNREADABLE, _UNKNOWN),
    ("a chunk size that is no number", reply(b"zz\r\n{}\r\n0\r\n\r\n", _CHUNKED, length=None), _UNREADABLE, _UNKNOWN),
    ("status 99", reply(status="HTTP/1.1 99 X"), _UNREADABLE, _UNKNOWN),
    ("status abc", reply(status="HTTP/1.1 abc X"), _UNREADABLE, _UNKNOWN),
    ("status 1000", reply(status="HTTP/1.1 1000 X"), _UNREADABLE, _UNKNOWN),
    ("HTTP/9.9", reply(status="HTTP/9.9 200 X"), f"id 99|{_UNREADABLE}", f"id 99|{_UNKNOWN}"),
    ("a line without a colon", reply(_BODY, "no colon here"), _UNREADABLE, _UNKNOWN),
    ("a NUL in a header", reply(_BODY, "X-Nul: a\0b"), _UNREADABLE, _UNKNOWN),
    ("a header of 300 KB", reply(_BODY, "X-Big: " + "a" * 300_000), _UNREADABLE, _UNKNOWN),
    ("headers of 2 MB", reply(_BODY, *(f"X-{n}: {'a' * 90}" for n in range(20_000))), _UNREADABLE, _UNKNOWN),
    ("the banner of SSH", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", _UNREADABLE, _UNKNOWN),
    ("an alert of TLS", b"\x15\x03\x01\x00\x02\x02\x28", _UNREADABLE, _UNKNOWN),
    ("NUL bytes", b"\0" * 64 + b"\r\n\r\n", _UNREADABLE, _UNKNOWN),
    ("an HTML page without HTTP", b"<html><body>502</body></html>\r\n\r\n", _UNREADABLE, _UNKNOWN),
)  # fmt: skip

# name, steps that end the connection; what is right for a read, and for a send
_BROKEN: tuple[tuple[str, tuple[Step, ...], str, str], ...] = (
    ("closes without a response", (CLOSE,), _LOST, _UNKNOWN),
    ("resets without a response", (RESET,), _LOST, _UNKNOWN),
    ("closes in the status line", (b"HTTP/1.1 20", CLOSE), _LOST, _UNKNOWN),
    ("closes in the headers", (b"HTTP/1.1 200 OK\r\nContent-Ty", CLOSE), _LOST, _UNKNOWN),
    ("closes before the body", (reply(b"", length=10), CLOSE), _LOST, _UNKNOWN),
    ("closes in the body", (reply(_BODY[:5], length=10), CLOSE), _LOST, _UNKNOWN),
    ("resets in the body", (reply(_BODY[:5], length=10), 0.02, RESET), _LOST, _UNKNOWN),
    ("closes in a chunk", (reply(b'a\r\n{"id', _CHUNKED, length=None), CLOSE), _LOST, _UNKNOWN),
    ("closes between chunks", (reply(_chunked(b"{", end=b""), _CHUNKED, length=None), CLOSE), _LOST, _UNKNOWN),
    ("closes before the last chunk", (reply(_chunked(_BODY, end=b""), _CHUNKED, length=None), CLOSE), _LOST, _UNKNOWN),
    ("ends a body without a length", (_PLAIN, CLOSE), "id 99", "id 99"),
    ("pauses between bytes", (reply()[:40], 0.01, reply()[40:]), "id 99", "id 99"),
)  # fmt: skip

_INTERIM: tuple[tuple[str, tuple[Step, ...], str], ...] = (
    ("100 first", (b"HTTP/1.1 100 Continue\r\n\r\n", reply()), "id 99"),
    ("102 first", (b"HTTP/1.1 102 Processing\r\n\r\n", reply()), "id 99"),
    ("103 first", (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", reply()), "id 99"),
    ("ten times 100 first", (b"HTTP/1.1 100 Continue\r\n\r\n" * 10, reply()), "id 99"),
    ("100 and no more", (b"HTTP/1.1 100 Continue\r\n\r\n", CLOSE), _UNKNOWN),
)  # fmt: skip

_STATUSES: tuple[tuple[int, str], ...] = (
    (200, "id 99"), (201, "id 99"), (202, "id 99"), (203, "id 99"), (226, "id 99"),
    (400, "BadRequestError 400"), (401, "AuthenticationError 401"), (402, "APIError 402"),
    (403, "PermissionDeniedError 403"), (404, "NotFoundError 404"), (405, "APIError 405"),
    (408, "APIError 408"), (409, "ConflictError 409"), (410, "APIError 410"), (413, "APIError 413"),
    (422, "APIError 422"), (429, "RateLimitError 429"), (451, "APIError 451"), (499, "APIError 499"),
    (300, "APIError 300"), (301, "APIError 301"), (302, "APIError 302"), (303, "APIError 303"),
    (307, "APIError 307"), (308, "APIError 308"),
    (500, "ServerError 500"), (502, "ServerError 502"), (503, "ServerError 503"),
    (504, "ServerError 504"), (520, "ServerError 520"), (599, "ServerError 599"),
)  # fmt: skip

# name, the response to the first call, that call, and the number of connections that is right
_LEFTOVERS: tuple[tuple[str, tuple[Step, ...], str, int | None], ...] = (
    ("204 with a body", (reply(b'{"id": 666}', status=204),), "delete", 2),
    ("204 with a whole response", (reply(reply(b'{"id": 666}'), status=204),), "delete", 2),
    ("204 with chunks", (reply(_chunked(b'{"id": 666}'), _CHUNKED, status=204, length=None),), "delete", 2),
    ("204 whose body comes late", (reply(b"", status=204, length=2), 0.02, b"{}"), "delete", 2),
    ("204 and no length", (reply(b"", status=204, length=None),), "delete", 1),
    ("a response behind the response", (reply() + reply(b'{"id": 666}'),), "read", 2),
    ("a line end behind the response", (reply() + b"\r\n",), "read", None),
    ("null behind the response", (reply() + b"null",), "read", 2),
    ("a response behind the last chunk", (reply(_chunked(_BODY) + reply(b'{"id": 666}'), _CHUNKED, length=None),), "read", 2),
    ("a response that comes later", (reply(), 0.02, reply(b'{"id": 666}')), "read", 2),
    ("nothing behind the response", (reply(),), "read", 1),
    ("an error and nothing behind it", (reply(b'{"message":"no"}', status=404),), "missing", 1),
    ("Connection: close", (reply(_BODY, "Connection: close"), CLOSE), "read", 2),
)  # fmt: skip

# name, response; outcome of a read, with a limit of 100 000 bytes
# name, steps for each request, call, outcome; one retry is allowed
_RETRIES: tuple[tuple[str, tuple[tuple[Step, ...], ...], str, str], ...] = (
    ("503 once to a read", ((reply(b"{}", status=503),),), "read", "id 99"),
    ("a lost response to a read", ((CLOSE,),), "read", "id 99"),
    ("a cut body to a read", ((reply(b"{", length=10), CLOSE),), "read", "id 99"),
    ("a lost response to a send", ((CLOSE,),), "send", _UNKNOWN),
    ("500 to a send", ((reply(b"{}", status=500),),), "send", _UNKNOWN),
    ("a cookie", ((reply(_BODY, "Set-Cookie: a=b; Path=/", status=503),),), "read", "id 99"),
)  # fmt: skip

_BOMB = b'{"id": 99, "text": "' + b"a" * 2_000_000 + b'"}'
_LIMITS: tuple[tuple[str, tuple[Step, ...], str], ...] = (
    ("gzip that unpacks to 2 MB", (reply(_gzipped(_BOMB), "Content-Encoding: gzip"),), _UNREADABLE),
    ("gzip in gzip", (reply(_gzipped(_gzipped(_BOMB)), "Content-Encoding: gzip, gzip"),), _UNREADABLE),
    ("gzip in gzip by two headers", (reply(_gzipped(_gzipped(_BOMB)), "Content-Encoding: gzip", "Content-Encoding: gzip"),), _UNREADABLE),
    ("deflate that unpacks to 2 MB", (reply(zlib.compress(_BOMB), "Content-Encoding: deflate"),), _UNREADABLE),
    ("empty gzip members for ever", (reply(_gzipped(b"") * 10_000, "Content-Encoding: gzip"),), _UNREADABLE),
    ("2 MB", (reply(_BOMB),), _UNREADABLE),
    ("2 MB in chunks", (reply(_chunked(_BOMB), _CHUNKED, length=None),), _UNREADABLE),
    ("a length of 2 TB", (reply(b"{", length=2 * 10**12), HANG), _UNREADABLE),
    ("100 000 levels", (reply(b"[" * 99_000),), "DecodeError"),
    ("an error of 90 000 levels", (reply(b"[" * 90_000, status=400),), "BadRequestError 400"),
    ("an error of 2 MB", (reply(_BOMB, status=500),), "ServerError 500"),
    ("an error that unpacks to 2 MB", (reply(_gzipped(_BOMB), "Content-Encoding: gzip", status=500),), "ServerError 500"),
    ("an error in gzip of gzip", (reply(_gzipped(_gzipped(_BOMB)), "Content-Encoding: gzip, gzip", status=500),), "ServerError 500"),
)  # fmt: skip

_CODINGS: tuple[tuple[str, bytes, str, str], ...] = (
    ("gzip", _gzipped(_BODY), "gzip", "id 99"),
    ("x-gzip", _gzipped(_BODY), "x-gzip", "id 99"),
    ("GZIP", _gzipped(_BODY), "GZIP", "id 99"),
    ("gzip of two members", _gzipped(_BODY[:4]) + _gzipped(_BODY[4:]), "gzip", "id 99"),
    ("gzip with zeros behind", _gzipped(_BODY) + b"\0" * 20, "gzip", "id 99"),
    ("gzip and identity", _gzipped(_BODY), "gzip, identity", "id 99"),
    ("deflate", zlib.compress(_BODY), "deflate", "id 99"),
    ("raw deflate", _deflate(_BODY), "deflate", "id 99"),
    ("identity", _BODY, "identity", "id 99"),
    ("gzip that is cut", _gzipped(_BODY)[:-12], "gzip", _UNREADABLE),
    ("gzip with a wrong checksum", _gzipped(_BODY)[:-8] + b"12345678", "gzip", _UNREADABLE),
    ("gzip that is plain", _BODY, "gzip", _UNREADABLE),
    ("br that was not asked for", _BODY, "br", _UNREADABLE),
    ("an unknown coding", _BODY, "rot13", _UNREADABLE),
)  # fmt: skip

_DRIP_HEAD = Drip(reply())
_DRIP_BODY = Drip(b'{"id": 99, "text": "' + b"a" * 500)
# name, call, steps, outcome, whether the script begins before the request's body is read; total_timeout is 0.5 s
_DEADLINES: tuple[tuple[str, str, tuple[Step, ...], str, bool], ...] = (
    ("states nothing", "read", (HANG,), _LATE, False),
    ("drips a status line", "read", (_DRIP_HEAD,), _LATE, False),
    ("drips headers", "read", (b"HTTP/1.1 200 OK\r\n", Drip(b"X-A: " + b"a" * 500)), _LATE, False),
    ("drips 100 Continue", "read", (Drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 20),), _LATE, False),
    ("drips a body", "read", (reply(b"", length=900), _DRIP_BODY), _LATE, False),
    ("drips chunks", "read", (reply(b"", _CHUNKED, length=None), Drip(_chunked(b"a", end=b"") * 99)), _LATE, False),
    ("drips a body without a length", "read", (reply(b"", length=None), _DRIP_BODY), _LATE, False),
    ("drips gzip", "read", (reply(b"", "Content-Encoding: gzip", length=900), Drip(_gzipped(b"a" * 99) * 9)), _LATE, False),
    ("stops in the headers", "read", (b"HTTP/1.1 200 OK\r\nX-", HANG), _LATE, False),
    ("stops in the body", "read", (reply(b"{", length=10), HANG), _LATE, False),
    ("drips the body of an error", "read", (reply(b"", status=404, length=900), _DRIP_BODY), "NotFoundError 404", False),
    ("asks to wait", "read", (reply(b"{}", "Retry-After: 9", status=503),), "ServerError 503", False),
    ("states nothing to a send", "send", (HANG,), _UNKNOWN, False),
    ("drips the response of a send", "send", (_DRIP_HEAD,), _UNKNOWN, False),
    ("reads no upload", "upload", (HANG,), _UNKNOWN, True),
    ("reads an upload slowly", "upload", ("drink",), _UNKNOWN, True),
    ("drips a download", "download", (reply(b"", length=900, **_SOUND), _DRIP_BODY), _LATE, False),
    ("stops in a download", "download", (reply(b"abc", length=900, **_SOUND), HANG), _LATE, False),
)  # fmt: skip

_A, _B = 'ETag: "a"', 'ETag: "b"'


def _part(tag: str, start: int, total: Any, body: bytes) -> bytes:
    end = start + len(body) - 1
    return reply(body, tag, f"Content-Range: bytes {start}-{end}/{total}", status=206, **_SOUND)


_CUT = (reply(b"AAAA", _A, length=10, **_SOUND), CLOSE)
_OLD, _NEW = (f"Last-Modified: Wed, 01 Jan 2025 00:00:0{second} GMT" for second in (0, 5))
_DATED = (reply(b"AAAA", _OLD, "Date: Thu, 02 Jan 2025 00:00:00 GMT", length=10, **_SOUND), CLOSE)
_WEAK = (reply(b"AAAA", _OLD, "Date: Wed, 01 Jan 2025 00:00:00 GMT", length=10, **_SOUND), CLOSE)
_FRESH = (reply(b"B" * 10, _B, **_SOUND),)
_DOWNLOADS: tuple[tuple[str, tuple[tuple[Step, ...], ...], str], ...] = (
    ("a file", ((reply(b"AAAA", _A, **_SOUND),),), "AAAA"),
    ("a file in gzip of two members", ((reply(_gzipped(b"AA") + _gzipped(b"BB"), "Content-Encoding: gzip", **_SOUND),),), "AABB"),
    ("a file in gzip that is cut", ((reply(_gzipped(b"AA")[:-4], "Content-Encoding: gzip", **_SOUND),),) * 3, _UNREADABLE),
    ("goes on after a cut", (_CUT, (_part(_A, 4, 10, b"AAAAAA"),)), "AAAAAAAAAA"),
    ("goes on with another tag", (_CUT, (_part(_B, 4, 10, b"BBBBBB"),), _FRESH), "BBBBBBBBBB"),
    ("goes on with a weak tag", (_CUT, (_part('ETag: W/"a"', 4, 10, b"BBBBBB"),), _FRESH), "BBBBBBBBBB"),
    ("goes on without a tag", (_CUT, (_part("X-A: a", 4, 10, b"BBBBBB"),), _FRESH), "BBBBBBBBBB"),
    ("goes on with another size", (_CUT, (_part(_A, 4, 9, b"BBBBB"),), _FRESH), "BBBBBBBBBB"),
    ("goes on in gzip", (_CUT, (reply(b"BBBBBB", _A, "Content-Encoding: gzip", "Content-Range: bytes 4-9/10", status=206, **_SOUND),), _FRESH), "BBBBBBBBBB"),
    ("goes on elsewhere", (_CUT, (_part(_A, 5, 10, b"BBBBB"),)), "DownloadError"),
    ("a part that was not asked for", ((_part(_A, 0, 10, b"BBBBB"),),), "DownloadError"),
    ("goes on with the same time", (_DATED, (_part(_OLD, 4, 10, b"AAAAAA"),)), "AAAAAAAAAA"),
    ("goes on with another time", (_DATED, (_part(_NEW, 4, 10, b"BBBBBB"),), _FRESH), "BBBBBBBBBB"),
    ("cut with a time of the same second", (_WEAK, _FRESH), "BBBBBBBBBB"),
    ("begins again", (_CUT, _FRESH), "BBBBBBBBBB"),
    ("a page instead of a file", ((reply(b"<html>", kind="text/html"),),), "DownloadError"),
    ("cut without a tag", ((reply(b"AAAA", length=10, **_SOUND), CLOSE), _FRESH), "BBBBBBBBBB"),
)  # fmt: skip

_PROXIES: tuple[tuple[str, tuple[Step, ...], str], ...] = (
    ("asks for credentials", (reply(b"", status=407),), _LOST),
    ("refuses", (reply(b"<html>no</html>", status=403, kind="text/html"),), _LOST),
    ("fails", (reply(b"", status=502),), _LOST),
    ("closes", (CLOSE,), f"{_LOST}|{_UNKNOWN}"),
    ("is no proxy", (b"SSH-2.0-OpenSSH\r\n\r\n", CLOSE), f"{_LOST}|{_UNKNOWN}"),
    ("connects and closes", (b"HTTP/1.1 200 OK\r\n\r\n", CLOSE), _LOST),
    ("connects and speaks no TLS", (b"HTTP/1.1 200 OK\r\n\r\n", 0.02, reply(), CLOSE), _LOST),
)  # fmt: skip


def _reads_and_sends() -> Iterator[Scenario]:
    cases = tuple((name, (response, CLOSE), *right) for name, response, *right in _FRAMING)
    tables: dict[str, Any] = {"framing": cases, "broken": _BROKEN}
    for group, table in tables.items():
        for name, steps, read, sent in table:
            for call, outcome in (("read", read), ("send", sent)):
                yield Scenario(
                    name=f"{name} to a {call}",
                    group=group,
                    script=[steps],
                    calls=[call],
                    outcomes=[outcome],
                )


def _single() -> Iterator[Scenario]:
    for name, steps, outcome in _INTERIM:
        yield Scenario(
            name=name, group="interim", script=[steps], calls=["send"], outcomes=[outcome]
        )
    for status, outcome in _STATUSES:
        script = [[reply(_BODY, "Location: /items/2", status=status)]]
        yield Scenario(name=str(status), group="statuses", script=script, outcomes=[outcome])
    for name, steps, outcome in _LIMITS:
        yield Scenario(
            name=name,
            group="limits",
            script=[steps],
            outcomes=[outcome],
            options={"max_response_bytes": 100_000},
        )
    for name, body, coding, outcome in _CODINGS:
        response = reply(body, f"Content-Encoding: {coding}")
        yield Scenario(name=name, group="codings", script=[[response]], outcomes=[outcome])
    yield Scenario(
        name="a proxy that drips",
        group="proxies",
        script=[[Drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 500)]],
        calls=["send"],
        outcomes=[f"{_LATE}|{_UNKNOWN}"],
        options={"total_timeout": 0.5},
        seconds=0.6,
        proxied=True,
        slow=True,
    )
    for name, steps, outcome in _PROXIES:
        yield Scenario(
            name=f"a proxy that {name}",
            group="proxies",
            script=[steps],
            calls=["send"],
            outcomes=[outcome],
            proxied=True,
        )


def _several() -> Iterator[Scenario]:
    # A client may also refuse the response; it must not take what follows for the next one.
    first = {
        "delete": f"none|{_UNREADABLE}",
        "read": f"id 99|{_UNREADABLE}",
        "missing": "NotFoundError 404",
    }
    for name, steps, call, connections in _LEFTOVERS:
        yield Scenario(
            name=name,
            group="leftovers",
            script=[steps],
            calls=["read" if call == "missing" else call, "pause", "send"],
            outcomes=[first[call], "none", "id 99"],
            connections=connections,
        )
    for name, script, call, outcome in _RETRIES:
        yield Scenario(
            name=name,
            group="cookies" if "cookie" in name else "retries",
            script=script,
            calls=[call],
            outcomes=[outcome],
            options={"max_retries": 1, "clock": InstantClock()},
        )
    for name, script, outcome in _DOWNLOADS:
        yield Scenario(
            name=name,
            group="downloads",
            script=script,
            calls=["download"],
            outcomes=[outcome],
            options={"max_retries": 2, "clock": InstantClock()},
        )
    for name, call, steps, outcome, early in _DEADLINES:
        yield Scenario(
            name=name,
            group="deadlines",
            script=[steps],
            calls=[call],
            outcomes=[outcome],
            options={"total_timeout": 0.5, "max_retries": 1},
            seconds=0.6,
            early=early,
            slow=True,
        )


SCENARIOS: tuple[Scenario, ...] = (*_reads_and_sends(), *_single(), *_several())
"""All scenarios."""
