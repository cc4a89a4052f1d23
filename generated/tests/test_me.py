"""What ``client.me`` sends, and what becomes of the answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

ACCOUNT_JSON: dict[str, Any] = {
    "email": "ada@example.com",
    "firstName": "Example",
    "id": 11646003,
    "lastName": "Example",
    "name": "Example",
    "permissions": ["API"],
}
ACCOUNT_MODEL = models.Account(
    email="ada@example.com",
    first_name="Example",
    id=11646003,
    last_name="Example",
    name="Example",
    permissions=[models.AccountPermission.API],
)
CREDIT_USAGE_JSON: dict[str, Any] = {
    "callsDurationMinutes": 5,
    "creditsUsed": 1.5,
    "intervalBegin": 1772366400000,
    "intervalEnd": 1772366400000,
    "textsSent": 5,
}
CREDIT_USAGE_MODEL = models.CreditUsage(
    calls_duration_minutes=5,
    credits_used=1.5,
    interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
    interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
    texts_sent=5,
)
BILLING_PLAN_USAGE_JSON: dict[str, Any] = {
    "intervalEnd": 1772366400000,
    "intervalStart": 1772366400000,
    "remainingPayAsYouGoCredits": 1.5,
    "remainingPlanCredits": 1.5,
    "totalRemainingCredits": 1.5,
}
BILLING_PLAN_USAGE_MODEL = models.BillingPlanUsage(
    interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
    interval_start=datetime(2026, 3, 1, 12, tzinfo=UTC),
    remaining_pay_as_you_go_credits=1.5,
    remaining_plan_credits=1.5,
    total_remaining_credits=1.5,
)
CALLER_ID_JSON: dict[str, Any] = {"phoneNumber": "12135551122"}
CALLER_ID_MODEL = models.CallerId(phone_number="12135551122")
CALLER_ID_LIST_JSON: dict[str, Any] = {"items": [CALLER_ID_JSON]}
CALLER_ID_LIST_MODEL = models.CallerIdList(items=[CALLER_ID_MODEL])
API_CREDENTIAL_JSON: dict[str, Any] = {
    "enabled": True,
    "id": 11646003,
    "name": "Example",
    "password": "not a real password",
    "username": "some text",
}
API_CREDENTIAL_MODEL = models.ApiCredential(
    enabled=True, id=11646003, name="Example", password="not a real password", username="some text"
)
API_CREDENTIAL_PAGE_JSON: dict[str, Any] = {
    "items": [API_CREDENTIAL_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
API_CREDENTIAL_PAGE_MODEL = models.ApiCredentialPage(
    items=[API_CREDENTIAL_MODEL], limit=10, offset=20, total_count=5
)


def test_get_account_sends_everything(api: Any) -> None:
    """``GET /me/account``: Get your account, with every argument."""
    api.answers(ACCOUNT_JSON)

    answer = api.run(lambda client: client.me.get_account(fields="id"))

    assert ("GET", "/v2/me/account") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert ACCOUNT_MODEL == answer


def test_get_account_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.get_account())

    assert ("GET", "/v2/me/account") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.Account() == answer


def test_get_account_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**ACCOUNT_JSON, "id": "many", "email": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.get_account())

    odd = answer
    assert "many" == odd.id
    assert odd.email is None


def test_get_account_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_account())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_get_credit_usage_sends_everything(api: Any) -> None:
    """``GET /me/billing/credit-usage``: Get credits used, with every argument."""
    api.answers(CREDIT_USAGE_JSON)

    answer = api.run(
        lambda client: client.me.get_credit_usage(
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
        )
    )

    assert ("GET", "/v2/me/billing/credit-usage") == (api.sent.method, api.sent.path)
    assert [("intervalBegin", "1772366400000"), ("intervalEnd", "1772366400000")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert CREDIT_USAGE_MODEL == answer


def test_get_credit_usage_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.get_credit_usage())

    assert ("GET", "/v2/me/billing/credit-usage") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.CreditUsage() == answer


def test_get_credit_usage_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **CREDIT_USAGE_JSON,
            "callsDurationMinutes": "many",
            "creditsUsed": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.get_credit_usage())

    odd = answer
    assert "many" == odd.calls_duration_minutes
    assert odd.credits_used is None


def test_get_credit_usage_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_credit_usage())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_get_plan_usage_sends_everything(api: Any) -> None:
    """``GET /me/billing/plan-usage``: Get remaining credits."""
    api.answers(BILLING_PLAN_USAGE_JSON)

    answer = api.run(lambda client: client.me.get_plan_usage())

    assert ("GET", "/v2/me/billing/plan-usage") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert BILLING_PLAN_USAGE_MODEL == answer


def test_get_plan_usage_takes_an_empty_answer(api: Any) -> None:
    """Accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.get_plan_usage())

    assert models.BillingPlanUsage() == answer


def test_get_plan_usage_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **BILLING_PLAN_USAGE_JSON,
            "remainingPayAsYouGoCredits": "much",
            "intervalEnd": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.get_plan_usage())

    odd = answer
    assert "much" == odd.remaining_pay_as_you_go_credits
    assert odd.interval_end is None


