"""What ``client.reports`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning

DELIVERY_REPORT_JSON: dict[str, Any] = {
    "campaignId": 11646003,
    "carrier": "some text",
    "deliveryCategory": "NO_DATA",
    "deliveryState": "DELIVERED",
    "fromNumber": "12135551122",
    "messageText": "Hello!",
    "toNumber": "12135551122",
    "updated": "2026-03-01T12:00:00Z",
}
DELIVERY_REPORT_MODEL = models.DeliveryReport(
    campaign_id=11646003,
    carrier="some text",
    delivery_category=models.DeliveryCategory.NO_DATA,
    delivery_state=models.DeliveryState.DELIVERED,
    from_number="12135551122",
    message_text="Hello!",
    to_number="12135551122",
    updated=datetime(2026, 3, 1, 12, tzinfo=UTC),
)
PAGE_DELIVERY_REPORT_JSON: dict[str, Any] = {
    "items": [DELIVERY_REPORT_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
PAGE_DELIVERY_REPORT_MODEL = models.PageDeliveryReport(
    items=[DELIVERY_REPORT_MODEL], limit=10, offset=20, total_count=5
)


def test_find_deliveries_sends_everything(api: Any) -> None:
    """``GET /reports/delivery``: Find delivery reports, with every argument."""
    api.responds(PAGE_DELIVERY_REPORT_JSON)

    result = api.run(
        lambda client: client.reports.find_deliveries(
            start_date="2026-03-01",
            end_date="2026-03-01",
            campaign_id=11646003,
            from_number="12135551122",
            to_number="12135551122",
            delivery_category="NO_DATA",
            delivery_state="DELIVERED",
            carrier="some text",
            message_text="Hello!",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/reports/delivery")
    assert api.sent.query == [
        ("startDate", "2026-03-01"),
        ("endDate", "2026-03-01"),
        ("campaignId", "11646003"),
        ("fromNumber", "12135551122"),
        ("toNumber", "12135551122"),
        ("deliveryCategory", "NO_DATA"),
        ("deliveryState", "DELIVERED"),
        ("carrier", "some text"),
        ("messageText", "Hello!"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == PAGE_DELIVERY_REPORT_MODEL
    assert result.items == PAGE_DELIVERY_REPORT_MODEL.items


def test_find_deliveries_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.reports.find_deliveries())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/reports/delivery")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.PageDeliveryReport()
    assert result.items == []


def test_find_deliveries_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **PAGE_DELIVERY_REPORT_JSON,
            "items": [
                {
                    **DELIVERY_REPORT_JSON,
                    "campaignId": "many",
                    "deliveryCategory": "BRAND_NEW",
                    "carrier": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.reports.find_deliveries())

    unusual = result.response.items[0]
    assert unusual.campaign_id == "many"
    assert unusual.delivery_category == "BRAND_NEW"
    assert unusual.carrier is None


def test_find_deliveries_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [DELIVERY_REPORT_JSON], "totalCount": 2})
    api.responds({"items": [{**DELIVERY_REPORT_JSON, "campaignId": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.reports.find_deliveries(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_find_deliveries_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.reports.find_deliveries())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1
