"""The operations behind ``client.numbers``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
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
from ..models.numbers import (
    NumberConfig,
    NumberConfigPage,
    NumberLease,
    NumberLeasePage,
    NumberList,
    Region,
    RegionPage,
)

FIND_NUMBERS_LOCAL: Operation[NumberList] = Operation(
    "findNumbersLocal",
    "GET",
    "/numbers/local",
    effect=Effect.READ,
    returns=NumberList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"limit": Param(kind="integer", limits=Limits(minimum=0)), "fields": PARTIAL},
    requires=Requires(any_query=("prefix", "city", "state", "zipcode")),
)
FIND_NUMBER_REGIONS: PagedOperation[Region] = PagedOperation(
    "findNumberRegions",
    "GET",
    "/numbers/regions",
    effect=Effect.READ,
    returns=RegionPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
FIND_NUMBERS_TOLLFREE: Operation[NumberList] = Operation(
    "findNumbersTollfree",
    "GET",
    "/numbers/tollfree",
    effect=Effect.READ,
    returns=NumberList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"limit": Param(kind="integer", limits=Limits(minimum=0)), "fields": PARTIAL},
)
FIND_NUMBER_LEASE_CONFIGS: PagedOperation[NumberConfig] = PagedOperation(
    "findNumberLeaseConfigs",
    "GET",
    "/numbers/leases/configs",
    effect=Effect.READ,
    returns=NumberConfigPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
GET_NUMBER_LEASE_CONFIG: Operation[NumberConfig] = Operation(
    "getNumberLeaseConfig",
    "GET",
    "/numbers/leases/configs/{number}",
    effect=Effect.READ,
    returns=NumberConfig,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"number": PHONE},
    query={"fields": PARTIAL},
)
UPDATE_NUMBER_LEASE_CONFIG: Operation[None] = Operation(
    "updateNumberLeaseConfig",
    "PUT",
    "/numbers/leases/configs/{number}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=NumberConfig,
    path_params={"number": PHONE},
    recipients=Recipients(
        numbers=("callTrackingConfig.transferNumbers[]", "textInboundConfig.forwardNumber"),
        patterns={
            "ivrInboundConfig.dialplanXml": "(?i)<\\s*(\\w+:)?(transfer|text|sms|gotoxml)\\b"
        },
        at_once={},
    ),
)
FIND_NUMBER_LEASES: PagedOperation[NumberLease] = PagedOperation(
    "findNumberLeases",
    "GET",
    "/numbers/leases",
    effect=Effect.READ,
    returns=NumberLeasePage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "tollFree": BOOLEAN,
        "fields": PARTIAL,
    },
)
GET_NUMBER_LEASE: Operation[NumberLease] = Operation(
    "getNumberLease",
    "GET",
    "/numbers/leases/{number}",
    effect=Effect.READ,
    returns=NumberLease,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"number": PHONE},
    query={"fields": PARTIAL},
)
UPDATE_NUMBER_LEASE: Operation[None] = Operation(
    "updateNumberLease",
    "PUT",
    "/numbers/leases/{number}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=NumberLease,
    path_params={"number": PHONE},
)
