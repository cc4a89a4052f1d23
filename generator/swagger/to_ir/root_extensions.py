"""Reads what the document states at its root about the client and the webhooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct

from generator.diagnostics.suggest import suggestion
from generator.document import Node
from generator.ir.model import ClientSettings, EventResource, Signature, Webhooks
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.schemas import Schemas

_SETTINGS = sorted(name.replace("_", "-") for name in ClientSettings.__struct_fields__)
_ALGORITHMS = {"sha1", "sha256", "sha512"}
_ENCODINGS = {"base64", "hex"}


def client_settings(reader: Reader, root: Node) -> ClientSettings:
    """``x-client``: what the description asks of the client as a whole."""
    node = reader.get(root, "x-client")
    if node is None:
        return ClientSettings()
    for key, entry in reader.mapping(node).items():
        if key not in _SETTINGS:
            near = suggestion(key, _SETTINGS)
            reader.extension(entry, f"x-client knows no {key!r}; {near}")
    return ClientSettings(
        class_name=reader.text(node, "class-name"),
        package=reader.text(node, "package"),
        env_prefix=reader.text(node, "env-prefix"),
        modules=reader.texts(node, "modules"),
        docs=reader.texts(node, "docs"),
        exports={
            name: reader.texts(node["exports"], name)
            for name in _by_module(reader, node, "exports")
        },
        preview=_module(reader, node, "preview"),
        commands={
            name: reader.text(node["commands"], name) or ""
            for name in _by_module(reader, node, "commands")
        },
        verify=reader.text(node, "verify"),
        fake=_module(reader, node, "fake"),
    )


def _module(reader: Reader, node: Node, key: str) -> str | None:
    """The name of a hand-written module."""
    name = reader.text(node, key)
    if name is not None and name not in _modules(reader, node):
        reader.extension(node[key], f"modules lists no {name}.py")
        return None
    return name


def _modules(reader: Reader, node: Node) -> set[str]:
    return {PurePosixPath(path).stem for path in reader.texts(node, "modules")}


def _by_module(reader: Reader, node: Node, key: str) -> Iterable[str]:
    """The hand-written modules that a mapping has as keys."""
    listed = reader.children(node, key)
    for name, entry in listed.items():
        if name not in _modules(reader, node):
            reader.extension(entry, f"modules lists no {name}.py")
    return listed


class Callbacks(Struct, frozen=True):
    """The webhooks of a document."""

    reader: Reader
    schemas: Schemas

    def webhooks(self, root: Node) -> Webhooks | None:
        """``x-webhooks``: how callbacks are signed and what they carry."""
        node = self.reader.get(root, "x-webhooks")
        if node is None:
            return None
        signature = self._signature(node)
        entries = self.reader.children(node, "resources")
        if not entries:
            self.reader.extension(node, "x-webhooks has the fields signature and resources")
        resources = tuple(
            resource for each in entries.items() if (resource := self._resource(*each)) is not None
        )
        return Webhooks(signature, resources) if signature and resources else None

    def _signature(self, node: Node) -> Signature | None:
        entry = self.reader.get(node, "signature") or node
        header = self.reader.text(entry, "header")
        algorithm = self.reader.text(entry, "algorithm")
        encoding = self.reader.text(entry, "encoding")
        if not header or algorithm not in _ALGORITHMS or encoding not in _ENCODINGS:
            self.reader.extension(
                entry,
                "signature has a header, an algorithm (sha1, sha256, sha512) and an encoding (base64, hex)",
            )
            return None
        return Signature(header, algorithm, encoding)

    def _resource(self, name: str, node: Node) -> EventResource | None:
        schema = self.reader.get(node, "schema")
        events = self.reader.texts(node, "events")
        if schema is None or not events:
            self.reader.extension(node, "a webhook resource has events and a schema")
            return None
        return EventResource(name, events, self.schemas.type_of(schema, name))
