"""What the description rules out is refused by the client, with the name of the argument, before anything is sent."""

from __future__ import annotations

import asyncio
import re
from datetime import time
from typing import Any

import pytest
from callfire.testing import FakeCallFire

PHONE = "12135551122"
HOOK = {"name": "n", "callback": "https://example.com/hook"}
NONE_OF_THEM = "must have exactly one of phone_number, contact_id, and has none of them"
REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("texts.send", ([{"message": "Hi"}],), {}, f"recipients[0] {NONE_OF_THEM}"),
    (
        "texts.send",
        ([{"phone_number": PHONE, "message": "a"}, {"phoneNumber": PHONE, "contactId": 7}],),
        {},
        "recipients[1] must have exactly one of phone_number, contact_id, and has 2 of them",
    ),
    ("calls.send", ([{"live_message": "Hi"}] * 2,), {}, f"recipients[0] {NONE_OF_THEM}"),
    ("texts.send", ([],), {}, "recipients must have at least 1 items"),
    (
        "calls.send",
        ([{"phone_number": PHONE}] * 11,),
        {},
        "recipients must have at most 10 items, not 11; longer lists are sent in bulk",
    ),
    (
        "contacts.lists.create",
        (),
        {"name": "n", "contact_ids": [1], "contact_numbers": [PHONE]},
        "the body must have exactly one of contacts, contact_ids, contact_numbers, and has 2 of them",
    ),
    ("contacts.lists.create", (), {"name": "n"}, "contact_numbers, and has none of them"),
    (
        "contacts.create",
        ([{"first_name": "Ann"}],),
        {},
        "contacts[0] must have home_phone or work_",
    ),
    (
        "webhooks.create",
        (),
        {**HOOK, "resource": "InboundText", "events": ["Finished", "Stopped"]},
        "the body cannot have the event 'Stopped'; InboundText has Finished",
    ),
    ("webhooks.create", (), {**HOOK, "resource": "InboundText", "events": []}, "must have events"),
    ("orders.order_numbers", (), {"city": "x"}, "numbers or local_count or toll_free_count"),
    ("numbers.find_local", (), {}, "prefix or city or state or zipcode must be given"),
    ("texts.find", (), {"limit": -1}, "limit must be at least 0"),
    (
        "texts.broadcasts.create",
        (),
        {"name": "n", "local_time_restriction": {"begin_hour": 24}},
        "local_time_restriction.begin_hour must be at most 23",
    ),
    (
        "calls.broadcasts.create",
        (),
        {"name": "n", "schedules": [{"start_time_of_day": {"hour": 77}}]},
        "schedules[0].start_time_of_day.hour must be at most 23; the description of LocalTime states",
    ),
]


def method(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


@pytest.mark.parametrize(("name", "given", "named", "message"), REFUSED)
def test_what_must_be_refused_is_not_sent(
    name: str, given: tuple[Any, ...], named: dict[str, Any], message: str
) -> None:
    fake = FakeCallFire()

    async def send() -> None:
        await method(fake.async_client(), name)(*given, **named)

    with pytest.raises(ValueError, match=re.escape(message)) as sync, fake.client() as client:
        method(client, name)(*given, **named)
    with pytest.raises(ValueError, match=re.escape(message)) as asynchronous:
        asyncio.run(send())
    assert "the description of" in str(sync.value)
    assert str(sync.value) == str(asynchronous.value)
    assert fake.requests == []


def test_bytes_and_further_fields_are_checked_as_they_leave() -> None:
    fake = FakeCallFire()
    with fake.client() as client, pytest.raises(ValueError, match="exactly one of phone_number"):
        client.texts.send(b'[{"message": "Hi"}]')  # type: ignore[arg-type]
    assert fake.requests == []
    with fake.client(extra_body={"name": "late"}) as client:
        client.texts.broadcasts.create(name=None)  # type: ignore[arg-type]
    assert fake.sent("createTextBroadcast")[0].json == {"name": "late"}


def test_a_bulk_run_rejects_rows_that_no_request_may_hold() -> None:
    fake = FakeCallFire()
    rows: list[Any] = [{"phone_number": PHONE, "message": str(each)} for each in range(40)]
    rows[17] = {"message": "to no one"}
    with fake.client() as client:
        result = client.texts.send_bulk(rows)
    assert (result.sent, result.rejected) == (39, 1)
    assert str(result.outcomes[17].error) == f"row 17 {NONE_OF_THEM}"
    assert [len(each.json) for each in fake.sent("sendTexts")] == [39]


def test_what_only_the_service_knows_is_sent() -> None:
    """A sample of the vendor sends a row without a text; and a resource may be newer than the description."""
    fake = FakeCallFire()
    with fake.client() as client:
        with pytest.raises(Exception, match="must have message or media or the parameter"):
            client.texts.send([{"contact_id": 7}])
        with pytest.raises(Exception, match="there is no resource"):
            client.webhooks.create(**HOOK, resource="Fax", events=["Sent"])
        client.texts.broadcasts.create(name="n", schedules=[{"start_time_of_day": time(23, 59)}])
    assert [each.status for each in fake.requests] == [400, 400, 201]
