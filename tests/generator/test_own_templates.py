"""Own templates: a file at the path of ours replaces or extends it, wrong ones are findings with file and line."""

import shutil

import pytest

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics
from generator.pipeline import Request, State
from generator.render.templates import TEMPLATES

README = "{#- view: generator.render.package.project.Readme -#}\n"


def generated(folder, files, **options):
    text = (folder / "pyproject.toml").read_text()
    if "templates" not in text:
        (folder / "pyproject.toml").write_text(f'{text}templates = "own"\n')
    for name, content in files.items():
        path = folder / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = Diagnostics()
    config = find(folder, report)
    return pipeline.run(Request(config, config.output, **options), report), report


def test_a_template_replaces_ours(project):
    outcome, report = generated(
        project, {"package/README.md.j2": f"{README}# Just {{{{ view.title }}}}\n"}
    )

    assert (outcome.state, report.findings) == (State.WRITTEN, ())
    assert (project / "out" / "README.md").read_text() == "# Just Pets\n"


def test_a_template_extends_ours_and_has_parts(project):
    generated(project, {"_unused.j2": ""})
    plain = (project / "out" / "README.md").read_text()
    extended = {
        "package/README.md.j2": README
        + '{% include "original/package/README.md.j2" %}\n{% include "_support.j2" %}\n',
        "_support.j2": "## Support\n",
    }
    outcome, report = generated(project, extended)

    assert (outcome.state, report.findings) == (State.WRITTEN, ())
    assert (project / "out" / "README.md").read_text() == f"{plain}## Support\n"


def test_a_file_of_the_runtime_replaces_ours(project):
    text = (TEMPLATES / "runtime" / "deprecation.py").read_text() + "\nOWN = 1\n"
    outcome, report = generated(project, {"runtime/deprecation.py": text})

    assert (outcome.state, report.findings) == (State.WRITTEN, ())
    assert (project / "out/src/pets/_runtime/deprecation.py").read_text().endswith("OWN = 1\n")


def test_a_changed_template_makes_the_output_stale(project):
    generated(project, {"package/README.md.j2": f"{README}one\n"})
    outcome, _ = generated(project, {"package/README.md.j2": f"{README}two\n"}, check=True)

    assert (outcome.state, outcome.reasons) == (
        State.STALE,
        ("own/package/README.md.j2 changed",),
    )


@pytest.mark.parametrize(
    ("name", "content", "code", "line", "message"),
    [
        ("package/README.md.j2", "\n{{ nope }}", "template-invalid", 2, "'nope' is undefined"),
        (
            "package/README.md.j2",
            "a\n\n{{ view.nope }}",
            "template-invalid",
            3,
            "there is no 'nope' here",
        ),
        (
            "package/README.md.j2",
            "\n{% if view %}\n",
            "template-invalid",
            2,
            "Unexpected end of template",
        ),
        (
            "package/README.md.j2",
            '{% include "_x.j2" %}',
            "template-invalid",
            0,
            "no such template",
        ),
        ("package/README.md.j2", b"\xff", "template-invalid", 0, "not UTF-8"),
        ("package/README.md.j2", "{{ 1 / 0 }}", "template-invalid", 1, "division by zero"),
        ("package/README.md.j2", "{{ view.__class__.__mro__ }}", "template-invalid", 1, "unsafe"),
        ("package/errors.py.j2", "def (", "template-syntax", 0, "line 1 of src/pets/errors.py"),
        ("package/testing.py.j2", "def (", "template-syntax", 0, "is not Python"),
        ("runtime/raw.py", "x = 1\ndef (:", "template-syntax", 2, "is not Python"),
        ("runtime/raw.py", b"\xff", "template-invalid", 0, "not UTF-8"),
        (
            "runtime/raw.py",
            "x = 1\nfrom .core.gone import y",
            "template-invalid",
            2,
            "there is no src/pets/_runtime/core/gone.py",
        ),
        ("package/errors.py.j2", "from ..gone import y", "template-invalid", 0, "no src/gone.py"),
        ("package/READMEE.md.j2", "", "template-unknown", 0, "no template has this path"),
        ("README.md", "", "template-unknown", 0, "no template has this path"),
    ],
)
def test_wrong_templates_are_findings_and_nothing_is_written(
    project, name, content, code, line, message
):
    outcome, report = generated(project, {name: content})

    [finding] = report.findings
    assert (outcome.state, finding.code) == (State.FAILED, code)
    assert message in finding.message
    named = "_x.j2" if "_x.j2" in str(content) else name
    assert finding.file.endswith(named)
    assert finding.line == line
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("name", "more", "code", "place", "message"),
    [
        ("core/retry.py", "\ndef x(:", "template-syntax", "runtime/core/retry.py", "is not Python"),
        (
            "core/retry.py",
            None,
            "template-invalid",
            "",
            "there is no src/pets/_runtime/core/retry.py",
        ),
        ("raw.py", "\nfrom .gone import x", "template-invalid", "runtime/raw.py", "there is no"),
    ],
)
def test_a_broken_runtime_is_a_finding(
    project, tmp_path, monkeypatch, name, more, code, place, message
):
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES / "runtime", folder / "runtime")
    monkeypatch.setattr("generator.render.outputs.TEMPLATES", folder)
    path = folder / "runtime" / name
    text = path.read_text("utf-8")
    path.unlink() if more is None else path.write_text(text + more, "utf-8")
    report = Diagnostics()
    config = find(project, report)

    outcome = pipeline.run(Request(config, config.output), report)

    [finding] = report.findings
    assert (outcome.state, finding.code) == (State.FAILED, code)
    assert message in finding.message
    assert finding.file.startswith("templates/")
    assert finding.file.endswith(place)
    assert not place or finding.line == text.count("\n") + 2
    assert not (project / "out").exists()


def test_a_missing_folder_is_a_finding(project):
    outcome, report = generated(project, {})

    assert outcome.state == State.FAILED
    assert report.codes == ("file-missing",)
