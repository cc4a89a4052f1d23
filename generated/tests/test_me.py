"""What ``client.me`` sends, and what becomes of the responses."""

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
    api.responds(ACCOUNT_JSON)

    result = api.run(lambda client: client.me.get_account(fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/account")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == ACCOUNT_MODEL


def test_get_account_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.get_account())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/account")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Account()


def test_get_account_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**ACCOUNT_JSON, "id": "many", "email": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.get_account())

    unusual = result
    assert unusual.id == "many"
    assert unusual.email is None


def test_get_account_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_account())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_get_credit_usage_sends_everything(api: Any) -> None:
    """``GET /me/billing/credit-usage``: Get credits used, with every argument."""
    api.responds(CREDIT_USAGE_JSON)

    result = api.run(
        lambda client: client.me.get_credit_usage(
            interval_begin=datetime(2026, 3, 1, 12, tzinfo=UTC),
            interval_end=datetime(2026, 3, 1, 12, tzinfo=UTC),
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/billing/credit-usage")
    assert api.sent.query == [("intervalBegin", "1772366400000"), ("intervalEnd", "1772366400000")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CREDIT_USAGE_MODEL


def test_get_credit_usage_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.get_credit_usage())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/billing/credit-usage")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CreditUsage()


def test_get_credit_usage_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CREDIT_USAGE_JSON,
            "callsDurationMinutes": "many",
            "creditsUsed": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.get_credit_usage())

    unusual = result
    assert unusual.calls_duration_minutes == "many"
    assert unusual.credits_used is None


def test_get_credit_usage_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_credit_usage())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_get_plan_usage_sends_everything(api: Any) -> None:
    """``GET /me/billing/plan-usage``: Get remaining credits."""
    api.responds(BILLING_PLAN_USAGE_JSON)

    result = api.run(lambda client: client.me.get_plan_usage())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/billing/plan-usage")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == BILLING_PLAN_USAGE_MODEL


def test_get_plan_usage_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.get_plan_usage())

    assert result == models.BillingPlanUsage()


def test_get_plan_usage_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **BILLING_PLAN_USAGE_JSON,
            "remainingPayAsYouGoCredits": "much",
            "intervalEnd": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.get_plan_usage())

    unusual = result
    assert unusual.remaining_pay_as_you_go_credits == "much"
    assert unusual.interval_end is None


def test_get_plan_usage_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.get_plan_usage())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_caller_ids_list_sends_everything(api: Any) -> None:
    """``GET /me/callerids``: List verified caller ids."""
    api.responds(CALLER_ID_LIST_JSON)

    result = api.run(lambda client: client.me.caller_ids.list())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/callerids")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CALLER_ID_LIST_MODEL


def test_caller_ids_list_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.caller_ids.list())

    assert result == models.CallerIdList()


def test_caller_ids_list_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {**CALLER_ID_LIST_JSON, "items": [{**CALLER_ID_JSON, "phoneNumber": 5, api.novelty: True}]}
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.caller_ids.list())

    unusual = result.items[0]
    assert unusual.phone_number == 5


def test_caller_ids_list_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.caller_ids.list())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_caller_ids_send_code_sends_everything(api: Any) -> None:
    """``POST /me/callerids/{callerid}``: Request a caller id code, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/me/callerids/12135551122")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_caller_ids_send_code_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_caller_ids_send_code_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.caller_ids.send_code("12135551122"))

    assert len(api.every_sent) == 1


def test_caller_ids_verify_sends_everything(api: Any) -> None:
    """``POST /me/callerids/{callerid}/verification-code``: Verify a caller id, with every
    argument.
    """
    api.responds(True)

    result = api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert (api.sent.method, api.sent.path) == (
        "POST",
        "/v2/me/callerids/12135551122/verification-code",
    )
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"verificationCode": "1234"}
    assert result == True


def test_caller_ids_verify_takes_an_empty_response(api: Any) -> None:
    """Accepts an empty response."""
    api.responds(True)

    result = api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert result == True


def test_caller_ids_verify_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.caller_ids.verify("12135551122", "1234"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_credentials_find_sends_everything(api: Any) -> None:
    """``GET /me/api/credentials``: Find API credentials, with every argument."""
    api.responds(API_CREDENTIAL_PAGE_JSON)

    result = api.run(
        lambda client: client.me.credentials.find(name="Example", fields="id", limit=10, offset=20)
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/api/credentials")
    assert api.sent.query == [
        ("name", "Example"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == API_CREDENTIAL_PAGE_MODEL
    assert result.items == API_CREDENTIAL_PAGE_MODEL.items


def test_credentials_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.credentials.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/api/credentials")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.ApiCredentialPage()
    assert result.items == []


def test_credentials_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **API_CREDENTIAL_PAGE_JSON,
            "items": [{**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.credentials.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.enabled is None


def test_credentials_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [API_CREDENTIAL_JSON], "totalCount": 2})
    api.responds({"items": [{**API_CREDENTIAL_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.me.credentials.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_credentials_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.credentials.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_credentials_create_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials``: Create an API credential, with every argument."""
    api.responds(API_CREDENTIAL_JSON)

    result = api.run(lambda client: client.me.credentials.create(enabled=True, name="Example"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/me/api/credentials")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"enabled": True, "name": "Example"}
    assert result == API_CREDENTIAL_MODEL


def test_credentials_create_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.credentials.create())

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/me/api/credentials")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result == models.ApiCredential()


def test_credentials_create_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.credentials.create())

    unusual = result
    assert unusual.id == "many"
    assert unusual.enabled is None


def test_credentials_create_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.me.credentials.create())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_credentials_create_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.create())

    assert len(api.every_sent) == 1


def test_credentials_delete_sends_everything(api: Any) -> None:
    """``DELETE /me/api/credentials/{id}``: Delete an API credential, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.me.credentials.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/me/api/credentials/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_credentials_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_credentials_delete_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.delete(11646003))

    assert len(api.every_sent) == 1


def test_credentials_get_sends_everything(api: Any) -> None:
    """``GET /me/api/credentials/{id}``: Get an API credential, with every argument."""
    api.responds(API_CREDENTIAL_JSON)

    result = api.run(lambda client: client.me.credentials.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/api/credentials/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == API_CREDENTIAL_MODEL


def test_credentials_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.me.credentials.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/me/api/credentials/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.ApiCredential()


def test_credentials_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**API_CREDENTIAL_JSON, "id": "many", "enabled": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.me.credentials.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.enabled is None


def test_credentials_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_credentials_disable_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials/{id}/disable``: Disable an API credential, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.me.credentials.disable(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/me/api/credentials/11646003/disable")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_credentials_disable_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.disable(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_credentials_disable_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.disable(11646003))

    assert len(api.every_sent) == 1


def test_credentials_enable_sends_everything(api: Any) -> None:
    """``POST /me/api/credentials/{id}/enable``: Enable an API credential, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.me.credentials.enable(11646003))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/me/api/credentials/11646003/enable")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_credentials_enable_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.me.credentials.enable(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_credentials_enable_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.me.credentials.enable(11646003))

    assert len(api.every_sent) == 1
