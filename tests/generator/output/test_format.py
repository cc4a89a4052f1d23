"""Ruff and black print the same bytes, and a source that is not Python is named with its line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.config import FORMATTERS
from generator.output.format import FormatError, format_sources

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_format(formatter):
    sources = {"src/build/a.py": "x='1'", "src/build/b.py": "def f( a ): pass\ny=2", "c.py": ""}

    assert format_sources(sources, formatter) == {
        "src/build/a.py": 'x = "1"\n',
        "src/build/b.py": "def f(a):\n    pass\n\n\ny = 2\n",
        "c.py": "",
    }


@pytest.mark.parametrize("formatter", FORMATTERS)
@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("x = (", 1, "'(' was never closed: x = ("),
        ("x = 1\nclass for:\n", 2, "invalid syntax: class for:"),
    ],
)
def test_what_is_not_python_is_named_with_its_line(formatter, source, line, reason):
    with pytest.raises(FormatError) as caught:
        format_sources({"good.py": "x=1", "bad.py": source}, formatter)

    error = caught.value
    assert (error.path, error.line, error.reason) == ("bad.py", line, reason)


@pytest.mark.parametrize("name", ["build", "dist", ".git", "venv", "site-packages"])
def test_no_folder_or_configuration_around_keeps_a_file_from_being_formatted(
    tmp_path, monkeypatch, name
):
    folder = tmp_path / name
    folder.mkdir()
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "ruff.toml").write_text('line-length = 20\nexclude = ["*"]\n')
    (folder / "ruff.toml").write_text('[format]\nquote-style = "single"\n')
    (tmp_path / ".git").mkdir(exist_ok=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.chdir(folder)

    assert format_sources({"a.py": "x='1'"}) == {"a.py": 'x = "1"\n'}
    assert [each.name for each in folder.iterdir()] == ["ruff.toml"]


def test_ruff_is_the_one_of_the_installed_package(tmp_path):
    fake = tmp_path / ("ruff.exe" if sys.platform == "win32" else "ruff")
    fake.write_text("#!/bin/sh\ntouch executed\n")
    fake.chmod(0o755)
    code = "from generator.output.format import format_sources; print(format_sources({'a': 'x=1'}))"

    ended = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == "{'a': 'x = 1\\n'}\n"
    assert [each.name for each in tmp_path.iterdir()] == [fake.name]
