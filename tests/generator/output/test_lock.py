"""One process at a time writes a folder, and a process that crashed blocks no one."""

import subprocess
import sys
from errno import ENOLCK
from pathlib import Path

import pytest

from generator.output.lock import BusyError, locked

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, time
from pathlib import Path
from generator.output.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """A process that holds the lock until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_fails_at_once(tmp_path):
    with locked(tmp_path), pytest.raises(BusyError), locked(tmp_path):
        pytest.fail("both hold the lock")
    with locked(tmp_path):
        pass


def test_another_process_fails_at_once(tmp_path, holder):
    with pytest.raises(BusyError), locked(tmp_path):
        pytest.fail("both hold the lock")


def test_a_crash_leaves_no_lock(tmp_path, holder):
    holder.kill()
    holder.wait()

    with locked(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_stays_empty_is_removed(tmp_path):
    with locked(tmp_path / "new"):
        assert (tmp_path / "new").is_dir()
    assert not (tmp_path / "new").exists()
    with locked(tmp_path / "new"):
        (tmp_path / "new" / "file").touch()
    assert (tmp_path / "new" / "file").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="flock is for other systems")
def test_a_file_system_without_locks(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with locked(tmp_path):
        pass
