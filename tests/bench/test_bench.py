"""The benchmarks run; of what they measure, only ratios are tested that hold on a busy machine."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests.bench import client
from tests.bench.pages import page
from tests.bench.resized import cut, multiplied
from tests.bench.results import README, RESULTS, document, readme, shortfalls, worse
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


MEASURED = [
    Row("a", "read: floor", (0.001,), kind="floor"),
    Row("a", "read: ours", (0.003,), against="read: floor", limit=1.5, p99=0.004),
    Row("a", "read: theirs", (0.002,), against="read: floor", kind="peer"),
    Row("b", "memory", (50.0,), "MB", limit=60.0),
]


def test_results_list_what_falls_short():
    assert shortfalls(MEASURED) == [
        "- **read: ours**: 3.00, limit ≤ 1.50; theirs takes 0.67 of its time. No reason is known yet."
    ]


def test_what_is_held_against_a_peer_is_compared_with_all_peers_of_its_part():
    rows = [
        Row("made", "theirs", (2.0,), kind="peer"),
        Row("made", "models only", (1.0,), kind="peer"),
        Row("made", "from cold", (4.0,), against="theirs"),
        Row("made", "an edit", (3.0,), against="from cold"),
        Row("made", "peak memory: models only", (1.0,), "MB", kind="peer"),
        Row("made", "peak memory: from cold", (2.0,), "MB"),
    ]

    assert [line.split(". ")[0] for line in shortfalls(rows)] == [
        "- **from cold**: theirs takes 0.50 of its time; models only takes 0.25 of its time",
        "- **peak memory: from cold**: models only takes 0.50 of its memory",
    ]


def test_every_row_that_falls_short_has_a_reason():
    lines = RESULTS.read_text(encoding="utf-8").splitlines()
    short = [line for line in lines if line.startswith("- **")]

    assert short
    assert [line for line in short if "No reason is known yet" in line] == []


def test_results_hold_every_row():
    lines = document(MEASURED, "idle", datetime(2030, 1, 2, tzinfo=UTC)).splitlines()

    assert {
        line for line in lines if line.startswith(("| read", "| memory", "- Date", "- Load"))
    } == {
        "- Date: 2030-01-02",
        "- Load: idle",
        "| read: floor | floor | 1.000 ms |  | 1 |  |  |  |",
        "| read: ours | ours | 3.000 ms | 4.000 ms | 1 | 3.00 | ≤ 1.50 | floor |",
        "| read: theirs | peer | 2.000 ms |  | 1 | 2.00 |  | floor |",
        "| memory | ours | 50.0 MB |  | 1 |  | ≤ 60.0 MB |  |",
    }


def test_the_readme_holds_the_ratios_of_the_results():
    text = README.read_text(encoding="utf-8")

    assert readme(text, RESULTS.read_text(encoding="utf-8")) == text


def test_what_got_worse_than_the_last_results():
    slower = [
        MEASURED[0],
        Row("a", "read: ours", (0.004,), against="read: floor"),
        Row("b", "memory", (54.0,), "MB"),
        Row("b", "new", (1.0,)),
    ]

    assert worse(slower, document(MEASURED, "idle")) == [
        "worse: a, read: ours: 3.00 before, 4.00 now"
    ]
    assert worse(MEASURED, document(MEASURED, "idle")) == []
    assert worse(MEASURED, "") == []


@pytest.mark.parametrize("seconds", [0.01, 0.02])
def test_a_slow_machine_makes_nothing_worse(seconds):
    def measured(nothing, work):
        return [Row("start", "python -c pass", (nothing,), kind="floor"), Row("a", "work", (work,))]

    then, now = measured(0.01, 1.0), measured(seconds, 2.0)

    assert bool(worse(now, document(then, "idle"))) == (seconds == 0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ["start", "codec", "calls", "bulk", "workers", "scale", "generate"]
)
def test_each_part_runs(part):
    command = [sys.executable, "-m", "tests.bench", "--quick", "--json", "--only", part]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = json.loads(ended.stdout)

    assert {row["part"] for row in rows} == {part}
    # A difference of two times may be nothing on a busy machine.
    assert all(row["median"] > 0 or ", over " in row["what"] for row in rows)


LIMITS = {
    "decode a page of 100 calls: models": 1.15,
    "decode a page of 100 calls: models, an unknown enum value in each": 1.6,
    "encode 1000 recipients: dicts, the API's names": 1.0,
    "encode 1000 recipients: dicts, Python's names": 1.0,
    "encode 1000 recipients: models": 1.0,
}
"""How often the time of the floor each may take: untyped msgspec for decoding, json.dumps for encoding."""


@pytest.mark.slow
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
