"""Believable values for every type: as a caller writes them, as they travel, as a model keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator import layout
from generator.layout import Code
from generator.model import (
    Api,
    Calendar,
    EnumDefinition,
    Field,
    Json,
    Kind,
    Limits,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Scalar,
    TypeRef,
)
from generator.names import Names
from generator.python import literal, string
from generator.views.signatures import resolve
from generator.words import split

Import: TypeAlias = tuple[str, str]
"""A module and a name in it; the module of models and enums is empty."""

FEW = 4
_LAST = 9
_ASIDE = frozenset({"from", "extra", "transfer", "inbound", "forward"})
_WEB = frozenset({"url", "uri", "callback", "link"})
_DATETIME = (("datetime", "datetime"), ("datetime", "UTC"))
_PHONES = ("12135551122", "12135551133")
_MS = (1772366400000, 1772452800000)
_TEXTS = {
    "name": ("Example", "Another"),
    "email": ("ada@example.com", "alan@example.com"),
    "url": ("https://example.com/hook", "https://example.com/other"),
    "callback": ("https://example.com/hook", "https://example.com/other"),
    "message": ("Hello!", "Good bye!"),
    "text": ("Hello!", "Good bye!"),
    "label": ("demo", "test"),
    "labels": ("demo", "test"),
    "city": ("Santa Monica", "Chicago"),
    "state": ("CA", "IL"),
    "country": ("US", "CA"),
    "prefix": ("1213", "1312"),
    "zipcode": ("90401", "60601"),
    "zip": ("90401", "60601"),
    "zone": ("America/Los_Angeles", "America/Chicago"),
    "xml": ("<root/>", "<other/>"),
    "password": ("not a real password", "not one either"),
    "keyword": ("EXAMPLE", "SAMPLE"),
    "keywords": ("EXAMPLE", "SAMPLE"),
    "code": ("1234", "5678"),
    "key": ("a1b2c3", "d4e5f6"),
    "date": ("2026-03-01", "2026-03-02"),
    "secret": ("not a real secret", "not one either"),
}
_NUMBERS = {
    "id": (11646003, 12646003),
    "ids": (11646003, 12646003),
    "limit": (10, 20),
    "offset": (20, 40),
    "year": (2026, 2027),
    "month": (3, 4),
    "day": (1, 2),
    "hour": (10, 11),
    "minute": (30, 45),
    "second": (0, 15),
}
_LEADING = ("name", "message", "text", "label", "title", "subject")
_CALENDAR: dict[Calendar, tuple[str, str, dict[str, Json]]] = {
    Calendar.DATE: ("date", "date(2026, 3, 1)", {"year": 2026, "month": 3, "day": 1}),
    Calendar.TIME: ("time", "time(10, 30)", {"hour": 10, "minute": 30, "second": 0}),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One value.

    ``given`` is what a caller writes, ``wire`` what travels, ``kept`` what a model holds after decoding. ``uses`` and
    ``keeps`` say what the two expressions need to be imported.
    """

    given: Code
    wire: Json
    kept: Code
    uses: frozenset[Import] = frozenset()
    keeps: frozenset[Import] = frozenset()


