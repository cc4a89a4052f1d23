"""The fake of small descriptions: what follows from methods and paths alone, and what may stand in them."""

import importlib
import re
import sys
from pathlib import Path

import httpx2
import pytest

from generator import cli

TESTING = Path(__file__).parents[3] / "templates" / "runtime" / "testing"

SPEC = """
info: {title: Pets, version: '1'}
host: api.example.com
basePath: /v1
securityDefinitions: {key: {type: apiKey, in: query, name: key}}
security: [{key: []}]
consumes: [application/json]
produces: [application/json]
x-client: {class-name: Pets}
paths:
  /pets:
    get:
      operationId: findPets
      x-paging: {limit: limit, offset: offset, items: items, total: total}
      parameters:
        - {name: kinds, in: query, type: array, collectionFormat: csv, items: {type: string, enum: [cat, dog]}}
        - {name: limit, in: query, type: integer, default: 2}
        - {name: offset, in: query, type: integer}
      responses: {200: {description: a page, schema: {$ref: '#/definitions/PetPage'}}}
    post:
      operationId: addPet
      x-fake: {set: {tame: true}}
      parameters: [{name: body, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}]
      responses: {201: {description: the pet, schema: {$ref: '#/definitions/Pet'}}}
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: a pet, schema: {$ref: '#/definitions/Pet'}}}
    put:
      operationId: updatePet
      parameters:
        - {name: id, in: path, required: true, type: string}
        - {name: body, in: body, required: true, schema: {$ref: '#/definitions/Change'}}
      responses: {200: {description: the pet, schema: {$ref: '#/definitions/Pet'}}}
    delete:
      operationId: deletePet
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {204: {description: gone}}
  /pets/{id}/feed:
    post:
      operationId: feedPet
      x-fake: {set: {fed: true}}
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: the pet, schema: {$ref: '#/definitions/Pet'}}}
  /pets/{id}/toys:
    get:
      operationId: getToys
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: toys, schema: {type: array, items: {$ref: '#/definitions/Toy'}}}}
    post:
      operationId: addToys
      parameters:
        - {name: id, in: path, required: true, type: string}
        - {name: body, in: body, required: true, schema: {type: array, items: {$ref: '#/definitions/Toy'}}}
      responses: {200: {description: toys, schema: {type: array, items: {$ref: '#/definitions/Toy'}}}}
definitions:
  Pet:
    type: object
    required: [name]
    properties:
      id: {type: string, readOnly: true}
      name: {type: string}
      kind: {type: string, enum: [cat, dog]}
      tame: {type: boolean}
      fed: {type: boolean}
  Change: {type: object, properties: {kind: {type: string}}}
  Toy: {type: object, properties: {id: {type: integer}, name: {type: string}}}
  PetPage:
    type: object
    properties:
      items: {type: array, items: {$ref: '#/definitions/Pet'}}
      total: {type: integer}
"""


@pytest.fixture
def fake(load):
    package = load(SPEC)
    testing = importlib.import_module(f"{package.__name__}.testing")
    return testing.FakePets()


def test_a_collection_follows_from_its_paths(fake):
    items = fake.client(strict=True).widgets
    cat, dog, _ = [
        items.add_pet(name=name, kind=kind)
        for name, kind in (("Tom", "cat"), ("Rex", "dog"), ("Kit", "cat"))
    ]
    assert (type(cat.id), cat.tame) == (str, True)
    page = items.find_pets()
    assert (len(page), page.total_count) == (2, 3)
    assert [each.name for each in page] == ["Tom", "Rex", "Kit"]
    assert [each.name for each in items.find_pets(kinds=["dog"])] == ["Rex"]
    assert items.update_pet(cat.id, kind="dog").kind == "dog"
    assert items.feed_pet(dog.id).fed
    items.delete_pet(cat.id)
    assert [each.name for each in items.find_pets()] == ["Rex", "Kit"]


