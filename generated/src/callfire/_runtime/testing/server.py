"""Serves a fake over HTTP, on this machine only, for programs in other processes and languages."""

import argparse
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import urlsplit

from .control_api import PREFIX, control
from .deliveries import Postman
from .failures import Lost
from .fake import Fake
from .requests import Refusal
from .responses import Reply
from .rules import Contract
from .seed_file import SeedError, read_seed
from .transport import arrival

__all__ = ["add_options", "main", "run", "serving"]

_HOST = "127.0.0.1"
_LONGEST = 256 * 1024 * 1024
_DESCRIPTIONS = {
    "swagger.json": "swagger.json",
    "api-docs/swagger.json": "swagger.json",
    "openapi.json": "openapi.json",
}
"""Where a description is found, and its file."""
_USAGE = 2


class _Server(ThreadingHTTPServer):
    """One fake, on one port."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, fake: Fake, port: int) -> None:
        self.fake = fake
        self.postman = Postman()
        super().__init__((_HOST, port), _Handler)
        fake.post_with(self.postman)

    def server_close(self) -> None:
        """Close the port, and post what is waiting."""
        super().server_close()
        self.fake.post_with(None)
        self.postman.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, unless the client has gone away, as clients may."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def root(self) -> str:
        """The address without the path that all operations begin with."""
        return f"http://{_HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """What to use as base URL."""
        return f"{self.root}{self.fake.prefix}"


class _Handler(BaseHTTPRequestHandler):
    """Hands requests to the fake."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Buffered: headers and body leave in one packet, otherwise the peer's delayed ACK costs 40 ms a request."""
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base
        """Requests are recorded, not printed."""

    def handle_expect_100(self) -> bool:
        """Ask for the body at once; in the buffer, the peer would wait for it a second."""
        is_wanted = super().handle_expect_100()
        self.wfile.flush()
        return is_wanted

    def _respond(self) -> None:
        try:
            reply = self._reply()
        except RecursionError:
            fake = cast(_Server, self.server).fake
            reply = fake.refused(Refusal(400, "the request is nested too deeply"))
        except Lost as lost:
            threading.Event().wait(lost.seconds)
            self.close_connection = True
            return
        headers = {**reply.headers, **self._cross_origin()}
        if reply.status != 204:  # noqa: PLR2004 - a response without a body has no length
            headers["Content-Length"] = str(len(reply.content))
        self.send_response(reply.status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.content)

    def _cross_origin(self) -> dict[str, str]:
        """What lets pages of other origins read a response."""
        if "Origin" not in self.headers:
            return {}
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*"}

    def _reply(self) -> Reply:
        server = cast(_Server, self.server)
        fake = server.fake
        try:
            content = self._content()
        except ValueError:
            self.close_connection = True
            return fake.refused(Refusal(400, "the length of the body cannot be read"))
        parts = urlsplit(self.path)
        arrived = arrival(fake.prefix, self.command, self.path, dict(self.headers), content)
        methods = fake.methods(arrived.path)
        if self.command not in methods and (reply := self._own(parts.path, methods)):
            return reply
        if parts.path == PREFIX or parts.path.startswith(f"{PREFIX}/"):
            asked = replace(arrived, method=self._plain, path=parts.path)
            return control(fake, asked, server.address)
        if self.command == "HEAD" and "HEAD" not in methods:
            arrived = replace(arrived, method="GET")
        reply, seconds = fake.handle(arrived)
        if seconds:
            threading.Event().wait(seconds)
        return reply

    @property
    def _plain(self) -> str:
        return "GET" if self.command == "HEAD" else self.command

    def _own(self, path: str, methods: list[str]) -> Reply | None:
        """What a server responds with by itself: the methods of a path, and the description."""
        if self.command == "OPTIONS":
            known = [*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"]
            allowed = ", ".join(known if methods else ["GET", "POST", "HEAD", "OPTIONS"])
            wanted = self.headers.get("Access-Control-Request-Headers")
            return Reply(
                204,
                {
                    "Allow": allowed,
                    "Access-Control-Allow-Methods": allowed,
                    **({"Access-Control-Allow-Headers": wanted} if wanted else {}),
                    "Access-Control-Max-Age": "600",
                },
            )
        server = cast(_Server, self.server)
        name = _DESCRIPTIONS.get(path.removeprefix(server.fake.prefix).strip("/"))
        if self._plain != "GET" or name is None or methods:
            return None
        return _described(server.fake.description(name), server)

    def _content(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(iter(self._chunk, b""))
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _LONGEST:
            raise ValueError(length)
        return self.rfile.read(length)

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        piece = self.rfile.read(size)
        self.rfile.readline()
        return piece

    def __getattr__(self, name: str) -> Any:
        """The fake knows which methods a path takes."""
        if name.startswith("do_"):
            return self._respond
        raise AttributeError(name)


def _described(text: bytes, server: _Server) -> Reply:
    """The description, with the address that it is served at."""
    document = json.loads(text)
    if "swagger" in document:
        document |= {"host": urlsplit(server.root).netloc, "schemes": ["http"]}
    else:
        document["servers"] = [{"url": server.address}]
    return Reply(200, {"content-type": "application/json"}, json.dumps(document).encode())


@contextmanager
def serving(fake: Fake, port: int = 0) -> Iterator[str]:
    """Serve in a thread; gives the address."""
    with _Server(fake, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.address
        finally:
            server.shutdown()
            thread.join()


def add_options(parser: argparse.ArgumentParser, contract: Contract) -> None:
    """Add the options of a served fake to a command."""
    parser.add_argument("--port", type=int, default=0, help="the port; by default any that is free")
    parser.add_argument("--seed", metavar="FILE", help="the items to begin with, JSON or YAML")
    parser.add_argument("--ui", action="store_true", help="print the address of its page, too")
    for name in contract.settings.auth.arguments:
        parser.add_argument(f"--{name.replace('_', '-')}", help="accept only this one")
    for kind in contract.logins:
        for name in contract.settings.auth.arguments:
            option = f"--{kind}-{name}".replace("_", "-")
            parser.add_argument(
                option, help=f"accept only this one where {kind} credentials are due"
            )


def run(parser: argparse.ArgumentParser, args: Any, contract: Contract, make: type[Fake]) -> int:
    """Serve until interrupted.

    Args:
        parser: Reports wrong arguments.
        args: The arguments.
        contract: The API.
        make: The class of its fake.
    """
    names = contract.settings.auth.arguments
    given = _together(parser, args, "", names)
    logins = {kind: _together(parser, args, f"{kind}_", names) for kind in contract.logins}
    own: Any = make
    fake: Fake = own(*given, logins={kind: each for kind, each in logins.items() if each})
    try:
        if args.seed:
            fake.seed(read_seed(args.seed))
        server = _Server(fake, args.port)
    except SeedError as error:
        parser.error(str(error))
    except ValueError as error:
        parser.error(f"{args.seed}: {error}")
    except (OSError, OverflowError) as error:
        parser.error(
            f"port {args.port} cannot be used: {getattr(error, 'strerror', None) or error}"
        )
    with server, suppress(KeyboardInterrupt):
        print(server.address, flush=True)  # noqa: T201 - what it is started for
        if args.ui:
            print(f"{server.root}{PREFIX}/ui", flush=True)  # noqa: T201 - what was asked for
        server.serve_forever()
    return 0


def _together(
    parser: argparse.ArgumentParser, args: Any, prefix: str, names: Sequence[str]
) -> list[str]:
    """Credentials, all of them or none."""
    given = [getattr(args, f"{prefix}{name}") for name in names]
    if any(given) and not all(given):
        options = ", ".join(f"--{prefix}{name}".replace("_", "-") for name in names)
        parser.error(f"give all of {options}, or none")
    return [text for text in given if text]


def main(program: str, contract: Contract, make: type[Fake], argv: Sequence[str] | None) -> int:
    """Serve until interrupted.

    Args:
        program: How the command is called.
        contract: The API.
        make: The class of its fake.
        argv: The arguments of the command.
    """
    parser = argparse.ArgumentParser(
        prog=program, description="Serves an API in memory, on this machine only."
    )
    add_options(parser, contract)
    return run(parser, parser.parse_args(argv), contract, make)
