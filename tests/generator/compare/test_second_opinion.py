"""Where griffe finds that code breaks, the comparison states it, too."""

import copy
import json
import logging

import griffe
import pytest

from generator.compare.changes import Level
from generator.compare.compare import compare
from generator.compare.surface import surface
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.pipeline import Source, load
from generator.render.package import files
from generator.render.templates import render

from .test_levels import BASE, GONE, MUTATIONS

_VALUES = {
    griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE,
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT,
}
"""Other values of constants, which describe operations to the runtime: code goes on, requests may differ."""


def client_of(plain):
    report = Diagnostics()
    client = load(Source(parse(json.dumps(plain), "spec.json", report)), report)
    assert client is not None, report.findings
    return client


def package_of(client, folder):
    for path, text in render(files.jobs(client, "1.0.0")).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return griffe.load("phone", search_paths=[folder / "src"], allow_inspection=False)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    client = client_of(BASE)
    return client, package_of(client, tmp_path_factory.mktemp("before"))


def mutated(at, value):
    new = copy.deepcopy(BASE)
    holder = new
    for step in at[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[at[-1]]
    else:
        holder[at[-1]] = value
    return new


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "value"),
    [each[:2] for each in MUTATIONS],
    ids=["/".join(map(str, each[0])) for each in MUTATIONS],
)
def test_what_griffe_calls_breaking_is(before, tmp_path, caplog, at, value):
    caplog.set_level(logging.CRITICAL)
    old, package = before
    client = client_of(mutated(at, value))

    result = [
        each
        for each in griffe.find_breaking_changes(package, package_of(client, tmp_path))
        if "._" not in each.obj.path
    ]

    verdict = compare(surface(old), surface(client))
    least = max(
        (Level.ADDITIVE if each.kind in _VALUES else Level.BREAKING for each in result),
        default=Level.NONE,
    )
    assert verdict.level >= least, ([each.explain() for each in result], verdict.changes)


def test_griffe_finds_something(before, tmp_path):
    _, package = before
    gone = client_of(mutated(("paths", "/files/{id}"), GONE))

    result = list(griffe.find_breaking_changes(package, package_of(gone, tmp_path)))

    assert griffe.BreakageKind.OBJECT_REMOVED in {each.kind for each in result}
