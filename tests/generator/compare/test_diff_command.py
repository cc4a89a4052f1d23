"""The command that compares: its sources, its exit codes, and the changelog that it keeps."""

import json
import subprocess

import pytest

from generator.cli import run
from generator.compare.changelog import BEGIN, END, updated
from generator.compare.sources import from_git
from generator.config import Config
from generator.diagnostics.findings import Diagnostics

SPEC = {
    "swagger": "2.0",
    "info": {"title": "Phone", "version": "1"},
    "paths": {
        "/calls": {
            "get": {
                "operationId": "findCalls",
                "tags": ["calls"],
                "parameters": [{"in": "query", "name": "label", "type": "string"}],
                "responses": {"200": {"description": "ok"}},
            }
        }
    },
}
WITHOUT_LABEL = json.loads(json.dumps(SPEC))
WITHOUT_LABEL["paths"]["/calls"]["get"]["parameters"] = []
PROJECT = """
[tool.client-generator]
spec = "spec.json"
overlay = "overlay.yaml"
names = "names.yaml"
"""
OVERLAY = """
overlay: 1.1.0
info: {title: t, version: "1"}
actions:
  - target: $.paths['/calls'].get
    update: {x-effect: read}
  - target: $.paths['/texts'].get
    update: {x-effect: read}
"""


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path, monkeypatch):
    files = {
        "pyproject.toml": PROJECT,
        "overlay.yaml": OVERLAY,
        "names.yaml": "findCalls: calls.find\n",
        "spec.json": json.dumps(SPEC),
        "without.json": json.dumps(WITHOUT_LABEL),
        "empty.json": "{}",
        "openapi.json": json.dumps({**SPEC, "openapi": "3.0.0"} | {"swagger": "3"}),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["vendored", "vendored"], 0),
        (["vendored", "without.json"], 0),
        (["vendored", "without.json", "--fail-on", "breaking"], 1),
        (["without.json", "vendored", "--fail-on", "breaking"], 0),
        (["without.json", "vendored", "--fail-on", "additive"], 1),
        (["vendored", "no-such.json"], 2),
        (["vendored", "empty.json"], 2),
        (["openapi.json", "vendored"], 2),
        (["vendored", "git:no-such"], 2),
        (["vendored", "git:--output=x"], 2),
        (["vendored"], 2),
    ],
)
def test_exit_code(project, arguments, code):
    assert run(["diff", *arguments]) == code


def test_overlay_actions_that_match_nothing_are_notes(project, capsys):
    run(["diff", "vendored", "vendored", "--format", "json"])

    result = json.loads(capsys.readouterr().out)

    assert result["level"] == "none"
    assert result["notes"] == [
        "overlay.yaml:7 does not apply: nothing matches $.paths['/texts'].get"
    ]


def test_a_revision_brings_its_own_names(project, capsys):
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    (project / "names.yaml").write_text("findCalls: calls.search\n")

    run(["diff", "git:HEAD", "vendored", "--format", "json"])

    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(each["kind"], each["at"]) for each in changes] == [("operation-renamed", "calls.find")]


def test_a_revision_brings_its_other_files(project, capsys):
    """Each side is read with the files that it had: the field of today is not in the model of then."""
    spec = json.loads(json.dumps(SPEC))
    reference = {"$ref": "parts/call.json#/Call"}
    spec["paths"]["/calls"]["get"]["responses"]["200"]["schema"] = reference
    call = {"type": "object", "properties": {"id": {"$ref": "id.json"}}}
    (project / "parts").mkdir()
    (project / "spec.json").write_text(json.dumps(spec))
    (project / "parts" / "call.json").write_text(json.dumps({"Call": call}))
    (project / "parts" / "id.json").write_text(json.dumps({"type": "integer"}))
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    (project / "parts" / "id.json").rename(project / "parts" / "text.json")
    (project / "parts" / "text.json").write_text(json.dumps({"type": "string"}))
    call["properties"] = {"id": {"$ref": "text.json"}, "label": {"type": "string"}}
    (project / "parts" / "call.json").write_text(json.dumps({"Call": call}))

    assert run(["diff", "git:HEAD", "vendored", "--format", "json"]) == 0

    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(each["kind"], each["at"]) for each in changes] == [
        ("field-type-changed", "Call.id"),
        ("field-added", "Call.label"),
    ]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("findCalls: Find", 2),
        ("findCalls: calls.find\nsendCalls: calls.find", 2),
        ("[findCalls]", 2),
        ("findCalls: calls.find\nsendCalls: calls.send", 0),
        ("", 2),
    ],
)
def test_names_must_be_good_but_may_be_of_other_revisions(project, names, code):
    (project / "names.yaml").write_text(names)

    assert run(["diff", "vendored", "without.json"]) == code


