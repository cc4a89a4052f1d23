"""No number leaves that the options do not allow, whatever way a request takes; what is held states it."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from callfire import (
    AsyncCallFire,
    BulkJournalMismatchError,
    BulkResult,
    CallFire,
    Clock,
    ConfigurationError,
    HeldError,
    QuietHours,
    actions,
    operations,
    raw,
)
from callfire._runtime.actions.catalogue import BODY
from callfire._runtime.core.operation import Effect
from callfire._runtime.mcp.calls import Calls, Failure
from callfire._runtime.mcp.ledger import Ledger
from callfire._runtime.mcp.tools import Surface
from callfire._runtime.recipients.facts import spots
from callfire.cli import PROGRAM, run
from callfire.testing import FakeCallFire
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

ALLOWED = ("12135550101", "12135550102", "442079460123")
OTHERS = ("12135559901", "13105559902", "442079469903")
SPELT = {
    "12135550101": "(213) 555-0101",
    "12135559901": "+1 213 555 9901",
    "13105559902": "310.555.9902",
    "442079469903": "+442079469903",
    "442079460123": "+44 20 7946 0123",
}
REACHING = sorted(
    (each for each in map(operations.by_id, operations.IDS) if each.recipients),
    key=lambda operation: operation.id,
)
EXAMPLE = "12135551122"
"""What examples of the documentation reach."""
IVR = "<dialplan name='Root'><transfer name='t'>${number}</transfer></dialplan>"
EASY = settings(
    max_examples=25,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


def number() -> st.SearchStrategy[str]:
    return st.sampled_from([*ALLOWED, *OTHERS]).flatmap(
        lambda each: st.sampled_from(
            [each if each[0] == "1" else f"+{each}", SPELT.get(each, f"+{each}")]
        )
    )


def put(body: Any, place: str, value: Any) -> Any:
    """Return a body with a value at a place, in new rows where the place leads through lists."""
    step, _, rest = re.fullmatch(r"(\[\]|[^.\[\]]+)(\.?)(.*)", place).groups()  # type: ignore[union-attr]
    if step == "[]":
        rows = body if isinstance(body, list) else []
        return [*rows, put({}, rest, value) if rest else value]
    inner = dict(body or {})
    inner[step] = put(inner.get(step), rest, value) if rest else value
    return inner


@st.composite
def further(draw: Any, body: Any, facts: Any) -> Any:
    """A body with, now and then, what reaches people whose numbers it does not show."""
    for place in facts.people:
        if draw(st.integers(0, 3)) == 0:
            body = put(body, place, True if place == "enabled" else 12)
    for place in facts.patterns:
        if draw(st.integers(0, 3)) == 0:
            body = put(body, place, draw(st.sampled_from([IVR, "<dialplan name='Root'/>"])))
    return body


@st.composite
def requests(draw: Any) -> tuple[Any, dict[str, Any]]:
    """An operation that reaches people, with inputs that do, in wire names."""
    operation = draw(st.sampled_from(REACHING))
    action, facts = actions.get(operation.id), operation.recipients
    inputs = json.loads(json.dumps(action.example).replace(EXAMPLE, ALLOWED[0]))
    body = None if isinstance(inputs.get(BODY), list) else without_people(inputs.get(BODY))
    for place in facts.numbers:
        if place.startswith("{"):
            inputs[place[1:-1]] = draw(number())
            continue
        for value in draw(st.lists(number(), min_size=place.startswith("[]."), max_size=4)):
            body = put(body, place, value)
    body = draw(further(body, facts))
    if facts.when:
        inputs["enable"] = draw(st.booleans())
    if isinstance(body, list):
        body = [
            row if "contactId" in row else {"phoneNumber": draw(number())} | row for row in body
        ]
        if operation.id == "sendTexts":
            body = [{"message": "Hi"} | row for row in body]
    if isinstance(body, dict) and "contactListId" in body:
        body.pop("recipients", None)
    if body:
        inputs[BODY] = body
    try:
        actions.check(operation.id, inputs)
    except actions.InputError:
        assume(False)
    return operation, inputs


def without_people(body: Any) -> Any:
    return {
        k: v
        for k, v in (body or {}).items()
        if k not in {"recipients", "contactListId", "toNumber"}
    }


def left(came: list[Any]) -> list[str]:
    """Each request as it came, without the signs that people write into numbers."""
    return [re.sub(r"[ ().+-]", "", f"{each.url} {each.content.decode()}") for each in came]


def reached(came: list[Any]) -> set[str]:
    return {each for text in left(came) for each in OTHERS if each in text or each[1:] in text}


def is_harmless(operation: Any, inputs: Mapping[str, Any]) -> bool:
    """Whether recipients are switched off, who are named but not reached."""
    return bool(operation.recipients.when) and not inputs["enable"]


def expected(facts: Any, inputs: Mapping[str, Any]) -> bool:
    """Whether an input reaches no one but whom it may."""
    text = json.dumps(inputs)
    plain = re.sub(r"[ ().+-]", "", text)
    body = inputs.get(BODY)
    rows = body if isinstance(body, list) else [body or {}]
    people = any("contactId" in r for row in rows for r in [row, *(row.get("recipients") or [])])
    if facts.when and not inputs["enable"]:
        return True
    stored = any(row.get("contactListId") or row.get("enabled") for row in rows)
    return not (
        any(each in plain or each[1:] in plain for each in OTHERS)
        or people
        or stored
        or "<transfer" in text
        or facts.always
    )


@contextmanager
def environment(**given: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update({f"CALLFIRE_{name}": value for name, value in given.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@EASY
@given(case=requests())
@pytest.mark.parametrize("way", ["call", "async", "actions", "bulk", "bytes"])
def test_no_other_number_leaves(came: Any, way: str, case: tuple[Any, Any]) -> None:
    address, arrived = came
    arrived.clear()
    operation, inputs = case
    options: Any = {"base_url": address, "allow_only": [f"+{each}" for each in ALLOWED]}
    checked = actions.runner().checked(operation.id, inputs)[1]
    values = {"path": checked.path, "query": checked.query}
    held = False
    try:
        if way == "async":

            async def send() -> None:
                async with AsyncCallFire("a", "b", **options) as client:
                    await client.call(operation, **values, body=checked.body)

            asyncio.run(send())
        else:
            with CallFire("a", "b", **options) as client:
                if way == "actions":
                    actions.run(operation.id, inputs, client)
                elif way == "bulk" and isinstance(checked.body, list):
                    result = bulk(client, operation, checked.body, **values)
                    assert result.held + result.sent + result.unknown == len(checked.body)
                    held = bool(result.held)
                elif way == "bytes":
                    client.call(operation, **values, body=json.dumps(checked.body).encode())
                else:
                    client.call(operation, **values, body=checked.body)
    except HeldError:
        held = True

    assert held == (not arrived) or way == "bulk"
    assert reached(arrived) == set() or is_harmless(operation, inputs)
    assert held != expected(operation.recipients, inputs)


def bulk(client: CallFire, operation: Any, rows: Any, **values: Any) -> BulkResult[Any]:
    from callfire._runtime.bulk.sync import send_bulk

    return send_bulk(client, operation, rows, chunk=min(operation.chunk or 3, 3), **values)


@EASY
@given(case=requests())
@pytest.mark.parametrize("way", ["command", "assistant"])
def test_no_other_number_leaves_a_program(
    came: Any, tmp_path: Any, way: str, case: tuple[Any, Any]
) -> None:
    address, arrived = came
    arrived.clear()
    operation, inputs = case
    known = {"LOGIN": "a", "PASSWORD": "b", "BASE_URL": address}
    with environment(**known, ALLOW_ONLY=",".join(f"+{each}" for each in ALLOWED)):
        if way == "command":
            code = run(PROGRAM, ["run", operation.id, "--input", json.dumps(inputs), "--yes", "-q"])
            held = code != 0
        else:
            held = asyncio.run(confirm(operation.id, inputs, tmp_path / "tokens.sqlite3"))

    assert reached(arrived) == set() or is_harmless(operation, inputs)
    assert held != expected(operation.recipients, inputs)
    assert held == (not arrived)


async def confirm(action: str, inputs: Any, path: Any) -> bool:
    """Prepare and confirm an action, as assistants do; returns whether that failed."""
    surface = Surface.of(actions.CATALOGUE, spend=True)
    with CallFire() as client:
        calls = Calls(surface, actions.runner(), client, Ledger(path, "here"), "callfire")
        prepared = await calls.call("prepare_action", {"name": action, "input": inputs})
        try:
            await calls.call("confirm_action", {"token": prepared["token"]})
        except Failure as failure:
            return bool(failure.response["error"] == "HeldError")
    return False


@EASY
@given(case=requests())
@pytest.mark.parametrize("way", ["call", "bulk", "bytes"])
def test_all_reach_the_number_of_redirect_to(came: Any, way: str, case: tuple[Any, Any]) -> None:
    address, arrived = came
    arrived.clear()
    operation, inputs = case
    checked = actions.runner().checked(operation.id, inputs)[1]
    values = {"path": checked.path, "query": checked.query}
    body = checked.body
    with CallFire("a", "b", base_url=address, redirect_to="+1 213 555 0177") as client:
        try:
            if way == "bulk" and isinstance(body, list):
                bulk(client, operation, body, **values)
            else:
                body = json.dumps(body).encode() if way == "bytes" and body is not None else body
                client.call(operation, **values, body=body)
        except HeldError:
            assert not expected(operation.recipients, inputs)

    if is_harmless(operation, inputs):
        return
    for request in arrived:
        body = json.loads(request.content) if request.content else None
        for place in operation.recipients.numbers:
            result = {spot.value for spot in spots(body, place)}
            assert result <= {"12135550177"}
    assert reached(arrived) == set()


TEXTS = operations.by_id("sendTexts")


def send(client: CallFire, *numbers: Any, **more: Any) -> Any:
    return client.texts.send([{"phone_number": each, "message": "Hi"} for each in numbers], **more)


def test_hooks_and_further_fields_are_checked_too(came: Any) -> None:
    address, arrived = came

    def other(request: Any) -> Any:
        return replace(request, content=request.content.replace(b"12135550101", b"12135559901"))

    def around(request: Any, pass_on: Any) -> Any:
        return pass_on(other(request))

    row = [{"phoneNumber": "12135550101", "message": "Hi"}]
    ring = operations.by_id("postCallCampaignSound")
    for options, operation, body in (
        ({"on_request": other}, TEXTS, row),
        ({"middleware": around}, TEXTS, row),
        ({"extra_body": {"toNumber": "12135559901"}}, ring, {"toNumber": "12135550101"}),
    ):
        given: Any = {"base_url": address, "allow_only": ALLOWED[:2], **options}
        with (
            CallFire("a", "b", **given) as client,
            pytest.raises(HeldError, match=r"\*\*\*9901 is not among allow_only"),
        ):
            client.call(operation, body=body)
    assert arrived == []


def test_of_a_key_that_a_body_has_twice_one_is_sent(came: Any) -> None:
    address, arrived = came
    body = b'[{"phoneNumber":"12135559901","phoneNumber":"12135550101","message":"Hi"}]'
    with CallFire("a", "b", base_url=address, allow_only="12135550101") as client:
        client.call(TEXTS, body=body)
    assert json.loads(arrived[0].content) == [{"phoneNumber": "12135550101", "message": "Hi"}]
    assert reached(arrived) == set()


ALLOW = [
    (["+1 (213) 555-0101"], "12135550101", True),
    (["1213555*"], "12135550101", True),
    (["+1213555*"], "12135550101", True),
    (["1213555*"], "13105550101", False),
    (["*"], "13105550101", True),
    (["1*01"], "12135550101", True),
    (["1*01"], "12135550102", False),
    ([re.compile(r"1(213|310)\d{7}")], "13105550101", True),
    ([re.compile(r"1213")], "12135550101", False),
    ("12135550101", "12135550101", True),
    ("12135550101", "12135550102", False),
    ([], "12135550101", False),
    (["67076"], "67076", True),
    (("+44 20 7946 0123",), "+442079460123", True),
]


@pytest.mark.parametrize(("allow_only", "to", "leaves"), ALLOW)
def test_what_is_allowed(came: Any, allow_only: Any, to: str, leaves: Any) -> None:
    address, arrived = came
    with CallFire("a", "b", base_url=address, allow_only=allow_only) as client:
        try:
            send(client, to)
        except HeldError:
            assert not leaves
    assert len(arrived) == leaves


def test_numbers_that_are_allowed_are_not_redirected(came: Any) -> None:
    address, arrived = came
    options: Any = {"allow_only": ["12135550101"], "redirect_to": "12135550177"}
    with CallFire("a", "b", base_url=address, **options) as client:
        send(client, "12135550101", "12135559901")
    sent = [row["phoneNumber"] for row in json.loads(arrived[0].content)]
    assert sent == ["12135550101", "12135550177"]


def test_the_path_is_redirected(came: Any) -> None:
    address, arrived = came
    with CallFire("a", "b", base_url=address, redirect_to="12135550177") as client:
        client.me.caller_ids.send_code("12135559901")
    assert arrived[0].url.path == "/v2/me/callerids/12135550177"


@pytest.mark.parametrize(
    "options",
    [
        {"allow_only": 5},
        {"allow_only": ["555"] * 2 + ["1"]},
        {"redirect_to": "no number"},
        {"quiet_hours": "21-8"},
        {"quiet_hours": "21:00-21:00"},
        {"quiet_hours": "25:00-08:00"},
        {"quiet_hours": ("21:00", "08:00", "Mars/Olympus")},
        {"quiet_hours": 8},
    ],
)
def test_options_that_cannot_work(options: Any) -> None:
    with pytest.raises(ConfigurationError):
        CallFire("a", "b", **options)


class At(Clock):
    """A clock that stands still, unless someone sleeps."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


