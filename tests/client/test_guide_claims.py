"""What the guides on proxies and on logging claim, sentence by sentence, held against the package over real sockets."""

from __future__ import annotations

import http.server
import importlib
import logging
import os
import re
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx
import httpx2
import pytest

ROOT = Path(__file__).resolve().parents[2]
callfire = importlib.import_module("callfire")
FakeCallFire = importlib.import_module("callfire.testing").FakeCallFire
ROW = [{"phone_number": "12135551122", "message": "Hello Ann"}]
ACCOUNT = b'{"id": 1, "email": "owner@example.com"}'


class Site:
    """A server that keeps the request lines and gives one response to everything."""

    def __init__(
        self, status: int = 200, body: bytes = ACCOUNT, media: str = "application/json"
    ) -> None:
        site, self.lines = self, []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.lines.append(self.requestline)
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.send_response(status)
                self.send_header("content-type", media)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *words: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def asked(**options: Any) -> Any:
    """The error of one request, None where it succeeds; the host exists behind a proxy only."""
    given = {"base_url": "http://api.invalid/v2", "allow_insecure_http": True, "max_retries": 0}
    with callfire.CallFire("login", "password", **{**given, **options}) as client:
        try:
            client.me.get_account()
        except callfire.CallFireError as error:
            return error
    return None


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
def test_the_proxy_of_the_environment_is_used_but_for_exceptions(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site() as proxy:
        monkeypatch.setenv(name.lower(), proxy.url)
        assert asked() is None
        assert proxy.lines == ["GET http://api.invalid/v2/me/account HTTP/1.1"]
        monkeypatch.setenv("no_proxy", "api.invalid")
        assert type(asked()).__name__ == "TransportError"
        assert len(proxy.lines) == 1


def test_an_option_sets_another_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Site() as unused, Site() as proxy:
        monkeypatch.setenv("http_proxy", unused.url)
        assert asked(proxy=proxy.url) is None
        assert (len(unused.lines), len(proxy.lines)) == (0, 1)


def test_an_error_page_of_a_proxy_is_no_response_of_the_api() -> None:
    with Site(502, b"<html>Bad gateway</html>", "text/html") as proxy:
        error = asked(proxy=proxy.url)
        assert (error.status, error.from_api) == (502, False)
        client = callfire.CallFire("login", "password", base_url=proxy.url)
        with client, pytest.raises(callfire.OutcomeUnknownError):
            client.texts.send(ROW)
        assert len(proxy.lines) == 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine with its key, and the certificate alone beside it."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    folder = tmp_path_factory.mktemp("tls")
    both, alone = folder / "both.pem", folder / "alone.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    run = subprocess.run(
        [*command.split(), "-keyout", "-", "-out", "-"], capture_output=True, check=True, text=True
    )
    both.write_text(run.stdout)
    alone.write_text(run.stdout[run.stdout.index("-----BEGIN CERTIFICATE") :])
    return both


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    """A server with TLS that wants the client's certificate when it has one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.load_verify_locations(certificate.with_name("alone.pem"))
    context.verify_mode = ssl.CERT_OPTIONAL
    with Site() as site:
        site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
        site.url = site.url.replace("http:", "https:")
        yield site


def test_verify_takes_a_file_or_a_context(secure: Site, certificate: Path) -> None:
    alone = str(certificate.with_name("alone.pem"))
    context = ssl.create_default_context(cafile=alone)
    context.load_cert_chain(certificate)

    assert [asked(base_url=secure.url, verify=each) for each in (alone, context)] == [None, None]


def test_an_untrusted_certificate_is_not_retried_and_nothing_was_sent(secure: Site) -> None:
    error = asked(base_url=secure.url, max_retries=3)

    assert (type(error), error.evidence) == (callfire.TransportError, "not_sent")
    assert secure.lines == []


@pytest.mark.parametrize("library", [httpx2, httpx])
def test_a_given_client_is_not_closed(library: Any) -> None:
    with Site() as site, library.Client() as given:
        assert asked(base_url=site.url, http_client=given) is None
        assert not given.is_closed


def test_timeouts() -> None:
    timeout = callfire.Timeout
    default = callfire.CallFire("login", "password")._options

    assert default.timeout == timeout(60, connect=10)
    assert (default.policy.total_timeout, default.policy.max_retry_after) == (None, 60)
    assert {getattr(timeout(5), phase) for phase in ("connect", "read", "write", "pool")} == {5}
    assert (timeout(5, read=60).read, timeout(5, read=60).connect) == (60, 5)


PROGRAM = """
import callfire
from callfire.testing import FakeCallFire
fake = FakeCallFire()
with fake.serve() as address, callfire.CallFire("login", "s3cret-word", base_url=address) as client:
    fake.fail("findTexts", status=503, retry_after=0.1)
    list(client.texts.find(to_number="12135551122"))
    client.texts.send([{"phone_number": "12135551122", "message": "Hello Ann"}])
"""


def logged(level: str | None) -> str:
    """What the program writes to stderr under a level of the environment variable."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generated" / "src")}
    environment.pop("CALLFIRE_LOG", None)
    if level:
        environment["CALLFIRE_LOG"] = level
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == ""
    return run.stderr


def test_nothing_is_logged_by_default() -> None:
    assert logged(None) == ""


def test_info_has_requests_and_retries() -> None:
    text = logged("info")

    assert re.search(r"GET \S+/texts\?toNumber=\*\*\*\S* -> 503 in \d\.\d{3} s", text), text
    assert re.search(r"Retrying findTexts in \d\.\d s: 503, attempt 1 of 3", text), text
    assert "bytes" not in text


@pytest.mark.parametrize("level", ["info", "debug"])
def test_credentials_bodies_and_numbers_are_never_logged(level: str) -> None:
    text = logged(level)

    assert [
        word for word in ("s3cret-word", "Basic", "2135551122", "Hello Ann") if word in text
    ] == []


def test_debug_has_sizes_and_timeouts() -> None:
    assert re.search(
        r"sendTexts: \d+ bytes sent, timeouts .*\d+ bytes of application/json", logged("debug")
    )


def test_the_message_of_an_error_is_unmasked_and_its_text_is_not() -> None:
    fake = FakeCallFire()
    fake.fail("sendTexts", 400, message="12135551122 has opted out")
    with pytest.raises(callfire.BadRequestError) as caught:
        fake.client().texts.send(ROW)

    assert caught.value.message == "12135551122 has opted out"
    assert "12135551122" not in str(caught.value)


def test_hooks_are_called_for_each_attempt() -> None:
    fake = FakeCallFire()
    fake.fail("getAccount", status=503, times=2)
    before: list[str] = []
    after: list[int] = []
    client = fake.client(
        on_request=lambda request: before.append(request.method),
        on_response=lambda request, response: after.append(response.status),
    )
    client.me.get_account()

    assert (before, after) == (["GET"] * 3, [503, 503, 200])


def test_lines_of_the_http_library_are_masked(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with FakeCallFire().serve() as address:
        client = callfire.CallFire("login", "password", base_url=address)
        with client:
            list(client.texts.find(to_number="12135551122"))

    assert any(record.name == "httpx2" for record in caplog.records)
    assert "12135551122" not in caplog.text
