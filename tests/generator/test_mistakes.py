"""What people are reported when they make a mistake: the exact line, its code and the exit code, never an internal error."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator import cli
from generator.diagnostics.codes import CODES
from tests.generator.mistakes import MISTAKES, NAMES

TABLE = Path(__file__).parents[1] / "data" / "mistakes.txt"
MESSAGES = {
    name: (int(code), line)
    for name, code, line in (each.split(" ", 2) for each in TABLE.read_text("utf-8").splitlines())
}


@pytest.fixture
def whole(project):
    """A project without mistakes."""
    (project / NAMES).write_text("getPet: pets.get\n", encoding="utf-8")
    with (project / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'names = "{NAMES}"\n')
    return project


def spoil(project, files):
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case None:
                path.unlink()
            case bytes():
                path.write_bytes(content)
            case (old, new):
                text = path.read_text("utf-8")
                assert old in text
                path.write_text(text.replace(old, new), encoding="utf-8")
            case _:
                path.write_text(content, encoding="utf-8")


def test_the_project_is_good_before(whole, capsys):
    assert cli.run(["validate", "--fail-on", "warning"]) == 0


def test_there_are_many_and_each_is_tried_once():
    assert len(MESSAGES) >= 80
    assert MESSAGES.keys() == MISTAKES.keys()


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_stated(whole, capsys, monkeypatch, name):
    files, arguments = MISTAKES[name]
    spoil(whole, files)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    exit_code = cli.run(arguments)
    captured = capsys.readouterr()

    lines = (captured.err + captured.out).splitlines()
    first = next((line for line in lines if line.startswith(("error", "warning"))), lines[0])
    assert (exit_code, first) == MESSAGES[name]
    assert exit_code != cli.Exit.INTERNAL
    severity, _, rest = first.partition(" ")
    assert severity == "error:" or rest.partition(" ")[0] in CODES
    assert not (whole / "out" / "src").exists() or exit_code == 0
