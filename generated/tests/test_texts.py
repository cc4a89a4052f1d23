"""What ``client.texts`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
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
TEXT_PAGE_JSON: dict[str, Any] = {"items": [TEXT_JSON], "limit": 10, "offset": 20, "totalCount": 5}
TEXT_PAGE_MODEL = models.TextPage(items=[TEXT_MODEL], limit=10, offset=20, total_count=5)
TEXT_LIST_JSON: dict[str, Any] = {"items": [TEXT_JSON]}
TEXT_LIST_MODEL = models.TextList(items=[TEXT_MODEL])
TEXT_AUTO_REPLY_JSON: dict[str, Any] = {
    "id": 11646003,
    "keyword": "EXAMPLE",
    "match": "hours",
    "message": "We are open from 9 to 5.",
    "number": "12135551122",
}
TEXT_AUTO_REPLY_MODEL = models.TextAutoReply(
    id=11646003,
    keyword="EXAMPLE",
    match="hours",
    message="We are open from 9 to 5.",
    number="12135551122",
)
TEXT_AUTO_REPLY_PAGE_JSON: dict[str, Any] = {
    "items": [TEXT_AUTO_REPLY_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
TEXT_AUTO_REPLY_PAGE_MODEL = models.TextAutoReplyPage(
    items=[TEXT_AUTO_REPLY_MODEL], limit=10, offset=20, total_count=5
)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)
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
TEXT_RECIPIENT_JSON: dict[str, Any] = {
    "attributes": {"key": "anything"},
    "contactId": 11646003,
    "fromNumber": "12135551122",
    "media": [MEDIA_JSON],
    "message": "Your order is ready.",
    "phoneNumber": "12135551122",
}
TEXT_RECIPIENT_MODEL = models.TextRecipient(
    attributes={"key": "anything"},
    contact_id=11646003,
    from_number="12135551122",
    media=[MEDIA_MODEL],
    message="Your order is ready.",
    phone_number="12135551122",
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
TEXT_BROADCAST_JSON: dict[str, Any] = {
    "bigMessageStrategy": "SEND_MULTIPLE",
    "fromNumber": "12135551122",
    "id": 11646003,
    "labels": ["demo"],
    "lastModified": 1772366400000,
    "localTimeRestriction": LOCAL_TIME_RESTRICTION_JSON,
    "maxActive": 5,
    "media": [MEDIA_JSON],
    "message": "Hello!",
    "name": "Example",
    "recipients": [TEXT_RECIPIENT_JSON],
    "resumeNextDay": True,
    "schedules": [SCHEDULE_JSON],
    "status": "TEST",
    "retryConfig": RETRY_CONFIG_JSON,
}
TEXT_BROADCAST_MODEL = models.TextBroadcast(
    big_message_strategy=models.TextBroadcastBigMessageStrategy.SEND_MULTIPLE,
    from_number="12135551122",
    id=11646003,
    labels=["demo"],
    last_modified=datetime(2026, 3, 1, 12, tzinfo=UTC),
    local_time_restriction=LOCAL_TIME_RESTRICTION_MODEL,
    max_active=5,
    media=[MEDIA_MODEL],
    message="Hello!",
    name="Example",
    recipients=[TEXT_RECIPIENT_MODEL],
    resume_next_day=True,
    schedules=[SCHEDULE_MODEL],
    status=models.BroadcastStatus.TEST,
    retry_config=RETRY_CONFIG_MODEL,
)
TEXT_BROADCAST_PAGE_JSON: dict[str, Any] = {
    "items": [TEXT_BROADCAST_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
TEXT_BROADCAST_PAGE_MODEL = models.TextBroadcastPage(
    items=[TEXT_BROADCAST_MODEL], limit=10, offset=20, total_count=5
)
TEXT_BROADCAST_CREATE_RESPONSE_JSON: dict[str, Any] = {"id": 11646003}
TEXT_BROADCAST_CREATE_RESPONSE_MODEL = models.TextBroadcastCreateResponse(id=11646003)
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
TEXT_BROADCAST_STATS_DTO_JSON: dict[str, Any] = {
    "billedAmount": 1.5,
    "doNotTextCount": 5,
    "errorCount": 5,
    "recievedCount": 5,
    "remainingOutboundCount": 5,
    "sentCount": 5,
    "tooBigCount": 5,
    "totalOutboundCount": 5,
    "unsentCount": 5,
}
TEXT_BROADCAST_STATS_DTO_MODEL = models.TextBroadcastStatsDto(
    billed_amount=1.5,
    do_not_text_count=5,
    error_count=5,
    recieved_count=5,
    remaining_outbound_count=5,
    sent_count=5,
    too_big_count=5,
    total_outbound_count=5,
    unsent_count=5,
)


def test_find_sends_everything(api: Any) -> None:
    """``GET /texts``: Find texts, with every argument."""
    api.responds(TEXT_PAGE_JSON)

    result = api.run(
        lambda client: client.texts.find(
            id=[11646003, 12646003],
            campaign_id=11646003,
            batch_id=11646003,
            from_number="12135551122",
            to_number="12135551122",
            label="demo",
            states=["READY", "SELECTED"],
            results=["SENT", "RECEIVED"],
            inbound=True,
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts")
    assert api.sent.query == [
        ("id", "11646003"),
        ("id", "12646003"),
        ("campaignId", "11646003"),
        ("batchId", "11646003"),
        ("fromNumber", "12135551122"),
        ("toNumber", "12135551122"),
        ("label", "demo"),
        ("states", "READY,SELECTED"),
        ("results", "SENT,RECEIVED"),
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
    assert result.response == TEXT_PAGE_MODEL
    assert result.items == TEXT_PAGE_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.TextPage()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_PAGE_JSON,
            "items": [
                {
                    **TEXT_JSON,
                    "batchId": "many",
                    "finalTextResult": "BRAND_NEW",
                    "campaignId": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.find())

    unusual = result.response.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_text_result == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [TEXT_JSON], "totalCount": 2})
    api.responds({"items": [{**TEXT_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.texts.find(limit=1))

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
        api.run(lambda client: client.texts.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_send_sends_everything(api: Any) -> None:
    """``POST /texts``: Send texts, with every argument."""
    api.responds(TEXT_LIST_JSON)

    result = api.run(
        lambda client: client.texts.send(
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "media": [{"media_type": "some text", "name": "Example"}],
                    "message": "Your order is ready.",
                }
            ],
            campaign_id=11646003,
            default_message="Hello!",
            strict_validation=True,
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts")
    assert api.sent.query == [
        ("campaignId", "11646003"),
        ("defaultMessage", "Hello!"),
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
            "fromNumber": "12135551122",
            "media": [{"mediaType": "some text", "name": "Example"}],
            "message": "Your order is ready.",
        }
    ]
    assert result == TEXT_LIST_MODEL


def test_send_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.texts.send(
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "media": [{"media_type": "some text", "name": "Example"}],
                    "message": "Your order is ready.",
                }
            ]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "fromNumber": "12135551122",
            "media": [{"mediaType": "some text", "name": "Example"}],
            "message": "Your order is ready.",
        }
    ]
    assert result == models.TextList()


def test_send_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_LIST_JSON,
            "items": [
                {
                    **TEXT_JSON,
                    "batchId": "many",
                    "finalTextResult": "BRAND_NEW",
                    "campaignId": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.texts.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
                    }
                ]
            )
        )

    unusual = result.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_text_result == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_send_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.texts.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
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
            lambda client: client.texts.send(
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
                    }
                ]
            )
        )

    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /texts/{id}``: Get a text, with every argument."""
    api.responds(TEXT_JSON)

    result = api.run(lambda client: client.texts.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == TEXT_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Text()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_JSON,
            "batchId": "many",
            "finalTextResult": "BRAND_NEW",
            "campaignId": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.get(11646003))

    unusual = result
    assert unusual.batch_id == "many"
    assert unusual.final_text_result == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_auto_replies_find_sends_everything(api: Any) -> None:
    """``GET /texts/auto-replys``: Find auto replies, with every argument."""
    api.responds(TEXT_AUTO_REPLY_PAGE_JSON)

    result = api.run(
        lambda client: client.texts.auto_replies.find(
            number="12135551122", fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/auto-replys")
    assert api.sent.query == [
        ("number", "12135551122"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == TEXT_AUTO_REPLY_PAGE_MODEL
    assert result.items == TEXT_AUTO_REPLY_PAGE_MODEL.items


def test_auto_replies_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.auto_replies.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/auto-replys")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.TextAutoReplyPage()
    assert result.items == []


def test_auto_replies_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_AUTO_REPLY_PAGE_JSON,
            "items": [{**TEXT_AUTO_REPLY_JSON, "id": "many", "keyword": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.auto_replies.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.keyword is None


def test_auto_replies_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [TEXT_AUTO_REPLY_JSON], "totalCount": 2})
    api.responds({"items": [{**TEXT_AUTO_REPLY_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.texts.auto_replies.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_auto_replies_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.texts.auto_replies.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_auto_replies_create_sends_everything(api: Any) -> None:
    """``POST /texts/auto-replys``: Create an auto reply, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.texts.auto_replies.create(
            keyword="EXAMPLE", match="some text", message="Hello!", number="12135551122"
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/auto-replys")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "keyword": "EXAMPLE",
        "match": "some text",
        "message": "Hello!",
        "number": "12135551122",
    }
    assert result == RESOURCE_ID_MODEL


def test_auto_replies_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.auto_replies.create())

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/auto-replys")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result == models.ResourceId()


def test_auto_replies_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.auto_replies.create())

    unusual = result
    assert unusual.id == "many"


def test_auto_replies_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.texts.auto_replies.create())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_auto_replies_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.texts.auto_replies.create())

    assert len(api.every_sent) == 1


def test_auto_replies_delete_sends_everything(api: Any) -> None:
    """``DELETE /texts/auto-replys/{id}``: Delete an auto reply, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.texts.auto_replies.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/texts/auto-replys/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_auto_replies_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.auto_replies.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_auto_replies_get_sends_everything(api: Any) -> None:
    """``GET /texts/auto-replys/{id}``: Get an auto reply, with every argument."""
    api.responds(TEXT_AUTO_REPLY_JSON)

    result = api.run(lambda client: client.texts.auto_replies.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/auto-replys/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == TEXT_AUTO_REPLY_MODEL


def test_auto_replies_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.auto_replies.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/auto-replys/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.TextAutoReply()


def test_auto_replies_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**TEXT_AUTO_REPLY_JSON, "id": "many", "keyword": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.auto_replies.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.keyword is None


def test_auto_replies_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.auto_replies.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_find_sends_everything(api: Any) -> None:
    """``GET /texts/broadcasts``: Find text broadcasts, with every argument."""
    api.responds(TEXT_BROADCAST_PAGE_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.find(
            name="Example",
            label="demo",
            running=True,
            scheduled=True,
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts")
    assert api.sent.query == [
        ("name", "Example"),
        ("label", "demo"),
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
    assert result.response == TEXT_BROADCAST_PAGE_MODEL
    assert result.items == TEXT_BROADCAST_PAGE_MODEL.items


def test_broadcasts_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.TextBroadcastPage()
    assert result.items == []


def test_broadcasts_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_BROADCAST_PAGE_JSON,
            "items": [
                {
                    **TEXT_BROADCAST_JSON,
                    "id": "many",
                    "bigMessageStrategy": "BRAND_NEW",
                    "fromNumber": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.broadcasts.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.big_message_strategy == "BRAND_NEW"
    assert unusual.from_number is None


def test_broadcasts_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [TEXT_BROADCAST_JSON], "totalCount": 2})
    api.responds({"items": [{**TEXT_BROADCAST_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.texts.broadcasts.find(limit=1))

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
        api.run(lambda client: client.texts.broadcasts.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_broadcasts_create_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts``: Create a text broadcast, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.create(
            "Example",
            start=True,
            strict_validation=True,
            big_message_strategy="SEND_MULTIPLE",
            from_number="12135551122",
            labels=["demo", "test"],
            local_time_restriction={
                "begin_hour": 10,
                "begin_minute": 30,
                "enabled": True,
                "end_hour": 10,
            },
            max_active=5,
            media=[
                {"media_type": "some text", "name": "Example"},
                {"media_type": "more text", "name": "Another"},
            ],
            message="Hello!",
            recipients=[
                {"message": "Your order is ready.", "phone_number": "12135551122"},
                {"message": "Good bye!", "phone_number": "12135551133"},
            ],
            resume_next_day=True,
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
            retry_config={
                "max_attempts": 5,
                "minutes_between_attempts": 5,
                "retry_phone_types": ["FIRST_NUMBER"],
                "retry_results": ["LA"],
            },
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts")
    assert api.sent.query == [("start", "true"), ("strictValidation", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "name": "Example",
        "bigMessageStrategy": "SEND_MULTIPLE",
        "fromNumber": "12135551122",
        "labels": ["demo", "test"],
        "localTimeRestriction": {
            "beginHour": 10,
            "beginMinute": 30,
            "enabled": True,
            "endHour": 10,
        },
        "maxActive": 5,
        "media": [
            {"mediaType": "some text", "name": "Example"},
            {"mediaType": "more text", "name": "Another"},
        ],
        "message": "Hello!",
        "recipients": [
            {"message": "Your order is ready.", "phoneNumber": "12135551122"},
            {"message": "Good bye!", "phoneNumber": "12135551133"},
        ],
        "resumeNextDay": True,
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
        "retryConfig": {
            "maxAttempts": 5,
            "minutesBetweenAttempts": 5,
            "retryPhoneTypes": ["FIRST_NUMBER"],
            "retryResults": ["LA"],
        },
    }
    assert result == RESOURCE_ID_MODEL


def test_broadcasts_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.create("Example"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts")
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
        result = api.run(lambda client: client.texts.broadcasts.create("Example"))

    unusual = result
    assert unusual.id == "many"


def test_broadcasts_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.texts.broadcasts.create("Example"))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_broadcasts_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.texts.broadcasts.create("Example"))

    assert len(api.every_sent) == 1


def test_broadcasts_get_sends_everything(api: Any) -> None:
    """``GET /texts/broadcasts/{id}``: Get a text broadcast, with every argument."""
    api.responds(TEXT_BROADCAST_JSON)

    result = api.run(lambda client: client.texts.broadcasts.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == TEXT_BROADCAST_MODEL


def test_broadcasts_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.TextBroadcast()


def test_broadcasts_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_BROADCAST_JSON,
            "id": "many",
            "bigMessageStrategy": "BRAND_NEW",
            "fromNumber": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.broadcasts.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.big_message_strategy == "BRAND_NEW"
    assert unusual.from_number is None


def test_broadcasts_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_update_sends_everything(api: Any) -> None:
    """``PUT /texts/broadcasts/{id}``: Update a text broadcast, with every argument."""
    api.responds(TEXT_BROADCAST_CREATE_RESPONSE_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.update(
            11646003,
            strict_validation=True,
            big_message_strategy="SEND_MULTIPLE",
            from_number="12135551122",
            labels=["demo", "test"],
            local_time_restriction={
                "begin_hour": 10,
                "begin_minute": 30,
                "enabled": True,
                "end_hour": 10,
            },
            max_active=5,
            media=[
                {"media_type": "some text", "name": "Example"},
                {"media_type": "more text", "name": "Another"},
            ],
            message="Hello!",
            name="Example",
            recipients=[
                {"message": "Your order is ready.", "phone_number": "12135551122"},
                {"message": "Good bye!", "phone_number": "12135551133"},
            ],
            resume_next_day=True,
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
            retry_config={
                "max_attempts": 5,
                "minutes_between_attempts": 5,
                "retry_phone_types": ["FIRST_NUMBER"],
                "retry_results": ["LA"],
            },
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/texts/broadcasts/11646003")
    assert api.sent.query == [("strictValidation", "true")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "bigMessageStrategy": "SEND_MULTIPLE",
        "fromNumber": "12135551122",
        "labels": ["demo", "test"],
        "localTimeRestriction": {
            "beginHour": 10,
            "beginMinute": 30,
            "enabled": True,
            "endHour": 10,
        },
        "maxActive": 5,
        "media": [
            {"mediaType": "some text", "name": "Example"},
            {"mediaType": "more text", "name": "Another"},
        ],
        "message": "Hello!",
        "name": "Example",
        "recipients": [
            {"message": "Your order is ready.", "phoneNumber": "12135551122"},
            {"message": "Good bye!", "phoneNumber": "12135551133"},
        ],
        "resumeNextDay": True,
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
        "retryConfig": {
            "maxAttempts": 5,
            "minutesBetweenAttempts": 5,
            "retryPhoneTypes": ["FIRST_NUMBER"],
            "retryResults": ["LA"],
        },
    }
    assert result == TEXT_BROADCAST_CREATE_RESPONSE_MODEL


def test_broadcasts_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.texts.broadcasts.update(11646003))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/texts/broadcasts/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_broadcasts_update_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**TEXT_BROADCAST_CREATE_RESPONSE_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.broadcasts.update(11646003))

    unusual = result
    assert unusual.id == "many"


def test_broadcasts_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.update(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_archive_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/archive``: Archive a text broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.texts.broadcasts.archive(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/archive")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_archive_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.archive(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_archive_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.texts.broadcasts.archive(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_find_batches_sends_everything(api: Any) -> None:
    """``GET /texts/broadcasts/{id}/batches``: Find text broadcast batches, with every argument."""
    api.responds(BATCH_PAGE_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.find_batches(
            11646003, fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/batches")
    assert api.sent.query == [("fields", "id"), ("limit", "10"), ("offset", "20")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == BATCH_PAGE_MODEL
    assert result.items == BATCH_PAGE_MODEL.items


def test_broadcasts_find_batches_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.find_batches(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/batches")
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
        result = api.run(lambda client: client.texts.broadcasts.find_batches(11646003))

    unusual = result.response.items[0]
    assert unusual.broadcast_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_broadcasts_find_batches_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [BATCH_JSON], "totalCount": 2})
    api.responds({"items": [{**BATCH_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.texts.broadcasts.find_batches(11646003, limit=1))

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
        api.run(lambda client: client.texts.broadcasts.find_batches(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_add_batch_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/batches``: Add a text broadcast batch, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.add_batch(
            11646003,
            strict_validation=True,
            contact_list_id=11646003,
            name="Example",
            scrub_duplicates=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/batches")
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
        lambda client: client.texts.broadcasts.add_batch(
            11646003, recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}]
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/batches")
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
            lambda client: client.texts.broadcasts.add_batch(
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
            lambda client: client.texts.broadcasts.add_batch(
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
            lambda client: client.texts.broadcasts.add_batch(
                11646003,
                recipients=[{"phone_number": "12135551122"}, {"phone_number": "12135551133"}],
            )
        )

    assert len(api.every_sent) == 1


def test_broadcasts_add_recipients_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/recipients``: Add recipients to a text broadcast, with every
    argument.
    """
    api.responds(TEXT_LIST_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.add_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "media": [{"media_type": "some text", "name": "Example"}],
                    "message": "Your order is ready.",
                }
            ],
            strict_validation=True,
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/recipients")
    assert api.sent.query == [("strictValidation", "true"), ("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "fromNumber": "12135551122",
            "media": [{"mediaType": "some text", "name": "Example"}],
            "message": "Your order is ready.",
        }
    ]
    assert result == TEXT_LIST_MODEL


def test_broadcasts_add_recipients_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.texts.broadcasts.add_recipients(
            11646003,
            [
                {
                    "attributes": {"key": "anything"},
                    "contact_id": 11646003,
                    "from_number": "12135551122",
                    "media": [{"media_type": "some text", "name": "Example"}],
                    "message": "Your order is ready.",
                }
            ],
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/recipients")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == [
        {
            "attributes": {"key": "anything"},
            "contactId": 11646003,
            "fromNumber": "12135551122",
            "media": [{"mediaType": "some text", "name": "Example"}],
            "message": "Your order is ready.",
        }
    ]
    assert result == models.TextList()


def test_broadcasts_add_recipients_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_LIST_JSON,
            "items": [
                {
                    **TEXT_JSON,
                    "batchId": "many",
                    "finalTextResult": "BRAND_NEW",
                    "campaignId": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.texts.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
                    }
                ],
            )
        )

    unusual = result.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_text_result == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_broadcasts_add_recipients_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(
            lambda client: client.texts.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
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
            lambda client: client.texts.broadcasts.add_recipients(
                11646003,
                [
                    {
                        "attributes": {"key": "anything"},
                        "contact_id": 11646003,
                        "from_number": "12135551122",
                        "media": [{"media_type": "some text", "name": "Example"}],
                        "message": "Your order is ready.",
                    }
                ],
            )
        )

    assert len(api.every_sent) == 1


def test_broadcasts_start_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/start``: Start a text broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.texts.broadcasts.start(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/start")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_start_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.start(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_start_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.texts.broadcasts.start(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_get_stats_sends_everything(api: Any) -> None:
    """``GET /texts/broadcasts/{id}/stats``: Get text broadcast statistics, with every argument."""
    api.responds(TEXT_BROADCAST_STATS_DTO_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.get_stats(
            11646003,
            begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/stats")
    assert api.sent.query == [
        ("begin", "1772366400000"),
        ("end", "1772366400000"),
        ("fields", "id"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == TEXT_BROADCAST_STATS_DTO_MODEL


def test_broadcasts_get_stats_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.get_stats(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/stats")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.TextBroadcastStatsDto()


def test_broadcasts_get_stats_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_BROADCAST_STATS_DTO_JSON,
            "doNotTextCount": "many",
            "billedAmount": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.broadcasts.get_stats(11646003))

    unusual = result
    assert unusual.do_not_text_count == "many"
    assert unusual.billed_amount is None


def test_broadcasts_get_stats_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.get_stats(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_stop_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/stop``: Stop a text broadcast, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.texts.broadcasts.stop(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/texts/broadcasts/11646003/stop")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_broadcasts_stop_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.stop(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_stop_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.texts.broadcasts.stop(11646003))

    assert len(api.every_sent) == 1


def test_broadcasts_find_texts_sends_everything(api: Any) -> None:
    """``GET /texts/broadcasts/{id}/texts``: Find texts of a broadcast, with every argument."""
    api.responds(TEXT_PAGE_JSON)

    result = api.run(
        lambda client: client.texts.broadcasts.find_texts(
            11646003, batch_id=11646003, fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/texts")
    assert api.sent.query == [
        ("batchId", "11646003"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == TEXT_PAGE_MODEL
    assert result.items == TEXT_PAGE_MODEL.items


def test_broadcasts_find_texts_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.texts.broadcasts.find_texts(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/texts/broadcasts/11646003/texts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.TextPage()
    assert result.items == []


def test_broadcasts_find_texts_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **TEXT_PAGE_JSON,
            "items": [
                {
                    **TEXT_JSON,
                    "batchId": "many",
                    "finalTextResult": "BRAND_NEW",
                    "campaignId": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.texts.broadcasts.find_texts(11646003))

    unusual = result.response.items[0]
    assert unusual.batch_id == "many"
    assert unusual.final_text_result == "BRAND_NEW"
    assert unusual.campaign_id is None


def test_broadcasts_find_texts_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [TEXT_JSON], "totalCount": 2})
    api.responds({"items": [{**TEXT_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.texts.broadcasts.find_texts(11646003, limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_broadcasts_find_texts_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.texts.broadcasts.find_texts(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_broadcasts_toggle_recipients_sends_everything(api: Any) -> None:
    """``POST /texts/broadcasts/{id}/toggleRecipientsStatus``: Enable or disable text recipients,
    with every argument.
    """
    api.responds(b"")

    result = api.run(
        lambda client: client.texts.broadcasts.toggle_recipients(
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
        "/v2/texts/broadcasts/11646003/toggleRecipientsStatus",
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
        lambda client: client.texts.broadcasts.toggle_recipients(
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
        "/v2/texts/broadcasts/11646003/toggleRecipientsStatus",
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
            lambda client: client.texts.broadcasts.toggle_recipients(
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