NOON_IN_NEW_YORK = datetime(2026, 1, 15, 17, tzinfo=UTC)
# number, hour of UTC on that day, whether it may be reached with quiet hours from 21:00 to 08:00
HOURS = [
    ("12125550101", 13, True),  # New York, 8:00
    ("12125550101", 12, False),  # 7:00
    ("12125550101", 1, True),  # 20:00 the day before
    ("12125550101", 2, False),  # 21:00
    ("13125550101", 13, False),  # Chicago, 7:00
    ("13125550101", 14, True),
    ("13035550101", 14, False),  # Denver, 7:00
    ("13035550101", 15, True),
    ("12135550101", 15, False),  # Los Angeles, 7:00
    ("12135550101", 16, True),
    ("19075550101", 17, False),  # Alaska has two zones: Anchorage, 8:00, and Adak, 7:00
    ("19075550101", 18, True),
    ("18085550101", 17, False),  # Honolulu, 7:00
    ("18085550101", 18, True),
    ("16025550101", 14, False),  # Phoenix, 7:00, without daylight saving
    ("17875550101", 12, True),  # San Juan, 8:00
    ("16715550101", 23, True),  # Guam, 9:00 the day after
    ("14165550101", 13, True),  # Toronto, 8:00
    ("+442079460123", 8, True),  # London, 8:00
    ("+442079460123", 7, False),
    ("+4930123456", 7, True),  # Berlin, 8:00
    ("18005550101", 18, False),  # toll-free: no region
    ("67076", 18, False),  # a short code
]


