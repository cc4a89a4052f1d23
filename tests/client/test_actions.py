"""Actions run by id with wire names, through both clients, against the fake."""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from callfire import CallFire, TextRecipient, actions, errors
from callfire.testing import FakeCallFire
from jsonschema import Draft202012Validator

SEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed" / "actions.json"
IDS = [action.id for action in actions.CATALOGUE]
ACCOUNT = ("account-login", "account-password")


def filled(schema: dict[str, Any], skip: frozenset[str] = frozenset(), depth: int = 0) -> Any:
    """A value with every property that a schema knows."""
    schema = actions.CATALOGUE.resolved(schema)
    if "anyOf" in schema:
        return filled(schema["anyOf"][0], skip, depth)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if schema.get("format") == "unix-ms":
        return "2026-03-01T12:00:00Z"
    if kind == "object" and depth < 4:
        made = {
            name: filled(inner, skip, depth + 1)
            for name, inner in schema.get("properties", {}).items()
            if name not in skip
        }
        rest = schema.get("additionalProperties")
        return made if made or not isinstance(rest, dict) else {"key": "value"}
    if kind == "array":
        return [filled(schema["items"], skip, depth + 1)]
    if kind == "string":
        if schema.get("contentMediaType"):
            return (
                "data:text/csv;name=people.csv;base64,"
                + base64.b64encode(b"homePhone\n12135551122\n").decode()
            )
        return "+1 (213) 555-1122" if schema.get("format") == "phone" else "text"
    plain = {"integer": max(1, schema.get("minimum", 1)), "number": 1.5, "boolean": True}
    return plain.get(kind, {})


def full_input(action: actions.Action) -> dict[str, Any]:
    """Every input of an action, but of groups with a rule the first only."""
    skip = frozenset(name for group in action.one_of for name in group[1:])
    return {
        name: _named(name, action, filled(schema, skip))
        for name, schema in action.inputs["properties"].items()
    }


def _named(name: str, action: actions.Action, value: Any) -> Any:
    """Values that the description states in words."""
    if name == action.partial:
        return "items(id)" if action.paging else "id"
    if name == "requestBody" and action.id in {"createWebhook", "updateWebhook"}:
        return value | {"resource": "InboundText", "events": ["Finished"]}
    return 1 if name == (action.paging or {}).get("limit") else value


def world() -> FakeCallFire:
    """A fake whose every collection holds an item that the inputs of `full_input` name."""
    fake = FakeCallFire()
    for target in fake._router.targets:
        path = re.sub(r"\{[^}]*\}", "1", target.collection)
        key = fake._router.keys.get(target.collection, "id")
        for value in (1, "text", "12135551122"):
            try:
                fake.add(path, {"id": 1, key: value}, content=b"RIFF1234WAVE")
            except ValueError:
                continue
    fake.add("/calls/recordings", {"name": "text", "callId": 1}, content=b"RIFF1234WAVE")
    fake.add("/contacts/dncs", {"number": "12135551199", "source": "text"})
    fake.add("/keywords/leases", {"keyword": "text"})
    return fake


@pytest.mark.parametrize("action_id", IDS)
def test_every_action_runs_with_full_input_in_both_clients(action_id):
    given = full_input(actions.get(action_id))
    fake, other = world(), world()

    async def run() -> Any:
        async with other.async_client() as client:
            return await actions.arun(action_id, given, client)

    with fake.client() as client:
        result = actions.run(action_id, given, client)

    assert [each.operation for each in fake.requests] == [action_id]
    assert type(asyncio.run(run())) is type(result)
    Draft202012Validator(actions.get(action_id).output).validate(result)


@pytest.mark.skipif(not SEED.exists(), reason="the connector that this began with is not at hand")
def test_every_action_of_the_connector_runs_with_its_own_inputs():
    seed = json.loads(SEED.read_text("utf-8"))
    for each in seed:
        action = actions.get(each["operationId"])
        inputs = full_input(action)
        named = {param["name"]: inputs[param["name"]] for param in each["params"]}
        needed = {name: inputs[name] for name in action.inputs.get("required", ())}
        fake = world()
        with fake.client() as client:
            actions.run(action.id, named | needed, client)
        assert [each.operation for each in fake.requests] == [action.id]
    assert len(seed) == 114


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire()


@pytest.fixture
def client(fake: FakeCallFire) -> CallFire:
    return fake.client()


def test_examples_are_valid():
    for action in actions.CATALOGUE:
        actions.check(action.id, action.example)


