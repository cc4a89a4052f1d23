"""Reads the actions of an overlay document; a malformed one is a finding and is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics
from generator.diagnostics.suggest import suggestion
from generator.document import Document, Node

_VERSION = re.compile(r"1\.[01]\.\d+")
_TOP = frozenset({"overlay", "info", "extends", "actions"})
_ACTION = frozenset({"target", "description", "update", "copy", "remove"})


class Remove(Struct, frozen=True):
    """Take the targets out of what holds them."""


class Update(Struct, frozen=True):
    """Merge this value into each target."""

    value: Node


class Copy(Struct, frozen=True):
    """Merge the node that this query selects into each target."""

    query: str


Change: TypeAlias = Remove | Update | Copy


class Action(Struct, frozen=True):
    """One change and where to make it; ``place`` is the target's line in the overlay."""

    target: str
    change: Change
    place: Node


def actions_of(overlay: Document, report: Diagnostics) -> tuple[Action, ...]:
    """The well-formed actions of an overlay."""
    return tuple(_Reader(report).actions(overlay.root))


class _Reader(Struct, frozen=True):
    report: Diagnostics

    def actions(self, root: Node) -> Iterator[Action]:
        self._check_keys(root, _TOP)
        version = root.get("overlay")
        if version is None or not _VERSION.fullmatch(str(version.value)):
            self._invalid(version or root, 'an overlay states overlay: "1.0.0" or "1.1.0"')
        actions = root.get("actions")
        if actions is None or not isinstance(actions.value, tuple):
            self._invalid(actions or root, "an overlay has a list of actions")
            return
        for node in actions.value:
            action = self._action(node)
            if action is not None:
                yield action

    def _action(self, node: Node) -> Action | None:
        self._check_keys(node, _ACTION)
        target = node.get("target")
        if target is None or not isinstance(target.value, str):
            self._invalid(node, "an action has a target, a JSONPath query")
            return None
        change = self._change(node)
        return None if change is None else Action(target.value, change, target)

    def _change(self, node: Node) -> Change | None:
        remove, update, copy = (node.get(key) for key in ("remove", "update", "copy"))
        if remove is not None and not isinstance(remove.value, bool):
            self._invalid(remove, "remove is true or false")
            return None
        if remove is not None and remove.value:
            return Remove()
        if copy is not None and not isinstance(copy.value, str):
            self._invalid(copy, "copy is a JSONPath query")
            return None
        if (update is None) == (copy is None):
            self._invalid(node, "an action has either update, copy or remove: true")
            return None
        return Update(update) if update is not None else Copy(str(copy.value if copy else ""))

    def _check_keys(self, node: Node, known: AbstractSet[str]) -> None:
        for key, entry in node.items():
            if key not in known and not key.startswith("x-"):
                hint = suggestion(key, known, "own keys start with x-")
                self.report.add("overlay-invalid", entry.key, f"unknown key {key!r}", hint)

    def _invalid(self, node: Node, message: str) -> None:
        self.report.add("overlay-invalid", node, message)
