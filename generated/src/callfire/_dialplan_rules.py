"""What makes a dialplan sound: known tags, allowed values, targets that exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ._dialplan import MAX_DEPTH, Problem, Tag

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_BOOLEAN = re.compile(r"true|false")
_NUMBER = re.compile(r"\d+", re.ASCII)
_PRESSED = re.compile(r"[0-9*#]+|(\d+)-(\d+)|default|timeout", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a tag may carry: attributes with the form of their values, and whether tags go inside."""

    attributes: Mapping[str, re.Pattern[str] | None] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    holds_tags: bool = False


def _one_of(*values: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, values)))


_CONDITIONS = ("if", "equal", "notEqual")
_RULES: Final[Mapping[str, _Rule]] = {
    "dialplan": _Rule(holds_tags=True),
    "play": _Rule(
        {
            "type": _one_of("callfireid", "url", "tts"),
            "voice": _one_of("male1", "female1", "female2", "spanish1", "frenchcanadian1"),
            "cache": None,
        }
    ),
    "menu": _Rule({"maxDigits": _NUMBER, "timeout": _NUMBER}, holds_tags=True),
    "keypress": _Rule({"pressed": _PRESSED}, ("pressed",), ("menu",), holds_tags=True),
    "goto": _Rule(),
    "gotoXML": _Rule(),
    "amd": _Rule(holds_tags=True),
    "live": _Rule(parents=("amd",), holds_tags=True),
    "machine": _Rule(parents=("amd",), holds_tags=True),
    "transfer": _Rule(
        {
            "callerid": None,
            "calleridalpha": None,
            "musiconhold": None,
            "continue-after": _BOOLEAN,
            "mode": _one_of("ringall", "waterfall"),
            "timeout": _NUMBER,
            "whisper-tts": None,
        }
    ),
    "record": _Rule({"varname": None, "background": _BOOLEAN, "timeout": _NUMBER}),
    "stash": _Rule({"varname": None}, ("varname",)),
    "setvar": _Rule({"varname": None}, ("varname",)),
    "get": _Rule({"varname": None}),
    "post": _Rule({"varname": None}),
    "if": _Rule({"expr": None}, ("expr",), holds_tags=True),
    "else": _Rule(parents=_CONDITIONS, holds_tags=True),
    "equal": _Rule({"var": None, "expr": None}, ("var",), holds_tags=True),
    "notEqual": _Rule({"var": None, "expr": None}, ("var",), holds_tags=True),
    "catch": _Rule({"type": None, "value": None, "goto": None}, holds_tags=True),
    "hangup": _Rule(),
    "wait": _Rule(),
    "dnc": _Rule({"loggingEnabled": _BOOLEAN}),
    "dtmf": _Rule(),
    "text": _Rule({"to": None}),
    "sms": _Rule({"to": None}),
    "gtalk": _Rule(),
    "analytics": _Rule(
        dict.fromkeys(("account", "domain", "category", "action", "label", "value"))
    ),
}


def problems(root: Tag) -> tuple[Problem, ...]:
    """Return all errors of a dialplan."""
    result = list(_depth(root))
    if result:
        return tuple(result)
    if root.tag != "dialplan":
        result.append(_problem(root, "the outermost tag must be dialplan"))
    result.extend(_tag_problems(root, None))
    result.extend(_name_problems(root))
    return tuple(result)


def _problem(tag: Tag, message: str) -> Problem:
    name = tag.get("name")
    return Problem(f"{tag.tag} {name!r}" if name else tag.tag or "tag", message, tag.line)


def _depth(root: Tag) -> Iterator[Problem]:
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for tag in level for child in tag.children]
    if level:
        yield _problem(level[0], f"more than {MAX_DEPTH} tags inside each other")


def _tag_problems(tag: Tag, parent: Tag | None) -> Iterator[Problem]:
    yield from _text_problems(tag)
    rule = _RULES.get(tag.tag)
    if rule is None:
        yield _problem(tag, "unknown tag")
        return
    yield from _attribute_problems(tag, rule)
    if rule.parents and (parent is None or parent.tag not in rule.parents):
        yield _problem(tag, f"belongs into {' or '.join(rule.parents)}")
    if tag.tag == "menu":
        yield from _menu_problems(tag)
    if tag.tag == "play":
        return  # what is inside is markup for the voice
    for child in tag.children if rule.holds_tags else ():
        yield from _tag_problems(child, tag)
    if tag.children and not rule.holds_tags:
        yield _problem(tag, f"takes text only, not {tag.children[0].tag}")


def _text_problems(tag: Tag) -> Iterator[Problem]:
    texts = [item for item in tag.content if isinstance(item, str)]
    if any(_FORBIDDEN.search(text) for text in [*texts, *dict(tag.attributes).values()]):
        yield _problem(tag, "holds a character that XML cannot carry")
    if not all(_NAME.fullmatch(name) for name in (tag.tag, *dict(tag.attributes))):
        yield _problem(tag, "has a name that XML cannot carry")


def _attribute_problems(tag: Tag, rule: _Rule) -> Iterator[Problem]:
    given = dict(tag.attributes)
    for name in rule.required:
        if not given.get(name):
            yield _problem(tag, f"needs the attribute {name}")
    for name, value in given.items():
        form = rule.attributes.get(name)
        if name != "name" and name not in rule.attributes:
            yield _problem(tag, f"unknown attribute {name}")
        elif form and "${" not in value and not form.fullmatch(value):
            yield _problem(tag, f"{name} cannot be {value!r}")


def _menu_problems(menu: Tag) -> Iterator[Problem]:
    inside = Counter(child.tag for child in menu.children)
    for needed in ("play", "keypress"):
        if not inside[needed]:
            yield _problem(menu, f"needs at least one {needed}")
    pressed = [child.get("pressed") for child in menu.children if child.tag == "keypress"]
    for value, times in Counter(pressed).items():
        if value and times > 1:
            yield _problem(menu, f"has {times} choices for {value!r}")
    for value in filter(None, pressed):
        bounds = _PRESSED.fullmatch(value)
        if bounds and bounds[1] and int(bounds[1]) > int(bounds[2]):
            yield _problem(menu, f"{value!r} is an empty range")


def _name_problems(root: Tag) -> Iterator[Problem]:
    names = Counter(name for tag in root.walk() if (name := tag.get("name")))
    for name, times in names.items():
        if times > 1:
            yield _problem(root, f"{times} tags are named {name!r}")
    for tag in root.walk():
        target = tag.text if tag.tag == "goto" else tag.get("goto") if tag.tag == "catch" else None
        if target is None or "${" in target:
            continue
        if target not in names:
            yield _problem(tag, f"no tag is named {target!r}")
