"""Vendor extensions that state what Swagger cannot; a malformed one is a finding at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeGuard, TypeVar

from msgspec import Struct
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

_REFUSALS = frozenset(range(400, 500)) - {408, 409, 499}


def _is_refusal(value: object) -> TypeGuard[int]:
    return type(value) is int and value in _REFUSALS


def _sent(value: object) -> str:
    """A value of a query as it is sent."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_query(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(each, str | int) for each in value.values())
    )


def _are_patterns(value: object) -> bool:
    if not isinstance(value, dict) or not _are_texts([*value, *value.values()]):
        return False
    try:
        return all(re.compile(each) for each in value.values())
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

    def paging(self, node: Node) -> Paging | None:
        """How an operation pages."""
        if self.reader.get(node, "x-paging") is None:
            return None
        known = self._texts(node, "x-paging", ("limit", "offset", "items"), ("total", "largest"))
        if known is None:
            return None
        given = self.reader.get(node["x-paging"], "largest")
        largest = None if given is None else self._count(node["x-paging"], "largest", given)
        total = known.get("total")
        return Paging(known["limit"], known["offset"], known["items"], total, largest)

    def reconcile(self, node: Node) -> Reconcile | None:
        """How to find out what an operation has done."""
        if self.reader.get(node, "x-reconcile") is None:
            return None
        required = ("find", "begin", "end", "number", "lookup-number")
        known = self._texts(node, "x-reconcile", required, ("text", "lookup-text"))
        if known is None:
            return None
        return Reconcile(**{name.replace("-", "_"): text for name, text in known.items()})

    def recipients(self, node: Node) -> Recipients | None:
        """Where a request names the people that it reaches; None where nothing states that."""
        if (entry := self.reader.get(node, "x-recipients")) is None:
            return None
        plain = entry.plain()
        if (
            not isinstance(plain, dict)
            or plain.keys() - {"numbers", "people", "patterns", "always", "when", "at-once"}
            or not all(_are_texts(plain.get(key, [])) for key in ("numbers", "people"))
            or not _are_patterns(plain.get("patterns", {}))
            or plain.get("always", True) is not True
            or not _is_query(plain.get("when", {"": ""}))
            or not (plain.get("at-once", False) is False or _is_query(plain["at-once"]))
        ):
            self._malformed(
                node,
                "x-recipients",
                "x-recipients has the fields numbers and people (lists of places), patterns (expressions by their "
                "places), always (true), when and at-once (names and values of the query; at-once may be false), all "
                "optional",
            )
            return None
        at_once = None
        if "at-once" in plain:
            at_once = {name: _sent(value) for name, value in (plain["at-once"] or {}).items()}
        return Recipients(
            numbers=tuple(plain.get("numbers", ())),
            people=tuple(plain.get("people", ())),
            patterns=plain.get("patterns", {}),
            always="always" in plain,
            when={name: _sent(value) for name, value in plain.get("when", {}).items()},
            at_once=at_once,
        )

    def _texts(
        self, node: Node, key: str, needed: tuple[str, ...], more: tuple[str, ...]
    ) -> dict[str, str] | None:
        entries = self.reader.children(node, key)
        strange = [name for name in entries if name not in {*needed, *more}]
        missing = [name for name in needed if name not in entries]
        if strange or missing:
            wanted = ", ".join([*needed, *(f"{name} (optional)" for name in more)])
            self._malformed(node, key, f"{key} has the fields {wanted}")
            return None
        texts = {name: self.reader.text(node[key], name) for name in entries if name != "largest"}
        known = {name: text for name, text in texts.items() if text}
        return known if all(name in known for name in needed) else None

    def wait(self, node: Node) -> Wait | None:
        """How an operation can be polled."""
        if (entry := self.reader.get(node, "x-wait")) is None:
            return None
        field = self.reader.text(entry, "field")
        pending = self.reader.texts(entry, "pending")
        strange = set(self.reader.mapping(entry)) - {"field", "pending", "failed"}
        if not field or not pending or strange:
            self._malformed(
                node, "x-wait", "x-wait has the fields field, pending and failed (optional)"
            )
            return None
        return Wait(field, pending, self.reader.texts(entry, "failed"))

    def chunk(self, node: Node) -> int | None:
        """How many items one request may carry."""
        entry = self.reader.get(node, "x-chunk")
        if entry is None:
            return None
        return self._count(node, "x-chunk", entry)

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
        items = self.reader.items(entry, "statuses")
        statuses = tuple(each.value for each in items if _is_refusal(each.value))
        source = self.reader.text(entry, "source")
        query = {name: each.value for name, each in self.reader.children(entry, "query").items()}
        if (
            set(self.reader.mapping(entry)) - {"statuses", "source", "query"}
            or not source
            or not statuses
            or len(statuses) < len(items)
            or not all(isinstance(each, str | int) for each in query.values())
        ):
            self._malformed(
                node,
                "x-refuses-whole",
                "x-refuses-whole has the fields statuses (from 400 to 499, but not 408, 409 or 499), "
                "source (a text) and query (optional, names and values)",
            )
            return None
        sent = {name: _sent(value) for name, value in query.items()}
        return RefusesWhole(statuses, source, sent)

    def requires(self, node: Node) -> Requires:
        """What a request must have that Swagger has no keyword for."""
        if (entry := self.reader.get(node, "x-requires")) is None:
            return Requires()
        plain = entry.plain()
        lists, groups = ("properties", "any-query", "known-events"), ("one-of", "any-of")
        if (
            not isinstance(plain, dict)
            or plain.keys() - {*lists, *groups}
            or not all(_are_texts(plain.get(key, [])) for key in lists)
            or not all(
                isinstance(plain.get(key, []), list) and all(map(_are_texts, plain.get(key, [])))
                for key in groups
            )
        ):
            self._malformed(
                node,
                "x-requires",
                "x-requires has the fields properties, any-query and known-events (lists of names), "
                "one-of and any-of (lists of lists of names), all optional",
            )
            return Requires()
        return Requires(
            properties=tuple(plain.get("properties", ())),
            any_query=tuple(plain.get("any-query", ())),
            known_events=tuple(plain.get("known-events", ())),
            one_of=tuple(map(tuple, plain.get("one-of", ()))),
            any_of=tuple(map(tuple, plain.get("any-of", ()))),
        )

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
