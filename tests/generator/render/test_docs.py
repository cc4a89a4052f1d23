"""The generated pages: everything is stated, every link leads somewhere, hostile text stays text."""

import posixpath
import re

import pytest
from markdown_it import MarkdownIt

from generator.render.docs import files
from generator.render.markdown import slug
from generator.render.templates import render

READER = MarkdownIt("commonmark").enable("table")

PETS = """
securityDefinitions: {login: {type: basic}}
security: [{login: []}]
tags: [{name: pets, description: Animals at home. And more.}]
paths:
  /pets:
    get:
      operationId: findPets
      tags: [pets]
      summary: Find pets
      description: See `getPet` for one.
      x-paging: {limit: limit, offset: offset, items: items, total: total}
      parameters:
        - {name: ownerId, in: query, type: integer, description: Whose pets.}
        - {name: kind, in: query, type: string, enum: [CAT, DOG]}
        - {name: limit, in: query, type: integer, default: 10}
        - {name: offset, in: query, type: integer}
      responses: {200: {description: A page., schema: {$ref: "#/definitions/PetPage"}}}
    post:
      operationId: sendPets
      tags: [pets]
      x-effect: contact
      x-chunk: 5
      x-since: 1.2.0
      x-requires: {one-of: [[kind, tags]], any-of: [[born, '?loud']]}
      parameters:
        - {name: loud, in: query, type: boolean}
        - {name: pets, in: body, required: true, schema: {type: array, items: {$ref: "#/definitions/Pet"}}}
      responses: {204: {description: Sent.}, 404: {description: No one home.}}
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      deprecated: true
      x-deprecated: Too slow.
      x-login: owner
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: The pet., schema: {$ref: "#/definitions/Pet"}}}
  /pets/{id}.jpg:
    get:
      operationId: picture
      tags: [pets]
      security: []
      produces: [image/jpeg]
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: ok, schema: {type: file}}}
definitions:
  PetPage:
    type: object
    properties: {items: {type: array, items: {$ref: "#/definitions/Pet"}}, total: {type: integer}}
  Pet:
    type: object
    description: An animal.
    properties:
      id: {type: integer, readOnly: true}
      kind: {type: string, enum: [CAT, DOG], description: What it is.}
      born: {type: integer, x-unix-ms: true}
      tags: {type: object, additionalProperties: {type: string}}
"""


@pytest.fixture(scope="module")
def pages(understand):
    return render(files.jobs(understand(PETS), "1"))


def broken(pages):
    """The links that lead nowhere."""
    known = {
        path: {slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}
        for path, text in pages.items()
    }
    result = []
    for path, text in pages.items():
        for block in READER.parse(text):
            for token in block.children or ():
                if token.type == "link_open":
                    target, _, anchor = token.attrs["href"].partition("#")
                    folder = posixpath.dirname(path)
                    place = posixpath.normpath(posixpath.join(folder, target)) if target else path
                    if place.startswith("docs/reference/"):
                        continue  # printed from the copied sources; tests of the client follow these
                    if place not in known or (anchor and anchor not in known[place]):
                        result.append(f"{path}: {token.attrs['href']}")
    return result


def test_which_pages_there_are(pages):
    assert sorted(pages) == [
        "docs/actions.md",
        "docs/errors.md",
        "docs/index.md",
        "docs/llms.txt",
        "docs/models/index.md",
        "docs/models/pets.md",
        "docs/operations/findPets.md",
        "docs/operations/getPet.md",
        "docs/operations/picture.md",
        "docs/operations/sendPets.md",
        "docs/paging.md",
        "docs/resources/pets.md",
        "docs/testing.md",
    ]


def test_links_lead_somewhere(pages):
    assert broken(pages) == []


@pytest.mark.parametrize(
    ("operation", "line"),
    [
        (
            "findPets",
            "**Find pets** · `GET /pets` · operation `findPets` · tag `pets` · [client.pets](../resources/pets.md)",
        ),
        ("findPets", "See [`pets.get`](getPet.md) for one."),
        (
            "findPets",
            "- `owner_id` · `int` · optional · sent as query `ownerId`\n\n    Whose pets.",
        ),
        (
            "findPets",
            "- `limit` · `int` · optional · sent as query `limit`\n\n    The server's default is 10.",
        ),
        (
            "findPets",
            "**Returns:** `Page` of [`Pet`](../models/pets.md#pet); iterate it to go through all pages. A page.",
        ),
        ("findPets", "**Retries:** read. Retried after a lost connection or a temporary error."),
        ("findPets", '"items": [\n    {\n      "id": 11646003,\n      "kind": "CAT",'),
        ("sendPets", "For any number of rows, 5 in a request: `pets.send_bulk`."),
        ("sendPets", "- 404 `NotFoundError`: No one home."),
        ("sendPets", "Added in version 1.2.0."),
        ("sendPets", "- Exactly one of `kind`, `tags` in each of `body`."),
        ("sendPets", "- At least one of `born`, `loud` in each of `body`."),
        ("sendPets", "Each of `body` is a [`Pet`](../models/pets.md#pet) or a dict:"),
        ("sendPets", "curl -X POST https://"),
        ("getPet", "**Deprecated:** Too slow."),
        ("picture", "The bytes (`image/jpeg`), or what was stored where `to` is given."),
        ("picture", "  -o example.jpg\n"),
    ],
)
def test_an_operation_states(pages, operation, line):
    assert line in pages[f"docs/operations/{operation}.md"]


