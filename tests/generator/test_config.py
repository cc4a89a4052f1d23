"""The configuration is found from anywhere in the project; what it does not know is an error."""

import tomllib
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import SETTINGS, Config, find, page
from generator.diagnostics.findings import Diagnostics
from generator.pipeline import Request

ROOT = Path(__file__).parents[2]
TABLE = "[tool.client-generator]\n"
KEYS = [each.name for each in SETTINGS]
METADATA = """
distribution = "acme.Pets"
license = "MIT OR Apache-2.0"
license-file = "LICENSE"
authors = ["A <a@example.org>", 'B "C"']
keywords = ["pets"]
[tool.client-generator.urls]
"Source code" = "https://example.org/pets"
"""


def result(folder, text, start=None):
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    report = Diagnostics()
    return find(start or folder, report), report


def test_paths_are_those_of_the_project(tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    config, report = result(
        tmp_path,
        f'{TABLE}spec = "s.json"\noutput = "out"\nclient-version = "2.0"\npackage = "p"\ndrop = {{x = "because"}}',
        below,
    )

    assert report.findings == ()
    assert (
        Config(
            tmp_path,
            spec=tmp_path / "s.json",
            output=tmp_path / "out",
            package="p",
            version="2.0",
            drop={"x": "because"},
        )
        == config
    )
    assert config.name(tmp_path / "s.json") == "s.json"
    assert config.name(tmp_path.__class__("/elsewhere")) == "/elsewhere"


def test_outside_of_projects_nothing_is_set(tmp_path):
    config, report = result(tmp_path, "[tool.other]\n")

    assert (config.spec, config.output, report.findings) == (None, None, ())


@pytest.mark.parametrize(
    "version", ["1", "0.1.0", "2!1.0", "1.0a1", "1.0rc2.post3.dev4+local.5", "2026.1"]
)
def test_versions(tmp_path, version):
    config, report = result(tmp_path, f'{TABLE}client-version = "{version}"')

    assert (config.version, report.findings) == (version, ())


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('spce = "a"', 2, "there is no setting 'spce'", "did you mean spec?"),
        (
            'zzz = "a"',
            2,
            "there is no setting 'zzz'",
            f"there are {', '.join(KEYS[:12])} and {len(KEYS) - 12} more",
        ),
        ("spec = 1", 2, "spec is a text in quotes, in one line", ""),
        ('names = "n"\n\n# spec\nspec = 1', 5, "spec is a text in quotes, in one line", ""),
        ('output = "a\\u0000b"', 2, "output is a text in quotes, in one line", ""),
        (
            'client-version = """1\nimport os"""',
            2,
            "client-version is a text in quotes, in one line",
            "",
        ),
        ("drop = 1", 2, 'drop is a table: drop.NAME = "why"', ""),
        ("drop = {x = ' '}", 2, 'drop is a table: drop.NAME = "why"', ""),
        (
            'client-version = ""',
            2,
            "client-version '' is no version",
            "1.2.3 and 1.2.3rc1 are some",
        ),
        (
            'client-version = "1.0 beta"',
            2,
            "client-version '1.0 beta' is no version",
            "1.2.3 and 1.2.3rc1 are some",
        ),
        ('formatter = "yapf"', 2, "there is no formatter 'yapf'", "there are ruff and black"),
        ("severity = 1", 2, 'severity is a table: severity.NAME = "warning"', ""),
        (
            '[tool.client-generator.severity]\nschema-typ = "error"',
            3,
            "severity: there is no code 'schema-typ'",
            "did you mean schema-type?",
        ),
        (
            'severity = {schema-type = "bad"}',
            2,
            "severity: schema-type is error, warning or notice, not 'bad'",
            "",
        ),
        (
            'severity = {json-syntax = "notice"}',
            2,
            "severity: json-syntax always stops a run",
            "leave it out",
        ),
        (
            'severity = {structure-type = "warning"}',
            2,
            "severity: structure-type always stops a run",
            "leave it out",
        ),
        (
            'distribution = "a b"',
            2,
            "distribution 'a b' cannot be the name of a distribution",
            "letters, digits and single . _ - make one",
        ),
        ('authors = "me"', 2, "authors is a list of texts in quotes", ""),
        (
            'authors = ["me <me>"]',
            2,
            "'me <me>' names no author",
            'write "Name" or "Name <name@example.org>"',
        ),
        (
            'urls = {Source = "example.org"}',
            2,
            "urls: 'example.org' is no address",
            "an address begins with https://",
        ),
        ('without = ["mcpp"]', 2, "without: there is no part 'mcpp'", "did you mean mcp?"),
        ("keywords = [1]", 2, "keywords is a list of texts in quotes", ""),
    ],
)
def test_wrong_settings(tmp_path, text, line, message, hint):
    _, report = result(tmp_path, TABLE + text)

    assert [(each.code, each.line, each.message, each.hint) for each in report] == [
        ("config-invalid", line, message, hint)
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "[tool\n",
            1,
            "pyproject.toml cannot be read: Expected ']' at the end of a table declaration",
        ),
        ("tool = 1", 0, "pyproject.toml cannot be read: tool is no table"),
        ("[tool]\nclient-generator = 1", 2, "tool.client-generator is a table of settings"),
    ],
)
def test_wrong_files(tmp_path, text, line, message):
    _, report = result(tmp_path, text)

    assert [(each.code, each.line, each.message) for each in report] == [
        ("config-invalid", line, message)
    ]


