"""``init`` starts a project that generates at once, asks only on a terminal, and never overwrites."""

import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from ruff import find_ruff_bin

from generator import cli
from generator.ir.metadata import PARTS

ROOT = Path(__file__).parents[3]
PETS = """\
swagger: "2.0"
info: {title: Pet store, version: "7"}
host: api.example.test
schemes: [https]
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {200: {description: Fine}}}
    post: {operationId: createPet, summary: "Add a pet.\\n- evil: true", tags: [pets], responses: {200: {description: Fine}}}
  "/pets/{it's}":
    parameters: [{name: "it's", in: path, required: true, type: string}]
    delete: {operationId: deletePet, tags: [pets], responses: {200: {description: Fine}}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with a description beside it."""
    (tmp_path / "pets.yaml").write_text(PETS, encoding="utf-8")
    place = tmp_path / "project"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("CI", "1")
    return place


def ran(capsys, *arguments):
    code = cli.run(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def uncommented(folder):
    """State all effects as the skeleton proposes."""
    path = folder / "spec" / "overlay.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^  # (- target|  update)", r"  \1", text, flags=re.MULTILINE), "utf-8")


def test_a_project_generates_at_once(folder, capsys):
    code, out, err = ran(
        capsys, "init", "../pets.yaml", "--package", "zoo", "--distribution", "acme-zoo",
        "--license", "MIT", "--author", "Ada <ada@example.org>", "--author", "Bob",
        "--url", "Source=https://example.org/zoo", "--url", "Issues=https://example.org/bugs",
    )  # fmt: skip

    assert (code, "next: state the effects" in err) == (0, True)
    assert set(out.splitlines()) == {
        f"wrote {path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file()
    }
    text = (folder / "pyproject.toml").read_text()
    every = tomllib.loads(text.replace("# without", "without"))["tool"]["client-generator"]
    table = tomllib.loads(text)["tool"]["client-generator"]
    assert every.pop("without") == [*PARTS]
    assert every == table
    assert table == {
        "spec": "spec/pets.yaml",
        "overlay": "spec/overlay.yaml",
        "names": "spec/names.yaml",
        "output": "generated",
        "package": "zoo",
        "distribution": "acme-zoo",
        "client-version": "0.1.0",
        "license": "MIT",
        "license-file": "LICENSE",
        "authors": ["Ada <ada@example.org>", "Bob"],
        "urls": {"Source": "https://example.org/zoo", "Issues": "https://example.org/bugs"},
    }
    assert yaml.safe_load((folder / "spec/names.yaml").read_text()) == {
        "listPets": "pets.list",
        "createPet": "pets.create",
        "deletePet": "pets.delete",
    }
    assert re.search(r"Copyright \(c\) 20\d\d Ada$", (folder / "LICENSE").read_text(), re.MULTILINE)
    assert json.loads((folder / "spec/spec.lock").read_text())["source"] == "../pets.yaml"
    assert ran(capsys, "validate")[1].count("effect-unstated") == 2
    assert ran(capsys, "generate")[0] == 0
    assert "lock         all as locked" in ran(capsys, "status")[1]


def test_the_skeleton_of_effects_only_needs_its_marks_taken_away(folder, capsys):
    ran(capsys, "init", "../pets.yaml")
    uncommented(folder)

    assert "effect-" not in ran(capsys, "validate")[1]
    actions = yaml.safe_load((folder / "spec/overlay.yaml").read_text())["actions"]
    assert [next(iter(each["update"].values())) for each in actions[1:]] == [
        "read",
        "create",
        "delete",
    ]


def test_a_description_without_operations_begins_a_project_too(folder, capsys):
    """Nothing has a name yet, so the file of names holds comments only."""
    (folder / "api.json").write_text(
        '{"swagger": "2.0", "info": {"title": "Soon", "version": "1"}, "host": "a.test", "paths": {}}'
    )
    assert ran(capsys, "init", "api.json")[0] == 0

    assert ran(capsys, "generate")[::2] == (0, "")
    package = [
        find_ruff_bin(),
        "check",
        "--isolated",
        "--no-cache",
        "--select",
        "F401",
        "generated",
    ]
    assert subprocess.run(package, cwd=folder, check=False).returncode == 0