def test_collections_within_items_are_their_own(fake):
    items = fake.client(strict=True).widgets
    tom, rex = items.add_pet(name="Tom"), items.add_pet(name="Rex")
    made = items.add_toys(tom.id, [{"name": "Ball"}, {"name": "Mouse"}])
    assert [each.name for each in made] == ["Ball", "Mouse"]
    assert [each.name for each in items.get_toys(tom.id)] == ["Ball", "Mouse"]
    assert list(items.get_toys(rex.id)) == []
    assert sorted(fake.state, reverse=True)[-2:] == [f"/pets/{tom.id}/toys", "/pets"]


def test_what_an_object_must_have_is_asked_for(fake):
    operation = fake._router.by_id["addPet"].operation
    with pytest.raises(Exception, match="400 Bad Request: name is missing"):
        fake.client().call(operation, body={"kind": "cat"})
    assert [each.status for each in fake.requests] == [400]


def test_keys_are_checked_and_not_recorded(fake):
    strict = type(fake)("right")
    assert list(strict.client().widgets.find_pets()) == []
    assert "right" not in repr([vars_of(each) for each in strict.requests])


def vars_of(recorded):
    return [getattr(recorded, name) for name in recorded.__slots__]


def test_ids_that_are_no_names_stay_in_their_strings(build):
    hostile = SPEC.replace("findPets", '\'"""; import os; """\'')
    files = build(hostile)
    module = next(text for path, text in files.items() if path.endswith("testing/__init__.py"))
    compile(module, "testing", "exec")
    assert "import os" not in module
    routes = next(text for path, text in files.items() if path.endswith("testing/_routes.py"))
    compile(routes, "routes", "exec")


def test_the_names_of_a_client_are_those_of_its_fake(fake):
    fake.add("widgets", {"name": "Tom", "kind": "cat"})
    fake.client().widgets.find_pets(kinds=["cat"], limit=1)
    [request] = fake.sent("widgets.find_pets")
    assert request.arguments == {"kinds": ["cat"], "limit": 1}
    assert [each["name"] for each in fake.items("widgets")] == ["Tom"]
    assert fake.dialogues() == fake.deliveries == []


@pytest.fixture
def served(tmp_path, monkeypatch):
    """The served fake of a package that the command has generated, and its root."""
    (tmp_path / "swagger.yaml").write_text("swagger: '2.0'\n" + SPEC)
    target = tmp_path / "client"
    options = ["--spec", str(tmp_path / "swagger.yaml"), "--output", str(target)]
    monkeypatch.chdir(tmp_path)
    assert cli.run(["generate", *options, "--package", "servedpets"]) == 0
    monkeypatch.syspath_prepend(str(target / "src"))
    fake = importlib.import_module("servedpets.testing").FakePets()
    with fake.serve() as address:
        yield fake, address.removesuffix("/v1")
    for name in [each for each in sys.modules if each.partition(".")[0] == "servedpets"]:
        del sys.modules[name]


def test_any_api_has_a_mock_server(served):
    fake, root = served
    document = httpx2.get(f"{root}/openapi.json").json()
    assert (document["openapi"], document["servers"]) == ("3.1.0", [{"url": f"{root}/v1"}])
    assert httpx2.get(f"{root}/v1/swagger.json").json()["host"] == root.removeprefix("http://")
    httpx2.post(f"{root}/_fake/seed", json={"/pets": [{"id": "7", "name": "Tom"}]})
    assert httpx2.get(f"{root}/v1/pets/7?key=x").json() == {"id": "7", "name": "Tom"}
    httpx2.post(f"{root}/_fake/fail", json={"operation": "getPet", "status": 503})
    assert httpx2.get(f"{root}/v1/pets/7?key=x").status_code == 503
    overview = httpx2.get(f"{root}/_fake/overview").json()
    assert (overview["title"], overview["controls"]) == ("Pets", [])
    assert (overview["has_dialogues"], overview["has_webhooks"]) == (False, False)
    assert "text/html" in httpx2.get(f"{root}/_fake/ui").headers["content-type"]
    assert [each.status for each in fake.requests] == [200, 503]


@pytest.mark.parametrize("path", sorted(TESTING.glob("*")), ids=lambda path: path.name)
def test_no_part_of_the_fake_knows_an_api(path):
    if path.is_file():
        words = r"callfire|dialplan|broadcast|phone call|short code|customer|inbound|voice\b"
        assert re.findall(words, path.read_text("utf-8"), re.IGNORECASE) == []
