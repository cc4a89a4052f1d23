"""What ``client.calls`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
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
CALL_PAGE_JSON: dict[str, Any] = {"items": [CALL_JSON], "limit": 10, "offset": 20, "totalCount": 5}
CALL_PAGE_MODEL = models.CallPage(items=[CALL_MODEL], limit=10, offset=20, total_count=5)
CALL_LIST_JSON: dict[str, Any] = {"items": [CALL_JSON]}
CALL_LIST_MODEL = models.CallList(items=[CALL_MODEL])
LOCAL_TIME_RESTRICTION_JSON: dict[str, Any] = {
    "beginHour": 10,
    "beginMinute": 30,
    "enabled": True,
    "endHour": 10,
    "endMinute": 30,
}
LOCAL_TIME_RESTRICTION_MODEL = models.LocalTimeRestriction(
    begin_hour=10, begin_minute=30, enabled=True, end_hour=10, end_minute=30
)
RECIPIENT_JSON: dict[str, Any] = {
    "attributes": {"key": "anything"},
    "contactId": 11646003,
    "fromNumber": "12135551122",
    "phoneNumber": "12135551122",
}
RECIPIENT_MODEL = models.Recipient(
    attributes={"key": "anything"},
    contact_id=11646003,
    from_number="12135551122",
    phone_number="12135551122",
)
RETRY_CONFIG_JSON: dict[str, Any] = {
    "maxAttempts": 5,
    "minutesBetweenAttempts": 5,
    "retryPhoneTypes": ["FIRST_NUMBER"],
    "retryResults": ["LA"],
}
RETRY_CONFIG_MODEL = models.RetryConfig(
    max_attempts=5,
    minutes_between_attempts=5,
    retry_phone_types=[models.RetryConfigRetryPhoneType.FIRST_NUMBER],
    retry_results=[models.RetryConfigRetryResult.LA],
)
LOCAL_DATE_JSON: dict[str, Any] = {"day": 1, "month": 3, "year": 2026}
LOCAL_DATE_MODEL = models.LocalDate(day=1, month=3, year=2026)
LOCAL_TIME_JSON: dict[str, Any] = {"hour": 10, "minute": 30, "second": 0}
LOCAL_TIME_MODEL = models.LocalTime(hour=10, minute=30, second=0)
SCHEDULE_JSON: dict[str, Any] = {
    "campaignId": 11646003,
    "daysOfWeek": ["MONDAY"],
    "id": 11646003,
    "startDate": LOCAL_DATE_JSON,
    "startTimeOfDay": LOCAL_TIME_JSON,
    "stopDate": LOCAL_DATE_JSON,
    "stopTimeOfDay": LOCAL_TIME_JSON,
    "timeZone": "America/Los_Angeles",
}
SCHEDULE_MODEL = models.Schedule(
    campaign_id=11646003,
    days_of_week=[models.DayOfWeek.MONDAY],
    id=11646003,
    start_date=LOCAL_DATE_MODEL,
    start_time_of_day=LOCAL_TIME_MODEL,
    stop_date=LOCAL_DATE_MODEL,
    stop_time_of_day=LOCAL_TIME_MODEL,
    time_zone="America/Los_Angeles",
)
CALL_BROADCAST_SOUNDS_JSON: dict[str, Any] = {
    "dncDigit": "some text",
    "dncSoundId": 11646003,
    "dncSoundText": "Hello!",
    "dncSoundTextVoice": "MALE1",
    "liveSoundId": 11646003,
    "liveSoundText": "Hello!",
    "liveSoundTextVoice": "MALE1",
    "machineSoundId": 11646003,
    "machineSoundText": "Hello!",
    "machineSoundTextVoice": "MALE1",
    "transferDigit": "some text",
    "transferNumber": "12135551122",
    "transferSoundId": 11646003,
    "transferSoundText": "Hello!",
    "transferSoundTextVoice": "MALE1",
}
CALL_BROADCAST_SOUNDS_MODEL = models.CallBroadcastSounds(
    dnc_digit="some text",
    dnc_sound_id=11646003,
    dnc_sound_text="Hello!",
    dnc_sound_text_voice=models.Voice.MALE1,
    live_sound_id=11646003,
    live_sound_text="Hello!",
    live_sound_text_voice=models.Voice.MALE1,
    machine_sound_id=11646003,
    machine_sound_text="Hello!",
    machine_sound_text_voice=models.Voice.MALE1,
    transfer_digit="some text",
    transfer_number="12135551122",
    transfer_sound_id=11646003,
    transfer_sound_text="Hello!",
    transfer_sound_text_voice=models.Voice.MALE1,
)
CALL_BROADCAST_JSON: dict[str, Any] = {
    "answeringMachineConfig": "AM_ONLY",
    "dialplanXml": "<root/>",
    "fromNumber": "12135551122",
    "id": 11646003,
    "labels": ["demo"],
    "lastModified": 1772366400000,
    "localTimeRestriction": LOCAL_TIME_RESTRICTION_JSON,
    "maxActive": 5,
    "maxActiveTransfers": 5,
    "name": "Example",
    "recipients": [RECIPIENT_JSON],
    "resumeNextDay": True,
    "retryConfig": RETRY_CONFIG_JSON,
    "schedules": [SCHEDULE_JSON],
    "sounds": CALL_BROADCAST_SOUNDS_JSON,
    "status": "TEST",
}
CALL_BROADCAST_MODEL = models.CallBroadcast(
    answering_machine_config=models.CallBroadcastAnsweringMachineConfig.AM_ONLY,
    dialplan_xml="<root/>",
    from_number="12135551122",
    id=11646003,
    labels=["demo"],
    last_modified=datetime(2026, 3, 1, 12, tzinfo=UTC),
    local_time_restriction=LOCAL_TIME_RESTRICTION_MODEL,
    max_active=5,
    max_active_transfers=5,
    name="Example",
    recipients=[RECIPIENT_MODEL],
    resume_next_day=True,
    retry_config=RETRY_CONFIG_MODEL,
    schedules=[SCHEDULE_MODEL],
    sounds=CALL_BROADCAST_SOUNDS_MODEL,
    status=models.BroadcastStatus.TEST,
)
CALL_BROADCAST_PAGE_JSON: dict[str, Any] = {
    "items": [CALL_BROADCAST_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
CALL_BROADCAST_PAGE_MODEL = models.CallBroadcastPage(
    items=[CALL_BROADCAST_MODEL], limit=10, offset=20, total_count=5
)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)
BATCH_JSON: dict[str, Any] = {
    "broadcastId": 11646003,
    "created": 1772366400000,
    "enabled": True,
    "id": 11646003,
    "name": "Example",
    "remaining": 5,
    "size": 5,
    "status": "NEW",
}
BATCH_MODEL = models.Batch(
    broadcast_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    enabled=True,
    id=11646003,
    name="Example",
    remaining=5,
    size=5,
    status=models.BatchStatus.NEW,
)
BATCH_PAGE_JSON: dict[str, Any] = {
    "items": [BATCH_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
BATCH_PAGE_MODEL = models.BatchPage(items=[BATCH_MODEL], limit=10, offset=20, total_count=5)
CALL_BROADCAST_STATS_JSON: dict[str, Any] = {
    "answeringMachineCount": 5,
    "billedAmount": 1.5,
    "billedDuration": 5,
    "busyCount": 5,
    "callsAttempted": 5,
    "callsAwaitingRedial": 5,
    "callsDuration": 5,
    "callsLiveAnswer": 5,
    "callsPlaced": 5,
    "callsRemaining": 5,
    "dialedCount": 5,
    "doNotCallCount": 5,
    "errorCount": 5,
    "liveCount": 5,
    "miscCount": 5,
    "noAnswerCount": 5,
    "remainingOutboundCount": 5,
    "responseRatePercent": 5,
    "totalCount": 5,
    "totalOutboundCount": 5,
    "transferCount": 5,
}
CALL_BROADCAST_STATS_MODEL = models.CallBroadcastStats(
    answering_machine_count=5,
    billed_amount=1.5,
    billed_duration=5,
    busy_count=5,
    calls_attempted=5,
    calls_awaiting_redial=5,
    calls_duration=5,
    calls_live_answer=5,
    calls_placed=5,
    calls_remaining=5,
    dialed_count=5,
    do_not_call_count=5,
    error_count=5,
    live_count=5,
    misc_count=5,
    no_answer_count=5,
    remaining_outbound_count=5,
    response_rate_percent=5,
    total_count=5,
    total_outbound_count=5,
    transfer_count=5,
)
CALL_RECORDING_LIST_JSON: dict[str, Any] = {"items": [CALL_RECORDING_JSON]}
CALL_RECORDING_LIST_MODEL = models.CallRecordingList(items=[CALL_RECORDING_MODEL])


def test_find_sends_everything(api: Any) -> None:
    """``GET /calls``: Find calls, with every argument."""
    api.responds(CALL_PAGE_JSON)

    result = api.run(
        lambda client: client.calls.find(
            id=[11646003, 12646003],
            campaign_id=11646003,
            batch_id=11646003,
            from_number="12135551122",
            to_number="12135551122",
            label="demo",
            states=["READY", "SELECTED"],
            results=["LA", "AM"],
            inbound=True,
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls")
    assert api.sent.query == [
        ("id", "11646003"),
        ("id", "12646003"),
        ("campaignId", "11646003"),
        ("batchId", "11646003"),
        ("fromNumber", "12135551122"),
        ("toNumber", "12135551122"),
        ("label", "demo"),
        ("states", "READY,SELECTED"),
        ("results", "LA,AM"),
        ("inbound", "true"),
        ("intervalBegin", "1772366400000"),
        ("intervalEnd", "1772366400000"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CALL_PAGE_MODEL
    assert result.items == CALL_PAGE_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.CallPage()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_PAGE_JSON,
            "items": [
                {
                    **CALL_JSON,
                    "batchId": "many",
                    "finalCallResult": "BRAND_NEW",
                    "agentCall": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.find())

    unusual = result.response.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_call_result == "BRAND_NEW"
    assert unusual.agent_call is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CALL_JSON], "totalCount": 2})
    api.responds({"items": [{**CALL_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.calls.find(limit=1))

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
        api.run(lambda client: client.calls.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_send_sends_everything(api: Any) -> None:
    """``POST /calls``: Send calls, with every argument."""
    api.responds(CALL_LIST_JSON)

    result = api.run(
        lambda client: client.calls.send(
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "dialplan_xml": "<root/>",
                    "from_number": "12135551122",
                    "live_message": "Your order is ready.",
                    "live_message_sound_id": 11646003,
                    "machine_message": "Hello!",
                    "machine_message_sound_id": 11646003,
                    "transfer_digit": "some text",
                    "transfer_message": "Hello!",
                    "transfer_message_sound_id": 11646003,
                    "transfer_number": "12135551122",
                    "voice": "MALE1",
                }
            ],
            campaign_id=11646003,
            default_live_message="Hello!",
            default_machine_message="Hello!",
            default_live_message_sound_id=11646003,
            default_machine_message_sound_id=11646003,
            default_voice="MALE1",
            strict_validation=True,
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls")
    assert api.sent.query == [
        ("campaignId", "11646003"),
        ("defaultLiveMessage", "Hello!"),
        ("defaultMachineMessage", "Hello!"),
        ("defaultLiveMessageSoundId", "11646003"),
        ("defaultMachineMessageSoundId", "11646003"),
        ("defaultVoice", "MALE1"),
        ("strictValidation", "true"),
        ("fields", "id"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "dialplanXml": "<root/>",
            "fromNumber": "12135551122",
            "liveMessage": "Your order is ready.",
            "liveMessageSoundId": 11646003,
            "machineMessage": "Hello!",
            "machineMessageSoundId": 11646003,
            "transferDigit": "some text",
            "transferMessage": "Hello!",
            "transferMessageSoundId": 11646003,
            "transferNumber": "12135551122",
            "voice": "MALE1",
        }
    ]
    assert result == CALL_LIST_MODEL


def test_send_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.calls.send(
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "dialplan_xml": "<root/>",
                    "from_number": "12135551122",
                    "live_message": "Your order is ready.",
                    "live_message_sound_id": 11646003,
                    "machine_message": "Hello!",
                    "machine_message_sound_id": 11646003,
                    "transfer_digit": "some text",
                    "transfer_message": "Hello!",
                    "transfer_message_sound_id": 11646003,
                    "transfer_number": "12135551122",
                    "voice": "MALE1",
                }
            ]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "dialplanXml": "<root/>",
            "fromNumber": "12135551122",
            "liveMessage": "Your order is ready.",
            "liveMessageSoundId": 11646003,
            "machineMessage": "Hello!",
            "machineMessageSoundId": 11646003,
            "transferDigit": "some text",
            "transferMessage": "Hello!",
            "transferMessageSoundId": 11646003,
            "transferNumber": "12135551122",
            "voice": "MALE1",
        }
    ]
    assert result == models.CallList()


def test_send_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_LIST_JSON,
            "items": [
                {
                    **CALL_JSON,
                    "batchId": "many",
                    "finalCallResult": "BRAND_NEW",
                    "agentCall": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.calls.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "dialplan_xml": "<root/>",
                        "from_number": "12135551122",
                        "live_message": "Your order is ready.",
                        "live_message_sound_id": 11646003,
                        "machine_message": "Hello!",
                        "machine_message_sound_id": 11646003,
                        "transfer_digit": "some text",
                        "transfer_message": "Hello!",
                        "transfer_message_sound_id": 11646003,
                        "transfer_number": "12135551122",
                        "voice": "MALE1",
                    }
                ]
            )
        )

    unusual = result.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_call_result == "BRAND_NEW"
    assert unusual.agent_call is None


def test_send_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.calls.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "dialplan_xml": "<root/>",
                        "from_number": "12135551122",
                        "live_message": "Your order is ready.",
                        "live_message_sound_id": 11646003,
                        "machine_message": "Hello!",
                        "machine_message_sound_id": 11646003,
                        "transfer_digit": "some text",
                        "transfer_message": "Hello!",
                        "transfer_message_sound_id": 11646003,
                        "transfer_number": "12135551122",
                        "voice": "MALE1",
                    }
                ]
            )
        )

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_send_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.calls.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "dialplan_xml": "<root/>",
                        "from_number": "12135551122",
                        "live_message": "Your order is ready.",
                        "live_message_sound_id": 11646003,
                        "machine_message": "Hello!",
                        "machine_message_sound_id": 11646003,
                        "transfer_digit": "some text",
                        "transfer_message": "Hello!",
                        "transfer_message_sound_id": 11646003,
                        "transfer_number": "12135551122",
                        "voice": "MALE1",
                    }
                ]
            )
        )

    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /calls/{id}``: Get a call, with every argument."""
    api.responds(CALL_JSON)

    result = api.run(lambda client: client.calls.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Call()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_JSON,
            "batchId": "many",
            "finalCallResult": "BRAND_NEW",
            "agentCall": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.get(11646003))

    unusual = result
    assert unusual.batch_id == "many"
    assert unusual.final_call_result == "BRAND_NEW"
    assert unusual.agent_call is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_find_sends_everything(api: Any) -> None:
    """``GET /calls/broadcasts``: Find call broadcasts, with every argument."""
    api.responds(CALL_BROADCAST_PAGE_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.find(
            label="demo",
            name="Example",
            running=True,
            scheduled=True,
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts")
    assert api.sent.query == [
        ("label", "demo"),
        ("name", "Example"),
        ("running", "true"),
        ("scheduled", "true"),
        ("intervalBegin", "1772366400000"),
        ("intervalEnd", "1772366400000"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CALL_BROADCAST_PAGE_MODEL
    assert result.items == CALL_BROADCAST_PAGE_MODEL.items


def test_broadcasts_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.CallBroadcastPage()
    assert result.items == []


def test_broadcasts_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_BROADCAST_PAGE_JSON,
            "items": [
                {
                    **CALL_BROADCAST_JSON,
                    "id": "many",
                    "answeringMachineConfig": "BRAND_NEW",
                    "dialplanXml": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.answering_machine_config == "BRAND_NEW"
    assert unusual.dialplan_xml is None


def test_broadcasts_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CALL_BROADCAST_JSON], "totalCount": 2})
    api.responds({"items": [{**CALL_BROADCAST_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.calls.broadcasts.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_broadcasts_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.calls.broadcasts.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_broadcasts_create_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts``: Create a call broadcast, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.create(
            "Example",
            start=True,
            strict_validation=True,
            answering_machine_config="AM_ONLY",
            dialplan_xml="<root/>",
            from_number="12135551122",
            labels=["demo", "test"],
            local_time_restriction={
                "begin_hour": 10,
                "begin_minute": 30,
                "enabled": True,
                "end_hour": 10,
            },
            max_active=5,
            max_active_transfers=5,
            recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            resume_next_day=True,
            retry_config={
                "max_attempts": 5,
                "minutes_between_attempts": 5,
                "retry_phone_types": ["FIRST_NUMBER"],
                "retry_results": ["LA"],
            },
            schedules=[
                {
                    "days_of_week": ["MONDAY"],
                    "start_date": date(2026, 3, 1),
                    "start_time_of_day": time(10, 30),
                    "time_zone": "America/Los_Angeles",
                },
                {
                    "days_of_week": ["TUESDAY"],
                    "start_date": date(2026, 3, 1),
                    "start_time_of_day": time(10, 30),
                    "time_zone": "America/Chicago",
                },
            ],
            sounds={
                "dnc_sound_text_voice": "MALE1",
                "live_sound_text_voice": "MALE1",
                "machine_sound_text_voice": "MALE1",
                "transfer_sound_text_voice": "MALE1",
            },
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts")
    assert api.sent.query == [("start", "true"), ("strictValidation", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "name": "Example",
        "answeringMachineConfig": "AM_ONLY",
        "dialplanXml": "<root/>",
        "fromNumber": "12135551122",
        "labels": ["demo", "test"],
        "localTimeRestriction": {
            "beginHour": 10,
            "beginMinute": 30,
            "enabled": True,
            "endHour": 10,
        },
        "maxActive": 5,
        "maxActiveTransfers": 5,
        "recipients": [{"phoneNumber": "12135551122"}, {"phoneNumber": "12135551133"}],
        "resumeNextDay": True,
        "retryConfig": {
            "maxAttempts": 5,
            "minutesBetweenAttempts": 5,
            "retryPhoneTypes": ["FIRST_NUMBER"],
            "retryResults": ["LA"],
        },
        "schedules": [
            {
                "daysOfWeek": ["MONDAY"],
                "startDate": {"year": 2026, "month": 3, "day": 1},
                "startTimeOfDay": {"hour": 10, "minute": 30, "second": 0},
                "timeZone": "America/Los_Angeles",
            },
            {
                "daysOfWeek": ["TUESDAY"],
                "startDate": {"year": 2026, "month": 3, "day": 1},
                "startTimeOfDay": {"hour": 10, "minute": 30, "second": 0},
                "timeZone": "America/Chicago",
            },
        ],
        "sounds": {
            "dncSoundTextVoice": "MALE1",
            "liveSoundTextVoice": "MALE1",
            "machineSoundTextVoice": "MALE1",
            "transferSoundTextVoice": "MALE1",
        },
    }
    assert result == RESOURCE_ID_MODEL


def test_broadcasts_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.create("Example"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"name": "Example"}
    assert result == models.ResourceId()


def test_broadcasts_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.create("Example"))

    unusual = result
    assert unusual.id == "many"


def test_broadcasts_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.calls.broadcasts.create("Example"))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_broadcasts_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.calls.broadcasts.create("Example"))

    assert len(api.every_sent) == 1


def test_broadcasts_get_sends_everything(api: Any) -> None:
    """``GET /calls/broadcasts/{id}``: Get a call broadcast, with every argument."""
    api.responds(CALL_BROADCAST_JSON)

    result = api.run(lambda client: client.calls.broadcasts.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_BROADCAST_MODEL


def test_broadcasts_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CallBroadcast()


def test_broadcasts_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_BROADCAST_JSON,
            "id": "many",
            "answeringMachineConfig": "BRAND_NEW",
            "dialplanXml": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.answering_machine_config == "BRAND_NEW"
    assert unusual.dialplan_xml is None


def test_broadcasts_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_update_sends_everything(api: Any) -> None:
    """``PUT /calls/broadcasts/{id}``: Update a call broadcast, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.calls.broadcasts.update(
            11646003,
            strict_validation=True,
            answering_machine_config="AM_ONLY",
            dialplan_xml="<root/>",
            from_number="12135551122",
            labels=["demo", "test"],
            local_time_restriction={
                "begin_hour": 10,
                "begin_minute": 30,
                "enabled": True,
                "end_hour": 10,
            },
            max_active=5,
            max_active_transfers=5,
            name="Example",
            recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            resume_next_day=True,
            retry_config={
                "max_attempts": 5,
                "minutes_between_attempts": 5,
                "retry_phone_types": ["FIRST_NUMBER"],
                "retry_results": ["LA"],
            },
            schedules=[
                {
                    "days_of_week": ["MONDAY"],
                    "start_date": date(2026, 3, 1),
                    "start_time_of_day": time(10, 30),
                    "time_zone": "America/Los_Angeles",
                },
                {
                    "days_of_week": ["TUESDAY"],
                    "start_date": date(2026, 3, 1),
                    "start_time_of_day": time(10, 30),
                    "time_zone": "America/Chicago",
                },
            ],
            sounds={
                "dnc_sound_text_voice": "MALE1",
                "live_sound_text_voice": "MALE1",
                "machine_sound_text_voice": "MALE1",
                "transfer_sound_text_voice": "MALE1",
            },
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/calls/broadcasts/11646003")
    assert api.sent.query == [("strictValidation", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "answeringMachineConfig": "AM_ONLY",
        "dialplanXml": "<root/>",
        "fromNumber": "12135551122",
        "labels": ["demo", "test"],
        "localTimeRestriction": {
            "beginHour": 10,
            "beginMinute": 30,
            "enabled": True,
            "endHour": 10,
        },
        "maxActive": 5,
        "maxActiveTransfers": 5,
        "name": "Example",
        "recipients": [{"phoneNumber": "12135551122"}, {"phoneNumber": "12135551133"}],
        "resumeNextDay": True,
        "retryConfig": {
            "maxAttempts": 5,
            "minutesBetweenAttempts": 5,
            "retryPhoneTypes": ["FIRST_NUMBER"],
            "retryResults": ["LA"],
        },
        "schedules": [
            {
                "daysOfWeek": ["MONDAY"],
                "startDate": {"year": 2026, "month": 3, "day": 1},
                "startTimeOfDay": {"hour": 10, "minute": 30, "second": 0},
                "timeZone": "America/Los_Angeles",
            },
            {
                "daysOfWeek": ["TUESDAY"],
                "startDate": {"year": 2026, "month": 3, "day": 1},
                "startTimeOfDay": {"hour": 10, "minute": 30, "second": 0},
                "timeZone": "America/Chicago",
            },
        ],
        "sounds": {
            "dncSoundTextVoice": "MALE1",
            "liveSoundTextVoice": "MALE1",
            "machineSoundTextVoice": "MALE1",
            "transferSoundTextVoice": "MALE1",
        },
    }
    assert result is None


def test_broadcasts_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.calls.broadcasts.update(11646003))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/calls/broadcasts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_broadcasts_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.update(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_archive_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/archive``: Archive a call broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.calls.broadcasts.archive(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/archive")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_archive_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.archive(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_archive_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.calls.broadcasts.archive(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_find_batches_sends_everything(api: Any) -> None:
    """``GET /calls/broadcasts/{id}/batches``: Find call broadcast batches, with every argument."""
    api.responds(BATCH_PAGE_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.find_batches(
            11646003, fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/batches")
    assert api.sent.query == [("fields", "id"), ("limit", "10"), ("offset", "20")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == BATCH_PAGE_MODEL
    assert result.items == BATCH_PAGE_MODEL.items


def test_broadcasts_find_batches_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.find_batches(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/batches")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.BatchPage()
    assert result.items == []


def test_broadcasts_find_batches_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **BATCH_PAGE_JSON,
            "items": [
                {
                    **BATCH_JSON,
                    "broadcastId": "many",
                    "status": "BRAND_NEW",
                    "created": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.find_batches(11646003))

    unusual = result.response.items[0]
    assert unusual.broadcast_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_broadcasts_find_batches_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [BATCH_JSON], "totalCount": 2})
    api.responds({"items": [{**BATCH_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.calls.broadcasts.find_batches(11646003, limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_broadcasts_find_batches_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.find_batches(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_add_batch_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/batches``: Add a call broadcast batch, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.add_batch(
            11646003,
            strict_validation=True,
            contact_list_id=11646003,
            name="Example",
            scrub_duplicates=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/batches")
    assert api.sent.query == [("strictValidation", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"contactListId": 11646003, "name": "Example", "scrubDuplicates": True}
    assert result == RESOURCE_ID_MODEL


def test_broadcasts_add_batch_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.calls.broadcasts.add_batch(
            11646003, recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/batches")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "recipients": [{"phoneNumber": "12135551122"}, {"phoneNumber": "12135551133"}]
    }
    assert result == models.ResourceId()


def test_broadcasts_add_batch_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.calls.broadcasts.add_batch(
                11646003,
                recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            )
        )

    unusual = result
    assert unusual.id == "many"


def test_broadcasts_add_batch_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(
            lambda client: client.calls.broadcasts.add_batch(
                11646003,
                recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            )
        )

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_add_batch_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.calls.broadcasts.add_batch(
                11646003,
                recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            )
        )

    assert len(api.every_sent) == 1


def test_broadcasts_find_calls_sends_everything(api: Any) -> None:
    """``GET /calls/broadcasts/{id}/calls``: Find calls of a broadcast, with every argument."""
    api.responds(CALL_PAGE_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.find_calls(
            11646003, batch_id=11646003, fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/calls")
    assert api.sent.query == [
        ("batchId", "11646003"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CALL_PAGE_MODEL
    assert result.items == CALL_PAGE_MODEL.items


def test_broadcasts_find_calls_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.find_calls(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/calls")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.CallPage()
    assert result.items == []


def test_broadcasts_find_calls_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_PAGE_JSON,
            "items": [
                {
                    **CALL_JSON,
                    "batchId": "many",
                    "finalCallResult": "BRAND_NEW",
                    "agentCall": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.find_calls(11646003))

    unusual = result.response.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_call_result == "BRAND_NEW"
    assert unusual.agent_call is None


def test_broadcasts_find_calls_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CALL_JSON], "totalCount": 2})
    api.responds({"items": [{**CALL_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.calls.broadcasts.find_calls(11646003, limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_broadcasts_find_calls_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.find_calls(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_add_recipients_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/recipients``: Add recipients to a call broadcast, with every
    argument.
    """
    api.responds(CALL_LIST_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.add_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                }
            ],
            strict_validation=True,
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/recipients")
    assert api.sent.query == [("strictValidation", "true"), ("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {"attributes": {"key": "anything"}, "contactId": 11646003, "fromNumber": "12135551122"}
    ]
    assert result == CALL_LIST_MODEL


def test_broadcasts_add_recipients_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.calls.broadcasts.add_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                }
            ],
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/recipients")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {"attributes": {"key": "anything"}, "contactId": 11646003, "fromNumber": "12135551122"}
    ]
    assert result == models.CallList()


def test_broadcasts_add_recipients_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_LIST_JSON,
            "items": [
                {
                    **CALL_JSON,
                    "batchId": "many",
                    "finalCallResult": "BRAND_NEW",
                    "agentCall": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.calls.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                    }
                ],
            )
        )

    unusual = result.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_call_result == "BRAND_NEW"
    assert unusual.agent_call is None


def test_broadcasts_add_recipients_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(
            lambda client: client.calls.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                    }
                ],
            )
        )

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_add_recipients_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.calls.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                    }
                ],
            )
        )

    assert len(api.every_sent) == 1