@pytest.mark.parametrize(
    "line",
    [
        "- `born` · `datetime`\n",
        "- `id` · `int` · set by the server",
        "Values: `CAT` · `DOG`",
        (
            "Used by: [`pets.find`](../operations/findPets.md), [`pets.send`](../operations/sendPets.md), "
            "[`pets.get`](../operations/getPet.md), [`PetPage`](#petpage)"
        ),
    ],
)
def test_models_state(pages, line):
    assert line in pages["docs/models/pets.md"]


@pytest.mark.parametrize(
    "line",
    [
        "### Find pets",
        "> See `getPet` for one.",
        "- `kind` - _optional_ - [`Kind`](models/pets.md#kind) - Kind. Possible values: CAT, DOG.",
        "- `limit` - _optional_ - integer - Limit. Default: 10.",
        "- `id` - _required_ - integer - Id.",
        "    - `born` - _optional_ - integer (milliseconds) - Born. A time such as 2026-03-01T12:00:00Z, or milliseconds since the Unix epoch, UTC.",
        "**Output:** bytes (`image/jpeg`). ok",
    ],
)
def test_actions_state(pages, line):
    pattern = re.escape(line).replace(r"\[`Kind`\]\(models/pets\.md\#kind\)", r"\[`\w+`\]\(\S+\)")
    assert re.search(f"^{pattern}$", pages["docs/actions.md"], re.MULTILINE)


def test_examples_are_programs(pages):
    text = "".join(page for path, page in pages.items() if path.startswith("docs/operations/"))
    programs = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(programs) == 8
    for program in programs:
        compile(program, "example", "exec")
    assert 'account = client.with_auth("owner login", "owner password")\n' in "".join(programs)


def test_equal_anchors_are_not_used(understand):
    text = "paths: {/a: {get: {operationId: a, tags: [x]}}, /b: {get: {operationId: A, tags: [x]}}}"
    pages = render(files.jobs(understand(text), "1"))
    assert broken(pages) == []


EVIL = "</td><script>alert(1)</script>\n# Heading\n| a | b |\n[x](javascript:alert(1)) `` ``` ~~~\n{{ 7*7 }}"


def test_hostile_text_stays_text(understand):
    evil = {
        "info": {"title": EVIL, "version": EVIL, "description": EVIL},
        "swagger": "2.0",
        "host": "api.example",
        "tags": [{"name": EVIL, "description": EVIL}],
        "paths": {
            "/a/{b}": {
                "get": {
                    "operationId": EVIL,
                    "tags": [EVIL],
                    "summary": EVIL,
                    "description": EVIL,
                    "deprecated": True,
                    "x-deprecated": EVIL,
                    "parameters": [
                        {"name": "b", "in": "path", "required": True, "type": "string"},
                        {
                            "name": EVIL,
                            "in": "query",
                            "type": "string",
                            "enum": [EVIL],
                            "default": EVIL,
                        },
                    ],
                    "responses": {
                        "200": {"description": EVIL, "schema": {"$ref": "#/definitions/E"}},
                        "404": {"description": EVIL},
                    },
                }
            }
        },
        "definitions": {
            "E": {"description": EVIL, "properties": {EVIL: {"description": EVIL, "enum": [EVIL]}}}
        },
    }
    pages = render(files.jobs(understand(evil), "1"))
    assert broken(pages) == []
    for path, text in pages.items():
        tokens = [part for block in READER.parse(text) for part in (block, *(block.children or ()))]
        assert {part.type for part in tokens} & {
            "html_block",
            "html_inline",
            "image",
            "hr",
        } == set()
        headings = [line for line in text.splitlines() if line.startswith("#")]
        assert sum(part.type == "heading_open" for part in tokens) == len(headings), path
        assert "# Heading" not in headings
        assert "49" not in text
