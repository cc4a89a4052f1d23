"""Checks whether a fixed path could be meant by the parameter of another: its value never arrives there."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import resolved
from generator.swagger.traverse import Spot, spots, text

_PARAMETER = re.compile(r"\{([^{}/]*)\}")


def overlaps(root: Node, report: Diagnostics) -> None:
    """Report each path that takes a value away from a parameter of another path, once for all its methods."""
    alike: dict[tuple[str, int], list[Spot]] = defaultdict(list)
    for spot in spots(root):
        alike[spot.method, spot.path.count("/")].append(spot)
    messages: set[tuple[str, str]] = set()
    for group in alike.values():
        general = [spot for spot in group if "{" in spot.path]
        for special in group:
            for spot in general:
                taken = _taken(root, special.path, spot)
                if taken and (special.path, spot.path) not in messages:
                    messages.add((special.path, spot.path))
                    name, value = taken
                    message = f"{spot.path} cannot be asked for {value!r} as {name}"
                    report.add("path-overlap", special.item.key, message, "this path is served")


def _taken(root: Node, path: str, general: Spot) -> tuple[str, str] | None:
    """The parameter and the value that would lead to a path which is more special; None if there are none."""
    result = None
    for own, other in zip(path.split("/"), general.path.split("/"), strict=True):
        named = _PARAMETER.fullmatch(other)
        if own == other:
            continue
        if named is None or "{" in own or not _takes(root, general, named[1], own):
            return None
        result = result or (named[1], own)
    return result


def _takes(root: Node, spot: Spot, name: str, value: str) -> bool:
    """Whether a path parameter can have a value, as far as its description states."""
    for holder in (spot.node, spot.item):
        for each in holder.below("parameters"):
            parameter = resolved(root, each)
            if parameter is None or (text(parameter, "in"), text(parameter, "name")) != (
                "path",
                name,
            ):
                continue
            allowed = parameter.get("enum")
            if allowed is not None and value not in [each.value for each in allowed.children()]:
                return False
            # Dates, numbers of phones and whatever else has a form are no words of a path.
            formed = any(parameter.get(key) for key in ("format", "pattern", "x-phone"))
            return text(parameter, "type") == "string" and not formed
    return False
