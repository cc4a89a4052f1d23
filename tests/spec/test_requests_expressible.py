"""Recorded requests: after the overlay, each can be stated with declared parameters and writable fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ODDITIES = {
    ("findCalls", "inboubd"): "misspelt; the service ignores it",
    ("findWebhooks", "resourse"): "misspelt; the service ignores it",
    ("createCallBroadcast", "/dialPlanXml"): "misspelt; the service ignores it",
    ("findNumberLeaseConfigs", "lata"): "left the API in 2019",
    ("findNumberLeaseConfigs", "rateCenter"): "left the API in 2019",
    ("findNumberLeases", "lata"): "left the API in 2019",
    ("findNumberLeases", "rateCenter"): "left the API in 2019",
    ("findNumberRegions", "lata"): "left the API in 2019",
    ("findNumberRegions", "rateCenter"): "left the API in 2019",
    ("updateCallBroadcast", "/id"): "repeats the id of the path",
    ("updateTextBroadcast", "/id"): "repeats the id of the path",
    ("updateWebhook", "/id"): "repeats the id of the path",
}


def members(schema: Any, definitions: Any) -> Any:
    """The properties of a schema with its references and parts followed."""
    if "$ref" in schema:
        return members(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    result = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        result |= members(part, definitions)
    return result


def unsayable(value: Any, schema: Any, definitions: Any, at: str = "") -> Iterator[str]:
    """The addresses of fields that are not declared or not writable."""
    match value:
        case dict() if "additionalProperties" not in schema:
            known = members(schema, definitions)
            for key, inner in value.items():
                if key not in known or known[key].get("readOnly"):
                    yield f"{at}/{key}"
                else:
                    yield from unsayable(inner, known[key], definitions, f"{at}/{key}")
        case list():
            for inner in value:
                yield from unsayable(inner, schema["items"], definitions, at)


def findings(request: Any, operation: Any, definitions: Any) -> Iterator[str]:
    parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
    named = [name for name, _ in request.get("query", [])]
    named += [part.partition("=")[0] for part in request.get("form", [])]
    named += request.get("arguments", {})
    yield from (name for name in named if name not in parameters)
    if "path" in request:
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation["path"]))
        assert re.fullmatch(pattern, request["path"]), request["path"]
        assert operation["method"].upper() == request["method"]
    body = [each for each in parameters.values() if each["in"] == "body"]
    assert bool(body) == (request["content"] is not None), request["source"]
    for parameter in body:
        yield from unsayable(request["content"], parameter["schema"], definitions)


def test_requests_can_be_stated(shared: Path, operations: dict[str, Any], effective: Any) -> None:
    unusual = {
        (request["operationId"], finding)
        for file in sorted((shared / "data" / "payloads" / "requests").glob("*.json"))
        for request in [json.loads(file.read_bytes())]
        for finding in findings(
            request, operations[request["operationId"]], effective["definitions"]
        )
    }
    assert ODDITIES.keys() == unusual
