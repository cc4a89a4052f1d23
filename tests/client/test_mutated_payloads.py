"""Recorded responses and deliveries, damaged by chance: nothing raises and nothing else is lost; strict mode names the place."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.ir.client import Client, Enum, Model
from generator.ir.model import (
    Kind,
    ListOf,
    MapOf,
    Named,
    Scalar,
    TypeRef,
)

PAYLOADS = Path(__file__).resolve().parents[3] / "shared" / "data" / "payloads"
RESPONSES = sorted((PAYLOADS / "responses").glob("*.json"))
CALLBACKS = sorted((PAYLOADS / "callbacks").glob("*.json"))
Place = tuple[str | int, ...]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
QUICKLY = settings(
    max_examples=250,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
THOROUGHLY = settings(QUICKLY, max_examples=6000)


@pytest.fixture(autouse=True)
def _unusual_responses_are_expected(shared: Path) -> Iterator[None]:
    from callfire import DeviationWarning

    assert shared.is_dir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        yield


@pytest.fixture(scope="module")
def responses(known: Any, operations: Any) -> list[tuple[str, TypeRef, Any]]:
    """Operation, type and content of every recorded response that is JSON."""
    result = []
    for file in RESPONSES:
        record = json.loads(file.read_bytes())
        response = operations[record["operationId"]].response
        if response.type is not None and not response.binary and record["content"] is not None:
            result.append((record["operationId"], response.type, record["content"]))
    return result


@pytest.fixture(scope="module")
def deliveries() -> list[Any]:
    return [json.loads(file.read_bytes())["content"] for file in CALLBACKS]


# ---- Damage ----


def nodes(content: Any, place: Place = ()) -> Iterator[Place]:
    """The place of every value below the whole."""
    inner = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content) if isinstance(content, list) else ()
    )
    for key, value in inner:
        yield (*place, key)
        yield from nodes(value, (*place, key))


def at(content: Any, place: Place) -> Any:
    for step in place:
        content = content[step]
    return content


@st.composite
def damaged(draw: st.DrawFn, content: Any) -> Any:
    """The content with a few values of another type, null, missing, or with unknown ones beside them."""
    content = copy.deepcopy(content)
    for _ in range(draw(st.integers(1, 4))):
        places = list(nodes(content))
        if not places:
            break
        place = draw(st.sampled_from(places))
        around, last = at(content, place[:-1]), place[-1]
        match draw(st.sampled_from(["other", "null", "missing", "extra", "text"])):
            case "other":
                around[last] = draw(JSON)
            case "null":
                around[last] = None
            case "text":
                around[last] = draw(st.sampled_from(["NEVER_HEARD_OF", "", "5"]))
            case "missing" if isinstance(around, dict):
                del around[last]
            case "extra" if isinstance(around, dict):
                around["neverHeardOf"] = draw(JSON)
    return content


# ---- What has to arrive ----


def lost(
    client: Client, type_: TypeRef, content: Any, kept: Any, where: str = "$"
) -> Iterator[str]:
    """The places of described values that did not arrive as they came; null and absent are the same."""
    match type_, content:
        case Named(known), list() if (
            isinstance(wrapper := client.definitions[known], Model) and wrapper.items
        ):
            yield from lost(client, type_, {wrapper.items: content}, kept, where)
        case Named(known), dict() if isinstance(definition := client.definitions[known], Model):
            for field in definition.fields:
                if field.wire in content:
                    inner = kept.get(field.wire)
                    yield from lost(
                        client, field.type, content[field.wire], inner, f"{where}.{field.wire}"
                    )
        case ListOf(item), list() if isinstance(kept, list) and len(kept) == len(content):
            for place, (one, other) in enumerate(zip(content, kept, strict=True)):
                yield from lost(client, item, one, other, f"{where}[{place}]")
        case MapOf(value), dict() if isinstance(kept, dict) and kept.keys() == content.keys():
            for key in content:
                yield from lost(client, value, content[key], kept[key], f"{where}.{key}")
        case _ if content != kept:
            yield f"{where}: {content!r} became {kept!r}"


def on_the_wire(value: Any) -> Any:
    match value:
        case list():
            return [on_the_wire(each) for each in value]
        case _ if hasattr(value, "to_dict"):
            return value.to_dict(wire_names=True)
        case _:
            return value


def check_responses(data: st.DataObject, responses: Any, known: Any) -> None:
    from callfire import operations
    from callfire._runtime.models.decode import decode

    name, type_, content = data.draw(st.sampled_from(responses))
    content = data.draw(damaged(content))
    result = decode(operations.by_id(name).returns, json.dumps(content).encode(), strict=False)
    assert list(lost(known, type_, content, on_the_wire(result))) == []


def check_deliveries(data: st.DataObject, deliveries: Any, known: Any) -> None:
    from callfire import webhooks

    content = data.draw(damaged(data.draw(st.sampled_from(deliveries))))
    payload = webhooks.parse(json.dumps(content).encode(), None, webhooks.UNVERIFIED)
    types = {each.name: each.type for each in known.webhooks.resources}
    assert payload.raw == content
    events = content.get("events")
    assert len(payload) == (len(events) if isinstance(events, list) else 0)
    for event, given_ in zip(payload, events if isinstance(events, list) else (), strict=True):
        resource = given_.get("resource") if isinstance(given_, dict) else given_
        type_ = types.get(event.resource_type) if isinstance(given_, dict) else None
        kept = on_the_wire(event.resource)
        type_ = Scalar(Kind.ANY) if type_ is None else type_
        assert list(lost(known, type_, resource, kept)) == []


@QUICKLY
@given(data=st.data())
def test_damaged_responses_arrive(data: st.DataObject, responses: Any, known: Any) -> None:
    check_responses(data, responses, known)


@QUICKLY
@given(data=st.data())
def test_damaged_deliveries_arrive(data: st.DataObject, deliveries: Any, known: Any) -> None:
    check_deliveries(data, deliveries, known)


@pytest.mark.slow
@THOROUGHLY
@given(data=st.data())
def test_thousands_of_damaged_responses_arrive(
    data: st.DataObject, responses: Any, known: Any
) -> None:
    check_responses(data, responses, known)


@pytest.mark.slow
@THOROUGHLY
@given(data=st.data())
def test_thousands_of_damaged_deliveries_arrive(
    data: st.DataObject, deliveries: Any, known: Any
) -> None:
    check_deliveries(data, deliveries, known)


# ---- Strict mode ----


def described(client: Client, type_: TypeRef, content: Any, place: Place = ()) -> Iterator[Any]:
    """Every value that the description gives a type, with its place."""
    resolved = type_
    yield place, resolved
    match resolved, content:
        case Named(known), dict() if isinstance(definition := client.definitions[known], Model):
            for field in definition.fields:
                if content.get(field.wire) is not None:
                    yield from described(
                        client, field.type, content[field.wire], (*place, field.wire)
                    )
        case ListOf(item), list():
            for number, each in enumerate(content):
                yield from described(client, item, each, (*place, number))
        case MapOf(value), dict():
            for key, each in content.items():
                yield from described(client, value, each, (*place, key))


WRONG: dict[Kind, tuple[Any, ...]] = {
    Kind.STRING: (5, True, [], {}),
    Kind.INTEGER: ("5", 1.5, True, [], {}),
    Kind.NUMBER: ("5", True, [], {}),
    Kind.BOOLEAN: ("true", 1, [], {}),
    Kind.UNIX_MS: ("2020-01-01", 1.5, True, [], {}),
    Kind.DATE: (5, "soon", []),
    Kind.DATE_TIME: (5, "soon", []),
}


def wrong(client: Client, type_: TypeRef) -> tuple[Any, ...]:
    """Values that a type does not allow."""
    match type_:
        case Scalar(kind):
            return WRONG.get(kind, ())
        case ListOf():
            return "x", 5, {"a": 1}
        case MapOf():
            return "x", 5, [1]
        case Named(known) if isinstance(client.definitions[known], Enum):
            return "NEVER_HEARD_OF", 5, []
        case _:
            return "x", 5, True


def path(place: Place) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)


def replaced(content: Any, place: Place, value: Any) -> Any:
    content = copy.deepcopy(content)
    if not place:
        return value
    at(content, place[:-1])[place[-1]] = value
    return content


@QUICKLY
@given(data=st.data())
def test_strict_mode_names_the_damage(data: st.DataObject, responses: Any, known: Any) -> None:
    from callfire import DecodeError, operations
    from callfire._runtime.models.decode import decode

    name, type_, content = data.draw(st.sampled_from(responses))
    kind, before = operations.by_id(name).returns, ()
    try:
        decode(kind, json.dumps(content).encode(), strict=True)
    except DecodeError as error:
        before = (error.path,)
    place, inner = data.draw(st.sampled_from(list(described(known, type_, content))))
    values = wrong(known, inner)
    if not values:
        return
    changed = replaced(content, place, data.draw(st.sampled_from(values)))
    with pytest.raises(DecodeError) as caught:
        decode(kind, json.dumps(changed).encode(), strict=True)
    assert caught.value.path in {path(place), *before}


ENVELOPE: dict[str, TypeRef] = {
    "timestamp": Scalar(Kind.UNIX_MS),
    "webhookId": Scalar(Kind.INTEGER),
    "webhookName": Scalar(Kind.STRING),
    "resourceType": Scalar(Kind.STRING),
    "eventType": Scalar(Kind.STRING),
}
NEW = "NEVER_HEARD_OF"


@QUICKLY
@given(data=st.data())
def test_strict_mode_names_the_damage_of_deliveries(
    data: st.DataObject, deliveries: Any, known: Any
) -> None:
    from callfire import DecodeError, webhooks

    content = data.draw(st.sampled_from(deliveries))
    assert webhooks.parse(json.dumps(content).encode(), None, webhooks.UNVERIFIED, strict=True)
    types = {each.name: each.type for each in known.webhooks.resources}
    places: list[tuple[Place, tuple[Any, ...]]] = [(("events",), ("x", 5, {}))]
    for place in nodes(content):
        if place[-1] in ENVELOPE and len(place) in {1, 3}:
            values = wrong(known, ENVELOPE[str(place[-1])])
            listed = place[-1] in {"resourceType", "eventType"} and len(place) == 3
            places.append((place, (*values, NEW) if listed else values))
    for number, event in enumerate(content["events"]):
        type_ = types[event["resourceType"]]
        inside = described(known, type_, event["resource"], ("events", number, "resource"))
        places += [(place, wrong(known, inner)) for place, inner in inside]
    place, values = data.draw(st.sampled_from([each for each in places if each[1]]))
    changed = replaced(content, place, data.draw(st.sampled_from(values)))
    with pytest.raises(DecodeError) as caught:
        webhooks.parse(json.dumps(changed).encode(), None, webhooks.UNVERIFIED, strict=True)
    assert caught.value.path == path(place)
