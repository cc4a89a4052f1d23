"""Breaks descriptions in reproducible ways, and runs them through the compiler up to code that Python accepts."""

from __future__ import annotations

import copy
import json
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from generator import pipeline
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.client import Client
from generator.output import paths as places
from generator.render.outputs import JOBS
from generator.render.templates import render
from generator.swagger import validate

SECONDS = 10
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})
WHOLE_FILE = frozenset({"file-empty", "file-too-big", "encoding"})
"""Codes of findings about a file as a whole, which have no line."""

TEXTS = (
    "",
    " ",
    "~",
    '"""',
    "'''\\",
    "{{ x }}{% raw %}",
    "../../etc/passwd",
    "con",
    "class",
    "self",
    "__init__",
    "None",
    "list",
    "\u202e\u200b",
    "\x00",
    "\ud7ff\U0001f4a5",
    "a" * 3000,
    "1",
    "x\r\ny\x0cz",
    "#/definitions/Call",
    "application/json",
    "multipart/form-data",
    "file",
    "array",
    "object",
    "date-time",
    "multi",
    "path",
    "body",
)
KEYS = (
    "$ref",
    "type",
    "items",
    "properties",
    "allOf",
    "enum",
    "required",
    "x-csv",
    "x-paging",
    "x-effect",
    "x-unix-ms",
    "x-wait",
    "x-client",
    "x-webhooks",
    "x-chunk",
    "x-reconcile",
    "x-calendar",
    "x-name",
    "discriminator",
    "additionalProperties",
    "schema",
    "parameters",
    "responses",
    "default",
    *TEXTS,
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53 + 1,
    2**70,
    1e308,
    0.1,
    [],
    {},
    [None],
    [[]],
    {"": {}},
    {"$ref": "#/definitions/Nothing"},
    {"$ref": "#"},
    {"$ref": "other.json#/x"},
    {"type": "array"},
    {"type": "string", "enum": []},
    {"allOf": [{}]},
    {"type": ["string", "null"]},
    *TEXTS,
)

Steps = tuple[Any, ...]


class CaseTimeoutError(Exception):
    """A case took longer than anybody wants to wait."""


def mutated(document: dict[str, Any], chance: random.Random) -> str:
    """The text of a description after one to four errors."""
    broken = copy.deepcopy(document)
    for _ in range(chance.randint(1, 4)):
        chance.choice(FAILURES)(broken, chance)
    text = json.dumps(broken, indent=chance.choice((None, 1)), ensure_ascii=chance.random() < 0.5)
    return chance.choice(TEXT_ERRORS)(text, chance) if chance.random() < 0.2 else text


def _places(node: Any, here: Steps = ()) -> Iterator[Steps]:
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node) if isinstance(node, list) else ()
    )
    for key, value in inner:
        yield (*here, key)
        yield from _places(value, (*here, key))


def _at(node: Any, path: Steps) -> Any:
    for key in path:
        node = node[key]
    return node


def _chosen(document: Any, chance: random.Random) -> tuple[Any, Any]:
    """A container and one of its keys; shallow places as often as deep ones."""
    result = list(_places(document))
    if not result:
        return {"": None}, ""
    depth = chance.choice(sorted({len(path) for path in result}))
    path = chance.choice([path for path in result if len(path) == depth])
    return _at(document, path[:-1]), path[-1]


