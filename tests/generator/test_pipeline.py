"""A run writes what is needed, and knows when nothing is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics
from generator.output import lock
from generator.output.manifest import FILE, JOURNAL
from generator.pipeline import Request, State

ROOT = Path(__file__).parents[2]


def generated(folder, **options):
    report = Diagnostics()
    config = find(folder, report)
    request = Request(config, config.output, ("package",), **options)
    return pipeline.run(request, report), report


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generate_then_nothing_to_do(project):
    first, report = generated(project)
    before = tree(project / "out")

    assert (first.state, first.operations, report.findings) == (State.WRITTEN, 1, ())
    assert {
        "src/pets/__init__.py",
        "src/pets/_runtime/core/operation.py",
        "pyproject.toml",
        FILE,
    } <= before.keys()
    assert generated(project)[0].state == State.FRESH
    assert generated(project, check=True)[0].state == State.FRESH
    assert tree(project / "out") == before


def test_an_action_that_fails_hides_no_error_of_the_description(project):
    edit(project / "spec/overlay.yaml", "$.info,", "$.inf,")
    edit(project / "spec/swagger.yaml", "in: path", "in: pat")

    outcome, report = generated(project)

    assert outcome.state == State.FAILED
    assert {"overlay-no-match", "structure-value"} <= set(report.codes)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda at: edit(at / "spec/swagger.yaml", "Get a pet", "Get one pet"),
            "spec/swagger.yaml changed",
        ),
        (
            lambda at: edit(at / "spec/overlay.yaml", "all kinds", "any kind"),
            "spec/overlay.yaml changed",
        ),
        (
            lambda at: edit(
                at / "pyproject.toml", 'output = "out"', 'output = "out"\nclient-version = "9"'
            ),
            "settings changed",
        ),
        (
            lambda at: edit(at / "out/pyproject.toml", "[project]", "[mine]"),
            "pyproject.toml was edited",
        ),
        (lambda at: (at / "out/pyproject.toml").unlink(), "pyproject.toml is missing"),
        (lambda at: (at / "out" / JOURNAL).write_text("{}"), "the last run did not end"),
    ],
)
def test_staleness_is_named(project, change, reason):
    generated(project)
    change(project)
    before = tree(project / "out")

    outcome, report = generated(project, check=True)

    assert (outcome.state, outcome.reasons) == (State.STALE, (reason,))
    assert report.codes == ("output-stale",)
    assert tree(project / "out") == before


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_change_of_the_description_changes_what_it_must(project):
    generated(project)
    edit(project / "spec/swagger.yaml", "Get a pet", "Get one pet")

    outcome, _ = generated(project)

    assert {each.verb for each in outcome.changes} == {"update"}
    assert "src/pets/resources/pets.py" in {each.path for each in outcome.changes}
    assert generated(project)[0].state == State.FRESH


def test_dry_run_and_diff_write_nothing(project):
    assert generated(project, dry_run=True)[0].state == State.PLANNED
    assert generated(project, check=True, diff=True)[0].state == State.STALE
    assert not (project / "out").exists()


def test_hand_edits_are_refused_until_forced(project):
    generated(project)
    edit(project / "out/src/pets/_client.py", "from functools", "# mine\nfrom functools")

    outcome, report = generated(project)

    assert (outcome.state, report.codes) == (State.REFUSED, ("output-edited",))
    assert "-# mine\n" in outcome.changes[0].diff
    assert generated(project, force=True)[0].state == State.WRITTEN
    assert generated(project)[0].state == State.FRESH


def test_edited_orphans_stay_with_a_warning(project):
    generated(project)
    edit(project / "out/src/pets/resources/pets.py", '"""', '"""Mine. ')
    edit(project / "spec/swagger.yaml", "tags: [pets]", "tags: [animals]")

    outcome, report = generated(project)

    assert (outcome.state, report.codes) == (State.WRITTEN, ("output-orphan",))
    assert (project / "out/src/pets/resources/pets.py").exists()
    assert not (project / "out/src/pets/aio/pets.py").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"2.0"', '"1.2"', "not-swagger-2"),
        ("#/definitions/Pet", "#/definitions/Cat", "ref-broken"),
        ("/{id}", "/{ident}", "path-parameter-undeclared"),
        ("summary: Get a pet", "summary: Get a pet\n      summary: Again", "duplicate-key"),
        ("title: Pets", "title: [", "yaml-syntax"),
    ],
)
def test_bad_descriptions_write_nothing(project, old, new, code):
    edit(project / "spec/swagger.yaml", old, new)

    outcome, report = generated(project)

    assert outcome.state == State.FAILED
    assert code in report.codes
    assert {each.file for each in report} == {"spec/swagger.yaml"}
    assert all(each.line for each in report)
    assert not (project / "out").exists()


def test_a_missing_description_is_a_finding(project):
    (project / "spec/swagger.yaml").unlink()

    assert generated(project)[1].codes == ("file-missing",)


def test_dropped_operations(project):
    edit(
        project / "pyproject.toml",
        'output = "out"',
        'output = "out"\n[tool.client-generator.drop]\ngetPet = "no pets"\n',
    )

    outcome, report = generated(project)

    assert (outcome.state, outcome.operations) == (State.WRITTEN, 0)
    assert report.codes == ("operation-dropped",)


def test_dropping_what_is_not_there(project):
    edit(
        project / "pyproject.toml", 'output = "out"', 'output = "out"\ndrop = {getCat = "no cats"}'
    )

    assert (
        generated(project)[0].state,
        generated(project)[1].codes,
    ) == (State.FAILED, ("drop-unknown",))


@pytest.mark.parametrize(
    "module", ["missing.py", "../outside.py", "/etc/passwd", "swagger.yaml", 1]
)
def test_modules_that_cannot_be_shipped(project, module):
    (project / "outside.py").touch()
    edit(
        project / "spec/overlay.yaml",
        "target: $.info, update: {description: Pets of all kinds.}",
        f"target: $, update: {{x-client: {{modules: [{module}]}}}}",
    )

    outcome, report = generated(project)

    assert outcome.state == State.FAILED
    assert {each.file for each in report} == {"spec/overlay.yaml"}


def test_modules_are_shipped_as_they_are(project):
    (project / "spec/extra.py").write_bytes(b"x  =  1\n")
    edit(
        project / "spec/overlay.yaml",
        "target: $.info, update: {description: Pets of all kinds.}",
        "target: $, update: {x-client: {modules: [extra.py]}}",
    )
    generated(project)

    assert (project / "out/src/pets/extra.py").read_bytes() == b"x  =  1\n"
    assert generated(project)[0].state == State.FRESH
    (project / "spec/extra.py").write_bytes(b"x = 2\n")
    assert generated(project, check=True)[0].reasons == ("spec/extra.py changed",)


def test_a_module_that_is_not_asked_for_any_more_may_go(project):
    before = (project / "spec/overlay.yaml").read_text("utf-8")
    (project / "spec/extra.py").touch()
    edit(
        project / "spec/overlay.yaml",
        "target: $.info, update: {description: Pets of all kinds.}",
        "target: $, update: {x-client: {modules: [extra.py]}}",
    )
    generated(project)
    (project / "spec/extra.py").unlink()

    assert generated(project)[1].codes == ("module-missing",)
    assert generated(project, check=True)[0].reasons == ("spec/extra.py changed",)
    (project / "spec/overlay.yaml").write_text(before, encoding="utf-8")
    assert generated(project)[0].state == State.WRITTEN
    assert not (project / "out/src/pets/extra.py").exists()
    assert generated(project, check=True)[0].state == State.FRESH


@pytest.mark.parametrize("late", [False, True], ids=["before it is read", "after it was read"])
def test_inputs_that_change_under_a_run_are_not_taken_for_done(project, monkeypatch, late):
    spec, read = project / "spec/swagger.yaml", pipeline.read
    before = spec.read_bytes()

    def meanwhile(*arguments):
        source = read(*arguments) if late else None
        edit(spec, "operationId: getPet", "operationId: findPet")
        return source or read(*arguments)

    monkeypatch.setattr(pipeline, "read", meanwhile)
    assert generated(project)[0].state == State.WRITTEN
    monkeypatch.setattr(pipeline, "read", read)

    assert generated(project, check=True)[0].reasons == ("spec/swagger.yaml changed",)
    spec.write_bytes(before)
    assert generated(project, check=True)[0].reasons == ("spec/swagger.yaml changed",)
    generated(project)
    assert "``getPet``" in (project / "out/src/pets/resources/pets.py").read_text("utf-8")
    assert generated(project, check=True)[0].state == State.FRESH


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("file", ["swagger.yaml", "overlay.yaml"])
def test_a_pipe_that_nothing_writes_to_is_empty(project, file):
    (project / "spec" / file).unlink()
    os.mkfifo(project / "spec" / file)

    assert generated(project)[1].codes == ("file-empty",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_output_that_became_a_pipe_is_not_waited_for(project):
    generated(project)
    (project / "out/pyproject.toml").unlink()
    os.mkfifo(project / "out/pyproject.toml")

    assert generated(project, check=True)[0].reasons == ("pyproject.toml is no file",)
    assert generated(project)[1].codes == ("output-edited",)


@pytest.mark.parametrize("path", ["\x00", "\ud800", "a" * 5000, "/dev/zero", "../../.."])
def test_a_hostile_manifest_is_stale(project, path):
    generated(project)
    content = json.loads((project / "out" / FILE).read_bytes())
    content["outputs"]["package"][path] = "0"
    (project / "out" / FILE).write_text(json.dumps(content))

    assert generated(project, check=True)[0].state == State.STALE
    assert generated(project)[0].state == State.WRITTEN
    assert generated(project, check=True)[0].state == State.FRESH


def test_a_kind_that_only_another_version_made_is_stale(project):
    generated(project)
    content = json.loads((project / "out" / FILE).read_bytes())
    content["outputs"]["wiki"] = {}
    (project / "out" / FILE).write_text(json.dumps(content))

    assert generated(project, check=True)[0].reasons == ("wiki is not generated any more",)
    assert generated(project)[0].state == State.WRITTEN
    assert generated(project, check=True)[0].state == State.FRESH


def test_a_module_that_would_replace_a_generated_one(project):
    (project / "spec/_client.py").touch()
    edit(
        project / "spec/overlay.yaml",
        "target: $.info, update: {description: Pets of all kinds.}",
        "target: $, update: {x-client: {modules: [_client.py]}}",
    )

    assert "output-clash" in generated(project)[1].codes


def test_an_output_that_cannot_be_written(project):
    (project / "out").write_text("a file")

    outcome, report = generated(project)

    assert (outcome.state, report.codes) == (State.FAILED, ("output-unwritable",))
    assert [each.message for each in report] == ["this is a file, not a folder"]


def test_what_cannot_be_written_is_named(project):
    (project / "out" / JOURNAL).mkdir(parents=True)

    (finding,) = generated(project)[1]

    assert (finding.code, finding.file) == ("output-unwritable", "out")
    assert finding.message.endswith(f": out/{JOURNAL}")


def forget(project, name):
    """Let an input look as if it had changed."""
    path = project / "out" / FILE
    content = json.loads(path.read_bytes())
    assert name in content["inputs"]
    content["inputs"][name] = ""
    path.write_text(json.dumps(content))


def test_edited_outputs_are_reported_in_all_kinds(project, monkeypatch):
    config = find(project, Diagnostics())
    request = Request(config, config.output)
    pipeline.run(request, Diagnostics())
    forget(project, "templates/package/resource.py.j2")
    edit(project / "out/docs/index.md", "#", "# Mine:")

    assert pipeline.run(request, Diagnostics()).state == State.REFUSED


def test_two_runs_do_not_write_at_once(project):
    with lock.locked(project / "out"):
        outcome, report = generated(project)
        planned, _ = generated(project, dry_run=True)

    assert (outcome.state, report.codes) == (State.FAILED, ("output-busy",))
    assert planned.state == State.PLANNED
    assert not (project / "out").exists()


def test_black_and_ruff_give_the_same_bytes(project):
    generated(project)
    before = tree(project / "out")
    edit(project / "pyproject.toml", 'output = "out"', 'output = "out"\nformatter = "black"')

    outcome, _ = generated(project)

    assert (outcome.state, outcome.changes) == (State.WRITTEN, ())
    after = tree(project / "out")
    assert (before.pop(FILE), after) != (after.pop(FILE), before)
    assert after == before
    assert generated(project)[0].state == State.FRESH


def test_bytes_do_not_depend_on_the_hash_seed(project):
    trees = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [
            sys.executable,
            "-m",
            "generator",
            "generate",
            "--only",
            "package",
            "-o",
            f"out{seed}",
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        trees.append(tree(project / f"out{seed}"))

    assert trees[0] == trees[1]


def test_nothing_heavy_is_imported_when_nothing_is_to_do(project):
    generated(project)
    code = (
        "import sys; from generator.cli import run; run(['generate', '--check', '--only', 'package']);"
        "print(sorted({'black', 'ruff', 'jinja2', 'jsonpath', 'openapi_spec_validator', 'yaml', 'jsonschema'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )

    assert ended.stdout == "out is up to date\n[]\n"
