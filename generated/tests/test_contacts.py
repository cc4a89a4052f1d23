"""What ``client.contacts`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

CONTACT_JSON: dict[str, Any] = {
    "deleted": True,
    "externalId": "some text",
    "externalSystem": "NATION_BUILDER",
    "extraPhone1": "12135551122",
    "extraPhone2": "12135551122",
    "extraPhone3": "12135551122",
    "firstName": "Ann",
    "homePhone": "12135551122",
    "id": 11646003,
    "lastName": "Lee",
    "mobilePhone": "12135551122",
    "properties": {"key": "anything"},
    "workPhone": "12135551122",
    "zipcode": "90401",
}
CONTACT_MODEL = models.Contact(
    deleted=True,
    external_id="some text",
    external_system=models.ContactExternalSystem.NATION_BUILDER,
    extra_phone1="12135551122",
    extra_phone2="12135551122",
    extra_phone3="12135551122",
    first_name="Ann",
    home_phone="12135551122",
    id=11646003,
    last_name="Lee",
    mobile_phone="12135551122",
    properties={"key": "anything"},
    work_phone="12135551122",
    zipcode="90401",
)
CONTACT_PAGE_JSON: dict[str, Any] = {
    "items": [CONTACT_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
CONTACT_PAGE_MODEL = models.ContactPage(items=[CONTACT_MODEL], limit=10, offset=20, total_count=5)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)
RESOURCE_ID_LIST_JSON: dict[str, Any] = {"items": [RESOURCE_ID_JSON]}
RESOURCE_ID_LIST_MODEL = models.ResourceIdList(items=[RESOURCE_ID_MODEL])
NOTE_JSON: dict[str, Any] = {"created": 1772366400000, "text": "Hello!"}
NOTE_MODEL = models.Note(created=datetime(2026, 3, 1, 12, tzinfo=UTC), text="Hello!")
QUESTION_RESPONSE_JSON: dict[str, Any] = {"question": "some text", "response": "some text"}
QUESTION_RESPONSE_MODEL = models.QuestionResponse(question="some text", response="some text")
CALL_RECORDING_JSON: dict[str, Any] = {
    "callId": 11646003,
    "campaignId": 11646003,
    "created": 1772366400000,
    "hash": "some text",
    "id": 11646003,
    "lengthInBytes": 5,
    "lengthInSeconds": 5,
    "mp3Url": "https://example.com/hook",
    "name": "Example",
    "state": "RECORDING",
}
CALL_RECORDING_MODEL = models.CallRecording(
    call_id=11646003,
    campaign_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    hash="some text",
    id=11646003,
    length_in_bytes=5,
    length_in_seconds=5,
    mp3_url="https://example.com/hook",
    name="Example",
    state=models.CallRecordingState.RECORDING,
)
CALL_RECORD_JSON: dict[str, Any] = {
    "answerTime": 1772366400000,
    "billedAmount": 1.5,
    "callerName": "Example",
    "duration": 5,
    "finishTime": 1772366400000,
    "id": 11646003,
    "labels": ["demo"],
    "notes": [NOTE_JSON],
    "originateTime": 1772366400000,
    "questionResponses": [QUESTION_RESPONSE_JSON],
    "recordings": [CALL_RECORDING_JSON],
    "result": "LA",
    "switchId": "some text",
    "toNumber": "12135551122",
}
CALL_RECORD_MODEL = models.CallRecord(
    answer_time=datetime(2026, 3, 1, 12, tzinfo=UTC),
    billed_amount=1.5,
    caller_name="Example",
    duration=5,
    finish_time=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    labels=["demo"],
    notes=[NOTE_MODEL],
    originate_time=datetime(2026, 3, 1, 12, tzinfo=UTC),
    question_responses=[QUESTION_RESPONSE_MODEL],
    recordings=[CALL_RECORDING_MODEL],
    result=models.CallResult.LA,
    switch_id="some text",
    to_number="12135551122",
)
CALL_JSON: dict[str, Any] = {
    "agentCall": True,
    "attributes": {"key": "anything"},
    "batchId": 11646003,
    "campaignId": 11646003,
    "contact": CONTACT_JSON,
    "created": 1772366400000,
    "finalCallResult": "LA",
    "fromNumber": "12135551122",
    "id": 11646003,
    "inbound": True,
    "labels": ["demo"],
    "modified": 1772366400000,
    "notes": [NOTE_JSON],
    "records": [CALL_RECORD_JSON],
    "state": "READY",
    "toNumber": "12135551122",
}
CALL_MODEL = models.Call(
    agent_call=True,
    attributes={"key": "anything"},
    batch_id=11646003,
    campaign_id=11646003,
    contact=CONTACT_MODEL,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    final_call_result=models.CallResult.LA,
    from_number="12135551122",
    id=11646003,
    inbound=True,
    labels=["demo"],
    modified=datetime(2026, 3, 1, 12, tzinfo=UTC),
    notes=[NOTE_MODEL],
    records=[CALL_RECORD_MODEL],
    state=models.ActionState.READY,
    to_number="12135551122",
)
MEDIA_JSON: dict[str, Any] = {
    "accountId": 11646003,
    "created": 1772366400000,
    "id": 11646003,
    "lengthInBytes": 5,
    "mediaType": "some text",
    "name": "Example",
    "publicUrl": "https://example.com/hook",
}
MEDIA_MODEL = models.Media(
    account_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    length_in_bytes=5,
    media_type="some text",
    name="Example",
    public_url="https://example.com/hook",
)
TEXT_RECORD_JSON: dict[str, Any] = {
    "billedAmount": 1.5,
    "callerName": "Example",
    "finishTime": 1772366400000,
    "id": 11646003,
    "labels": ["demo"],
    "message": "Hello!",
    "switchId": "some text",
    "textResult": "SENT",
    "toNumber": "12135551122",
}
TEXT_RECORD_MODEL = models.TextRecord(
    billed_amount=1.5,
    caller_name="Example",
    finish_time=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    labels=["demo"],
    message="Hello!",
    switch_id="some text",
    text_result=models.TextResult.SENT,
    to_number="12135551122",
)
TEXT_JSON: dict[str, Any] = {
    "attributes": {"key": "anything"},
    "batchId": 11646003,
    "campaignId": 11646003,
    "contact": CONTACT_JSON,
    "created": 1772366400000,
    "finalTextResult": "SENT",
    "fromNumber": "12135551122",
    "id": 11646003,
    "inbound": True,
    "labels": ["demo"],
    "media": [MEDIA_JSON],
    "message": "Hello!",
    "modified": 1772366400000,
    "records": [TEXT_RECORD_JSON],
    "state": "READY",
    "toNumber": "12135551122",
}
TEXT_MODEL = models.Text(
    attributes={"key": "anything"},
    batch_id=11646003,
    campaign_id=11646003,
    contact=CONTACT_MODEL,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    final_text_result=models.TextResult.SENT,
    from_number="12135551122",
    id=11646003,
    inbound=True,
    labels=["demo"],
    media=[MEDIA_MODEL],
    message="Hello!",
    modified=datetime(2026, 3, 1, 12, tzinfo=UTC),
    records=[TEXT_RECORD_MODEL],
    state=models.ActionState.READY,
    to_number="12135551122",
)
CONTACT_HISTORY_JSON: dict[str, Any] = {"calls": [CALL_JSON], "id": 11646003, "texts": [TEXT_JSON]}
CONTACT_HISTORY_MODEL = models.ContactHistory(calls=[CALL_MODEL], id=11646003, texts=[TEXT_MODEL])
DO_NOT_CONTACT_JSON: dict[str, Any] = {
    "call": True,
    "campaignId": 11646003,
    "created": 1772366400000,
    "inboundCall": True,
    "inboundText": True,
    "number": "12135551122",
    "source": "some text",
    "text": True,
}
DO_NOT_CONTACT_MODEL = models.DoNotContact(
    call=True,
    campaign_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    inbound_call=True,
    inbound_text=True,
    number="12135551122",
    source="some text",
    text=True,
)
DO_NOT_CONTACT_PAGE_JSON: dict[str, Any] = {
    "items": [DO_NOT_CONTACT_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
DO_NOT_CONTACT_PAGE_MODEL = models.DoNotContactPage(
    items=[DO_NOT_CONTACT_MODEL], limit=10, offset=20, total_count=5
)
UNIVERSAL_DO_NOT_CONTACT_JSON: dict[str, Any] = {
    "fromNumber": "12135551122",
    "inboundCall": True,
    "inboundText": True,
    "outboundCall": True,
    "outboundText": True,
    "toNumber": "12135551122",
}
UNIVERSAL_DO_NOT_CONTACT_MODEL = models.UniversalDoNotContact(
    from_number="12135551122",
    inbound_call=True,
    inbound_text=True,
    outbound_call=True,
    outbound_text=True,
    to_number="12135551122",
)
ITEM_LIST_UNIVERSAL_DO_NOT_CONTACT_JSON: dict[str, Any] = {"items": [UNIVERSAL_DO_NOT_CONTACT_JSON]}
ITEM_LIST_UNIVERSAL_DO_NOT_CONTACT_MODEL = models.ItemListUniversalDoNotContact(
    items=[UNIVERSAL_DO_NOT_CONTACT_MODEL]
)
CONTACT_LIST_JSON: dict[str, Any] = {
    "created": 1772366400000,
    "id": 11646003,
    "name": "Example",
    "size": 5,
    "status": "ACTIVE",
}
CONTACT_LIST_MODEL = models.ContactList(
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    name="Example",
    size=5,
    status=models.ContactListStatus.ACTIVE,
)
CONTACT_LIST_PAGE_JSON: dict[str, Any] = {
    "items": [CONTACT_LIST_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
CONTACT_LIST_PAGE_MODEL = models.ContactListPage(
    items=[CONTACT_LIST_MODEL], limit=10, offset=20, total_count=5
)


def test_find_sends_everything(api: Any) -> None:
    """``GET /contacts``: Find contacts, with every argument."""
    api.responds(CONTACT_PAGE_JSON)

    result = api.run(
        lambda client: client.contacts.find(
            id=[11646003, 12646003],
            number=["12135551122", "12135551133"],
            contact_list_id=11646003,
            property_name="Example",
            property_value="some text",
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts")
    assert api.sent.query == [
        ("id", "11646003"),
        ("id", "12646003"),
        ("number", "12135551122"),
        ("number", "12135551133"),
        ("contactListId", "11646003"),
        ("propertyName", "Example"),
        ("propertyValue", "some text"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CONTACT_PAGE_MODEL
    assert result.items == CONTACT_PAGE_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.ContactPage()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_PAGE_JSON,
            "items": [
                {
                    **CONTACT_JSON,
                    "id": "many",
                    "externalSystem": "BRAND_NEW",
                    "deleted": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.external_system == "BRAND_NEW"
    assert unusual.deleted is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CONTACT_JSON], "totalCount": 2})
    api.responds({"items": [{**CONTACT_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.contacts.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.contacts.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_create_sends_everything(api: Any) -> None:
    """``POST /contacts``: Create contacts, with every argument."""
    api.responds(RESOURCE_ID_LIST_JSON)

    result = api.run(
        lambda client: client.contacts.create(
            [
                {
                    "external_id": "some text",
                    "external_system": "NATION_BUILDER",
                    "extra_phone1": "12135551122",
                    "extra_phone2": "12135551122",
                    "extra_phone3": "12135551122",
                    "first_name": "Ann",
                    "home_phone": "12135551122",
                    "id": 11646003,
                    "last_name": "Lee",
                    "mobile_phone": "12135551122",
                    "properties": {"key": "anything"},
                    "work_phone": "12135551122",
                    "zipcode": "90401",
                }
            ]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "externalId": "some text",
            "externalSystem": "NATION_BUILDER",
            "extraPhone1": "12135551122",
            "extraPhone2": "12135551122",
            "extraPhone3": "12135551122",
            "firstName": "Ann",
            "homePhone": "12135551122",
            "id": 11646003,
            "lastName": "Lee",
            "mobilePhone": "12135551122",
            "properties": {"key": "anything"},
            "workPhone": "12135551122",
            "zipcode": "90401",
        }
    ]
    assert result == RESOURCE_ID_LIST_MODEL


def test_create_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.contacts.create(
            [
                {
                    "external_id": "some text",
                    "external_system": "NATION_BUILDER",
                    "extra_phone1": "12135551122",
                    "extra_phone2": "12135551122",
                    "extra_phone3": "12135551122",
                    "first_name": "Ann",
                    "home_phone": "12135551122",
                    "id": 11646003,
                    "last_name": "Lee",
                    "mobile_phone": "12135551122",
                    "properties": {"key": "anything"},
                    "work_phone": "12135551122",
                    "zipcode": "90401",
                }
            ]
        )
    )

    assert result == models.ResourceIdList()


def test_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {**RESOURCE_ID_LIST_JSON, "items": [{**RESOURCE_ID_JSON, "id": "many", api.novelty: True}]}
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.contacts.create(
                [
                    {
                        "external_id": "some text",
                        "external_system": "NATION_BUILDER",
                        "extra_phone1": "12135551122",
                        "extra_phone2": "12135551122",
                        "extra_phone3": "12135551122",
                        "first_name": "Ann",
                        "home_phone": "12135551122",
                        "id": 11646003,
                        "last_name": "Lee",
                        "mobile_phone": "12135551122",
                        "properties": {"key": "anything"},
                        "work_phone": "12135551122",
                        "zipcode": "90401",
                    }
                ]
            )
        )

    unusual = result.items[0]
    assert unusual.id == "many"


def test_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.contacts.create(
                [
                    {
                        "external_id": "some text",
                        "external_system": "NATION_BUILDER",
                        "extra_phone1": "12135551122",
                        "extra_phone2": "12135551122",
                        "extra_phone3": "12135551122",
                        "first_name": "Ann",
                        "home_phone": "12135551122",
                        "id": 11646003,
                        "last_name": "Lee",
                        "mobile_phone": "12135551122",
                        "properties": {"key": "anything"},
                        "work_phone": "12135551122",
                        "zipcode": "90401",
                    }
                ]
            )
        )

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.contacts.create(
                [
                    {
                        "external_id": "some text",
                        "external_system": "NATION_BUILDER",
                        "extra_phone1": "12135551122",
                        "extra_phone2": "12135551122",
                        "extra_phone3": "12135551122",
                        "first_name": "Ann",
                        "home_phone": "12135551122",
                        "id": 11646003,
                        "last_name": "Lee",
                        "mobile_phone": "12135551122",
                        "properties": {"key": "anything"},
                        "work_phone": "12135551122",
                        "zipcode": "90401",
                    }
                ]
            )
        )

    assert len(api.every_sent) == 1


def test_delete_sends_everything(api: Any) -> None:
    """``DELETE /contacts/{id}``: Delete a contact, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/contacts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /contacts/{id}``: Get a contact, with every argument."""
    api.responds(CONTACT_JSON)

    result = api.run(lambda client: client.contacts.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CONTACT_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Contact()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_JSON,
            "id": "many",
            "externalSystem": "BRAND_NEW",
            "deleted": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.external_system == "BRAND_NEW"
    assert unusual.deleted is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_update_sends_everything(api: Any) -> None:
    """``PUT /contacts/{id}``: Update a contact, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.update(
            11646003,
            external_id="some text",
            external_system="NATION_BUILDER",
            extra_phone1="12135551122",
            extra_phone2="12135551122",
            extra_phone3="12135551122",
            first_name="Example",
            home_phone="12135551122",
            body_id=11646003,
            last_name="Example",
            mobile_phone="12135551122",
            properties={"key": "anything"},
            work_phone="12135551122",
            zipcode="90401",
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/contacts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "externalId": "some text",
        "externalSystem": "NATION_BUILDER",
        "extraPhone1": "12135551122",
        "extraPhone2": "12135551122",
        "extraPhone3": "12135551122",
        "firstName": "Example",
        "homePhone": "12135551122",
        "id": 11646003,
        "lastName": "Example",
        "mobilePhone": "12135551122",
        "properties": {"key": "anything"},
        "workPhone": "12135551122",
        "zipcode": "90401",
    }
    assert result is None


