"""Findings come out in order, whole, and harmless to terminals and annotations."""

import json

from hypothesis import given
from hypothesis import strategies as st

from generator import reports
from generator.diagnostics import Diagnostic, Diagnostics, Severity, Spot

EVIL = "a\x1b[31m\n::error::b\u202e\u200b%0A"


def collected():
    report = Diagnostics()
    report.notice("text-missing", Spot("b.yaml", 1, 1), "third")
    report.warning("path-twin", Spot("a.json", 10, 1), "second")
    report.error("ref-broken", Spot("a.json", 2, 5, "/a~1b"), "first", "a hint")
    report.error("ref-broken", Spot("a.json", 2, 5, "/a~1b"), "first", "a hint")
    report.error("file-missing", None, "zeroth")
    return report


def test_findings_are_sorted_by_place_and_each_comes_once():
    report = collected()

    assert ["zeroth", "first", "second", "third"] == [each.message for each in report]
    assert ("file-missing", "ref-broken", "path-twin", "text-missing") == report.codes
    assert (4, 2, True) == (len(report), report.count(Severity.ERROR), report.failed)


def test_text():
    expected = (
        "error file-missing zeroth\n"
        "error ref-broken #/a~1b a.json:2:5 first (a hint)\n"
        "warning path-twin a.json:10:1 second\n"
        "notice text-missing b.yaml:1:1 third\n"
        "2 errors, 1 warning, 1 notice\n"
    )

    assert expected == reports.text(collected().findings)
    assert "no findings\n" == reports.text(())


def test_json():
    content = json.loads(reports.as_json(collected().findings))

    assert {"error": 2, "warning": 1, "notice": 1} == content["counts"]
    assert {
        "severity": "error",
        "code": "ref-broken",
        "pointer": "/a~1b",
        "file": "a.json",
        "line": 2,
        "col": 5,
        "message": "first",
        "hint": "a hint",
    } == content["findings"][1]


def test_github():
    lines = reports.github(collected().findings).splitlines()

    assert "::error file=a.json,line=2,col=5,title=ref-broken::first (a hint) at #/a~1b" == lines[1]
    assert ["error", "error", "warning", "notice"] == [line.split(" ")[0][2:] for line in lines]


def test_sarif():
    run = json.loads(reports.sarif(collected().findings))["runs"][0]

    assert ["error", "error", "warning", "note"] == [each["level"] for each in run["results"]]
    assert {each["ruleId"] for each in run["results"]} == {
        each["id"] for each in run["tool"]["driver"]["rules"]
    }
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 2, "startColumn": 5} == region


def test_no_text_can_steer_a_terminal():
    finding = Diagnostic(Severity.ERROR, "ref-broken", EVIL, EVIL, 1, 1, EVIL, EVIL)

    assert 2 == len(reports.text([finding]).splitlines())
    assert 1 == len(reports.github([finding]).splitlines())
    for shown in (reports.text([finding]), reports.github([finding])):
        assert not {"\x1b", "\u202e", "\u200b"} & set(shown)


@given(st.text())
def test_any_text_becomes_printable_lines(text):
    shown = reports.shown(text)

    assert 1 >= len(shown.splitlines())
    shown.encode("utf-8")
