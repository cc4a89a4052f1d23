"""Webhooks: what is not signed with the secret is not read, and what is read loses nothing."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from runtime.core.errors import DecodeError, DeviationWarning, WebhookSignatureError
from runtime.models.model import Model
from runtime.webhooks.events import (
    UNVERIFIED,
    DeliveryState,
    EventKind,
    Scheme,
    SeenEvents,
    WebhookEvent,
)

# The published vector of the service this was first made for.
BODY = b'{"name":"test webhook", "callback":"sms:callfire"}'
SECRET = "mysecrets"
SIGNATURE = "v14pF7d5C1+CHNIEWlg+sw9v0Xg="

UNUSUAL = pytest.mark.filterwarnings("ignore::runtime.core.errors.DeviationWarning")

CALLBACKS = sorted(
    (Path(__file__).parents[4] / "shared" / "data" / "payloads" / "callbacks").glob("*.json")
)


class TextEvent(WebhookEvent["Text"]):
    pass


class Text(Model):
    id: int | None = None
    message: str | None = None
    from_number: str | None = None


SCHEME = Scheme(
    header="X-Signature",
    algorithm="sha1",
    encoding="base64",
    kinds={"InboundText": EventKind(TextEvent, lambda: Text, ("Finished",))},
)
DELIVERY = {
    "timestamp": 1496758301032,
    "webhookId": 3745004,
    "webhookName": "inbox",
    "resourceType": "InboundText",
    "events": [
        {
            "timestamp": 1496758301031,
            "webhookId": 3745004,
            "resourceType": "InboundText",
            "eventType": "Finished",
            "resource": {"id": 10, "message": "Hi", "fromNumber": "12135551122"},
        }
    ],
}


def written(**changes):
    return json.dumps(DELIVERY | changes).encode()


def parsed(**changes):
    return SCHEME.parse(written(**changes), None, UNVERIFIED)


def flipped(raw):
    """Every variant of some bytes with one bit the other way."""
    for bit in range(8 * len(raw)):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def test_the_published_vector_verifies():
    assert SCHEME.sign(BODY, SECRET) == SIGNATURE
    assert SCHEME.verify(BODY, SIGNATURE, SECRET)


def test_one_flipped_bit_anywhere_fails():
    fitting = [
        *(body for body in flipped(BODY) if SCHEME.verify(body, SIGNATURE, SECRET)),
        *(given for given in flipped(SIGNATURE.encode()) if SCHEME.verify(BODY, given, SECRET)),
        *(secret for secret in flipped(SECRET.encode()) if SCHEME.verify(BODY, SIGNATURE, secret)),
    ]

    assert fitting == []


@pytest.mark.parametrize(
    "body", [bytearray(BODY), memoryview(BODY)], ids=["bytearray", "memoryview"]
)
@pytest.mark.parametrize("signature", [SIGNATURE, SIGNATURE.encode(), f" {SIGNATURE}\t"])
@pytest.mark.parametrize(
    "secret", [SECRET, SECRET.encode(), [SECRET], ("old", SECRET), [b"new", b"mysecrets"]]
)
def test_accepted_forms(body, signature, secret):
    assert SCHEME.verify(body, signature, secret)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        " ",
        "v14pF7d5C1+CHNIEWlg+sw9v0Xg",
        SIGNATURE + "=",
        SIGNATURE.lower(),
        "ü",
        "\ud800",
        SIGNATURE * 2,
    ],
)
def test_signatures_that_do_not_fit(signature):
    assert not SCHEME.verify(BODY, signature, SECRET)
    with pytest.raises(WebhookSignatureError):
        SCHEME.parse(BODY, signature, SECRET)


def test_hexadecimal_signatures():
    scheme = Scheme(header="X", algorithm="sha256", encoding="hex")

    assert len(scheme.sign(BODY, SECRET)) == 64
    assert scheme.verify(BODY, scheme.sign(BODY, SECRET), SECRET)


@pytest.mark.parametrize("signature", [None, "", b""])
def test_a_missing_signature_is_reported_by_its_header(signature):
    with pytest.raises(WebhookSignatureError, match=r"\(X-Signature\) is missing"):
        SCHEME.parse(BODY, signature, SECRET)


@pytest.mark.parametrize("body", ["{}", {"a": 1}, None, [1], 7, object()])
def test_only_raw_bytes_are_taken(body):
    for attempt in (
        lambda: SCHEME.parse(body, SIGNATURE, SECRET),
        lambda: SCHEME.verify(body, SIGNATURE, SECRET),
        lambda: SCHEME.sign(body, SECRET),
        lambda: SCHEME.parse(body, None, UNVERIFIED),
    ):
        with pytest.raises(TypeError, match="body must be the raw bytes of the request"):
            attempt()


@pytest.mark.parametrize("signature", [1, ["x"], {}])
def test_a_signature_is_a_header_value(signature):
    with pytest.raises(TypeError, match="signature must be the header's value"):
        SCHEME.verify(BODY, signature, SECRET)


def test_no_secret_must_be_meant():
    with pytest.raises(TypeError, match="pass UNVERIFIED"):
        SCHEME.parse(BODY, SIGNATURE, None)
    assert not parsed().verified
    assert SCHEME.parse(written(), SCHEME.sign(written(), SECRET), SECRET).verified


@pytest.mark.parametrize("secret", ["", b"", [], ["good", ""]])
def test_an_empty_secret_is_a_mistake(secret):
    with pytest.raises(ValueError, match="secret is empty"):
        SCHEME.verify(BODY, SIGNATURE, secret)


@pytest.mark.parametrize("secret", [7, {"a": "b"}, bytearray(b"x"), [None]])
def test_a_secret_is_text_or_bytes(secret):
    with pytest.raises(TypeError, match="secret must be text, bytes or several"):
        SCHEME.verify(BODY, SIGNATURE, secret)


def test_errors_keep_body_and_secret_to_themselves():
    with pytest.raises(WebhookSignatureError) as caught:
        SCHEME.parse(written(), "wrong", SECRET)

    assert not [
        word for word in (SECRET, "12135551122", "Hi") if word in f"{caught.value!r}{caught.value}"
    ]


def test_a_known_resource_becomes_its_model():
    (event,) = parsed()

    assert (
        type(event),
        event.resource,
    ) == (TextEvent, Text(id=10, message="Hi", from_number="12135551122"))
    assert datetime(2017, 6, 6, 14, 11, 41, 31000, tzinfo=UTC) == event.timestamp
    assert (
        event.webhook_id,
        event.resource_type,
        event.event_type,
    ) == (3745004, "InboundText", "Finished")


def test_the_delivery_around_the_events():
    payload = parsed()

    assert (
        payload.webhook_id,
        payload.webhook_name,
        payload.resource_type,
        len(payload),
    ) == (3745004, "inbox", "InboundText", 1)
    assert payload.raw == DELIVERY


def test_events_can_be_matched_by_class():
    (event,) = parsed()
    match event:
        case TextEvent(resource=text):
            assert text.message == "Hi"
        case _:
            pytest.fail("the class shows nothing")


def test_what_an_event_leaves_out_comes_from_the_delivery():
    (event,) = parsed(events=[{"eventType": "Finished", "resource": {"id": 1}}])

    assert (type(event), event.webhook_id, event.resource) == (TextEvent, 3745004, Text(id=1))


def test_an_unusual_value_in_a_resource_is_kept_with_a_warning_or_refused_when_strict():
    body = written(events=[{"eventType": "Finished", "resource": {"id": "seven", "message": "Hi"}}])
    with pytest.warns(DeviationWarning, match="id"):
        (event,) = SCHEME.parse(body, None, UNVERIFIED)

    assert (event.resource.id, event.resource.message) == ("seven", "Hi")
    with pytest.raises(DecodeError, match="id"):
        SCHEME.parse(body, None, UNVERIFIED, strict=True)


@UNUSUAL
def test_unknown_resources_and_events_are_kept():
    news = {"resourceType": "Fax", "eventType": "Burnt", "resource": {"pages": 3}, "more": True}
    (event,) = parsed(resourceType="Fax", events=[news])

    assert (
        event.resource_type,
        event.event_type,
        event.resource,
        event.raw,
    ) == ("Fax", "Burnt", {"pages": 3}, news)


@UNUSUAL
@pytest.mark.parametrize("resource", [None, 7, "x", [1]])
def test_a_resource_that_is_no_object_is_kept(resource):
    (event,) = parsed(events=[{"eventType": "Finished", "resource": resource}])

    assert event.resource == resource


@UNUSUAL
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timestamp", "soon"),
        ("timestamp", 10**18),
        ("timestamp", True),
        ("webhookId", "7"),
        ("webhookName", 7),
    ],
)
def test_unusual_fields_of_a_delivery_stay_in_raw(name, value):
    payload = parsed(**{name: value})

    assert payload.raw[name] == value
    assert len(payload.events) == 1


@pytest.mark.parametrize("events", [None, []])
def test_a_delivery_without_events(events):
    assert parsed(events=events).events == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"1",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_delivery_is_refused(body):
    with pytest.raises(DecodeError, match="webhook's body"):
        SCHEME.parse(body, None, UNVERIFIED)


@UNUSUAL
@pytest.mark.parametrize(
    ("events", "resources"), [({}, []), ("x", []), ([1, {"resource": 2}], [1, 2])]
)
def test_unusual_events_do_not_hide_the_others(events, resources):
    payload = parsed(events=events)

    assert [event.resource for event in payload] == resources
    assert payload.raw["events"] == events


GOOD = DELIVERY["events"][0]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"timestamp": "soon"}, "$.timestamp"),
        ({"webhookId": "7"}, "$.webhookId"),
        ({"events": {}}, "$.events"),
        ({"events": [GOOD, 1]}, "$.events[1]"),
        ({"events": [GOOD, GOOD | {"eventType": 5}]}, "$.events[1].eventType"),
        ({"events": [GOOD | {"eventType": "Burnt"}]}, "$.events[0].eventType"),
        ({"events": [GOOD | {"resourceType": "Fax"}]}, "$.events[0].resourceType"),
        ({"events": [GOOD | {"resource": [1]}]}, "$.events[0].resource"),
        ({"events": [GOOD, GOOD | {"resource": {"id": "x"}}]}, "$.events[1].resource.id"),
    ],
)
def test_strict_mode_names_the_place(changes, path):
    with pytest.raises(DecodeError) as caught:
        SCHEME.parse(written(**changes), None, UNVERIFIED, strict=True)

    assert caught.value.path == path


@UNUSUAL
def test_strict_mode_takes_what_is_described():
    body = written(events=[GOOD | {"more": True, "resource": None}])

    assert len(SCHEME.parse(body, None, UNVERIFIED, strict=True)) == 1


def test_no_text_and_no_number_in_a_repr():
    payload = parsed()

    assert not [word for word in ("12135551122", "Hi") if word in repr(payload)]


def test_a_delivery_that_comes_again_is_known():
    seen = SeenEvents(size=2)
    one, two, three = (parsed(webhookId=number) for number in (1, 2, 3))

    states = []
    for payload in (one, one, two, three, one):
        states.append(seen.begin(payload))
        seen.finish(payload)

    assert states == ["new", "done", "new", "new", "new"]
    assert (len(seen), three in seen, two in seen) == (2, True, False)


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ([], "new"),
        (["begin"], "under_way"),
        (["begin", "finish"], "done"),
        (["begin", "forget"], "new"),
        (["begin", "finish", "forget"], "new"),
        (["begin", "begin", "finish"], "done"),
        (["begin", "forget", "begin"], "under_way"),
        (["forget"], "new"),
    ],
)
def test_a_delivery_is_new_under_way_or_done(before, state):
    seen = SeenEvents()
    for step in before:
        getattr(seen, step)(parsed())

    assert seen.begin(parsed()) == DeliveryState(state)


def test_what_is_under_way_is_never_pushed_out():
    seen = SeenEvents(size=1)
    seen.begin(parsed(webhookId=0))
    for number in range(1, 5):
        seen.begin(parsed(webhookId=number))
        seen.finish(parsed(webhookId=number))

    assert seen.begin(parsed(webhookId=0)) == "under_way"


def test_the_lock_survives_a_fork():
    seen = SeenEvents()
    with seen._lock:
        child = os.fork()
        if child == 0:
            os._exit(0 if seen.begin(parsed()) == "new" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_forgotten_delivery_is_new_again():
    seen = SeenEvents()
    seen.begin(parsed())
    seen.forget(parsed())

    assert seen.begin(parsed()) == "new"


def test_a_memory_holds_at_least_one():
    with pytest.raises(ValueError, match="size must be 1 or more"):
        SeenEvents(0)


@pytest.mark.skipif(not CALLBACKS, reason="the recorded callbacks are not here")
@pytest.mark.parametrize("path", CALLBACKS, ids=lambda path: path.stem)
def test_recorded_callbacks_lose_nothing(path):
    content = json.loads(path.read_text("utf-8"))["content"]
    body = json.dumps(content, indent=1).encode()
    payload = SCHEME.parse(body, SCHEME.sign(body, SECRET), SECRET)

    assert payload.raw == content
    assert [event.raw for event in payload] == content["events"]
    assert [event["resource"] for event in content["events"]] == [
        event.resource for event in payload
    ]
