"""What ``client.orders`` sends, and what becomes of the answers."""

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
    api.answers(PAGE_NUMBER_ORDER_JSON)

    answer = api.run(
        lambda client: client.orders.find(
            status=["PROCESSING", "FINISHED"],
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert ("GET", "/v2/orders") == (api.sent.method, api.sent.path)
    assert [
        ("status", "PROCESSING,FINISHED"),
        ("intervalBegin", "1772366400000"),
        ("intervalEnd", "1772366400000"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert PAGE_NUMBER_ORDER_MODEL == answer.response
    assert PAGE_NUMBER_ORDER_MODEL.items == answer.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.orders.find())

    assert ("GET", "/v2/orders") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.PageNumberOrder() == answer.response
    assert [] == answer.items


def test_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
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
        answer = api.run(lambda client: client.orders.find())

    odd = answer.response.items[0]
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [NUMBER_ORDER_JSON], "totalCount": 2})
    api.answers({"items": [{**NUMBER_ORDER_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.orders.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.orders.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_order_keywords_sends_everything(api: Any) -> None:
    """``POST /orders/keywords``: Buy keywords, with every argument."""
    api.answers(RESOURCE_ID_JSON)

    answer = api.run(
        lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"], fields="id")
    )

    assert ("POST", "/v2/orders/keywords") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"keywords": ["EXAMPLE", "SAMPLE"]} == api.sent.json
    assert RESOURCE_ID_MODEL == answer


def test_order_keywords_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert ("POST", "/v2/orders/keywords") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"keywords": ["EXAMPLE", "SAMPLE"]} == api.sent.json
    assert models.ResourceId() == answer


def test_order_keywords_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    odd = answer
    assert "many" == odd.id


def test_order_keywords_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_order_keywords_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.orders.order_keywords(["EXAMPLE", "SAMPLE"]))

    assert 1 == len(api.every_sent)


def test_order_numbers_sends_everything(api: Any) -> None:
    """``POST /orders/numbers``: Buy phone numbers, with every argument."""
    api.answers(RESOURCE_ID_JSON)

    answer = api.run(
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

    assert ("POST", "/v2/orders/numbers") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "city": "Santa Monica",
        "localCount": 5,
        "numbers": ["12135551122", "12135551133"],
        "prefix": "1213",
        "promo": "some text",
        "state": "CA",
        "tollFreeCount": 5,
        "zipcode": "90401",
    } == api.sent.json
    assert RESOURCE_ID_MODEL == answer


def test_order_numbers_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.orders.order_numbers())

    assert ("POST", "/v2/orders/numbers") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert models.ResourceId() == answer


def test_order_numbers_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.orders.order_numbers())

    odd = answer
    assert "many" == odd.id


def test_order_numbers_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.orders.order_numbers())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_order_numbers_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.orders.order_numbers())

    assert 1 == len(api.every_sent)


def test_get_sends_everything(api: Any) -> None:
    """``GET /orders/{id}``: Get an order, with every argument."""
    api.answers(NUMBER_ORDER_JSON)

    answer = api.run(lambda client: client.orders.get(11646003, fields="id"))

    assert ("GET", "/v2/orders/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert NUMBER_ORDER_MODEL == answer


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.orders.get(11646003))

    assert ("GET", "/v2/orders/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.NumberOrder() == answer


def test_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **NUMBER_ORDER_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.orders.get(11646003))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.orders.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)
