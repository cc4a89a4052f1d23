"""Threads that read the first response of a kind at the same time."""

import os
import subprocess
import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PROGRAM = """
import sys, threading
from runtime.models.decode import decode
from runtime.models.model import Model

sys.setswitchinterval(1e-6)
for number in range(150):
    scope = {"Model": Model}
    for depth in range(6):
        inner = f"list[Kind{number}x{depth - 1}]" if depth else "int"
        body = "".join(f"    f{each}: '{inner} | None' = None\\n" for each in range(4))
        exec(f"class Kind{number}x{depth}(Model):\\n{body}", globals())
    kind = globals()[f"Kind{number}x5"]
    gate, found = threading.Barrier(6), []

    def read():
        gate.wait()
        found.append(decode(kind, b'{"f0": [{"f1": [{}]}]}', strict=True))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6 and all(each == found[0] for each in found)
print("read")
"""


def test_threads_may_be_the_first_to_read_a_kind_of_response_together():
    environment = {**os.environ, "PYTHONPATH": str(TEMPLATES)}
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "read\n"), done.stderr
