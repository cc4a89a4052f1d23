"""What the fake checks of each request, and what calls do to its state."""

from __future__ import annotations

from .._client import SETTINGS
from .._runtime.testing.rules import Check, Contract, Limits, Requires, Route, Rules
from ..operations import by_id

__all__ = ["CONTRACT"]

_ROUTES = (
    Route(
        "findCalls",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check(
                "id",
                "query",
                kind="integer",
                many=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "batchId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fromNumber", "query", kind="phone"),
            Check("toNumber", "query", kind="phone"),
            Check("label", "query"),
            Check(
                "states",
                "query",
                many=True,
                join=",",
                values=(
                    "READY",
                    "SELECTED",
                    "CALLBACK",
                    "FINISHED",
                    "DISABLED",
                    "SKIPPED",
                    "DNC",
                    "DUP",
                    "INVALID",
                    "TIMEOUT",
                    "PERIOD_LIMIT",
                ),
            ),
            Check(
                "results",
                "query",
                many=True,
                join=",",
                values=(
                    "LA",
                    "AM",
                    "BUSY",
                    "DNC",
                    "XFER",
                    "NO_ANS",
                    "XFER_LEG",
                    "INTERNAL_ERROR",
                    "CARRIER_ERROR",
                    "CARRIER_TEMP_ERROR",
                    "UNDIALED",
                    "SD",
                    "POSTPONED",
                    "ABANDONED",
                    "SKIPPED",
                ),
            ),
            Check("inbound", "query", kind="boolean"),
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(
            filter={
                "states": "state",
                "results": "finalCallResult",
                "intervalBegin": ">=created",
                "intervalEnd": "<=created",
            }
        ),
    ),
    Route(
        "sendCalls",
        (
            Check("fields", "query"),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("defaultLiveMessage", "query"),
            Check("defaultMachineMessage", "query"),
            Check(
                "defaultLiveMessageSoundId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "defaultMachineMessageSoundId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "defaultVoice",
                "query",
                values=("MALE1", "FEMALE1", "FEMALE2", "SPANISH1", "FRENCHCANADIAN1"),
            ),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        items=Limits(min_items=1),
        requires=Requires(one_of=(("phoneNumber", "contactId"),)),
        rules=Rules(
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            query={"campaignId": "campaignId"},
            set={"state": "READY", "inbound": False},
            later={"state": "FINISHED", "finalCallResult": "LA"},
            stamp=("created", "modified"),
        ),
    ),
    Route(
        "findCallBroadcasts",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("label", "query"),
            Check("name", "query"),
            Check("running", "query", kind="boolean"),
            Check("scheduled", "query", kind="boolean"),
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        page=10,
        rules=Rules(
            filter={
                "name": "~name",
                "intervalBegin": ">=lastModified",
                "intervalEnd": "<=lastModified",
            },
            when={"running": {"status": "RUNNING"}, "scheduled": {"status": "SCHEDULED"}},
        ),
    ),
    Route(
        "createCallBroadcast",
        (
            Check("start", "query", kind="boolean"),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        requires=Requires(properties=("name",)),
        status=201,
        rules=Rules(
            rename={"recipients": ""},
            set={"status": "SETUP"},
            when={"start": {"status": "RUNNING"}},
            later={"status": "FINISHED"},
            stamp=("lastModified",),
            also=(
                Rules(
                    collection="/calls",
                    each={"recipients": ""},
                    where={"campaignId": "created"},
                    rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
                    set={"state": "READY", "inbound": False},
                    stamp=("created", "modified"),
                ),
            ),
        ),
    ),
    Route(
        "getCallBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateCallBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        rules=Rules(rename={"recipients": ""}, stamp=("lastModified",)),
    ),
    Route(
        "archiveVoiceBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "ARCHIVED"}),
    ),
    Route(
        "getCallBroadcastBatches",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
        rules=Rules(collection="/campaigns/batches", where={"broadcastId": "id"}),
    ),
    Route(
        "addCallBroadcastBatch",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        requires=Requires(one_of=(("recipients", "contactListId"),)),
        status=201,
        rules=Rules(
            collection="/campaigns/batches",
            where={"broadcastId": "id"},
            rename={"recipients": ""},
            set={"status": "NEW", "enabled": True},
            later={"status": "ACTIVE"},
            stamp=("created",),
            also=(
                Rules(
                    collection="/calls",
                    each={"recipients": ""},
                    where={"campaignId": "id", "batchId": "created"},
                    rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
                    set={"state": "READY", "inbound": False},
                    stamp=("created", "modified"),
                ),
            ),
        ),
    ),
    Route(
        "getCallBroadcastCalls",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "batchId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
        rules=Rules(collection="/calls", where={"campaignId": "id"}),
    ),
    Route(
        "addCallBroadcastRecipients",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        items=Limits(min_items=1),
        requires=Requires(one_of=(("phoneNumber", "contactId"),)),
        rules=Rules(
            collection="/calls",
            where={"campaignId": "id"},
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            set={"state": "READY", "inbound": False},
            stamp=("created", "modified"),
        ),
    ),
    Route(
        "startVoiceBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "RUNNING"}, later={"status": "FINISHED"}),
    ),
    Route(
        "getCallBroadcastStats",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check(
                "begin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "end",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "stopVoiceBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "STOPPED"}),
    ),
    Route(
        "toggleCallBroadcastRecipientsStatus",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("enable", "query", kind="boolean"),
        ),
        body=True,
        rules=Rules(
            does="switch",
            collection="/calls",
            where={"campaignId": "id"},
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            set={"state": "DISABLED"},
            when={"enable": {"state": "READY"}},
        ),
    ),
    Route(
        "getCallRecording",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "getCallRecordingMp3",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "getCall",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "getCallRecordings",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
        rules=Rules(collection="/calls/recordings", where={"callId": "id"}),
    ),
    Route(
        "getCallRecordingByName",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("name", "path", required=True),
            Check("fields", "query"),
        ),
        rules=Rules(collection="/calls/recordings", key="name", where={"callId": "id"}),
    ),
    Route(
        "getCallRecordingMp3ByName",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("name", "path", required=True),
        ),
        rules=Rules(collection="/calls/recordings", key="name", where={"callId": "id"}),
    ),
    Route(
        "getCampaignBatch",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateCampaignBatch",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        body=True,
    ),
    Route(
        "findCampaignSounds",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("filter", "query"),
            Check("includeArchived", "query", kind="boolean"),
            Check("includePending", "query", kind="boolean"),
            Check("includeScrubbed", "query", kind="boolean"),
            Check("fields", "query"),
        ),
        rules=Rules(filter={"filter": "~name"}, reveal="includeArchived"),
    ),
    Route(
        "postCallCampaignSound",
        (Check("fields", "query"),),
        body=True,
        requires=Requires(properties=("toNumber",)),
        rules=Rules(
            collection="/campaigns/sounds",
            rename={"toNumber": ""},
            set={"status": "RECORDING"},
            later={"status": "ACTIVE"},
            stamp=("created",),
        ),
    ),
    Route(
        "postFileCampaignSound",
        (
            Check("fields", "query"),
            Check("file", "form", kind="file", required=True),
            Check("name", "form"),
        ),
        rules=Rules(
            collection="/campaigns/sounds",
            set={"status": "UPLOAD"},
            later={"status": "ACTIVE"},
            stamp=("created",),
            same={"duplicate": True},
        ),
    ),
    Route(
        "postTTSCampaignSound",
        (Check("fields", "query"),),
        body=True,
        requires=Requires(properties=("message",)),
        rules=Rules(
            collection="/campaigns/sounds",
            rename={"message": "", "voice": ""},
            set={"status": "ACTIVE"},
            stamp=("created",),
        ),
    ),
    Route(
        "deleteCampaignSound",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        soft={"status": "ARCHIVED"},
    ),
    Route(
        "getCampaignSound",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "getCampaignSoundDataMp3",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "getCampaignSoundDataWav",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "findContacts",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check(
                "id",
                "query",
                kind="integer",
                many=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("number", "query", kind="phone", many=True),
            Check(
                "contactListId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("propertyName", "query"),
            Check("propertyValue", "query"),
        ),
        rules=Rules(
            filter={
                "number": ["homePhone", "workPhone", "mobilePhone"],
                "contactListId": "@/contacts/lists/{contactListId}/items",
                "propertyValue": "properties.{propertyName}",
            }
        ),
    ),
    Route(
        "createContacts",
        body=True,
        items=Limits(min_items=1),
        requires=Requires(
            any_of=(
                (
                    "homePhone",
                    "workPhone",
                    "mobilePhone",
                    "extraPhone1",
                    "extraPhone2",
                    "extraPhone3",
                ),
            )
        ),
    ),
    Route(
        "findDoNotContacts",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("prefix", "query"),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("source", "query"),
            Check("call", "query", kind="boolean"),
            Check("text", "query", kind="boolean"),
            Check("inboundCall", "query", kind="boolean"),
            Check("inboundText", "query", kind="boolean"),
            Check("number", "query", kind="phone", many=True),
        ),
        rules=Rules(filter={"prefix": "^number"}),
    ),
    Route(
        "addDoNotContacts",
        body=True,
        requires=Requires(properties=("numbers",)),
        rules=Rules(
            each={"numbers": "number"},
            set={"call": True, "text": True, "source": "Api V2"},
            stamp=("created",),
        ),
    ),
    Route(
        "deleteDoNotContactsBySource",
        (Check("source", "path", required=True),),
        status=204,
        rules=Rules(collection="/contacts/dncs", key="source"),
    ),
    Route(
        "getUniversalDoNotContacts",
        (
            Check("toNumber", "path", kind="phone", required=True),
            Check("fromNumber", "query", kind="phone"),
            Check("fields", "query"),
        ),
        rules=Rules(does="find", where={"toNumber": "toNumber"}),
    ),
    Route(
        "deleteDoNotContact",
        (Check("number", "path", kind="phone", required=True, many=True, join=","),),
        status=204,
        soft={"call": False, "text": False},
    ),
    Route("getDoNotContact", (Check("number", "path", kind="phone", required=True),)),
    Route("updateDoNotContact", (Check("number", "path", kind="phone", required=True),), body=True),
    Route(
        "findContactLists",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("name", "query"),
            Check("exactMatch", "query", kind="boolean"),
            Check(
                "contactCount",
                "query",
                kind="integer",
                limits=Limits(minimum=-2147483648, maximum=2147483647),
            ),
            Check("orderBy", "query"),
        ),
        rules=Rules(count={"size": "/contacts/lists/{id}/items"}),
    ),
    Route(
        "createContactList",
        (Check("fields", "query"),),
        body=True,
        requires=Requires(one_of=(("contacts", "contactIds", "contactNumbers"),)),
        rules=Rules(
            rename={
                "contacts": "",
                "contactIds": "",
                "contactNumbers": "",
                "contactNumbersField": "",
                "useCustomFields": "",
            },
            set={"status": "VALIDATING"},
            later={"status": "ACTIVE"},
            stamp=("created",),
            members={
                "to": "/contacts/lists/{id}/items",
                "from": "/contacts",
                "objects": "contacts",
                "keys": "contactIds",
                "values": "contactNumbers",
                "field": "contactNumbersField",
                "fallback": "homePhone",
            },
            count={"size": "/contacts/lists/{id}/items"},
        ),
    ),
    Route(
        "createContactListFromFile",
        (
            Check("file", "form", kind="file", required=True),
            Check("name", "form"),
            Check("useCustomFields", "form", kind="boolean"),
        ),
        rules=Rules(
            collection="/contacts/lists",
            rename={"useCustomFields": ""},
            set={"status": "IMPORTING"},
            later={"status": "ACTIVE"},
            stamp=("created",),
        ),
    ),
    Route(
        "deleteContactList",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        status=204,
    ),
    Route(
        "getContactList",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
        rules=Rules(count={"size": "/contacts/lists/{id}/items"}),
    ),
    Route(
        "updateContactList",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        body=True,
        requires=Requires(properties=("name",)),
    ),
    Route(
        "removeContactListItems",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "contactId",
                "query",
                kind="integer",
                many=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(filter={"contactId": "id"}),
    ),
    Route(
        "getContactListItems",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
    ),
    Route(
        "addContactListItems",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        body=True,
        requires=Requires(one_of=(("contacts", "contactIds", "contactNumbers"),)),
        rules=Rules(
            does="join",
            members={
                "to": "/contacts/lists/{id}/items",
                "from": "/contacts",
                "objects": "contacts",
                "keys": "contactIds",
                "values": "contactNumbers",
                "field": "contactNumbersField",
                "fallback": "homePhone",
            },
        ),
    ),
    Route(
        "removeContactListItem",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "contactId",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "deleteContact",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        status=204,
        soft={"deleted": True},
    ),
    Route(
        "getContact",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateContact",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        body=True,
    ),
    Route(
        "getContactHistory",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("fields", "query"),
        ),
    ),
    Route(
        "findKeywords",
        (Check("keywords", "query", many=True),),
        rules=Rules(
            seed=(
                {"keyword": "SUMMER", "shortCode": "67076"},
                {"keyword": "WINTER", "shortCode": "67076"},
            )
        ),
    ),
    Route(
        "findKeywordLeases",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("filter", "query"),
            Check("labelName", "query"),
            Check("fields", "query"),
        ),
        rules=Rules(filter={"filter": "~keyword", "labelName": "labels"}),
    ),
    Route(
        "findKeywordLeaseConfigs",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("filter", "query"),
            Check("labelName", "query"),
            Check("fields", "query"),
        ),
        page=20,
        rules=Rules(filter={"filter": "~keyword", "labelName": "labels"}),
    ),
    Route(
        "getKeywordLeaseConfig",
        (
            Check("keyword", "path", required=True),
            Check("fields", "query"),
        ),
    ),
    Route("updateKeywordLeaseConfig", (Check("keyword", "path", required=True),), body=True),
    Route(
        "getKeywordLeaseById",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
        rules=Rules(collection="/keywords/leases", key="id"),
    ),
    Route(
        "getKeywordLease",
        (
            Check("keyword", "path", required=True),
            Check("fields", "query"),
        ),
    ),
    Route("updateKeywordLease", (Check("keyword", "path", required=True),), body=True),
    Route(
        "isKeywordAvailable",
        (Check("keyword", "path", required=True),),
        rules=Rules(does="absent", collection="/keywords/leases", key="keyword"),
    ),
    Route(
        "getAccount",
        (Check("fields", "query"),),
        rules=Rules(
            seed={
                "id": 10000001,
                "email": "owner@example.com",
                "name": "Example",
                "firstName": "Erika",
                "lastName": "Example",
                "permissions": ["API", "ACCOUNT_HOLDER"],
            }
        ),
    ),
    Route(
        "findApiCredentials",
        (
            Check("name", "query"),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
    ),
    Route(
        "createApiCredential",
        body=True,
        rules=Rules(
            set={"enabled": True, "username": "0123456789ab", "password": "fedcba9876543210"},
            secret=("password",),
        ),
    ),
    Route(
        "deleteApiCredential",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        status=204,
    ),
    Route(
        "getApiCredential",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "disableApiCredentials",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"enabled": False}),
    ),
    Route(
        "enableApiCredentials",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"enabled": True}),
    ),
    Route(
        "getCreditUsage",
        (
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route("getBillingPlanUsage"),
    Route("getCallerIds"),
    Route(
        "sendVerificationCodeToCallerId",
        (Check("callerid", "path", kind="phone", required=True),),
        rules=Rules(does="answer"),
    ),
    Route(
        "verifyCallerId",
        (Check("callerid", "path", kind="phone", required=True),),
        body=True,
        requires=Requires(properties=("verificationCode",)),
        rules=Rules(
            does="answer",
            also=(
                Rules(
                    collection="/me/callerids",
                    key="phoneNumber",
                    where={"phoneNumber": "callerid"},
                    rename={"verificationCode": ""},
                ),
            ),
        ),
    ),
    Route(
        "findMedia",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("filter", "query"),
            Check("fields", "query"),
        ),
        rules=Rules(filter={"filter": "~name"}),
    ),
    Route(
        "createMedia",
        (
            Check("file", "form", kind="file", required=True),
            Check("name", "form"),
        ),
        rules=Rules(
            stamp=("created",),
            length="lengthInBytes",
            media="mediaType",
            same="media exists already, mediaId: {id}",
        ),
    ),
    Route(
        "getMediaDataByKey",
        (
            Check("key", "path", required=True),
            Check(
                "extension",
                "path",
                required=True,
                values=("bmp", "gif", "jpg", "m4a", "mp3", "mp4", "png", "wav", "3gp"),
            ),
        ),
        rules=Rules(collection="/media", key="id"),
    ),
    Route(
        "getMedia",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "getMediaData",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "extension",
                "path",
                required=True,
                values=("bmp", "gif", "jpg", "m4a", "mp3", "mp4", "png", "wav", "3gp"),
            ),
        ),
    ),
    Route(
        "getMediaDataBinary",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "findNumberLeases",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("prefix", "query"),
            Check("city", "query"),
            Check("state", "query"),
            Check("zipcode", "query"),
            Check("labelName", "query"),
            Check("tollFree", "query", kind="boolean"),
            Check("fields", "query"),
        ),
        rules=Rules(
            filter={
                "prefix": "^number",
                "city": "~region.city",
                "state": "~region.state",
                "zipcode": "region.zipcode",
                "labelName": "labels",
            }
        ),
    ),
    Route(
        "findNumberLeaseConfigs",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("prefix", "query"),
            Check("city", "query"),
            Check("state", "query"),
            Check("zipcode", "query"),
            Check("labelName", "query"),
            Check("fields", "query"),
        ),
        rules=Rules(
            filter={
                "prefix": "^number",
                "city": "~region.city",
                "state": "~region.state",
                "zipcode": "region.zipcode",
                "labelName": "labels",
            }
        ),
    ),
    Route(
        "getNumberLeaseConfig",
        (
            Check("number", "path", kind="phone", required=True),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateNumberLeaseConfig",
        (Check("number", "path", kind="phone", required=True),),
        body=True,
    ),
    Route(
        "getNumberLease",
        (
            Check("number", "path", kind="phone", required=True),
            Check("fields", "query"),
        ),
    ),
    Route("updateNumberLease", (Check("number", "path", kind="phone", required=True),), body=True),
    Route(
        "findNumbersLocal",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("prefix", "query"),
            Check("city", "query"),
            Check("state", "query"),
            Check("zipcode", "query"),
            Check("fields", "query"),
        ),
        requires=Requires(any_query=("prefix", "city", "state", "zipcode")),
        rules=Rules(
            filter={
                "prefix": "^number",
                "city": "~region.city",
                "state": "~region.state",
                "zipcode": "region.zipcode",
            },
            seed=(
                {
                    "number": "12135550101",
                    "nationalFormat": "(213) 555-0101",
                    "tollFree": False,
                    "region": {
                        "prefix": "1213555",
                        "city": "LOS ANGELES",
                        "state": "CA",
                        "zipcode": "90012",
                        "country": "US",
                    },
                },
                {
                    "number": "12125550102",
                    "nationalFormat": "(212) 555-0102",
                    "tollFree": False,
                    "region": {
                        "prefix": "1212555",
                        "city": "NEW YORK",
                        "state": "NY",
                        "zipcode": "10001",
                        "country": "US",
                    },
                },
            ),
        ),
    ),
    Route(
        "findNumberRegions",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("prefix", "query"),
            Check("city", "query"),
            Check("state", "query"),
            Check("zipcode", "query"),
            Check("fields", "query"),
        ),
        rules=Rules(
            filter={"city": "~city", "state": "~state", "prefix": "^prefix"},
            seed=(
                {
                    "prefix": "1213555",
                    "city": "LOS ANGELES",
                    "state": "CA",
                    "zipcode": "90012",
                    "country": "US",
                },
                {
                    "prefix": "1212555",
                    "city": "NEW YORK",
                    "state": "NY",
                    "zipcode": "10001",
                    "country": "US",
                },
            ),
        ),
    ),
    Route(
        "findNumbersTollfree",
        (
            Check("pattern", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("fields", "query"),
        ),
        rules=Rules(
            filter={"pattern": "^number"},
            seed=(
                {"number": "18005550103", "nationalFormat": "(800) 555-0103", "tollFree": True},
                {"number": "18775550104", "nationalFormat": "(877) 555-0104", "tollFree": True},
            ),
        ),
    ),
    Route(
        "findOrders",
        (
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("fields", "query"),
            Check(
                "status",
                "query",
                many=True,
                join=",",
                values=(
                    "PROCESSING",
                    "FINISHED",
                    "PAYMENT_ERROR",
                    "VOID",
                    "WAIT_FOR_PAYMENT",
                    "PARTIALLY_ADJUSTED",
                    "ADJUSTED",
                ),
            ),
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        page=20,
        rules=Rules(filter={"intervalBegin": ">=created", "intervalEnd": "<=created"}),
    ),
    Route(
        "orderKeywords",
        (Check("fields", "query"),),
        body=True,
        requires=Requires(properties=("keywords",)),
        status=201,
        rules=Rules(
            collection="/orders",
            rename={"keywords": "keywords.fulfilled"},
            set={"status": "PROCESSING"},
            later={"status": "FINISHED"},
            stamp=("created",),
            also=(
                Rules(
                    collection="/keywords/leases",
                    key="keyword",
                    each={"keywords": "keyword"},
                    set={"status": "ACTIVE", "shortCode": "67076", "autoRenew": True},
                    stamp=("leaseBegin",),
                ),
                Rules(
                    collection="/keywords/leases/configs",
                    key="keyword",
                    each={"keywords": "keyword"},
                ),
            ),
        ),
    ),
    Route(
        "orderNumbers",
        (Check("fields", "query"),),
        body=True,
        requires=Requires(any_of=(("numbers", "localCount", "tollFreeCount"),)),
        status=201,
        rules=Rules(
            collection="/orders",
            rename={"numbers": "localNumbers.fulfilled", "localCount": "localNumbers.ordered"},
            set={"status": "PROCESSING"},
            later={"status": "FINISHED"},
            stamp=("created",),
            also=(
                Rules(
                    collection="/numbers/leases",
                    key="number",
                    each={"numbers": "number"},
                    set={
                        "status": "ACTIVE",
                        "autoRenew": True,
                        "callFeatureStatus": "ENABLED",
                        "textFeatureStatus": "ENABLED",
                    },
                    stamp=("leaseBegin",),
                ),
                Rules(
                    collection="/numbers/leases/configs", key="number", each={"numbers": "number"}
                ),
            ),
        ),
    ),
    Route(
        "getOrder",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "getDeliveryReports",
        (
            Check("startDate", "query"),
            Check("endDate", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fromNumber", "query", kind="phone"),
            Check("toNumber", "query", kind="phone"),
            Check(
                "deliveryCategory",
                "query",
                values=("NO_DATA", "OPTED_OUT", "BOUNCED", "NO_CREDITS", "DELIVERED"),
            ),
            Check(
                "deliveryState",
                "query",
                values=(
                    "DELIVERED",
                    "UNSENT_OPTED_OUT_GLOBAL",
                    "UNSENT_OPTED_OUT_LOCAL",
                    "UNSENT_NO_CREDITS",
                    "GATEWAY_REJECTED",
                    "CARRIER_REJECTED",
                    "NOT_DELIVERED",
                    "UNSENT_INVALID_NUMBER",
                    "UNSENT_BAD_DATA",
                    "UNSENT_FORCE_STOPPED",
                    "UNSENT_NO_WIRELESS_CARRIER",
                    "UNSENT_MESSAGE_TOO_LONG",
                    "UNSENT_MESSAGE_BLOCKED",
                    "UNSENT_QUEUE_LIMIT_REACHED",
                    "SPAM_DETECTED",
                    "UNSENT_NO_GATEWAY",
                    "ORIGINATED",
                    "SUBMITTED",
                    "FORWARDED",
                    "NOT_GIVEN",
                    "UNKNOWN",
                    "RETRY_MMS_AS_SMS",
                    "QUEUED",
                    "QUEUED_TRANSCODE",
                    "ORIGINAL",
                    "DUPE",
                    "TRUNCATED",
                    "REQUEUED_RATE_LIMITED",
                    "BUFFERED",
                    "RATE_LIMIT_EXCEEDED",
                    "SERVICE_UNAVAILABLE",
                    "SEND_MMS_AS_SMS",
                    "REQUEUED_RECOVERABLE_ERROR",
                    "SEND_WITH_ADDITIONAL_SPID",
                ),
            ),
            Check("carrier", "query"),
            Check("messageText", "query"),
        ),
        rules=Rules(filter={"messageText": "~messageText"}),
    ),
    Route(
        "findTexts",
        (
            Check(
                "id",
                "query",
                kind="integer",
                many=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "batchId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fromNumber", "query", kind="phone"),
            Check("toNumber", "query", kind="phone"),
            Check("label", "query"),
            Check(
                "states",
                "query",
                many=True,
                join=",",
                values=(
                    "READY",
                    "SELECTED",
                    "CALLBACK",
                    "FINISHED",
                    "DISABLED",
                    "SKIPPED",
                    "DNC",
                    "DUP",
                    "INVALID",
                    "TIMEOUT",
                    "PERIOD_LIMIT",
                ),
            ),
            Check(
                "results",
                "query",
                many=True,
                join=",",
                values=(
                    "SENT",
                    "RECEIVED",
                    "DNT",
                    "TOO_BIG",
                    "INTERNAL_ERROR",
                    "CARRIER_ERROR",
                    "CARRIER_TEMP_ERROR",
                    "UNDIALED",
                    "INVALID_NUMBER",
                ),
            ),
            Check("inbound", "query", kind="boolean"),
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("fields", "query"),
        ),
        page=10,
        rules=Rules(
            filter={
                "states": "state",
                "results": "finalTextResult",
                "intervalBegin": ">=created",
                "intervalEnd": "<=created",
            }
        ),
    ),
    Route(
        "sendTexts",
        (
            Check("fields", "query"),
            Check(
                "campaignId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("defaultMessage", "query"),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        items=Limits(min_items=1),
        requires=Requires(
            one_of=(("phoneNumber", "contactId"),),
            any_of=(("message", "media", "?defaultMessage"),),
        ),
        rules=Rules(
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            query={"campaignId": "campaignId", "defaultMessage": "message"},
            set={"state": "READY", "inbound": False, "fromNumber": "67076"},
            later={"state": "FINISHED", "finalTextResult": "SENT"},
            stamp=("created", "modified"),
        ),
    ),
    Route(
        "findTextAutoReplys",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("number", "query", kind="phone"),
        ),
    ),
    Route("createTextAutoReply", body=True, status=201),
    Route(
        "deleteTextAutoReply",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        status=204,
    ),
    Route(
        "getTextAutoReply",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "findTextBroadcasts",
        (
            Check("name", "query"),
            Check("label", "query"),
            Check("running", "query", kind="boolean"),
            Check("scheduled", "query", kind="boolean"),
            Check(
                "intervalBegin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "intervalEnd",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("fields", "query"),
        ),
        page=10,
        rules=Rules(
            filter={
                "name": "~name",
                "intervalBegin": ">=lastModified",
                "intervalEnd": "<=lastModified",
            },
            when={"running": {"status": "RUNNING"}, "scheduled": {"status": "SCHEDULED"}},
        ),
    ),
    Route(
        "createTextBroadcast",
        (
            Check("start", "query", kind="boolean"),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        requires=Requires(properties=("name",)),
        status=201,
        rules=Rules(
            rename={"recipients": ""},
            set={"status": "SETUP"},
            when={"start": {"status": "RUNNING"}},
            later={"status": "FINISHED"},
            stamp=("lastModified",),
            also=(
                Rules(
                    collection="/texts",
                    each={"recipients": ""},
                    where={"campaignId": "created"},
                    rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
                    set={"state": "READY", "inbound": False},
                    stamp=("created", "modified"),
                ),
            ),
        ),
    ),
    Route(
        "getTextBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateTextBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        rules=Rules(rename={"recipients": ""}, stamp=("lastModified",)),
    ),
    Route(
        "archiveTextBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "ARCHIVED"}),
    ),
    Route(
        "getTextBroadcastBatches",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
        rules=Rules(collection="/campaigns/batches", where={"broadcastId": "id"}),
    ),
    Route(
        "addTextBroadcastBatch",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        requires=Requires(one_of=(("recipients", "contactListId"),)),
        status=201,
        rules=Rules(
            collection="/campaigns/batches",
            where={"broadcastId": "id"},
            rename={"recipients": ""},
            set={"status": "NEW", "enabled": True},
            later={"status": "ACTIVE"},
            stamp=("created",),
            also=(
                Rules(
                    collection="/texts",
                    each={"recipients": ""},
                    where={"campaignId": "id", "batchId": "created"},
                    rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
                    set={"state": "READY", "inbound": False},
                    stamp=("created", "modified"),
                ),
            ),
        ),
    ),
    Route(
        "addTextBroadcastRecipients",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("strictValidation", "query", kind="boolean"),
        ),
        body=True,
        items=Limits(min_items=1),
        requires=Requires(one_of=(("phoneNumber", "contactId"),)),
        rules=Rules(
            collection="/texts",
            where={"campaignId": "id"},
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            set={"state": "READY", "inbound": False},
            stamp=("created", "modified"),
        ),
    ),
    Route(
        "startTextBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "RUNNING"}, later={"status": "FINISHED"}),
    ),
    Route(
        "getTextBroadcastStats",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check(
                "begin",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "end",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
    ),
    Route(
        "stopTextBroadcast",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        rules=Rules(set={"status": "STOPPED"}),
    ),
    Route(
        "getTextBroadcastTexts",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check(
                "batchId",
                "query",
                kind="integer",
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
        ),
        rules=Rules(collection="/texts", where={"campaignId": "id"}),
    ),
    Route(
        "toggleTextBroadcastRecipientsStatus",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("enable", "query", kind="boolean"),
        ),
        body=True,
        rules=Rules(
            does="switch",
            collection="/texts",
            where={"campaignId": "id"},
            rename={"phoneNumber": "toNumber", "contactId": "contact.id"},
            set={"state": "DISABLED"},
            when={"enable": {"state": "READY"}},
        ),
    ),
    Route(
        "getText",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "findWebhooks",
        (
            Check("fields", "query"),
            Check("limit", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("offset", "query", kind="integer", limits=Limits(minimum=0, maximum=2147483647)),
            Check("name", "query"),
            Check(
                "resource",
                "query",
                values=(
                    "MonthlyRenewal",
                    "LowBalance",
                    "CccCampaign",
                    "CallBroadcast",
                    "TextBroadcast",
                    "OutboundCall",
                    "InboundCall",
                    "OutboundText",
                    "InboundText",
                    "ContactList",
                    "OutboundTextDeliveryReport",
                ),
            ),
            Check(
                "event",
                "query",
                values=(
                    "Started",
                    "Stopped",
                    "Finished",
                    "Failed",
                    "ValidationFinished",
                    "ValidationFailed",
                    "Received",
                ),
            ),
            Check("callback", "query"),
            Check("enabled", "query", kind="boolean"),
        ),
    ),
    Route(
        "createWebhook",
        body=True,
        requires=Requires(
            properties=("name", "resource", "events", "callback"),
            known_events=("resource", "events"),
        ),
        status=201,
        rules=Rules(set={"enabled": True}, stamp=("createdAt", "updatedAt")),
    ),
    Route(
        "findWebhookResources",
        (Check("fields", "query"),),
        rules=Rules(
            seed=(
                {"resource": "MonthlyRenewal", "supportedEvents": ["Finished", "Failed"]},
                {"resource": "LowBalance", "supportedEvents": ["Finished", "Failed"]},
                {"resource": "CccCampaign", "supportedEvents": ["Started", "Stopped", "Finished"]},
                {
                    "resource": "CallBroadcast",
                    "supportedEvents": ["Started", "Stopped", "Finished"],
                },
                {
                    "resource": "TextBroadcast",
                    "supportedEvents": ["Started", "Stopped", "Finished"],
                },
                {"resource": "OutboundCall", "supportedEvents": ["Finished"]},
                {"resource": "InboundCall", "supportedEvents": ["Finished"]},
                {"resource": "OutboundText", "supportedEvents": ["Finished"]},
                {"resource": "InboundText", "supportedEvents": ["Finished"]},
                {
                    "resource": "ContactList",
                    "supportedEvents": ["ValidationFinished", "ValidationFailed"],
                },
                {"resource": "OutboundTextDeliveryReport", "supportedEvents": ["Received"]},
            )
        ),
    ),
    Route(
        "getWebhookResource",
        (
            Check(
                "resource",
                "path",
                required=True,
                values=(
                    "MonthlyRenewal",
                    "LowBalance",
                    "CccCampaign",
                    "CallBroadcast",
                    "TextBroadcast",
                    "OutboundCall",
                    "InboundCall",
                    "OutboundText",
                    "InboundText",
                    "ContactList",
                    "OutboundTextDeliveryReport",
                ),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "deleteWebhook",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        status=204,
    ),
    Route(
        "getWebhook",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
            Check("fields", "query"),
        ),
    ),
    Route(
        "updateWebhook",
        (
            Check(
                "id",
                "path",
                kind="integer",
                required=True,
                limits=Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            ),
        ),
        body=True,
        requires=Requires(known_events=("resource", "events")),
        rules=Rules(stamp=("updatedAt",)),
    ),
)

CONTRACT = Contract(
    SETTINGS,
    _ROUTES,
    by_id,
    required={},
    limits={
        "Account": {
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "permissions": Limits(unique_items=True),
        },
        "AddContactListContactsRequest": {
            "contactIds": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "ApiCredentialPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "BatchPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "BatchRequest": {
            "contactListId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "Call": {
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "labels": Limits(unique_items=True),
        },
        "CallBroadcast": {
            "labels": Limits(unique_items=True),
            "maxActive": Limits(minimum=-2147483648, maximum=2147483647),
            "maxActiveTransfers": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CallBroadcastPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CallBroadcastSounds": {
            "dncSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "liveSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "machineSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "transferSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "CallBroadcastStats": {
            "answeringMachineCount": Limits(minimum=-2147483648, maximum=2147483647),
            "billedDuration": Limits(minimum=-2147483648, maximum=2147483647),
            "busyCount": Limits(minimum=-2147483648, maximum=2147483647),
            "callsAttempted": Limits(minimum=-2147483648, maximum=2147483647),
            "callsAwaitingRedial": Limits(minimum=-2147483648, maximum=2147483647),
            "callsDuration": Limits(minimum=-2147483648, maximum=2147483647),
            "callsLiveAnswer": Limits(minimum=-2147483648, maximum=2147483647),
            "callsPlaced": Limits(minimum=-2147483648, maximum=2147483647),
            "callsRemaining": Limits(minimum=-2147483648, maximum=2147483647),
            "dialedCount": Limits(minimum=-2147483648, maximum=2147483647),
            "doNotCallCount": Limits(minimum=-2147483648, maximum=2147483647),
            "errorCount": Limits(minimum=-2147483648, maximum=2147483647),
            "liveCount": Limits(minimum=-2147483648, maximum=2147483647),
            "miscCount": Limits(minimum=-2147483648, maximum=2147483647),
            "noAnswerCount": Limits(minimum=-2147483648, maximum=2147483647),
            "remainingOutboundCount": Limits(minimum=-2147483648, maximum=2147483647),
            "responseRatePercent": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
            "totalOutboundCount": Limits(minimum=-2147483648, maximum=2147483647),
            "transferCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CallPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CallRecipient": {
            "contactId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "liveMessageSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "machineMessageSoundId": Limits(
                minimum=-9223372036854775808, maximum=9223372036854775807
            ),
            "transferMessageSoundId": Limits(
                minimum=-9223372036854775808, maximum=9223372036854775807
            ),
        },
        "CallRecord": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "CallRecording": {
            "callId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "campaignId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "created": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "lengthInBytes": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "lengthInSeconds": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CallTrackingConfig": {
            "failedTransferSoundId": Limits(
                minimum=-9223372036854775808, maximum=9223372036854775807
            ),
            "introSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "voicemailSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "whisperSoundId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "CampaignSound": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "CampaignSoundPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "Contact": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "ContactHistory": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "ContactList": {
            "created": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "size": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "ContactListPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "ContactPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "CreateContactListRequest": {
            "contactIds": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "DeliveryReport": {
            "campaignId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "DoNotContactPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "ErrorResponse": {"httpStatusCode": Limits(minimum=-2147483648, maximum=2147483647)},
        "KeywordConfigPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "KeywordLease": {
            "contactListId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "KeywordLeasePage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "LocalDate": {
            "day": Limits(minimum=1, maximum=31),
            "month": Limits(minimum=1, maximum=12),
            "year": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "LocalTime": {
            "hour": Limits(minimum=0, maximum=23),
            "minute": Limits(minimum=0, maximum=59),
            "second": Limits(minimum=0, maximum=59),
        },
        "LocalTimeRestriction": {
            "beginHour": Limits(minimum=0, maximum=23),
            "beginMinute": Limits(minimum=0, maximum=59),
            "endHour": Limits(minimum=0, maximum=23),
            "endMinute": Limits(minimum=0, maximum=59),
        },
        "Media": {
            "accountId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "created": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "lengthInBytes": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "MediaPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "Note": {"created": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "NumberConfigPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "NumberLeasePage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "NumberOrder": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "NumberOrderItem": {"ordered": Limits(minimum=-2147483648, maximum=2147483647)},
        "NumberPurchaseRequest": {
            "localCount": Limits(minimum=-2147483648, maximum=2147483647),
            "tollFreeCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "OutboundTextDeliveryReport": {
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "actionId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "campaignId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "timestamp": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "PageDeliveryReport": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "PageNumberOrder": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "Recipient": {
            "contactId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "RegionPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "ResourceId": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "RetryConfig": {
            "maxAttempts": Limits(minimum=-2147483648, maximum=2147483647),
            "minutesBetweenAttempts": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "Schedule": {
            "campaignId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "daysOfWeek": Limits(unique_items=True),
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "Text": {
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
            "labels": Limits(unique_items=True),
        },
        "TextAutoReplyPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "TextBroadcast": {
            "labels": Limits(unique_items=True),
            "maxActive": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "TextBroadcastCreateResponse": {
            "id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "TextBroadcastPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "TextBroadcastStatsDto": {
            "doNotTextCount": Limits(minimum=-2147483648, maximum=2147483647),
            "errorCount": Limits(minimum=-2147483648, maximum=2147483647),
            "recievedCount": Limits(minimum=-2147483648, maximum=2147483647),
            "remainingOutboundCount": Limits(minimum=-2147483648, maximum=2147483647),
            "sentCount": Limits(minimum=-2147483648, maximum=2147483647),
            "tooBigCount": Limits(minimum=-2147483648, maximum=2147483647),
            "totalOutboundCount": Limits(minimum=-2147483648, maximum=2147483647),
            "unsentCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "TextPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "TextRecipient": {
            "contactId": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)
        },
        "TextRecord": {"id": Limits(minimum=-9223372036854775808, maximum=9223372036854775807)},
        "Webhook": {
            "events": Limits(unique_items=True),
            "expiresAt": Limits(minimum=-9223372036854775808, maximum=9223372036854775807),
        },
        "WebhookPage": {
            "limit": Limits(minimum=-2147483648, maximum=2147483647),
            "offset": Limits(minimum=-2147483648, maximum=2147483647),
            "totalCount": Limits(minimum=-2147483648, maximum=2147483647),
        },
        "WebhookResource": {"supportedEvents": Limits(unique_items=True)},
        "WeeklySchedule": {"daysOfWeek": Limits(unique_items=True)},
    },
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
)
"""The whole API, as the fake knows it."""
