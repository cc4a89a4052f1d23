"""The writer owns what it recorded, nothing else, and repairs what a kill left behind."""

import errno
import os
from pathlib import Path

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.output import manifest, writer

FILES = {"package": {"a.txt": b"one\n", "d/b.txt": b"two\n"}}
INPUTS = {"spec": "1"}


def planned(folder, outputs=FILES, inputs=INPUTS):
    report = Diagnostics()
    plan = writer.plan(folder, outputs, inputs, report)
    assert report.findings == ()
    return plan


def write(folder, outputs=FILES, inputs=INPUTS):
    plan = planned(folder, outputs, inputs)
    writer.write(plan)
    return [(each.verb, each.path) for each in plan.changes]


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {manifest.FILE, manifest.JOURNAL}
    }


def test_first_run(tmp_path):
    assert write(tmp_path / "out") == [("create", "a.txt"), ("create", "d/b.txt")]
    assert tree(tmp_path / "out") == FILES["package"]
    assert manifest.read_journal(tmp_path / "out") is None
    assert manifest.read(tmp_path / "out").inputs == dict(INPUTS)


def test_second_run_writes_nothing(tmp_path):
    write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    assert write(tmp_path) == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_what_changed_is_written(tmp_path):
    write(tmp_path)
    before = (tmp_path / "a.txt").stat().st_ino

    assert write(tmp_path, {"package": {"a.txt": b"one\n", "d/b.txt": b"2\n"}}) == [
        ("update", "d/b.txt")
    ]
    assert (tmp_path / "a.txt").stat().st_ino == before


def test_orphans_go_with_their_folder(tmp_path):
    write(tmp_path)

    assert write(tmp_path, {"package": {"a.txt": b"one\n"}}) == [("remove", "d/b.txt")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", manifest.FILE]


def test_edited_orphans_and_foreign_files_stay(tmp_path):
    write(tmp_path)
    (tmp_path / "d/b.txt").write_bytes(b"mine\n")
    (tmp_path / "d/other.txt").write_bytes(b"theirs\n")

    assert write(tmp_path, {"package": {"a.txt": b"one\n"}}) == [("keep", "d/b.txt")]
    assert tree(tmp_path) == {"a.txt": b"one\n", "d/b.txt": b"mine\n", "d/other.txt": b"theirs\n"}


def test_hand_edits_are_known_with_their_diff(tmp_path):
    write(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"mine\n")
    plan = planned(tmp_path)

    assert plan.edited[0].diff == "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-mine\n+one\n"


def test_writing_overwrites_hand_edits(tmp_path):
    write(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"mine\n")

    assert write(tmp_path) == [("update", "a.txt")]
    assert tree(tmp_path) == FILES["package"]


def test_files_of_others_are_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"theirs\n")

    assert [each.path for each in planned(tmp_path).edited] == ["a.txt"]


def test_missing_and_equal_files_are_no_edits(tmp_path):
    write(tmp_path)
    (tmp_path / manifest.FILE).unlink()
    (tmp_path / "a.txt").unlink()

    assert write(tmp_path) == [("create", "a.txt")]


def test_kinds_of_other_versions_go_unless_they_were_edited(tmp_path):
    write(tmp_path, {"package": {"a.txt": b"1"}, "wiki": {"b.md": b"2", "c.md": b"3"}})
    (tmp_path / "c.md").write_bytes(b"mine")

    assert write(tmp_path, {"package": {"a.txt": b"1"}}) == [("remove", "b.md"), ("keep", "c.md")]
    assert tree(tmp_path) == {"a.txt": b"1", "c.md": b"mine"}
    assert set(manifest.read(tmp_path).outputs) == {"package"}


def test_other_kinds_stay_and_keep_the_inputs_undone(tmp_path):
    write(tmp_path, {"package": {"a.txt": b"1"}, "docs": {"b.md": b"2"}})

    assert write(tmp_path, {"package": {"a.txt": b"3"}}, {"spec": "2"}) == [("update", "a.txt")]
    assert tree(tmp_path) == {"a.txt": b"3", "b.md": b"2"}
    assert manifest.read(tmp_path).inputs == {"spec": "1"}
    assert set(manifest.read(tmp_path).outputs) == {"docs", "package"}


