"""``names`` lists public names, and adds those by rule to the names file without touching what stands there."""

import json

import pytest
import yaml

from generator import cli
from generator.ir.names.methods import short_name

PATHS = """\
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {200: {description: Fine}}}
    post: {operationId: "on", tags: [pets], responses: {200: {description: Fine}}}
"""


@pytest.fixture
def named(project):
    """The project with more operations and a names file."""
    spec = project / "spec" / "swagger.yaml"
    spec.write_text(spec.read_text().replace("paths:\n", f"paths:\n{PATHS}"))
    with (project / "pyproject.toml").open("a") as stream:
        stream.write('names = "spec/names.yaml"\n')
    return project / "spec" / "names.yaml"


def ran(capsys, *arguments):
    code = cli.run(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("id_", "tag", "path", "name"),
    [
        ("listPets", "pets", "/pets", "list"),
        ("showPetById", "pets", "/pets/{petId}", "show"),
        ("getPetById", "pets", "/pets/{petId}/photo", "get_by_id"),
        ("findPetsByStatus", "pet", "/pet/findByStatus", "find_by_status"),
        ("pets_list", "pets", "/pets", "list"),
        ("repos/list-for-org", "repos", "/orgs/{org}/repos", "list_for_org"),
        ("getDoNotCall", "Do Not Calls", "/dnc", "get"),
        ("placeOrder", "store", "/store/order", "place_order"),
        ("carpetList", "pets", "/carpets", "carpet_list"),
        ("pets", "pets", "/pets", ""),
    ],
)
def test_short_names(id_, tag, path, name):
    assert short_name(id_, tag, path) == name


def test_where_short_names_would_clash_both_stay_long(understand):
    paths = {
        "/a": {"get": {"operationId": "listPets", "tags": ["pets"]}},
        "/b": {"get": {"operationId": "list", "tags": ["pets"]}},
        "/c": {"get": {"operationId": "importPets", "tags": ["pets"]}},
        "/d": {"get": {"operationId": "pets", "tags": ["pets"]}},
        "/e": {"get": {"operationId": "getPet", "tags": ["pets"]}},
    }
    client = understand(yaml.safe_dump({"paths": paths}))

    assert {each.id: each.dotted for each in client.methods} == {
        "listPets": "pets.list_pets",
        "list": "pets.list",
        "importPets": "pets.import_pets",
        "pets": "pets.pets",
        "getPet": "pets.get",
    }


def test_names_are_listed(named, capsys):
    named.write_text("getPet: pets.fetch\n")

    assert ran(capsys, "names") == (
        0,
        "listPets  pets.list  (by rule)\non        pets.on  (by rule)\ngetPet    pets.fetch\n",
        "",
    )
    rows = json.loads(ran(capsys, "names", "--format", "json")[1])
    assert rows[2] == {"id": "getPet", "name": "pets.fetch", "by_rule": False}


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_what_is_written_stays(named, capsys, ending):
    newline = ending or "\n"
    before = f"# ours{newline}getPet: {{name: pets.fetch, aliases: [pets.get]}}  # old{ending}"
    named.write_bytes(before.encode())

    code, _, err = ran(capsys, "names", "--write")

    assert (code, err) == (0, "wrote 2 names to spec/names.yaml\n")
    text = named.read_bytes().decode()
    assert (
        text
        == f"{before}{'' if ending else newline}listPets: pets.list{newline}'on': pets.on{newline}"
    )
    assert ran(capsys, "names", "--write")[2] == ""
    assert "(by rule)" not in ran(capsys, "names")[1]


def test_a_missing_file_is_written(named, capsys):
    assert ran(capsys, "names", "--write")[0] == 0
    assert yaml.safe_load(named.read_text()) == {
        "listPets": "pets.list",
        "on": "pets.on",
        "getPet": "pets.get",
    }


def test_a_file_in_json_stays_one(named, capsys):
    (named.parent.parent / "pyproject.toml").write_text(
        (named.parent.parent / "pyproject.toml").read_text().replace("names.yaml", "names.json")
    )
    path = named.with_suffix(".json")
    path.write_text('{"getPet": "pets.get"}')

    assert ran(capsys, "names", "--write")[0] == 0
    assert [*json.loads(path.read_text())] == ["getPet", "listPets", "on"]


@pytest.mark.parametrize("text", ["{getPet: pets.get}\n", "---\ngetPet: pets.get\n...\n"])
def test_what_cannot_be_added_to_is_refused(named, capsys, text):
    named.write_text(text)

    code, _, err = ran(capsys, "names", "--write")

    assert (code, named.read_text()) == (2, text)
    assert err.startswith("error: spec/names.yaml was not changed: ")
    assert "Traceback" not in err


def test_the_lock_follows_a_file_that_was_as_it_was_locked(named, capsys):
    named.write_text("getPet: pets.get\n")
    lock = named.with_name("spec.lock")
    lock.write_text(
        '{"source": "s", "revision": "r", "published": "p", "files": {"names.yaml": ""}}'
    )
    assert ran(capsys, "lock")[0] == 0

    ran(capsys, "names", "--write")
    assert "lock         all as locked" in ran(capsys, "status")[1]


def test_without_a_names_file_there_is_a_hint(project, capsys):
    assert ran(capsys, "names", "--write") == (
        2,
        "",
        'error: pyproject.toml names no names file; add: names = "spec/names.yaml"\n',
    )
