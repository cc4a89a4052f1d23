"""Reads how requests prove who sends them, and where they go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.document import Node
from generator.ir.model import Auth, AuthKind, Location
from generator.swagger.to_ir.reader import Reader

NOWHERE = "https://localhost"
"""Where requests go if the description names no host; users pass their own base URL then."""

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-_]+)(:[0-9]{1,5})?")
_BASE_PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*")


def base_url(reader: Reader, root: Node) -> str:
    """Scheme, host and base path without a slash at the end; https where it is offered."""
    host = reader.text(root, "host")
    path = _base_path(reader, root)
    if not host:
        reader.add("server-missing", root, f"no host is given; the base URL is {NOWHERE}{path}")
        return NOWHERE + path
    if _HOST.fullmatch(host) is None:
        reader.add("server-invalid", root["host"], "host is a name and perhaps a port")
        return NOWHERE + path
    schemes = reader.texts(root, "schemes")
    plain = "http" in schemes and "https" not in schemes
    return f"{'http' if plain else 'https'}://{host}{path}"


def _base_path(reader: Reader, root: Node) -> str:
    path = reader.text(root, "basePath") or "/"
    if _BASE_PATH.fullmatch(path) is None:
        reader.add(
            "server-invalid", root["basePath"], "basePath is a path that begins with a slash"
        )
        return ""
    return path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Security:
    """The security of one document."""

    reader: Reader
    root: Node

    def auth(self, operations: Sequence[Node]) -> Auth:
        """The scheme of the client: the one that most requirements name, the first one at a tie."""
        known = self.reader.members(self.root, "securityDefinitions")
        named = Counter(
            name for node in (self.root, *operations) for name in self._names(node) if name in known
        )
        ranked = sorted(known, key=lambda name: (-named[name], list(known).index(name)))
        usable = [auth for name in ranked if (auth := self._scheme(known[name])) is not None]
        if len(known) > 1 and usable:
            self.reader.add(
                "security-several",
                self.root["securityDefinitions"],
                f"the client signs in by {ranked[0]!r} only",
                "further headers can be set on the client",
            )
        return usable[0] if usable else Auth(AuthKind.NONE)

    def _names(self, node: Node) -> Iterable[str]:
        for requirement in self.reader.items(node, "security"):
            yield from self.reader.mapping(requirement)

    def _scheme(self, node: Node) -> Auth | None:
        match self.reader.text(node, "type"):
            case "basic":
                return Auth(AuthKind.BASIC)
            case "oauth2":
                return Auth(AuthKind.BEARER)
            case "apiKey":
                return self._api_key(node)
            case other:
                self.reader.add("security-invalid", node, f"there is no security of type {other!r}")
                return None

    def _api_key(self, node: Node) -> Auth | None:
        wire = self.reader.text(node, "name")
        place = self.reader.text(node, "in")
        if not wire or place not in {"query", "header"}:
            self.reader.add(
                "security-invalid", node, "an API key needs a name and in: query or header"
            )
            return None
        return Auth(AuthKind.API_KEY, Location(place), wire)

    def secured(self, node: Node, *, everywhere: bool) -> bool:
        """Whether an operation wants credentials: by its own word, else by that of the document."""
        for place in (node, self.root):
            if self.reader.get(place, "security") is not None:
                return bool(list(self._names(place)))
        return everywhere

    def unspoken(self, operations: Sequence[Node]) -> bool:
        """Whether schemes are defined but nothing says where they apply: then they do everywhere."""
        said = any(
            self.reader.get(node, "security") is not None for node in (self.root, *operations)
        )
        return not said and bool(self.reader.members(self.root, "securityDefinitions"))
