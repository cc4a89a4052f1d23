"""The operations behind ``client.me``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    INTEGER,
    MS,
    PARTIAL,
    PHONE,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
)
from .._runtime.core.requirements import Limits, Requires
from .._runtime.recipients.facts import Recipients
from ..models._shared import ErrorResponse
from ..models.me import (
    Account,
    ApiCredential,
    ApiCredentialPage,
    BillingPlanUsage,
    CallerIdList,
    CallerIdVerificationRequest,
    CreditUsage,
)

GET_ACCOUNT: Operation[Account] = Operation(
    "getAccount",
    "GET",
    "/me/account",
    effect=Effect.READ,
    returns=Account,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"fields": PARTIAL},
)
GET_CREDIT_USAGE: Operation[CreditUsage] = Operation(
    "getCreditUsage",
    "GET",
    "/me/billing/credit-usage",
    effect=Effect.READ,
    returns=CreditUsage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"intervalBegin": MS, "intervalEnd": MS},
)
GET_BILLING_PLAN_USAGE: Operation[BillingPlanUsage] = Operation(
    "getBillingPlanUsage",
    "GET",
    "/me/billing/plan-usage",
    effect=Effect.READ,
    returns=BillingPlanUsage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
)
GET_CALLER_IDS: Operation[CallerIdList] = Operation(
    "getCallerIds",
    "GET",
    "/me/callerids",
    effect=Effect.READ,
    returns=CallerIdList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
)
SEND_VERIFICATION_CODE_TO_CALLER_ID: Operation[None] = Operation(
    "sendVerificationCodeToCallerId",
    "POST",
    "/me/callerids/{callerid}",
    effect=Effect.CONTACT,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"callerid": PHONE},
    recipients=Recipients(numbers=("{callerid}",)),
)
VERIFY_CALLER_ID: Operation[bool] = Operation(
    "verifyCallerId",
    "POST",
    "/me/callerids/{callerid}/verification-code",
    effect=Effect.SET,
    returns=bool,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=CallerIdVerificationRequest,
    path_params={"callerid": PHONE},
    requires=Requires(properties=("verificationCode",)),
)
FIND_API_CREDENTIALS: PagedOperation[ApiCredential] = PagedOperation(
    "findApiCredentials",
    "GET",
    "/me/api/credentials",
    effect=Effect.READ,
    returns=ApiCredentialPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
    },
    login="account",
)
CREATE_API_CREDENTIAL: Operation[ApiCredential] = Operation(
    "createApiCredential",
    "POST",
    "/me/api/credentials",
    effect=Effect.CREDENTIALS,
    returns=ApiCredential,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=ApiCredential,
    login="account",
)
DELETE_API_CREDENTIAL: Operation[None] = Operation(
    "deleteApiCredential",
    "DELETE",
    "/me/api/credentials/{id}",
    effect=Effect.CREDENTIALS,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    login="account",
)
GET_API_CREDENTIAL: Operation[ApiCredential] = Operation(
    "getApiCredential",
    "GET",
    "/me/api/credentials/{id}",
    effect=Effect.READ,
    returns=ApiCredential,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    login="account",
)
DISABLE_API_CREDENTIALS: Operation[None] = Operation(
    "disableApiCredentials",
    "POST",
    "/me/api/credentials/{id}/disable",
    effect=Effect.CREDENTIALS,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    login="account",
)
ENABLE_API_CREDENTIALS: Operation[None] = Operation(
    "enableApiCredentials",
    "POST",
    "/me/api/credentials/{id}/enable",
    effect=Effect.CREDENTIALS,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    login="account",
)
