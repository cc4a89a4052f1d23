"""Gives findings of later stages, which know only pointers, the line and column they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostic
from generator.document import Node, unescaped


def locate(findings: Iterable[Diagnostic], root: Node) -> tuple[Diagnostic, ...]:
    """The findings with places: those of the node at the pointer, or of the deepest one on the way to it."""
    return tuple(
        _located(each, root) if each.pointer and not each.line else each for each in findings
    )


def _located(finding: Diagnostic, root: Node) -> Diagnostic:
    node = root
    for step in finding.pointer.split("/")[1:]:
        below = node.step(unescaped(step))
        if below is None:
            break
        node = below
    spot = node.key
    return replace(finding, file=spot.file, line=spot.line, col=spot.col)
