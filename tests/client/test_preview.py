"""What a run would do, shown before anything leaves: the same for programs, the command and assistants."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from callfire import CallFire, ConfigurationError, actions, preview
from callfire._runtime.mcp.calls import Calls
from callfire._runtime.mcp.ledger import Ledger
from callfire._runtime.mcp.tools import Surface
from callfire.cli import PROGRAM, run
from callfire.models.texts import TextBroadcast, TextRecipient
from callfire.testing import FakeCallFire

ANN, BOB, EVE = "12135550101", "13125550102", "14155550103"


def text(number: Any = ANN, message: Any = "Hello!", **more: Any) -> dict[str, Any]:
    return {"phone_number": number, "message": message, **more}


def rows_of(issues: Any) -> list[int | None]:
    return [each.row for each in issues]


def test_rows_are_looked_at_one_by_one() -> None:
    rows = [
        text(),
        text("+1 (213) 555-0101"),
        text(BOB, "Hello, ${name}!"),
        text(EVE, "Hello, ${name} of ${place}!", attributes={"name": "Eve"}),
        text("no number"),
        {"contact_id": 7, "message": "Hello, ${firstName}!"},
        text(EVE, "Hello, {name}!", attributes={"name": "Eve"}),
        TextRecipient(phone_number=BOB, message="Hi"),
    ]

    seen = preview.texts(rows)

    assert (seen.rows, seen.recipients, seen.contacts, seen.messages) == (8, 4, 1, 7)
    assert rows_of(seen.invalid) == [4]
    assert seen.duplicates == (
        (1, "the number of row 0"),
        (6, "the number of row 3"),
        (7, "the number of row 2"),
    )
    assert seen.unresolved == ((2, "${name}"), (3, "${place}"), (6, "{name} without $"))
    assert (seen.do_not_contact, seen.quiet, seen.held) == (None, None, None)
    assert not seen.ok
    assert "555" not in repr(seen)


LONG = "a" * 161
# message, strategy: segments, multimedia messages, too long, messages
STRATEGIES = [
    ("a" * 160, None, {1: 1}, 0, 0, 1),
    (LONG, None, {2: 1}, 0, 0, 1),
    (LONG, "SEND_MULTIPLE", {2: 1}, 0, 0, 1),
    (LONG, "TRIM", {1: 1}, 0, 0, 1),
    (LONG, "DO_NOT_SEND", {}, 0, 1, 0),
    ("a" * 160, "DO_NOT_SEND", {1: 1}, 0, 0, 1),
    (LONG, "MMS", {}, 1, 0, 1),
    ("a" * 160, "MMS", {1: 1}, 0, 0, 1),
    ("’" * 71, "SEND_MULTIPLE", {2: 1}, 0, 0, 1),
    ("’" * 161, "TRIM", {3: 1}, 0, 0, 1),
]


@pytest.mark.parametrize(
    ("message", "strategy", "segments", "multimedia", "too_long", "messages"), STRATEGIES
)
def test_a_broadcast_follows_its_strategy(
    message: Any, strategy: Any, segments: Any, multimedia: Any, too_long: Any, messages: Any
) -> None:
    broadcast: Any = {"name": "News", "message": message, "recipients": [{"phone_number": ANN}]}
    if strategy:
        broadcast["big_message_strategy"] = strategy

    seen = preview.text_broadcast(broadcast)

    assert seen.segments == segments
    assert (seen.multimedia, len(seen.too_long), seen.messages) == (multimedia, too_long, messages)


def test_placeholders_are_filled_before_segments_are_counted() -> None:
    seen = preview.texts([text(message="${x}", attributes={"x": LONG})])
    assert (seen.segments, seen.unresolved) == ({2: 1}, ())


def test_the_characters_that_cost() -> None:
    seen = preview.texts([text(message="It’s"), text(BOB, "It’s – now"), text(EVE, "Now")])
    assert (seen.unicode, seen.expensive) == (2, {"’": 2, "–": 1})


def test_a_default_message_and_media() -> None:
    rows = [{"phone_number": ANN}, text(BOB, media=[{"id": 7}])]
    seen = preview.texts(rows, default_message=LONG)
    assert (seen.segments, seen.multimedia, seen.messages) == ({2: 1}, 1, 2)


def test_a_model_is_a_broadcast_too() -> None:
    broadcast = TextBroadcast(
        name="News", message="Hi", recipients=[TextRecipient(phone_number=ANN)]
    )
    assert preview.text_broadcast(broadcast).recipients == 1


def test_calls_cost_by_the_minute() -> None:
    rows = [
        {"phone_number": ANN, "live_message": "Hello, ${name}!"},
        {"phone_number": BOB, "live_message": "Hello!"},
    ]
    prices = preview.Prices(minute=0.5, minutes=3)

    seen = preview.calls(rows, prices=prices)

    assert (seen.segments, seen.messages, rows_of(seen.unresolved)) == ({}, 2, [0])
    assert seen.estimate == preview.Estimate(3.0, "0.5 a minute, 3 minutes a call, as given", False)
    broadcast: Any = {"name": "News", "sounds": {"live_sound_text": "${x}"}, "recipients": rows[:1]}
    broadcast["recipients"] = [{"phone_number": ANN}]
    assert rows_of(preview.call_broadcast(broadcast).unresolved) == [0]


def test_prices_are_given_learned_or_assumed() -> None:
    fake = FakeCallFire()
    rows = [text(message=LONG)]
    with fake.client() as client:
        assumed = preview.texts(rows, client=client).estimate
        assert (assumed.credits, assumed.assumed) == (2.0, True)
        assert "assumed" in assumed.basis
        given = preview.texts(rows, client=client, prices=preview.Prices(segment=2)).estimate
        assert (given.credits, given.assumed, given.basis[-8:]) == (4.0, False, "as given")

        record = {"billedAmount": 3.0, "textResult": "SENT"}
        for message in ("short", LONG):
            fake.add(
                "/texts",
                {"message": message, "inbound": False, "state": "FINISHED", "records": [record]},
            )
        learned = preview.texts(rows, client=client).estimate
    assert (learned.credits, learned.assumed) == (4.0, False)
    assert learned.basis == "2 a segment, as 2 recent texts cost"


def test_the_api_is_asked_in_chunks(came: Any, answering: Any) -> None:
    address, arrived = came
    numbers = [f"1213555{place:04d}" for place in range(250)]
    with CallFire("a", "b", base_url=address) as client:
        preview.texts([text(each) for each in numbers], client=client)
    asked = [each for each in arrived if each.url.path.endswith("/dncs")]
    listed = [each.url.params.get_list("number") for each in asked]
    assert sorted(number for each in listed for number in each) == numbers
    assert max(map(len, listed)) <= preview.CHUNK


def test_do_not_contact_entries() -> None:
    fake = FakeCallFire()
    rows = [text(), text(BOB), text(EVE), text("(213) 555-0101")]
    with fake.client() as client:
        client.contacts.dncs.add(numbers=[ANN], text=True, call=False)
        client.contacts.dncs.add(numbers=[BOB], text=False, call=True)
        seen = preview.texts(rows, client=client)
        calls = preview.calls([{"phone_number": each} for each in (ANN, BOB)], client=client)
        offline = preview.texts(rows, client=client, ask=False)
    assert rows_of(seen.do_not_contact) == [0, 3]
    assert seen.messages == 2
    assert rows_of(calls.do_not_contact) == [1]
    assert offline.do_not_contact is None

    async def main() -> Any:
        async with fake.async_client() as client:
            return await preview.atexts(rows, client=client)

    assert asyncio.run(main()) == seen


def test_what_the_client_would_hold() -> None:
    rows = [text(), text(BOB), text("no number"), {"contact_id": 7, "message": "Hi"}, text(EVE)]
    with CallFire("a", "b", allow_only=[ANN, EVE], redirect_to=None) as client:
        seen = preview.texts(rows, client=client, ask=False)
        broadcast: Any = {"name": "News", "message": "Hi", "recipients": [{"phone_number": BOB}]}
        whole = preview.text_broadcast(broadcast, client=client, ask=False)
    assert rows_of(seen.held) == [1, 3]
    assert (seen.messages, rows_of(seen.invalid)) == (2, [2])
    assert rows_of(whole.held) == [0]


def test_quiet_hours_are_those_of_each_recipient() -> None:
    hour = datetime.now(UTC).hour
    begin, end = f"{hour:02d}:00", f"{(hour + 1) % 24:02d}:00"
    rows = [text("+442079460123"), text(ANN), text("67076")]
    seen = preview.texts(rows, quiet_hours=(begin, end, "Etc/UTC"))
    london = datetime.now(UTC).month in {11, 12, 1, 2}
    assert rows_of(seen.quiet) == ([0, 2] if london else [2])


def test_quiet_hours_state_which_package_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers.timezone", None)
    assert preview.texts([text()]).quiet is None
    with pytest.raises(ConfigurationError, match=r"pip install 'callfire\[preview\]'"):
        preview.texts([text()], quiet_hours="21:00-08:00")


def test_a_preview_is_a_value() -> None:
    seen = preview.texts([text()])
    assert seen == preview.texts([text()])
    with pytest.raises(dataclasses.FrozenInstanceError):
        seen.rows = 2  # type: ignore[misc]
    assert (
        repr(seen) == "<Preview of sendTexts: 1 rows to 1 recipients, 1 segments, about 1 credits>"
    )
    assert json.loads(json.dumps(seen.to_dict())) == seen.to_dict()
    many = preview.texts([text()] * 100).to_dict(limit=3)
    assert (many["duplicates"]["count"], len(many["duplicates"]["rows"])) == (99, 3)


def test_the_time_is_linear_in_the_rows() -> None:
    def seconds(count: int) -> float:
        rows = [text(f"1213{place:07d}", f"Hello, {place}!") for place in range(count)]
        begin = time.process_time()
        preview.texts(rows)
        return time.process_time() - begin

    seconds(1000)
    few, many = min(seconds(2000) for _ in range(3)), min(seconds(20000) for _ in range(2))
    assert many / few < 20


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """No login but that of the environment."""
    for name, value in {"LOGIN": "a", "PASSWORD": "b", "CONFIG": str(tmp_path / "none")}.items():
        monkeypatch.setenv(f"CALLFIRE_{name}", value)


ROWS: Any = [
    {"phoneNumber": ANN, "message": "It’s ${x}"},
    {"phoneNumber": "(213) 555-0101", "message": LONG},
    {"phoneNumber": BOB, "message": "Hi"},
]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("online", [False, True])
def test_command_and_assistant_show_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: Any, came: Any, online: Any
) -> None:
    address, arrived = came
    monkeypatch.setenv("CALLFIRE_BASE_URL", address)
    monkeypatch.setenv("CALLFIRE_ALLOW_ONLY", "1213*")
    with CallFire() as client:
        expected = preview.texts(ROWS, client=client, ask=online).to_dict()
    assert bool(arrived) == online
    more = ["--online"] if online else []

    given = json.dumps({"requestBody": ROWS})
    assert run(PROGRAM, ["run", "sendTexts", "--input", given, "--dry-run", *more]) == 0
    assert json.loads(capsys.readouterr().out)["reaches"] == expected

    (tmp_path / "rows.json").write_text(json.dumps(ROWS[1:]))
    command = ["texts", "send-bulk", str(tmp_path / "rows.json"), "--dry-run", *more]
    assert run(PROGRAM, command) == 1  # one row is held
    shown = json.loads(capsys.readouterr().out)["reaches"]
    with CallFire() as client:
        assert shown == preview.texts(ROWS[1:], client=client, ask=online).to_dict()
        if online:
            prepared = asyncio.run(prepare(client, tmp_path))
            assert prepared["preview"]["reaches"] == expected
    assert not any(each.method == "POST" for each in arrived)


async def prepare(client: CallFire, folder: Any) -> Any:
    surface = Surface.of(actions.CATALOGUE, spend=True)
    ledger = Ledger(folder / "tokens", "here")
    calls = Calls(surface, actions.runner(), client, ledger, "callfire", PROGRAM.preview)
    given = {"name": "sendTexts", "input": {"requestBody": ROWS}}
    return await calls.call("prepare_action", given)


@pytest.mark.usefixtures("alone")
def test_whoever_states_yes_sees_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: Any, came: Any
) -> None:
    monkeypatch.setenv("CALLFIRE_BASE_URL", came[0])
    (tmp_path / "rows.json").write_text(json.dumps([text()]))
    command = ["texts", "send-bulk", str(tmp_path / "rows.json"), "--no-journal", "--yes"]
    assert run(PROGRAM, command) == 0
    shown = "Preview of sendTexts: 1 rows to 1 recipients, 1 segments, about 1 credits"
    assert shown in capsys.readouterr().err
    assert run(PROGRAM, [*command, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("alone")
def test_a_profile_can_hold_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: Any, came: Any
) -> None:
    monkeypatch.setenv("CALLFIRE_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text(
        f'[profiles.staging]\nlogin = "a"\npassword_env = "CALLFIRE_PASSWORD"\nbase_url = "{came[0]}"\n'
        f'allow_only = ["{BOB}"]\n'
    )
    given = ["--profile", "staging", "--input", json.dumps({"requestBody": ROWS[:1]})]
    assert run(PROGRAM, ["run", "sendTexts", *given, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["reaches"]["held"]["count"] == 1
    assert run(PROGRAM, ["run", "sendTexts", *given, "--yes"]) == 1
    assert came[1] == []


OTHERS: Any = [
    ("startTextBroadcast", {"id": 5}, 0, True),
    ("addTextBroadcastBatch", {"id": 5, "requestBody": {"contactListId": 7}}, 0, True),
    (
        "addTextBroadcastBatch",
        {"id": 5, "requestBody": {"recipients": [{"phoneNumber": ANN}]}},
        1,
        False,
    ),
    ("postCallCampaignSound", {"requestBody": {"toNumber": ANN}}, 1, False),
    ("sendVerificationCodeToCallerId", {"callerid": ANN}, 1, False),
    (
        "createCallBroadcast",
        {"requestBody": {"name": "x", "recipients": [{"phoneNumber": ANN}]}},
        1,
        False,
    ),
]


@pytest.mark.parametrize(("action", "given", "recipients", "stored"), OTHERS)
def test_every_action_that_reaches_people(
    action: Any, given: Any, recipients: Any, stored: Any
) -> None:
    _, checked = actions.runner().checked(action, given)
    seen = preview.of_action(action, checked)
    assert seen is not None
    assert (seen.recipients, seen.stored) == (recipients, stored)


def test_what_reaches_no_one_has_no_preview() -> None:
    _, checked = actions.runner().checked("orderKeywords", {"requestBody": {"keywords": ["SUN"]}})
    assert preview.of_action("orderKeywords", checked) is None
