"""The operations behind ``client.orders``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    INTEGER,
    MS,
    PARTIAL,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
    Wait,
)
from .._runtime.core.requirements import Limits, Requires
from ..models._shared import ErrorResponse, ResourceId
from ..models.orders import (
    FindOrdersStatus,
    KeywordPurchaseRequest,
    NumberOrder,
    NumberPurchaseRequest,
    PageNumberOrder,
)

FIND_ORDERS: PagedOperation[NumberOrder] = PagedOperation(
    "findOrders",
    "GET",
    "/orders",
    effect=Effect.READ,
    returns=PageNumberOrder,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
        "status": Param(join=",", enum=FindOrdersStatus),
        "intervalBegin": MS,
        "intervalEnd": MS,
    },
)
ORDER_KEYWORDS: Operation[ResourceId] = Operation(
    "orderKeywords",
    "POST",
    "/orders/keywords",
    effect=Effect.CONTACT,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=KeywordPurchaseRequest,
    query={"fields": PARTIAL},
    requires=Requires(properties=("keywords",)),
)
ORDER_NUMBERS: Operation[ResourceId] = Operation(
    "orderNumbers",
    "POST",
    "/orders/numbers",
    effect=Effect.CONTACT,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=NumberPurchaseRequest,
    query={"fields": PARTIAL},
    requires=Requires(any_of=(("numbers", "localCount", "tollFreeCount"),)),
)
GET_ORDER: Operation[NumberOrder] = Operation(
    "getOrder",
    "GET",
    "/orders/{id}",
    effect=Effect.READ,
    returns=NumberOrder,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    wait=Wait(
        "status",
        ("NEW", "PROCESSING", "WAIT_FOR_PAYMENT", "APPROVE_TIER_ONE", "APPROVE_TIER_TWO"),
        failed=("PAYMENT_ERROR", "VOID", "ERRORED", "REJECTED"),
    ),
)
