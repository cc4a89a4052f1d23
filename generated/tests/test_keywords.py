"""What ``client.keywords`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError

KEYWORD_JSON: dict[str, Any] = {"keyword": "EXAMPLE", "shortCode": "1234"}
KEYWORD_MODEL = models.Keyword(keyword="EXAMPLE", short_code="1234")
KEYWORD_LIST_JSON: dict[str, Any] = {"items": [KEYWORD_JSON]}
KEYWORD_LIST_MODEL = models.KeywordList(items=[KEYWORD_MODEL])
TEXT_INBOUND_CONFIG_JSON: dict[str, Any] = {"forwardEnabled": True, "forwardNumber": "12135551122"}
TEXT_INBOUND_CONFIG_MODEL = models.TextInboundConfig(
    forward_enabled=True, forward_number="12135551122"
)
KEYWORD_CONFIG_JSON: dict[str, Any] = {
    "keyword": "EXAMPLE",
    "textInboundConfig": TEXT_INBOUND_CONFIG_JSON,
}
KEYWORD_CONFIG_MODEL = models.KeywordConfig(
    keyword="EXAMPLE", text_inbound_config=TEXT_INBOUND_CONFIG_MODEL
)
KEYWORD_CONFIG_PAGE_JSON: dict[str, Any] = {
    "items": [KEYWORD_CONFIG_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
KEYWORD_CONFIG_PAGE_MODEL = models.KeywordConfigPage(
    items=[KEYWORD_CONFIG_MODEL], limit=10, offset=20, total_count=5
)
KEYWORD_LEASE_JSON: dict[str, Any] = {
    "autoRenew": True,
    "contactListId": 11646003,
    "doubleOptInEnabled": True,
    "keyword": "EXAMPLE",
    "labels": ["demo"],
    "leaseBegin": 1772366400000,
    "leaseEnd": 1772366400000,
    "optInConfirmationMessage": "Hello!",
    "shortCode": "1234",
    "status": "PENDING",
}
KEYWORD_LEASE_MODEL = models.KeywordLease(
    auto_renew=True,
    contact_list_id=11646003,
    double_opt_in_enabled=True,
    keyword="EXAMPLE",
    labels=["demo"],
    lease_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
    lease_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
    opt_in_confirmation_message="Hello!",
    short_code="1234",
    status=models.LeaseStatus.PENDING,
)
KEYWORD_LEASE_PAGE_JSON: dict[str, Any] = {
    "items": [KEYWORD_LEASE_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
KEYWORD_LEASE_PAGE_MODEL = models.KeywordLeasePage(
    items=[KEYWORD_LEASE_MODEL], limit=10, offset=20, total_count=5
)


def test_find_sends_everything(api: Any) -> None:
    """``GET /keywords``: Find free keywords, with every argument."""
    api.responds(KEYWORD_LIST_JSON)

    result = api.run(lambda client: client.keywords.find(keywords=["EXAMPLE", "SAMPLE"]))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords")
    assert api.sent.query == [("keywords", "EXAMPLE"), ("keywords", "SAMPLE")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == KEYWORD_LIST_MODEL


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.KeywordList()


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **KEYWORD_LIST_JSON,
            "items": [{**KEYWORD_JSON, "keyword": 5, "shortCode": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.find())

    unusual = result.items[0]
    assert unusual.keyword == 5
    assert unusual.short_code is None


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.keywords.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_is_available_sends_everything(api: Any) -> None:
    """``GET /keywords/{keyword}/available``: Check one keyword, with every argument."""
    api.responds(True)

    result = api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/EXAMPLE/available")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == True


def test_is_available_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds(True)

    result = api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert result == True


def test_is_available_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_configs_find_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/configs``: Find keyword settings, with every argument."""
    api.responds(KEYWORD_CONFIG_PAGE_JSON)

    result = api.run(
        lambda client: client.keywords.configs.find(
            filter="some text", label_name="Example", fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/configs")
    assert api.sent.query == [
        ("filter", "some text"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == KEYWORD_CONFIG_PAGE_MODEL
    assert result.items == KEYWORD_CONFIG_PAGE_MODEL.items


def test_configs_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.configs.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/configs")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.KeywordConfigPage()
    assert result.items == []


def test_configs_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **KEYWORD_CONFIG_PAGE_JSON,
            "items": [{**KEYWORD_CONFIG_JSON, "keyword": 5, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.configs.find())

    unusual = result.response.items[0]
    assert unusual.keyword == 5


def test_configs_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [KEYWORD_CONFIG_JSON], "totalCount": 2})
    api.responds({"items": [{**KEYWORD_CONFIG_JSON, "keyword": "SAMPLE"}], "totalCount": 2})

    items = api.items(lambda client: client.keywords.configs.find(limit=1))

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
        api.run(lambda client: client.keywords.configs.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_configs_get_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/configs/{keyword}``: Get a keyword's settings, with every argument."""
    api.responds(KEYWORD_CONFIG_JSON)

    result = api.run(lambda client: client.keywords.configs.get("EXAMPLE", fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/configs/EXAMPLE")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == KEYWORD_CONFIG_MODEL


def test_configs_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/configs/EXAMPLE")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.KeywordConfig()


def test_configs_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**KEYWORD_CONFIG_JSON, "keyword": 5, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    unusual = result
    assert unusual.keyword == 5


def test_configs_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_configs_update_sends_everything(api: Any) -> None:
    """``PUT /keywords/leases/configs/{keyword}``: Update a keyword's settings, with every
    argument.
    """
    api.responds(b"")

    result = api.run(
        lambda client: client.keywords.configs.update(
            "EXAMPLE",
            body_keyword="EXAMPLE",
            text_inbound_config={"forward_enabled": True, "forward_number": "12135551122"},
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/keywords/leases/configs/EXAMPLE")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "keyword": "EXAMPLE",
        "textInboundConfig": {"forwardEnabled": True, "forwardNumber": "12135551122"},
    }
    assert result is None


def test_configs_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.keywords.configs.update("EXAMPLE"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/keywords/leases/configs/EXAMPLE")
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
        api.run(lambda client: client.keywords.configs.update("EXAMPLE"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_leases_find_sends_everything(api: Any) -> None:
    """``GET /keywords/leases``: Find owned keywords, with every argument."""
    api.responds(KEYWORD_LEASE_PAGE_JSON)

    result = api.run(
        lambda client: client.keywords.leases.find(
            filter="some text", label_name="Example", fields="id", limit=10, offset=20
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases")
    assert api.sent.query == [
        ("filter", "some text"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == KEYWORD_LEASE_PAGE_MODEL
    assert result.items == KEYWORD_LEASE_PAGE_MODEL.items


def test_leases_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.leases.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.KeywordLeasePage()
    assert result.items == []


def test_leases_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **KEYWORD_LEASE_PAGE_JSON,
            "items": [
                {
                    **KEYWORD_LEASE_JSON,
                    "contactListId": "many",
                    "status": "BRAND_NEW",
                    "autoRenew": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.leases.find())

    unusual = result.response.items[0]
    assert unusual.contact_list_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.auto_renew is None


def test_leases_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.keywords.leases.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_leases_get_by_id_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/id/{id}``: Get an owned keyword by id, with every argument."""
    api.responds(KEYWORD_LEASE_JSON)

    result = api.run(lambda client: client.keywords.leases.get_by_id(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/id/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == KEYWORD_LEASE_MODEL


def test_leases_get_by_id_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/id/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.KeywordLease()


def test_leases_get_by_id_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **KEYWORD_LEASE_JSON,
            "contactListId": "many",
            "status": "BRAND_NEW",
            "autoRenew": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    unusual = result
    assert unusual.contact_list_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.auto_renew is None


def test_leases_get_by_id_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_leases_get_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/{keyword}``: Get an owned keyword, with every argument."""
    api.responds(KEYWORD_LEASE_JSON)

    result = api.run(lambda client: client.keywords.leases.get("EXAMPLE", fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/EXAMPLE")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == KEYWORD_LEASE_MODEL


def test_leases_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/keywords/leases/EXAMPLE")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.KeywordLease()


def test_leases_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **KEYWORD_LEASE_JSON,
            "contactListId": "many",
            "status": "BRAND_NEW",
            "autoRenew": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    unusual = result
    assert unusual.contact_list_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.auto_renew is None


def test_leases_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_leases_update_sends_everything(api: Any) -> None:
    """``PUT /keywords/leases/{keyword}``: Update an owned keyword, with every argument."""
    api.responds(b"")

    result = api.run(
        lambda client: client.keywords.leases.update(
            "EXAMPLE",
            auto_renew=True,
            contact_list_id=11646003,
            double_opt_in_enabled=True,
            body_keyword="EXAMPLE",
            labels=["demo", "test"],
            opt_in_confirmation_message="Hello!",
        )
    )

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/keywords/leases/EXAMPLE")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {
        "autoRenew": True,
        "contactListId": 11646003,
        "doubleOptInEnabled": True,
        "keyword": "EXAMPLE",
        "labels": ["demo", "test"],
        "optInConfirmationMessage": "Hello!",
    }
    assert result is None


def test_leases_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.keywords.leases.update("EXAMPLE"))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/keywords/leases/EXAMPLE")
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
        api.run(lambda client: client.keywords.leases.update("EXAMPLE"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1
