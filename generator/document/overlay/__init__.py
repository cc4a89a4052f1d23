"""Applies an OpenAPI Overlay (1.0 and 1.1) to a document; what it wrote points into the overlay file."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.findings import Diagnostics
from generator.document import Document
from generator.document.overlay.actions import Action, Change, Copy, Remove, Update, actions_of
from generator.document.overlay.jsonpath import QueryError, find
from generator.document.overlay.tree import MismatchError, Tree, check, copied, kind, thawed

__all__ = ["Applied", "actions_of", "apply"]


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """The new document, and how many nodes each action hit, in the order of the overlay."""

    document: Document
    hits: tuple[int, ...]


def apply(document: Document, overlay: Document, report: Diagnostics) -> Applied:
    """Apply all actions in order."""
    run = _Run(Tree(document.root), report)
    hits = tuple(run.carry_out(action) for action in actions_of(overlay, report))
    return Applied(Document(run.tree.frozen(), document.file), hits)


@dataclass(frozen=True, slots=True)
class _Run:
    tree: Tree
    report: Diagnostics

    def carry_out(self, action: Action) -> int:
        """Apply one action; the number of nodes that it hit."""
        try:
            paths = find(action.target, self.tree.root)
            if not paths:
                self.report.add(
                    "overlay-no-match", action.place, f"nothing matches {action.target}"
                )
            elif not self._changes(action.change, paths):
                self.report.add(
                    "overlay-no-change",
                    action.place,
                    "the document says this already",
                    "the description may have been corrected: remove the action",
                )
        except QueryError as error:
            self.report.add("overlay-target", action.place, str(error))
        except MismatchError as error:
            self.report.add("overlay-mismatch", action.place, str(error))
        else:
            return len(paths)
        return 0

    def _changes(self, change: Change, paths: list[tuple[str | int, ...]]) -> bool:
        match change:
            case Remove():
                return self.tree.remove(paths)
            case Update(value):
                addition = thawed(value)
            case Copy(query):
                result = find(query, self.tree.root)
                if len(result) != 1:
                    raise MismatchError(f"copy must select one node, {query} selects {len(result)}")
                addition = copied(self.tree.slot(result[0]))
        targets = [self.tree.slot(path).value for path in paths]
        if len({kind(target) for target in targets}) > 1:
            raise MismatchError("the targets are of different kinds")
        for target in targets:
            check(target, addition.value, top=True)
        return sum(self.tree.merge(path, addition) for path in paths) > 0
