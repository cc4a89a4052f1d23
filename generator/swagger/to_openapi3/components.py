"""Names what a document shares: OpenAPI 3 keeps it elsewhere, and allows fewer characters in its names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, TypeAlias
from urllib.parse import unquote

from generator.document import escaped, unescaped
from generator.ir.names.words import numbered

Object: TypeAlias = dict[str, Any]

MOVED = {
    "definitions": "schemas",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Components:
    """The new name of everything that is shared, and references that follow it."""

    def __init__(self, swagger: Object) -> None:
        self._names = {key: dict(_safe_names(swagger.get(key) or {})) for key in MOVED}

    def name(self, section: str, name: str) -> str:
        """What a shared part is called now."""
        return self._names[section].get(name, name)

    def reference(self, reference: str) -> str:
        """Where a reference leads now."""
        section, _, rest = reference.removeprefix("#/").partition("/")
        if section not in MOVED or not rest:
            return reference
        name = unescaped(unquote(rest))
        kept = escaped(self.name(section, name))
        return f"#/components/{MOVED[section]}/{kept}"

    def security(self, asked: Any) -> Any:
        """Requirements, by the new names of what they ask for."""
        return [
            {self.name("securityDefinitions", name): scopes for name, scopes in each.items()}
            for each in asked
        ]


def _safe_names(shared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each name as it may be; those that are fine stay, clashes of others are numbered."""
    taken = {name for name in shared if not _UNSAFE.search(name)}
    for name in shared:
        base = _UNSAFE.sub("_", name)
        names = chain([base], numbered(base))
        safe = next(each for each in names if each not in taken or each == name)
        taken.add(safe)
        yield name, safe
