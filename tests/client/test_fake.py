"""The API in memory, through the generated clients: whole flows, errors, every operation, server and plugin."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.swagger.publish import published
from generator.swagger.reachable import pruned

GENERATED = Path(__file__).resolve().parents[2] / "generated"
sys.path.insert(0, str(GENERATED / "src"))

import callfire  # noqa: E402
from callfire import contact_csv, webhooks  # noqa: E402
from callfire._runtime.testing.requests import Refusal  # noqa: E402
from callfire._runtime.testing.transport import arrival  # noqa: E402
from callfire.testing import FakeCallFire, InstantClock  # noqa: E402

PHONE = "12135551122"


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire()


@pytest.fixture
def client(fake: FakeCallFire) -> callfire.CallFire:
    return fake.client(strict=True)


# ---- Flows ----


def test_contacts_live_change_and_are_remembered_when_deleted(client):
    made = client.contacts.create(
        [
            {"first_name": "Ada", "home_phone": PHONE},
            {"first_name": "Bob", "mobile_phone": "12135551123"},
        ]
    )
    ada, bob = [each.id for each in made]
    assert [each.id for each in client.contacts.find(number=["12135551123"])] == [bob]
    client.contacts.update(ada, last_name="Byron")
    assert _names(client.contacts.get(ada)) == ("Ada", "Byron", None)
    client.contacts.delete(ada)
    assert _names(client.contacts.get(ada)) == ("Ada", "Byron", True)
    assert [each.id for each in client.contacts.find()] == [bob]


def _names(contact):
    return contact.first_name, contact.last_name, contact.deleted


def test_texts_are_reported_after_they_were_sent(client, fake):
    sent = client.texts.send([{"phone_number": PHONE, "message": "Hi"}], campaign_id=7)
    assert [each.state for each in sent] == ["READY"]
    since = datetime.now(UTC) - timedelta(hours=1)
    result = list(client.texts.find(states=["FINISHED"], to_number=PHONE, interval_begin=since))
    assert [
        (each.id, each.final_text_result, each.message, each.campaign_id) for each in result
    ] == [(sent[0].id, "SENT", "Hi", 7)]
    assert list(client.texts.find(campaign_id=8)) == []
    assert list(client.texts.find(interval_end=since)) == []
    assert fake.sent("sendTexts")[0].json == [{"phoneNumber": PHONE, "message": "Hi"}]


def test_a_default_message_is_for_those_without_one(client):
    rows = [{"phone_number": PHONE}, {"phone_number": "12135551123", "message": "Own"}]
    sent = client.texts.send(rows, default_message="Common")
    assert [each.message for each in sent] == ["Common", "Own"]


def test_calls_are_sent_ten_at_a_time(client, fake):
    many = [{"phone_number": f"1213555{number:04}", "live_message": "Hi"} for number in range(23)]
    result = client.calls.send_bulk(many)
    assert result.sent == 23
    assert sorted((len(each.json) for each in fake.sent("sendCalls")), reverse=True) == [10, 10, 3]
    with pytest.raises(ValueError, match="recipients must have at most 10 items, not 23"):
        client.calls.send(many)


@pytest.mark.parametrize("kind", ["calls", "texts"])
def test_broadcasts_start_run_and_end(client, kind):
    broadcasts = getattr(client, kind).broadcasts
    made = broadcasts.create(name="Autumn", recipients=[{"phone_number": PHONE}])
    assert _reported(broadcasts.get(made.id)) == ("SETUP", None)
    broadcasts.start(made.id)
    assert [each.id for each in broadcasts.find(running=True)] == [made.id]
    broadcasts.stop(made.id)
    assert broadcasts.get(made.id).status == "STOPPED"
    broadcasts.start(made.id)
    assert broadcasts.wait(made.id).status == "FINISHED"
    broadcasts.archive(made.id)
    assert broadcasts.get(made.id).status == "ARCHIVED"


def test_an_uploaded_list_brings_its_contacts(client):
    rows = [
        {"first_name": "Alice, the 1st", "home_phone": PHONE, "membership": "gold"},
        {"first_name": "Bob", "mobile_phone": "12135551133"},
    ]
    columns = ["firstName", "homePhone", "mobilePhone", "membership"]
    made = client.contacts.lists.upload(
        contact_csv.build(rows, columns=columns), name="Members", use_custom_fields=True
    )
    assert client.contacts.lists.wait(made.id).size == 2
    members = list(client.contacts.lists.find_contacts(made.id))
    assert [each.first_name for each in members] == ["Alice, the 1st", "Bob"]
    assert [each.properties for each in members] == [{"membership": "gold"}, None]
    [bob] = client.contacts.find(number=["12135551133"])
    assert client.contacts.get(bob.id).mobile_phone == "12135551133"


def _reported(broadcast):
    return broadcast.status, broadcast.recipients


def test_recipients_belong_to_their_broadcast(client):
    broadcasts = client.texts.broadcasts
    made = broadcasts.create(name="Autumn", recipients=[{"phone_number": PHONE}], message="Hi")
    broadcasts.add_recipients(made.id, [{"phone_number": "12135551123", "message": "Later"}])
    batch = broadcasts.add_batch(made.id, recipients=[{"phone_number": "12135551124"}])
    result = list(broadcasts.find_texts(made.id))
    assert [each.message for each in result] == [None, "Later", "Hi"]
    assert [each.id for each in broadcasts.find_batches(made.id)] == [batch.id]
    assert client.campaigns.batches.wait(batch.id).status == "ACTIVE"
    broadcasts.toggle_recipients(made.id, [{"phone_number": PHONE}], enable=False)
    states = [each.state for each in broadcasts.find_texts(made.id)]
    assert states == ["READY", "READY", "DISABLED"]
    with pytest.raises(callfire.NotFoundError):
        broadcasts.find_texts(1)


def test_orders_are_worked_on_and_then_leased(client):
    order = client.orders.order_numbers(numbers=["12135550101"])
    looks: list[Any] = []
    done = client.orders.wait(order.id, on_poll=lambda each: looks.append(each.status))
    assert (done.status, done.local_numbers.fulfilled) == ("FINISHED", ["12135550101"])
    assert looks[0] == "PROCESSING"
    lease = client.numbers.leases.get("12135550101")
    assert (lease.status, lease.auto_renew) == ("ACTIVE", True)
    client.numbers.leases.update("12135550101", auto_renew=False)
    assert client.numbers.leases.get("12135550101").auto_renew is False


def test_keywords_are_free_until_they_are_ordered(client):
    assert client.keywords.is_available("PIZZA")
    client.orders.order_keywords(keywords=["PIZZA"])
    assert not client.keywords.is_available("PIZZA")
    assert [each.keyword for each in client.keywords.leases.find()] == ["PIZZA"]


def test_numbers_that_want_no_calls_can_still_be_read_when_cleared(client):
    client.contacts.dncs.add(numbers=[PHONE, "12135551123"], source="Mine")
    client.contacts.dncs.add(numbers=[PHONE], text=False)
    assert _barred(client.contacts.dncs.get(PHONE)) == (True, False)
    client.contacts.dncs.delete(PHONE)
    assert _barred(client.contacts.dncs.get(PHONE)) == (False, False)
    assert [each.number for each in client.contacts.dncs.find(source="Mine")] == ["12135551123"]
    client.contacts.dncs.add(numbers=[PHONE])
    assert client.contacts.dncs.find().total_count == 2


def _barred(entry):
    return entry.call, entry.text


def test_lists_hold_new_and_known_contacts(client):
    known = client.contacts.create([{"home_phone": PHONE}])[0].id
    lists = client.contacts.lists
    made = lists.create(name="Customers", contact_numbers=["12135551123"])
    lists.add_contacts(made.id, contact_ids=[known])
    assert (lists.wait(made.id).status, lists.get(made.id).size) == ("ACTIVE", 2)
    assert len(list(client.contacts.find(contact_list_id=made.id))) == 2
    client.contacts.delete(known)
    assert [each.home_phone for each in lists.find_contacts(made.id)] == ["12135551123"]
    lists.remove_contacts(made.id, contact_id=[each.id for each in lists.find_contacts(made.id)])
    assert lists.get(made.id).size == 0
    assert len(list(client.contacts.find())) == 1


def test_uploads_come_back_as_they_were(client, tmp_path):
    (tmp_path / "hello.mp3").write_bytes(b"ID3 not quite music")
    sound = client.campaigns.sounds.upload(tmp_path / "hello.mp3", name="Hello")
    assert client.campaigns.sounds.wait(sound.id).status == "ACTIVE"
    assert client.campaigns.sounds.download_mp3(sound.id) == b"ID3 not quite music"
    again = client.campaigns.sounds.upload(tmp_path / "hello.mp3")
    assert (again.id, again.duplicate) == (sound.id, True)
    client.campaigns.sounds.delete(sound.id)
    assert list(client.campaigns.sounds.find()) == []
    assert [each.status for each in client.campaigns.sounds.find(include_archived=True)] == [
        "ARCHIVED"
    ]


def test_media_that_exist_are_refused_with_their_id(client):
    made = client.media.upload(b"\x89PNG\r\n\x1a\n0123")
    with pytest.raises(callfire.BadRequestError) as refused:
        client.media.upload(b"\x89PNG\r\n\x1a\n0123")
    assert refused.value.existing_id == made.id
    assert client.media.get(made.id).length_in_bytes == 12


def test_webhooks_are_gone_when_deleted(client):
    made = client.webhooks.create(
        name="Hook", resource="InboundText", events=["Finished"], callback="https://app.example"
    )
    assert client.webhooks.get(made.id).enabled
    assert [each.id for each in client.webhooks.find(event="Finished")] == [made.id]
    assert list(client.webhooks.find(event="Started")) == []
    client.webhooks.delete(made.id)
    with pytest.raises(callfire.NotFoundError):
        client.webhooks.get(made.id)


def test_passwords_of_credentials_are_reported_once(fake):
    client = fake.client()
    made = client.me.credentials.create(name="For the app")
    shown = client.me.credentials.get(made.id).password
    assert (len(made.password or ""), shown) == (16, "****3210")


# ---- Pages and parts ----


def test_pages_follow_each_other(client, fake):
    for number in range(7):
        fake.add("/texts", {"toNumber": f"1213555{number:04}", "state": "FINISHED"})
    page = client.texts.find(limit=3)
    assert (len(page), page.total_count) == (3, 7)
    assert len(list(page)) == 7
    assert [each.query.get("offset", 0) for each in fake.sent("findTexts")] == [0, 3, 6]


def test_fields_choose_parts(client, fake):
    fake.add("/contacts", {"id": 5, "firstName": "Ada", "homePhone": PHONE})
    result = client.contacts.get(5, fields=["first_name"])
    assert (result.id, result.first_name, result.home_phone) == (None, "Ada", None)
    assert [each.first_name for each in client.contacts.find(fields="items(firstName)")] == ["Ada"]


# ---- One world ----


@pytest.mark.parametrize(("kind", "result"), [("texts", "SENT"), ("calls", "LA")])
def test_a_finished_broadcast_has_finished_recipients(client, kind, result):
    broadcasts = getattr(client, kind).broadcasts
    made = broadcasts.create(name="Autumn", recipients=[{"phone_number": PHONE}], start=True)
    broadcasts.add_recipients(made.id, [{"phone_number": "12135551123"}])
    find = getattr(broadcasts, f"find_{kind}")
    assert [each.state for each in find(made.id)] == ["READY", "READY"]
    assert [each.state for each in find(made.id)] == ["READY", "READY"]
    assert broadcasts.wait(made.id).status == "FINISHED"
    actual = [*find(made.id)]
    results = [
        each.final_text_result if kind == "texts" else each.final_call_result for each in actual
    ]
    assert [(each.state, each.campaign_id) for each in actual] == [("FINISHED", made.id)] * 2
    assert results == [result] * 2


def test_recipients_that_are_switched_off_stay_so_until_they_are_switched_on(client):
    broadcasts = client.texts.broadcasts
    people = [{"phone_number": PHONE}]
    made = broadcasts.create(name="Autumn", recipients=people, message="Hi")
    broadcasts.toggle_recipients(made.id, people, enable=False)
    broadcasts.start(made.id)
    broadcasts.wait(made.id)
    assert [each.state for each in broadcasts.find_texts(made.id)] == ["DISABLED"]
    broadcasts.toggle_recipients(made.id, people, enable=True)
    assert [each.state for each in broadcasts.find_texts(made.id)] == ["READY"]
    assert [each.state for each in broadcasts.find_texts(made.id)] == ["FINISHED"]


def test_the_newest_come_first(fake, client):
    for day in (2, 3, 1):
        fake.add("texts", {"to_number": PHONE, "created": datetime(2026, 1, day, tzinfo=UTC)})
    client.texts.send([{"phone_number": PHONE, "message": each} for each in ("one", "two")])
    actual = [*client.texts.find()]
    assert [each.message for each in actual] == ["two", "one", None, None, None]
    assert [each.created.day for each in actual[2:]] == [3, 2, 1]
    first, second = (client.webhooks.create(**_webhook(name=name)) for name in "ab")
    assert [each.id for each in client.webhooks.find()] == [second.id, first.id]


def _webhook(**fields):
    url = "https://example.com/hook"
    return {"resource": "InboundText", "events": ["Finished"], "callback": url, **fields}


def test_time_goes_on_when_it_is_reported_to(fake, client):
    order = client.orders.order_numbers(numbers=["12135550101"])
    text = client.texts.send([{"phone_number": PHONE, "message": "Hi"}])[0]
    fake.advance(timedelta(days=1))
    assert client.orders.get(order.id).status == "FINISHED"
    later = client.texts.send([{"phone_number": PHONE, "message": "Hi"}])[0]
    assert timedelta(days=1) <= later.created - text.created < timedelta(days=1, minutes=1)


def test_a_change_is_stamped(fake, client):
    text = client.texts.send([{"phone_number": PHONE, "message": "Hi"}])[0]
    made = client.texts.broadcasts.create(name="Autumn", message="Hi")
    before = client.texts.broadcasts.get(made.id).last_modified
    fake.advance(60)
    client.texts.broadcasts.start(made.id)
    assert client.texts.broadcasts.get(made.id).last_modified - before >= timedelta(seconds=60)
    assert client.texts.get(text.id).modified >= text.created


def test_webhooks_hear_of_what_happens(fake, client):
    for resource, events in (
        ("TextBroadcast", ["Started", "Finished"]),
        ("OutboundText", ["Finished"]),
    ):
        client.webhooks.create(
            **_webhook(name=resource, resource=resource, events=events, secret="s3")
        )
    client.webhooks.create(**_webhook(name="off", resource="TextBroadcast", enabled=False))
    people = [{"phone_number": PHONE}]
    made = client.texts.broadcasts.create(name="A", message="Hi", recipients=people, start=True)
    assert [each.event for each in fake.deliveries] == ["Started"]
    client.texts.broadcasts.wait(made.id)
    assert [(each.resource, each.event) for each in fake.deliveries] == [
        ("TextBroadcast", "Started"),
        ("TextBroadcast", "Finished"),
        ("OutboundText", "Finished"),
    ]
    last = fake.deliveries[-1].callback
    [event] = webhooks.parse(last.body, last.headers[webhooks.HEADER], "s3")
    assert (event.resource.message, event.resource.state) == ("Hi", "FINISHED")
    assert {each.status for each in fake.deliveries} == {None}


def test_a_webhook_for_one_use_is_gone_and_its_fields_are_chosen(fake, client):
    client.webhooks.create(**_webhook(name="once", single_use=True, fields="message"))
    for word in ("Hello", "Again"):
        fake.receive_text(word, from_number=PHONE)
    [delivery] = fake.deliveries
    [event] = json.loads(delivery.callback.body)["events"]
    assert event["resource"] == {"message": "Hello"}
    assert [*client.webhooks.find()] == []


# ---- What customers do ----


def test_a_customer_replies_and_an_auto_reply_follows(fake, client):
    client.texts.auto_replies.create(number="12135550101", match="stop", message="You are off.")
    fake.receive_text("Please STOP", from_number="(213) 555-1122", to_number="12135550101")
    fake.receive_text("Thanks", from_number=PHONE)
    actual = [(each.inbound, each.message, each.from_number) for each in client.texts.find()]
    assert actual == [
        (True, "Thanks", PHONE),
        (False, "You are off.", "12135550101"),
        (True, "Please STOP", PHONE),
    ]


DIALPLAN = """<dialplan name="Root">
  <play type="tts">Hello ${name}</play>
  <menu name="ask" maxDigits="1">
    <play type="tts">Press 1 or 2</play>
    <keypress pressed="1-2">
      <stash varname="choice">${call.lastinput}</stash>
      <record varname="voice"/>
      <goto>bye</goto>
    </keypress>
    <keypress pressed="9"><dnc/><hangup/></keypress>
    <keypress pressed="0"><transfer>12135550101</transfer></keypress>
    <keypress pressed="timeout"><play>Still there?</play><goto>ask</goto></keypress>
    <keypress pressed="default"><goto>ask</goto></keypress>
  </menu>
  <play name="bye" type="tts">Bye</play>
