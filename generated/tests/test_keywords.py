"""What ``client.keywords`` sends, and what becomes of the answers."""

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
    api.answers(KEYWORD_LIST_JSON)

    answer = api.run(lambda client: client.keywords.find(keywords=["EXAMPLE", "SAMPLE"]))

    assert ("GET", "/v2/keywords") == (api.sent.method, api.sent.path)
    assert [("keywords", "EXAMPLE"), ("keywords", "SAMPLE")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_LIST_MODEL == answer


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.find())

    assert ("GET", "/v2/keywords") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordList() == answer


def test_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **KEYWORD_LIST_JSON,
            "items": [{**KEYWORD_JSON, "keyword": 5, "shortCode": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.keywords.find())

    odd = answer.items[0]
    assert 5 == odd.keyword
    assert odd.short_code is None


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.keywords.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_is_available_sends_everything(api: Any) -> None:
    """``GET /keywords/{keyword}/available``: Check one keyword, with every argument."""
    api.answers(True)

    answer = api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert ("GET", "/v2/keywords/EXAMPLE/available") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert True == answer


def test_is_available_takes_an_empty_answer(api: Any) -> None:
    """Accepts an empty response."""
    api.answers(True)

    answer = api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert True == answer


def test_is_available_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.is_available("EXAMPLE"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_find_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/configs``: Find keyword settings, with every argument."""
    api.answers(KEYWORD_CONFIG_PAGE_JSON)

    answer = api.run(
        lambda client: client.keywords.configs.find(
            filter="some text", label_name="Example", fields="id", limit=10, offset=20
        )
    )

    assert ("GET", "/v2/keywords/leases/configs") == (api.sent.method, api.sent.path)
    assert [
        ("filter", "some text"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_CONFIG_PAGE_MODEL == answer.response
    assert KEYWORD_CONFIG_PAGE_MODEL.items == answer.items


def test_configs_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.configs.find())

    assert ("GET", "/v2/keywords/leases/configs") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordConfigPage() == answer.response
    assert [] == answer.items


def test_configs_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **KEYWORD_CONFIG_PAGE_JSON,
            "items": [{**KEYWORD_CONFIG_JSON, "keyword": 5, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.keywords.configs.find())

    odd = answer.response.items[0]
    assert 5 == odd.keyword


def test_configs_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [KEYWORD_CONFIG_JSON], "totalCount": 2})
    api.answers({"items": [{**KEYWORD_CONFIG_JSON, "keyword": "SAMPLE"}], "totalCount": 2})

    items = api.items(lambda client: client.keywords.configs.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_configs_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.keywords.configs.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_get_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/configs/{keyword}``: Get a keyword's settings, with every argument."""
    api.answers(KEYWORD_CONFIG_JSON)

    answer = api.run(lambda client: client.keywords.configs.get("EXAMPLE", fields="id"))

    assert ("GET", "/v2/keywords/leases/configs/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_CONFIG_MODEL == answer


def test_configs_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    assert ("GET", "/v2/keywords/leases/configs/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordConfig() == answer


def test_configs_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**KEYWORD_CONFIG_JSON, "keyword": 5, api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    odd = answer
    assert 5 == odd.keyword


def test_configs_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.configs.get("EXAMPLE"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_configs_update_sends_everything(api: Any) -> None:
    """``PUT /keywords/leases/configs/{keyword}``: Update a keyword's settings, with every
    argument.
    """
    api.answers(b"")

    answer = api.run(
        lambda client: client.keywords.configs.update(
            "EXAMPLE",
            body_keyword="EXAMPLE",
            text_inbound_config={"forward_enabled": True, "forward_number": "12135551122"},
        )
    )

    assert ("PUT", "/v2/keywords/leases/configs/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "keyword": "EXAMPLE",
        "textInboundConfig": {"forwardEnabled": True, "forwardNumber": "12135551122"},
    } == api.sent.json
    assert answer is None


def test_configs_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.keywords.configs.update("EXAMPLE"))

    assert ("PUT", "/v2/keywords/leases/configs/EXAMPLE") == (api.sent.method, api.sent.path)
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
        api.run(lambda client: client.keywords.configs.update("EXAMPLE"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_find_sends_everything(api: Any) -> None:
    """``GET /keywords/leases``: Find owned keywords, with every argument."""
    api.answers(KEYWORD_LEASE_PAGE_JSON)

    answer = api.run(
        lambda client: client.keywords.leases.find(
            filter="some text", label_name="Example", fields="id", limit=10, offset=20
        )
    )

    assert ("GET", "/v2/keywords/leases") == (api.sent.method, api.sent.path)
    assert [
        ("filter", "some text"),
        ("labelName", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_LEASE_PAGE_MODEL == answer.response
    assert KEYWORD_LEASE_PAGE_MODEL.items == answer.items


def test_leases_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.leases.find())

    assert ("GET", "/v2/keywords/leases") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordLeasePage() == answer.response
    assert [] == answer.items


def test_leases_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
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
        answer = api.run(lambda client: client.keywords.leases.find())

    odd = answer.response.items[0]
    assert "many" == odd.contact_list_id
    assert "BRAND_NEW" == odd.status
    assert odd.auto_renew is None


def test_leases_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.keywords.leases.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_get_by_id_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/id/{id}``: Get an owned keyword by id, with every argument."""
    api.answers(KEYWORD_LEASE_JSON)

    answer = api.run(lambda client: client.keywords.leases.get_by_id(11646003, fields="id"))

    assert ("GET", "/v2/keywords/leases/id/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_LEASE_MODEL == answer


def test_leases_get_by_id_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    assert ("GET", "/v2/keywords/leases/id/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordLease() == answer


def test_leases_get_by_id_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **KEYWORD_LEASE_JSON,
            "contactListId": "many",
            "status": "BRAND_NEW",
            "autoRenew": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    odd = answer
    assert "many" == odd.contact_list_id
    assert "BRAND_NEW" == odd.status
    assert odd.auto_renew is None


def test_leases_get_by_id_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.leases.get_by_id(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_get_sends_everything(api: Any) -> None:
    """``GET /keywords/leases/{keyword}``: Get an owned keyword, with every argument."""
    api.answers(KEYWORD_LEASE_JSON)

    answer = api.run(lambda client: client.keywords.leases.get("EXAMPLE", fields="id"))

    assert ("GET", "/v2/keywords/leases/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert KEYWORD_LEASE_MODEL == answer


def test_leases_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    assert ("GET", "/v2/keywords/leases/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.KeywordLease() == answer


def test_leases_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **KEYWORD_LEASE_JSON,
            "contactListId": "many",
            "status": "BRAND_NEW",
            "autoRenew": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    odd = answer
    assert "many" == odd.contact_list_id
    assert "BRAND_NEW" == odd.status
    assert odd.auto_renew is None


def test_leases_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.keywords.leases.get("EXAMPLE"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_leases_update_sends_everything(api: Any) -> None:
    """``PUT /keywords/leases/{keyword}``: Update an owned keyword, with every argument."""
    api.answers(b"")

    answer = api.run(
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

    assert ("PUT", "/v2/keywords/leases/EXAMPLE") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {
        "autoRenew": True,
        "contactListId": 11646003,
        "doubleOptInEnabled": True,
        "keyword": "EXAMPLE",
        "labels": ["demo", "test"],
        "optInConfirmationMessage": "Hello!",
    } == api.sent.json
    assert answer is None


def test_leases_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.keywords.leases.update("EXAMPLE"))

    assert ("PUT", "/v2/keywords/leases/EXAMPLE") == (api.sent.method, api.sent.path)
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
        api.run(lambda client: client.keywords.leases.update("EXAMPLE"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)
