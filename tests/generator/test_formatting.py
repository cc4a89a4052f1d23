"""Black formats each source once, and a damaged cache only costs time."""

import pytest

from generator import formatting
from generator.formatting import Cache, FormatError, formatted


def test_formatted(tmp_path):
    assert {"a.py": 'x = "1"\n'} == formatted({"a.py": "x='1'"}, Cache(tmp_path))


def test_known_sources_are_not_formatted_again(tmp_path, monkeypatch):
    first = formatted({"a.py": "x='1'", "b.py": "y  =  2"}, Cache(tmp_path))
    monkeypatch.setattr(formatting, "_one", lambda _: pytest.fail("formatted again"))

    assert first == formatted({"a.py": "x='1'", "b.py": "y  =  2"}, Cache(tmp_path))


@pytest.mark.parametrize("damage", [b"", b"x", b"0\nevil = 1\n", b"\xff"])
def test_damaged_entries_are_made_again(tmp_path, damage):
    formatted({"a.py": "x='1'"}, Cache(tmp_path))
    for entry in tmp_path.glob("*/*"):
        entry.write_bytes(damage)

    assert {"a.py": 'x = "1"\n'} == formatted({"a.py": "x='1'"}, Cache(tmp_path))


@pytest.mark.parametrize("folder", [None, "file"])
def test_without_a_cache(tmp_path, folder):
    (tmp_path / "file").touch()

    assert {"a.py": "x = 1\n"} == formatted({"a.py": "x=1"}, Cache(folder and tmp_path / folder))


def test_the_oldest_entries_go(tmp_path, monkeypatch):
    monkeypatch.setattr(formatting, "_KEPT", 2)
    formatted({f"{n}.py": f"x={n}" for n in range(5)}, Cache(tmp_path))

    assert 2 == len(list(tmp_path.glob("*/*")))


def test_what_is_not_python_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"bad\.py") as caught:
        formatted({"good.py": "x=1", "bad.py": "x = ("}, Cache(tmp_path))

    assert ("bad.py", "x = (") == (caught.value.path, caught.value.source)


def test_many_sources_in_parallel(tmp_path, monkeypatch):
    monkeypatch.setattr(formatting, "_ALONE", 10)
    sources = {f"{n}.py": f"x{n}=1" for n in range(4)}

    assert {f"{n}.py": f"x{n} = 1\n" for n in range(4)} == formatted(sources, Cache(tmp_path))
