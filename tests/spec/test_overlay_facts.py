"""The description after the overlay: everything it is there for, stated fact by fact."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV2SpecValidator

from generator import document as source
from generator.compare.sources import PAST
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import overlay

CONTACT = """
    sendCalls sendTexts addCallBroadcastRecipients addTextBroadcastRecipients addCallBroadcastBatch
    addTextBroadcastBatch createCallBroadcast createTextBroadcast startVoiceBroadcast
    startTextBroadcast orderNumbers orderKeywords postCallCampaignSound
    sendVerificationCodeToCallerId
"""
SET = """
    addDoNotContacts toggleCallBroadcastRecipientsStatus toggleTextBroadcastRecipientsStatus
    verifyCallerId postFileCampaignSound updateCallBroadcast updateTextBroadcast updateCampaignBatch
    updateContact updateContactList updateDoNotContact updateKeywordLease updateKeywordLeaseConfig
    updateNumberLease updateNumberLeaseConfig updateWebhook
"""
CREATE = """
    createContacts createContactList createContactListFromFile addContactListItems
    postTTSCampaignSound createMedia createWebhook createTextAutoReply archiveVoiceBroadcast
    archiveTextBroadcast stopVoiceBroadcast stopTextBroadcast
"""
DELETE = """
    deleteCampaignSound deleteContact deleteContactList deleteDoNotContact
    deleteDoNotContactsBySource deleteTextAutoReply deleteWebhook removeContactListItem
    removeContactListItems
"""
CREDENTIALS = "createApiCredential deleteApiCredential disableApiCredentials enableApiCredentials"
ACCOUNT_LOGIN = CREDENTIALS + " findApiCredentials getApiCredential"
NO_CONTENT = """
    deleteContact deleteContactList deleteDoNotContact deleteDoNotContactsBySource
    deleteApiCredential deleteTextAutoReply deleteWebhook
"""
BINARY = {
    "getCallRecordingMp3": ["audio/mpeg"],
    "getCallRecordingMp3ByName": ["audio/mpeg"],
    "getCampaignSoundDataMp3": ["audio/mpeg"],
    "getCampaignSoundDataWav": ["audio/wav"],
    "getMediaDataBinary": ["application/binary"],
    "getMediaData": (
        MEDIA := [
            "image/jpeg",
            "image/png",
            "image/x-bmp",
            "image/gif",
            "video/mp4",
            "audio/wav",
            "audio/mp3",
            "audio/m4a",
            "video/3gpp",
        ]
    ),
    "getMediaDataByKey": MEDIA,
}
MS_MEMBERS = """
    Batch.created BillingPlanUsage.intervalStart/intervalEnd Call.created/modified
    CallBroadcast.lastModified CallRecord.answerTime/finishTime/originateTime CallRecording.created
    CampaignSound.created ContactList.created CreditUsage.intervalBegin/intervalEnd
    DoNotContact.created KeywordLease.leaseBegin/leaseEnd Media.created Note.created
    NumberLease.leaseBegin/leaseEnd NumberOrder.created Text.created/modified
    TextBroadcast.lastModified TextRecord.finishTime Webhook.createdAt/updatedAt/expiresAt
    OutboundTextDeliveryReport.timestamp
"""
INTERVAL, SPAN = ["intervalBegin", "intervalEnd"], ["begin", "end"]
MS_FILTERS = {
    "findCalls": INTERVAL,
    "findCallBroadcasts": INTERVAL,
    "findTexts": INTERVAL,
    "findTextBroadcasts": INTERVAL,
    "findOrders": INTERVAL,
    "getCreditUsage": INTERVAL,
    "getCallBroadcastStats": SPAN,
    "getTextBroadcastStats": SPAN,
}
PAGED = """
    findCalls findCallBroadcasts getCallBroadcastBatches getCallBroadcastCalls findCampaignSounds
    findContacts findDoNotContacts findContactLists getContactListItems findKeywordLeases
    findKeywordLeaseConfigs findApiCredentials findMedia findNumberLeases findNumberLeaseConfigs
    findNumberRegions findOrders getDeliveryReports findTexts findTextAutoReplys findTextBroadcasts
    getTextBroadcastBatches getTextBroadcastTexts findWebhooks
