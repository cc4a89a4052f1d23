"""No command executes a file of the working folder, whatever the name of the file is."""

import os
import subprocess
import sys
import sysconfig
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from generator.cli import COMMANDS

ROOT = Path(__file__).parents[3]
SCRIPT = Path(sysconfig.get_path("scripts"), "callfire-gen")
ARGUMENTS = {
    "init": (("spec/swagger.json",), 2),  # the project is there already
    "generate": ((), 0),
    "validate": ((), 0),
    "diff": (("spec/swagger.yaml", "vendored"), 0),
    "fetch": (("--from", "spec/swagger.json"), 2),  # it has no operation
    "release-check": ((), 2),  # without git no release can be seen
    "release": (("1.0.0",), 2),
    "names": ((), 0),
    "explain": (("ref-broken",), 0),
    "lock": ((), 0),
    "effective": (("--openapi3",), 0),
    "export": (("mcp", "-o", "tools.json"), 0),
    "status": ((), 0),
    "effects": ((), 0),
    "completion": (("bash",), 0),
}
"""What each command is given, and the code that it exits with."""


@pytest.fixture(scope="module")
def early(tmp_path_factory):
    """The modules that Python itself imports before it runs ``python -m`` anything."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "probe.py").write_text("import sys\nprint(*sys.modules)")
    ended = subprocess.run(
        [sys.executable, "-m", "probe"], cwd=folder, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in ended.stdout.split()}


def plant(folder, names):
    """A module of each name that leaves a mark when it is executed."""
    for name in names:
        text = f"open({str(folder / 'executed')!r}, 'a').write('{name}\\n')\n"
        (folder / f"{name}.py").write_text(text)


def executed(folder):
    mark = folder / "executed"
    return mark.read_text().split() if mark.exists() else []


def names():
    """Everything that can be imported: the standard library and all installed packages."""
    every = {*sys.stdlib_module_names, *packages_distributions()} - {"generator", "templates"}
    return {name for name in every if name.isidentifier()}


def run(folder, command, *arguments, environment=None):
    (folder / "spec/swagger.json").write_text(
        '{"swagger": "2.0", "info": {"title": "Pets", "version": "2"}, "paths": {}}'
    )
    (folder / "spec/spec.lock").write_text(
        '{"source": "https://api.example/api.json", "revision": "1", "published": "0", "files": {}}'
    )
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=os.environ | {"CI": "1"} | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_is_tried():
    assert ARGUMENTS.keys() == COMMANDS.keys()


@pytest.mark.skipif(not SCRIPT.is_file(), reason="the command is not installed")
@pytest.mark.parametrize("command", ARGUMENTS)
def test_the_installed_command(project, command):
    arguments, code = ARGUMENTS[command]
    plant(project, names())

    ended = run(project, [str(SCRIPT)], command, *arguments)

    assert (executed(project), ended.returncode) == ([], code), ended.stdout + ended.stderr


@pytest.mark.parametrize("command", ARGUMENTS)
def test_the_module(project, early, command):
    arguments, code = ARGUMENTS[command]
    plant(project, names() - early)

    environment = {"PYTHONPATH": str(ROOT)}
    ended = run(
        project,
        [sys.executable, "-m", "generator"],
        command,
        *arguments,
        environment=environment,
    )

    assert {"re", "struct", "json", "selectors", "argparse", "black", "ruff"} & early == set()
    assert (executed(project), ended.returncode) == ([], code), ended.stdout + ended.stderr


def test_the_module_in_safe_mode_executes_nothing_at_all(project):
    plant(project, names())

    ended = run(
        project,
        [sys.executable, "-P", "-m", "generator"],
        "generate",
        environment={"PYTHONPATH": str(ROOT)},
    )

    assert (executed(project), ended.returncode) == ([], 0), ended.stdout + ended.stderr
