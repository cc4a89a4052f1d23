"""The words of docstrings: what the description says, in the names of the generated client.

Descriptions speak of operation ids, of names on the wire and of JSON's ``true``; users of the client know methods,
arguments and ``True``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Effect,
    EnumDefinition,
    Field,
    Json,
    Kind,
    Limits,
    ListOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.python.docstrings import clean, sentence
from generator.render.common.arguments import Argument, Place

REPEATS: Mapping[Effect, str] = {
    Effect.READ: "Repeated by itself after a broken connection or a temporary fault.",
    Effect.SET: "Repeated by itself after a broken connection or a temporary fault.",
    Effect.DELETE: "Repeated by itself after a broken connection or a temporary fault.",
    Effect.CREATE: "Never repeated once the server may have it, so nothing is created twice.",
    Effect.CONTACT: "Never repeated once the server may have it, so nobody is contacted and nothing is paid twice.",
    Effect.CREDENTIALS: "Never repeated once the server may have it.",
}
OUTCOME_UNKNOWN = "The connection failed after the request went out; the server may have carried it out. Look before sending again."
_TERM = re.compile(r"`([A-Za-z_][\w-]*)`")
_EPOCH = re.compile(
    r"(?P<lead>^|[.!?:;]\s+|,?\s*\b(?:in|as)\s+)(?:milliseconds|ms) since (?:the )?(?:unix )?epoch(?:,? UTC)?"
    r"(?:,? e\.g\. \d{12,14}(?: for (?P<time>[\d-]+ [\d:]+(?: UTC)?))?)?",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r";? repeat the parameter for (?:several|more|each)\b|,? (?:separated by commas|comma[- ]separated)(?:,? e\.g\. `[^`]*`)?",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"(?:(?<=\.)\s+|^)[^.]*\b(?:percent|url)[- ]encod[^.]*\.", re.IGNORECASE)
"""What the client does by itself."""
_NOTHING = re.compile(r"\s*\b(?:It )?answers with an empty body\.", re.IGNORECASE)
_MANY = 12


@dataclass(frozen=True)
class Wording:
    """Says what the description says, with the client's names."""

    api: Api
    terms: Mapping[str, str]

    @classmethod
    def of(cls, api: Api, names: Names) -> Wording:
        """Collect the names; one that means different things in different places stays as it is on the wire."""
        spellings: dict[str, set[str]] = {}
        for wire, name in _spellings(api, names):
            spellings.setdefault(wire, set()).add(name)
        terms = {wire: next(iter(found)) for wire, found in spellings.items() if len(found) == 1}
        terms |= {"true": "True", "false": "False", "null": "None"}
        terms |= {operation.id: _dotted(names, operation) for operation in api.operations}
        return cls(api, terms)

    def plain(self, text: str) -> str:
        """Translate what stands in backticks, and end the text like a sentence."""
        return sentence(
            _TERM.sub(lambda match: f"`{self.terms.get(match[1], match[1])}`", clean(text))
        )

    def description(self, operation: Operation) -> str:
        """Describe what an operation does; a method that returns nothing need not say so."""
        said = self.plain(operation.description)
        return _NOTHING.sub("", said) if operation.answer.type is None else said

    def field(self, field: Field) -> str:
        """Describe a member of a model."""
        return self._described(
            field.description, field.type, field.default, field.limits, given=False
        )

    def argument(self, argument: Argument) -> str:
        """Describe an argument of a method."""
        text = self._described(
            argument.description, argument.type, argument.default, argument.limits, given=True
        )
        if argument.place is not Place.FIELD:
            text = _ENCODED.sub("", text)
        partial = "A list or dict of names will do." if argument.partial else ""
        gone = argument.deprecated
        deprecated = "" if gone is None else f"Deprecated: {sentence(gone)}"
        return _join(text, partial, deprecated) or "See the API's documentation."

    def _described(
        self, text: str, type_: TypeRef, default: Json, limits: Limits, *, given: bool
    ) -> str:
        said = self.plain(text)
        if type_ == Scalar(Kind.UNIX_MS):
            said = _timed(said, given=given)
        if isinstance(type_, ListOf):
            said = _REPEATED.sub("", said)
        return _join(
            said, self._values(text, type_), *_limits(said, limits), _default(said, default)
        )

    def _values(self, text: str, type_: TypeRef) -> str:
        """List the values of an enum that the text does not list itself."""
        inner = type_
        inner = inner.item if isinstance(inner, ListOf) else inner
        known = self.api.definitions.get(inner.at) if isinstance(inner, Named) else None
        if not isinstance(known, EnumDefinition) or all(value in text for value in known.values):
            return ""
        shown = ", ".join(clean(value) for value in known.values[:_MANY])
        return f"Values: {shown}{', and more' if len(known.values) > _MANY else ''}."


def _spellings(api: Api, names: Names) -> Iterator[tuple[str, str]]:
    for operation in api.operations:
        for parameter in operation.parameters:
            yield parameter.wire, names.parameter(operation.at, parameter.at)
    for definition in api.definitions.values():
        if isinstance(definition, ObjectDefinition):
            for field in definition.fields:
                yield field.wire, names.field(field.at, owner=definition.at)


def _dotted(names: Names, operation: Operation) -> str:
    public = names.method(operation.at)
    return ".".join((*public.resource, public.method))


def _timed(text: str, *, given: bool) -> str:
    """Let a text speak of times instead of milliseconds, which the client converts."""

    def spoken(match: re.Match[str]) -> str:
        example = f", e.g. {match['time']}" if match["time"] else ""
        opening = match["lead"].rstrip() in {"", ".", "!", "?", ":", ";"}
        return match["lead"] + "In UTC" + example if opening else example

    said = _EPOCH.sub(spoken, text)
    return _join(
        said, "A datetime with time zone, or milliseconds since the epoch." if given else ""
    )


def _default(text: str, default: Json) -> str:
    if default is None or default == "" or isinstance(default, list | dict):
        return ""
    value = clean(str(default))
    return (
        ""
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)
        else f"The server's default is {value}."
    )


def _limits(text: str, limits: Limits) -> Iterator[str]:
    bounds = (
        ("At least {}.", limits.minimum),
        ("At most {}.", limits.maximum),
        ("At least {} characters.", limits.min_length),
        ("At most {} characters.", limits.max_length),
        ("At least {} items.", limits.min_items),
        ("At most {} items.", limits.max_items),
    )
    for phrase, bound in bounds:
        if bound is not None and f"{bound:g}" not in text:
            yield phrase.format(f"{bound:g}")


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
