"""Follows a dialplan as a call does, for the fake: what is played, which keys it waits for, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from ._dialplan import Tag, read

TIMEOUT: Final = "t"
"""What stands among the keys for a caller who presses none in time."""

_STEPS: Final = 1000
_VARIABLE: Final = re.compile(r"\$\{([\w.]+)\}")
_BRANCHES: Final = frozenset({"keypress", "machine", "catch", "else"})
"""Tags that are entered by choice, never by walking past them."""
_ENDS: Final = frozenset({"hangup", "transfer"})
_NOTED: Final = {
    "get": "the fake requests no address",
    "hangup": "hung up",
    "post": "the fake requests no address",
}


@dataclass(slots=True)
class Run:
    """What came of following a dialplan.

    Attributes:
        lines: What was played, pressed and done, each with its side: ``us``, ``them`` or ``note``.
        stashed: What was stashed, by the name of the variable.
        recordings: The names of what was recorded.
        texts: The texts that were sent: the number and the message.
        result: The result of the call.
        waiting: Whether it waits for keys.
        do_not_call: Whether the caller asked not to be called again.
    """

    lines: list[tuple[str, str]] = field(default_factory=list)
    stashed: dict[str, str] = field(default_factory=dict)
    recordings: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    result: str = "LA"
    waiting: bool = False
    do_not_call: bool = False


def run(xml: str, keys: str, variables: Mapping[str, str]) -> Run:
    """Follow a dialplan with the keys that a caller presses.

    Args:
        xml: The dialplan.
        keys: The keys in their order: digits, ``*``, ``#``, and ``t`` where the caller waits too long.
        variables: What ``${name}`` stands for.

    Raises:
        DialplanError: It is no dialplan.
    """
    return _Caller(read(xml), keys, dict(variables)).run()


class _Caller:
    """One call on its way through the tags."""

    def __init__(self, root: Tag, keys: str, variables: MutableMapping[str, str]) -> None:
        self.root, self.keys, self.variables = root, keys, variables
        self.done = Run()
        self.next: dict[int, Tag | None] = {}
        self.named = {name: tag for tag in root.walk() if (name := tag.get("name"))}
        self._link(root, None)

    def _link(self, tag: Tag, after: Tag | None) -> None:
        """Note what follows each tag: its next sibling, or what follows the tag around it."""
        self.next[id(tag)] = after
        children = tag.children
        for child, follower in zip_longest(children, children[1:]):
            leads_on = child.tag not in _BRANCHES and follower is not None
            self._link(child, follower if leads_on else after)

    def run(self) -> Run:
        at = self._enter(self.root)
        for _ in range(_STEPS):
            if at is None or self.done.waiting:
                return self.done
            at = self._step(at)
        self._add_line("note", f"stopped after {_STEPS} steps")
        return self.done

    def _step(self, tag: Tag) -> Tag | None:
        """Do what a tag states; returns the tag that follows."""
        match tag.tag:
            case "menu":
                return self._menu(tag)
            case "goto" | "gotoXML":
                return self.named.get(self._filled(tag.text))
            case "amd" | "live":
                return self._enter(tag)
            case "equal" | "notEqual" | "if":
                return self._enter(tag) if self._is_true(tag) else self._else(tag)
            case _:
                self._do(tag, self._filled(tag.text))
                return None if tag.tag in _ENDS else self.next[id(tag)]

    def _is_true(self, tag: Tag) -> bool:
        """Whether a condition holds; expressions of a script are assumed to."""
        if tag.tag == "if":
            self._add_line("note", f"assumed: {tag.get('expr')}")
            return True
        is_equal = self.variables.get(tag.get("var") or "", "") == (tag.get("expr") or "")
        return is_equal == (tag.tag == "equal")

    def _do(self, tag: Tag, text: str) -> None:
        """Do what only leaves something behind."""
        name = tag.get("varname") or ""
        match tag.tag:
            case "play":
                is_text = tag.get("type") in {None, "tts"}
                self._add_line("us", text if is_text else f"[{tag.get('type')} {text}]")
            case "stash":
                self.done.stashed[name] = self.variables[name] = text
            case "setvar":
                self.variables[name] = text
            case "transfer":
                self.done.result = "XFER"
                self._add_line("note", f"transferred to {text}")
            case "record":
                self.done.recordings.append(name or "recording")
                self._add_line("note", f"recorded {self.done.recordings[-1]}")
            case "sms" | "text":
                self.done.texts.append((self._filled(tag.get("to") or ""), text))
                self._add_line("note", f"texted {self.done.texts[-1][0]}: {text}")
            case "dnc":
                self.done.do_not_call = True
                self._add_line("note", "put on the do-not-call list")
            case _ if tag.tag in _NOTED:
                self._add_line("note", _NOTED[tag.tag])

    def _menu(self, menu: Tag) -> Tag | None:
        for child in menu.children:
            if child.tag == "play":
                self._step(child)
        if not self.keys:
            self.done.waiting = True
            return None
        size = int(menu.get("maxDigits") or 1)
        is_late = self.keys[0] == TIMEOUT
        pressed = self.keys[0] if is_late else self.keys[:size].partition(TIMEOUT)[0].rstrip("#")
        self.keys = self.keys[1:] if is_late else self.keys[size:]
        self.variables["call.lastinput"] = "" if is_late else pressed
        self._add_line("them", "(no key)" if is_late else pressed)
        wanted = "timeout" if is_late else pressed
        branches = [child for child in menu.children if child.tag == "keypress"]
        chosen = next((each for each in branches if _fits(each.get("pressed"), wanted)), None)
        if chosen is None and not is_late:
            chosen = next((each for each in branches if each.get("pressed") == "default"), None)
        if chosen is None:
            return menu if self.keys or not is_late else self.next[id(menu)]
        return self._enter(chosen)

    def _enter(self, tag: Tag) -> Tag | None:
        inside = [child for child in tag.children if child.tag not in _BRANCHES]
        return inside[0] if inside else self.next[id(tag)]

    def _else(self, tag: Tag) -> Tag | None:
        other = next((child for child in tag.children if child.tag == "else"), None)
        return self.next[id(tag)] if other is None else self._enter(other)

    def _text(self, tag: Tag) -> str:
        return self._filled(tag.text)

    def _filled(self, text: str) -> str:
        return _VARIABLE.sub(lambda match: self.variables.get(match[1], match[0]), text)

    def _add_line(self, side: str, text: str) -> None:
        if text:
            self.done.lines.append((side, text))


def _fits(pressed: str | None, key: str) -> bool:
    """Whether a key is one of those that a keypress names, such as ``1``, ``1,2`` or ``1-5``."""
    return any(key in _range(part.strip()) for part in (pressed or "").split(","))


def _range(part: str) -> Iterator[str]:
    first, dash, last = part.partition("-")
    if dash and first.isdigit() and last.isdigit():
        yield from map(str, range(int(first), int(last) + 1))
    else:
        yield part
