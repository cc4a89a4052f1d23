"""Turns schemas into types, and collects what they name or hide inside: the definitions."""

from __future__ import annotations

import re
from collections import deque

from msgspec import Struct, field

from generator.diagnostics.suggest import suggestion
from generator.document import Node
from generator.ir.model import (
    AliasDefinition,
    Definition,
    Field,
    Limits,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    TypeRef,
)
from generator.ir.names.words import compose, singular, split
from generator.swagger.to_ir.allof import Flat, Heirs, Objects, Property, has_type, requires
from generator.swagger.to_ir.enums import Enums
from generator.swagger.to_ir.extensions import Extensions
from generator.swagger.to_ir.reader import Reader, kind_of, parts
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.scalars import ANY, default, example, limits, scalar

_UNNAMEABLE = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')
_DEEPEST = 50
"""Lists in lists in lists; beyond this no one can use the type any more."""


def hinted(owner: str, wire: str) -> str:
    """The name of a schema that is written inside another one."""
    return compose(split(owner), split(wire)) or wire


def one_of(owner: str) -> str:
    """The name of the items of a list with this name."""
    words = split(owner)
    return compose((), (*words[:-1], singular(words[-1]))) if words else owner


_TYPES = ("array", "boolean", "integer", "number", "object", "string")
"""The types of Swagger 2.0."""


