"""Descriptions damaged at random: each ends in located findings, or in sources that compile."""

import copy
import json
import random
import time
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import can_be_set, find
from generator.diagnostics.codes import CODES, Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.render.outputs import JOBS
from generator.render.templates import render
from generator.swagger import validate

ROOT = Path(__file__).parents[2]
VALUES = (
    None, True, False, 0, -1, 1.5, 2**70, "", "x", "../x", "#/definitions/Call", "array", "object", "string", "file",
    "body", "query", [], [None], ["x"], [{}], {}, {"$ref": "#/definitions/Call"}, {"type": "object"}, {"type": ["string", "null"]},
)  # fmt: skip
KEYS = ("x", "", "$ref", "type", "allOf", "items", "properties", "enum", "x-paging", "x-effect")
LENIENT = {
    code: Severity.WARNING
    for code, known in CODES.items()
    if known.severity is Severity.ERROR and can_be_set(code)
}
"""The severities of a project that lets as much pass as it can."""


@pytest.fixture(scope="session")
def whole():
    """The description of this repository with its overlay applied."""
    report = Diagnostics()
    document = pipeline.effective(pipeline.read(find(ROOT, report), report), report)
    return document.root.plain()


def part(whole, chance):
    """A few operations of a description and the definitions that they need."""
    small = dict(
        whole, paths=dict(chance.sample(sorted(whole["paths"].items()), 5)), definitions={}
    )
    waiting = [small["paths"]]
    while waiting:
        text = json.dumps(waiting.pop())
        for name, definition in whole["definitions"].items():
            if name not in small["definitions"] and f'"#/definitions/{name}"' in text:
                small["definitions"][name] = definition
                waiting.append(definition)
    small.pop("x-webhooks", None)
    return copy.deepcopy(small)


def places(value):
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in pairs:
        yield value, key
        yield from places(entry)


def damage(content, chance):
    known = list(places(content))
    holder, key = chance.choice(known)
    other, place = chance.choice(known)
    match chance.choice(["delete", "retype", "rename", "repeat", "move"]):
        case "delete":
            del holder[key]
        case "rename" if isinstance(holder, dict):
            holder[chance.choice([*KEYS, f"{key}s"])] = holder.pop(key)
        case "repeat" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case "move":
            holder[key] = copy.deepcopy(other[place])
        case _:
            holder[key] = copy.deepcopy(chance.choice(VALUES))


def compiled(text, severities):
    """The findings about a description; its sources are compiled and other tools get it if there is no error."""
    report = Diagnostics(severities)
    document = parse(text, "damaged.json", report)
    if document is None:
        return report
    validate.structure(document, report)
    if report.failed:
        return report
    validate.lint(document, report)
    for openapi3 in (False, True):
        json.loads(pipeline.described(document, openapi3=openapi3))
    known = pipeline.understand(document, pipeline.Source(document), report)
    for jobs in JOBS.values() if known else ():
        for path, source in render(jobs(known, "1")).items():
            if path.endswith(".py"):
                compile(source, path, "exec")
    assert report.failed == (known is None)
    return report


def check(whole, seed, *, below="definitions", severities=None):
    chance = random.Random(seed)
    content = part(whole, chance)
    content[below] = content.pop("definitions")
    content = json.loads(json.dumps(content).replace("#/definitions/", f"#/{below}/"))
    for _ in range(chance.choice([1, 1, 2, 4])):
        damage(content, chance)
    text = json.dumps(content)
    if chance.random() < 0.05:
        text = text[: chance.randrange(len(text))]
    started = time.perf_counter()

    report = compiled(text, severities)

    assert time.perf_counter() - started < 10
    assert [each for each in report if each.severity == "error" and not each.line] == []


@pytest.mark.parametrize("seed", range(30))
def test_damaged(whole, seed):
    check(whole, seed)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_below_an_extension(whole, seed):
    check(whole, seed, below="x-parts")


@pytest.mark.parametrize("seed", range(20))
def test_damaged_and_let_pass(whole, seed):
    check(whole, seed, severities=LENIENT)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(20))
def test_more_damaged(whole, batch):
    for seed in range(1000 + batch * 100, 1100 + batch * 100):
        check(whole, seed)
        check(whole, seed, below="x-parts", severities=LENIENT)
