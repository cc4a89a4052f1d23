"""Findings come out in order, whole, and harmless to terminals and annotations."""

import io
import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import reporters
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostic, Diagnostics, Spot

EVIL = "a\x1b[31m\n::error::b\u202e\u200b%0A"


def collected():
    report = Diagnostics()
    report.add("operation-id-missing", Spot("b.yaml", 1, 1), "third")
    report.add("path-twin", Spot("a.json", 10, 1), "second")
    report.add("ref-broken", Spot("a.json", 2, 5, "/a~1b"), "first", "a hint")
    report.add("ref-broken", Spot("a.json", 2, 5, "/a~1b"), "first", "a hint")
    report.add("file-missing", None, "zeroth")
    return report


def test_findings_are_sorted_by_place_and_each_comes_once():
    report = collected()

    assert [each.message for each in report] == ["zeroth", "first", "second", "third"]
    assert report.codes == ("file-missing", "ref-broken", "path-twin", "operation-id-missing")
    assert (len(report), report.count(Severity.ERROR), report.failed) == (4, 2, True)


def test_text():
    expected = (
        "error file-missing zeroth\n"
        "error ref-broken #/a~1b a.json:2:5 first (a hint)\n"
        "warning path-twin a.json:10:1 second\n"
        "notice operation-id-missing b.yaml:1:1 third\n"
        "2 errors, 1 warning, 1 notice\n"
    )

    assert reporters.text(collected().findings) == expected
    assert reporters.text(()) == "no findings\n"


SOURCE = 'first\n\t"key": "\x1b[31mvalue",\n' + "x" * 300 + "\n"


@pytest.mark.parametrize(
    ("line", "col", "expected"),
    [
        (1, 2, ["  1 | first", "    |  ^"]),
        (2, 2, ['  2 |  "key": " [31mvalue",', "    |  ^"]),
        (3, 200, ["  3 | " + "x" * 100, "    | " + " " * 40 + "^"]),
        (9, 1, []),
        (0, 0, []),
    ],
)
def test_the_line_is_quoted_with_a_caret(tmp_path, line, col, expected):
    (tmp_path / "a.json").write_text(SOURCE)
    report = Diagnostics()
    report.add("ref-broken", Spot("a.json", line, col), "first")

    assert reporters.text(report.findings, tmp_path).splitlines()[1:-1] == expected


def test_what_cannot_be_quoted_is_left_out(tmp_path):
    report = Diagnostics()
    for name in ("missing.json", ".", "\0"):
        report.add("ref-broken", Spot(name, 1, 1), "first")

    assert reporters.text(report.findings, tmp_path).count("\n") == 4


def test_findings_stand_together_by_code_and_only_the_first_ones():
    report = Diagnostics()
    for line in range(1, 31):
        report.add("path-twin", Spot("a.json", 2 * line, 1), f"twin {line}")
        report.add("ref-broken", Spot("a.json", 2 * line + 1, 1), f"broken {line}")

    lines = reporters.text(report.findings).splitlines()

    assert [line.split()[1] for line in lines[:10]] == ["ref-broken"] * 10
    assert lines[10] == "... and 20 more ref-broken; --format json lists all"
    assert [line.split()[1] for line in lines[11:21]] == ["path-twin"] * 10
    assert lines[-1] == "30 errors, 30 warnings"


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "styled"),
    [
        (Screen, {}, True),
        (Screen, {"NO_COLOR": "1"}, False),
        (Screen, {"TERM": "dumb"}, False),
        (io.StringIO, {}, False),
    ],
)
def test_modes_are_for_terminals(tmp_path, monkeypatch, stream, environment, styled):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    printed = stream()

    reporters.show(collected().findings, tmp_path, printed)

    assert ("\x1b[" in printed.getvalue()) is styled
    assert re.sub(r"\x1b\[\d+m", "", printed.getvalue()) == reporters.text(collected().findings)


def test_annotations_carry_paths_of_the_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    root = tmp_path / "clients" / "phone"
    report = Diagnostics()
    for name in ("spec/a.json", "", "../shared.json", "/elsewhere/b.json"):
        report.add("ref-broken", Spot(name, 1, 1), name)

    result = {each.message: each.file for each in reporters.located(report.findings, root)}

    assert result == {
        "spec/a.json": "clients/phone/spec/a.json",
        "": "",
        "../shared.json": "clients/shared.json",
        "/elsewhere/b.json": "/elsewhere/b.json",
    }


