"""Applies an OpenAPI Overlay (1.0 and 1.1) to a document; what it wrote points into the overlay file."""

from __future__ import annotations

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics
from generator.document import Document, Node
from generator.document.overlay.actions import Change, Copy, Remove, Update, actions_of
from generator.document.overlay.jsonpath import QueryError, find
from generator.document.overlay.tree import MismatchError, Path, at, check, edited, kind, merged

__all__ = ["Applied", "actions_of", "apply"]


class Applied(Struct, frozen=True, eq=False):
    """The new document, and how many nodes each action hit, in the order of the overlay."""

    document: Document
    hits: tuple[int, ...]


def apply(document: Document, overlay: Document, report: Diagnostics) -> Applied:
    """Apply all actions in order."""
    root, hits = document.root, []
    for action in actions_of(overlay, report):
        try:
            paths = find(action.target, root)
            result = _carried_out(action.change, root, paths) if paths else root
        except QueryError as error:
            hint = "a target is a query like $.paths['/pets'].get"
            report.add("overlay-target", action.place, str(error), hint)
            hits.append(0)
            continue
        except MismatchError as error:
            report.add("overlay-mismatch", action.place, str(error))
            hits.append(0)
            continue
        hits.append(len(paths))
        if not paths:
            hint = "correct the target, or remove the action if the description moved on"
            message = f"nothing matches {action.target}"
            report.add("overlay-no-match", action.place, message, hint)
        elif result is root:
            report.add(
                "overlay-no-change",
                action.place,
                "the document states this already",
                "the description may have been corrected: remove the action",
            )
        root = result
    return Applied(Document(root, document.file), tuple(hits))


def _carried_out(change: Change, root: Node, paths: list[Path]) -> Node:
    """The document after a change; the very document, if it holds that already."""
    match change:
        case Remove():
            if () in paths:
                raise MismatchError("the whole document cannot be removed")
            return edited(root, paths, lambda _: None) or root
        case Update(value):
            addition = value
        case Copy(query):
            result = find(query, root)
            if len(result) != 1:
                raise MismatchError(f"copy must select one node, {query} selects {len(result)}")
            addition = at(root, result[0])
    targets = [at(root, path) for path in paths]
    if len({kind(target) for target in targets}) > 1:
        raise MismatchError("the targets are of different kinds")
    for target in targets:
        check(target, addition, top=True)
    return edited(root, paths, lambda target: merged(target, addition)) or root
