"""What ``client.orders`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

NUMBER_ORDER_ITEM_JSON: dict[str, Any] = {"fulfilled": ["some text"], "ordered": 5, "unitCost": 1.5}
NUMBER_ORDER_ITEM_MODEL = models.NumberOrderItem(fulfilled=["some text"], ordered=5, unit_cost=1.5)
NUMBER_ORDER_JSON: dict[str, Any] = {
    "created": 1772366400000,
    "id": 11646003,
    "keywords": NUMBER_ORDER_ITEM_JSON,
    "localNumbers": NUMBER_ORDER_ITEM_JSON,
    "salesTax": 1.5,
    "status": "PROCESSING",
    "summary": 1.5,
    "tollFreeNumbers": NUMBER_ORDER_ITEM_JSON,
    "total": 1.5,
    "totalCost": 1.5,
}
NUMBER_ORDER_MODEL = models.NumberOrder(
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    keywords=NUMBER_ORDER_ITEM_MODEL,
    local_numbers=NUMBER_ORDER_ITEM_MODEL,
    sales_tax=1.5,
    status=models.NumberOrderStatus.PROCESSING,
    summary=1.5,
    toll_free_numbers=NUMBER_ORDER_ITEM_MODEL,
    total=1.5,
    total_cost=1.5,
)
PAGE_NUMBER_ORDER_JSON: dict[str, Any] = {
    "items": [NUMBER_ORDER_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
PAGE_NUMBER_ORDER_MODEL = models.PageNumberOrder(
    items=[NUMBER_ORDER_MODEL], limit=10, offset=20, total_count=5
)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)


def test_find_sends_everything(api: Any) -> None:
    """``GET /orders``: Find orders, with every argument."""
    api.responds(PAGE_NUMBER_ORDER_JSON)

    result = api.run(
        lambda client: client.orders.find(
            status=["PROCESSING", "FINISHED"],
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/orders")
    assert api.sent.query == [
        ("status", "PROCESSING,FINISHED"),
        ("intervalBegin", "1772366400000"),
        ("intervalEnd", "1772366400000"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == PAGE_NUMBER_ORDER_MODEL
    assert result.items == PAGE_NUMBER_ORDER_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.orders.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/orders")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.PageNumberOrder()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **PAGE_NUMBER_ORDER_JSON,
            "items": [
                {
                    **NUMBER_ORDER_JSON,
                    "id": "many",
                    "status": "BRAND_NEW",
                    "created": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.orders.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [NUMBER_ORDER_JSON], "totalCount": 2})
    api.responds({"items": [{**NUMBER_ORDER_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.orders.find(limit=1))

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
        api.run(lambda client: client.orders.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_order_keywords_sends_everything(api: Any) -> None:
    """``POST /orders/keywords``: Buy keywords, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"], fields="id")
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/orders/keywords")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"keywords": ["EXAMPLE", "SAMPLE"]}
    assert result == RESOURCE_ID_MODEL


def test_order_keywords_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/orders/keywords")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"keywords": ["EXAMPLE", "SAMPLE"]}
    assert result == models.ResourceId()


def test_order_keywords_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    unusual = result
    assert unusual.id == "many"


def test_order_keywords_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_order_keywords_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert len(api.every_sent) == 1


def test_order_numbers_sends_everything(api: Any) -> None:
    """``POST /orders/numbers``: Buy phone numbers, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.orders.order_numbers(
            city="Santa Monica",
            local_count=5,
            numbers=["12135551122", "12135551133"],
            prefix="1213",
            promo="some text",
            state="CA",
            toll_free_count=5,
            zipcode="90401",
            fields="id",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/orders/numbers")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "city": "Santa Monica",
        "localCount": 5,
        "numbers": ["12135551122", "12135551133"],
        "prefix": "1213",
        "promo": "some text",
        "state": "CA",
        "tollFreeCount": 5,
        "zipcode": "90401",
    }
    assert result == RESOURCE_ID_MODEL


def test_order_numbers_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.orders.order_numbers(numbers=["12135551122", "12135551133"])
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/orders/numbers")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"numbers": ["12135551122", "12135551133"]}
    assert result == models.ResourceId()


def test_order_numbers_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.orders.order_numbers(numbers=["12135551122", "12135551133"])
        )

    unusual = result
    assert unusual.id == "many"


def test_order_numbers_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.orders.order_numbers(numbers=["12135551122", "12135551133"]))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_order_numbers_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.orders.order_numbers(numbers=["12135551122", "12135551133"]))

    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /orders/{id}``: Get an order, with every argument."""
    api.responds(NUMBER_ORDER_JSON)

    result = api.run(lambda client: client.orders.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/orders/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == NUMBER_ORDER_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.orders.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/orders/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.NumberOrder()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **NUMBER_ORDER_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.orders.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.orders.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
