"""The description that is published states in standard words what the overlay knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTING = Path(__file__).resolve().parents[2] / "generated" / "src" / "callfire" / "testing"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads((TESTING / "openapi.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def schemas(document) -> dict[str, Any]:
    return document["components"]["schemas"]


@pytest.fixture(scope="module")
def operations(document) -> dict[str, Any]:
    return {
        each["operationId"]: each for item in document["paths"].values() for each in item.values()
    }


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(each)


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    return operation["requestBody"]["content"]["application/json"]["schema"]


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in operation["parameters"] if each["name"] == name)


@pytest.mark.parametrize("name", ["swagger.json", "openapi.json"])
def test_every_reference_leads_somewhere_and_nothing_private_is_reported(name):
    whole = json.loads((TESTING / name).read_text("utf-8"))
    references = {each["$ref"] for each in _objects(whole) if isinstance(each.get("$ref"), str)}
    for reference in references:
        node = whole
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    assert len(references) > 50
    private = {
        "x-fake",
        "x-client",
        "x-name",
        "x-partial",
        "x-reconcile",
        "x-calendar",
        "x-optional",
    }
    assert {key for each in _objects(whole) for key in each} & private == set()


def test_webhooks_are_described(document):
    text = document["webhooks"]["InboundText"]["post"]
    schema = text["requestBody"]["content"]["application/json"]["schema"]
    event = schema["properties"]["events"]["items"]["properties"]
    assert event["eventType"]["enum"] == ["Finished"]
    assert event["resource"] == {"$ref": "#/components/schemas/Text"}
    assert [each["name"] for each in text["parameters"]] == ["X-CallFire-Signature"]
    assert len(document["webhooks"]) == 11


def test_lists_in_queries_are_arrays(operations):
    states = _parameter(operations["findTexts"], "states")
    assert (states["style"], states["explode"]) == ("form", False)
    assert states["schema"]["type"] == "array"
    assert "READY" in states["schema"]["items"]["enum"]


def test_bodies_show_their_bounds_and_choices(operations):
    texts, calls = _body(operations["sendTexts"]), _body(operations["sendCalls"])
    assert [(each["minItems"], each["maxItems"]) for each in (texts, calls)] == [(1, 1000), (1, 10)]
    choice = {"oneOf": [{"required": ["phoneNumber"]}, {"required": ["contactId"]}]}
    assert choice["oneOf"] in [each["oneOf"] for each in _objects(calls) if "oneOf" in each]
    webhook = _body(operations["createWebhook"])
    assert {"name", "resource", "events", "callback"} in [
        {*each["required"]} for each in _objects(webhook) if "required" in each
    ]


def test_times_have_bounds_and_examples(schemas):
    created = schemas["Text"]["properties"]["created"]
    assert (created["minimum"], created["maximum"]) == (-62_135_596_800_000, 253_402_300_799_999)
    assert created["examples"] == [1_767_268_800_000]


def test_pages_and_lists_are_one_object_each(schemas):
    for name in ("TextPage", "CallPage", "ContactPage", "TextList", "CallList", "ResourceIdList"):
        assert schemas[name]["type"] == "object"
        assert "$ref" in schemas[name]["properties"]["items"]["items"]
    assert {name for name, each in schemas.items() if "allOf" in each} == set()
    assert {"Page", "ItemList"} & schemas.keys() == set()


def test_what_the_server_sets_is_read_only(schemas):
    assert schemas["Webhook"]["properties"]["createdAt"]["readOnly"]


def test_maps_of_texts_stay_maps_of_texts_in_requests(schemas, operations):
    attributes = schemas["TextRecipient"]["properties"]["attributes"]
    assert attributes["additionalProperties"]["type"] == "string"
    assert schemas["Text"]["properties"]["attributes"]["additionalProperties"] in ({}, True)


def test_files_are_binary(operations):
    content = operations["createMedia"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert content["properties"]["file"]["format"] == "binary"
    for name in ("getCallRecordingMp3", "getMediaData"):
        carriers = operations[name]["responses"]["200"]["content"]
        assert {each["schema"]["format"] for each in carriers.values()} == {"binary"}
