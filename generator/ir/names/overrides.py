"""Reads the maintainers' names: operationId to dotted name, and pointer of a definition to class name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.diagnostics.findings import Diagnostics, Place
from generator.document import Node
from generator.ir.names.identifiers import is_attribute, is_class

_FORM = "write {name: pets.list, aliases: [pets.find]}"
_PARTS = range(2, 5)
"""A resource and a method at least; more resources in resources no one remembers."""


class PublicName(Struct, frozen=True, order=True):
    """Where a method is found: the resources on the way to it, and its own name."""

    resource: tuple[str, ...]
    method: str

    @property
    def dotted(self) -> str:
        """The path from the client, as users write it."""
        return ".".join([*self.resource, self.method])


class Override(Struct, frozen=True):
    """The name of one operation, older names that still work, and the place that states it."""

    name: PublicName
    aliases: tuple[PublicName, ...]
    place: Place


class Overrides(Struct, frozen=True):
    """What the maintainers decided: by operationId, and by pointer of a definition."""

    operations: Mapping[str, Override] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, Place]] = field(default_factory=dict)


def read_overrides(root: Node, report: Diagnostics) -> Overrides:
    """The names in a mapping; wrong entries are findings and left out."""
    if not isinstance(root.value, dict):
        report.add("names-invalid", root, "names are a mapping of operationId to dotted name")
    operations: dict[str, Override] = {}
    classes: dict[str, tuple[str, Place]] = {}
    for key, node in root.items():
        if key.startswith(("/", "#/")):
            if isinstance(node.value, str) and is_class(node.value):
                classes[key.removeprefix("#")] = (node.value, node.key)
            else:
                report.add(
                    "names-invalid", node, "a definition's name is a class name like PetState"
                )
        elif (override := _override(node, report)) is not None:
            operations[key] = override
    return Overrides(operations, classes)


def _override(node: Node, report: Diagnostics) -> Override | None:
    if not isinstance(node.value, dict):
        name = _public(node, report)
        return None if name is None else Override(name, (), node.key)
    for key, entry in node.items():
        if key not in {"name", "aliases"}:
            report.add("names-invalid", entry, f"an entry has no {key!r}", _FORM)
    written = node.get("name")
    listed = node.get("aliases")
    if written is None:
        report.add("names-invalid", node, "this entry has no name", _FORM)
        return None
    name = _public(written, report)
    aliases = () if listed is None else listed.children()
    if listed is not None and not isinstance(listed.value, tuple):
        report.add("names-invalid", listed, "aliases are a list of dotted names", _FORM)
    result = [alias for each in aliases if (alias := _public(each, report)) is not None]
    return None if name is None else Override(name, tuple(result), node.key)


def _public(node: Node, report: Diagnostics) -> PublicName | None:
    parts = node.value.split(".") if isinstance(node.value, str) else []
    if len(parts) not in _PARTS or not all(map(is_attribute, parts)):
        report.add(
            "names-invalid",
            node,
            f"{node.value!r} is no public name",
            "write resource.method in lower case, such as pets.list; words of Python are taken",
        )
        return None
    return PublicName(tuple(parts[:-1]), parts[-1])