def test_json():
    content = json.loads(reporters.as_json(collected().findings))

    assert content["counts"] == {"error": 2, "warning": 1, "notice": 1}
    assert content["findings"][1] == {
        "severity": "error",
        "code": "ref-broken",
        "pointer": "/a~1b",
        "file": "a.json",
        "line": 2,
        "col": 5,
        "message": "first",
        "hint": "a hint",
    }


def test_github():
    lines = reporters.github(collected().findings).splitlines()

    assert lines[1] == "::error file=a.json,line=2,col=5,title=ref-broken::first (a hint) at #/a~1b"
    assert [line.split(" ")[0][2:] for line in lines] == ["error", "error", "warning", "notice"]


def run_of(*findings):
    return json.loads(reporters.sarif(findings))["runs"][0]


def test_sarif():
    run = run_of(*collected().findings)

    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]
    assert {each["ruleId"] for each in run["results"]} == {
        "ref-broken",
        "path-twin",
        "operation-id-missing",
    }
    location = run["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 5}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "#/a~1b"}]


def test_each_rule_in_sarif_is_explained_in_full():
    rules = {each["id"]: each for each in run_of(*collected().findings)["tool"]["driver"]["rules"]}

    assert rules.keys() == {"file-missing", "ref-broken", "path-twin", "operation-id-missing"}
    assert rules["ref-broken"] == {
        "id": "ref-broken",
        "shortDescription": {"text": "A reference leads to nothing."},
        "fullDescription": {"text": "A reference leads to nothing."},
        "help": {"text": "A reference leads to nothing."},
    }


def test_sarif_shows_of_the_run_what_is_about_no_file():
    run = run_of(*collected().findings)

    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "descriptor": {"id": "file-missing"},
                    "level": "error",
                    "message": {"text": "zeroth"},
                }
            ],
        }
    ]
    assert all(each["locations"] for each in run["results"])
    assert "invocations" not in run_of()


@pytest.mark.parametrize(
    ("file", "line", "col", "expected"),
    [
        ("spec/a b%.json", 3, 4, ("spec/a%20b%25.json", {"startLine": 3, "startColumn": 4})),
        ("a:b#c?.json", 3, 0, ("a%3Ab%23c%3F.json", {"startLine": 3, "startColumn": 1})),
        ("/tmp/ä.yaml", 0, 0, ("file:///tmp/%C3%A4.yaml", None)),
        ("a\udcff.yaml", 0, 0, ("a%5Cudcff.yaml", None)),
    ],
)
def test_places_in_sarif(file, line, col, expected):
    finding = Diagnostic(Severity.ERROR, "ref-broken", "", file, line, col, "m")

    place = run_of(finding)["results"][0]["locations"][0]["physicalLocation"]

    assert (place["artifactLocation"]["uri"], place.get("region")) == expected


HOSTILE = [
    "a,line=9::b",
    "100%0A%2C",
    "x\r\n::error::y",
    "#[set-output name=a]b",
    "<script>`$(x)`",
    "C:\\a\\b",
    "::warning file=a::b",
    "ünï",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_annotation_is_read_as_it_was_meant(text):
    finding = Diagnostic(Severity.ERROR, "ref-broken", text, text, 3, 4, text, text)

    line, *more = reporters.github([finding]).splitlines()
    read = re.fullmatch(r"::error file=([^,:]*),line=3,col=4,title=ref-broken::(.*)", line)
    result = run_of(finding)["results"][0]

    assert more == []
    assert read is not None
    assert unquote(read[1]) == reporters.shown(text)
    shown = reporters.shown(f"{text} ({text}) at #{text}")
    assert unquote(read[2]) == shown
    assert result["message"] == {"text": f"{text} ({text})"}
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (unquote(uri), re.fullmatch(r"[\w/%.~-]+", uri) is not None) == (text, True)


def test_no_text_can_steer_a_terminal():
    finding = Diagnostic(Severity.ERROR, "ref-broken", EVIL, EVIL, 1, 1, EVIL, EVIL)

    assert len(reporters.text([finding]).splitlines()) == 2
    assert len(reporters.github([finding]).splitlines()) == 1
    for shown in (reporters.text([finding]), reporters.github([finding])):
        assert not {"\x1b", "\u202e", "\u200b"} & set(shown)


@given(st.text())
def test_any_text_becomes_printable_lines(text):
    shown = reporters.shown(text)

    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "line", ["::error::x", " ::error::x", "+::error::x", "-  ##[error]x", "##[group]x"]
)
def test_no_line_of_a_diff_is_a_command(line):
    assert not re.match(r"[-+ ]*(::|##\[)", reporters.inert(line))
    assert reporters.inert("a::b\n+ c") == "a::b\n+ c"