@dataclass(frozen=True)
class Samples:
    """Makes values for the types of one API; ``models`` is what leads to the classes of models and enums."""

    api: Api
    names: Names
    models: str = ""

    def of(
        self,
        type_: TypeRef,
        wire: str,
        *,
        example: Json = None,
        limits: Limits = Limits(),  # noqa: B008  # frozen
        number: int = 0,
        many: bool = False,
        within: tuple[str, ...] = (),
    ) -> Sample:
        """Make a value.

        Args:
            type_: Its type.
            wire: Its name on the wire, which says what it is about.
            example: What the description gives as example.
            limits: The bounds it has to keep.
            number: 0 or 1, for values that differ.
            many: Whether lists hold two items instead of one.
            within: The objects that the value is part of.

        """
        match resolve(self.api, type_):
            case Scalar(kind, phone):
                return _scalar(kind, wire, example, limits, number, phone=phone)
            case Named(at):
                return self._definition(at, example, number, within)
            case ListOf(item):
                shown = example if isinstance(example, list) else []
                inner = [
                    self.of(item, wire, example=one, number=each, within=within)
                    for each, one in enumerate((shown or [None])[:1] + [None] * many)
                ]
                return _composed(
                    inner,
                    layout.listed(each.given for each in inner),
                    [each.wire for each in inner],
                    layout.listed(each.kept for each in inner),
                )
            case MapOf(value):
                inner = [self.of(value, "value", within=within)]
                return _composed(
                    inner,
                    layout.mapped([('"key"', inner[0].given)]),
                    {"key": inner[0].wire},
                    layout.mapped([('"key"', inner[0].kept)]),
                )

    def _definition(self, at: str, example: Json, number: int, within: tuple[str, ...]) -> Sample:
        match self.api.definitions[at]:
            case EnumDefinition(values=values):
                value = next(
                    (each for each in values if each == example),
                    values[min(number, len(values) - 1)],
                )
                class_ = f"{self.models}{self.names.definition(at)}"
                member = f"{class_}.{self.names.enum_member(at, value)}"
                return Sample(string(value), value, member, keeps=frozenset({("", class_)}))
            case ObjectDefinition() as definition if definition.calendar:
                return self._calendar(definition, definition.calendar)
            case ObjectDefinition() as definition:
                return self.object(definition, self.few(definition, within), number, within)
            case other:
                raise TypeError(other)

    def _calendar(self, definition: ObjectDefinition, calendar: Calendar) -> Sample:
        name, given, wire = _CALENDAR[calendar]
        fields = {field.wire: field for field in definition.fields}
        class_ = f"{self.models}{self.names.definition(definition.at)}"
        kept = layout.call(
            class_,
            [
                (self.names.field(fields[key].at, owner=definition.at), literal(value))
                for key, value in wire.items()
                if key in fields
            ],
        )
        uses = frozenset({("datetime", name)})
        return Sample(given, dict(wire), kept, uses, frozenset({("", class_)}))

    def object(
        self,
        definition: ObjectDefinition,
        fields: Iterable[Field],
        number: int = 0,
        within: tuple[str, ...] = (),
    ) -> Sample:
        """Make an object that has these of its fields."""
        at = definition.at
        samples = {field.at: (field, self.field(field, number, (*within, at))) for field in fields}
        named = [
            (self.names.field(field.at, owner=at), field, sample)
            for field, sample in samples.values()
        ]
        class_ = f"{self.models}{self.names.definition(at)}"
        made = _composed(
            [sample for _, _, sample in named],
            layout.mapped((string(name), sample.given) for name, _, sample in named),
            {field.wire: sample.wire for _, field, sample in named},
            layout.call(class_, ((name, sample.kept) for name, _, sample in named)),
        )
        return Sample(made.given, made.wire, made.kept, made.uses, made.keeps | {("", class_)})

    def field(self, field: Field, number: int = 0, within: tuple[str, ...] = ()) -> Sample:
        """Make a value for a field."""
        return self.of(
            field.type,
            field.wire,
            example=field.example,
            limits=field.limits,
            number=number,
            within=within,
        )

    def few(self, definition: ObjectDefinition, within: tuple[str, ...] = ()) -> list[Field]:
        """Choose a few writable fields that make sense together: what is required, else what tells most."""
        open_ = [
            field
            for field in definition.fields
            if not field.read_only and not self._leads_back(field.type, (*within, definition.at))
        ]
        chosen = self.telling(open_)
        return [field for field in open_ if field in chosen]

    def telling(self, fields: Iterable[Field]) -> list[Field]:
        """Take the fields that are required or have examples, else those that tell most; one phone is enough."""
        fields = list(fields)
        if shown := [each for each in fields if each.example is not None or each.required]:
            return shown[: 2 * FEW]
        ranked = sorted(fields, key=self._rank)
        good = [field for field in ranked if self._rank(field) < _LAST]
        spare = {field.at for field in [each for each in good if _is_phone(each)][1:]}
        return [each for each in good if each.at not in spare][:FEW] or ranked[:1]

    def _rank(self, field: Field) -> int:
        words = [word.lower() for word in split(field.wire)] or [""]
        match resolve(self.api, field.type):
            case _ if field.deprecated is not None:
                return _LAST
            case Scalar(phone=True):
                return 6 if words[0] in _ASIDE else 1
            case Scalar(Kind.STRING):
                return 0 if field.wire in _LEADING else 2 if words[-1] in _WEB else 5
            case Named(at) if isinstance(self.api.definitions[at], EnumDefinition):
                return 3
            case ListOf(item):
                return 2 if self._counts(item) else 7
            case Scalar(Kind.INTEGER) if words[-1] in {"id", "ids"}:
                return _LAST
            case Scalar(Kind.UNIX_MS) | Scalar(Kind.BOOLEAN):
                return 4
            case Scalar() | Named():
                return 6
            case _:
                return 7

    def _counts(self, item: TypeRef) -> bool:
        """Whether a list of such items says much: phone numbers, things that have one, known values."""
        match resolve(self.api, item):
            case Scalar(phone=True):
                return True
            case Named(at) if isinstance(self.api.definitions[at], EnumDefinition):
                return True
            case other:
                return self._has_phone(other)

    def _has_phone(self, type_: TypeRef) -> bool:
        match resolve(self.api, type_):
            case Named(at) if isinstance(definition := self.api.definitions[at], ObjectDefinition):
                return any(map(_is_phone, definition.fields))
            case _:
                return False

    def _leads_back(self, type_: TypeRef, within: tuple[str, ...]) -> bool:
        return any(at in within for at in self.named(type_))

    def named(self, type_: TypeRef) -> Iterator[str]:
        """The definitions that a type names."""
        match resolve(self.api, type_):
            case Named(at):
                yield at
            case ListOf(inner) | MapOf(inner):
                yield from self.named(inner)
            case _:
                return


