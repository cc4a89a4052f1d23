"""The operations behind ``client.texts``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
    INTEGER,
    MS,
    PARTIAL,
    PHONE,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
    Reconcile,
    RefusesWhole,
    Wait,
)
from .._runtime.core.requirements import Limits, Requires
from .._runtime.recipients.facts import Recipients
from ..models._shared import (
    ActionState,
    Batch,
    BatchPage,
    BatchRequest,
    ErrorResponse,
    Recipient,
    ResourceId,
    Text,
    TextResult,
)
from ..models.texts import (
    TextAutoReply,
    TextAutoReplyPage,
    TextBroadcast,
    TextBroadcastCreateResponse,
    TextBroadcastPage,
    TextBroadcastStatsDto,
    TextList,
    TextPage,
    TextRecipient,
)

FIND_TEXTS: PagedOperation[Text] = PagedOperation(
    "findTexts",
    "GET",
    "/texts",
    effect=Effect.READ,
    returns=TextPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "id": INTEGER,
        "campaignId": INTEGER,
        "batchId": INTEGER,
        "fromNumber": PHONE,
        "toNumber": PHONE,
        "states": Param(join=",", enum=ActionState),
        "results": Param(join=",", enum=TextResult),
        "inbound": BOOLEAN,
        "intervalBegin": MS,
        "intervalEnd": MS,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
SEND_TEXTS: Operation[TextList] = Operation(
    "sendTexts",
    "POST",
    "/texts",
    effect=Effect.CONTACT,
    returns=TextList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[TextRecipient],
    body_name="recipients",
    query={"fields": PARTIAL, "campaignId": INTEGER, "strictValidation": BOOLEAN},
    chunk=1000,
    items=Limits(min_items=1),
    requires=Requires(
        one_of=(("phoneNumber", "contactId"),), any_of=(("message", "media", "?defaultMessage"),)
    ),
    reconcile=Reconcile(
        begin="intervalBegin",
        end="intervalEnd",
        number="phoneNumber",
        lookup_number=("toNumber", "to_number"),
        text="message",
        lookup_text="message",
    ),
    recipients=Recipients(numbers=("[].phoneNumber",), people=("[].contactId",)),
    refuses_whole=RefusesWhole((400,), query={"strictValidation": "true"}),
)
GET_TEXT: Operation[Text] = Operation(
    "getText",
    "GET",
    "/texts/{id}",
    effect=Effect.READ,
    returns=Text,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
FIND_TEXT_AUTO_REPLYS: PagedOperation[TextAutoReply] = PagedOperation(
    "findTextAutoReplys",
    "GET",
    "/texts/auto-replys",
    effect=Effect.READ,
    returns=TextAutoReplyPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "number": PHONE,
    },
)
CREATE_TEXT_AUTO_REPLY: Operation[ResourceId] = Operation(
    "createTextAutoReply",
    "POST",
    "/texts/auto-replys",
    effect=Effect.CREATE,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=TextAutoReply,
)
DELETE_TEXT_AUTO_REPLY: Operation[None] = Operation(
    "deleteTextAutoReply",
    "DELETE",
    "/texts/auto-replys/{id}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_TEXT_AUTO_REPLY: Operation[TextAutoReply] = Operation(
    "getTextAutoReply",
    "GET",
    "/texts/auto-replys/{id}",
    effect=Effect.READ,
    returns=TextAutoReply,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
FIND_TEXT_BROADCASTS: PagedOperation[TextBroadcast] = PagedOperation(
    "findTextBroadcasts",
    "GET",
    "/texts/broadcasts",
    effect=Effect.READ,
    returns=TextBroadcastPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "running": BOOLEAN,
        "scheduled": BOOLEAN,
        "intervalBegin": MS,
        "intervalEnd": MS,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
CREATE_TEXT_BROADCAST: Operation[ResourceId] = Operation(
    "createTextBroadcast",
    "POST",
    "/texts/broadcasts",
    effect=Effect.CONTACT,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=TextBroadcast,
    query={"start": BOOLEAN, "strictValidation": BOOLEAN},
    requires=Requires(properties=("name",)),
    recipients=Recipients(
        numbers=("recipients[].phoneNumber",),
        people=("recipients[].contactId",),
        at_once={"start": "true"},
    ),
)
GET_TEXT_BROADCAST: Operation[TextBroadcast] = Operation(
    "getTextBroadcast",
    "GET",
    "/texts/broadcasts/{id}",
    effect=Effect.READ,
    returns=TextBroadcast,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    wait=Wait(
        "status",
        (
            "START_PENDING",
            "SCHEDULED",
            "RUNNING",
            "VALIDATING_START",
            "VALIDATING_EMAIL",
            "APPROVED",
        ),
        failed=("SUSPENDED", "BLOCKED_SUSPICIOUS", "DECLINED"),
    ),
)
UPDATE_TEXT_BROADCAST: Operation[TextBroadcastCreateResponse | None] = Operation(
    "updateTextBroadcast",
    "PUT",
    "/texts/broadcasts/{id}",
    effect=Effect.SET,
    returns=TextBroadcastCreateResponse,
    optional=True,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=TextBroadcast,
    path_params={"id": INTEGER},
    query={"strictValidation": BOOLEAN},
    recipients=Recipients(
        numbers=("recipients[].phoneNumber",), people=("recipients[].contactId",)
    ),
)
ARCHIVE_TEXT_BROADCAST: Operation[None] = Operation(
    "archiveTextBroadcast",
    "POST",
    "/texts/broadcasts/{id}/archive",
    effect=Effect.CREATE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_TEXT_BROADCAST_BATCHES: PagedOperation[Batch] = PagedOperation(
    "getTextBroadcastBatches",
    "GET",
    "/texts/broadcasts/{id}/batches",
    effect=Effect.READ,
    returns=BatchPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    path_params={"id": INTEGER},
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
    },
)
ADD_TEXT_BROADCAST_BATCH: Operation[ResourceId] = Operation(
    "addTextBroadcastBatch",
    "POST",
    "/texts/broadcasts/{id}/batches",
    effect=Effect.CONTACT,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=BatchRequest,
    path_params={"id": INTEGER},
    query={"strictValidation": BOOLEAN},
    requires=Requires(one_of=(("recipients", "contactListId"),)),
    recipients=Recipients(
        numbers=("recipients[].phoneNumber",), people=("recipients[].contactId", "contactListId")
    ),
)
ADD_TEXT_BROADCAST_RECIPIENTS: Operation[TextList] = Operation(
    "addTextBroadcastRecipients",
    "POST",
    "/texts/broadcasts/{id}/recipients",
    effect=Effect.CONTACT,
    returns=TextList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[TextRecipient],
    body_name="recipients",
    path_params={"id": INTEGER},
    query={"fields": PARTIAL, "strictValidation": BOOLEAN},
    items=Limits(min_items=1),
    requires=Requires(one_of=(("phoneNumber", "contactId"),)),
    recipients=Recipients(numbers=("[].phoneNumber",), people=("[].contactId",)),
    refuses_whole=RefusesWhole((400,), query={"strictValidation": "true"}),
)
START_TEXT_BROADCAST: Operation[None] = Operation(
    "startTextBroadcast",
    "POST",
    "/texts/broadcasts/{id}/start",
    effect=Effect.CONTACT,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    recipients=Recipients(always=True),
)
GET_TEXT_BROADCAST_STATS: Operation[TextBroadcastStatsDto] = Operation(
    "getTextBroadcastStats",
    "GET",
    "/texts/broadcasts/{id}/stats",
    effect=Effect.READ,
    returns=TextBroadcastStatsDto,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL, "begin": MS, "end": MS},
)
STOP_TEXT_BROADCAST: Operation[None] = Operation(
    "stopTextBroadcast",
    "POST",
    "/texts/broadcasts/{id}/stop",
    effect=Effect.CREATE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_TEXT_BROADCAST_TEXTS: PagedOperation[Text] = PagedOperation(
    "getTextBroadcastTexts",
    "GET",
    "/texts/broadcasts/{id}/texts",
    effect=Effect.READ,
    returns=TextPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    path_params={"id": INTEGER},
    query={
        "batchId": INTEGER,
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
    },
)
TOGGLE_TEXT_BROADCAST_RECIPIENTS_STATUS: Operation[None] = Operation(
    "toggleTextBroadcastRecipientsStatus",
    "POST",
    "/texts/broadcasts/{id}/toggleRecipientsStatus",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[Recipient],
    body_name="recipients",
    path_params={"id": INTEGER},
    query={"enable": BOOLEAN},
    recipients=Recipients(
        numbers=("[].phoneNumber",), people=("[].contactId",), when={"enable": "true"}
    ),
)
