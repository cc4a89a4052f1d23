"""Fixtures of the runtime's tests."""

import pytest
from failing_server import Asking, FailingServer
from runtime.models import decode as decoding


@pytest.fixture(autouse=True)
def no_previous_warnings(monkeypatch):
    """Each test gets its own warnings, whichever tests ran before it."""
    for name in ("_warned", "_known_misses"):
        monkeypatch.setattr(decoding, name, set())
    monkeypatch.setattr(decoding, "_examined", {})


@pytest.fixture
def server():
    with FailingServer() as made:
        yield made


@pytest.fixture(params=["sync", "async", "aiohttp"])
def ask(request, server):
    if request.param == "aiohttp":
        pytest.importorskip("aiohttp")
    return Asking(request.param, server)
