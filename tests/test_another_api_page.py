"""The page about another API: every command is run in an empty folder, and everything that it promises is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "another-api.md").read_text("utf-8")
BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
LIMIT = 60.0
"""Seconds of the processor that the whole page may take."""


def environment(folder):
    """The commands as the page calls them."""
    (folder / "bin").mkdir()
    tools = {"callfire-gen": "-m generator", "python": "", "mypy": "-m mypy"}
    for name, rest in tools.items():
        command = folder / "bin" / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {rest} "$@"\n')
        command.chmod(0o755)
    who = {
        f"GIT_{role}_{key}": "t@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for key in ("NAME", "EMAIL")
    }
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **who, "PATH": path, "PYTHONPATH": str(ROOT), "CI": "1"}


def test_help_names_every_command_of_the_page():
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    called = set(re.findall(r"^callfire-gen ([a-z-]+)", PAGE, re.MULTILINE))
    assert {"init", "names", "validate", "lock", "generate", "release"} == called
    assert [command for command in called if f" {command} " not in done.stdout] == []


@pytest.mark.slow
def test_from_an_empty_folder_to_a_release(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(ROOT / "docs" / "petstore.yaml", folder)
    known = environment(tmp_path)
    output, before = "", time.process_time() + os.times().children_user + os.times().children_system

    for kind, text in BLOCK.findall(PAGE):
        if kind == "text":
            assert [line for line in text.splitlines() if line not in output] == [], output
            continue
        done = subprocess.run(
            ["sh", "-ec", text],
            cwd=folder,
            env=known,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        output = done.stdout.replace("python -m generator", "callfire-gen") + done.stderr.replace(
            "python -m generator", "callfire-gen"
        )
        assert done.returncode == 0, f"{text}\n{output}"

    after = time.process_time() + os.times().children_user + os.times().children_system
    assert after - before < LIMIT
