"""What ``client.webhooks`` sends, and what becomes of the answers."""

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
    api.answers(WEBHOOK_PAGE_JSON)

    answer = api.run(
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

    assert ("GET", "/v2/webhooks") == (api.sent.method, api.sent.path)
    assert [
        ("name", "Example"),
        ("resource", "MonthlyRenewal"),
        ("event", "Started"),
        ("callback", "https://example.com/hook"),
        ("enabled", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert WEBHOOK_PAGE_MODEL == answer.response
    assert WEBHOOK_PAGE_MODEL.items == answer.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.webhooks.find())

    assert ("GET", "/v2/webhooks") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.WebhookPage() == answer.response
    assert [] == answer.items


def test_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
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
        answer = api.run(lambda client: client.webhooks.find())

    odd = answer.response.items[0]
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.resource
    assert odd.callback is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [WEBHOOK_JSON], "totalCount": 2})
    api.answers({"items": [{**WEBHOOK_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.webhooks.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.webhooks.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_create_sends_everything(api: Any) -> None:
    """``POST /webhooks``: Create a webhook, with every argument."""
    api.answers(RESOURCE_ID_JSON)

    answer = api.run(
        lambda client: client.webhooks.create(
            callback="https://example.com/hook",
            events=["Started", "Stopped"],
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

    assert ("POST", "/v2/webhooks") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "callback": "https://example.com/hook",
        "events": ["Started", "Stopped"],
        "name": "Example",
        "resource": "MonthlyRenewal",
        "enabled": True,
        "expiresAt": 1772366400000,
        "fields": "some text",
        "nonStrictSsl": True,
        "secret": "not a real secret",
        "singleUse": True,
    } == api.sent.json
    assert RESOURCE_ID_MODEL == answer


def test_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(
        lambda client: client.webhooks.create(
            callback="https://example.com/hook",
            events=["Started", "Stopped"],
            name="Example",
            resource="MonthlyRenewal",
        )
    )

    assert ("POST", "/v2/webhooks") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "callback": "https://example.com/hook",
        "events": ["Started", "Stopped"],
        "name": "Example",
        "resource": "MonthlyRenewal",
    } == api.sent.json
    assert models.ResourceId() == answer


def test_create_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Started", "Stopped"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    odd = answer
    assert "many" == odd.id


def test_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Started", "Stopped"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(
            lambda client: client.webhooks.create(
                callback="https://example.com/hook",
                events=["Started", "Stopped"],
                name="Example",
                resource="MonthlyRenewal",
            )
        )

    assert 1 == len(api.every_sent)


def test_list_resources_sends_everything(api: Any) -> None:
    """``GET /webhooks/resources``: List webhook resources, with every argument."""
    api.answers(ITEM_LIST_WEBHOOK_RESOURCE_JSON)

    answer = api.run(lambda client: client.webhooks.list_resources(fields="id"))

    assert ("GET", "/v2/webhooks/resources") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert ITEM_LIST_WEBHOOK_RESOURCE_MODEL == answer


def test_list_resources_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.webhooks.list_resources())

    assert ("GET", "/v2/webhooks/resources") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.ItemListWebhookResource() == answer


def test_list_resources_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.webhooks.list_resources())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_get_resource_sends_everything(api: Any) -> None:
    """``GET /webhooks/resources/{resource}``: Get a webhook resource, with every argument."""
    api.answers(WEBHOOK_RESOURCE_JSON)

    answer = api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal", fields="id"))

    assert ("GET", "/v2/webhooks/resources/MonthlyRenewal") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert WEBHOOK_RESOURCE_MODEL == answer


def test_get_resource_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal"))

    assert ("GET", "/v2/webhooks/resources/MonthlyRenewal") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.WebhookResource() == answer


def test_get_resource_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.get_resource("MonthlyRenewal"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_delete_sends_everything(api: Any) -> None:
    """``DELETE /webhooks/{id}``: Delete a webhook, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.webhooks.delete(11646003))

    assert ("DELETE", "/v2/webhooks/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.delete(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_get_sends_everything(api: Any) -> None:
    """``GET /webhooks/{id}``: Get a webhook, with every argument."""
    api.answers(WEBHOOK_JSON)

    answer = api.run(lambda client: client.webhooks.get(11646003, fields="id"))

    assert ("GET", "/v2/webhooks/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert WEBHOOK_MODEL == answer


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.webhooks.get(11646003))

    assert ("GET", "/v2/webhooks/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.Webhook() == answer


def test_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {**WEBHOOK_JSON, "id": "many", "resource": "BRAND_NEW", "callback": None, api.novelty: True}
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.webhooks.get(11646003))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.resource
    assert odd.callback is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_update_sends_everything(api: Any) -> None:
    """``PUT /webhooks/{id}``: Update a webhook, with every argument."""
    api.answers(b"")

    answer = api.run(
        lambda client: client.webhooks.update(
            11646003,
            callback="https://example.com/hook",
            enabled=True,
            events=["Started", "Stopped"],
            expires_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            fields="some text",
            name="Example",
            non_strict_ssl=True,
            resource="MonthlyRenewal",
            secret="not a real secret",
            single_use=True,
        )
    )

    assert ("PUT", "/v2/webhooks/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "callback": "https://example.com/hook",
        "enabled": True,
        "events": ["Started", "Stopped"],
        "expiresAt": 1772366400000,
        "fields": "some text",
        "name": "Example",
        "nonStrictSsl": True,
        "resource": "MonthlyRenewal",
        "secret": "not a real secret",
        "singleUse": True,
    } == api.sent.json
    assert answer is None


def test_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.webhooks.update(11646003))

    assert ("PUT", "/v2/webhooks/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert answer is None


def test_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.webhooks.update(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)