def test_deep_nesting_and_other_encodings_are_findings(tmp_path):
    _, report = result(tmp_path, f"{TABLE}drop = {'[' * 5000}")
    assert report.codes == ("config-invalid",)

    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    report = Diagnostics()
    find(tmp_path, report)
    assert [each.message for each in report] == ["pyproject.toml cannot be read: it is not UTF-8"]


def test_the_page_of_settings_is_printed_from_the_table():
    assert (ROOT / "docs" / "settings.md").read_text(
        "utf-8"
    ) == page(), "run: make diagnostics-page"


def test_metadata_reaches_the_project_file(project):
    """What is not set is not made up: no licence, no author, no link."""
    (project / "LICENSE").write_text("Do what you like.")
    plain = (project / "pyproject.toml").read_text()
    pages = {}
    for name, more in (("none", ""), ("all", METADATA)):
        (project / "pyproject.toml").write_text(plain + more)
        report = Diagnostics()
        config = find(project, report)
        pipeline.run(Request(config, config.output), report)
        assert report.findings == ()
        pages[name] = tomllib.loads((project / "out" / "pyproject.toml").read_text())["project"]

    assert pages["none"].keys().isdisjoint({"license", "license-files", "authors", "urls"})
    expected = {
        "name": "acme.Pets",
        "license": "MIT OR Apache-2.0",
        "license-files": ["LICENSE"],
        "authors": [{"name": "A", "email": "a@example.org"}, {"name": 'B "C"'}],
        "keywords": ["pets"],
        "urls": {"Source code": "https://example.org/pets"},
    }
    assert {key: pages["all"][key] for key in expected} == expected
    assert (project / "out" / "LICENSE").read_text() == "Do what you like."
    assert "pip install acme.Pets" in (project / "out" / "README.md").read_text()
    assert "pip install acme.Pets" in (project / "out" / "docs" / "index.md").read_text()


def test_severities_of_codes(tmp_path):
    _, report = result(
        tmp_path, f'{TABLE}severity = {{schema-type = "error", text-missing = "notice"}}'
    )
    report.add("schema-type", None, "no such type")
    report.add("text-missing", None, "no text")

    assert {each.code: each.severity.value for each in report} == {
        "schema-type": "error",
        "text-missing": "notice",
    }