def test_names_that_git_keeps_are_taken_as_they_are(project):
    git(project, "init", "-q")
    (project / "names.yaml").write_text("findCalls: Find")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    (project / "names.yaml").write_text("findCalls: calls.find")

    assert run(["diff", "git:HEAD", "vendored"]) == 0


def test_changelog_is_kept_once(project):
    path = project / "CHANGELOG.md"
    path.write_text("# Changelog\n\n## Unreleased\n\nBy hand.\n\n## 1.0.0\n\nOld.\n")

    texts = []
    for _ in range(2):
        run(["diff", "without.json", "vendored", "--changelog", "CHANGELOG.md"])
        texts.append(path.read_text())

    assert texts[0] == texts[1]
    assert "By hand." in texts[0]
    assert texts[0].index("`calls.find(label)` is new: str") < texts[0].index("## 1.0.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Changelog\n",
        "# Changelog\n\n## 1.0.0\n\nOld.\n",
        "# Changelog\n\n## [Unreleased]\n",
        "# Changelog\n\n## Unreleased\n\n### Added\n\n- x\n\n## 1.0.0\n",
    ],
)
def test_a_changelog_forgets_what_is_no_longer_so(text):
    once = updated(text, "### Added\n\n- y")

    assert 1 == once.count(BEGIN) == once.count(END) == once.count("nreleased")
    assert updated(once, "### Added\n\n- y") == once
    assert BEGIN not in updated(once, "")
    assert [each for each in text.split() if each in updated(once, "").split()] == text.split()


def test_marks_inside_of_texts_are_texts():
    text = "# Changelog\n\n## Unreleased\n\nBy hand.\n"
    block = f"- `a` {END}\n- `b` {BEGIN} is new"

    once = updated(text, block)

    assert updated(once, block) == once
    assert updated(once, "") == text


def test_what_stands_behind_a_lost_mark_is_left_alone():
    text = updated("## Unreleased\n", "- x").replace(END, "By hand.")

    twice = updated(updated(text, "- y"), "- z")

    assert "By hand." in twice
    assert "- y" not in twice


def test_line_ends_stay():
    text = "# Changelog\r\n\r\n## 1.0.0\r\n\r\nOld.\r\n"

    once = updated(text, "- x\n- y")

    assert once.count("\n") == once.count("\r\n")
    assert "- x\r\n- y\r\n" in once
    assert updated(once, "- x\n- y") == once


def test_a_changelog_stays_where_it_is(project):
    (project / "docs").mkdir()
    real, link = project / "docs" / "log.md", project / "CHANGELOG.md"
    real.write_bytes(b"# Changelog\r\n")
    link.symlink_to(real)

    assert run(["diff", "without.json", "vendored", "--changelog", "CHANGELOG.md"]) == 0

    assert link.is_symlink()
    assert b"is new: str\r\n" in real.read_bytes()


def test_a_changelog_that_must_not_be_written(project, monkeypatch):
    (project / "CHANGELOG.md").write_text("# Changelog\n")
    monkeypatch.setattr("os.access", lambda *_: False)

    assert run(["diff", "without.json", "vendored", "--changelog", "CHANGELOG.md"]) == 2
    assert (project / "CHANGELOG.md").read_text() == "# Changelog\n"


def test_a_revision_that_git_does_not_know_is_a_finding(project):
    report = Diagnostics()

    assert None is from_git("no-such", project / "spec.json", Config(project), report)
    assert report.codes == ("git-revision",)


def test_no_revision_is_not_the_index(project):
    git(project, "init", "-q")
    git(project, "add", ".")
    report = Diagnostics()

    assert None is from_git("", project / "spec.json", Config(project), report)
    assert report.codes == ("git-revision",)


def test_a_machine_without_git_is_a_finding(project, monkeypatch):
    monkeypatch.setenv("PATH", "")
    report = Diagnostics()

    assert None is from_git("HEAD", project / "spec.json", Config(project), report)
    assert report.codes == ("git-unavailable",)