@pytest.mark.parametrize(("to", "hour", "leaves"), HOURS)
def test_quiet_hours(came: Any, to: str, hour: int, leaves: Any) -> None:
    address, arrived = came
    clock = At(datetime(2026, 1, 15, hour, tzinfo=UTC))
    options: Any = {"quiet_hours": QuietHours(time(21), time(8)), "clock": clock}
    with CallFire("a", "b", base_url=address, **options) as client:
        try:
            send(client, to)
        except HeldError:
            assert not leaves
    assert len(arrived) == leaves


NIGHT = datetime(2026, 1, 15, 5, tzinfo=UTC)
"""Midnight in New York."""
# operation, path, query, body: whether it waits for the morning
AT_NIGHT: Any = [
    (
        "createTextBroadcast",
        {},
        {},
        {"name": "x", "recipients": [{"phoneNumber": "12125550101"}]},
        False,
    ),
    (
        "createTextBroadcast",
        {},
        {"start": False},
        {"name": "x", "recipients": [{"phoneNumber": "12125550101"}]},
        False,
    ),
    (
        "createTextBroadcast",
        {},
        {"start": True},
        {"name": "x", "recipients": [{"phoneNumber": "12125550101"}]},
        True,
    ),
    ("createTextBroadcast", {}, {"start": True}, {"name": "x"}, False),
    ("updateTextBroadcast", {"id": 5}, {}, {"recipients": [{"phoneNumber": "12125550101"}]}, True),
    ("startTextBroadcast", {"id": 5}, {}, None, True),
    ("stopTextBroadcast", {"id": 5}, {}, None, False),
    (
        "updateKeywordLeaseConfig",
        {"keyword": "SUN"},
        {},
        {"textInboundConfig": {"forwardNumber": "12125550101"}},
        False,
    ),
    ("toggleTextBroadcastRecipientsStatus", {"id": 5}, {}, [{"contactId": 7}], False),
    (
        "toggleTextBroadcastRecipientsStatus",
        {"id": 5},
        {"enable": False},
        [{"contactId": 7}],
        False,
    ),
    ("toggleTextBroadcastRecipientsStatus", {"id": 5}, {"enable": True}, [{"contactId": 7}], True),
    ("updateCampaignBatch", {"id": 5}, {}, {"enabled": False}, False),
    ("updateCampaignBatch", {"id": 5}, {}, {"enabled": True}, True),
    ("createTextAutoReply", {}, {}, {"number": "67076", "message": "Hi"}, False),
]


