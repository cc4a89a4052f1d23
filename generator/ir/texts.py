"""The texts of docstrings and docs: what the description states, in the names of the client.

Descriptions speak of operation ids, of wire names and of JSON's ``true``; users of the client know methods, arguments and
``True``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.ir.arguments import Argument, Place
from generator.ir.model import (
    Api,
    Definition,
    EnumDefinition,
    Field,
    Json,
    Kind,
    Limits,
    ListOf,
    Named,
    ObjectDefinition,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.python.docstrings import clean, sentence

_TERM = re.compile(r"`([A-Za-z_][\w-]*)`")
_EPOCH = re.compile(
    r"(?P<lead>^|[.!?:;]\s+|,?(?<!\s)\s*\b(?:in|as)\s+)(?:milliseconds|ms) since (?:the )?(?:unix )?epoch(?:,? UTC)?"
    r"(?:,? e\.g\. \d{12,14}(?: for (?P<time>[\d-]+ [\d:]+(?: UTC)?))?)?",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r";? repeat the parameter for (?:several|more|each)\b|,? (?:separated by commas|comma[- ]separated)(?:,? e\.g\. `[^`]*`)?",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"(?:(?<=\.)\s|^)[^.]*\b(?:percent|url)[- ]encod[^.]*\.", re.IGNORECASE)
"""What the client does by itself."""
_NOTHING = re.compile(r"(?<!\s)\s*\b(?:It )?responds with an empty body\.", re.IGNORECASE)
_MANY = 12


def terms(api: Api, names: Names) -> dict[str, str]:
    """The client's word for each word of the description; one that means different items stays as it is."""
    spellings: dict[str, set[str]] = {}
    for wire, name in _spellings(api, names):
        spellings.setdefault(wire, set()).add(name)
    result = {wire: next(iter(known)) for wire, known in spellings.items() if len(known) == 1}
    result |= {"true": "True", "false": "False", "null": "None"}
    return result | {each.id: names.methods.names[each.at].dotted for each in api.operations}


def _spellings(api: Api, names: Names) -> Iterator[tuple[str, str]]:
    for operation in api.operations:
        for parameter in operation.parameters:
            yield parameter.wire, names.arguments[operation.at].parameters[parameter.at]
    for definition in api.definitions.values():
        if isinstance(definition, ObjectDefinition):
            for field in definition.fields:
                yield field.wire, names.definitions.fields[definition.at, field.at]


def plain(text: str, terms: Mapping[str, str]) -> str:
    """Translate what stands in backticks, and end the text like a sentence."""
    text = clean(text)
    if "`" in text:
        text = _TERM.sub(lambda match: f"`{terms.get(match[1], match[1])}`", text)
    return sentence(text)


def without_empty_body(text: str) -> str:
    """A description without the remark that nothing is returned: the signature states it."""
    return _NOTHING.sub("", text)


class Texts(Struct, frozen=True):
    """Describes fields and arguments in the client's terms."""

    terms: Mapping[str, str]
    definitions: Mapping[str, Definition]

    def field(self, field: Field) -> str:
        """Describe a field of a model."""
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
        partial = "Accepts a list or a dict of names, too." if argument.partial else ""
        gone = argument.deprecated
        deprecated = "" if gone is None else f"Deprecated: {sentence(gone)}"
        return _join(text, partial, deprecated) or "See the API's documentation."

    def _described(
        self, text: str, type_: TypeRef, default: Json, limits: Limits, *, given: bool
    ) -> str:
        message = plain(text, self.terms)
        if type_ == Scalar(Kind.UNIX_MS):
            message = _timed(message, given=given)
        if isinstance(type_, ListOf):
            message = _REPEATED.sub("", message)
        return _join(
            message,
            self._values(text, type_),
            *_limits(message, limits),
            _default(message, default),
        )

    def _values(self, text: str, type_: TypeRef) -> str:
        """List the values of an enum that the text does not list itself."""
        inner = type_.item if isinstance(type_, ListOf) else type_
        known = self.definitions.get(inner.at) if isinstance(inner, Named) else None
        if not isinstance(known, EnumDefinition) or all(value in text for value in known.values):
            return ""
        shown = ", ".join(clean(value) for value in known.values[:_MANY])
        return f"Values: {shown}{', and more' if len(known.values) > _MANY else ''}."


def _timed(text: str, *, given: bool) -> str:
    """Let a text speak of times instead of milliseconds, which the client converts."""

    def replacement(match: re.Match[str]) -> str:
        example = f", e.g. {match['time']}" if match["time"] else ""
        opening = match["lead"].rstrip() in {"", ".", "!", "?", ":", ";"}
        return match["lead"] + "In UTC" + example if opening else example

    message = _EPOCH.sub(replacement, text)
    return _join(
        message, "A datetime with time zone, or milliseconds since the epoch." if given else ""
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
        ("More than {}.", limits.exclusive_minimum),
        ("Less than {}.", limits.exclusive_maximum),
        ("A multiple of {}.", limits.multiple_of),
        ("At least {} characters.", limits.min_length),
        ("At most {} characters.", limits.max_length),
        ("At least {} items.", limits.min_items),
        ("At most {} items.", limits.max_items),
        ("At least {} keys.", limits.min_properties),
        ("At most {} keys.", limits.max_properties),
    )
    for phrase, bound in bounds:
        if bound is not None and f"{bound:g}" not in text:
            yield phrase.format(f"{bound:g}")


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
