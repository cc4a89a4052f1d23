"""The operations behind ``client.calls``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
    INTEGER,
    MS,
    PARTIAL,
    PHONE,
    DownloadOperation,
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
    Call,
    CallRecording,
    CallResult,
    ErrorResponse,
    Recipient,
    ResourceId,
    Voice,
)
from ..models.calls import (
    CallBroadcast,
    CallBroadcastPage,
    CallBroadcastStats,
    CallList,
    CallPage,
    CallRecipient,
    CallRecordingList,
)

FIND_CALLS: PagedOperation[Call] = PagedOperation(
    "findCalls",
    "GET",
    "/calls",
    effect=Effect.READ,
    returns=CallPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "id": INTEGER,
        "campaignId": INTEGER,
        "batchId": INTEGER,
        "fromNumber": PHONE,
        "toNumber": PHONE,
        "states": Param(join=",", enum=ActionState),
        "results": Param(join=",", enum=CallResult),
        "inbound": BOOLEAN,
        "intervalBegin": MS,
        "intervalEnd": MS,
    },
)
SEND_CALLS: Operation[CallList] = Operation(
    "sendCalls",
    "POST",
    "/calls",
    effect=Effect.CONTACT,
    returns=CallList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[CallRecipient],
    body_name="recipients",
    query={
        "fields": PARTIAL,
        "campaignId": INTEGER,
        "defaultLiveMessageSoundId": INTEGER,
        "defaultMachineMessageSoundId": INTEGER,
        "defaultVoice": Param(enum=Voice),
        "strictValidation": BOOLEAN,
    },
    chunk=10,
    items=Limits(min_items=1),
    requires=Requires(one_of=(("phoneNumber", "contactId"),)),
    reconcile=Reconcile(
        begin="intervalBegin",
        end="intervalEnd",
        number="phoneNumber",
        lookup_number=("toNumber", "to_number"),
    ),
    recipients=Recipients(
        numbers=("[].phoneNumber", "[].transferNumber"),
        people=("[].contactId",),
        patterns={"[].dialplanXml": "(?i)<\\s*(\\w+:)?(transfer|text|sms|gotoxml)\\b"},
    ),
    refuses_whole=RefusesWhole((400,), query={"strictValidation": "true"}),
)
GET_CALL: Operation[Call] = Operation(
    "getCall",
    "GET",
    "/calls/{id}",
    effect=Effect.READ,
    returns=Call,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
FIND_CALL_BROADCASTS: PagedOperation[CallBroadcast] = PagedOperation(
    "findCallBroadcasts",
    "GET",
    "/calls/broadcasts",
    effect=Effect.READ,
    returns=CallBroadcastPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "running": BOOLEAN,
        "scheduled": BOOLEAN,
        "intervalBegin": MS,
        "intervalEnd": MS,
    },
)
CREATE_CALL_BROADCAST: Operation[ResourceId] = Operation(
    "createCallBroadcast",
    "POST",
    "/calls/broadcasts",
    effect=Effect.CONTACT,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=CallBroadcast,
    query={"start": BOOLEAN, "strictValidation": BOOLEAN},
    requires=Requires(properties=("name",)),
    recipients=Recipients(
        numbers=("recipients[].phoneNumber", "sounds.transferNumber"),
        people=("recipients[].contactId",),
        patterns={"dialplanXml": "(?i)<\\s*(\\w+:)?(transfer|text|sms|gotoxml)\\b"},
        at_once={"start": "true"},
    ),
)
GET_CALL_BROADCAST: Operation[CallBroadcast] = Operation(
    "getCallBroadcast",
    "GET",
    "/calls/broadcasts/{id}",
    effect=Effect.READ,
    returns=CallBroadcast,
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
UPDATE_CALL_BROADCAST: Operation[None] = Operation(
    "updateCallBroadcast",
    "PUT",
    "/calls/broadcasts/{id}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=CallBroadcast,
    path_params={"id": INTEGER},
    query={"strictValidation": BOOLEAN},
    recipients=Recipients(
        numbers=("recipients[].phoneNumber", "sounds.transferNumber"),
        people=("recipients[].contactId",),
        patterns={"dialplanXml": "(?i)<\\s*(\\w+:)?(transfer|text|sms|gotoxml)\\b"},
    ),
)
ARCHIVE_VOICE_BROADCAST: Operation[None] = Operation(
    "archiveVoiceBroadcast",
    "POST",
    "/calls/broadcasts/{id}/archive",
    effect=Effect.CREATE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_CALL_BROADCAST_BATCHES: PagedOperation[Batch] = PagedOperation(
    "getCallBroadcastBatches",
    "GET",
    "/calls/broadcasts/{id}/batches",
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
ADD_CALL_BROADCAST_BATCH: Operation[ResourceId] = Operation(
    "addCallBroadcastBatch",
    "POST",
    "/calls/broadcasts/{id}/batches",
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
GET_CALL_BROADCAST_CALLS: PagedOperation[Call] = PagedOperation(
    "getCallBroadcastCalls",
    "GET",
    "/calls/broadcasts/{id}/calls",
    effect=Effect.READ,
    returns=CallPage,
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
ADD_CALL_BROADCAST_RECIPIENTS: Operation[CallList] = Operation(
    "addCallBroadcastRecipients",
    "POST",
    "/calls/broadcasts/{id}/recipients",
    effect=Effect.CONTACT,
    returns=CallList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[Recipient],
    body_name="recipients",
    path_params={"id": INTEGER},
    query={"fields": PARTIAL, "strictValidation": BOOLEAN},
    items=Limits(min_items=1),
    requires=Requires(one_of=(("phoneNumber", "contactId"),)),
    recipients=Recipients(numbers=("[].phoneNumber",), people=("[].contactId",)),
    refuses_whole=RefusesWhole((400,), query={"strictValidation": "true"}),
)
START_VOICE_BROADCAST: Operation[None] = Operation(
    "startVoiceBroadcast",
    "POST",
    "/calls/broadcasts/{id}/start",
    effect=Effect.CONTACT,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    recipients=Recipients(always=True),
)
GET_CALL_BROADCAST_STATS: Operation[CallBroadcastStats] = Operation(
    "getCallBroadcastStats",
    "GET",
    "/calls/broadcasts/{id}/stats",
    effect=Effect.READ,
    returns=CallBroadcastStats,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL, "begin": MS, "end": MS},
)
STOP_VOICE_BROADCAST: Operation[None] = Operation(
    "stopVoiceBroadcast",
    "POST",
    "/calls/broadcasts/{id}/stop",
    effect=Effect.CREATE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
TOGGLE_CALL_BROADCAST_RECIPIENTS_STATUS: Operation[None] = Operation(
    "toggleCallBroadcastRecipientsStatus",
    "POST",
    "/calls/broadcasts/{id}/toggleRecipientsStatus",
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
GET_CALL_RECORDING: Operation[CallRecording] = Operation(
    "getCallRecording",
    "GET",
    "/calls/recordings/{id}",
    effect=Effect.READ,
    returns=CallRecording,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
GET_CALL_RECORDING_MP3: DownloadOperation = DownloadOperation(
    "getCallRecordingMp3",
    "GET",
    "/calls/recordings/{id}.mp3",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=("audio/mpeg",),
    path_params={"id": INTEGER},
)
GET_CALL_RECORDINGS: Operation[CallRecordingList] = Operation(
    "getCallRecordings",
    "GET",
    "/calls/{id}/recordings",
    effect=Effect.READ,
    returns=CallRecordingList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
GET_CALL_RECORDING_BY_NAME: Operation[CallRecording] = Operation(
    "getCallRecordingByName",
    "GET",
    "/calls/{id}/recordings/{name}",
    effect=Effect.READ,
    returns=CallRecording,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
GET_CALL_RECORDING_MP3_BY_NAME: DownloadOperation = DownloadOperation(
    "getCallRecordingMp3ByName",
    "GET",
    "/calls/{id}/recordings/{name}.mp3",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=("audio/mpeg",),
    path_params={"id": INTEGER},
)
