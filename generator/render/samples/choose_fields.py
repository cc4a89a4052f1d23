"""Chooses which fields of an object make a short example: those that show most about it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.client import Client
from generator.ir.model import Field, Kind, ListOf, Scalar, TypeRef
from generator.ir.names.words import split

FEW = 4
_LAST = 9
_LEADING = frozenset({"name", "message", "text", "label", "title", "subject"})
_ASIDE = frozenset({"from", "extra", "transfer", "inbound", "forward"})
_WEB = frozenset({"url", "uri", "callback", "link"})
_PLAIN_RANKS = {Kind.STRING: 5, Kind.UNIX_MS: 4, Kind.BOOLEAN: 4}


def informative(client: Client, fields: Iterable[Field]) -> list[Field]:
    """Return the fields that are required or have examples, else a few that show most; one phone is enough."""
    fields = list(fields)
    if shown := [each for each in fields if each.example is not None or each.required]:
        return shown[: 2 * FEW]
    ranks = {each.at: _rank(client, each) for each in fields}
    ranked = sorted(fields, key=lambda each: ranks[each.at])
    good = [each for each in ranked if ranks[each.at] < _LAST]
    spare = {each.at for each in [each for each in good if is_phone(each)][1:]}
    return [each for each in good if each.at not in spare][:FEW] or ranked[:1]


def is_phone(field: Field) -> bool:
    """Return whether a field holds a phone number."""
    return field.type == Scalar(Kind.STRING, phone=True)


def _rank(client: Client, field: Field) -> int:
    if field.deprecated is not None:
        return _LAST
    match field.type:
        case Scalar() as scalar:
            return _scalar_rank(scalar, field.wire)
        case ListOf(item):
            return 2 if _is_informative(client, item) else 7
        case type_:
            return 3 if client.enum(type_) else 6


def _scalar_rank(scalar: Scalar, wire: str) -> int:
    words = [word.lower() for word in split(wire)] or [""]
    if scalar.phone:
        return 6 if words[0] in _ASIDE else 1
    if scalar.kind is Kind.INTEGER and words[-1] in {"id", "ids"}:
        return _LAST
    if scalar.kind is Kind.STRING and (wire in _LEADING or words[-1] in _WEB):
        return 0 if wire in _LEADING else 2
    return _PLAIN_RANKS.get(scalar.kind, 6)


def _is_informative(client: Client, item: TypeRef) -> bool:
    """Return whether a list of such items shows much: phone numbers, items that have one, known values."""
    match item:
        case Scalar(phone=phone):
            return phone
        case _ if model := client.model(item):
            return any(map(is_phone, model.fields))
        case _:
            return client.enum(item) is not None