@pytest.mark.parametrize(
    "given",
    [
        {
            "requestBody": [{"phoneNumber": "12135551122", "fromNumber": "67076", "message": "Hi"}],
            "campaignId": 3,
        },
        {
            "recipients": [
                {"phone_number": "(213) 555-1122", "from_number": 67076, "message": "Hi"}
            ],
            "campaign_id": "3",
        },
        {
            "recipients": [
                TextRecipient(phone_number="12135551122", from_number="67076", message="Hi")
            ],
            "campaignId": 3.0,
        },
    ],
)
def test_wire_names_and_python_names_send_the_same(fake, client, given):
    actions.run("sendTexts", given, client)
    sent = fake.requests[-1]

    row = {"phoneNumber": "12135551122", "fromNumber": "67076", "message": "Hi"}
    assert sent.json == [row]
    assert sent.query == {"campaignId": 3}


def test_fields_of_a_body_may_stand_beside_the_other_inputs(fake, client):
    given = {"name": "List", "contacts": [{"home_phone": "213.555.1122"}]}
    made = actions.run("contacts.lists.create", given, client)

    assert fake.requests[-1].json == {"name": "List", "contacts": [{"homePhone": "12135551122"}]}
    assert isinstance(made["id"], int)


@pytest.mark.parametrize(
    ("given", "reported"),
    [
        ({"requestBdy": []}, "requestBdy is unknown; did you mean 'requestBody'?"),
        ({"requestBody": [{"phone_numbr": "1"}]}, "did you mean 'phone_number'?"),
        (
            {"requestBody": [{"message": "Hi"}]},
            "[0] must have one of phoneNumber, contactId, and has none",
        ),
        ({"requestBody": [{"phoneNumber": "x"}]}, "requestBody[0].phoneNumber"),
        ({"requestBody": {}}, "requestBody must be a list, not an object"),
        ({"requestBody": [{"contactId": 1}] * 1001}, "must have at most 1000 items, not 1001"),
        ({"requestBody": [{"contactId": True}]}, "contactId must be a whole number, not a boolean"),
        ({"requestBody": [{"contactId": 2**70}]}, "contactId must be a whole number"),
        ({"campaignId": 1}, "requestBody is required"),
        ({"requestBody": [{"contactId": 1}], "recipients": []}, "requestBody is given twice"),
        (7, "the input must be a mapping"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_its_place(fake, client, given, reported):
    with pytest.raises(actions.InputError) as caught:
        actions.run("sendTexts", given, client)

    assert reported in str(caught.value)
    assert fake.requests == []


def test_all_problems_are_listed_at_once():
    with pytest.raises(actions.InputError) as caught:
        actions.check("findTexts", {"inbound": "maybe", "states": "REDY,FINISHED", "limit": "x"})

    assert [problem.at for problem in caught.value.problems] == ["inbound", "states[0]", "limit"]
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
    assert "did you mean 'READY'?" in str(caught.value)


@pytest.mark.parametrize(
    "moment",
    [
        1772366400000,
        "1772366400000",
        "2026-03-01T12:00:00Z",
        "2026-03-01T13:00:00+01:00",
        datetime(2026, 3, 1, 12, tzinfo=UTC),
    ],
)
def test_times_in_any_form(fake, client, moment):
    actions.run("findTexts", {"intervalBegin": moment, "states": "finished, ready"}, client)

    assert fake.requests[-1].query == {
        "intervalBegin": 1772366400000,
        "states": ["FINISHED", "READY"],
    }


@pytest.mark.parametrize(
    ("moment", "reported"),
    [
        ("2026-03-01T12:00:00", "has no time zone"),
        (1772366400, "looks like seconds"),
        ("yesterday", "must be a time such as"),
    ],
)
def test_times_that_cannot_be_meant(moment, reported):
    with pytest.raises(actions.InputError, match=reported):
        actions.check("findTexts", {"intervalBegin": moment})


def test_a_day_is_text_or_an_object(fake, client):
    schedule = {"startTimeOfDay": "10:30:00", "startDate": {"year": 2026, "month": 3, "day": 1}}
    actions.run("createTextBroadcast", {"name": "N", "schedules": [schedule]}, client)

    sent = fake.requests[-1].json["schedules"][0]
    assert sent["startTimeOfDay"] == {"hour": 10, "minute": 30, "second": 0}
    assert sent["startDate"] == {"year": 2026, "month": 3, "day": 1}


def test_what_was_read_can_be_changed_and_sent_back(fake, client):
    hook = {"name": "a", "resource": "InboundText", "events": ["Finished"]}
    made = actions.run("createWebhook", hook | {"callback": "https://example.com"}, client)
    result = actions.run("getWebhook", made, client)
    actions.run("updateWebhook", {"id": made["id"], "requestBody": result | {"name": "b"}}, client)

    assert {"id", "createdAt"} <= result.keys()
    assert not {"id", "createdAt", "updatedAt"} & fake.requests[-1].json.keys()
    assert actions.run("getWebhook", made, client)["name"] == "b"


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "data"])
def test_files_in_any_form(fake, client, tmp_path, kind):
    content = b"homePhone\n12135551122\n"
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    url = f"data:text/csv;name=people.csv;base64,{base64.b64encode(content).decode()}"
    given = {"path": path, "text": str(path), "bytes": content, "data": url}
    actions.run("createContactListFromFile", {"file": given[kind], "name": "People"}, client)

    assert fake.requests[-1].files["file"].content == content


@pytest.mark.parametrize(
    ("file", "reported"), [("nowhere.csv", "is no file"), ("data:text/csv;base64,&", "is damaged")]
)
def test_files_that_are_none(file, reported):
    with pytest.raises(actions.InputError, match=reported):
        actions.check("createContactListFromFile", {"file": file})


def test_files_of_others_are_not_opened(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_bytes(b"x")
    with pytest.raises(actions.InputError, match="paths are not opened here"):
        actions.runner().checked("createContactListFromFile", {"file": str(path)}, open_files=False)


def test_downloads_as_text_and_to_a_file(fake, client, tmp_path):
    fake.add("/calls/recordings", {"id": 5}, content=b"ID3 sound")
    assert actions.run("getCallRecordingMp3", {"id": 5}, client) == {
        "contentType": "audio/mpeg",
        "content": base64.b64encode(b"ID3 sound").decode(),
    }

    path = tmp_path / "sound.mp3"
    result = actions.run("getCallRecordingMp3", {"id": 5}, client, to=path)

    assert result == {"contentType": "audio/mpeg", "path": str(path), "bytes": 9}
    assert path.read_bytes() == b"ID3 sound"


def test_pages(fake, client):
    rows = [{"phoneNumber": f"1213555{number:04}", "message": "Hi"} for number in range(1000, 1005)]
    actions.run("sendTexts", {"requestBody": rows}, client)
    first = actions.run("findTexts", {"limit": 2}, client)
    pages = actions.run("findTexts", {"limit": 2}, client, paging="pages")
    items = actions.run("findTexts", {"limit": 2}, client, paging="items")

    assert (len(first["items"]), first["limit"]) == (2, 2)
    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert sorted(each["toNumber"] for each in items) == [row["phoneNumber"] for row in rows]
    assert list(actions.stream("findTexts", {"limit": 2}, client)) == items
    with pytest.raises(actions.InputError, match="has no pages"):
        actions.run("getText", {"id": 1}, client, paging="items")


def test_errors_keep_their_class_and_evidence(fake, client):
    with pytest.raises(errors.NotFoundError) as caught:
        actions.run("getText", {"id": 404}, client)
    assert caught.value.request.method == "GET"

    fake.drop("sendTexts")
    with pytest.raises(errors.OutcomeUnknownError) as unknown:
        actions.run("sendTexts", {"requestBody": [{"contactId": 1}]}, client)
    assert unknown.value.operation == "sendTexts"


def test_the_client_has_to_fit(fake, client):
    with pytest.raises(TypeError, match="use arun"):
        actions.run("getText", {"id": 1}, fake.async_client())
    with pytest.raises(TypeError, match="use run"):
        asyncio.run(actions.arun("getText", {"id": 1}, client))


def test_actions_are_reported_by_id_name_and_words():
    send = actions.get("sendTexts")
    assert {actions.get(name) for name in ("texts.send", "texts_send")} == {send}
    with pytest.raises(actions.InputError, match="did you mean 'sendTexts'"):
        actions.get("sendText")

    def first(text: str) -> str:
        return actions.search(text)[0].id

    assert first("send a text") == "sendTexts"
    assert first("upload contact list file") == "createContactListFromFile"
    assert first("download recording") == "getCallRecordingMp3"
    assert first("buy phone numbers") == "orderNumbers"
    assert actions.search("zzz") == []


def test_an_action_knows_what_a_form_needs():
    send, waits = actions.get("sendTexts"), actions.get("getContactList")

    facts = (send.effect, send.toolset, send.chunk, send.partial)
    assert facts == ("contact", "texts", 1000, "fields")
    assert send.one_of == (("phoneNumber", "contactId"),)
    assert actions.get("findNumbersLocal").any_input == ("prefix", "city", "state", "zipcode")
    assert (waits.wait["field"], waits.wait["pending"]) == ("status", ["IMPORTING", "VALIDATING"])
    assert send.errors["401"].startswith("The API login or password")
    hook = actions.get("updateWebhook")
    assert hook.read_only == {"WebhookInput": ["createdAt", "id", "updatedAt"]}
    assert actions.get("findApiCredentials").login == "account"
    assert all(each["title"] for each in send.input["properties"].values())
    assert send.input["properties"]["requestBody"]["maxItems"] == 1000
    assert "TextRecipientInput" in send.input["$defs"]
