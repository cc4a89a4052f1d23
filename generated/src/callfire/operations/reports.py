"""The operations behind ``client.reports``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import INTEGER, PHONE, Effect, PagedOperation, Paging, Param
from .._runtime.core.requirements import Limits
from ..models._shared import ErrorResponse
from ..models.reports import DeliveryCategory, DeliveryReport, DeliveryState, PageDeliveryReport

GET_DELIVERY_REPORTS: PagedOperation[DeliveryReport] = PagedOperation(
    "getDeliveryReports",
    "GET",
    "/reports/delivery",
    effect=Effect.READ,
    returns=PageDeliveryReport,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "campaignId": INTEGER,
        "fromNumber": PHONE,
        "toNumber": PHONE,
        "deliveryCategory": Param(enum=DeliveryCategory),
        "deliveryState": Param(enum=DeliveryState),
    },
)
