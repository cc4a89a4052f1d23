"""A published description arrives whole, soon, over a line that no one listens in on, or not at all."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import BadStatusLine, IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import HTTPError, URLError

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.fetch import download, transfer

ADDRESS = "https://api.example/api.json"
MANY = 2000


class HttpResponse:
    """What a server sends, packet by packet."""

    def __init__(self, *packets, **headers):
        self._packets = list(packets)
        self.headers = {key.replace("_", "-"): value for key, value in headers.items()}

    def read1(self, _size=-1):
        packet = self._packets.pop(0) if self._packets else b""
        if isinstance(packet, Exception):
            raise packet
        return packet


def answering(response):
    @contextmanager
    def opened(_request, _seconds):
        if isinstance(response, Exception):
            raise response
        yield response

    return opened


def packed(content):
    return HttpResponse(gzip.compress(content), Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("source", "response", "codes"),
    [
        (ADDRESS, HttpResponse(b"{}"), ()),
        (ADDRESS, HttpResponse(b"{", b"}", Content_Length="2"), ()),
        (ADDRESS, packed(b"{}"), ()),
        (ADDRESS, HttpResponse(b"x" * 3000), ("file-too-big",)),
        (ADDRESS, packed(b"x" * 300_000), ("file-too-big",)),
        (ADDRESS, HttpResponse(b"no gzip", Content_Encoding="gzip"), ("fetch-failed",)),
        (
            ADDRESS,
            HttpResponse(gzip.compress(b"{}")[:-5], Content_Encoding="gzip"),
            ("fetch-failed",),
        ),
        (ADDRESS, HttpResponse(b"{}", Content_Encoding="br"), ("fetch-failed",)),
        (ADDRESS, HttpResponse(b"{", Content_Length="2"), ("fetch-failed",)),
        (ADDRESS, HttpResponse(b"{", IncompleteRead(b"")), ("fetch-failed",)),
        (ADDRESS, HttpResponse(b"\n<!DOCTYPE HTML><title>Sign in</title>"), ("fetch-failed",)),
        (ADDRESS, URLError("no route"), ("fetch-failed",)),
        (ADDRESS, TimeoutError(), ("fetch-failed",)),
        (ADDRESS, BadStatusLine("?"), ("fetch-failed",)),
        (ADDRESS, ConnectionResetError("gone"), ("fetch-failed",)),
        (ADDRESS, HTTPError(ADDRESS, 404, "Not Found", None, None), ("fetch-failed",)),
        ("http://127.0.0.1:8080/api.json", HttpResponse(b"{}"), ()),
        ("http://api.example/api.json", HttpResponse(b"{}"), ("fetch-address",)),
        ("ftp://api.example/api.json", HttpResponse(b"{}"), ("fetch-address",)),
        ("https://me:secret@api.example/", HttpResponse(b"{}"), ("fetch-address",)),
        ("file://elsewhere/api.json", HttpResponse(b"{}"), ("fetch-address",)),
        ("file://localhost/no/such.json", HttpResponse(b"{}"), ("file-missing",)),
        ("https:///api.json", HttpResponse(b"{}"), ("fetch-address",)),
        ("https://[api/", HttpResponse(b"{}"), ("fetch-address",)),
        ("no/such/file.json", HttpResponse(b"{}"), ("file-missing",)),
    ],
)
def test_download(monkeypatch, source, response, codes):
    monkeypatch.setattr(transfer, "MAX_BYTES", MANY)
    report = Diagnostics()

    raw = download.read(source, report, answering(response))

    assert report.codes == codes
    assert (None if codes else b"{}") == raw
    assert "secret" not in str(report.findings)


@pytest.mark.parametrize("address", ["https://api.example/a b", "https://api.example:port/"])
def test_an_address_that_is_none(address):
    report = Diagnostics()

    assert None is download.read(address, report)
    assert report.codes == ("fetch-address",)


def test_a_trickle_ends_in_time(monkeypatch):
    monkeypatch.setattr(transfer, "DEADLINE", 0.05)

    class Trickle(HttpResponse):
        def read1(self, _size=-1):
            time.sleep(0.01)
            return b" "

    report = Diagnostics()

    assert None is download.read(ADDRESS, report, answering(Trickle()))
    assert report.codes == ("fetch-failed",)


def test_redirects_stay_encrypted():
    handler = download._SafeRedirects()
    request = download.Request(ADDRESS)

    with pytest.raises(URLError):
        handler.redirect_request(request, None, 302, "Found", {}, "http://api.example/")
    with pytest.raises(URLError):
        handler.redirect_request(request, None, 302, "Found", {}, "file:///etc/hosts")
    assert handler.redirect_request(request, None, 302, "Found", {}, "https://other.example/")


class Site(BaseHTTPRequestHandler):
    """A server with a description, and with what else happens to descriptions."""

    def do_GET(self):
        match self.path:
            case "/api.json":
                self._send(200, {}, b"{}")
            case "/packed":
                self._send(200, {"Content-Encoding": "gzip"}, gzip.compress(b"{}"))
            case "/moved":
                self._send(302, {"Location": "/api.json"}, b"")
            case "/round":
                self._send(302, {"Location": "/round"}, b"")
            case "/cut":
                self._send(200, {"Content-Length": "9"}, b"{}")
            case "/chunks":
                self._send(200, {"Transfer-Encoding": "chunked"}, b"5\r\n{")
            case _:
                self.send_error(404)

    def _send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Log nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api.json", b"{}"),
        ("/packed", b"{}"),
        ("/moved", b"{}"),
        ("/round", None),
        ("/cut", None),
        ("/chunks", None),
        ("/nowhere", None),
    ],
)
def test_a_server_on_this_machine(site, path, expected):
    report = Diagnostics()

    assert download.read(f"{site}{path}", report) == expected
    assert (() if expected else ("fetch-failed",)) == report.codes
