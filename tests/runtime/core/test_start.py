"""A client starts without what only some calls and errors need."""

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sys
from runtime.core.options import Settings
from runtime.client.sync import SyncClient
with SyncClient(Settings("demo", "1.0", "http://127.0.0.1:9", "DEMO"), "login", "password"):
    unused = ("difflib", "runtime.files.download", "runtime.files.upload", "runtime.bulk")
    print(sorted({*unused} & {*sys.modules}))
"""


def test_a_client_loads_neither_files_nor_what_only_errors_need():
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[3] / "templates",
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == "[]\n"
