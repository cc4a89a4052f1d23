"""Finds operations whose effect no one stated, so that it is not known whether a retry does harm."""

from __future__ import annotations

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.traverse import SAFE_METHODS, spots

_HINT = "state x-effect in an overlay: set, delete, create, contact, credentials or read"
_SHOWN = 3


def effects(root: Node, report: Diagnostics) -> None:
    """Report each operation that may act and does not state its effect; those that only read count as one.

    A description that states no effect at all gets one notice instead of one warning for each operation, and none
    if it only reads.
    """
    result = list(spots(root))
    silent = [spot for spot in result if spot.node.get("x-effect") is None]
    reading = [spot for spot in silent if spot.method in SAFE_METHODS]
    acting = [spot for spot in silent if spot.method not in SAFE_METHODS]
    paths = root.get("paths")
    place = root if paths is None else paths.key
    if len(silent) == len(result) and len(acting) > 1:
        message = f"no operation states its effect, so {len(acting)} are never retried"
        report.add("effect-by-method", place, message, _HINT)
        return
    for spot in acting:
        message = f"the effect of {spot.label} is not stated, so it is never retried"
        report.add("effect-unstated", spot.node.key, message, _HINT)
    if reading and len(silent) < len(result):
        more = f" and {len(reading) - _SHOWN} more" if len(reading) > _SHOWN else ""
        listed = ", ".join(spot.label for spot in reading[:_SHOWN]) + more
        message = f"these count as read because of their method: {listed}"
        report.add("effect-by-method", place, message, "state x-effect: read where it is true")
