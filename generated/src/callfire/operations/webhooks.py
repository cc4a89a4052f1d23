"""The operations behind ``client.webhooks``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
    INTEGER,
    PARTIAL,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
)
from .._runtime.core.requirements import Limits, Requires
from ..models._shared import ErrorResponse, ResourceId
from ..models.webhooks import (
    ItemListWebhookResource,
    Webhook,
    WebhookEventType,
    WebhookPage,
    WebhookResource,
    WebhookResourceType,
)

FIND_WEBHOOKS: PagedOperation[Webhook] = PagedOperation(
    "findWebhooks",
    "GET",
    "/webhooks",
    effect=Effect.READ,
    returns=WebhookPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "resource": Param(enum=WebhookResourceType),
        "event": Param(enum=WebhookEventType),
        "enabled": BOOLEAN,
    },
)
CREATE_WEBHOOK: Operation[ResourceId] = Operation(
    "createWebhook",
    "POST",
    "/webhooks",
    effect=Effect.CREATE,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=Webhook,
    requires=Requires(
        properties=("name", "resource", "events", "callback"),
        known_events=("resource", "events"),
        events={
            "MonthlyRenewal": ("Finished", "Failed"),
            "LowBalance": ("Finished", "Failed"),
            "CccCampaign": ("Started", "Stopped", "Finished"),
            "CallBroadcast": ("Started", "Stopped", "Finished"),
            "TextBroadcast": ("Started", "Stopped", "Finished"),
            "OutboundCall": ("Finished",),
            "InboundCall": ("Finished",),
            "OutboundText": ("Finished",),
            "InboundText": ("Finished",),
            "ContactList": ("ValidationFinished", "ValidationFailed"),
            "OutboundTextDeliveryReport": ("Received",),
        },
    ),
)
FIND_WEBHOOK_RESOURCES: Operation[ItemListWebhookResource] = Operation(
    "findWebhookResources",
    "GET",
    "/webhooks/resources",
    effect=Effect.READ,
    returns=ItemListWebhookResource,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    query={"fields": PARTIAL},
)
GET_WEBHOOK_RESOURCE: Operation[WebhookResource] = Operation(
    "getWebhookResource",
    "GET",
    "/webhooks/resources/{resource}",
    effect=Effect.READ,
    returns=WebhookResource,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"resource": Param(enum=WebhookResourceType)},
    query={"fields": PARTIAL},
)
DELETE_WEBHOOK: Operation[None] = Operation(
    "deleteWebhook",
    "DELETE",
    "/webhooks/{id}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_WEBHOOK: Operation[Webhook] = Operation(
    "getWebhook",
    "GET",
    "/webhooks/{id}",
    effect=Effect.READ,
    returns=Webhook,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
UPDATE_WEBHOOK: Operation[None] = Operation(
    "updateWebhook",
    "PUT",
    "/webhooks/{id}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=Webhook,
    path_params={"id": INTEGER},
    requires=Requires(
        known_events=("resource", "events"),
        events={
            "MonthlyRenewal": ("Finished", "Failed"),
            "LowBalance": ("Finished", "Failed"),
            "CccCampaign": ("Started", "Stopped", "Finished"),
            "CallBroadcast": ("Started", "Stopped", "Finished"),
            "TextBroadcast": ("Started", "Stopped", "Finished"),
            "OutboundCall": ("Finished",),
            "InboundCall": ("Finished",),
            "OutboundText": ("Finished",),
            "InboundText": ("Finished",),
            "ContactList": ("ValidationFinished", "ValidationFailed"),
            "OutboundTextDeliveryReport": ("Received",),
        },
    ),
)
