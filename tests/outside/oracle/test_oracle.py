"""What a description allows can be sent, and what it declares comes back: checked on the wire, without the generator.

The generator is run as a command; everything else is read from the description by `description.py` and jsonschema.
"""

import json
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.outside.oracle.description import load, operations
from tests.outside.oracle.judge import judge
from tests.outside.oracle.server import Reply, Server

ROOT = Path(__file__).parents[3]
DESCRIPTIONS = sorted((ROOT / "tests" / "data" / "descriptions").glob("*.yaml"))
UNUSUAL = sorted((ROOT / "tests" / "data" / "descriptions" / "unusual").glob("*.yaml"))
"""What is rare, and what is spelt like something else."""
REVISIONS = (
    *("2017-09-04", "2018-01-04", "2018-08-24", "2019-01-03", "2019-03-17", "2019-09-09"),
    *("2020-01-07", "2020-09-07", "2020-09-28", "2020-11-23", "2021-02-15", "2021-07-26"),
)

CONSTRUCTS = {
    (
        "swagger info host basePath schemes consumes produces paths definitions parameters responses "
        "securityDefinitions security tags externalDocs"
    ),
    "title description termsOfService contact license version name url email",
    "$ref get put post delete options head patch",
    "summary operationId deprecated",
    (
        "in required schema type format allowEmptyValue items collectionFormat default maximum exclusiveMaximum minimum "
        "exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf"
    ),
    "headers examples",
    "maxProperties minProperties allOf properties additionalProperties discriminator readOnly xml example",
    "namespace prefix attribute wrapped",
    "flow authorizationUrl scopes",
}
"""Every key of Swagger 2.0 that a description can hold, fragment by fragment of the specification."""


def generated(spec, folder, name):
    command = (
        *(sys.executable, "-m", "generator", "generate", "--spec", str(spec), "--overlay", "none"),
        *("--names", "none", "-o", str(folder), "--package", name, "--only", "package"),
    )
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, (finished.stdout + finished.stderr)[-4000:]
    return folder / "src"


def differences(document, folder, name):
    return [str(each) for each in judge(document, folder, name)]


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.stem)
def test_a_description_of_our_own(path, tmp_path):
    name = f"judged_{path.stem.replace('-', '_')}"
    source = generated(path, tmp_path, name)

    assert differences(load(path), source, name) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", UNUSUAL, ids=lambda path: path.stem)
def test_an_unusual_description(path, tmp_path):
    name = f"odd_{path.stem.replace('-', '_')}"
    source = generated(path, tmp_path, name)

    assert differences(load(path), source, name) == []


def test_the_client_of_this_project():
    printed = subprocess.run(
        [sys.executable, "-m", "generator", "effective"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    document = json.loads(printed.stdout)

    assert len(operations(document)) == 122
    assert differences(document, ROOT / "generated" / "src", "callfire") == []


@pytest.mark.slow
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_as_published(revision, shared, tmp_path):
    spec = shared / "data" / "spec" / f"{revision}.json"
    name = f"judged_{revision.replace('-', '_')}"
    source = generated(spec, tmp_path, name)

    assert differences(load(spec), source, name) == []


def test_the_descriptions_use_all_of_swagger():
    used = {key for path in DESCRIPTIONS for key in keys_of(load(path))}

    assert len(DESCRIPTIONS) >= 25 <= len(UNUSUAL)
    assert {key for line in CONSTRUCTS for key in line.split()} - used == set()


def keys_of(value):
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from keys_of(each)


def test_nothing_here_comes_from_the_generator():
    sources = [*(ROOT / "tests" / "outside" / "oracle").glob("*.py")]

    assert len(sources) >= 6
    assert [
        each.name
        for each in sources
        if "from generator" in each.read_text("utf-8").partition("def test_")[0]
    ] == []


def test_a_lost_value_is_a_difference(tmp_path):
    """The oracle is no rubber stamp: a package of another description does not pass."""
    path = next(each for each in DESCRIPTIONS if each.stem == "path-order")
    text = path.read_text("utf-8").replace("{clubId}/boards/{boardId}", "{boardId}/boards/{clubId}")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("seat: {type: string}", "seet: {type: string}"), "utf-8")
    source = generated(other, tmp_path / "out", "judged_other")

    result = differences(load(path), source, "judged_other")

    assert [each for each in result if each.startswith("method: ")] != []


def test_the_server_keeps_what_arrived():
    with Server() as server:
        server.reply = Reply(200, "text/plain", b"fine")
        answered = httpx2.get(f"{server.url}/a?b=c", headers={"X-One": "1"})

    assert (answered.status_code, answered.text) == (200, "fine")
    assert [(each.method, each.target, each.headers["x-one"]) for each in server.received] == [
        ("GET", "/a?b=c", "1")
    ]
