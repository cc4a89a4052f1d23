"""A run that is killed, at whatever moment, leaves no process behind, and the next run repairs its output."""

from __future__ import annotations

import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import ruff

from generator.output.manifest import JOURNAL

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "generator", "generate"]
LONGEST = 60.0
SIGNALS = [
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGKILL") if hasattr(signal, name)
]

pytestmark = pytest.mark.skipif(
    not hasattr(os, "killpg"), reason="this system has no process groups"
)


def start(folder: Path, command: list[str] = COMMAND) -> subprocess.Popen[bytes]:
    """A run in a process group of its own; its output is a pipe, which every child would hold open."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CI": "1", "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def generate(folder: Path) -> dict[str, bytes]:
    run = start(folder)
    output, _ = run.communicate(timeout=LONGEST)
    assert run.returncode == 0, output.decode()
    return tree(folder / "out")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def describe(folder: Path, summary: str, tag: str) -> None:
    """Change what every file states, and which files there are."""
    path = folder / "spec" / "swagger.yaml"
    text = path.read_text("utf-8").replace("tags: [pets]", f"tags: [{tag}]")
    path.write_text(text.replace("Get a pet", summary), encoding="utf-8")


def is_alive(group: int) -> bool:
    with suppress(ProcessLookupError):
        os.killpg(group, 0)
        return True
    return False


def wait(run: subprocess.Popen[bytes], until: Callable[[], object]) -> None:
    while run.poll() is None and not until():
        time.sleep(0.0005)


def end(run: subprocess.Popen[bytes], number: int) -> bool:
    """Send a signal; whether the run was still alive. Its output ends, and none of its processes is left."""
    was_alive = run.poll() is None
    if was_alive:
        run.send_signal(number)
    run.communicate(timeout=LONGEST)
    # Only a child that ends by itself may outlive SIGKILL, and ruff does within a second.
    deadline = time.monotonic() + 5
    while is_alive(run.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(run.pid)
    return was_alive and run.returncode in {-number, 128 + number}


def half_written(folder: Path) -> list[str]:
    """Generated files that are not whole: each file of the package ends in a newline, or is empty."""
    return [
        path
        for path, content in tree(folder / "out").items()
        if content and not content.endswith(b"\n") and not path.endswith(".unfinished")
    ]


def command(folder: Path, formatter: str) -> list[str]:
    """Generate with a shell script in the place of the formatter."""
    script = folder / "formatter"
    script.write_text(f"#!/bin/sh\n{formatter}\n")
    script.chmod(0o755)
    code = (
        f"import ruff; ruff.find_ruff_bin = lambda: {str(script)!r}\n"
        "from generator.__main__ import main; main()"
    )
    return [sys.executable, "-c", code, "generate"]


MOMENTS = {"starting": "tmp", "formatting": "formatting", "writing": f"out/{JOURNAL}"}
"""The file that is there as soon as a run has come so far."""


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_process_and_no_half_written_file_is_left(project, number, moment):
    slow = f'touch formatting; sleep 0.2; exec {shlex.quote(ruff.find_ruff_bin())} "$@"'
    run = start(project, command(project, slow))
    wait(run, (project / MOMENTS[moment]).exists)

    was_killed = end(run, number)

    assert was_killed or moment == "writing"
    assert half_written(project) == []
    assert [*(project / "tmp").iterdir()] == []
    if moment != "writing":
        assert not (project / "out").exists()


@pytest.mark.parametrize("number", [each for each in SIGNALS if each != signal.SIGKILL])
def test_a_formatter_that_hangs_ends_with_the_run(project, number):
    run = start(project, command(project, "head -c 1; touch formatting; exec sleep 50"))
    wait(run, (project / "formatting").exists)

    assert end(run, number)
    assert [*(project / "tmp").iterdir()] == []
    assert not (project / "out").exists()


def test_a_signal_that_the_caller_ignores_stays_ignored(project):
    command = ["/bin/sh", "-c", f'trap "" HUP; touch ready; exec {shlex.join(COMMAND)}']
    run = start(project, command)
    wait(run, (project / "ready").exists)
    while run.poll() is None and not (project / "out").exists():
        run.send_signal(signal.SIGHUP)
        time.sleep(0.01)
    run.communicate(timeout=LONGEST)

    assert run.returncode == 0


@pytest.mark.slow
def test_a_killed_run_is_repaired_by_the_next(project):
    start_text = (project / "spec" / "swagger.yaml").read_bytes()
    before = generate(project)
    describe(project, "Get one of the pets", "animals")
    began = time.perf_counter()
    after = generate(project)
    whole = time.perf_counter() - began
    chance = random.Random(7)
    kills = 0

    assert before.keys() != after.keys()
    for turn in range(12):
        (project / "spec" / "swagger.yaml").write_bytes(start_text)
        assert differences(before, generate(project)) == []
        describe(project, "Get one of the pets", "animals")
        run = start(project)
        writing = turn % 2 == 0
        if writing:
            wait(run, (project / "out" / JOURNAL).exists)
        with suppress(subprocess.TimeoutExpired):
            run.wait(chance.uniform(0, 0.02 if writing else whole))
        kills += end(run, chance.choice(SIGNALS))
        assert differences(after, generate(project)) == []
    assert kills > 3
