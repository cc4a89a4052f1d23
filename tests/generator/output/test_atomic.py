"""Files are replaced whole, and what is no plain file is not replaced by one."""

import os
import subprocess
import sys
import threading

import pytest

from generator.output.atomic import replace_file


def test_a_file_is_made_with_its_folders(tmp_path):
    replace_file(tmp_path / "a/b.txt", b"new")

    assert (tmp_path / "a/b.txt").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_file_keeps_its_rights(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)

    replace_file(path, b"new")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_link_still_leads_to_its_file(tmp_path):
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "file").write_bytes(b"old")

    replace_file(tmp_path / "link", b"new")

    assert ((tmp_path / "link").is_symlink(), (tmp_path / "file").read_bytes()) == (True, b"new")


def test_a_pipe_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()

    replace_file(pipe, b"new")
    reader.join(10)

    assert (received, pipe.is_fifo()) == ([b"new"], True)


def test_the_standard_output_is_written_to(tmp_path):
    program = "from pathlib import Path; from generator.output.atomic import replace_file; replace_file(Path('/dev/stdout'), b'new')"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout == b"new"


@pytest.mark.parametrize("place", ["", ".", "..", "/"])
def test_folders_are_no_files(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(IsADirectoryError, match="it is a folder"):
        replace_file(tmp_path.__class__(place), b"new")


def test_links_in_a_circle(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    with pytest.raises(OSError, match=r"circle|[Ll]oop|levels"):
        replace_file(tmp_path / "a" / "c", b"new")


def test_a_error_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        replace_file(path, b"new")

    assert (path.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (b"old", ["a.txt"])
