"""Recorded traffic: every request can be said with a method, every answer arrives with nothing lost."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import msgspec
import pytest

from generator.model import Api, Operation
from generator.names import Names
from generator.views.signatures import Place, arguments

PAYLOADS = Path(__file__).resolve().parents[3] / "shared" / "data" / "payloads"
REQUESTS = sorted((PAYLOADS / "requests").glob("*.json"))
RESPONSES = sorted((PAYLOADS / "responses").glob("*.json"))

EXCUSED = {
    ("findCalls", "inboubd"): "misspelt; the service ignores it",
    ("findWebhooks", "resourse"): "misspelt; the service ignores it",
    ("createCallBroadcast", "dialPlanXml"): "misspelt; the service ignores it",
    ("findNumberLeaseConfigs", "lata"): "left the API in 2019",
    ("findNumberLeaseConfigs", "rateCenter"): "left the API in 2019",
    ("findNumberLeases", "lata"): "left the API in 2019",
    ("findNumberLeases", "rateCenter"): "left the API in 2019",
    ("findNumberRegions", "lata"): "left the API in 2019",
    ("findNumberRegions", "rateCenter"): "left the API in 2019",
    ("updateCallBroadcast", "id"): "repeats the id of the path",
    ("updateTextBroadcast", "id"): "repeats the id of the path",
    ("updateWebhook", "id"): "repeats the id of the path",
}
"""What was recorded but has no argument; ``extra_query`` and ``extra_body`` send it all the same."""


def test_all_recordings_are_read(shared: Path) -> None:
    assert shared.is_dir()
    assert (212, 123) == (len(REQUESTS), len(RESPONSES))
