"""What an installation needs: two libraries and what those need; and each extra, with it and without it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest

GENERATED = Path(__file__).resolve().parents[2] / "generated"

CALL = """
import asyncio, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "9")
        self.end_headers()
        self.wfile.write(b'{"id": 5}')

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"

import callfire

def ask():
    with callfire.CallFire("login", "password", base_url=address) as client:
        assert 5 == client.calls.get(1).id

async def ask_async(**options):
    async with callfire.AsyncCallFire("login", "password", base_url=address, **options) as client:
        assert 5 == (await client.calls.get(1)).id
"""
PLAIN = CALL + """
ask()
asyncio.run(ask_async())
for name in callfire.__all__:
    getattr(callfire, name)
print("fine")
"""
COMMAND = """
import contextlib, io, os
os.environ.update(CALLFIRE_LOGIN="login", CALLFIRE_PASSWORD="password")
from callfire.cli import main

def command(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        sys.argv = ["callfire", "--base-url", address, *words]
        return main(), out.getvalue(), err.getvalue()
"""
WITH = {
    "cli": COMMAND
    + """
assert command("calls", "get", "1", "--query", "id")[:2] == (0, "5\\n")
print("fine")
""",
    "mcp": COMMAND
    + """
code, listed, _ = command("mcp", "--list")
assert code == 0 and listed, (code, listed)
print("fine")
""",
    "aiohttp": """
asyncio.run(ask_async(http_client="aiohttp"))
assert "aiohttp" in sys.modules
print("fine")
""",
    "otel": """
from opentelemetry import trace

class Span(trace.NonRecordingSpan):
    def set_attribute(self, name, value):
        seen[name] = value

class Tracer(trace.NoOpTracer):
    def start_span(self, name, *_, attributes=None, **__):
        seen.update(attributes or {}, name=name)
        return Span(trace.INVALID_SPAN_CONTEXT)

    def start_as_current_span(self, name, *args, attributes=None, **kwargs):
        return trace.use_span(self.start_span(name, attributes=attributes))

class Provider(trace.TracerProvider):
    def get_tracer(self, *_, **__):
        return Tracer()

seen = {}
trace.set_tracer_provider(Provider())
ask()
assert ("getCall", "/calls/{id}", 200) == (
    seen["name"], seen["url.template"], seen["http.response.status_code"]
), seen
print("fine")
""",
}
WITHOUT = {
    "cli": COMMAND
    + """
code, _, stderr = command("calls", "get", "1", "--query", "id")
assert code == 2 and "jmespath" in stderr, (code, stderr)
assert command("calls", "get", "1")[0] == 0
print("fine")
""",
    "mcp": COMMAND
    + """
code, _, stderr = command("mcp")
assert code == 2 and "[mcp]" in stderr, (code, stderr)
ask()
print("fine")
""",
    "aiohttp": """
try:
    callfire.AsyncCallFire("login", "password", http_client="aiohttp")
except callfire.ConfigurationError as error:
    assert "[aiohttp]" in str(error), error
    ask()
    asyncio.run(ask_async())
    print("fine")
""",
    "otel": """
ask()
asyncio.run(ask_async())
assert not [name for name in sys.modules if name.startswith("opentelemetry") and sys.modules[name]]
print("fine")
""",
}
WITH |= {
    "keyring": """
import keyring
ask()
print("fine")
""",
    "parquet": """
import pyarrow
ask()
print("fine")
""",
    "postgres": """
import psycopg
ask()
print("fine")
""",
    "preview": """
with callfire.CallFire("login", "password", base_url=address, quiet_hours=("21:00", "08:00")) as client:
    assert 5 == client.calls.get(1).id
print("fine")
""",
    "redis": """
try:
    callfire.RedisRateLimit(5, "redis://127.0.0.1:1").reserve()
except callfire.SharedRateLimitError:
    print("fine")
""",
}
WITHOUT |= {
    "keyring": """
ask()
print("fine")
""",
    "parquet": """
ask()
print("fine")
""",
    "postgres": """
try:
    with callfire.CallFire("login", "password", base_url=address) as client:
        journal = callfire.DatabaseJournal("postgresql://127.0.0.1:1/x")
        client.texts.send_bulk([{"phone_number": "12135551122", "message": "x"}], journal=journal)
except callfire.ConfigurationError as error:
    assert "psycopg" in str(error), error
    ask()
    print("fine")
""",
    "preview": """
try:
    callfire.CallFire("login", "password", quiet_hours=("21:00", "08:00"))
except callfire.ConfigurationError as error:
    assert "[preview]" in str(error), error
    ask()
    print("fine")
""",
    "redis": """
try:
    callfire.RedisRateLimit(5, "redis://127.0.0.1:1").reserve()
except callfire.ConfigurationError as error:
    assert "redis" in str(error), error
    ask()
    print("fine")
""",
}
BLOCKED = {
    "aiohttp": "aiohttp",
    "cli": "jmespath",
    "keyring": "keyring",
    "mcp": "mcp",
    "otel": "opentelemetry",
    "parquet": "pyarrow",
    "postgres": "psycopg",
    "preview": "phonenumbers",
    "redis": "redis",
}


def project() -> dict[str, Any]:
    result: dict[str, Any] = tomllib.loads((GENERATED / "pyproject.toml").read_text())["project"]
    return result


def plain(requirement: str) -> str:
    result = re.match(r"[\w.-]+", requirement)
    assert result
    return re.sub(r"[-_.]+", "-", result[0]).lower()


def run(python: str | Path, program: str, **environment: str) -> str:
    done = subprocess.run(
        [str(python), "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_two_libraries_are_all_it_needs() -> None:
    assert [plain(each) for each in project()["dependencies"]] == ["httpx2", "msgspec"]
    assert all(re.search(r">=[\d.]+,<\d", each) for each in project()["dependencies"])


def test_every_extra_is_tried_with_and_without() -> None:
    assert {*project()["optional-dependencies"]} == {*WITH} == {*WITHOUT}


@pytest.mark.parametrize("extra", WITH)
def test_with_the_extra(extra: str) -> None:
    pytest.importorskip(BLOCKED[extra])
    assert run(sys.executable, CALL + WITH[extra], PYTHONPATH=str(GENERATED / "src")) == "fine"


@pytest.mark.parametrize("extra", WITHOUT)
def test_without_the_extra(extra: str) -> None:
    block = f"import sys\nsys.modules[{BLOCKED[extra]!r}] = None\n"
    program = block + CALL + WITHOUT[extra]
    assert run(sys.executable, program, PYTHONPATH=str(GENERATED / "src")) == "fine"


def test_it_works_with_no_extra_at_all() -> None:
    block = "import sys\n" + "".join(
        f"sys.modules[{name!r}] = None\n" for name in (*BLOCKED.values(), "pytest", "pydantic")
    )
    assert run(sys.executable, block + PLAIN, PYTHONPATH=str(GENERATED / "src")) == "fine"


NEEDED = """
import json
from importlib.metadata import distribution, distributions
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

def needed(name, names):
    if name not in names:
        names.add(name)
        for text in distribution(name).requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                needed(canonicalize_name(requirement.name), names)
    return names

there = {canonicalize_name(each.name) for each in distributions()} - {"pip", "setuptools", "wheel"}
print(json.dumps({"there": sorted(there), "needed": sorted(needed("callfire", set()))}))
"""


@pytest.mark.slow
def test_a_fresh_installation_of_the_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    built = subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(GENERATED)], check=False
    )
    if built.returncode:
        pytest.skip("no package index within reach")
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]

    subprocess.run([*install, str(wheel)], check=True)
    result = json.loads(run(python, NEEDED, PYTHONWARNINGS=""))
    assert result["needed"] == result["there"]
    assert {"callfire", "httpx2", "msgspec"} <= {*result["there"]}
    assert run(python, PLAIN) == "fine"
    for program in WITHOUT.values():
        assert run(python, CALL + program) == "fine"
    for extra, program in WITH.items():
        subprocess.run([*install, f"{wheel}[{extra}]"], check=True)
        assert run(python, CALL + program) == "fine"