</dialplan>"""


@pytest.fixture
def ivr_call(client):
    people = [{"phone_number": PHONE, "dialplan_xml": DIALPLAN, "attributes": {"name": "Ada"}}]
    return client.calls.send(people)[0]


@pytest.mark.parametrize(
    ("keys", "label", "result", "responses"),
    [
        (["1"], ["Bye"], "LA", [("choice", "1")]),
        (["5", "2"], ["Press 1 or 2", "Bye"], "LA", [("choice", "2")]),
        (["t1"], ["Still there?", "Press 1 or 2", "Bye"], "LA", [("choice", "1")]),
        (["0"], [], "XFER", []),
        (["9"], [], "LA", []),
    ],
)
def test_keys_lead_through_a_call(fake, client, ivr_call, keys, label, result, responses):
    client.webhooks.create(**_webhook(name="calls", resource="OutboundCall"))
    assert fake.press_keys(ivr_call.id) == ["Hello Ada", "Press 1 or 2"]
    assert client.calls.get(ivr_call.id).state == "SELECTED"
    assert [line for each in keys for line in fake.press_keys(ivr_call.id, each)] == label
    call = client.calls.get(ivr_call.id)
    replies = [(each.question, each.response) for each in call.records[0].question_responses or []]
    assert (call.state, call.final_call_result, replies) == ("FINISHED", result, responses)
    assert [each.event for each in fake.deliveries] == ["Finished"]
    recordings = [each.name for each in client.calls.recordings.list(ivr_call.id)]
    assert recordings == (["voice"] if responses else [])
    assert [each.number for each in client.contacts.dncs.find()] == ([PHONE] if "9" in keys else [])


def test_a_call_to_a_number_follows_its_dialplan(fake, client):
    fake.add("/numbers/leases/configs", {"number": "12135550101"})
    config = {"config_type": "IVR", "ivr_inbound_config": {"dialplan_xml": DIALPLAN}}
    client.numbers.configs.update("12135550101", **config)
    id_ = fake.receive_call(PHONE, "12135550101")
    assert fake.press_keys(id_, "2")[-1] == "Bye"
    call = client.calls.get(id_)
    assert (call.inbound, call.state, call.from_number) == (True, "FINISHED", PHONE)


def test_what_customers_cannot_do_is_refused(fake, client, ivr_call):
    plain = client.calls.send([{"phone_number": PHONE, "live_message": "Hi"}])[0]
    for id_, keys, message in (
        (ivr_call.id, "a", "'a' is no key"),
        (plain.id, "1", "has no dialplan"),
        (1, "1", "there is no 1 in /calls"),
    ):
        with pytest.raises(ValueError, match=message):
            fake.press_keys(id_, keys)
    with pytest.raises(ValueError, match="fromNumber must be a phone number"):
        fake.receive_text("Hi", from_number="me")


# ---- Names ----


def test_requests_speak_the_names_of_the_client(fake, client):
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    client.texts.send([{"phone_number": PHONE, "message": "Hi"}], campaign_id=7)
    client.texts.find(interval_begin=begin, states=["READY"])
    client.contacts.dncs.add(numbers=[PHONE], inbound_call=True)
    with pytest.raises(callfire.NotFoundError):
        client.contacts.lists.remove_contact(fake.add("contacts.lists", {}), 5)
    send, find, dncs, remove = fake.requests
    assert (send.name, send.operation, fake.sent("texts.send")) == (
        "texts.send",
        "sendTexts",
        [send],
    )
    assert send.arguments == {
        "recipients": [{"phone_number": PHONE, "message": "Hi"}],
        "campaign_id": 7,
    }
    assert send.arguments["recipients"][0]["phoneNumber"] == PHONE
    assert find.arguments == {"interval_begin": begin, "states": ["READY"]}
    assert dncs.arguments == {"numbers": [PHONE], "inbound_call": True}
    assert sorted(remove.arguments) == ["contact_id", "id"]


def test_items_speak_the_names_of_the_client(fake, client):
    created = datetime(2026, 1, 1, tzinfo=UTC)
    for collection, item in (
        ("contacts", {"first_name": "Ada", "home_phone": "(213) 555-1122"}),
        ("/contacts", {"firstName": "Ada", "homePhone": PHONE}),
    ):
        fake.add(collection, item)
    one, two = fake.items("contacts")
    assert one["home_phone"] == one["homePhone"] == two.get("homePhone") == PHONE
    assert "homePhone" in one
    assert "phone" not in one
    fake.add("texts", {"to_number": PHONE, "created": created})
    assert fake.items("/texts")[0]["created"] == created
    assert fake.state["/texts"][0]["created"] == 1_767_225_600_000
    fake.change("contacts", two["id"], first_name="Bob")
    assert client.contacts.get(two["id"]).first_name == "Bob"
    with pytest.raises(KeyError):
        one["phone"]


# ---- What is refused ----


def _refused(fake: FakeCallFire, method: str, path: str, content: Any = None) -> tuple[int, str]:
    body = b"" if content is None else json.dumps(content).encode()
    headers = {"authorization": "Basic eDp5", "content-type": "application/json"}
    reply, _ = fake.handle(arrival(fake.prefix, method, f"https://x{path}", headers, body))
    return reply.status, json.loads(reply.content)["message"]


@pytest.mark.parametrize(
    ("request_", "status", "message"),
    [
        (("GET", "/calls?fileds=id"), 400, "'fileds' is not known; did you mean 'fields'?"),
        (("GET", "/calls?limit=x"), 400, "query parameter 'limit' must be a whole number"),
        (("GET", "/calls?states=READY,DONE"), 400, "'states' must be one of READY"),
        (("GET", "/calls/x"), 400, "path parameter 'id' must be a whole number"),
        (("GET", "/calls/1"), 404, "there is no id 1 in /calls"),
        (("GET", "/call"), 404, "there is nothing at /call"),
        (("PATCH", "/calls/1"), 405, "takes GET, not PATCH"),
        (("POST", "/texts"), 400, "the body is missing"),
        (("POST", "/texts", {"phoneNumber": PHONE}), 400, "must be a list, not an object"),
        (("POST", "/texts", [{"phoneNumber": 1}]), 400, "[0].phoneNumber must be text"),
        (("POST", "/texts", [{"message": "Hi"}]), 400, "one of phoneNumber, contactId"),
        (("POST", "/texts/broadcasts/1/start", {}), 400, "takes no body"),
        (
            ("POST", "/texts", [{"phoneNumber": "hello", "message": "m"}]),
            400,
            "[0].phoneNumber must be a phone number",
        ),
        (("GET", "/texts?toNumber=hello"), 400, "'toNumber' must be a phone number"),
        (("POST", "/texts", [{"phoneNumber": PHONE}]), 400, "or the parameter defaultMessage"),
        (("POST", "/texts", []), 400, "the body must have at least 1 items"),
        (
            ("POST", "/contacts/dncs", {"numbers": ["abc"], "call": True}),
            400,
            "numbers[0] must be a phone number",
        ),
        (("POST", "/contacts/dncs", {"call": True}), 400, "the body must have numbers"),
        (("POST", "/webhooks", {"name": "x"}), 400, "the body must have resource"),
        (
            (
                "POST",
                "/webhooks",
                {
                    "name": "x",
                    "resource": "InboundText",
                    "events": ["Stopped"],
                    "callback": "https://example.com",
                },
            ),
            400,
            "cannot have the event 'Stopped'; InboundText has Finished",
        ),
        (
            (
                "POST",
                "/texts/broadcasts",
                {"name": "n", "schedules": [{"startTimeOfDay": {"hour": 77}}]},
            ),
            400,
            "schedules[0].startTimeOfDay.hour must be at most 23",
        ),
        (
            ("POST", "/calls/broadcasts", {"name": "n", "maxActive": 99999999999}),
            400,
            "maxActive must be at most 2147483647",
        ),
        (("GET", "/calls?campaignId=99999999999999999999"), 400, "'campaignId' must be at most 92"),
        (
            ("POST", "/calls/broadcasts", {"name": "n", "labels": ["x", "x"]}),
            400,
            "labels must not have an item twice",
        ),
        (("GET", "/calls?limit=-5"), 400, "query parameter 'limit' must be at least 0"),
        (("POST", "/orders/numbers", {"city": "x"}), 400, "numbers or localCount"),
        (
            ("POST", "/calls/broadcasts", {"name": "x", "dialPlanXml": "<dialplan/>"}),
            400,
            "has no field 'dialPlanXml'; did you mean 'dialplanXml'?",
        ),
        (("POST", "/contacts", [{"firstName": "Ada"}]), 400, "[0] must have homePhone or"),
        (("GET", "/numbers/local"), 400, "one of these parameters is required: prefix, city"),
    ],
)
def test_what_the_description_does_not_allow_is_refused_with_its_place(
    fake, request_, status, message
):
    result = _refused(fake, *request_)
    assert result[0] == status
    assert message in result[1]


def test_requests_need_credentials_and_the_right_ones(fake):
    reply, _ = fake.handle(arrival(fake.prefix, "GET", "https://x/calls", {}, b""))
    assert reply.status == 401
    strict = FakeCallFire("login", "password", logins={"account": ("owner", "secret")})
    assert list(strict.client().calls.find()) == []
    wrong = callfire.CallFire("other", "x", http_client=strict.transport)
    with pytest.raises(callfire.AuthenticationError):
        wrong.calls.find()
    with pytest.raises(callfire.AuthenticationError, match="account login"):
        strict.client().me.credentials.find()
    assert list(strict.client().with_auth("owner", "secret").me.credentials.find()) == []
    with pytest.raises(callfire.AuthenticationError):
        strict.client().with_auth("owner", "secret").calls.find()


# ---- What goes wrong on demand ----


def test_reads_are_retried_until_they_work(client, fake):
    fake.fail("findCalls", status=503, times=1)
    fake.drop("findCalls", times=1)
    assert list(client.calls.find()) == []
    assert [each.status for each in fake.sent("findCalls")] == [503, None, 200]


@pytest.mark.parametrize("when", ["before", "after"])
def test_sends_are_never_retried_when_no_one_knows(client, fake, when):
    fake.drop("sendTexts", when)
    with pytest.raises(callfire.OutcomeUnknownError):
        client.texts.send([{"phone_number": PHONE, "message": "Hi"}])
    assert len(fake.sent("sendTexts")) == 1
    assert (when == "after") == bool(fake.items("/texts"))


def test_sends_that_never_arrived_are_retried(client, fake):
    fake.drop("sendTexts", "connect", times=2)
    client.texts.send([{"phone_number": PHONE, "message": "Hi"}])
    assert 1 == len(fake.sent("sendTexts")) == len(fake.items("/texts"))


def test_sends_wait_as_long_as_they_are_reported(fake):
    clock = InstantClock()
    fake.fail("sendTexts", status=429, retry_after=20)
    fake.client(clock=clock).texts.send([{"phone_number": PHONE, "message": "Hi"}])
    assert clock.monotonic() >= 20
    assert len(fake.sent("sendTexts")) == 2


def test_slow_responses_are_given_up(fake):
    fake.delay("findCalls", 5, times=None)
    client = fake.client(timeout=0.01, max_retries=1)
    with pytest.raises(callfire.TimeoutError):
        client.calls.find()
    assert len(fake.sent("findCalls")) == 2


def test_unusual_responses_arrive_as_they_are(fake):
    fake.add("/calls", {"id": 5, "state": "READY"})
    fake.respond("getCall", {"id": "5", "state": "DREAMING", "later": 1}, times=2)
    client = fake.client()
    with pytest.warns(callfire.DeviationWarning):
        assert client.calls.get(5).state == "DREAMING"
    with pytest.raises(callfire.DecodeError):
        client.with_options(strict=True).calls.get(5)
    assert client.calls.get(5).state == "READY"


def test_refusals_show_what_the_api_would(client, fake):
    fake.fail("orderNumbers", status=400, message="no valid credit card on file", skip=1)
    client.orders.order_numbers(numbers=["12135550101"])
    with pytest.raises(callfire.BadRequestError, match="no valid credit card on file"):
        client.orders.order_numbers(numbers=["12135550101"])


def test_mistakes_of_tests_are_reported(fake):
    with pytest.raises(ValueError, match="did you mean 'sendTexts'"):
        fake.fail("sendText")
    with pytest.raises(ValueError, match="did you mean 'findCalls'"):
        fake.sent("findcalls")
    with pytest.raises(ValueError, match=r"did you mean 'texts\.send'"):
        fake.sent("text.send")
    with pytest.raises(ValueError, match="did you mean 'firstName'"):
        fake.add("/contacts", {"firstname": "Ada"})
    with pytest.raises(ValueError, match=r"did you mean 'contacts\.lists'"):
        fake.items("contact.lists")
    with pytest.raises(ValueError, match="did you mean '/contacts'"):
        fake.add("/contact", {})
    with pytest.raises(ValueError, match="there is no 5"):
        fake.change("/contacts", 5, firstName="Ada")


def test_items_can_be_changed_as_time_would(client, fake):
    made = client.texts.send([{"phone_number": PHONE, "message": "Hi"}])
    fake.change("/texts", made[0].id, finalTextResult="CARRIER_ERROR", state="FINISHED")
    assert client.texts.get(made[0].id).final_text_result == "CARRIER_ERROR"


def test_items_that_a_test_adds_have_the_time_of_their_creation(client, fake):
    since = datetime.now(UTC) - timedelta(hours=1)
    fake.add("/calls", {"id": 5})
    fake.add("/calls", {"id": 6, "created": 1})
    assert [each.id for each in client.calls.find(interval_begin=since)] == [5]


def test_a_reset_forgets_all_but_what_is_always_there(client, fake):
    client.contacts.create([{"home_phone": PHONE}])
    fake.fail("findContacts", times=None)
    fake.reset()
    assert list(client.contacts.find()) == []
    assert len(fake.requests) == 1
    assert client.me.get_account().email


def test_records_hold_no_credentials(client, fake):
    client.calls.find(id=[1, 2], inbound=True)
    seen = fake.requests[0]
    assert "authorization" not in seen.headers
    assert {name: seen.query[name] for name in ("id", "inbound")} == {"id": [1, 2], "inbound": True}
    assert repr(seen) == "<calls.find: GET /calls, 200>"


# ---- Callbacks ----


@pytest.mark.parametrize(
    ("resource", "event", "item", "message"),
    [
        ("InboundText", "Stopped", {}, "InboundText Stopped is never reported"),
        ("Inbound", "Finished", {}, "Inbound Finished is never reported"),
        ("InboundText", "Finished", {"mesage": "Hi"}, "did you mean 'message'"),
        ("InboundText", "Finished", {"id": "abc"}, "id must be a whole number"),
    ],
)
def test_callbacks_are_checked(fake, resource, event, item, message):
    with pytest.raises(ValueError, match=message):
        fake.callback(resource, event, item)


def test_callbacks_take_both_kinds_of_names(fake):
    posts = [
        fake.callback("InboundText", "Finished", item)
        for item in (
            {"from_number": PHONE},
            {"fromNumber": PHONE},
            callfire.Text(from_number=PHONE),
        )
    ]
    assert [json.loads(each.body)["events"][0]["resource"] for each in posts] == [
        {"fromNumber": PHONE}
    ] * 3


def test_callbacks_are_signed_as_the_api_signs(fake):
    post = fake.callback("InboundText", "Finished", {"id": 5, "message": "STOP"}, secret="s")
    payload = webhooks.parse(post.body, post.headers[webhooks.HEADER], "s")
    assert [(event.resource_type, event.resource.message) for event in payload] == [
        ("InboundText", "STOP")
    ]
    with pytest.raises(ValueError, match="never reported"):
        fake.callback("InboundText", "Started", {})


# ---- Both modes, threads ----


def test_coroutines_share_it(fake):
    async def flow() -> list[Any]:
        async with fake.async_client(strict=True) as client:
            await asyncio.gather(
                *(
                    client.texts.send([{"phone_number": PHONE, "message": str(number)}])
                    for number in range(20)
                )
            )
            fake.fail("findTexts", status=500)
            return [text.message async for text in client.texts.find(limit=7)]

    assert sorted(asyncio.run(flow())) == sorted(map(str, range(20)))
    assert len(fake.client().texts.find(limit=100)) == 20


# ---- Every operation ----

PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^## (.+)\n\n.*?operation `(\w+)`", re.MULTILINE)
PAGES = sorted((GENERATED / "docs" / "resources").glob("*.md"))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The published description."""
    folder = GENERATED.parent / "spec"
    config = Config(
        folder.parent, folder / "swagger.json", folder / "overlay.yaml", folder / "names.yaml"
    )
    report = Diagnostics()
    source = pipeline.read(config, report)
    assert source
    return published(pruned(pipeline.effective(source, report)).root.plain())


