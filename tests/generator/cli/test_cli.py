"""The command line: what it prints, and exit codes that scripts can trust."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from errno import ENOENT, ENOSPC
from importlib import import_module
from pathlib import Path

import pytest

from generator import cli
from generator.output import manifest

ROOT = Path(__file__).parents[3]


def ran(capsys, *arguments):
    code = cli.run(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def environment():
    return os.environ | {"PYTHONPATH": str(ROOT)}


def generate(capsys, *arguments):
    return ran(capsys, "generate", "--only", "package", *arguments)


def test_generate_states_what_and_why(project, capsys):
    code, out, err = generate(capsys)

    assert (code, err) == (0, "")
    assert out.startswith("out has 1 operations: ")
    assert "  because package is not generated yet\n" in out
    assert len(out.splitlines()) < 25
    assert generate(capsys) == (0, "out is up to date\n", "")


def test_check(project, capsys):
    assert generate(capsys, "--check")[0] == 1
    generate(capsys)
    assert generate(capsys, "--check")[0] == 0
    (project / "out/pyproject.toml").write_text("")

    assert generate(capsys, "--check") == (
        1,
        "out is stale; generate brings it up to date\n  because pyproject.toml was edited\n",
        "",
    )


def test_routine_calls_do_without_a_parser(project):
    code = "import sys; from generator.cli import run; print([run(['generate', *more]) for more in ([], ['--check'])], 'cyclopts' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "generator", "generate"],
        check=True,
        env=environment,
        capture_output=True,
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True
    )

    assert (
        ended.stdout.replace("<Exit.FINE: 0>", "0")
        == "out is up to date\nout is up to date\n[0, 0] False\n"
    )


def test_refusal_shows_the_diff(project, capsys):
    generate(capsys)
    (project / "out/pyproject.toml").write_text("mine\n")

    code, out, err = generate(capsys)

    assert code == 1
    assert "--- a/pyproject.toml\n+++ b/pyproject.toml\n" in out
    assert "\n-mine\n" in out
    assert "nothing written: files in out were edited by hand\n" in out
    assert err.startswith("error output-edited pyproject.toml edited by hand")


def test_dry_run_and_diff(project, capsys):
    code, out, _ = generate(capsys, "--dry-run", "--diff")

    assert code == 0
    assert "+++ b/pyproject.toml" in out
    assert "out would change: " in out


def test_json(project, capsys):
    content = json.loads(generate(capsys, "--format", "json")[1])

    assert (content["state"], content["operations"], content["output"]) == ("written", 1, "out")
    assert {"path": "pyproject.toml", "change": "create"} in content["changes"]
    assert json.loads(generate(capsys, "--format", "json")[1])["state"] == "fresh"


def test_github(project, capsys):
    assert generate(capsys, "--check", "--format", "github") == (
        1,
        "::error title=output-stale::package is not generated yet (generate brings it up to date)\n",
        "",
    )


def test_options_replace_the_configuration(project, capsys):
    (project / "spec/swagger.yaml").rename(project / "other.yaml")

    code, out, _ = generate(
        capsys,
        "--spec",
        "other.yaml",
        "--overlay",
        "none",
        "--names",
        "none",
        "-o",
        "there",
        "--package",
        "animals",
    )

    assert (code, out.startswith("there has 1 operations")) == (0, True)
    assert (project / "there/src/animals/_client.py").exists()


def test_findings_go_to_stderr_and_end_in_2(project, capsys):
    (project / "spec/swagger.yaml").write_text("swagger: '2.0'\n")

    code, out, err = generate(capsys, "--overlay", "none")

    assert (code, out) == (2, "nothing written: the input has errors\n")
    assert "error structure-missing spec/swagger.yaml:1:1 'info' is missing here\n" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("generate", "--nothing"),
        ("generate", "--only", "cakes"),
        ("generate", "--format", "cake"),
        ("generate", "extra"),
        ("explain", "no-such-code"),
        ("explain",),
        ("validate", "missing.json"),
    ],
)
def test_bad_usage_ends_in_2(project, capsys, arguments):
    code, out, err = ran(capsys, *arguments)

    assert code == 2
    assert "Traceback" not in out + err


def test_a_misspelt_code_names_its_neighbours(capsys):
    assert (
        "error: there is no code 'ref-brok'; near are ref-broken"
        in ran(capsys, "explain", "ref-brok")[2]
    )


def test_explain(capsys):
    assert ran(capsys, "explain", "ref-broken") == (
        0,
        "ref-broken (error): A reference leads to nothing.\n",
        "",
    )


def test_validate(project, capsys):
    assert ran(capsys, "validate") == (0, "no findings\n", "")
    assert ran(capsys, "validate", "spec/swagger.yaml")[0] == 0


def test_validate_lists_all_findings_of_what_cannot_be_generated_from(project, capsys):
    text = (project / "spec/swagger.yaml").read_text().replace("summary: Get a pet", "summary: '~'")
    (project / "spec/swagger.yaml").write_text(f"{text}\ntags: 1\n")

    code, out, _ = ran(capsys, "validate")

    assert (
        code,
        sorted(line.split()[1] for line in out.splitlines()[:-1] if line[0] != " "),
    ) == (1, ["structure-type", "text-placeholder"])


@pytest.mark.parametrize("content", ["{", "", "[]"])
def test_what_cannot_be_read_is_bad_input(project, capsys, content):
    (project / "spec/swagger.yaml").write_text(content)

    code, out, _ = ran(capsys, "validate")

    assert (code, out.count("error ")) == (2, 1)


def test_validate_lists_findings(project, capsys):
    text = (project / "spec/swagger.yaml").read_text()
    (project / "spec/swagger.yaml").write_text(text.replace("summary: Get a pet", "summary: '~'"))

    code, out, _ = ran(capsys, "validate")

    assert code == 0
    assert out.startswith(
        "warning text-placeholder #/paths/~1pets~1{id}/get/summary spec/swagger.yaml:13:16 the summary"
    )
    assert ran(capsys, "validate", "--fail-on", "warning")[0] == 1
    assert (
        json.loads(ran(capsys, "validate", "--format", "json")[1])["findings"][0]["code"]
        == "text-placeholder"
    )
    assert json.loads(ran(capsys, "validate", "--format", "sarif")[1])["version"] == "2.1.0"


def test_help_lists_the_commands(capsys):
    code, out, _ = ran(capsys)

    assert code == 0
    assert all(command in out for command in cli.COMMANDS)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_each_command_can_be_imported(capsys, command):
    assert ran(capsys, command, "--help")[0] == 0


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (RuntimeError("boom\x1b[31m\nmore"), 70, "internal error: RuntimeError: boom\\x1b[31m\n"),
        (RecursionError(), 70, "internal error: RecursionError: \n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (OSError(ENOSPC, "Disk full"), 2, "error: the output cannot be written: Disk full\n"),
        (OSError(ENOENT, "No such file"), 70, "internal error: FileNotFoundError: "),
    ],
)
def test_whatever_happens_is_a_message(project, capsys, monkeypatch, error, code, message):
    def fail(*_):
        raise error

    monkeypatch.setattr(manifest, "read", fail)
    monkeypatch.setattr(cli, "_forget", lambda _: None)
    result, out, err = generate(capsys)

    assert (code, "") == (result, out)
    assert err.startswith(message)
    assert "Traceback" not in err


def test_a_traceback_on_request(project, capsys, monkeypatch):
    monkeypatch.setenv(cli.TRACEBACK, "1")
    monkeypatch.setattr(manifest, "read", lambda _: 1 / 0)

    assert "Traceback" in generate(capsys)[2]


def test_a_closed_pipe_is_no_error(project):
    command = f"{sys.executable} -m generator validate --help | true"
    ended = subprocess.run(
        command,
        shell=True,
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )

    assert ended.stderr == ""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("generate --check >&-", 1),
        ("generate --check >&- 2>&-", 1),
        ("status >/dev/full", 2),
        ("generate --check --spec nope 2>/dev/full", 2),
        ("status --nope 2>/dev/full", 2),
    ],
)
def test_exit_codes_arrive_where_nothing_can_be_printed(project, line, code):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = ["sh", "-c", f'"$0" -m generator {line}', sys.executable]

    ended = subprocess.run(command, capture_output=True, check=False, env=environment())

    assert ended.returncode == code
    assert b"internal error" not in ended.stderr


def test_a_working_folder_that_is_gone(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    command = ["sh", "-c", 'rmdir "$1" && "$0" -m generator status', sys.executable, str(gone)]

    ended = subprocess.run(
        command, capture_output=True, check=False, cwd=gone, env=environment(), text=True
    )

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("error: the working folder is gone")


def test_a_template_that_does_not_print_python_is_a_finding(project, capsys, monkeypatch):
    real = "generator.render.outputs.render"
    render = import_module("generator.render.templates").render
    monkeypatch.setattr(
        real, lambda jobs, **_: {path: f"{text}\n(" for path, text in render(jobs).items()}
    )

    code, out, err = generate(capsys)

    assert (code, out) == (cli.Exit.BAD_INPUT, "nothing written: the input has errors\n")
    assert "template-syntax templates/package/types.py.j2" in err
    assert re.search(r"line \d+ of src/pets/types.py is not Python: '\(' was never closed: \(", err)


def test_the_version_is_that_of_the_distribution(capsys):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == project["version"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_what_they_need_to_complete(capsys, shell):
    assert cli.run(["completion", shell]) == 0

    script = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if name not in script] == []
    assert "--fail-on" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(
    ("words", "expected"), [(["stat"], ["status"]), (["diff", "--fail"], ["--fail-on"])]
)
def test_bash_completes(tmp_path, capsys, words, expected):
    cli.run(["completion", "bash"])
    (tmp_path / "script").write_text(capsys.readouterr().out)
    name = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"]
    asked = f"""source {tmp_path}/script
        COMP_WORDS=({name} {' '.join(words)}); COMP_CWORD={len(words)}
        $(complete -p {name} | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """

    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.split() == expected
