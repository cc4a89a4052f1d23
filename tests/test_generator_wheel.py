"""The generator as others install it: one package, whose command starts a project and generates."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow
PETS = """\
swagger: "2.0"
info: {title: Pets, version: "1"}
host: api.example.test
schemes: [https]
paths:
  /pets: {get: {operationId: listPets, tags: [pets], responses: {200: {description: Fine}}}}
"""


def run(*command: object, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False, env=clean
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """An environment that has the built wheel, and sees the libraries of this one."""
    if importlib.util.find_spec("build") is None:
        pytest.skip("build is not installed; `make setup` installs it")
    folder = tmp_path_factory.mktemp("generator")
    options = ["--wheel", "--no-isolation", "--outdir", folder]
    run(sys.executable, "-m", "build", *options, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True, symlinks=True)
    binaries = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    run(binaries / "python", "-m", "pip", "install", *options, wheel, cwd=folder)
    site = Path(
        run(
            binaries / "python", "-c", "import site; print(site.getsitepackages()[0])", cwd=folder
        ).strip()
    )
    libraries = Path(importlib.util.find_spec("jinja2").origin).parents[1]
    (site / "libraries.pth").write_text(
        f"{libraries}\n"
    )  # the links to checkouts in it are not followed
    return binaries


def test_only_one_package_is_installed(installed):
    (site,) = installed.parent.rglob("site-packages")
    own = {path.name for path in site.iterdir() if "pip" not in path.name and path.is_dir()}

    assert {name for name in own if not name.endswith(".dist-info")} <= {
        "callfire_gen", "setuptools", "pkg_resources", "_distutils_hack",
    }  # fmt: skip
    assert not (site / "generator").exists()
    assert not (site / "templates").exists()


def test_the_installed_command_starts_a_project_and_generates(installed, tmp_path):
    command = installed / "callfire-gen"
    (tmp_path / "pets.yaml").write_text(PETS)

    run(command, "init", "pets.yaml", cwd=tmp_path)
    assert run(command, "generate", cwd=tmp_path).startswith("generated has 1 operations: ")
    assert run(command, "generate", "--check", cwd=tmp_path) == "generated is up to date\n"
    where = run(
        installed / "python", "-c",
        "import sys; sys.argv = ['x', 'explain', 'ref-broken']; import callfire_gen\n"
        "try: callfire_gen.main()\nexcept SystemExit: import generator; print(generator.__file__)",
        cwd=tmp_path,
    )  # fmt: skip
    assert where.splitlines()[-1].startswith(str(installed.parent))
