"""Fixtures of the runtime's tests."""

import pytest
from faults import Asking, FaultServer


@pytest.fixture
def server():
    with FaultServer() as made:
        yield made


@pytest.fixture(params=["sync", "async", "aiohttp"])
def ask(request, server):
    if request.param == "aiohttp":
        pytest.importorskip("aiohttp")
    return Asking(request.param, server)
