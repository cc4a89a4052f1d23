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

    assert ["/pets", "/tags", "/copy2/pets", "/copy2/tags", "/copy3/pets", "/copy3/tags"] == [
        *whole["paths"]
    ]
    assert {
        "operationId": "findPetsCopy3",
        "tags": ["pets3"],
        "responses": {"200": {"schema": {"$ref": "#/definitions/PetCopy3"}}},
    } == whole["paths"]["/copy3/pets"]["get"]
    assert ["pets", "pets2", "pets3"] == [tag["name"] for tag in whole["tags"]]
    assert {"$ref": "#/definitions/TagCopy2"} == whole["definitions"]["PetCopy2"]["properties"][
        "tag"
    ]


def test_a_few_paths_and_what_they_need():
    assert (["/pets"], ["Pet", "Tag"]) == tuple(
        [*cut(SPEC, 1)[key]] for key in ("paths", "definitions")
    )


def test_the_table():
    rows = [Row("a", "plain", (0.001, 0.003, 0.002)), Row("a", "ours", (0.004,), against="plain")]

    assert ["a", "ours", "4.000", "ms", "4.000", "ms", "1", "2.00", "plain"] == lines(rows)[
        -1
    ].split()
    assert [None, 2.0] == [row["ratio"] for row in plain(rows)]


@pytest.mark.parametrize(
    "part",
    [
        "start",
        "codec",
        "calls",
        "bulk",
        "generate",
        pytest.param("generate-x10", marks=pytest.mark.slow),
    ],
)
def test_each_part_runs(part):
    command = [sys.executable, "-m", "tests.bench", "--quick", "--json", "--only", part]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = json.loads(ended.stdout)

    assert {part} == {row["part"] for row in rows}
    assert all(row["median"] > 0 for row in rows)
