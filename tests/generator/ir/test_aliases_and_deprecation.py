"""What is on its way out still works, and says so: operations, arguments, and older names."""

import inspect
import warnings

import pytest
import yaml

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
    """The deprecations a call reports; that nobody answers does not matter here."""
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
