"""What is on its way out still works, and states it: operations, arguments, and older names."""

import inspect
import json
import warnings

import pytest
import yaml

from generator import pipeline
from generator.diagnostics.findings import Diagnostics
from generator.document import parse

SPEC = """
paths:
  /calls:
    get:
      operationId: findCalls
      tags: [calls]
      parameters:
        - {in: query, name: label, type: string}
        - {in: query, name: topic, type: string, deprecated: true, x-deprecated: Use label.}
    post:
      operationId: sendCalls
      tags: [calls]
      deprecated: true
      x-deprecated: Use texts.
  /sounds/{id}:
    get:
      operationId: getSound
      tags: [calls]
      deprecated: true
      produces: [audio/mpeg]
      parameters: [{in: path, name: id, type: integer, required: true}]
      responses: {"200": {description: ok, schema: {type: file}}}
"""
NAMES = """
findCalls:
  name: calls.find
  aliases: [calls.search]
sendCalls: calls.send
getSound: {name: calls.download, aliases: [calls.fetch]}
"""


@pytest.fixture
def package(load):
    return load(SPEC, yaml.safe_load(NAMES))


@pytest.fixture
def calls(package):
    client = package.Client(base_url="http://127.0.0.1:1", max_retries=0)
    yield client.calls
    client.close()


def warned(call, package, *arguments, **options):
    """The deprecations a call reports; that no server runs does not matter here."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(package.TransportError):
            call(*arguments, **options)
    result = [each for each in caught if each.category is DeprecationWarning]
    assert all(each.filename == __file__ for each in result)
    return [str(each.message) for each in result]


def test_operations_warn(calls, package):
    assert warned(calls.send, package) == ["Use texts."]
    assert warned(calls.download, package, 1) == ["Deprecated."]


def test_arguments_warn_when_they_are_given(calls, package):
    assert warned(calls.find, package, topic="x") == ["topic: Use label."]
    assert warned(calls.find, package, label="x") == []


def test_older_names_work_and_warn(calls, package):
    assert warned(calls.search, package, label="x") == ["Use calls.find."]
    assert warned(calls.fetch, package, 1) == ["Use calls.download."]
    assert inspect.signature(calls.find) == inspect.signature(calls.search)


def test_signatures_and_docs_survive(calls):
    assert list(inspect.signature(calls.find).parameters) == ["label", "topic"]
    assert "Deprecated: Use label." in inspect.getdoc(calls.find)


def test_awaited_methods_stay_awaitable(package):
    client = package.AsyncClient(base_url="http://127.0.0.1:1")

    assert inspect.iscoroutinefunction(client.calls.send)


OLD = """
paths:
  /calls:
    get:
      operationId: findCalls
      parameters:
        - {in: query, name: state, type: string, enum: [READY, OLD], x-enum-name: State,
           x-enum-deprecated: {OLD: Use READY.}}
        - {in: query, name: states, type: array, items: {type: string, enum: [READY, OLD],
           x-enum-name: State, x-enum-deprecated: {OLD: Use READY.}}}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Call"}}}
    post:
      operationId: sendCalls
      parameters:
        - {in: body, name: rows, required: true,
           schema: {type: array, items: {$ref: "#/definitions/Call"}}}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Former"}}}
definitions:
  Call:
    type: object
    properties:
      number: {type: string}
      topic: {type: string, deprecated: true, x-deprecated: Use number.}
      state: {type: string, enum: [READY, OLD], x-enum-name: State, x-enum-deprecated: {OLD: Use READY.}}
  Former:
    type: object
    deprecated: true
    x-deprecated: Use Call.
    properties: {id: {type: integer}}
"""


def reasons(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = call()
    assert all(each.filename == __file__ for each in caught)
    return result, [str(each.message) for each in caught]


def test_models_and_fields_warn_where_code_makes_them(load):
    package = load(OLD)
    call, former = package.models.Call, package.models.Former

    assert reasons(lambda: call(number="1"))[1] == []
    made, text = reasons(lambda: call(topic="x"))
    assert (made.topic, text) == ("x", ["topic: Use number."])
    made, text = reasons(lambda: former(id=1))
    assert (made.id, text, former.__deprecated__) == (1, ["Use Call."], "Use Call.")


def test_what_the_api_sends_does_not_warn(load):
    package = load(OLD)

    assert reasons(lambda: package.models.Call.from_json('{"topic": "x"}'))[0].topic == "x"
    assert reasons(lambda: package.models.Call.from_json('{"topic": "x"}'))[1] == []
    assert reasons(lambda: package.models.Former.from_dict({"id": 1}))[1] == []


def test_values_of_arguments_warn(load):
    package = load(OLD)
    with package.Client(base_url="http://127.0.0.1:1", max_retries=0) as client:
        find = client.widgets.find_calls

        assert warned(find, package, state="OLD") == ["state: OLD: Use READY."]
        assert warned(find, package, states=["READY", package.models.State.OLD]) == [
            "states: OLD: Use READY."
        ]
        assert warned(find, package, state="READY", states=["READY"]) == []


def test_docs_state_what_is_deprecated(build):
    texts = "\n".join(build(OLD).values())

    assert '"""Deprecated: Use READY."""' in texts
    assert "Deprecated: Use number." in texts
    assert "Deprecated: Use Call." in texts


@pytest.mark.parametrize("values", [{"LATER": "Use READY."}, ["OLD"], {"OLD": 1}])
def test_wrong_statements_about_values_are_ignored_where_they_may_be_of_another_tool(values):
    plain = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, **yaml.safe_load(OLD)}
    state = plain["definitions"]["Call"]["properties"]["state"]
    state["x-enum-deprecated"] = values
    report = Diagnostics()

    pipeline.load(pipeline.Source(parse(json.dumps(plain), "spec.json", report)), report)

    assert "extension-foreign" in report.codes
    assert not report.failed
