"""Every input of an action has an option of its own, whatever the description calls it."""

import json
import re
from importlib import import_module

import pytest

from generator.actions.inputs import RESERVED, options

DESCRIPTION = """
paths:
  /widgets/{id}:
    put:
      operationId: putWidget
      x-effect: set
      consumes: [application/json]
      parameters:
        - {name: id, in: path, required: true, type: integer}
        - {name: userId, in: query, type: string}
        - {name: user_id, in: query, type: string}
        - {name: all, in: query, type: boolean}
        - {name: to, in: header, type: string}
        - {name: input, in: query, type: string}
        - {name: "filter[a b]", in: query, type: string}
        - {name: self, in: query, type: string}
        - {name: rate, in: query, type: integer}
        - {name: body, in: body, required: true, schema: {$ref: "#/definitions/Widget"}}
definitions:
  Widget:
    type: object
    properties:
      id: {type: integer}
      userId: {type: string}
      reply: {type: boolean}
      noReply: {type: string}
      "no reply": {type: string}
      wait: {type: integer}
      "": {type: string}
      "$": {type: string}
      class: {type: string}
      body: {type: string}
      made: {type: string, readOnly: true}
"""


def words_of(program, operation):
    """The command of an operation."""
    return program.catalogue.get(operation).name.replace("_", "-").split(".")


def test_each_input_has_one_option(understand):
    client = understand(DESCRIPTION)
    (method,) = client.methods

    words = {key: word for key, (_, word) in options(client, method).items()}

    assert len({*words.values()}) == len(words) == 20
    assert {*words.values()} & RESERVED == set()
    assert (words["id"], words["requestBody.id"]) == ("id", "body-id")
    assert "requestBody.made" not in words


def test_each_option_is_sent_as_its_input(load, understand, capsys):
    client = understand(DESCRIPTION)
    words = options(client, client.methods[0])
    package = load(DESCRIPTION)
    run = import_module(f"{package.__name__}._runtime.cli.main").main
    program = import_module(f"{package.__name__}.cli").PROGRAM
    values = {}
    line = [*words_of(program, "putWidget"), "7", "--dry-run", "--output", "json"]
    for number, (key, (_, word)) in enumerate(words.items()):
        if key in {"id", "requestBody"}:
            continue
        values[key] = True if key in {"all", "requestBody.reply"} else number
        line += [f"--{word}"] if values[key] is True else [f"--{word}", str(number)]

    assert run(program, line) == 0

    sent = json.loads(capsys.readouterr().out)
    pairs = dict(pair.split("=") for pair in sent["url"].partition("?")[2].split("&"))
    body = {f"requestBody.{name}": value for name, value in sent["body"].items()}
    assert {name: str(value) for name, value in body.items()} == {
        key: str(value) for key, value in values.items() if key.startswith("requestBody.")
    }
    assert sent["headers"]["to"] == str(values["to"])
    assert pairs == {
        name.replace(" ", "%20")
        .replace("[", "%5B")
        .replace("]", "%5D"): ("true" if values[name] is True else str(values[name]))
        for name in ("userId", "user_id", "all", "input", "filter[a b]", "self", "rate")
    }


@pytest.mark.parametrize("kind", ["action", "bulk"])
def test_options_of_commands_are_reserved(load, capsys, kind):
    """What a command has of its own cannot be the option of an input."""
    package = load("""
paths:
  /texts:
    get:
      operationId: findTexts
      x-effect: read
      x-paging: {limit: limit, offset: offset, items: items}
      parameters: [{name: limit, in: query, type: integer}, {name: offset, in: query, type: integer}]
      responses: {200: {description: d, schema: {$ref: "#/definitions/Page"}}}
    post:
      operationId: sendTexts
      x-effect: contact
      x-chunk: 10
      consumes: [application/json]
      parameters: [{name: body, in: body, required: true, schema: {type: array, items: {$ref: "#/definitions/Text"}}}]
      responses: {200: {description: d, schema: {type: array, items: {$ref: "#/definitions/Text"}}}}
definitions:
  Text: {type: object, properties: {to: {type: string}, rate: {type: string}, journal: {type: string}}}
  Page: {type: object, properties: {items: {type: array, items: {$ref: "#/definitions/Text"}}}}
""")
    cli = import_module(f"{package.__name__}._runtime.cli.main")
    program = import_module(f"{package.__name__}.cli").PROGRAM
    words = words_of(program, "findTexts" if kind == "action" else "sendTexts")
    bulk = program.catalogue.get("sendTexts").bulk.replace("_", "-")
    assert cli.main(program, [*words[:-1], words[-1] if kind == "action" else bulk, "--help"]) == 0

    shown = capsys.readouterr().out

    own = {*re.findall(r"--([a-z-]+)", shown)} - {"limit", "offset", "row-rate", "row-journal"}
    assert own <= RESERVED
    assert ("--row-rate" in shown) == (kind != "action")
