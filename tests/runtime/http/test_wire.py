"""All transports, and clients that are given, on raw sockets: one table of scenarios, five kinds of client."""

import importlib

import pytest
from runtime.client import AsyncClient, Settings, SyncClient
from runtime.testing.wire import SCENARIOS, run_scenario


def make_own(base_url, **options):
    return SyncClient(settings(base_url), "login", "password", **options)


def make_async(base_url, **options):
    return AsyncClient(settings(base_url), "login", "password", **options)


def make_aiohttp(base_url, **options):
    pytest.importorskip("aiohttp")
    return make_async(base_url, http_client="aiohttp", **options)


def make_given(library):
    def make(base_url, **options):
        http_client = importlib.import_module(library).Client(verify=False)
        given.append(http_client)
        return make_own(base_url, http_client=http_client, **options)

    return make


given = []


def settings(base_url):
    return Settings("demo", "1.0", base_url, "DEMO")


KINDS = {
    "httpx2": make_own,
    "httpx2-async": make_async,
    "aiohttp": make_aiohttp,
    "given-httpx2": make_given("httpx2"),
    "given-httpx": make_given("httpx"),
}


def scenarios():
    for scenario in SCENARIOS:
        marks = [pytest.mark.slow] if scenario.slow else []
        yield pytest.param(scenario, id=f"{scenario.group}-{scenario.name}", marks=marks)


@pytest.mark.parametrize("scenario", list(scenarios()))
@pytest.mark.parametrize("kind", KINDS)
def test_wire(kind, scenario):
    if scenario.group in {"proxies", "cookies"} and kind.startswith("given"):
        pytest.skip("a client that is given has proxies and cookies of its own")
    for _ in range(3):
        errors = run_scenario(KINDS[kind], scenario)
        # A busy machine is slow now and then.
        if not any(": took " in error for error in errors):
            break
    while given:
        given.pop().close()

    assert errors == []
