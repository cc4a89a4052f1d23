"""A remembered document is the document, place by place; anything else is forgotten."""

import pytest

from generator.diagnostics import Diagnostics, Spot
from generator.memory import Memory, key_of
from generator.source import parse


def places(document):
    return [
        (node.pointer, node.file, node.line, node.col, node.key_at) for node in document.root.walk()
    ]


def test_recall(tmp_path):
    report = Diagnostics()
    document = parse('a: {b: [1, "x", null, {}], "c/~": 1.5}\nd: []', "a.yaml", report)
    report.warning("path-twin", Spot("a.yaml", 1, 2, "/a"), "message", "hint")
    Memory(tmp_path / "m").keep("key", document, report)
    again = Diagnostics()

    recalled = Memory(tmp_path / "m").recall("key", again)

    assert document.root.plain() == recalled.root.plain()
    assert places(document) == places(recalled)
    assert report.findings == again.findings
    assert "a.yaml" == recalled.file


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"findings": [[]], "root": [], "files": [], "file": ""}', b"\xff"],
)
def test_damage_is_forgotten(tmp_path, content):
    (tmp_path / "key").write_bytes(content)
    report = Diagnostics()

    assert Memory(tmp_path).recall("key", report) is None
    assert () == report.findings


def test_keys_differ():
    assert key_of(b"1") == key_of(b"1")
    assert len({key_of(b"1"), key_of(b"2"), key_of(b"1", None)}) == 3
