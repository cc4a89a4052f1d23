"""The lock file: what it accepts, and what it notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run
from generator.fetch import spec_lock

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
LOCK = spec_lock.Lock(
    "https://example.org/api.json", "1", "0" * 64, {"b.json": EMPTY, "a.yaml": EMPTY}
)


def sealed(folder: Path) -> Path:
    """A lock file beside the two empty files it guards."""
    for name in LOCK.files:
        (folder / name).write_bytes(b"")
    spec_lock.write(folder / "api.lock", LOCK)
    return folder / "api.lock"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert spec_lock.read(sealed(tmp_path)) == LOCK


def test_untouched_files_verify(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    assert spec_lock.verify(path, spec_lock.read(path)) == ()


def test_changed_and_missing_files_are_named(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"x")
    (tmp_path / "b.json").unlink()
    assert spec_lock.verify(path, spec_lock.read(path)) == ("a.yaml", "b.json")


def test_sealing_takes_over_the_present_state(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"x")
    assert run(["lock", str(path)]) == 0
    assert spec_lock.verify(path, spec_lock.read(path)) == ()


def test_sealing_needs_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sealed(tmp_path)
    (tmp_path / "b.json").unlink()
    assert run(["lock", str(path)]) == 2
    assert capsys.readouterr().err == "error: api.lock: no such file: b.json\n"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"source": "", "revision": "", "published": "", "files": []}']
)
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "api.lock").write_text(content)
    with pytest.raises(spec_lock.LockError, match="no lock file"):
        spec_lock.read(tmp_path / "api.lock")


def test_a_missing_lock_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(spec_lock.LockError, match=r"api\.lock"):
        spec_lock.read(tmp_path / "api.lock")
