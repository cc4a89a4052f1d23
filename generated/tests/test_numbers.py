"""What ``client.numbers`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError

REGION_JSON: dict[str, Any] = {
    "city": "Santa Monica",
    "country": "US",
    "latitude": 1.5,
    "longitude": 1.5,
    "prefix": "1213",
    "state": "CA",
    "timeZone": "America/Los_Angeles",
    "zipcode": "90401",
}
REGION_MODEL = models.Region(
    city="Santa Monica",
    country="US",
    latitude=1.5,
    longitude=1.5,
    prefix="1213",
    state="CA",
    time_zone="America/Los_Angeles",
    zipcode="90401",
)
NUMBER_JSON: dict[str, Any] = {
    "nationalFormat": "some text",
    "number": "12135551122",
    "region": REGION_JSON,
    "tollFree": True,
}
NUMBER_MODEL = models.Number(
    national_format="some text", number="12135551122", region=REGION_MODEL, toll_free=True
)
NUMBER_LIST_JSON: dict[str, Any] = {"items": [NUMBER_JSON]}
NUMBER_LIST_MODEL = models.NumberList(items=[NUMBER_MODEL])
REGION_PAGE_JSON: dict[str, Any] = {
    "items": [REGION_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
REGION_PAGE_MODEL = models.RegionPage(items=[REGION_MODEL], limit=10, offset=20, total_count=5)
GOOGLE_ANALYTICS_JSON: dict[str, Any] = {
    "category": "some text",
    "domain": "some text",
    "googleAccountId": "some text",
}
GOOGLE_ANALYTICS_MODEL = models.GoogleAnalytics(
    category="some text", domain="some text", google_account_id="some text"
)
LOCAL_TIME_JSON: dict[str, Any] = {"hour": 10, "minute": 30, "second": 0}
LOCAL_TIME_MODEL = models.LocalTime(hour=10, minute=30, second=0)
WEEKLY_SCHEDULE_JSON: dict[str, Any] = {
    "daysOfWeek": ["MONDAY"],
    "startTimeOfDay": LOCAL_TIME_JSON,
    "stopTimeOfDay": LOCAL_TIME_JSON,
    "timeZone": "America/Los_Angeles",
}
WEEKLY_SCHEDULE_MODEL = models.WeeklySchedule(
    days_of_week=[models.DayOfWeek.MONDAY],
    start_time_of_day=LOCAL_TIME_MODEL,
    stop_time_of_day=LOCAL_TIME_MODEL,
    time_zone="America/Los_Angeles",
)
CALL_TRACKING_CONFIG_JSON: dict[str, Any] = {
    "failedTransferSoundId": 11646003,
    "googleAnalytics": GOOGLE_ANALYTICS_JSON,
    "introSoundId": 11646003,
    "recorded": True,
    "screen": True,
    "transferNumbers": ["12135551122"],
    "voicemail": True,
    "voicemailSoundId": 11646003,
    "weeklySchedule": WEEKLY_SCHEDULE_JSON,
    "whisperSoundId": 11646003,
}
CALL_TRACKING_CONFIG_MODEL = models.CallTrackingConfig(
    failed_transfer_sound_id=11646003,
    google_analytics=GOOGLE_ANALYTICS_MODEL,
    intro_sound_id=11646003,
    recorded=True,
    screen=True,
    transfer_numbers=["12135551122"],
    voicemail=True,
    voicemail_sound_id=11646003,
    weekly_schedule=WEEKLY_SCHEDULE_MODEL,
    whisper_sound_id=11646003,
)
IVR_INBOUND_CONFIG_JSON: dict[str, Any] = {"dialplanXml": "<root/>"}
IVR_INBOUND_CONFIG_MODEL = models.IvrInboundConfig(dialplan_xml="<root/>")
TEXT_INBOUND_CONFIG_JSON: dict[str, Any] = {"forwardEnabled": True, "forwardNumber": "12135551122"}
TEXT_INBOUND_CONFIG_MODEL = models.TextInboundConfig(
    forward_enabled=True, forward_number="12135551122"
)
NUMBER_CONFIG_JSON: dict[str, Any] = {
    "callTrackingConfig": CALL_TRACKING_CONFIG_JSON,
    "configType": "IVR",
    "ivrInboundConfig": IVR_INBOUND_CONFIG_JSON,
    "number": "12135551122",
    "textInboundConfig": TEXT_INBOUND_CONFIG_JSON,
}
NUMBER_CONFIG_MODEL = models.NumberConfig(
    call_tracking_config=CALL_TRACKING_CONFIG_MODEL,
    config_type=models.NumberConfigType.IVR,
    ivr_inbound_config=IVR_INBOUND_CONFIG_MODEL,
    number="12135551122",
    text_inbound_config=TEXT_INBOUND_CONFIG_MODEL,
)
NUMBER_CONFIG_PAGE_JSON: dict[str, Any] = {
    "items": [NUMBER_CONFIG_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
NUMBER_CONFIG_PAGE_MODEL = models.NumberConfigPage(
    items=[NUMBER_CONFIG_MODEL], limit=10, offset=20, total_count=5
)
NUMBER_LEASE_JSON: dict[str, Any] = {
    "autoRenew": True,
    "callFeatureStatus": "UNSUPPORTED",
    "labels": ["demo"],
    "leaseBegin": 1772366400000,
    "leaseEnd": 1772366400000,
    "nationalFormat": "some text",
    "number": "12135551122",
    "region": REGION_JSON,
    "status": "PENDING",
    "textFeatureStatus": "UNSUPPORTED",
    "tollFree": True,
}
NUMBER_LEASE_MODEL = models.NumberLease(
    auto_renew=True,
    call_feature_status=models.FeatureStatus.UNSUPPORTED,
    labels=["demo"],
    lease_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
    lease_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
    national_format="some text",
    number="12135551122",
    region=REGION_MODEL,
    status=models.LeaseStatus.PENDING,
    text_feature_status=models.FeatureStatus.UNSUPPORTED,
    toll_free=True,
)
NUMBER_LEASE_PAGE_JSON: dict[str, Any] = {
    "items": [NUMBER_LEASE_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
NUMBER_LEASE_PAGE_MODEL = models.NumberLeasePage(
    items=[NUMBER_LEASE_MODEL], limit=10, offset=20, total_count=5
)


def test_find_local_sends_everything(api: Any) -> None:
    """``GET /numbers/local``: Find free local numbers, with every argument."""
    api.responds(NUMBER_LIST_JSON)

    result = api.run(
        lambda client: client.numbers.find_local(
            limit=10, prefix="1213", city="Santa Monica", state="CA", zipcode="90401", fields="id"
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/local")
    assert api.sent.query == [
        ("limit", "10"),
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("fields", "id"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == NUMBER_LIST_MODEL


def test_find_local_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.find_local(prefix="1213"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/local")
    assert api.sent.query == [("prefix", "1213")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.NumberList()


def test_find_local_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_LIST_JSON,
            "items": [
                {**NUMBER_JSON, "tollFree": "perhaps", "nationalFormat": None, api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.find_local(prefix="1213"))

    unusual = result.items[0]
    assert unusual.toll_free == "perhaps"
    assert unusual.national_format is None


def test_find_local_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_local(prefix="1213"))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_find_regions_sends_everything(api: Any) -> None:
    """``GET /numbers/regions``: Find number regions, with every argument."""
    api.responds(REGION_PAGE_JSON)

    result = api.run(
        lambda client: client.numbers.find_regions(
            prefix="1213",
            city="Santa Monica",
            state="CA",
            zipcode="90401",
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/regions")
    assert api.sent.query == [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == REGION_PAGE_MODEL
    assert result.items == REGION_PAGE_MODEL.items


def test_find_regions_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.find_regions())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/regions")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.RegionPage()
    assert result.items == []


def test_find_regions_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **REGION_PAGE_JSON,
            "items": [{**REGION_JSON, "latitude": "much", "city": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.find_regions())

    unusual = result.response.items[0]
    assert unusual.latitude == "much"
    assert unusual.city is None


def test_find_regions_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [REGION_JSON], "totalCount": 2})
    api.responds({"items": [{**REGION_JSON, "city": "Chicago"}], "totalCount": 2})

    items = api.items(lambda client: client.numbers.find_regions(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_find_regions_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_regions())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_find_tollfree_sends_everything(api: Any) -> None:
    """``GET /numbers/tollfree``: Find free toll-free numbers, with every argument."""
    api.responds(NUMBER_LIST_JSON)

    result = api.run(
        lambda client: client.numbers.find_tollfree(pattern="some text", limit=10, fields="id")
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/tollfree")
    assert api.sent.query == [("pattern", "some text"), ("limit", "10"), ("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == NUMBER_LIST_MODEL


def test_find_tollfree_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.find_tollfree())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/tollfree")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.NumberList()


def test_find_tollfree_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_LIST_JSON,
            "items": [
                {**NUMBER_JSON, "tollFree": "perhaps", "nationalFormat": None, api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.find_tollfree())

    unusual = result.items[0]
    assert unusual.toll_free == "perhaps"
    assert unusual.national_format is None


def test_find_tollfree_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_tollfree())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_configs_find_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/configs``: Find number settings, with every argument."""
    api.responds(NUMBER_CONFIG_PAGE_JSON)

    result = api.run(
        lambda client: client.numbers.configs.find(
            prefix="1213",
            city="Santa Monica",
            state="CA",
            zipcode="90401",
            label_name="Example",
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/configs")
    assert api.sent.query == [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == NUMBER_CONFIG_PAGE_MODEL
    assert result.items == NUMBER_CONFIG_PAGE_MODEL.items


def test_configs_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.configs.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/configs")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.NumberConfigPage()
    assert result.items == []


def test_configs_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_CONFIG_PAGE_JSON,
            "items": [
                {**NUMBER_CONFIG_JSON, "number": 5, "configType": "BRAND_NEW", api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.configs.find())

    unusual = result.response.items[0]
    assert unusual.number == 5
    assert unusual.config_type == "BRAND_NEW"


def test_configs_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [NUMBER_CONFIG_JSON], "totalCount": 2})
    api.responds({"items": [{**NUMBER_CONFIG_JSON, "number": "12135551133"}], "totalCount": 2})

    items = api.items(lambda client: client.numbers.configs.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_configs_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.configs.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_configs_get_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/configs/{number}``: Get a number's settings, with every argument."""
    api.responds(NUMBER_CONFIG_JSON)

    result = api.run(lambda client: client.numbers.configs.get("12135551122", fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/configs/12135551122")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == NUMBER_CONFIG_MODEL


def test_configs_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.configs.get("12135551122"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/configs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.NumberConfig()


def test_configs_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**NUMBER_CONFIG_JSON, "number": 5, "configType": "BRAND_NEW", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.configs.get("12135551122"))

    unusual = result
    assert unusual.number == 5
    assert unusual.config_type == "BRAND_NEW"


def test_configs_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.configs.get("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_configs_update_sends_everything(api: Any) -> None:
    """``PUT /numbers/leases/configs/{number}``: Update a number's settings, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.numbers.configs.update(
            "12135551122",
            call_tracking_config={
                "recorded": True,
                "screen": True,
                "transfer_numbers": ["12135551122"],
                "voicemail": True,
            },
            config_type="IVR",
            ivr_inbound_config={"dialplan_xml": "<root/>"},
            body_number="12135551122",
            text_inbound_config={"forward_enabled": True, "forward_number": "12135551122"},
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/numbers/leases/configs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "callTrackingConfig": {
            "recorded": True,
            "screen": True,
            "transferNumbers": ["12135551122"],
            "voicemail": True,
        },
        "configType": "IVR",
        "ivrInboundConfig": {"dialplanXml": "<root/>"},
        "number": "12135551122",
        "textInboundConfig": {"forwardEnabled": True, "forwardNumber": "12135551122"},
    }
    assert result is None


def test_configs_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.numbers.configs.update("12135551122"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/numbers/leases/configs/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_configs_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.configs.update("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_leases_find_sends_everything(api: Any) -> None:
    """``GET /numbers/leases``: Find owned numbers, with every argument."""
    api.responds(NUMBER_LEASE_PAGE_JSON)

    result = api.run(
        lambda client: client.numbers.leases.find(
            prefix="1213",
            city="Santa Monica",
            state="CA",
            zipcode="90401",
            label_name="Example",
            toll_free=True,
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases")
    assert api.sent.query == [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("labelName", "Example"),
        ("tollFree", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == NUMBER_LEASE_PAGE_MODEL
    assert result.items == NUMBER_LEASE_PAGE_MODEL.items


def test_leases_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.leases.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.NumberLeasePage()
    assert result.items == []


def test_leases_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_LEASE_PAGE_JSON,
            "items": [
                {
                    **NUMBER_LEASE_JSON,
                    "autoRenew": "perhaps",
                    "callFeatureStatus": "BRAND_NEW",
                    "leaseBegin": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.leases.find())

    unusual = result.response.items[0]
    assert unusual.auto_renew == "perhaps"
    assert unusual.call_feature_status == "BRAND_NEW"
    assert unusual.lease_begin is None


def test_leases_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.leases.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_leases_get_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/{number}``: Get an owned number, with every argument."""
    api.responds(NUMBER_LEASE_JSON)

    result = api.run(lambda client: client.numbers.leases.get("12135551122", fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/12135551122")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == NUMBER_LEASE_MODEL


def test_leases_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.numbers.leases.get("12135551122"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/numbers/leases/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.NumberLease()


def test_leases_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_LEASE_JSON,
            "autoRenew": "perhaps",
            "callFeatureStatus": "BRAND_NEW",
            "leaseBegin": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.numbers.leases.get("12135551122"))

    unusual = result
    assert unusual.auto_renew == "perhaps"
    assert unusual.call_feature_status == "BRAND_NEW"
    assert unusual.lease_begin is None


def test_leases_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.leases.get("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_leases_update_sends_everything(api: Any) -> None:
    """``PUT /numbers/leases/{number}``: Update an owned number, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.numbers.leases.update(
            "12135551122",
            auto_renew=True,
            call_feature_status="UNSUPPORTED",
            body_number="12135551122",
            text_feature_status="UNSUPPORTED",
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/numbers/leases/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "autoRenew": True,
        "callFeatureStatus": "UNSUPPORTED",
        "number": "12135551122",
        "textFeatureStatus": "UNSUPPORTED",
    }
    assert result is None


def test_leases_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.numbers.leases.update("12135551122"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/numbers/leases/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_leases_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.leases.update("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