@pytest.mark.parametrize(("operation", "path", "query", "body", "waits"), AT_NIGHT)
def test_what_waits_for_the_morning(
    came: Any, operation: Any, path: Any, query: Any, body: Any, waits: Any
) -> None:
    address, arrived = came
    options: Any = {"quiet_hours": "21:00-08:00", "clock": At(NIGHT)}
    with CallFire("a", "b", base_url=address, **options) as client:
        try:
            client.call(operations.by_id(operation), path=path, query=query, body=body)
        except HeldError:
            assert waits
    assert len(arrived) == (not waits)


def test_numbers_of_no_region_have_the_zone_that_is_given(came: Any) -> None:
    address, arrived = came
    options: Any = {"quiet_hours": "21:00-08:00 America/New_York", "clock": At(NOON_IN_NEW_YORK)}
    with CallFire("a", "b", base_url=address, **options) as client:
        send(client, "18005550101", "67076")
    assert len(arrived) == 1


def test_quiet_hours_state_which_package_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers.timezone", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'callfire\[preview\]'"):
        CallFire("a", "b", quiet_hours="21:00-08:00")


@pytest.mark.parametrize("is_async", [False, True])
def test_held_rows_are_an_outcome(came: Any, tmp_path: Any, is_async: Any) -> None:
    address, arrived = came
    rows = [
        {"phone_number": each, "message": "Hi"}
        for each in ("12135550101", "12135559901", "12135550102", "13105559902", "12135550101")
    ]
    journal = tmp_path / "journal"
    options: Any = {"base_url": address, "allow_only": ["1213555010*"]}
    if is_async:

        async def send_all() -> Any:
            async with AsyncCallFire("a", "b", **options) as client:
                return await client.texts.send_bulk(rows, journal=journal, chunk=5)

        result = asyncio.run(send_all())
    else:
        with CallFire("a", "b", **options) as client:
            result = client.texts.send_bulk(rows, journal=journal, chunk=5)

    assert [str(each.status) for each in result][1::2] == ["held", "held"]
    assert (result.held, result.ok, result.total) == (2, False, 5)
    assert all(isinstance(each.error, HeldError) for each in result.having("held"))
    assert all(each.began is None for each in result.having("held"))
    sent = [row["phoneNumber"] for each in arrived for row in json.loads(each.content)]
    assert sent == ["12135550101", "12135550102", "12135550101"]

    arrived.clear()
    with CallFire("a", "b", base_url=address) as client:
        again = client.texts.send_bulk(rows, journal=journal)
    assert (again.held, again.total) == (0, 5)
    sent = [row["phoneNumber"] for each in arrived for row in json.loads(each.content)]
    assert sent == ["12135559901", "13105559902"]


