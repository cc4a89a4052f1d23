"""What is kept in a folder counts; what passes through it does not."""

import pytest

from generator.output.folders import files_below


@pytest.mark.parametrize(
    "passing",
    [
        ".a.py.swp",
        "a.py~",
        "a.pyc",
        "__pycache__/a.cpython-311.pyc.139872",
        ".ipynb_checkpoints/a.py",
        "deep/__pycache__/b.py",
    ],
)
def test_what_passes_is_left_out(tmp_path, passing):
    (tmp_path / passing).parent.mkdir(parents=True, exist_ok=True)
    for name in (passing, "b.txt", "a.py"):
        (tmp_path / name).touch()
    (tmp_path / ".#a.py").symlink_to("someone@somewhere")
    (tmp_path / "gone.py").symlink_to("nowhere")

    assert [*files_below(tmp_path)] == [(name, tmp_path / name) for name in ("a.py", "b.txt")]
