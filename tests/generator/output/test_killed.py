"""A run that is killed, at whatever moment, is repaired by the next, without force and without a trace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from generator.output.manifest import JOURNAL

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "generator", "generate"]
LONGEST = 60.0


def begun(folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CI": "1"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(COMMAND, cwd=folder, env=environment, stdout=quiet, stderr=quiet)


def generate(folder: Path) -> dict[str, bytes]:
    assert begun(folder).wait(LONGEST) == 0
    return tree(folder / "out")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def describe(folder: Path, words: str, tag: str) -> None:
    """Change what every file says, and which files there are."""
    path = folder / "spec" / "swagger.yaml"
    text = path.read_text("utf-8").replace("tags: [pets]", f"tags: [{tag}]")
    path.write_text(text.replace("Get a pet", words), encoding="utf-8")


def killed(folder: Path, seconds: float, *, writing: bool) -> bool:
    """Start a run and kill it after a while, or that long after it began to write; whether it came to that."""
    run = begun(folder)
    if writing:
        while run.poll() is None and not (folder / "out" / JOURNAL).exists():
            time.sleep(0.0005)
    with suppress(subprocess.TimeoutExpired):
        run.wait(seconds)
    alive = run.poll() is None
    run.kill()
    return run.wait(LONGEST) == -signal.SIGKILL and alive


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill at once")
def test_a_killed_run_is_repaired_by_the_next(project):
    start = (project / "spec" / "swagger.yaml").read_bytes()
    before = generate(project)
    describe(project, "Get one of the pets", "animals")
    began = time.perf_counter()
    after = generate(project)
    whole = time.perf_counter() - began
    chance = random.Random(7)
    kills = 0

    assert before.keys() != after.keys()
    for turn in range(12):
        (project / "spec" / "swagger.yaml").write_bytes(start)
        assert differing(before, generate(project)) == []
        describe(project, "Get one of the pets", "animals")
        writing = turn % 2 == 0
        kills += killed(project, chance.uniform(0, 0.02 if writing else whole), writing=writing)
        assert differing(after, generate(project)) == []
    assert kills > 3
