"""The published client on raw sockets, as the guide shows users to prove theirs."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from callfire import AsyncCallFire, CallFire
from callfire.testing import wire

GROUPS = sorted({scenario.group for scenario in wire.SCENARIOS if not scenario.slow})


@pytest.mark.parametrize("group", GROUPS)
def test_the_client_passes(group: str) -> None:
    def make_client(base_url: str, **options: Any) -> CallFire:
        return CallFire("login", "password", base_url=base_url, **options)

    scenarios = [each for each in wire.SCENARIOS if each.group == group]

    assert wire.run(make_client, scenarios) == []


def test_a_client_that_leaves_bytes_on_its_connections_is_reported() -> None:
    class Careless(httpx2.HTTPTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            response = super().handle_request(request)
            # Hides the connection, so that nothing can look after it.
            response.extensions.pop("network_stream")
            return response

    with httpx2.Client(transport=Careless()) as http_client:

        def make_client(base_url: str, **options: Any) -> CallFire:
            return CallFire(
                "login", "password", base_url=base_url, http_client=http_client, **options
            )

        scenarios = [each for each in wire.SCENARIOS if each.group == "leftovers"]
        errors = wire.run(make_client, scenarios)

    assert any("204 with a whole response: send: id 666" in error for error in errors)


def test_an_async_client_passes() -> None:
    def make_client(base_url: str, **options: Any) -> AsyncCallFire:
        return AsyncCallFire("login", "password", base_url=base_url, **options)

    scenarios = [each for each in wire.SCENARIOS if each.group == "leftovers"]

    assert wire.run(make_client, scenarios) == []