def test_broadcasts_start_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/start``: Start a call broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.calls.broadcasts.start(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/start")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_start_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.start(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_start_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.calls.broadcasts.start(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_get_stats_sends_everything(api: Any) -> None:
    """``GET /calls/broadcasts/{id}/stats``: Get call broadcast statistics, with every argument."""
    api.responds(CALL_BROADCAST_STATS_JSON)

    result = api.run(
        lambda client: client.calls.broadcasts.get_stats(
            11646003,
            begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/stats")
    assert api.sent.query == [
        ("begin", "1772366400000"),
        ("end", "1772366400000"),
        ("fields", "id"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_BROADCAST_STATS_MODEL


def test_broadcasts_get_stats_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.broadcasts.get_stats(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/broadcasts/11646003/stats")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CallBroadcastStats()


def test_broadcasts_get_stats_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_BROADCAST_STATS_JSON,
            "answeringMachineCount": "many",
            "billedAmount": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.broadcasts.get_stats(11646003))

    unusual = result
    assert unusual.answering_machine_count == "many"
    assert unusual.billed_amount is None


def test_broadcasts_get_stats_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.get_stats(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_stop_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/stop``: Stop a call broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.calls.broadcasts.stop(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/calls/broadcasts/11646003/stop")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_stop_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.broadcasts.stop(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_stop_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.calls.broadcasts.stop(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_toggle_recipients_sends_everything(api: Any) -> None:
    """``POST /calls/broadcasts/{id}/toggleRecipientsStatus``: Enable or disable call recipients,
    with every argument.
    """
    api.responds(b"")

    result = api.run(
        lambda client: client.calls.broadcasts.toggle_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "phone_number": "12135551122",
                }
            ],
            enable=True,
        )
    )

    assert (api.sent.method, api.sent.path) == (
        "POST",
        "/v2/calls/broadcasts/11646003/toggleRecipientsStatus",
    )
    assert api.sent.query == [("enable", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "fromNumber": "12135551122",
            "phoneNumber": "12135551122",
        }
    ]
    assert result is None


def test_broadcasts_toggle_recipients_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(
        lambda client: client.calls.broadcasts.toggle_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "phone_number": "12135551122",
                }
            ],
        )
    )

    assert (api.sent.method, api.sent.path) == (
        "POST",
        "/v2/calls/broadcasts/11646003/toggleRecipientsStatus",
    )
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "fromNumber": "12135551122",
            "phoneNumber": "12135551122",
        }
    ]
    assert result is None