@pytest.mark.parametrize("step", range(12))
def test_a_kill_between_any_two_steps_is_repaired(tmp_path, monkeypatch, step):
    """The run stops dead before its nth change of the file system; then another description is generated."""
    write(tmp_path, {"package": {"a.txt": b"old\n", "d/b.txt": b"old\n", "gone.txt": b"old\n"}})
    later = {"package": {"a.txt": b"new\n", "d/b.txt": b"new\n", "fresh/c.txt": b"new\n"}}
    killed = kill_at(monkeypatch, step)
    try:
        write(tmp_path, later)
    except Killed:
        killed = True
    monkeypatch.undo()

    last = {"package": {"a.txt": b"last\n", "d/b.txt": b"last\n"}}
    assert planned(tmp_path, last).edited == ()
    write(tmp_path, last)

    assert tree(tmp_path) == last["package"]
    assert manifest.read_journal(tmp_path) is None
    assert killed or step > 6


class Killed(BaseException):
    """Like a signal: no handler for exceptions sees it."""


def kill_at(monkeypatch, step):
    count = 0

    def counted(real):
        def call(*arguments, **options):
            nonlocal count
            count += 1
            if count > step:
                raise Killed
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    return False


@pytest.mark.parametrize(
    "path",
    [
        "../a",
        "/a",
        "a/../../b",
        "a//b",
        "",
        "a\\b",
        "C:a",
        "con.py",
        "d/NUL",
        "a.",
        "a ",
        "x\0",
        "a\n",
        "\u202ea",
        "e" * 200,
        manifest.FILE,
    ],
)
def test_unsafe_paths_are_findings(tmp_path, path):
    report = Diagnostics()

    writer.plan(tmp_path / "out", {"package": {path: b""}}, {}, report)

    assert report.codes == ("output-path",)


@pytest.mark.parametrize("paths", [("a.txt", "A.txt"), ("a", "a/b"), ("straße", "STRASSE")])
def test_paths_that_clash_somewhere_are_findings(tmp_path, paths):
    report = Diagnostics()

    writer.plan(tmp_path, {"package": dict.fromkeys(paths, b"")}, {}, report)

    assert report.codes == ("output-clash",)


def test_links_lead_nowhere(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "d").symlink_to(tmp_path / "outside")
    report = Diagnostics()

    writer.plan(tmp_path / "out", FILES, {}, report)

    assert report.codes == ("output-path",)


def test_a_linked_file_is_foreign(tmp_path):
    (tmp_path / "outside.txt").write_bytes(b"one\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").symlink_to(tmp_path / "outside.txt")

    assert [each.path for each in planned(tmp_path / "out").edited] == ["a.txt"]
    write(tmp_path / "out", {"package": {"a.txt": b"new\n"}})
    assert (tmp_path / "outside.txt").read_bytes() == b"one\n"
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"new\n"


def test_a_file_in_place_of_a_folder_is_a_finding(tmp_path):
    (tmp_path / "d").write_bytes(b"mine")
    report = Diagnostics()

    plan = writer.plan(tmp_path, FILES, INPUTS, report)

    assert [(each.code, each.file) for each in report] == [("output-path", "d/b.txt")]
    assert [each.path for each in plan.changes] == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_foreign_and_not_read(tmp_path):
    os.mkfifo(tmp_path / "a.txt")

    assert [each.path for each in planned(tmp_path).edited] == ["a.txt"]
    write(tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == b"one\n"


def test_a_full_disk_is_reported_with_the_file_and_leaves_nothing_half_written(
    tmp_path, monkeypatch
):
    def full(path, *_):
        raise OSError(errno.ENOSPC, "no space", None)

    plan = planned(tmp_path)
    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(OSError, match=rf"no space: .*{manifest.JOURNAL}'"):
        writer.write(plan)
    assert [*tmp_path.iterdir()] == []


def test_a_hostile_manifest_removes_nothing_outside(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"precious")
    out = tmp_path / "out"
    out.mkdir()
    sums = {
        "../victim.txt": manifest.checksum(b"precious"),
        os.fspath(victim): manifest.checksum(b"precious"),
    }
    (out / manifest.FILE).write_text(manifest.Manifest({}, {"package": sums}).text)

    write(out)

    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"inputs": 1, "outputs": {"package": [1]}}', b"\xff", b"[" * 100_000],
)
def test_a_broken_manifest_counts_as_none(tmp_path, content):
    (tmp_path / manifest.FILE).write_bytes(content)

    assert manifest.Manifest() == manifest.read(tmp_path) or manifest.read(tmp_path).outputs == {
        "package": {}
    }


def test_manifests_do_not_depend_on_order():
    one = manifest.Manifest({"b": "1", "a": "2"}, {"y": {"d": "3", "c": "4"}, "x": {}})
    two = manifest.Manifest({"a": "2", "b": "1"}, {"x": {}, "y": {"c": "4", "d": "3"}})

    assert one.text == two.text