def test_the_other_files_of_a_description_come_along(folder, capsys):
    (folder / "api" / "parts").mkdir(parents=True)
    text = PETS + "definitions: {Toy: {$ref: 'parts/toy.yaml#/Toy'}}\n"
    (folder / "api" / "pets.yaml").write_text(text)
    (folder / "api" / "parts" / "toy.yaml").write_text("Toy: {$ref: 'more.json'}\n")
    (folder / "api" / "parts" / "more.json").write_text('{"type": "object"}')

    code, out, _ = ran(capsys, "init", "api/pets.yaml")
    assert code == 0
    assert {"wrote spec/parts/more.json", "wrote spec/parts/toy.yaml"} <= {*out.splitlines()}
    assert ran(capsys, "generate")[0] == 0


def test_another_file_that_would_be_one_of_the_project_is_refused(folder, capsys):
    (folder / "api").mkdir()
    (folder / "api" / "pets.yaml").write_text(PETS + "definitions: {A: {$ref: names.yaml}}\n")
    (folder / "api" / "names.yaml").write_text("type: object\n")

    code, _, err = ran(capsys, "init", "api/pets.yaml")
    assert (code, "spec/names.yaml is a file of every project" in err) == (2, True)
    assert not (folder / "spec").exists()


def test_help_shows_the_whole_text(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    out = ran(capsys, "init", "--help")[1]

    assert "On a terminal, what no option gives is asked for." in out
    assert 'Example: init petstore.yaml --license MIT --author "Ada <ada@example.org>"' in out
    assert "Name or Name <address>" in out


def test_a_makefile_whose_targets_call_what_exists(folder, capsys):
    ran(capsys, "init", "../pets.yaml")

    called = re.findall(r"\$\(GEN\) ([a-z-]+)", (folder / "Makefile").read_text())
    assert set(called) <= cli.COMMANDS.keys()


def test_a_description_in_place_stays_there(folder, capsys):
    (folder / "spec").mkdir()
    (folder / "spec" / "api.yml").write_text(PETS)

    code, out, _ = ran(capsys, "init", "spec/api.yml")

    assert (code, "spec/api.yml" in out) == (0, False)
    assert 'spec = "spec/api.yml"' in (folder / "pyproject.toml").read_text()


def test_without_terminal_nothing_is_asked_and_nothing_made_up(folder, capsys):
    assert ran(capsys, "init", "../pets.yaml")[0] == 0
    table = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["client-generator"]

    assert table.keys().isdisjoint({"license", "license-file", "authors", "urls"})
    assert table["package"] == "pet_store"
    assert not (folder / "LICENSE").exists()


@pytest.mark.parametrize("taken", ["pyproject.toml", "spec/overlay.yaml", "README.md", "Makefile"])
def test_nothing_is_overwritten(folder, capsys, taken):
    (folder / taken).parent.mkdir(exist_ok=True)
    (folder / taken).write_text("mine")

    code, out, err = ran(capsys, "init", "../pets.yaml")

    assert (code, out) == (2, "")
    assert err == (
        f"error: {taken} is there already; nothing was written: init begins a project in a folder of its own\n"
    )
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [Path(taken).name]


def test_a_description_with_errors_starts_a_project_to_correct_them_in(folder, capsys):
    (folder.parent / "pets.yaml").write_text(PETS.replace('name: "it\'s"', "name: id"))

    code, _, err = ran(capsys, "init", "../pets.yaml")

    assert code == 1
    assert "error path-parameter-undeclared" in err
    assert "next: correct that in spec/overlay.yaml, then" in err
    assert (folder / "spec" / "names.yaml").exists()


def answered(folder, text):
    """The code and the dialogue of ``init`` on a terminal that types a text."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "init"],
        cwd=folder, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.write(ours, text.encode())
    process.communicate(timeout=120)
    os.close(theirs)
    shown = b""
    while chunk := os.read(ours, 65536) if process.returncode is not None else b"":
        shown += chunk
        if len(chunk) < 65536:
            break
    os.close(ours)
    return process.returncode, shown.decode()


def test_a_terminal_is_asked_again_until_the_input_is_good(folder):
    code, shown = answered(
        folder,
        "../pets.yaml\nNot Good\nzoo\n\nGPL\n0BSD\nAda <ada@example.org>\nSource=https://example.org\n",
    )

    assert code == 0, shown
    assert "'Not Good' cannot be a package" in shown
    assert "Distribution [zoo]: " in shown
    assert "'GPL' is no SPDX expression" in shown
    table = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["client-generator"]
    assert (table["package"], table["distribution"], table["license"]) == ("zoo", "zoo", "0BSD")
    assert table["urls"] == {"Source": "https://example.org"}


def test_the_end_of_the_input_writes_nothing(folder):
    code, shown = answered(folder, "../pets.yaml\n\x04")

    assert (code, [*folder.iterdir()]) == (2, [])
    assert "the input ended before all was asked; nothing was written" in shown
