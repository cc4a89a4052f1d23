"""Vendor extensions that state what Swagger cannot; a malformed one is a finding at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from generator.diagnostics.suggest import suggestion
from generator.document import Node
from generator.ir.model import (
    Calendar,
    Effect,
    Json,
    Kind,
    ListOf,
    Paging,
    Recipients,
    Reconcile,
    RefusesWhole,
    Requires,
    Scalar,
    TypeRef,
    Wait,
)
from generator.swagger.to_ir.reader import Reader
from generator.swagger.traverse import SAFE_METHODS

_Choice = TypeVar("_Choice", bound=StrEnum)
_Facts = TypeVar("_Facts", bound=Struct)
_REFUSALS = frozenset(range(400, 500)) - {408, 409, 499}


def _sent(query: object) -> object:
    """The values of a query as they are sent; what is no query stays, and is refused."""
    if not isinstance(query, dict):
        return query
    return {
        name: str(each).lower() if isinstance(each, bool | int) else each
        for name, each in query.items()
    }


def _are_patterns(patterns: Iterable[str]) -> bool:
    try:
        return all(re.compile(each) for each in patterns)
    except re.error:
        return False


class Extensions(Struct, frozen=True):
    """The extensions this generator understands."""

    reader: Reader

    def refined(self, node: Node, type_: TypeRef) -> TypeRef:
        """A type as ``x-unix-ms`` and ``x-phone`` make it; on a list they speak of its items."""
        if self.reader.flag(node, "x-unix-ms"):
            type_ = self._refined(node, "x-unix-ms", type_, Kind.INTEGER, Scalar(Kind.UNIX_MS))
        if self.reader.flag(node, "x-phone"):
            type_ = self._refined(
                node, "x-phone", type_, Kind.STRING, Scalar(Kind.STRING, phone=True)
            )
        return type_

    def _refined(
        self, node: Node, key: str, type_: TypeRef, wanted: Kind, refined: Scalar
    ) -> TypeRef:
        match type_:
            case ListOf(item=Scalar(kind=kind)) if kind is wanted:
                return replace(type_, item=refined)
            case Scalar(kind=kind) if kind is wanted:
                return refined
        self._malformed(node, key, f"{key} belongs on a value of type {wanted.value}")
        return type_

    def deprecated(self, node: Node) -> str | None:
        """Why something is deprecated; None if it is not."""
        message = self.reader.prose(node, "x-deprecated")
        if not self.reader.flag(node, "deprecated"):
            if message:
                self._malformed(
                    node, "x-deprecated", "x-deprecated needs deprecated: true beside it"
                )
            return None
        return message or "Deprecated."

    def calendar(self, node: Node) -> Calendar | None:
        """Which calendar value an object stands for."""
        return self._choice(node, "x-calendar", Calendar)

    def effect(self, node: Node, method: str) -> Effect:
        """What an operation does to the world, as stated; only a method that must not act counts as read."""
        by_method = Effect.READ if method in SAFE_METHODS else Effect.UNSTATED
        stated = [each for each in Effect if each is not Effect.UNSTATED]
        return self._choice(node, "x-effect", stated) or by_method

    def _choice(self, node: Node, key: str, choices: Iterable[_Choice]) -> _Choice | None:
        entry = self.reader.get(node, key)
        if entry is None:
            return None
        known = {choice.value: choice for choice in choices}
        if isinstance(entry.value, str) and entry.value in known:
            return known[entry.value]
        message = f"{key} must be one of {', '.join(known)}"
        near = suggestion(entry.value, known, "")
        self._malformed(node, key, f"{message}; {near}" if near else message)
        return None

    def _facts(  # noqa: PLR0913 - an extension, its form and its rule
        self,
        node: Node,
        key: str,
        kind: type[_Facts],
        wanted: str,
        *,
        given: Json = None,
        fits: Callable[[_Facts], object] = lambda _: True,
    ) -> _Facts | None:
        """The facts that an extension states in fields of their own; None, with a finding, if it has another form."""
        if self.reader.get(node, key) is None:
            return None
        with suppress(ValidationError):
            facts = convert(node[key].plain() if given is None else given, kind)
            if fits(facts):
                return facts
        self._malformed(node, key, f"{key} has the fields {wanted}")
        return None

    def paging(self, node: Node) -> Paging | None:
        """How an operation pages."""
        if (entry := self.reader.get(node, "x-paging")) is None:
            return None
        given, size = entry.plain(), entry.get("largest")
        if size is not None and size.value is not None:
            given["largest"] = self._count(entry, "largest", size)
        wanted = "limit, offset, items, total (optional), largest (optional)"
        return self._facts(node, "x-paging", Paging, wanted, given=given)

    def reconcile(self, node: Node) -> Reconcile | None:
        """How to find out what an operation has done."""
        wanted = "find, begin, end, number, lookup-number, text (optional), lookup-text (optional)"
        return self._facts(node, "x-reconcile", Reconcile, wanted)

    def recipients(self, node: Node) -> Recipients | None:
        """Where a request names the people that it reaches; None where nothing states that."""
        if (entry := self.reader.get(node, "x-recipients")) is None:
            return None
        plain = entry.plain()
        stated = plain if isinstance(plain, dict) else {"": plain}
        at_once = stated.get("at-once")
        given = {
            **stated,
            "when": _sent(stated.get("when", {})),
            "at-once": {} if at_once is False else _sent(at_once),
        }
        wanted = (
            "numbers and people (lists of places), patterns (expressions by their places), always (true), when and "
            "at-once (names and values of the query; at-once may be false), all optional"
        )
        is_whole = (
            stated.get("always", True)
            and stated.get("when", True)
            and (stated.get("at-once", True) or at_once is False)
        )
        return self._facts(
            node,
            "x-recipients",
            Recipients,
            wanted,
            given=given,
            fits=lambda facts: is_whole and _are_patterns(facts.patterns.values()),
        )

    def wait(self, node: Node) -> Wait | None:
        """How an operation can be polled."""
        wanted = "field, pending and failed (optional)"
        return self._facts(
            node, "x-wait", Wait, wanted, fits=lambda facts: facts.field and facts.pending
        )

    def chunk(self, node: Node) -> int | None:
        """How many items one request may carry."""
        entry = self.reader.get(node, "x-chunk")
        return None if entry is None else self._count(node, "x-chunk", entry)

    def _count(self, node: Node, key: str, part: Node) -> int | None:
        size = part.value
        if isinstance(size, int) and not isinstance(size, bool) and size > 0:
            return size
        self._malformed(node, key, f"{key} must be an integer above zero")
        return None

    def refuses_whole(self, node: Node) -> RefusesWhole | None:
        """With which statuses an operation refuses all of a request, and who states it."""
        if (entry := self.reader.get(node, "x-refuses-whole")) is None:
            return None
        given = entry.plain()
        if isinstance(given, dict):
            given["query"] = _sent(given.get("query", {}))
        wanted = "statuses (from 400 to 499, but not 408, 409 or 499), source (a text) and query (optional, names and values)"

        def fits(facts: RefusesWhole) -> bool:
            statuses = facts.statuses
            return bool(facts.source and statuses) and _REFUSALS.issuperset(statuses)

        return self._facts(node, "x-refuses-whole", RefusesWhole, wanted, given=given, fits=fits)

    def requires(self, node: Node) -> Requires:
        """What a request must have that Swagger has no keyword for."""
        wanted = (
            "properties, any-query and known-events (lists of names), one-of and any-of (lists of lists of names), "
            "all optional"
        )
        return self._facts(node, "x-requires", Requires, wanted) or Requires()

    def login(self, node: Node) -> str | None:
        """Which other kind of credentials an operation wants."""
        return self.reader.text(node, "x-login") or None

    def error_id(self, node: Node) -> str | None:
        """The pattern that finds, in an error's message, the id of what exists already."""
        pattern = self.reader.text(node, "x-error-id")
        if pattern is None:
            return None
        try:
            has_group = re.compile(pattern).groups >= 1
        except re.error:
            has_group = False
        if has_group:
            return pattern
        self._malformed(node, "x-error-id", "x-error-id is a pattern with a group for the id")
        return None

    def soft_delete(self, node: Node) -> dict[str, Json] | None:
        """The fields that a deleted object has from then on, where it can still be read."""
        entry = self.reader.get(node, "x-soft-delete")
        if entry is None:
            return None
        if not isinstance(entry.value, dict):
            self._malformed(node, "x-soft-delete", "x-soft-delete is a mapping of fields")
            return None
        return {key: each.plain() for key, each in entry.items()}

    def _malformed(self, node: Node, key: str, message: str) -> None:
        self.reader.extension(node[key], message)
