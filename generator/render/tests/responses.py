"""What generated tests return: full payloads with what they must become, empty ones, and unusual ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from generator.ir.client import Attribute, Client, Model
from generator.ir.model import Json, Kind, ListOf, MapOf, Scalar, TypeRef
from generator.ir.names.words import numbered, upper
from generator.python import layout
from generator.python.code import literal, string
from generator.python.layout import Code, flat
from generator.render.samples import Import, Samples, Wish

NEW = "BRAND_NEW"
_WRONG: dict[Kind, Json] = {
    Kind.INTEGER: "many",
    Kind.BOOLEAN: "perhaps",
    Kind.NUMBER: "much",
    Kind.UNIX_MS: "yesterday",
    Kind.STRING: 5,
}


class Payload(Struct, frozen=True):
    """A response as an expression, and what it becomes."""

    wire: Code
    kept: Code


class Unusual(Struct, frozen=True):
    """A response that deviates; ``reach`` leads from the response to the unusual object, ``checks`` are (field, expected)."""

    wire: Code
    reach: str
    checks: tuple[tuple[str, str], ...]


class SampleResponses(Struct):
    """Collects the payloads of one test module: two constants for each object, inner ones first."""

    client: Client
    constants: list[str] = field(default_factory=list)
    uses: set[Import] = field(default_factory=set)
    _known: dict[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _left_out: set[str] = field(default_factory=set)

    @property
    def samples(self) -> Samples:
        """Where plain values come from."""
        return Samples(self.client, "models.")

    def full(self, type_: TypeRef, wire: str = "", source: Attribute | None = None) -> Payload:
        """A response with everything in it."""
        match type_:
            case _ if model := self.client.model(type_):
                constant = self._constant(self.client.concrete(model))
                return Payload(f"{constant}_JSON", f"{constant}_MODEL")
            case ListOf(item):
                one = self.full(item, wire)
                return Payload(layout.listed([one.wire]), layout.listed([one.kept]))
            case MapOf(value):
                one = self.full(value, "value")
                return Payload(
                    layout.mapped([('"key"', one.wire)]), layout.mapped([('"key"', one.kept)])
                )
            case _:
                wish = Wish(source.example if source else None)
                sample = self.samples.of(type_, wire, wish)
                self.uses |= sample.keeps
                return Payload(literal(sample.wire), sample.kept)

    def _constant(self, definition: Model) -> str:
        """The name of the constants for an object; what leads back to an object under way is left out."""
        at = definition.at
        if at in self._known:
            return self._known[at]
        self._open.append(at)
        entries = [
            (each, self.full(each.type, each.wire, replace(each, example=example)))
            for each in definition.fields
            for example in (self.client.tag(definition, each) or each.example,)
            if not self.samples.leads_to(each.type, self._open)
        ]
        self._open.pop()
        wanted, taken = upper(definition.name) or "MODEL", self._known.values()
        names = chain([wanted], numbered(wanted))
        name = self._known[at] = next(each for each in names if each not in taken)
        self.uses |= self.samples.imports
        wire = layout.mapped((string(each.wire), payload.wire) for each, payload in entries)
        kept = layout.call(
            f"models.{definition.name}", [(each.name, payload.kept) for each, payload in entries]
        )
        self._left_out |= {each.at for each in definition.fields} - {each.at for each, _ in entries}
        self.constants += [
            f"{name}_JSON: dict[str, Any] = {flat(wire)}",
            f"{name}_MODEL = {flat(kept)}",
        ]
        return name

    def empty(self, type_: TypeRef) -> Payload:
        """A response with as little in it as possible."""
        match type_:
            case _ if model := self.client.model(type_):
                self.uses |= self.samples.imports
                return Payload("{}", f"models.{model.name}()")
            case ListOf():
                return Payload("[]", "[]")
            case MapOf():
                return Payload("{}", "{}")
            case _:
                return self.full(type_)

    def unusual_value(self, type_: TypeRef) -> Unusual | None:
        """A response that deviates in several ways; None where nothing can be unusual and still be reported."""
        match type_:
            case ListOf(item) if inner := self.unusual_value(item):
                return Unusual(layout.listed([inner.wire]), f"[0]{inner.reach}", inner.checks)
            case _ if model := self.client.model(type_):
                concrete = self.client.concrete(model)
                return self._unusual_wrapper(concrete) or self._unusual_object(concrete)
            case _:
                return None

    def _unusual_wrapper(self, definition: Model) -> Unusual | None:
        """Deviations in the items of a page or list."""
        wrapped = [
            each
            for each in definition.fields
            if isinstance(each.type, ListOf) and self.client.model(each.type.item)
        ]
        if not wrapped or (definition.items is None and len(wrapped) != 1):
            return None
        items = next((each for each in wrapped if each.wire == definition.items), wrapped[0])
        if items.at in self._left_out or not (inner := self.unusual_value(items.type)):
            return None
        outer = f"{self._constant(definition)}_JSON"
        wire = _changed(outer, [(items.wire, inner.wire)])
        return Unusual(wire, f".{items.name}{inner.reach}", inner.checks)

    def _unusual_object(self, definition: Model) -> Unusual | None:
        wrong = self._first_wrong(definition.fields)
        if wrong is None:
            return None
        field_, value = wrong
        changes: list[tuple[str, Json]] = [(field_.wire, value)]
        rest = [
            each
            for each in definition.fields
            if each.at != field_.at and self.client.tag(definition, each) is None
        ]
        enums = ((each, self.client.enum(each.type)) for each in rest)
        enum = next((each for each, known in enums if known and not known.numeric), None)
        changes += [(enum.wire, NEW)] if enum else []
        empty = next(
            (each for each in rest if each is not enum and isinstance(each.type, Scalar)), None
        )
        changes += [(empty.wire, None)] if empty else []
        by_wire = {each.wire: each for each in definition.fields}
        checks = tuple((by_wire[wire].name, literal(value)) for wire, value in changes)
        outer = f"{self._constant(definition)}_JSON"
        return Unusual(
            _changed(outer, [(wire, literal(value)) for wire, value in changes], novel=True),
            "",
            checks,
        )

    def _first_wrong(self, fields: Iterable[Attribute]) -> tuple[Attribute, Json] | None:
        result: dict[Kind, Attribute] = {}
        for each in fields:
            kind = each.type
            if isinstance(kind, Scalar) and kind.kind in _WRONG:
                result.setdefault(kind.kind, each)
        first = next((kind for kind in _WRONG if kind in result), None)
        return (result[first], _WRONG[first]) if first else None

    def second(self, item: TypeRef) -> Code | None:
        """An item unlike the first, for a second page."""
        match item:
            case _ if model := self.client.model(item):
                plain = [
                    each
                    for each in model.fields
                    if isinstance(each.type, Scalar) and each.at not in self._left_out
                ]
                chosen = next(
                    (each for each in plain if each.wire == "id"), next(iter(plain), None)
                )
                if chosen is None:
                    return None
                other = self.samples.of(chosen.type, chosen.wire, Wish(number=1))
                if other.wire == self.samples.of(chosen.type, chosen.wire).wire:
                    return None
                return _changed(self.full(item).wire, [(chosen.wire, literal(other.wire))])
            case _:
                first, other = (self.samples.of(item, "", Wish(number=each)) for each in (0, 1))
                return None if first.wire == other.wire else literal(other.wire)


def _changed(constant: Code, changes: Iterable[tuple[str, Code]], *, novel: bool = False) -> Code:
    """A payload with some fields changed, and maybe one that no one knows."""
    pairs = ", ".join(f"{string(wire)}: {flat(value)}" for wire, value in changes)
    return f"{{**{flat(constant)}, {pairs}{', api.novelty: True' if novel else ''}}}"