def _deviations(document: dict[str, Any], operation: Any, reply: Any) -> list[str]:
    """What a response does that the description does not state."""
    responses = document["paths"][operation.path][operation.method.lower()]["responses"]
    described = responses.get(str(reply.status))
    if described is None:
        return [f"{operation.id}: {reply.status} is not described"]
    schema = described.get("schema")
    if schema is None or schema.get("type") == "file":
        return []
    validator = jsonschema.Draft4Validator({**schema, "definitions": document["definitions"]})
    return [
        f"{operation.id}: {error.json_path}: {error.message}"
        for error in validator.iter_errors(json.loads(reply.content))
    ]


@pytest.fixture
def deviations() -> list[str]:
    """How responses deviate from the description."""
    return []


@pytest.fixture
def everywhere(
    fake: FakeCallFire,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    document: dict[str, Any],
    deviations: list[str],
) -> FakeCallFire:
    """Every client reaches the fake; what a path names is there."""
    for name in ("login", "password"):
        monkeypatch.setenv(f"CALLFIRE_{name.upper()}", name)
    monkeypatch.chdir(tmp_path)
    for ending in ("txt", "csv", "mp3", "wav", "png", "jpg"):
        (tmp_path / f"example.{ending}").write_bytes(b"0123456789")

    def respond(request: httpx2.Request) -> httpx2.Response:
        url, headers = str(request.url), dict(request.headers)
        came = arrival(fake.prefix, request.method, url, headers, request.content)
        _provide(fake, came)
        reply, _ = fake.handle(came)
        target, _ = fake._router.match(came.method, came.path)
        deviations.extend(_deviations(document, target.operation, reply))
        return httpx2.Response(reply.status, headers=dict(reply.headers), content=reply.content)

    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return respond(request)

    async def handle_async(_: object, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return respond(request)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", handle_async)
    return fake


def _provide(fake: FakeCallFire, came: Any) -> None:
    from callfire._runtime.testing.routing import expand

    target, path = fake._router.match(came.method, came.path)
    free = target.does in {"respond", "absent", "find"}
    own = (target.collection, "" if free else target.parameter, target.key)
    for collection, parameter, key in (*target.parents, own):
        if parameter in path:
            place = expand(collection, path)
            for text in path[parameter].split(","):
                had = {name: path[had] for name, had in target.route.rules.where.items()}
                values = {key: text, **had} if collection == target.collection else {key: text}
                if fake._store.find(place, key, text, had if len(values) > 1 else None) is None:
                    fake.add(place, {name: _typed(value) for name, value in values.items()})
    for contact in range(1, 10):
        fake._store.find("/contacts", "id", contact) or fake.add("/contacts", {"id": contact})


def _typed(text: str) -> str | int:
    return int(text) if text.isdigit() and len(text) < 11 else text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_of_every_operation_get_the_described_response(
    page, everywhere, deviations, capsys
):
    for section in re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        result = SECTION.match(section)
        assert result
        for program in PROGRAM.findall(section):
            everywhere.reset()
            strict = program.replace("CallFire(", "CallFire(strict=True, ")
            exec(compile(strict, result[1], "exec"), {"__name__": "__main__"})
            seen = everywhere.sent(result[2])
            assert seen
            assert all(each.status and each.status < 300 for each in seen)
    assert deviations == []
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_errors_have_the_described_body(fake, document, operations, status):
    for id_ in operations:
        target = fake._router.by_id[id_]
        reply = fake.refused(Refusal(status, "no credit"))
        assert _deviations(document, target.operation, reply) == []
        assert json.loads(reply.content) == {"httpStatusCode": status, "message": "no credit"}


def test_successes_have_the_described_status(fake, document, operations):
    statuses = {id_: fake._router.by_id[id_].route.status for id_, each in operations.items()}
    described = {
        id_: min(
            int(status)
            for status in document["paths"][each.path][each.method.lower()]["responses"]
            if status.startswith("2")
        )
        for id_, each in operations.items()
    }
    assert statuses == described


def test_the_fake_knows_every_operation(fake, operations):
    assert sorted(fake._router.by_id) == sorted(operations)


# ---- Server and plugin ----


@pytest.fixture
def served(fake: FakeCallFire) -> Iterator[str]:
    with fake.serve() as address:
        yield address


def test_it_responses_over_a_socket(fake, served):
    with callfire.CallFire("login", "password", base_url=served) as client:
        made = client.contacts.create([{"home_phone": PHONE}])
        assert client.contacts.get(made[0].id).home_phone == PHONE
        fake.drop("sendTexts", "after")
        with pytest.raises(callfire.OutcomeUnknownError):
            client.texts.send([{"phone_number": PHONE, "message": "Hi"}])
    assert len(fake.sent("sendTexts")) == 1


def test_a_request_on_an_open_connection_takes_no_delayed_ack(served):
    with httpx2.Client(base_url=served, auth=("login", "password")) as client:
        client.get("/me/account")
        start = time.perf_counter()
        for _ in range(20):
            assert client.get("/me/account").status_code == 200
        assert time.perf_counter() - start < 20 * 0.03


def test_a_client_that_goes_away_prints_nothing(fake, served, capfd):
    fake.delay("getAccount", 0.2, times=None)
    for _ in range(3):
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{served}/me/account", auth=("login", "password"), timeout=0.05)
    time.sleep(0.4)
    assert capfd.readouterr().err == ""


def test_many_numbers_take_time_in_proportion(client):
    def seconds(count: int) -> float:
        numbers = [f"1213{number:07}" for number in range(2_000_000, 2_000_000 + count)]
        start = time.perf_counter()
        client.contacts.dncs.add(numbers=numbers, call=True)
        return time.perf_counter() - start

    seconds(10)
    # Eight times the numbers took sixty times the time when each was looked for among all.
    assert seconds(4000) < 25 * max(seconds(500), 0.002)


def test_many_items_take_time_in_proportion(client):
    def seconds(count: int) -> float:
        rows = [
            {"home_phone": f"1213{number:07}"} for number in range(2_000_000, 2_000_000 + count)
        ]
        start = time.perf_counter()
        made = client.contacts.create(rows)
        kept = client.contacts.lists.create(name="all", contact_ids=[each.id for each in made])
        assert len([*client.contacts.find(contact_list_id=kept.id, limit=1000)]) == count
        for each in [*made][::-10]:
            client.contacts.update(each.id, first_name="Ada")
            client.contacts.delete(each.id)
        return time.perf_counter() - start

    seconds(10)
    # Eight times the items took fifty times the time when each was looked for among all.
    assert seconds(4000) < 25 * max(seconds(500), 0.01)


def test_it_is_served_from_the_command_line():
    environment = {**os.environ, "PYTHONPATH": str(GENERATED / "src")}
    command = [sys.executable, "-m", "callfire.testing", "--login", "x", "--password", "y"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v2", address)
            with callfire.CallFire("x", "y", base_url=address) as client:
                assert client.me.get_account().id
            with (
                callfire.CallFire("x", "z", base_url=address) as other,
                pytest.raises(callfire.AuthenticationError),
            ):
                other.me.get_account()
        finally:
            process.terminate()


APP_TEST = """
import sys

import callfire

AT_START = [name for name in sys.modules if name.startswith(("callfire.testing", "callfire._client"))]


def test_no_run_of_pytest_pays_for_the_fake():
    assert AT_START == []


def remind(client, number):
    return client.texts.send([{'phone_number': number, 'message': 'See you tomorrow'}])


def test_reminder(fake_callfire, callfire_client):
    remind(callfire_client, '12135551122')
    [request] = fake_callfire.sent('sendTexts')
    assert request.json == [{'phoneNumber': '12135551122', 'message': 'See you tomorrow'}]


def test_each_test_has_its_own(fake_callfire, async_callfire_client):
    assert fake_callfire.requests == []
    assert isinstance(async_callfire_client, callfire.AsyncCallFire)
"""


def test_pytest_finds_the_fixtures(tmp_path):
    (tmp_path / "test_app.py").write_text(APP_TEST)
    environment = {**os.environ, "PYTHONPATH": str(GENERATED / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "callfire.pytest_plugin"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "3 passed" in done.stdout, done.stdout
    assert 'callfire = "callfire.pytest_plugin"' in (GENERATED / "pyproject.toml").read_text()


def test_a_file_that_cannot_be_read_fails_as_with_the_api():
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError("the disk is gone")

    fake = FakeCallFire()

    async def upload():
        async with fake.async_client() as client:
            await client.campaigns.sounds.upload(Broken(b"x"), name="x")

    with fake.client() as client, pytest.raises(OSError, match=r"^the disk is gone$"):
        client.campaigns.sounds.upload(Broken(b"x"), name="x")
    with pytest.raises(OSError, match=r"^the disk is gone$"):
        asyncio.run(upload())