def test_get_plan_usage_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_plan_usage())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_caller_ids_list_sends_everything(api: Any) -> None:
    """``GET /me/callerids``: List verified caller ids."""
    api.answers(CALLER_ID_LIST_JSON)

    answer = api.run(lambda client: client.me.caller_ids.list())

    assert ("GET", "/v2/me/callerids") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert CALLER_ID_LIST_MODEL == answer


def test_caller_ids_list_takes_an_empty_answer(api: Any) -> None:
    """Accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.caller_ids.list())

    assert models.CallerIdList() == answer


def test_caller_ids_list_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {**CALLER_ID_LIST_JSON, "items": [{**CALLER_ID_JSON, "phoneNumber": 5, api.novelty: True}]}
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.caller_ids.list())

    odd = answer.items[0]
    assert 5 == odd.phone_number


def test_caller_ids_list_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.caller_ids.list())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_caller_ids_send_code_sends_everything(api: Any) -> None:
    """``POST /me/callerids/{callerid}``: Request a caller id code, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert ("POST", "/v2/me/callerids/12135551122") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_caller_ids_send_code_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_caller_ids_send_code_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert 1 == len(api.every_sent)


def test_caller_ids_verify_sends_everything(api: Any) -> None:
    """``POST /me/callerids/{callerid}/verification-code``: Verify a caller id, with every
    argument.
    """
    api.answers(True)

    answer = api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert ("POST", "/v2/me/callerids/12135551122/verification-code") == (
        api.sent.method,
        api.sent.path,
    )
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"verificationCode": "1234"} == api.sent.json
    assert True == answer


def test_caller_ids_verify_takes_an_empty_answer(api: Any) -> None:
    """Accepts an empty response."""
    api.answers(True)

    answer = api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert True == answer


def test_caller_ids_verify_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_find_sends_everything(api: Any) -> None:
    """``GET /me/api/credentials``: Find API credentials, with every argument."""
    api.answers(API_CREDENTIAL_PAGE_JSON)

    answer = api.run(
        lambda client: client.me.credentials.find(name="Example", fields="id", limit=10, offset=20)
    )

    assert ("GET", "/v2/me/api/credentials") == (api.sent.method, api.sent.path)
    assert [
        ("name", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert API_CREDENTIAL_PAGE_MODEL == answer.response
    assert API_CREDENTIAL_PAGE_MODEL.items == answer.items


def test_credentials_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.credentials.find())

    assert ("GET", "/v2/me/api/credentials") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.ApiCredentialPage() == answer.response
    assert [] == answer.items


def test_credentials_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **API_CREDENTIAL_PAGE_JSON,
            "items": [{**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.credentials.find())

    odd = answer.response.items[0]
    assert "many" == odd.id
    assert odd.enabled is None


def test_credentials_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [API_CREDENTIAL_JSON], "totalCount": 2})
    api.answers({"items": [{**API_CREDENTIAL_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.me.credentials.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_credentials_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.credentials.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_create_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials``: Create an API credential, with every argument."""
    api.answers(API_CREDENTIAL_JSON)

    answer = api.run(lambda client: client.me.credentials.create(enabled=True, name="Example"))

    assert ("POST", "/v2/me/api/credentials") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"enabled": True, "name": "Example"} == api.sent.json
    assert API_CREDENTIAL_MODEL == answer


def test_credentials_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.credentials.create())

    assert ("POST", "/v2/me/api/credentials") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert models.ApiCredential() == answer


def test_credentials_create_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.credentials.create())

    odd = answer
    assert "many" == odd.id
    assert odd.enabled is None


def test_credentials_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.credentials.create())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.create())

    assert 1 == len(api.every_sent)


def test_credentials_delete_sends_everything(api: Any) -> None:
    """``DELETE /me/api/credentials/{id}``: Delete an API credential, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.me.credentials.delete(11646003))

    assert ("DELETE", "/v2/me/api/credentials/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_credentials_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.delete(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_delete_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.delete(11646003))

    assert 1 == len(api.every_sent)


def test_credentials_get_sends_everything(api: Any) -> None:
    """``GET /me/api/credentials/{id}``: Get an API credential, with every argument."""
    api.answers(API_CREDENTIAL_JSON)

    answer = api.run(lambda client: client.me.credentials.get(11646003, fields="id"))

    assert ("GET", "/v2/me/api/credentials/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert API_CREDENTIAL_MODEL == answer


def test_credentials_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.me.credentials.get(11646003))

    assert ("GET", "/v2/me/api/credentials/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.ApiCredential() == answer


def test_credentials_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.me.credentials.get(11646003))

    odd = answer
    assert "many" == odd.id
    assert odd.enabled is None


def test_credentials_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_disable_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials/{id}/disable``: Disable an API credential, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.me.credentials.disable(11646003))

    assert ("POST", "/v2/me/api/credentials/11646003/disable") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_credentials_disable_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.disable(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_disable_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.disable(11646003))

    assert 1 == len(api.every_sent)


def test_credentials_enable_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials/{id}/enable``: Enable an API credential, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.me.credentials.enable(11646003))

    assert ("POST", "/v2/me/api/credentials/11646003/enable") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_credentials_enable_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.enable(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_credentials_enable_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.enable(11646003))

    assert 1 == len(api.every_sent)
