"""A remembered value is the value, place by place; anything else is forgotten, and nothing is run."""

import os
import pickle
import sys
from hashlib import sha256

import pytest

from generator import memory as remembering
from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import MAX_DEPTH, parse
from generator.memory import Memory, code_of, key_of


def places(document):
    return [
        (node.pointer, node.file, node.line, node.col, node.key_at) for node in document.root.walk()
    ]


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "m")


def test_recall(memory):
    report = Diagnostics()
    document = parse('a: {b: [1, "x", null, {}], "c/~": 1.5}\nd: []', "a.yaml", report)
    report.warning("path-twin", Spot("a.yaml", 1, 2, "/a"), "message", "hint")
    memory.keep("key", (document, report.findings))

    recalled, findings = memory.recall("key")

    assert document.root.plain() == recalled.root.plain()
    assert places(document) == places(recalled)
    assert report.findings == findings
    assert recalled.file == "a.yaml"


def test_depth(memory):
    document = parse("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "a.json", Diagnostics())

    memory.keep("key", document)

    recalled = memory.recall("key")
    assert recalled is None or places(document) == places(recalled)


class Command:
    """Runs something when a pickle of it is read."""

    def __reduce__(self):
        return os.mkdir, ("evil",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        pickle.dumps(Command()),
        pickle.dumps(Spot("a.yaml"))[:-4],
        pickle.dumps(Memory),
        b"cgenerator.memory\nkey_of\n.",
        b"cgenerator.memory\nPath\n.",
        b"cgenerator.nowhere\nkey_of\n.",
        b"cgenerator.stages\nDocument\n.",
    ],
    ids=range(10),
)
def test_what_is_not_ours_is_forgotten(memory, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    memory.folder.mkdir()
    checksum = sha256(content).hexdigest().encode()
    (memory.folder / "key").write_bytes(checksum + b"\n" + content)

    assert memory.recall("key") in (None, Memory)
    assert not (tmp_path / "evil").exists()


def test_damage_is_forgotten(memory):
    memory.keep("key", ("a long text",))
    content = (memory.folder / "key").read_bytes()
    (memory.folder / "key").write_bytes(content.replace(b"long", b"torn"))

    assert memory.recall("key") is None
    assert memory.recall("another") is None


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "m").touch()

    Memory(tmp_path / "m").keep("key", "value")

    assert Memory(tmp_path / "m").recall("key") is None


def test_old_values_go(memory):
    for number in range(50):
        memory.keep(str(number), number)

    assert len([*memory.folder.iterdir()]) == 40
    assert memory.recall("49") == 49


def test_keys_differ():
    assert key_of(b"1") == key_of(b"1")
    assert len({key_of(b"1"), key_of(b"2"), key_of(b"1", None)}) == 3
    assert len({code_of("memory.py"), code_of("document"), code_of("memory.py", "document")}) == 3


@pytest.mark.parametrize(
    ("holder", "name", "value"),
    [(sys, "version", "3.99"), (remembering, "version", "99 of {}".format)],
    ids=["python", "tools"],
)
def test_other_surroundings_have_other_keys(monkeypatch, holder, name, value):
    before = key_of(1)
    remembering._surroundings.cache_clear()
    monkeypatch.setattr(holder, name, value)

    assert key_of(1) != before
    remembering._surroundings.cache_clear()


def test_without_a_folder_nothing_is_kept():
    Memory(None).keep("key", "value")

    assert Memory(None).recall("key") is None


ASIDE = {"stages.py", "memory.py"}
"""They also do what is not remembered, with what is no maker."""
