"""Pages as the API returns them, made up from a fixed seed: a hundred calls with their records, notes and recordings.

A page has 100 calls, about 250 records, over 1,100 times and some 180 kB, as real ones have; a small page of equal
calls would flatter what caches.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

_STATES = ("READY", "SELECTED", "CALLBACK", "FINISHED", "DISABLED", "DNC", "DUP", "INVALID")
_RESULTS = ("LA", "AM", "BUSY", "DNC", "XFER", "NO_ANS", "UNDIALED")
_FIRST = ("Grace", "Alan", "Katherine", "Édouard", "Hedy", "Radia", "Donald", "José")
_LAST = ("Hopper", "Turing", "Johnson", "Lucas", "Lamarr", "Perlman", "Knuth", "Núñez")
_NOTE = {"text": 'Said "please call tomorrow"'}
_QUESTIONS = [
    {"question": "What is your favorite season?", "response": "autumn"},
    {"question": "Rate us from 1 to 5", "response": "4"},
]
_START = 1_700_000_000_000


def page(calls: int = 100, *, unusual: bool = False) -> bytes:
    """Return a page of calls as JSON; ``unusual`` gives each call one enum value that the description does not list."""
    random = Random(20)
    items = [_call(random, number, unusual=unusual) for number in range(calls)]
    whole = {"items": items, "limit": calls, "offset": 0, "totalCount": calls}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode()


def recipients(count: int = 1000) -> list[dict[str, Any]]:
    """Return recipients of texts as the API names their properties."""
    return [
        {"phoneNumber": "12135551122", "message": f"Hello {each}", "attributes": {"a": "b"}}
        for each in range(count)
    ]


def _call(random: Random, number: int, *, unusual: bool) -> dict[str, Any]:
    created = _START + number * 61_000
    return {
        "id": 700_000_000_000 + number,
        "fromNumber": _phone(random),
        "toNumber": _phone(random),
        "state": random.choice(_STATES),
        "campaignId": 4_000_000_000 + number % 7,
        "batchId": 8_000_000_000 + number,
        "contact": _contact(random, number, unusual=unusual),
        "inbound": random.random() < 0.3,
        "created": created,
        "modified": created + 90_000,
        "finalCallResult": random.choice(_RESULTS),
        "labels": ["autumn survey", f"segment {number % 9}"],
        "attributes": {"order": f"A-{number}", "tier": "gold"},
        "notes": [],
        "agentCall": False,
        "records": [_record(random, number, place, created) for place in range(1 + number % 4)],
    }


def _contact(random: Random, number: int, *, unusual: bool) -> dict[str, Any]:
    return {
        "id": 500_000_000 + number,
        "firstName": random.choice(_FIRST),
        "lastName": random.choice(_LAST),
        "zipcode": str(random.randrange(10_000, 99_999)),
        "homePhone": _phone(random),
        "mobilePhone": _phone(random),
        "externalId": f"ext-{number:06}",
        "externalSystem": "ANOTHER_SYSTEM" if unusual else "NATION_BUILDER",
        "deleted": False,
        "properties": {"age": str(random.randrange(18, 90)), "city": "Oakland", "plan": "yearly"},
    }


def _record(random: Random, number: int, place: int, created: int) -> dict[str, Any]:
    own = 9_000_000_000 + number * 10 + place
    answered = created + 2_300 + place
    return {
        "id": own,
        "billedAmount": random.choice((0.25, 0.5, 1.0)),
        "finishTime": answered + 61_000,
        "originateTime": created,
        "answerTime": answered,
        "duration": random.randrange(1, 300),
        "result": random.choice(_RESULTS),
        "toNumber": _phone(random),
        "callerName": f"EXAMPLE {place}",
        "switchId": f"switch-{number % 40}",
        "labels": ["autumn survey"],
        "notes": [_NOTE | {"created": answered + 5_000}] if own % 10 < 3 and number % 2 else [],
        "questionResponses": _QUESTIONS if number % 5 < 2 else [],
        "recordings": [_recording(own, answered)] if place == 0 else [],
    }


def _recording(record: int, answered: int) -> dict[str, Any]:
    folder = f"https://media.example.com/recordings/{record:x}"
    return {
        "id": record,
        "callId": record,
        "campaignId": 4_000_000_000,
        "name": "recording",
        "created": answered + 8_000,
        "lengthInBytes": 90_000,
        "lengthInSeconds": 12,
        "hash": f"{record:032x}",
        "mp3Url": f"{folder}/audio.mp3",
        "state": "READY",
    }


def _phone(random: Random) -> str:
    return f"1{random.randrange(2_000_000_000, 10_000_000_000)}"
