"""What ``client.webhooks`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

WEBHOOK_JSON: dict[str, Any] = {
    "callback": "https://example.com/hook",
    "createdAt": 1772366400000,
    "enabled": True,
    "events": ["Started"],
    "expiresAt": 1772366400000,
    "fields": "some text",
    "id": 11646003,
    "name": "Replies",
    "nonStrictSsl": True,
    "resource": "InboundText",
    "secret": "not a real secret",
    "singleUse": True,
    "updatedAt": 1772366400000,
}
WEBHOOK_MODEL = models.Webhook(
    callback="https://example.com/hook",
    created_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    enabled=True,
    events=[models.WebhookEventType.STARTED],
    expires_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    fields="some text",
    id=11646003,
    name="Replies",
    non_strict_ssl=True,
    resource=models.WebhookResourceType.INBOUND_TEXT,
    secret="not a real secret",
    single_use=True,
    updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
)
WEBHOOK_PAGE_JSON: dict[str, Any] = {
    "items": [WEBHOOK_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
WEBHOOK_PAGE_MODEL = models.WebhookPage(items=[WEBHOOK_MODEL], limit=10, offset=20, total_count=5)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)
WEBHOOK_RESOURCE_JSON: dict[str, Any] = {
    "resource": "MonthlyRenewal",
    "supportedEvents": ["Started"],
}
WEBHOOK_RESOURCE_MODEL = models.WebhookResource(
    resource=models.WebhookResourceType.MONTHLY_RENEWAL,
    supported_events=[models.WebhookEventType.STARTED],
)
ITEM_LIST_WEBHOOK_RESOURCE_JSON: dict[str, Any] = {"items": [WEBHOOK_RESOURCE_JSON]}
ITEM_LIST_WEBHOOK_RESOURCE_MODEL = models.ItemListWebhookResource(items=[WEBHOOK_RESOURCE_MODEL])


def test_find_sends_everything(api: Any) -> None:
    """``GET /webhooks``: Find webhooks, with every argument."""
    api.responds(WEBHOOK_PAGE_JSON)

    result = api.run(
        lambda client: client.webhooks.find(
            name="Example",
            resource="MonthlyRenewal",
            event="Started",
            callback="https://example.com/hook",
            enabled=True,
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks")
    assert api.sent.query == [
        ("name", "Example"),
        ("resource", "MonthlyRenewal"),
        ("event", "Started"),
        ("callback", "https://example.com/hook"),
        ("enabled", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == WEBHOOK_PAGE_MODEL
    assert result.items == WEBHOOK_PAGE_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.webhooks.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.WebhookPage()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **WEBHOOK_PAGE_JSON,
            "items": [
                {
                    **WEBHOOK_JSON,
                    "id": "many",
                    "resource": "BRAND_NEW",
                    "callback": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.webhooks.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.resource == "BRAND_NEW"
    assert unusual.callback is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [WEBHOOK_JSON], "totalCount": 2})
    api.responds({"items": [{**WEBHOOK_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.webhooks.find(limit=1))

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
        api.run(lambda client: client.webhooks.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_create_sends_everything(api: Any) -> None:
    """``POST /webhooks``: Create a webhook, with every argument."""
    api.responds(RESOURCE_ID_JSON)

    result = api.run(
        lambda client: client.webhooks.create(
            callback="https://example.com/hook",
            events=["Finished", "Failed"],
            name="Example",
            resource="MonthlyRenewal",
            enabled=True,
            expires_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="some text",
            non_strict_ssl=True,
            secret="not a real secret",
            single_use=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/webhooks")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "callback": "https://example.com/hook",
        "events": ["Finished", "Failed"],
        "name": "Example",
        "resource": "MonthlyRenewal",
        "enabled": True,
        "expiresAt": 1772366400000,
        "fields": "some text",
        "nonStrictSsl": True,
        "secret": "not a real secret",
        "singleUse": True,
    }
    assert result == RESOURCE_ID_MODEL


def test_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(
        lambda client: client.webhooks.create(
            callback="https://example.com/hook",
            events=["Finished", "Failed"],
            name="Example",
            resource="MonthlyRenewal",
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/webhooks")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "callback": "https://example.com/hook",
        "events": ["Finished", "Failed"],
        "name": "Example",
        "resource": "MonthlyRenewal",
    }
    assert result == models.ResourceId()


def test_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Finished", "Failed"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    unusual = result
    assert unusual.id == "many"


def test_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Finished", "Failed"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Finished", "Failed"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    assert len(api.every_sent) == 1


def test_list_resources_sends_everything(api: Any) -> None:
    """``GET /webhooks/resources``: List webhook resources, with every argument."""
    api.responds(ITEM_LIST_WEBHOOK_RESOURCE_JSON)

    result = api.run(lambda client: client.webhooks.list_resources(fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/resources")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == ITEM_LIST_WEBHOOK_RESOURCE_MODEL


def test_list_resources_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.webhooks.list_resources())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/resources")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.ItemListWebhookResource()


def test_list_resources_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.webhooks.list_resources())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_get_resource_sends_everything(api: Any) -> None:
    """``GET /webhooks/resources/{resource}``: Get a webhook resource, with every argument."""
    api.responds(WEBHOOK_RESOURCE_JSON)

    result = api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal", fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/resources/MonthlyRenewal")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == WEBHOOK_RESOURCE_MODEL


def test_get_resource_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/resources/MonthlyRenewal")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.WebhookResource()


def test_get_resource_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_delete_sends_everything(api: Any) -> None:
    """``DELETE /webhooks/{id}``: Delete a webhook, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.webhooks.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/webhooks/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /webhooks/{id}``: Get a webhook, with every argument."""
    api.responds(WEBHOOK_JSON)

    result = api.run(lambda client: client.webhooks.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == WEBHOOK_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.webhooks.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/webhooks/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Webhook()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {**WEBHOOK_JSON, "id": "many", "resource": "BRAND_NEW", "callback": None, api.novelty: True}
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.webhooks.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.resource == "BRAND_NEW"
    assert unusual.callback is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_update_sends_everything(api: Any) -> None:
    """``PUT /webhooks/{id}``: Update a webhook, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.webhooks.update(
            11646003,
            callback="https://example.com/hook",
            enabled=True,
            events=["Finished", "Failed"],
            expires_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="some text",
            name="Example",
            non_strict_ssl=True,
            resource="MonthlyRenewal",
            secret="not a real secret",
            single_use=True,
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/webhooks/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "callback": "https://example.com/hook",
        "enabled": True,
        "events": ["Finished", "Failed"],
        "expiresAt": 1772366400000,
        "fields": "some text",
        "name": "Example",
        "nonStrictSsl": True,
        "resource": "MonthlyRenewal",
        "secret": "not a real secret",
        "singleUse": True,
    }
    assert result is None


def test_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.webhooks.update(11646003))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/webhooks/11646003")
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
        api.run(lambda client: client.webhooks.update(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