def test_a_dry_run_shows_what_would_be_held() -> None:
    with CallFire("a", "b", allow_only=["1213555010*"]) as client:
        rows = [{"phone_number": each, "message": "Hi"} for each in ("12135550101", "12135559901")]
        result = client.texts.send_bulk(rows, dry_run=True)
    assert (result.valid, result.held) == (1, 1)


def test_the_hour_may_come_during_a_run(came: Any) -> None:
    address, arrived = came
    clock = At(datetime(2026, 1, 15, 1, 59, tzinfo=UTC))

    def later(*_: Any) -> None:
        clock.moment = datetime(2026, 1, 15, 2, tzinfo=UTC)

    options: Any = {"quiet_hours": "21:00-08:00", "clock": clock, "on_response": later}
    rows = [{"phone_number": "12125550101", "message": f"{place}"} for place in range(4)]
    with CallFire("a", "b", base_url=address, **options) as client:
        result = client.texts.send_bulk(rows, chunk=2, concurrency=1)
    assert (result.held, len(arrived)) == (2, 1)


def test_a_journal_of_redirected_rows_is_not_that_of_the_real_ones(
    came: Any, tmp_path: Any
) -> None:
    address, _ = came
    rows = [{"phone_number": "12135559901", "message": "Hi"}]
    with CallFire("a", "b", base_url=address, redirect_to="12135550177") as client:
        client.texts.send_bulk(rows, journal=tmp_path / "journal")
    with (
        CallFire("a", "b", base_url=address) as client,
        pytest.raises(BulkJournalMismatchError, match="another base_url or another login"),
    ):
        client.texts.send_bulk(rows, journal=tmp_path / "journal")


