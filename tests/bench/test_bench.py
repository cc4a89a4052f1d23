"""The benchmarks run; what they measure is nobody's test."""

import json
import subprocess
import sys

import pytest

from tests.bench.resized import cut, multiplied
from tests.bench.sandbox import ROOT
from tests.bench.table import Row, lines, plain

SPEC = {
    "tags": [{"name": "pets"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "findPets",
                "tags": ["pets"],
                "responses": {"200": {"schema": {"$ref": "#/definitions/Pet"}}},
            }
        },
        "/tags": {"get": {"operationId": "findTags", "tags": ["pets"], "responses": {}}},
    },
    "definitions": {"Pet": {"properties": {"tag": {"$ref": "#/definitions/Tag"}}}, "Tag": {}},
}


def test_copies_have_names_of_their_own():
    whole = multiplied(SPEC, 3)

    assert [*whole["paths"]] == [
        "/pets",
        "/tags",
        "/copy2/pets",
        "/copy2/tags",
        "/copy3/pets",
        "/copy3/tags",
    ]
    assert whole["paths"]["/copy3/pets"]["get"] == {
        "operationId": "findPetsCopy3",
        "tags": ["pets3"],
        "responses": {"200": {"schema": {"$ref": "#/definitions/PetCopy3"}}},
    }
    assert [tag["name"] for tag in whole["tags"]] == ["pets", "pets2", "pets3"]
    assert whole["definitions"]["PetCopy2"]["properties"]["tag"] == {
        "$ref": "#/definitions/TagCopy2"
    }


def test_a_few_paths_and_what_they_need():
    assert tuple([*cut(SPEC, 1)[key]] for key in ("paths", "definitions")) == (
        ["/pets"],
        ["Pet", "Tag"],
    )


def test_the_table():
    rows = [Row("a", "plain", (0.001, 0.003, 0.002)), Row("a", "ours", (0.004,), against="plain")]

    assert lines(rows)[-1].split() == [
        "a",
        "ours",
        "4.000",
        "ms",
        "4.000",
        "ms",
        "1",
        "2.00",
        "plain",
    ]
    assert [row["ratio"] for row in plain(rows)] == [None, 2.0]


@pytest.mark.parametrize("part", ["start", "codec", "calls", "bulk", "generate"])
def test_each_part_runs(part):
    command = [sys.executable, "-m", "tests.bench", "--quick", "--json", "--only", part]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = json.loads(ended.stdout)

    assert {row["part"] for row in rows} == {part}
    assert all(row["median"] > 0 for row in rows)
