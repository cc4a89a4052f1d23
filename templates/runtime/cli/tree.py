"""The tree of commands: groups are resources, commands are actions and the program's own tools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..actions.catalogue import Action, kebab
from .errors import UsageError
from .program import Program

__all__ = ["OWN", "Command", "Group", "find", "grown"]

OWN: Mapping[tuple[str, ...], str] = {
    ("auth", "check"): "Prove that the credentials work.",
    ("bulk", "cancel"): "Stop all workers of a bulk run for good.",
    ("bulk", "pause"): "Let the workers of a bulk run send nothing until it is resumed.",
    ("bulk", "resume"): "Let a paused bulk run go on.",
    ("bulk", "status"): "Count the rows of a bulk run over all its workers.",
    ("completion",): "Print the completion script of a shell: bash, zsh or fish.",
    ("describe",): "Show an action with its inputs and outputs as JSON.",
    ("doctor",): "Check the installation, the configuration and the connection.",
    # testing begin
    ("fake",): "Serve the API in memory on this machine, for tests and trials.",
    # testing end
    # mcp begin
    ("mcp",): "Serve the actions to assistants over the Model Context Protocol.",
    # mcp end
    ("run",): "Run an action by its id, with all inputs as JSON.",
    ("search",): "Find actions by words.",
    ("webhooks", "listen"): "Receive webhooks, show them and forward them.",
}
"""The program's own commands, with their first lines of help."""


@dataclass(slots=True)
class Command:
    """One command. ``kind`` is ``action``, ``bulk``, ``reconcile`` or ``own``."""

    path: tuple[str, ...]
    about: str
    kind: str
    action: Action | None = None


@dataclass(slots=True)
class Group:
    """Commands and groups below a word."""

    path: tuple[str, ...] = ()
    children: dict[str, "Group | Command"] = field(default_factory=dict)


def grown(program: Program) -> Group:
    """Return the tree of a program."""
    root = Group()
    for action in program.catalogue:
        path = tuple(map(kebab, action.name.split(".")))
        _put(root, Command(path, action.title, "action", action))
        if action.bulk is not None:
            bulk = (*path[:-1], kebab(action.bulk))
            _put(root, Command(bulk, f"{action.title}, any number of rows", "bulk", action))
        if action.reconciles:
            about = f"{action.title}: find out which unknown rows were sent"
            _put(root, Command((*path[:-1], "reconcile"), about, "reconcile", action))
    for path, about in OWN.items():
        if path[0] == "webhooks" and program.webhooks is None:
            continue
        if path[0] == "auth" and not program.verifies:
            continue
        if path[0] == "bulk" and all(action.bulk is None for action in program.catalogue):
            continue
        _put(root, Command(path, about, "own"))
    for word, about in program.commands.items():
        _put(root, Command((word,), about, "own"))
    return root


def _put(root: Group, command: Command) -> None:
    """A command that is there first keeps its place."""
    group = root
    for depth, word in enumerate(command.path[:-1], 1):
        inner = group.children.setdefault(word, Group(command.path[:depth]))
        if not isinstance(inner, Group):
            return
        group = inner
    group.children.setdefault(command.path[-1], command)


def find(root: Group, words: Sequence[str]) -> tuple[Group | Command, list[str]]:
    """Follow words to a command or a group; returns it with the words that are left.

    Raises:
        UsageError: A word is no command; the text names the nearest one.
    """
    result: Group | Command = root
    for place, word in enumerate(words):
        if isinstance(result, Command):
            return result, list(words[place:])
        if word.startswith("-"):
            return result, list(words[place:])
        if word not in result.children:
            from difflib import get_close_matches

            near = get_close_matches(word, result.children, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(result.children)}"
            where = " ".join(result.path)
            raise UsageError(f"there is no command {word!r}{f' in {where}' if where else ''}", hint)
        result = result.children[word]
    return result, []


def listed(group: Group) -> list[tuple[str, str]]:
    """The words below a group with one line of help each."""
    return [(name, _about(child)) for name, child in group.children.items()]


def _about(child: "Group | Command") -> Any:
    if isinstance(child, Command):
        return child.about
    return f"{', '.join(child.children)}"