class Schemas(Struct, frozen=True):
    """All schemas of one document."""

    reader: Reader
    references: References
    objects: Objects
    extensions: Extensions
    enums: Enums
    heirs: Heirs = field(default_factory=Heirs)
    definitions: dict[str, Definition | AliasDefinition] = field(default_factory=dict)
    _waiting: deque[tuple[Node, str]] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)

    def type_of(self, node: Node, hint: str, depth: int = 0) -> TypeRef:
        """The type of a schema, a parameter or its items; definitions on the way are taken note of."""
        if depth > _DEEPEST:
            self.reader.add("schema-too-deep", node, f"nested deeper than {_DEEPEST} levels")
            return ANY
        if not isinstance(node.value, dict):
            self.reader.add("value-type", node, f"expected a schema, got {kind_of(node.value)}")
            return ANY
        if self.references.is_reference(node):
            return self.extensions.refined(node, self._referred(node))
        return self.extensions.refined(node, self._inline(node, hint, depth))

    def _referred(self, node: Node) -> TypeRef:
        """The type that a reference means; a definition that is a whole file is called as the file."""
        target = self.references.follow(node)
        if target is None:
            return ANY
        name = "".join(parts(target.pointer)[-1:])
        file = re.fullmatch(r"(?:[^/]*/)*([^/]+)\.(?:json|ya?ml)", name)
        return self.named(target, file[1] if file else name)

    def named(self, node: Node, hint: str) -> Named:
        """The type of a schema that becomes a definition; it is built later, so that cycles end."""
        if node.pointer not in self._known:
            self._known.add(node.pointer)
            self._waiting.append((node, hint))
        return Named(node.pointer)

    def _inline(self, node: Node, hint: str, depth: int) -> TypeRef:
        decorated = self._decorated(node)
        if decorated is not None:
            return self.type_of(decorated, hint, depth + 1)
        if self._is_object(node):
            return self.named(node, hint)
        if self.enums.is_enum(node):
            return self._enum(node, hint)
        return self._plain(node, hint, depth)

    def _enum(self, node: Node, hint: str) -> TypeRef:
        values = self.enums.values(node)
        if not values:
            return self._plain(node, hint, 0)
        self.definitions.setdefault(node.pointer, self.enums.definition(node, hint, values))
        self._known.add(node.pointer)
        return Named(node.pointer)

    def _decorated(self, node: Node) -> Node | None:
        """The only schema of an ``allOf`` that adds nothing but prose."""
        more = ("properties", "additionalProperties", "items", "enum", "required")
        if not self.reader.has(node, "allOf") or self.reader.has(node, *more):
            return None
        items = self.reader.items(node, "allOf")
        typed = [item for item in items if has_type(item)]
        if len(typed) != 1 or any(requires(item) for item in items if item is not typed[0]):
            return None
        return typed[0]

    def _is_object(self, node: Node) -> bool:
        if self.reader.children(node, "properties"):
            return True
        return self.reader.has(node, "allOf") and any(
            self.reader.children(part, "properties") for part in self.objects.parts(node)
        )

    def _plain(self, node: Node, hint: str, depth: int) -> TypeRef:
        type_name = self.type_name(node)
        if type_name == "array" or (type_name is None and self.reader.has(node, "items")):
            return self._list(node, hint, depth)
        if type_name == "object" or (
            type_name is None and self.reader.has(node, "additionalProperties")
        ):
            extra = self.reader.get(node, "additionalProperties")
            if extra is None:
                return MapOf(ANY)
            return MapOf(self.free_keys(extra, hint, depth), self.nullable(extra))
        if type_name is None and self.reader.has(node, "allOf"):
            return self._merged(node, hint, depth)
        if type_name is None:
            return ANY
        result = scalar(type_name, self.reader.text(node, "format"))
        if type_name == "null":
            message = "only null is allowed here; anything is taken"
            self.reader.add("schema-null", node["type"], message)
        elif result is None:
            message = f"there is no type {type_name!r}"
            self.reader.add("schema-type", node["type"], message, suggestion(type_name, _TYPES))
        return result or ANY

    def _list(self, node: Node, hint: str, depth: int) -> ListOf:
        items = self.reader.get(node, "items")
        if isinstance(items, Node) and not isinstance(items.value, tuple):
            return ListOf(self.type_of(items, one_of(hint), depth + 1), self.nullable(items))
        self.reader.add(
            "schema-items", node, "this list does not state what it holds; anything is taken"
        )
        return ListOf(ANY)

    def free_keys(self, node: Node, hint: str, depth: int = 0) -> TypeRef:
        """The type of an object's free keys."""
        if isinstance(node.value, bool):
            return ANY
        return self.type_of(node, hinted(hint, "value"), depth + 1)

    def _merged(self, node: Node, hint: str, depth: int) -> TypeRef:
        typed = [item for item in self.reader.items(node, "allOf") if has_type(item)]
        if not typed:
            return ANY
        self.reader.add(
            "schema-allof-mixed",
            node,
            "allOf combines schemas that are not all objects; the first one counts",
        )
        return self.type_of(typed[0], hint, depth + 1)

    def type_name(self, node: Node) -> str | None:
        """The type a schema names; of a list of types the only one that is not null."""
        entry = self.reader.get(node, "type")
        if entry is None or not isinstance(entry.value, tuple):
            return self.reader.text(node, "type")
        self.reader.add(
            "schema-type-list", entry, "Swagger 2.0 knows no lists of types; the only one counts"
        )
        named = [name for name in self.reader.texts(node, "type") if name != "null"]
        return named[0] if len(named) == 1 else None

    def limits(self, node: Node) -> Limits:
        """The bounds of a schema, also where it has a name."""
        target = self.references.follow(node)
        if target is None or not isinstance(target.value, dict):
            return Limits()
        return limits(self.reader, target)

    def nullable(self, node: Node) -> bool:
        """Whether null is a proper value of a schema."""
        if not isinstance(node.value, dict):
            return False
        if self.references.is_reference(node) and not self.reader.flag(node, "x-nullable"):
            target = self.references.follow(node)
            return target is not None and self.nullable(target)
        listed = self.reader.get(node, "type")
        in_type = (
            listed is not None
            and isinstance(listed.value, tuple)
            and "null" in [name.value for name in listed.value]
        )
        return self.reader.flag(node, "x-nullable") or in_type or self.enums.has_null(node)

    def finish(self) -> dict[str, Definition | AliasDefinition]:
        """Build everything that was named so far and what that names in turn."""
        while self._waiting:
            node, hint = self._waiting.popleft()
            self.definitions.setdefault(node.pointer, self._definition(node, hint))
        return self.definitions

    def _definition(self, node: Node, hint: str) -> Definition | AliasDefinition:
        if not isinstance(node.value, dict):
            return AliasDefinition(node.pointer, hint, self.type_of(node, hint))
        if self.references.is_reference(node):
            return AliasDefinition(
                node.pointer, hint, self._referred(node), self.reader.prose(node)
            )
        if self._is_object(node):
            return self._object(node, hint)
        if self.enums.is_enum(node) and (values := self.enums.values(node)):
            return self.enums.definition(node, hint, values)
        decorated = self._decorated(node)
        target = self._plain(node, hint, 0) if decorated is None else self.type_of(decorated, hint)
        target = self.extensions.refined(node, target)
        return AliasDefinition(node.pointer, hint, target, self.reader.prose(node))

    def _object(self, node: Node, hint: str) -> ObjectDefinition:
        flat = self.objects.flatten(node)
        discriminator = self._discriminator(node, flat)
        extends, tag = self.heirs.above.get(node.pointer, (None, None))
        if discriminator is not None and tag is None:
            tag = self.reader.text(node, "x-ms-discriminator-value") or hint
        return ObjectDefinition(
            at=node.pointer,
            hint=hint,
            fields=tuple(
                self._field(item, hint) for item in flat.properties if self._is_nameable(item)
            ),
            description=self.reader.prose(node),
            extra=None if flat.extra is None else self.free_keys(flat.extra, hint),
            closed=flat.closed,
            calendar=self.extensions.calendar(node),
            deprecated=self.extensions.deprecated(node),
            discriminator=discriminator,
            subtypes=self.heirs.below.get(node.pointer, ()) if discriminator or extends else (),
            extends=extends,
            tag=tag,
        )

    def _discriminator(self, node: Node, flat: Flat) -> str | None:
        """The property whose value names the subtype; in Swagger 2.0 the value is the name of a definition."""
        named = self.reader.text(node, "discriminator")
        if named is not None and named not in {item.wire for item in flat.properties}:
            message = f"there is no property {named!r}, so subtypes cannot be distinguished by it"
            self.reader.add("schema-discriminator", node["discriminator"], message)
            return None
        return named

    def _is_nameable(self, item: Property) -> bool:
        """Whether the decoder can look for a property of this name."""
        nameable = _UNNAMEABLE.search(item.wire) is None
        if not nameable:
            self.reader.add(
                "property-name",
                item.node,
                f"the name {item.wire!r} holds a quote, a backslash or a control character; "
                "models do without this property",
            )
        return nameable

    def _field(self, item: Property, hint: str) -> Field:
        node = item.node
        type_ = self.type_of(item.typed, hinted(hint, item.wire))
        if node is not item.typed and isinstance(node.value, dict):
            type_ = self.extensions.refined(node, type_)
        if not isinstance(node.value, dict):
            return Field(node.pointer, item.wire, type_)
        return Field(
            at=node.pointer,
            wire=item.wire,
            type=type_,
            description=self.reader.prose(node),
            required=item.required,
            read_only=self.reader.flag(node, "readOnly"),
            always=self.reader.flag(node, "x-always"),
            nullable=self.nullable(node),
            default=default(self.reader, node, type_),
            example=example(self.reader, node),
            deprecated=self.extensions.deprecated(node),
            limits=self.limits(node),
        )
