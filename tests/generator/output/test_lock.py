"""One run at a time writes a folder, and a run that crashed is in nobody's way."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.output import lock as turns
from generator.output.lock import BusyError, turn

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, time
from pathlib import Path
from generator.output.lock import turn
with turn(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""


def nothing():
    pass


@pytest.fixture
def holding(tmp_path):
    """A process that has its turn until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_waits_for_the_first(tmp_path):
    order = []

    def second():
        with turn(tmp_path, lambda: order.append("waits")):
            order.append("second")

    with turn(tmp_path, nothing):
        other = threading.Thread(target=second)
        other.start()
        while not order:
            pass
        order.append("first")
    other.join()

    assert order == ["waits", "first", "second"]


def test_patience_ends(tmp_path, monkeypatch, holding):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with pytest.raises(BusyError), turn(tmp_path, nothing):
        pytest.fail("both have their turn")


def test_a_crash_leaves_no_lock(tmp_path, holding):
    holding.kill()
    holding.wait()

    with turn(tmp_path, lambda: pytest.fail("nobody is there")):
        assert list(tmp_path.iterdir()) == []


def test_folders_that_stay_empty_are_not_left_over(tmp_path):
    with turn(tmp_path / "new", nothing):
        assert (tmp_path / "new").is_dir()
    assert not (tmp_path / "new").exists()
    with turn(tmp_path / "new", nothing):
        (tmp_path / "new" / "file").touch()
    assert (tmp_path / "new" / "file").exists()


def test_a_folder_that_went_away_while_waiting(tmp_path, monkeypatch):
    folder = tmp_path / "new"
    lock = turns._lock

    def late(descriptor):
        monkeypatch.setattr(turns, "_lock", lock)
        folder.rmdir()
        lock(descriptor)

    monkeypatch.setattr(turns, "_lock", late)
    with turn(folder, nothing):
        assert folder.is_dir()
        with pytest.raises(BlockingIOError):
            lock(os.open(folder, os.O_RDONLY))


def test_where_there_are_no_locks(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(turns, "_lock", refuse)
    with turn(tmp_path, lambda: pytest.fail("nobody is there")):
        pass
