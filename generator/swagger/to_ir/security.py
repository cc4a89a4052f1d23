"""Reads how requests prove who sends them, and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics.suggest import suggestion
from generator.document import Node
from generator.ir.model import Auth, AuthKind, Location, Operation
from generator.swagger.to_ir.reader import Reader

NOWHERE = "https://localhost"
"""Where requests go if the description names no host; users pass their own base URL then."""

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-_]+)(:[0-9]{1,5})?")
_BASE_PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*")
_ELSEWHERE = "users pass the base URL themselves"


def base_url(reader: Reader, root: Node) -> str:
    """Scheme, host and base path without a slash at the end; https where it is offered."""
    host, path, schemes = _host(reader, root)
    base = _base_path(reader, root)
    if reader.get(root, "host") is None or root["host"].value == "":
        reader.add(
            "server-missing", root, f"no host is given; the base URL is {NOWHERE}{base or ''}"
        )
    if not host or base is None:
        return NOWHERE + (base or "")
    plain = "http" in schemes and "https" not in schemes
    return f"{'http' if plain else 'https'}://{host}{path}{base}"


def _host(reader: Reader, root: Node) -> tuple[str, str, Sequence[str]]:
    """The host, a path that was written into it, and the schemes; a scheme in the host counts, too."""
    written = (reader.text(root, "host") or "").strip()
    schemes = [each.lower() for each in reader.texts(root, "schemes")]
    scheme, mark, rest = written.partition("://")
    host, slash, path = (rest if mark else written).partition("/")
    if mark and scheme.lower() in {"http", "https"}:
        schemes = [scheme.lower()]
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = ""
    path = f"/{path.strip('/')}" if slash and path.strip("/") else ""
    if written and (_HOST.fullmatch(host) is None or (path and _BASE_PATH.fullmatch(path) is None)):
        reader.add(
            "server-invalid", root["host"], "host is not a name and perhaps a port", _ELSEWHERE
        )
        return "", "", schemes
    return host, path, schemes


def _base_path(reader: Reader, root: Node) -> str | None:
    """The base path; None where it cannot be part of a URL."""
    path = (reader.text(root, "basePath") or "").strip() or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    if _BASE_PATH.fullmatch(path):
        return path.rstrip("/")
    reason = "holds characters that no path may have"
    if "{" in path:
        reason = "has a part in braces, which Swagger 2.0 cannot fill in"
    elif "?" in path or "#" in path:
        reason = "holds a query or a fragment"
    reader.add("server-invalid", root["basePath"], f"basePath {reason}", _ELSEWHERE)
    return None


class Security(Struct, frozen=True):
    """The security of one document: its schemes, and what each operation asks for."""

    reader: Reader
    root: Node
    schemes: Mapping[str, Auth]
    """The usable schemes by name."""
    everywhere: bool
    """Whether schemes are defined but nothing states where they apply: then any of them does everywhere."""

    @classmethod
    def of(cls, reader: Reader, root: Node, operations: Sequence[Node]) -> Security:
        """Read the definitions."""
        known = reader.children(root, "securityDefinitions")
        schemes = {
            name: auth for name, node in known.items() if (auth := _scheme(reader, name, node))
        }
        silent = all(reader.get(node, "security") is None for node in (root, *operations))
        return cls(reader, root, schemes, everywhere=silent)

    def required(self, node: Node) -> tuple[tuple[str, ...], ...]:
        """The alternatives of an operation: by its own word, else by that of the document."""
        if self.everywhere:
            return tuple((name,) for name in self.schemes)
        own = self.reader.get(node, "security")
        place = self.root if own is None else node
        result = []
        for requirement in self.reader.items(place, "security"):
            names = tuple(self.reader.mapping(requirement))
            unknown = [name for name in names if name not in self.schemes]
            for name in unknown:
                self.reader.add(
                    "security-undefined",
                    requirement,
                    f"there is no usable security scheme {name!r}; nothing is sent for it",
                    "define it under securityDefinitions",
                )
            if not unknown:
                result.append(names)
        return tuple(dict.fromkeys(result))

    def auth(self, operations: Iterable[Operation]) -> Auth:
        """What the client takes: the only scheme that operations ask for, or all of them."""
        asked = {name for each in operations for names in each.security for name in names}
        used = [scheme for name, scheme in self.schemes.items() if name in asked]
        if len(used) < 2:  # noqa: PLR2004 - a single scheme needs no name
            return replace(used[0], name="") if used else Auth(AuthKind.NONE)
        return Auth(AuthKind.SEVERAL, schemes=tuple(used))


def _scheme(reader: Reader, name: str, node: Node) -> Auth | None:
    match reader.text(node, "type"):
        case "basic":
            return Auth(AuthKind.BASIC, name=name)
        case "oauth2":
            return Auth(AuthKind.BEARER, name=name)
        case "apiKey":
            wire, place = reader.text(node, "name"), reader.text(node, "in")
            if wire and place in {"query", "header"}:
                return Auth(AuthKind.API_KEY, Location(place), wire, name=name)
            reader.add("security-invalid", node, "an API key needs a name and in: query or header")
        case other:
            hint = suggestion(other, ("basic", "apiKey", "oauth2"))
            reader.add("security-invalid", node, f"there is no security of type {other!r}", hint)
    return None
