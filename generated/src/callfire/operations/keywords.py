"""The operations behind ``client.keywords``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    INTEGER,
    PARTIAL,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
)
from .._runtime.core.requirements import Limits
from .._runtime.recipients.facts import Recipients
from ..models._shared import ErrorResponse
from ..models.keywords import (
    KeywordConfig,
    KeywordConfigPage,
    KeywordLease,
    KeywordLeasePage,
    KeywordList,
)

FIND_KEYWORDS: Operation[KeywordList] = Operation(
    "findKeywords",
    "GET",
    "/keywords",
    effect=Effect.READ,
    returns=KeywordList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
)
IS_KEYWORD_AVAILABLE: Operation[bool] = Operation(
    "isKeywordAvailable",
    "GET",
    "/keywords/{keyword}/available",
    effect=Effect.READ,
    returns=bool,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
)
FIND_KEYWORD_LEASE_CONFIGS: PagedOperation[KeywordConfig] = PagedOperation(
    "findKeywordLeaseConfigs",
    "GET",
    "/keywords/leases/configs",
    effect=Effect.READ,
    returns=KeywordConfigPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
GET_KEYWORD_LEASE_CONFIG: Operation[KeywordConfig] = Operation(
    "getKeywordLeaseConfig",
    "GET",
    "/keywords/leases/configs/{keyword}",
    effect=Effect.READ,
    returns=KeywordConfig,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"fields": PARTIAL},
)
UPDATE_KEYWORD_LEASE_CONFIG: Operation[None] = Operation(
    "updateKeywordLeaseConfig",
    "PUT",
    "/keywords/leases/configs/{keyword}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=KeywordConfig,
    recipients=Recipients(numbers=("textInboundConfig.forwardNumber",), at_once={}),
)
FIND_KEYWORD_LEASES: PagedOperation[KeywordLease] = PagedOperation(
    "findKeywordLeases",
    "GET",
    "/keywords/leases",
    effect=Effect.READ,
    returns=KeywordLeasePage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
GET_KEYWORD_LEASE_BY_ID: Operation[KeywordLease] = Operation(
    "getKeywordLeaseById",
    "GET",
    "/keywords/leases/id/{id}",
    effect=Effect.READ,
    returns=KeywordLease,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
GET_KEYWORD_LEASE: Operation[KeywordLease] = Operation(
    "getKeywordLease",
    "GET",
    "/keywords/leases/{keyword}",
    effect=Effect.READ,
    returns=KeywordLease,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"fields": PARTIAL},
)
UPDATE_KEYWORD_LEASE: Operation[None] = Operation(
    "updateKeywordLease",
    "PUT",
    "/keywords/leases/{keyword}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=KeywordLease,
)
