"""What ``client.numbers`` sends, and what becomes of the answers."""

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
    api.answers(NUMBER_LIST_JSON)

    answer = api.run(
        lambda client: client.numbers.find_local(
            limit=10, prefix="1213", city="Santa Monica", state="CA", zipcode="90401", fields="id"
        )
    )

    assert ("GET", "/v2/numbers/local") == (api.sent.method, api.sent.path)
    assert [
        ("limit", "10"),
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("fields", "id"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_LIST_MODEL == answer


def test_find_local_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.find_local())

    assert ("GET", "/v2/numbers/local") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberList() == answer


def test_find_local_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **NUMBER_LIST_JSON,
            "items": [
                {**NUMBER_JSON, "tollFree": "perhaps", "nationalFormat": None, api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.find_local())

    odd = answer.items[0]
    assert "perhaps" == odd.toll_free
    assert odd.national_format is None


def test_find_local_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_local())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_find_regions_sends_everything(api: Any) -> None:
    """``GET /numbers/regions``: Find number regions, with every argument."""
    api.answers(REGION_PAGE_JSON)

    answer = api.run(
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

    assert ("GET", "/v2/numbers/regions") == (api.sent.method, api.sent.path)
    assert [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert REGION_PAGE_MODEL == answer.response
    assert REGION_PAGE_MODEL.items == answer.items


def test_find_regions_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.find_regions())

    assert ("GET", "/v2/numbers/regions") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.RegionPage() == answer.response
    assert [] == answer.items


def test_find_regions_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **REGION_PAGE_JSON,
            "items": [{**REGION_JSON, "latitude": "much", "city": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.find_regions())

    odd = answer.response.items[0]
    assert "much" == odd.latitude
    assert odd.city is None


def test_find_regions_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [REGION_JSON], "totalCount": 2})
    api.answers({"items": [{**REGION_JSON, "city": "Chicago"}], "totalCount": 2})

    items = api.items(lambda client: client.numbers.find_regions(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_find_regions_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_regions())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_find_tollfree_sends_everything(api: Any) -> None:
    """``GET /numbers/tollfree``: Find free toll-free numbers, with every argument."""
    api.answers(NUMBER_LIST_JSON)

    answer = api.run(
        lambda client: client.numbers.find_tollfree(pattern="some text", limit=10, fields="id")
    )

    assert ("GET", "/v2/numbers/tollfree") == (api.sent.method, api.sent.path)
    assert [("pattern", "some text"), ("limit", "10"), ("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_LIST_MODEL == answer


def test_find_tollfree_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.find_tollfree())

    assert ("GET", "/v2/numbers/tollfree") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberList() == answer


def test_find_tollfree_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **NUMBER_LIST_JSON,
            "items": [
                {**NUMBER_JSON, "tollFree": "perhaps", "nationalFormat": None, api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.find_tollfree())

    odd = answer.items[0]
    assert "perhaps" == odd.toll_free
    assert odd.national_format is None


def test_find_tollfree_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.find_tollfree())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_find_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/configs``: Find number settings, with every argument."""
    api.answers(NUMBER_CONFIG_PAGE_JSON)

    answer = api.run(
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

    assert ("GET", "/v2/numbers/leases/configs") == (api.sent.method, api.sent.path)
    assert [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_CONFIG_PAGE_MODEL == answer.response
    assert NUMBER_CONFIG_PAGE_MODEL.items == answer.items


def test_configs_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.configs.find())

    assert ("GET", "/v2/numbers/leases/configs") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberConfigPage() == answer.response
    assert [] == answer.items


def test_configs_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **NUMBER_CONFIG_PAGE_JSON,
            "items": [
                {**NUMBER_CONFIG_JSON, "number": 5, "configType": "BRAND_NEW", api.novelty: True}
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.configs.find())

    odd = answer.response.items[0]
    assert 5 == odd.number
    assert "BRAND_NEW" == odd.config_type


def test_configs_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [NUMBER_CONFIG_JSON], "totalCount": 2})
    api.answers({"items": [{**NUMBER_CONFIG_JSON, "number": "12135551133"}], "totalCount": 2})

    items = api.items(lambda client: client.numbers.configs.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_configs_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.configs.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_get_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/configs/{number}``: Get a number's settings, with every argument."""
    api.answers(NUMBER_CONFIG_JSON)

    answer = api.run(lambda client: client.numbers.configs.get("12135551122", fields="id"))

    assert ("GET", "/v2/numbers/leases/configs/12135551122") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_CONFIG_MODEL == answer


def test_configs_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.configs.get("12135551122"))

    assert ("GET", "/v2/numbers/leases/configs/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberConfig() == answer


def test_configs_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**NUMBER_CONFIG_JSON, "number": 5, "configType": "BRAND_NEW", api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.configs.get("12135551122"))

    odd = answer
    assert 5 == odd.number
    assert "BRAND_NEW" == odd.config_type


def test_configs_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.configs.get("12135551122"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_update_sends_everything(api: Any) -> None:
    """``PUT /numbers/leases/configs/{number}``: Update a number's settings, with every argument."""
    api.answers(b"")

    answer = api.run(
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

    assert ("PUT", "/v2/numbers/leases/configs/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
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
    } == api.sent.json
    assert answer is None


def test_configs_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.numbers.configs.update("12135551122"))

    assert ("PUT", "/v2/numbers/leases/configs/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert answer is None


def test_configs_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.configs.update("12135551122"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_find_sends_everything(api: Any) -> None:
    """``GET /numbers/leases``: Find owned numbers, with every argument."""
    api.answers(NUMBER_LEASE_PAGE_JSON)

    answer = api.run(
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

    assert ("GET", "/v2/numbers/leases") == (api.sent.method, api.sent.path)
    assert [
        ("prefix", "1213"),
        ("city", "Santa Monica"),
        ("state", "CA"),
        ("zipcode", "90401"),
        ("labelName", "Example"),
        ("tollFree", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_LEASE_PAGE_MODEL == answer.response
    assert NUMBER_LEASE_PAGE_MODEL.items == answer.items


def test_leases_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.leases.find())

    assert ("GET", "/v2/numbers/leases") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberLeasePage() == answer.response
    assert [] == answer.items


def test_leases_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
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
        answer = api.run(lambda client: client.numbers.leases.find())

    odd = answer.response.items[0]
    assert "perhaps" == odd.auto_renew
    assert "BRAND_NEW" == odd.call_feature_status
    assert odd.lease_begin is None


def test_leases_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.numbers.leases.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_get_sends_everything(api: Any) -> None:
    """``GET /numbers/leases/{number}``: Get an owned number, with every argument."""
    api.answers(NUMBER_LEASE_JSON)

    answer = api.run(lambda client: client.numbers.leases.get("12135551122", fields="id"))

    assert ("GET", "/v2/numbers/leases/12135551122") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_LEASE_MODEL == answer


def test_leases_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.numbers.leases.get("12135551122"))

    assert ("GET", "/v2/numbers/leases/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberLease() == answer


def test_leases_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **NUMBER_LEASE_JSON,
            "autoRenew": "perhaps",
            "callFeatureStatus": "BRAND_NEW",
            "leaseBegin": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.numbers.leases.get("12135551122"))

    odd = answer
    assert "perhaps" == odd.auto_renew
    assert "BRAND_NEW" == odd.call_feature_status
    assert odd.lease_begin is None


def test_leases_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.leases.get("12135551122"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_update_sends_everything(api: Any) -> None:
    """``PUT /numbers/leases/{number}``: Update an owned number, with every argument."""
    api.answers(b"")

    answer = api.run(
        lambda client: client.numbers.leases.update(
            "12135551122",
            auto_renew=True,
            call_feature_status="UNSUPPORTED",
            body_number="12135551122",
            text_feature_status="UNSUPPORTED",
        )
    )

    assert ("PUT", "/v2/numbers/leases/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "autoRenew": True,
        "callFeatureStatus": "UNSUPPORTED",
        "number": "12135551122",
        "textFeatureStatus": "UNSUPPORTED",
    } == api.sent.json
    assert answer is None


def test_leases_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.numbers.leases.update("12135551122"))

    assert ("PUT", "/v2/numbers/leases/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert answer is None


def test_leases_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.numbers.leases.update("12135551122"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)
