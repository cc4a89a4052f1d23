"""The appointment reminders of the cookbook, killed in the middle: no one gets a second text, no one is forgotten."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "spec" / "docs" / "cookbook" / "appointment-reminders.md"
ROWS = 400


def test_reminders_survive_a_crash(tmp_path: Path) -> None:
    program = re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )[0]
    assert "delay=30" in program
    (tmp_path / "reminders.py").write_text(program.replace("delay=30", "delay=0"))
    rows = (f"Patient {n},213555{n:04},09:{n % 60:02}\n" for n in range(ROWS))
    (tmp_path / "appointments.csv").write_text("name,phone,time\n" + "".join(rows))
    fake = importlib.import_module("callfire.testing").FakeCallFire()
    fake.delay("sendTexts", 0.4, times=None)
    killed = 0
    with fake.serve() as address:
        environment = {
            **os.environ,
            "CALLFIRE_BASE_URL": address,
            "CALLFIRE_LOGIN": "login",
            "CALLFIRE_PASSWORD": "password",
            "PYTHONPATH": str(ROOT / "generated" / "src"),
        }
        for limit in (1, 4, 6, None, None, None):
            run = subprocess.Popen(
                [sys.executable, "reminders.py", "appointments.csv"], cwd=tmp_path, env=environment
            )
            while limit and run.poll() is None and len(fake.sent("sendTexts")) < limit:
                time.sleep(0.005)
            if limit and run.poll() is None:
                run.send_signal(signal.SIGKILL)
                killed += 1
            if run.wait(timeout=60) == 0:
                break
    counted = Counter(item["toNumber"] for item in fake.items("/texts"))

    assert run.returncode == 0
    assert killed >= 2
    assert len(counted) == ROWS
    assert set(counted.values()) == {1}
