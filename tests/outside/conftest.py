"""Programs from outside: `make judges` installs them; a plain test run skips what is not there."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JUDGES = ROOT / ".cache" / "judges"
MODULES = JUDGES / "node_modules"
PYTHON = JUDGES / "python" / "bin"


@pytest.fixture(scope="session")
def node_tool():
    """A function that runs a command of an installed npm package and returns the finished process."""
    if not MODULES.is_dir():
        if os.environ.get("JUDGES"):
            pytest.fail("the npm packages are not installed")
        pytest.skip("the npm packages are not installed; `make judges` installs them")

    def run(name, *arguments, cwd=None):
        return subprocess.run(
            [MODULES / ".bin" / name, *arguments],
            cwd=cwd,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def python_tool():
    """A function that runs a command of the Python environment of the judges and returns the finished process."""
    if not PYTHON.is_dir():
        if os.environ.get("JUDGES"):
            pytest.fail("the PyPI packages are not installed")
        pytest.skip("the PyPI packages are not installed; `make judges` installs them")

    def run(name, *arguments, cwd=None):
        return subprocess.run(
            [PYTHON / name, *arguments],
            cwd=cwd,
            check=False,
            capture_output=True,
            text=True,
            timeout=240,
            env={"PATH": f"{PYTHON}:{os.environ['PATH']}", "HOME": os.environ.get("HOME", "/tmp")},
        )

    return run


@pytest.fixture(scope="session")
def descriptions(tmp_path_factory):
    """The published description: as Swagger 2.0 and as OpenAPI 3.1."""
    from generator import cli

    folder = tmp_path_factory.mktemp("descriptions")
    files = {"swagger.json": (), "openapi.json": ("--openapi3",)}
    for name, options in files.items():
        assert cli.run(["effective", "--output", str(folder / name), *options]) == 0
    return folder
