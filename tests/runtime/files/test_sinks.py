"""Unfinished files beside a download: links that others planted are never followed, and nothing is left behind."""

import os

import pytest
from runtime.files.sinks import open_sink


def planted(tmp_path, how, name):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    place = tmp_path / name
    if how == "symlink":
        place.symlink_to(victim)
    elif how == "hard link":
        os.link(victim, place)
    elif how == "dangling":
        place.symlink_to(tmp_path / "nowhere")
    else:
        os.mkfifo(place)
    return victim


@pytest.mark.parametrize("how", ["symlink", "hard link", "dangling", "pipe"])
@pytest.mark.parametrize("tagged", [True, False])
def test_a_planted_part_file_is_not_written_to(tmp_path, how, tagged):
    victim = planted(tmp_path, how, "a.mp3.part")
    if tagged:
        (tmp_path / "a.mp3.part.tag").write_text('"a"')
        with pytest.raises(OSError, match="link"):
            open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)
    else:
        sink = open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)
        sink.write(b"sound")
        sink.finish()
        assert (tmp_path / "a.mp3").read_bytes() == b"sound"
        assert not (tmp_path / "a.mp3").is_symlink()

    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("how", ["symlink", "hard link", "dangling"])
def test_a_planted_tag_file_is_not_written_to(tmp_path, how):
    victim = planted(tmp_path, how, "a.mp3.part.tag")
    with pytest.raises(OSError, match="link"):
        open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)

    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_part_file_that_is_swapped_is_not_moved_into_place(tmp_path):
    sink = open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)
    sink.tag = '"a"'
    sink.write(b"sound")
    part = tmp_path / "a.mp3.part"
    part.unlink()
    part.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="replaced"):
        sink.finish()
    assert not (tmp_path / "a.mp3").is_symlink()


def test_a_download_goes_on_where_it_was(tmp_path):
    first = open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)
    first.tag = '"a"'
    first.write(b"so")
    first.abandon()
    second = open_sink(tmp_path / "a.mp3", resume=True, overwrite=True)

    assert (second.position, second.tag) == (2, '"a"')
    second.write(b"und")
    second.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]
    assert (tmp_path / "a.mp3").read_bytes() == b"sound"


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    sink = open_sink(tmp_path / "a.mp3", resume=False, overwrite=True)

    class Full:
        def close(self):
            raise OSError(28, "No space left on device")

    sink._file.close()
    monkeypatch.setattr(sink, "_file", Full())
    sink.abandon()

    assert list(tmp_path.iterdir()) == []