def test_broadcasts_toggle_recipients_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(
            lambda client: client.calls.broadcasts.toggle_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "phone_number": "12135551122",
                    }
                ],
            )
        )

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_recordings_get_sends_everything(api: Any) -> None:
    """``GET /calls/recordings/{id}``: Get a call recording, with every argument."""
    api.responds(CALL_RECORDING_JSON)

    result = api.run(lambda client: client.calls.recordings.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/recordings/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_RECORDING_MODEL


def test_recordings_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.recordings.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/recordings/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CallRecording()


def test_recordings_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_RECORDING_JSON,
            "callId": "many",
            "state": "BRAND_NEW",
            "campaignId": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.recordings.get(11646003))

    unusual = result
    assert unusual.call_id == "many"
    assert unusual.state == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_recordings_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.recordings.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_recordings_download_returns_bytes(api: Any) -> None:
    """``GET /calls/recordings/{id}.mp3``: the bytes of the response."""
    api.responds(b"0123456789", media="audio/mpeg")

    result = api.run(lambda client: client.calls.recordings.download(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/recordings/11646003.mp3")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "audio/mpeg"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_recordings_download_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="audio/mpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.calls.recordings.download(11646003, to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_recordings_download_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.recordings.download(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_recordings_list_sends_everything(api: Any) -> None:
    """``GET /calls/{id}/recordings``: List a call's recordings, with every argument."""
    api.responds(CALL_RECORDING_LIST_JSON)

    result = api.run(lambda client: client.calls.recordings.list(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003/recordings")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_RECORDING_LIST_MODEL


def test_recordings_list_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.recordings.list(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003/recordings")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CallRecordingList()


def test_recordings_list_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_RECORDING_LIST_JSON,
            "items": [
                {
                    **CALL_RECORDING_JSON,
                    "callId": "many",
                    "state": "BRAND_NEW",
                    "campaignId": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.recordings.list(11646003))

    unusual = result.items[0]
    assert unusual.call_id == "many"
    assert unusual.state == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_recordings_list_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.recordings.list(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_recordings_get_by_name_sends_everything(api: Any) -> None:
    """``GET /calls/{id}/recordings/{name}``: Get a recording by name, with every argument."""
    api.responds(CALL_RECORDING_JSON)

    result = api.run(
        lambda client: client.calls.recordings.get_by_name(11646003, "Example", fields="id")
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003/recordings/Example")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALL_RECORDING_MODEL


def test_recordings_get_by_name_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.calls.recordings.get_by_name(11646003, "Example"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003/recordings/Example")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CallRecording()


def test_recordings_get_by_name_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CALL_RECORDING_JSON,
            "callId": "many",
            "state": "BRAND_NEW",
            "campaignId": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.calls.recordings.get_by_name(11646003, "Example"))

    unusual = result
    assert unusual.call_id == "many"
    assert unusual.state == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_recordings_get_by_name_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.recordings.get_by_name(11646003, "Example"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_recordings_download_by_name_returns_bytes(api: Any) -> None:
    """``GET /calls/{id}/recordings/{name}.mp3``: the bytes of the response."""
    api.responds(b"0123456789", media="audio/mpeg")

    result = api.run(lambda client: client.calls.recordings.download_by_name(11646003, "Example"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/calls/11646003/recordings/Example.mp3")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "audio/mpeg"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_recordings_download_by_name_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="audio/mpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.calls.recordings.download_by_name(11646003, "Example", to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_recordings_download_by_name_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.calls.recordings.download_by_name(11646003, "Example"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