def test_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.update(11646003))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/contacts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.update(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_get_history_sends_everything(api: Any) -> None:
    """``GET /contacts/{id}/history``: Get a contact's history, with every argument."""
    api.responds(CONTACT_HISTORY_JSON)

    result = api.run(
        lambda client: client.contacts.get_history(11646003, limit=10, offset=20, fields="id")
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/11646003/history")
    assert api.sent.query == [("limit", "10"), ("offset", "20"), ("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CONTACT_HISTORY_MODEL


def test_get_history_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.get_history(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/11646003/history")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.ContactHistory()


def test_get_history_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**CONTACT_HISTORY_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.get_history(11646003))

    unusual = result
    assert unusual.id == "many"


def test_get_history_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.get_history(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_dncs_find_sends_everything(api: Any) -> None:
    """``GET /contacts/dncs``: Find do-not-contact entries, with every argument."""
    api.responds(DO_NOT_CONTACT_PAGE_JSON)

    result = api.run(
        lambda client: client.contacts.dncs.find(
            prefix="1213",
            campaign_id=11646003,
            source="some text",
            call=True,
            text=True,
            inbound_call=True,
            inbound_text=True,
            number=["12135551122", "12135551133"],
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/dncs")
    assert api.sent.query == [
        ("prefix", "1213"),
        ("campaignId", "11646003"),
        ("source", "some text"),
        ("call", "true"),
        ("text", "true"),
        ("inboundCall", "true"),
        ("inboundText", "true"),
        ("number", "12135551122"),
        ("number", "12135551133"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == DO_NOT_CONTACT_PAGE_MODEL
    assert result.items == DO_NOT_CONTACT_PAGE_MODEL.items


def test_dncs_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.dncs.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/dncs")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.DoNotContactPage()
    assert result.items == []


def test_dncs_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **DO_NOT_CONTACT_PAGE_JSON,
            "items": [
                {**DO_NOT_CONTACT_JSON, "campaignId": "many", "call": None, api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.dncs.find())

    unusual = result.response.items[0]
    assert unusual.campaign_id == "many"
    assert unusual.call is None


def test_dncs_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.contacts.dncs.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_dncs_add_sends_everything(api: Any) -> None:
    """``POST /contacts/dncs``: Add do-not-contact numbers, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.dncs.add(
            ["12135551122", "12135551133"],
            call=True,
            inbound_call=True,
            inbound_text=True,
            source="some text",
            text=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/dncs")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "numbers": ["12135551122", "12135551133"],
        "call": True,
        "inboundCall": True,
        "inboundText": True,
        "source": "some text",
        "text": True,
    }
    assert result is None


def test_dncs_add_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.dncs.add(["12135551122", "12135551133"]))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/dncs")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"numbers": ["12135551122", "12135551133"]}
    assert result is None


def test_dncs_add_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.contacts.dncs.add(["12135551122", "12135551133"]))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_dncs_delete_by_source_sends_everything(api: Any) -> None:
    """``DELETE /contacts/dncs/sources/{source}``: Delete do-not-contact entries by source, with
    every argument.
    """
    api.responds(b"")

    result = api.run(lambda client: client.contacts.dncs.delete_by_source("some text"))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/contacts/dncs/sources/some%20text")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_dncs_delete_by_source_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.dncs.delete_by_source("some text"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_dncs_list_universal_sends_everything(api: Any) -> None:
    """``GET /contacts/dncs/universals/{toNumber}``: Check universal do-not-contact flags, with
    every argument.
    """
    api.responds(ITEM_LIST_UNIVERSAL_DO_NOT_CONTACT_JSON)

    result = api.run(
        lambda client: client.contacts.dncs.list_universal(
            "12135551122", from_number="12135551122", fields="id"
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/dncs/universals/12135551122")
    assert api.sent.query == [("fromNumber", "12135551122"), ("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == ITEM_LIST_UNIVERSAL_DO_NOT_CONTACT_MODEL


def test_dncs_list_universal_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.dncs.list_universal("12135551122"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/dncs/universals/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.ItemListUniversalDoNotContact()


def test_dncs_list_universal_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **ITEM_LIST_UNIVERSAL_DO_NOT_CONTACT_JSON,
            "items": [
                {
                    **UNIVERSAL_DO_NOT_CONTACT_JSON,
                    "inboundCall": "perhaps",
                    "fromNumber": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.dncs.list_universal("12135551122"))

    unusual = result.items[0]
    assert unusual.inbound_call == "perhaps"
    assert unusual.from_number is None


def test_dncs_list_universal_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.dncs.list_universal("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_dncs_delete_sends_everything(api: Any) -> None:
    """``DELETE /contacts/dncs/{number}``: Delete a do-not-contact entry, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.dncs.delete(["12135551122", "12135551133"]))

    assert (api.sent.method, api.sent.path) == (
        "DELETE",
        "/v2/contacts/dncs/12135551122,12135551133",
    )
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_dncs_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.dncs.delete(["12135551122", "12135551133"]))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_dncs_get_sends_everything(api: Any) -> None:
    """``GET /contacts/dncs/{number}``: Get a do-not-contact entry, with every argument."""
    api.responds(DO_NOT_CONTACT_JSON)

    result = api.run(lambda client: client.contacts.dncs.get("12135551122"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/dncs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == DO_NOT_CONTACT_MODEL


def test_dncs_get_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.dncs.get("12135551122"))

    assert result == models.DoNotContact()


def test_dncs_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**DO_NOT_CONTACT_JSON, "campaignId": "many", "call": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.dncs.get("12135551122"))

    unusual = result
    assert unusual.campaign_id == "many"
    assert unusual.call is None


def test_dncs_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.dncs.get("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_dncs_update_sends_everything(api: Any) -> None:
    """``PUT /contacts/dncs/{number}``: Update a do-not-contact entry, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.dncs.update(
            "12135551122",
            call=True,
            inbound_call=True,
            inbound_text=True,
            body_number="12135551122",
            source="some text",
            text=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/contacts/dncs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "call": True,
        "inboundCall": True,
        "inboundText": True,
        "number": "12135551122",
        "source": "some text",
        "text": True,
    }
    assert result is None


def test_dncs_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.dncs.update("12135551122"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/contacts/dncs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_dncs_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.dncs.update("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_find_sends_everything(api: Any) -> None:
    """``GET /contacts/lists``: Find contact lists, with every argument."""
    api.responds(CONTACT_LIST_PAGE_JSON)

    result = api.run(
        lambda client: client.contacts.lists.find(
            name="Example",
            exact_match=True,
            contact_count=5,
            order_by="some text",
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists")
    assert api.sent.query == [
        ("name", "Example"),
        ("exactMatch", "true"),
        ("contactCount", "5"),
        ("orderBy", "some text"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CONTACT_LIST_PAGE_MODEL
    assert result.items == CONTACT_LIST_PAGE_MODEL.items


def test_lists_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.lists.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.ContactListPage()
    assert result.items == []


def test_lists_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_LIST_PAGE_JSON,
            "items": [
                {
                    **CONTACT_LIST_JSON,
                    "id": "many",
                    "status": "BRAND_NEW",
                    "created": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.lists.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_lists_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CONTACT_LIST_JSON], "totalCount": 2})
    api.responds({"items": [{**CONTACT_LIST_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.contacts.lists.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_lists_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.contacts.lists.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_lists_create_sends_everything(api: Any) -> None:
    """``POST /contacts/lists``: Create a contact list, with every argument."""
    api.responds(CONTACT_LIST_JSON)

    result = api.run(
        lambda client: client.contacts.lists.create(
            contact_ids=[11646003, 12646003],
            contact_numbers_field="homePhone",
            name="Example",
            use_custom_fields=True,
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "contactIds": [11646003, 12646003],
        "contactNumbersField": "homePhone",
        "name": "Example",
        "useCustomFields": True,
    }
    assert result == CONTACT_LIST_MODEL


def test_lists_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.contacts.lists.create(
            contacts=[
                {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                {"first_name": "Another", "last_name": "Another", "mobile_phone": "12135551133"},
            ]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "contacts": [
            {"firstName": "Ann", "lastName": "Lee", "mobilePhone": "12135551122"},
            {"firstName": "Another", "lastName": "Another", "mobilePhone": "12135551133"},
        ]
    }
    assert result == models.ContactList()


def test_lists_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_LIST_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.contacts.lists.create(
                contacts=[
                    {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                    {
                        "first_name": "Another",
                        "last_name": "Another",
                        "mobile_phone": "12135551133",
                    },
                ]
            )
        )

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_lists_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.contacts.lists.create(
                contacts=[
                    {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                    {
                        "first_name": "Another",
                        "last_name": "Another",
                        "mobile_phone": "12135551133",
                    },
                ]
            )
        )

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_lists_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.contacts.lists.create(
                contacts=[
                    {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                    {
                        "first_name": "Another",
                        "last_name": "Another",
                        "mobile_phone": "12135551133",
                    },
                ]
            )
        )

    assert len(api.every_sent) == 1


def test_lists_upload_sends_everything(api: Any, tmp_path: Path) -> None:
    """``POST /contacts/lists/upload``: Upload a contact list, with every argument."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.contacts.lists.upload(upload, name="Example", use_custom_fields=True)
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists/upload")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [
        ("file", "example.txt", upload.read_bytes()),
        ("name", None, "Example".encode()),
        ("useCustomFields", None, "true".encode()),
    ]
    assert result == RESOURCE_ID_MODEL


def test_lists_upload_sends_no_more(api: Any, tmp_path: Path) -> None:
    """Sends only what is required, and accepts an empty response."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({})

    result = api.run(lambda client: client.contacts.lists.upload(upload))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists/upload")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [("file", "example.txt", upload.read_bytes())]
    assert result == models.ResourceId()


def test_lists_upload_keeps_unknown_values(api: Any, tmp_path: Path) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.lists.upload(upload))

    unusual = result
    assert unusual.id == "many"


def test_lists_upload_can_be_refused(api: Any, tmp_path: Path) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.contacts.lists.upload(upload))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_lists_upload_is_sent_once(api: Any, tmp_path: Path) -> None:
    """What the server may have carried out is not sent again."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.contacts.lists.upload(upload))

    assert len(api.every_sent) == 1


def test_lists_delete_sends_everything(api: Any) -> None:
    """``DELETE /contacts/lists/{id}``: Delete a contact list, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.lists.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/contacts/lists/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_lists_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_get_sends_everything(api: Any) -> None:
    """``GET /contacts/lists/{id}``: Get a contact list, with every argument."""
    api.responds(CONTACT_LIST_JSON)

    result = api.run(lambda client: client.contacts.lists.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CONTACT_LIST_MODEL


def test_lists_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.lists.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.ContactList()


def test_lists_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_LIST_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.lists.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_lists_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_update_sends_everything(api: Any) -> None:
    """``PUT /contacts/lists/{id}``: Rename a contact list, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.lists.update(11646003, "Example"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/contacts/lists/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"name": "Example"}
    assert result is None


def test_lists_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.update(11646003, "Example"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_remove_contacts_sends_everything(api: Any) -> None:
    """``DELETE /contacts/lists/{id}/items``: Remove contacts from a list, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.lists.remove_contacts(
            11646003, contact_id=[11646003, 12646003]
        )
    )

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == [("contactId", "11646003"), ("contactId", "12646003")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_lists_remove_contacts_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.contacts.lists.remove_contacts(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_lists_remove_contacts_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.remove_contacts(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_find_contacts_sends_everything(api: Any) -> None:
    """``GET /contacts/lists/{id}/items``: Find a list's contacts, with every argument."""
    api.responds(CONTACT_PAGE_JSON)

    result = api.run(
        lambda client: client.contacts.lists.find_contacts(
            11646003, fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == [("fields", "id"), ("limit", "10"), ("offset", "20")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CONTACT_PAGE_MODEL
    assert result.items == CONTACT_PAGE_MODEL.items


def test_lists_find_contacts_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.contacts.lists.find_contacts(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.ContactPage()
    assert result.items == []


def test_lists_find_contacts_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CONTACT_PAGE_JSON,
            "items": [
                {
                    **CONTACT_JSON,
                    "id": "many",
                    "externalSystem": "BRAND_NEW",
                    "deleted": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.contacts.lists.find_contacts(11646003))

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.external_system == "BRAND_NEW"
    assert unusual.deleted is None


def test_lists_find_contacts_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CONTACT_JSON], "totalCount": 2})
    api.responds({"items": [{**CONTACT_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.contacts.lists.find_contacts(11646003, limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_lists_find_contacts_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.find_contacts(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_add_contacts_sends_everything(api: Any) -> None:
    """``POST /contacts/lists/{id}/items``: Add contacts to a list, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.lists.add_contacts(
            11646003,
            contact_ids=[11646003, 12646003],
            contact_numbers_field="homePhone",
            use_custom_fields=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "contactIds": [11646003, 12646003],
        "contactNumbersField": "homePhone",
        "useCustomFields": True,
    }
    assert result is None


def test_lists_add_contacts_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(
        lambda client: client.contacts.lists.add_contacts(
            11646003,
            contacts=[
                {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                {"first_name": "Another", "last_name": "Another", "mobile_phone": "12135551133"},
            ],
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/contacts/lists/11646003/items")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "contacts": [
            {"firstName": "Ann", "lastName": "Lee", "mobilePhone": "12135551122"},
            {"firstName": "Another", "lastName": "Another", "mobilePhone": "12135551133"},
        ]
    }
    assert result is None


def test_lists_add_contacts_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(
            lambda client: client.contacts.lists.add_contacts(
                11646003,
                contacts=[
                    {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                    {
                        "first_name": "Another",
                        "last_name": "Another",
                        "mobile_phone": "12135551133",
                    },
                ],
            )
        )

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_lists_add_contacts_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.contacts.lists.add_contacts(
                11646003,
                contacts=[
                    {"first_name": "Ann", "last_name": "Lee", "mobile_phone": "12135551122"},
                    {
                        "first_name": "Another",
                        "last_name": "Another",
                        "mobile_phone": "12135551133",
                    },
                ],
            )
        )

    assert len(api.every_sent) == 1


def test_lists_remove_contact_sends_everything(api: Any) -> None:
    """``DELETE /contacts/lists/{id}/items/{contactId}``: Remove a contact from a list, with
    every argument.
    """
    api.responds(b"")

    result = api.run(lambda client: client.contacts.lists.remove_contact(11646003, 11646003))

    assert (api.sent.method, api.sent.path) == (
        "DELETE",
        "/v2/contacts/lists/11646003/items/11646003",
    )
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_lists_remove_contact_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.contacts.lists.remove_contact(11646003, 11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
