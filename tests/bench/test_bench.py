"""The benchmarks run; of what they measure, only ratios are tested that hold on a busy machine."""

import json
import re
import subprocess
import sys

import pytest

from tests.bench import client
from tests.bench.pages import page
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


LIMITS = {
    "decode a page of 100 calls: models": 1.15,
    "decode a page of 100 calls: models, an unknown enum value in each": 1.6,
    "encode 1000 recipients: dicts, the API's names": 1.0,
    "encode 1000 recipients: dicts, Python's names": 1.0,
    "encode 1000 recipients: models": 1.0,
}
"""How often the time of the floor each may take: untyped msgspec for decoding, json.dumps for encoding."""


def test_values_are_read_and_written_as_fast_as_promised():
    rows = {row.what: row for row in client.codec(20, small=True)}

    ratios = {
        what: min(rows[what].values) / min(rows[rows[what].against].values) for what in LIMITS
    }
    assert {what: ratio for what, ratio in ratios.items() if ratio > LIMITS[what]} == {}


def test_the_page_is_like_a_real_one():
    content = json.loads(page())
    records = [record for call in content["items"] for record in call["records"]]

    assert (len(content["items"]), len(records)) == (100, 250)
    assert 170_000 < len(page()) < 200_000
    assert len(re.findall(rb":17000\d{8}\b", page())) > 1_100