"""


def marked(operations: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: each[key] for name, each in operations.items() if key in each}


def marked_parameters(operations: dict[str, Any], key: str) -> Iterator[tuple[str, str, Any]]:
    for name, operation in operations.items():
        for parameter in operation["parameters"]:
            if key in parameter:
                yield name, parameter["name"], parameter[key]


def members(document: Any, key: str) -> set[str]:
    return {
        f"{name}.{entry}"
        for name, definition in document["definitions"].items()
        for entry, schema in definition.get("properties", {}).items()
        if key in schema
    }


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_overlay_fits(applied: tuple[overlay.Applied, Diagnostics]) -> None:
    assert list(applied[1]) == []


def test_every_action_has_its_reason(root: Path) -> None:
    actions = yaml.safe_load((root / "spec" / "overlay.yaml").read_text())["actions"]
    assert [each["target"] for each in actions if len(each.get("description", "")) < 20] == []


def test_the_result_is_valid(effective: Any) -> None:
    """The validator does not know that responses may be files, although Swagger states it."""
    document = copy.deepcopy(effective)
    for item in document["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                if response.get("schema", {}).get("type") == "file":
                    response["schema"] = {"type": "string", "format": "binary"}
    assert list(OpenAPIV2SpecValidator(document).iter_errors()) == []


def test_nothing_is_unreachable_or_missing(effective: Any) -> None:
    definitions = effective["definitions"]
    waiting, seen = set(references({k: effective[k] for k in ("paths", "x-webhooks")})), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= set(references(definitions[name])) - seen
    assert definitions.keys() == seen


@pytest.mark.parametrize("revision", ["2019-03-17", "2020-09-07", "2021-07-26"])
def test_published_revisions_take_the_overlay_too(root: Path, shared: Path, revision: str) -> None:
    report = Diagnostics(PAST)
    document = source.load(shared / "data" / "spec" / f"{revision}.json", report)
    corrections = source.load(root / "spec" / "overlay.yaml", report)
    assert document
    assert corrections
    overlay.apply(document, corrections, report)
    assert report.count(Severity.ERROR) == 0


def test_every_operation_has_the_effect_we_claim(operations: dict[str, Any]) -> None:
    claimed = {
        name: effect
        for effect, names in {
            "contact": CONTACT,
            "set": SET,
            "create": CREATE,
            "delete": DELETE,
            "credentials": CREDENTIALS,
        }.items()
        for name in names.split()
    }
    claimed |= {name: "read" for name, each in operations.items() if each["method"] == "get"}
    assert {name: each.get("x-effect") for name, each in operations.items()} == claimed


def test_credentials_need_the_account_login(operations: dict[str, Any]) -> None:
    assert dict.fromkeys(ACCOUNT_LOGIN.split(), "account") == marked(operations, "x-login")


def test_sending_is_limited(operations: dict[str, Any]) -> None:
    assert marked(operations, "x-chunk") == {"sendCalls": 10, "sendTexts": 1000}


def test_reconcile(operations: dict[str, Any]) -> None:
    period = {"begin": "intervalBegin", "end": "intervalEnd"}
    number = {"number": "phoneNumber", "lookup-number": "toNumber"}
    texts = {"text": "message", "lookup-text": "message"}
    assert marked(operations, "x-reconcile") == {
        "sendCalls": {"find": "findCalls", **period, **number},
        "sendTexts": {"find": "findTexts", **period, **number, **texts},
    }


def test_pages(operations: dict[str, Any], effective: Any) -> None:
    words: dict[str, Any] = {"limit": "limit", "offset": "offset", "items": "items"}
    words |= {"total": "totalCount", "largest": 1000}
    assert dict(
        sorted(marked(operations, "x-paging").items(), key=lambda item: PAGED.index(item[0]))
    ) == dict.fromkeys(PAGED.split(), words)
    for name in PAGED.split():
        response = operations[name]["responses"]["200"]["schema"]["$ref"].rpartition("/")[2]
        definition = effective["definitions"][response]
        parts = definition.get("allOf", [definition])
        assert "items" in parts[-1]["properties"], response
        assert "items" in parts[-1]["properties"]["items"], response


def test_waiting_watches_values_that_exist(operations: dict[str, Any], effective: Any) -> None:
    waits = marked(operations, "x-wait")
    assert waits.keys() == {
        "getCampaignBatch",
        "getContactList",
        "getOrder",
        "getCallBroadcast",
        "getTextBroadcast",
        "getCampaignSound",
    }
    for name, wait in waits.items():
        response = operations[name]["responses"]["200"]["schema"]["$ref"].rpartition("/")[2]
        values = effective["definitions"][response]["properties"][wait["field"]]["enum"]
        messages = [*wait["pending"], *wait["failed"]]
        assert set(messages) < set(values), name
        assert len(messages) == len(set(messages)), name


def test_every_operation_shows_its_success(operations: dict[str, Any]) -> None:
    successes = {
        name: [code for code in each["responses"] if code.startswith("2")]
        for name, each in operations.items()
    }
    assert set(map(len, successes.values())) == {1}
    assert Counter(code for code, *_ in successes.values()) == {"200": 107, "201": 8, "204": 7}
    assert {name for name, each in successes.items() if each == ["204"]} == set(NO_CONTENT.split())


def test_files_are_files(operations: dict[str, Any]) -> None:
    assert {
        name: each["produces"]
        for name, each in operations.items()
        if each["responses"].get("200", {}).get("schema") == {"type": "file"}
    } == BINARY


def test_only_one_response_may_be_left_out(operations: dict[str, Any]) -> None:
    assert [
        name
        for name, each in operations.items()
        if any(response.get("x-optional") for response in each["responses"].values())
    ] == ["updateTextBroadcast"]


def test_all_bodies_are_needed(operations: dict[str, Any]) -> None:
    bodies = {
        name: parameter["required"]
        for name, each in operations.items()
        for parameter in each["parameters"]
        if parameter["in"] == "body"
    }
    assert (len(bodies), set(bodies.values())) == (33, {True})


def test_lists_in_bodies_have_names(operations: dict[str, Any]) -> None:
    lists = {
        name: parameter.get("x-name")
        for name, each in operations.items()
        for parameter in each["parameters"]
        if parameter.get("schema", {}).get("type") == "array"
    }
    assert lists == {
        "sendCalls": "recipients",
        "sendTexts": "recipients",
        "addCallBroadcastRecipients": "recipients",
        "addTextBroadcastRecipients": "recipients",
        "toggleCallBroadcastRecipientsStatus": "recipients",
        "toggleTextBroadcastRecipientsStatus": "recipients",
        "createContacts": "contacts",
    }


def test_times_in_milliseconds(effective: Any, operations: dict[str, Any]) -> None:
    expected = {
        f"{name}.{child}"
        for entry in MS_MEMBERS.split()
        for name, _, rest in [entry.partition(".")]
        for child in rest.split("/")
    }
    assert members(effective, "x-unix-ms") == expected
    filters: dict[str, list[str]] = {}
    for name, parameter, _ in marked_parameters(operations, "x-unix-ms"):
        filters.setdefault(name, []).append(parameter)
    assert filters == MS_FILTERS


def test_times_are_64_bit_integers(effective: Any) -> None:
    for name in members(effective, "x-unix-ms"):
        definition, _, entry = name.partition(".")
        schema = effective["definitions"][definition]["properties"][entry]
        assert (schema["type"], schema["format"]) == ("integer", "int64"), name


def test_all_phone_numbers_are_marked(effective: Any, operations: dict[str, Any]) -> None:
    texts = {
        f"{name}.{entry}"
        for name, definition in effective["definitions"].items()
        for entry, schema in definition.get("properties", {}).items()
        if "string" in {schema.get("type"), schema.get("items", {}).get("type")}
        and any(word in entry.lower() for word in ("number", "phone"))
    }
    others = {
        "AddContactListContactsRequest.contactNumbersField",
        "CreateContactListRequest.contactNumbersField",
        "RetryConfig.retryPhoneTypes",
    }
    assert members(effective, "x-phone") == texts - others
    marks = {parameter for _, parameter, _ in marked_parameters(operations, "x-phone")}
    assert {"fromNumber", "toNumber", "number", "callerid"} == marks


def test_fields_select_parts_of_responses(operations: dict[str, Any]) -> None:
    marks = list(marked_parameters(operations, "x-partial"))
    assert (len(marks), {parameter for _, parameter, _ in marks}) == (63, {"fields"})


def test_comma_lists_know_their_values(operations: dict[str, Any], effective: Any) -> None:
    result = {
        (name, parameter): value["enum"]
        for name, parameter, value in marked_parameters(operations, "x-csv")
        if value is not True
    }
    enum = {
        name: schema["enum"]
        for name in ("Call.state", "Call.finalCallResult", "Text.state", "Text.finalTextResult")
        for definition, _, entry in [name.partition(".")]
        for schema in [effective["definitions"][definition]["properties"][entry]]
    }
    status = effective["definitions"]["NumberOrder"]["properties"]["status"]["enum"]
    assert {
        ("findCalls", "states"): enum["Call.state"],
        ("findCalls", "results"): enum["Call.finalCallResult"],
        ("findTexts", "states"): enum["Text.state"],
        ("findTexts", "results"): enum["Text.finalTextResult"],
        ("findOrders", "status"): status[:7],
    } == result


def test_bans_are_lifted_for_several_numbers_at_once(operations: dict[str, Any]) -> None:
    assert [
        (name, parameter)
        for name, parameter, value in marked_parameters(operations, "x-csv")
        if value is True
    ] == [("deleteDoNotContact", "number")]


@pytest.mark.parametrize(
    ("where", "values"),
    [
        ("RetryConfig.retryResults", 19),
        ("RetryConfig.retryPhoneTypes", 4),
        ("Schedule.daysOfWeek", 7),
        ("WeeklySchedule.daysOfWeek", 7),
        ("AddContactListContactsRequest.contactNumbersField", 3),
        ("CreateContactListRequest.contactNumbersField", 3),
        ("Contact.externalSystem", 7),
        ("Webhook.resource", 11),
        ("Webhook.events", 7),
        ("WebhookResource.resource", 11),
        ("WebhookResource.supportedEvents", 7),
        ("Account.permissions", 3),
    ],
)
def test_sets_of_values_from_prose(effective: Any, where: str, values: int) -> None:
    definition, _, entry = where.partition(".")
    schema = effective["definitions"][definition]["properties"][entry]
    listed = schema.get("items", schema)["enum"]
    assert (len(listed), len(set(listed))) == (values, values)


def test_the_account_is_the_real_one(effective: Any) -> None:
    account = effective["definitions"]["Account"]["properties"]
    assert list(account) == ["email", "firstName", "id", "lastName", "name", "permissions"]


def test_the_untyped_page_has_a_type(effective: Any, operations: dict[str, Any]) -> None:
    response = operations["findKeywordLeaseConfigs"]["responses"]["200"]["schema"]
    assert response == {"$ref": "#/definitions/KeywordConfigPage"}
    items = effective["definitions"]["KeywordConfigPage"]["allOf"][1]["properties"]["items"]
    assert items["items"] == {"$ref": "#/definitions/KeywordConfig"}


def test_calendar_values(effective: Any) -> None:
    assert {
        name: each["x-calendar"]
        for name, each in effective["definitions"].items()
        if "x-calendar" in each
    } == {"LocalDate": "date", "LocalTime": "time"}
    assert effective["definitions"]["LocalTime"]["properties"].keys() == {
        "hour",
        "minute",
        "second",
    }


def test_tolerant_fields(effective: Any) -> None:
    definitions = effective["definitions"]
    assert "type" not in definitions["ErrorResponse"]["properties"]["internalCode"]
    assert "retryConfig" in definitions["TextBroadcast"]["properties"]
    free = {
        f"{name}.{entry}": schema["additionalProperties"]
        for name, definition in definitions.items()
        for entry, schema in definition.get("properties", {}).items()
        if "additionalProperties" in schema
    }
    assert free == {
        "Call.attributes": {},
        "CallRecipient.attributes": {},
        "Contact.properties": {},
        "Recipient.attributes": {},
        "Text.attributes": {},
        "TextRecipient.attributes": {},
    }


def test_webhooks_cover_all_resources(effective: Any) -> None:
    webhooks, definitions = effective["x-webhooks"], effective["definitions"]
    assert definitions["Webhook"]["properties"]["resource"]["enum"] == list(webhooks["resources"])
    messages = {event for each in webhooks["resources"].values() for event in each["events"]}
    assert set(definitions["Webhook"]["properties"]["events"]["items"]["enum"]) == messages
    assert (webhooks["signature"]) == {
        "header": "X-CallFire-Signature",
        "algorithm": "sha1",
        "encoding": "base64",
    }


def test_both_delivery_reports_have_the_same_values(effective: Any) -> None:
    searched, called_back = (
        effective["definitions"][name]["properties"]
        for name in ("DeliveryReport", "OutboundTextDeliveryReport")
    )
    for entry in ("deliveryState", "deliveryCategory"):
        assert searched[entry]["enum"] == called_back[entry]["enum"]


def test_the_client_ships_modules_that_exist(effective: Any, root: Path) -> None:
    client = effective["x-client"]
    assert (
        client["class-name"],
        client["package"],
        client["env-prefix"],
        client["verify"],
    ) == ("CallFire", "callfire", "CALLFIRE", "getAccount")
    folder = root / "spec"
    written = {path.relative_to(folder).as_posix() for path in folder.glob("package/*.py")}
    assert set(client["modules"]) == written - {"package/__init__.py"}


def test_deletions_that_leave_something(operations: dict[str, Any]) -> None:
    assert marked(operations, "x-soft-delete") == {
        "deleteContact": {"deleted": True},
        "deleteDoNotContact": {"call": False, "text": False},
        "deleteCampaignSound": {"status": "ARCHIVED"},
    }


def test_enum_names_stand_for_one_set_each(effective: Any) -> None:
    sets: dict[str, set[tuple[str, ...]]] = {}

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            if "x-enum-name" in node:
                sets.setdefault(node["x-enum-name"], set()).add(tuple(node["enum"]))
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(effective)
    assert len(sets) == 14
    assert set(map(len, sets.values())) == {1}
