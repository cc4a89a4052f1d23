"""What is published: wheel and sdist hold what they should, and what comes out of the sdist works elsewhere."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = r"""
import importlib.metadata, re
from callfire import TextRecipient, contact_csv, ivr, models, webhooks
from callfire.testing import FakeCallFire

fake = FakeCallFire()
with fake.client() as client:
    sent = client.texts.send([TextRecipient(phone_number="12135551122", message="Hi")])
    assert "12135551122" == sent[0].to_number
    assert [sent[0].id] == [text.id for text in client.texts.find()]
needed = {re.match(r"[\w-]+", each)[0] for each in importlib.metadata.requires("callfire") if "extra" not in each}
assert {"httpx2", "msgspec"} == needed, needed
print(importlib.metadata.version("callfire"))
"""

SKILL = "callfire/.agents/skills/callfire/SKILL.md"


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with wheel and sdist."""
    missing = [name for name in ("build", "hatchling") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed; `make build` installs what it needs")
    folder = tmp_path_factory.mktemp("dist")
    options = ["--no-isolation", "--outdir", folder]
    run(sys.executable, "-m", "build", *options, ROOT / "generated", cwd=folder)
    return folder


def test_what_is_in_them(built):
    (wheel,), (sdist,) = built.glob("*.whl"), built.glob("*.tar.gz")
    inside = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        source = {name.partition("/")[2] for name in archive.getnames()}

    package = {
        path.relative_to(ROOT / "generated" / "src").as_posix()
        for path in (ROOT / "generated" / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in inside if name.startswith("callfire/")} == package
    assert {"callfire/py.typed", "callfire/actions/catalogue.json", SKILL} <= package
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert {"README.md", "LICENSE", "pyproject.toml", "src/callfire/__init__.py"} <= source
    assert {f"src/{name}" for name in package} <= source


@pytest.mark.slow
def test_the_sdist_works_in_an_empty_environment(built, tmp_path):
    (file,) = built.glob("*.tar.gz")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    quiet = ["--quiet", "--disable-pip-version-check"]
    fetched = subprocess.run(
        [python, "-m", "pip", "install", *quiet, file], capture_output=True, text=True, check=False
    )
    if fetched.returncode and "No matching distribution" in fetched.stderr:
        pytest.skip("the registry is out of reach")

    assert fetched.returncode == 0, fetched.stderr[-2000:]
    assert run(python, "-I", "-W", "error", "-c", PROGRAM, cwd=tmp_path) == "0.1.0\n"