def test_every_operation_that_reaches_people_states_whom() -> None:
    silent = [
        operation.id
        for operation in map(operations.by_id, operations.IDS)
        if operation.effect is Effect.CONTACT and operation.recipients is None
    ]
    assert silent == ["orderKeywords", "orderNumbers"]


def test_the_error_pickles() -> None:
    error = HeldError("sendTexts", {None: "why", 2: "because"})
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.held, again.operation) == (str(error), error.held, "sendTexts")


@pytest.mark.parametrize("to", ["12135559901", "+442079469903"])
@pytest.mark.parametrize("stage", ["before", "after"])
@pytest.mark.parametrize("redirect_to", [None, "12135550177", "+442079460123"])
def test_reconcile_looks_where_the_rows_went(to: str, stage: Any, redirect_to: Any) -> None:
    fake = FakeCallFire()
    options: Any = {"redirect_to": redirect_to} if redirect_to else {}
    with fake.client(**options) as client:
        fake.drop("sendTexts", stage)
        result = client.texts.send_bulk([{"phone_number": to, "message": "Hi"}])
        settled = client.texts.reconcile(result, delay=0)
    assert (settled.sent, settled.unknown) == ((1, 0) if stage == "after" else (0, 0))


def test_raw_and_bulk_of_an_async_client(came: Any) -> None:
    address, arrived = came

    async def main() -> Any:
        async with AsyncCallFire("a", "b", base_url=address, allow_only=[ALLOWED[0]]) as client:
            with pytest.raises(HeldError):
                await raw(client.texts.send, [{"phone_number": OTHERS[0], "message": "Hi"}])
            rows = ({"phone_number": each, "message": "Hi"} for each in (ALLOWED[0], OTHERS[0]))
            return await client.texts.send_bulk(rows)

    result = asyncio.run(main())
    assert (result.sent, result.held) == (1, 1)
    assert reached(arrived) == set()


def test_a_clone_has_the_options_of_its_own(came: Any) -> None:
    address, arrived = came
    with CallFire("a", "b", base_url=address, allow_only=[ALLOWED[0]]) as client:
        other = client.with_options(allow_only=[OTHERS[0]])
        with pytest.raises(HeldError):
            send(client, OTHERS[0])
        send(other, OTHERS[0])
        send(client.with_auth("c", "d"), ALLOWED[0])
        with pytest.raises(HeldError):
            send(client.with_auth("c", "d"), OTHERS[0])
    assert len(arrived) == 2