def _is_phone(field: Field) -> bool:
    return field.type == Scalar(Kind.STRING, phone=True)


def _composed(parts: Iterable[Sample], given: Code, wire: Json, kept: Code) -> Sample:
    parts = list(parts)
    return Sample(
        given,
        wire,
        kept,
        frozenset().union(*(part.uses for part in parts)),
        frozenset().union(*(part.keeps for part in parts)),
    )


def _scalar(
    kind: Kind, wire: str, example: Json, limits: Limits, number: int, *, phone: bool
) -> Sample:
    match kind:
        case Kind.STRING if phone:
            return _plain(_PHONES[number])
        case Kind.STRING:
            fits = isinstance(example, str) and example and not number
            return _plain(str(example) if fits else _text(wire, limits, number))
        case Kind.INTEGER:
            fits = isinstance(example, int) and not isinstance(example, bool) and not number
            return _plain(example if fits else _integer(wire, limits, number))
        case Kind.NUMBER:
            return _plain(max(1.5 + number, limits.minimum or 0))
        case Kind.BOOLEAN:
            return _plain(value=True)
        case Kind.UNIX_MS:
            moment = f"datetime(2026, 3, {1 + number}, 12, tzinfo=UTC)"
            return Sample(moment, _MS[number], moment, frozenset(_DATETIME), frozenset(_DATETIME))
        case Kind.DATE:
            day, uses = f"date(2026, 3, {1 + number})", frozenset({("datetime", "date")})
            return Sample(day, f"2026-03-0{1 + number}", day, uses, uses)
        case Kind.DATE_TIME:
            moment = f"datetime(2026, 3, {1 + number}, 12, tzinfo=UTC)"
            wire_ = f"2026-03-0{1 + number}T12:00:00Z"
            return Sample(moment, wire_, moment, frozenset(_DATETIME), frozenset(_DATETIME))
        case Kind.BYTES:
            return Sample('b"bytes"', "Ynl0ZXM=", 'b"bytes"')
        case Kind.FILE:
            return Sample('b"bytes"', "bytes", 'b"bytes"')
        case Kind.ANY:
            return _plain("anything")


def _plain(value: Json) -> Sample:
    return Sample(literal(value), value, literal(value))


def _text(wire: str, limits: Limits, number: int) -> str:
    words = [word.lower() for word in split(wire)] or [""]
    found = next(
        (_TEXTS[word] for word in reversed(words) if word in _TEXTS), ("some text", "more text")
    )
    text = found[number].ljust(int(limits.min_length or 0), "x")
    return text[: max(1, limits.max_length)] if limits.max_length is not None else text


def _integer(wire: str, limits: Limits, number: int) -> int:
    words = [word.lower() for word in split(wire)] or [""]
    value = _NUMBERS.get(words[-1], (5, 6))[number]
    low = int(limits.minimum) if limits.minimum is not None else value
    high = int(limits.maximum) if limits.maximum is not None else value
    return min(max(value, low), max(high, low))
