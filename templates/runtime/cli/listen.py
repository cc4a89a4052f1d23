"""Receives webhooks on this machine: checks signatures, prints deliveries as JSON lines, forwards them."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ..actions.verdicts import Exit
from ..core.errors import DecodeError, WebhookSignatureError
from .errors import UsageError, note
from .output import json_text
from .program import Program

__all__ = ["listen"]

_LARGEST = 4 * 1024 * 1024
_SECONDS = 10
_DIGITS = 20
"""A longer Content-Length is not read as a number."""


def listen(program: Program, options_given: Any) -> int:
    """Serve until it is interrupted, or for a number of deliveries."""
    assert program.webhooks is not None
    module = program.webhooks()
    secret: Any = os.environ.get(options_given.secret_env)
    if options_given.unverified:
        secret = module.UNVERIFIED
    elif not secret:
        raise UsageError(
            f"the webhook's secret is not in {options_given.secret_env}",
            "set it, or state --unverified",
        )
    if options_given.forward:
        _check_forward(options_given.forward)
    server = _Server((options_given.host, options_given.port), module, secret, options_given)
    if not options_given.quiet:
        note(
            f"listening on http://{options_given.host}:{server.server_address[1]}{options_given.path}"
        )
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
    return Exit.DONE


def _check_forward(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"--forward must be an address such as http://localhost:8000, not {url}")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], module: Any, secret: Any, options_given: Any
    ) -> None:
        try:
            super().__init__(address, _Handler)
        except OSError as error:
            raise UsageError(f"port {address[1]} cannot be used: {error.strerror}") from None
        self.module, self.secret, self.options_given = module, secret, options_given
        self.left = options_given.count
        self.lock = Lock()

    def show(self, line: dict[str, Any]) -> None:
        """Print one line for each delivery."""
        with self.lock:
            print(json_text(line), flush=True)

    def count(self) -> None:
        """Count a delivery that has its response; the last one ends the server."""
        with self.lock:
            if self.left is not None:
                self.left -= 1
                if self.left <= 0:
                    Thread(target=self.shutdown, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    @property
    def _listener(self) -> _Server:
        return cast(_Server, self.server)

    def do_POST(self) -> None:
        """Take a delivery."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return self._end(411)
        if len(length) > _DIGITS or int(length) > _LARGEST:
            return self._end(413)
        body = self.rfile.read(int(length))
        result, module = self._listener.options_given, self._listener.module
        if urlsplit(self.path).path != result.path:
            return self._end(404)
        signature = self.headers.get(module.HEADER)
        try:
            payload = module.parse(body, signature, self._listener.secret)
        except WebhookSignatureError as error:
            return self._finish(401, {"verified": False, "error": str(error)})
        except DecodeError as error:
            return self._finish(400, {"verified": True, "error": str(error)})
        line: dict[str, Any] = {"verified": payload.verified, "resource": payload.resource_type}
        line["events"] = [event.event_type for event in payload.events]
        line["body"] = dict(payload.raw)
        status = 200
        if result.forward:
            status, line["forward"] = self._forward(body, signature)
        return self._finish(status, line)

    def _finish(self, status: int, line: dict[str, Any]) -> None:
        """Show a delivery, respond, and count it."""
        self._listener.show(line)
        self._end(status)
        self._listener.count()

    def _forward(self, body: bytes, signature: str | None) -> tuple[int, Any]:
        headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        if signature is not None:
            headers[self._listener.module.HEADER] = signature
        to = self._listener.options_given.forward
        request = Request(to, body, headers, method="POST")  # noqa: S310 - its scheme is checked
        try:
            with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - checked
                return response.status, response.status
        except HTTPError as error:
            return error.code, error.code
        except (URLError, OSError) as error:
            return 502, str(error)

    def _end(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base
        """Print nothing; each delivery has its line."""
