"""What assistants and people are asked to run, is run: the skill, and the shell commands of the guides."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from callfire._runtime.cli.main import main
from callfire._runtime.testing.server import serving
from callfire.cli import PROGRAM
from callfire.testing import FakeCallFire

ROOT = Path(__file__).resolve().parents[2]
SKILL = ROOT / "generated/src/callfire/.agents/skills/callfire/SKILL.md"
PAGES = [SKILL, *(ROOT / "generated/docs" / name for name in ("command-line.md", "assistants.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHER = ("pip ", "python -m generator ")


def fences(page: Path, language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(page.read_text("utf-8")) if kind == language]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the pages name, and a fake to talk to."""
    (tmp_path / "people.csv").write_text("homePhone\n12135551122\n")
    (tmp_path / "contacts.csv").write_text("phone,firstName\n2135551122,Ann\n2135551133,Bob\n")
    (tmp_path / "rows.json").write_text('[{"phoneNumber": "12135551122", "message": "Hi"}]')
    monkeypatch.chdir(tmp_path)
    fake = FakeCallFire()
    with serving(fake) as address:
        monkeypatch.setenv("CALLFIRE_BASE_URL", address)
        monkeypatch.setenv("CALLFIRE_LOGIN", "login")
        monkeypatch.setenv("CALLFIRE_PASSWORD", "password")
        yield tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_run(page, folder, capsys):
    count = 0
    for text in fences(page, "sh"):
        for line in text.splitlines():
            if line.startswith(OTHER):
                continue
            words = shlex.split(line.partition(" > ")[0], comments=True)
            words = [word for word in words if word not in {"WORDS", "NAME"}]
            assert words[0] == "callfire"
            assert (main(PROGRAM, words[1:]), line) == (0, line)
            count += 1
    assert count >= 1
    assert "Traceback" not in capsys.readouterr().err


def test_programs_of_the_skill_run():
    programs = fences(SKILL, "python")
    for program in programs:
        exec(compile(program, "SKILL.md", "exec"), {"__name__": "__main__"})
    assert len(programs) == 4


def test_the_skill_is_short_and_has_a_head():
    text = SKILL.read_text("utf-8")
    assert text.startswith("---\nname: callfire\ndescription: ")
    assert len(text.splitlines()) <= 400


def test_commands_for_assistants_of_this_repository_run():
    for text in fences(ROOT / "AGENTS.md", "sh"):
        for line in text.splitlines():
            words = [sys.executable if word == "python" else word for word in shlex.split(line)]
            assert subprocess.run(words, cwd=ROOT, check=False).returncode == 0


def test_the_former_class_states_where_to_look():
    with pytest.raises(ImportError, match="the guide From the older clients"):
        from callfire.client import CallfireClient  # noqa: F401

    import callfire.client

    assert not hasattr(callfire.client, "__wrapped__")
