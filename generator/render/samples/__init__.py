"""Believable values for every type: as a caller writes them, as they travel, as a model keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.ir.client import Attribute, Client, Enum, Model
from generator.ir.model import Calendar, Json, ListOf, MapOf, Named, Scalar, TypeRef
from generator.ir.types import mentioned
from generator.python import layout
from generator.python.code import literal, string
from generator.render.samples.choose_fields import informative
from generator.render.samples.sample import ANY, Import, Sample, Wish, composed
from generator.render.samples.scalars import plain

__all__ = ["ANY", "Import", "Sample", "Samples", "Wish"]

_CALENDAR: dict[Calendar, tuple[str, str, dict[str, Json]]] = {
    Calendar.DATE: ("date", "date(2026, 3, 1)", {"year": 2026, "month": 3, "day": 1}),
    Calendar.TIME: ("time", "time(10, 30)", {"hour": 10, "minute": 30, "second": 0}),
}


class Samples(Struct, frozen=True):
    """Makes values for the types of one API; ``models`` is what leads to the classes of models and enums."""

    client: Client
    models: str = ""

    @property
    def imports(self) -> frozenset[Import]:
        """What the classes of models and enums need to be imported."""
        return frozenset({(self.client.package, "models")}) if self.models else frozenset()

    def of(
        self, type_: TypeRef, wire: str, wish: Wish = ANY, within: tuple[str, ...] = ()
    ) -> Sample:
        """Make a value.

        Args:
            type_: Its type.
            wire: Its name on the wire, which hints at its meaning.
            wish: What it has to be like.
            within: The objects that the value is part of.

        """
        match type_:
            case Scalar(kind, phone):
                return plain(kind, wire, wish, phone=phone)
            case Named(at):
                return self._definition(at, wish, within)
            case ListOf(item):
                return self._list(item, wire, wish, within)
            case MapOf(value):
                one = self.of(value, "value", within=within)
                return composed(
                    [one],
                    layout.mapped([('"key"', one.given)]),
                    {"key": one.wire},
                    layout.mapped([('"key"', one.kept)]),
                )

    def _list(self, item: TypeRef, wire: str, wish: Wish, within: tuple[str, ...]) -> Sample:
        first = wish.example[0] if isinstance(wish.example, list) and wish.example else None
        wishes = [Wish(example=first, number=wish.number), *([Wish(number=1)] if wish.many else [])]
        made = [self.of(item, wire, each, within) for each in wishes]
        return composed(
            made,
            layout.listed(each.given for each in made),
            [each.wire for each in made],
            layout.listed(each.kept for each in made),
        )

    def _definition(self, at: str, wish: Wish, within: tuple[str, ...]) -> Sample:
        match self.client.definitions[at]:
            case Enum(values=values, members=entries) as enum:
                fallback = values[min(wish.number, len(values) - 1)]
                value = next((each for each in values if each == str(wish.example)), fallback)
                entry = next(each.name for each in entries if each.value == value)
                wire = enum.json(value)
                kept = f"{self.models}{enum.name}.{entry}"
                return Sample(literal(wire), wire, kept, keeps=self.imports)
            case Model(calendar=Calendar() as calendar) as definition:
                return self._calendar(definition, calendar)
            case Model() as definition:
                return self.object(definition, self.few(definition, within), wish.number, within)

    def _calendar(self, definition: Model, calendar: Calendar) -> Sample:
        name, given, wire = _CALENDAR[calendar]
        parts = [
            (field.name, literal(wire[field.wire]))
            for field in definition.fields
            if field.wire in wire
        ]
        kept = layout.call(f"{self.models}{definition.name}", parts)
        return Sample(given, dict(wire), kept, frozenset({("datetime", name)}), self.imports)

    def object(
        self,
        definition: Model,
        fields: Iterable[Attribute],
        number: int = 0,
        within: tuple[str, ...] = (),
    ) -> Sample:
        """Make an object that has these of its fields."""
        at = definition.at
        made = [
            (
                field.name,
                field.wire,
                self.field(field, number, (*within, at), self.client.tag(definition, field)),
            )
            for field in fields
        ]
        whole = composed(
            [sample for _, _, sample in made],
            layout.mapped((string(name), sample.given) for name, _, sample in made),
            {wire: sample.wire for _, wire, sample in made},
            layout.call(
                f"{self.models}{definition.name}", ((name, sample.kept) for name, _, sample in made)
            ),
        )
        return replace(whole, keeps=whole.keeps | self.imports)

    def field(
        self,
        field: Attribute,
        number: int = 0,
        within: tuple[str, ...] = (),
        tag: str | None = None,
    ) -> Sample:
        """Make a value for a field; ``tag`` is the one that names the model, where the field is its discriminator."""
        example = field.example if tag is None else tag
        return self.of(field.type, field.wire, Wish(example, field.limits, number), within)

    def few(self, definition: Model, within: tuple[str, ...] = ()) -> list[Attribute]:
        """Choose a few writable fields that make sense together, in the description's order."""
        possible = [
            field
            for field in definition.writable
            if not self.leads_to(field.type, (*within, definition.at))
        ]
        chosen = {field.at for field in informative(self.client, possible)}
        return [field for field in possible if field.at in chosen]

    def leads_to(self, type_: TypeRef, places: Iterable[str]) -> bool:
        """Return whether a type names one of these definitions."""
        return not set(places).isdisjoint(mentioned(type_))
