"""The configuration is found from anywhere in the project; what it does not know is an error."""

import pytest

from generator.config import Config, find
from generator.diagnostics.findings import Diagnostics

TABLE = "[tool.client-generator]\n"


def found(folder, text, start=None):
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    report = Diagnostics()
    return find(start or folder, report), report


def test_paths_are_those_of_the_project(tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    config, report = found(
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
    config, report = found(tmp_path, "[tool.other]\n")

    assert (config.spec, config.output, report.findings) == (None, None, ())


@pytest.mark.parametrize(
    "version", ["1", "0.1.0", "2!1.0", "1.0a1", "1.0rc2.post3.dev4+local.5", "2026.1"]
)
def test_versions(tmp_path, version):
    config, report = found(tmp_path, f'{TABLE}client-version = "{version}"')

    assert (config.version, report.findings) == (version, ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f'{TABLE}spce = "a"', "is 'spec' meant?"),
        (
            f'{TABLE}zzz = "a"',
            "known are spec, overlay, names, output, package, client-version, formatter, drop, severity",
        ),
        (f"{TABLE}spec = 1", ""),
        (f'{TABLE}output = "a\\u0000b"', ""),
        (f'{TABLE}client-version = """1\nimport os"""', ""),
        (f"{TABLE}drop = {'[' * 5000}", ""),
        (f"{TABLE}drop = 1", ""),
        (f"{TABLE}drop = {{x = ' '}}", ""),
        (f'{TABLE}client-version = ""', "1.2.3 and 1.2.3rc1 are some"),
        (f'{TABLE}client-version = "1.0 beta"', "1.2.3 and 1.2.3rc1 are some"),
        (f'{TABLE}formatter = "yapf"', ""),
        (f"{TABLE}severity = 1", ""),
        (f'{TABLE}severity = {{schema-typ = "error"}}', "is 'schema-type' meant?"),
        (f'{TABLE}severity = {{schema-type = "bad"}}', ""),
        (f'{TABLE}severity = {{json-syntax = "notice"}}', ""),
        ("[tool", ""),
    ],
)
def test_faults(tmp_path, text, hint):
    _, report = found(tmp_path, text)

    assert [(each.code, each.hint) for each in report] == [("config-invalid", hint)]


def test_severities_of_codes(tmp_path):
    _, report = found(
        tmp_path, f'{TABLE}severity = {{schema-type = "error", text-missing = "notice"}}'
    )
    report.add("schema-type", None, "no such type")
    report.add("text-missing", None, "no text")

    assert {each.code: each.severity.value for each in report} == {
        "schema-type": "error",
        "text-missing": "notice",
    }
