"""The programs of guides pass mypy in strict mode, since people copy them into checked code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = (
    "authentication",
    "bulk",
    "errors",
    "exports",
    "logging",
    "paging",
    "proxies",
    "quickstart",
    "values",
    "waiting",
    "webhooks",
    "workers",
)
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FRAMEWORKS = re.compile(r"^from (fastapi|flask|django|celery|distributed|tasks)", re.MULTILINE)


@pytest.mark.slow
def test_programs_pass_mypy_strict(tmp_path: Path) -> None:
    for guide in GUIDES:
        text = (ROOT / "spec" / "docs" / f"{guide}.md").read_text("utf-8")
        for number, program in enumerate(PROGRAM.findall(text)):
            if not FRAMEWORKS.search(program):
                (tmp_path / f"{guide}_{number}.py").write_text(program, "utf-8")
    programs = sorted(tmp_path.glob("*.py"))
    assert len(programs) > 25
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases", *programs]
    run = subprocess.run(
        [str(word) for word in command],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "generated" / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.splitlines()[-1].startswith("Success"), run.stdout + run.stderr