def _delete(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    del holder[key]


def _duplicate(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    twin = copy.deepcopy(holder[key])
    if isinstance(holder, list):
        holder.insert(chance.randint(0, len(holder)), twin)
    else:
        near = str(key)
        holder[chance.choice((near + "_", near.upper(), near.swapcase(), near + " "))] = twin


def _retype(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    holder[key] = copy.deepcopy(chance.choice(VALUES))


def _wrap(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    value = holder[key]
    wrapped = ([value], {"items": value}, {"allOf": [value]}, {"properties": {"x": value}})
    holder[key] = chance.choice(wrapped)


def _rename(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    if isinstance(holder, dict):
        holder[chance.choice((*KEYS, *map(str, holder)))] = holder.pop(key)


def _add(document: Any, chance: random.Random) -> None:
    holder, _ = _chosen(document, chance)
    if isinstance(holder, dict):
        holder[chance.choice(KEYS)] = copy.deepcopy(chance.choice(VALUES))


def _swap(document: Any, chance: random.Random) -> None:
    (one, first), (other, second) = _chosen(document, chance), _chosen(document, chance)
    one[first], other[second] = copy.deepcopy(other[second]), copy.deepcopy(one[first])


def _redirect(document: Any, chance: random.Random) -> None:
    """Let a reference lead to any place of the document: a cycle, another kind, nothing."""
    references = [path for path in _places(document) if path[-1] == "$ref"]
    if references:
        steps = chance.choice(list(_places(document)))
        texts = [str(step).replace("~", "~0").replace("/", "~1") for step in steps]
        _at(document, chance.choice(references)[:-1])["$ref"] = "#/" + "/".join(texts)


def _nest(document: Any, chance: random.Random) -> None:
    holder, key = _chosen(document, chance)
    value = holder[key]
    for _ in range(chance.choice((5, 50, 150, 400))):
        value = {"items": value, "type": "array"}
    holder[key] = value


FAILURES: tuple[Callable[[Any, random.Random], None], ...] = (
    _delete,
    _duplicate,
    _retype,
    _retype,
    _wrap,
    _rename,
    _rename,
    _add,
    _swap,
    _redirect,
    _nest,
)


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _splice(text: str, chance: random.Random) -> str:
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return text[:start] + text[end : end + 200] + text[start:]


def _flip(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[:place] + chance.choice('{}[]",:\\\x00\u2028e-9') + text[place + 1 :]


def _same_key(text: str, chance: random.Random) -> str:
    place = text.find('": ', chance.randrange(max(1, len(text))))
    start = text.rfind('"', 0, max(0, place))
    return (
        text if place < 0 or start < 0 else f'{text[:start]}{text[start:place]}": 1, {text[start:]}'
    )


TEXT_ERRORS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _splice, _flip, _same_key)


def sliced(document: dict[str, Any], chance: random.Random, paths: int = 4) -> dict[str, Any]:
    """A small description of the same kind: a few paths with all that they refer to."""
    kept = chance.sample(sorted(document["paths"]), min(paths, len(document["paths"])))
    small = {**document, "paths": {path: document["paths"][path] for path in kept}}
    names_, waiting = set(), _referred(small["paths"])
    while waiting:
        name = waiting.pop()
        if name not in names_:
            names_.add(name)
            waiting |= _referred(document["definitions"].get(name))
    small["definitions"] = {
        name: schema for name, schema in document["definitions"].items() if name in names_
    }
    return small


def _referred(node: Any) -> set[str]:
    return {
        str(_at(node, path)).rpartition("/")[2]
        for path in (_places(node) if node is not None else ())
        if path[-1] == "$ref"
    }


@contextmanager
def limit(seconds: int = SECONDS) -> Iterator[None]:
    """Ends a case that takes more processor time than this, in the main thread of a process."""

    def ring(*_: object) -> None:
        raise CaseTimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def compiled(text: str, kinds: tuple[str, ...]) -> str:
    """What became of a description: ``refused`` with located findings, or ``generated`` code that compiles.

    Raises:
        AssertionError: If neither is the case; any other exception is an error of the compiler, too.
    """
    report = Diagnostics()
    files = _files(text, kinds, report)
    for finding in report:
        if finding.severity is Severity.ERROR and finding.code not in WHOLE_FILE:
            assert finding.file, finding
            assert finding.line, finding
    assert (files is None) == report.failed, report.codes
    if files is None:
        return "refused"
    assert not [path for path in files if places.problem(path)], [*files]
    for path, source in files.items():
        if path.endswith(".py"):
            compile(source, path, "exec", dont_inherit=True)
    return "generated"


def _files(text: str, kinds: tuple[str, ...], report: Diagnostics) -> dict[str, str] | None:
    """The rendered files; None where a stage states that it makes no sense to go on."""
    known = understood(text, report)
    return known and render([job for kind in kinds for job in JOBS[kind](known, "1.0.0")])


def understood(text: str, report: Diagnostics) -> Client | None:
    """The client that a description gives; None where a stage states that it makes no sense to go on."""
    document = parse(text, "spec.json", report)
    if document is None or report.failed:
        return None
    validate.structure(document, report)
    if report.failed:
        return None
    validate.lint(document, report)
    return pipeline.understand(document, pipeline.Source(document), report)
