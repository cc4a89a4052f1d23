"""Reads parameters: shared, of a path, of an operation; in the path, query, header or form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from generator.document import Node
from generator.ir.model import Join, Json, Kind, ListOf, Location, Named, Parameter, Scalar, TypeRef
from generator.swagger.to_ir.extensions import Extensions
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.scalars import STRING, default, example, limits
from generator.swagger.to_ir.schemas import Schemas, hinted, one_of

_LOCATIONS = {"formData" if each is Location.FORM else each.value: each for each in Location}
_JOINS = {each.name.lower(): each for each in Join}
_FILE = Scalar(Kind.FILE)
_HEADER = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING = frozenset({"content-length", "transfer-encoding"})
"""Headers that follow from what a request holds; set by hand, they could only be wrong."""


class Parameters(Struct, frozen=True):
    """The parameters of one document."""

    reader: Reader
    references: References
    extensions: Extensions
    schemas: Schemas

    def effective(self, shared: Iterable[Node], own: Iterable[Node]) -> list[Node]:
        """The parameters of an operation: those of its path, replaced by its own, then the rest of its own."""
        chosen: dict[tuple[str, str], Node] = {}
        for group in (shared, own):
            for node in group:
                target = self._target(node)
                if target is None:
                    continue
                place, name = (str(self.reader.text(target, key)) for key in ("in", "name"))
                chosen[place, name.lower() if place == "header" else name] = target
        return list(chosen.values())

    def _target(self, node: Node) -> Node | None:
        target = self.references.follow(node)
        if target is None:
            return None
        place = self.reader.text(target, "in")
        name = self.reader.text(target, "name")
        if name is None or place not in {*_LOCATIONS, "body"} or (not name and place != "body"):
            self.reader.add(
                "parameter-invalid",
                target,
                "a parameter needs a name and in: path, query, header, formData or body",
            )
            return None
        if place == "header" and (not _HEADER.fullmatch(name) or name.lower() in _FRAMING):
            self.reader.add(
                "parameter-header", target, f"callers cannot set a header {name!r}: it is left out"
            )
            return None
        return target

    def is_body(self, node: Node) -> bool:
        """Whether a parameter is the request body."""
        return self.reader.text(node, "in") == "body"

    def parameter(self, node: Node, operation_id: str) -> Parameter:
        """One parameter outside the body."""
        location = _LOCATIONS[self.reader.text(node, "in") or "query"]
        wire = self.reader.text(node, "name") or ""
        hint = hinted(operation_id, wire)
        type_, joins = self._type(node, hint, location)
        given = self.reader.get(node, "default")
        if given is not None and isinstance(given.value, str) and self._is_joined(node):
            usual: Json = [text.strip() for text in given.value.split(",") if text.strip()]
        else:
            usual = default(self.reader, node, type_)
        return Parameter(
            at=node.pointer,
            wire=wire,
            location=location,
            type=type_,
            description=self.reader.prose(node),
            required=location is Location.PATH or self.reader.flag(node, "required"),
            join=joins[0],
            inner=joins[1:],
            default=usual,
            example=example(self.reader, node),
            name=self.reader.text(node, "x-name") or None,
            partial=self.reader.flag(node, "x-partial"),
            deprecated=self.extensions.deprecated(node),
            limits=limits(self.reader, node),
        )

    def _is_joined(self, node: Node) -> bool:
        entry = self.reader.get(node, "x-csv")
        if entry is None or entry.value is False:
            return False
        known = entry.value is True or isinstance(entry.value, dict)
        if not known:
            self.reader.extension(entry, "x-csv is true or {enum: [texts]}")
        return known

    def _type(self, node: Node, hint: str, location: Location) -> tuple[TypeRef, tuple[Join, ...]]:
        """The type of a parameter, and how its lists are joined, outer ones first."""
        if self._is_joined(node):
            return self._joined(node, hint), (Join.CSV,)
        if self.reader.get(node, "type") is None:
            # A schema here is the form of a later version; its type is still worth having.
            self.reader.add("parameter-invalid", node, "this parameter has no type")
            schema = self.reader.get(node, "schema")
            type_ = STRING if schema is None else self.schemas.type_of(schema, hint)
            return type_, (Join.MULTI,)
        type_ = self.schemas.type_of(node, hint)
        joined = isinstance(type_, ListOf) and type_.item != _FILE
        joins = (self._join(node, location) if joined else Join.MULTI, *self._inner(node, type_))
        if location is not Location.FORM and self.reader.text(node, "type") == "file":
            self.reader.add("parameter-file", node, "only form parameters can be files")
        return type_, joins

    def _join(self, node: Node, location: Location) -> Join:
        text = self.reader.text(node, "collectionFormat") or "csv"
        if text not in _JOINS:
            message = f"there is no format {text!r}"
        elif text == "multi" and location in {Location.PATH, Location.HEADER}:
            message = "multi works in queries and forms only; commas are used"
        else:
            return _JOINS[text]
        self.reader.add("parameter-collection", node["collectionFormat"], message)
        return Join.CSV

    def _inner(self, node: Node, type_: TypeRef) -> tuple[Join, ...]:
        """How lists inside of a list are joined; they cannot repeat a key, so commas stand for multi."""
        result: list[Join] = []
        while isinstance(type_, ListOf) and isinstance(type_.item, ListOf):
            node, type_ = node["items"], type_.item
            result.append(self._join(node, Location.PATH))
        return tuple(result)

    def _joined(self, node: Node, hint: str) -> TypeRef:
        """A list that travels as one text: ``x-csv: true`` or ``x-csv: {enum: […]}``."""
        entry = node["x-csv"]
        written = self.schemas.type_of(node, hint)
        item = written.item if isinstance(written, ListOf) else written
        if isinstance(entry.value, dict):
            return ListOf(self._joined_enum(entry, one_of(hint)))
        return ListOf(item)

    def _joined_enum(self, part: Node, hint: str) -> TypeRef:
        values = self.schemas.enums.values(part) if self.reader.has(part, "enum") else ()
        if not values or set(self.reader.mapping(part)) - {"enum", "x-enum-name"}:
            self.reader.extension(part, "x-csv is true or {enum: [texts]}")
            return STRING
        enum = self.schemas.enums.definition(part, hint, values)
        self.schemas.definitions.setdefault(part.pointer, enum)
        return Named(part.pointer)
