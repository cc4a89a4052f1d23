"""Every operation, sync and async, against a real HTTP server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from generator.ir.client import Client
from generator.python.layout import flat
from generator.render.tests.requests import Call, Calls


@pytest.fixture
def calls(known: Client, tmp_path: Path) -> list[tuple[Call, Callable[[Any], Any]]]:
    """A call of each operation with every argument: what it sends, and how it is done."""
    from callfire import models

    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    scope = {"UTC": UTC, "date": date, "datetime": datetime, "time": time}
    scope |= {"models": models, "upload": upload}
    made = [Calls(known).full(operation) for operation in known.methods]
    return [(call, eval(f"lambda client: {flat(call.code)}", dict(scope))) for call in made]


def wire(requests: list[httpx2.Request]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [
        (each.url.raw_path.decode().partition("?")[0], tuple(each.url.params.multi_items()))
        for each in requests
    ]


def test_all_operations(came: Any, calls: Any, answering: Any, operations: Any) -> None:
    from callfire import CallFire

    address, requests = came
    with CallFire("login", "password", base_url=address) as client:
        responses = [act(client) for _, act in calls]
    assert [(call.path, call.query) for call, _ in calls] == wire(requests)
    assert list(operations) == answering.asked
    assert [
        operation.response.type is None and not operation.response.binary
        for operation in operations.values()
    ] == [response is None for response in responses]


def test_all_operations_without_threads(
    came: Any, calls: Any, answering: Any, operations: Any
) -> None:
    from callfire import AsyncCallFire

    address, requests = came

    async def main() -> list[Any]:
        async with AsyncCallFire("login", "password", base_url=address) as client:
            return [await act(client) for _, act in calls]

    responses = asyncio.run(main())
    assert [(call.path, call.query) for call, _ in calls] == wire(requests)
    assert list(operations) == answering.asked
    assert len(responses) == 122


def methods(resource: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name in dir(type(resource)):
        if name.startswith("_"):
            continue
        entry = getattr(type(resource), name)
        if isinstance(entry, cached_property):
            yield from methods(getattr(resource, name), (*path, name))
        elif path:
            yield ".".join((*path, name))


@pytest.mark.parametrize("mode", ["CallFire", "AsyncCallFire"])
def test_the_methods_are_the_published_names(mode: str, root: Path, known: Client) -> None:
    import callfire

    client = getattr(callfire, mode)("login", "password")
    published = yaml.safe_load((root / "spec" / "names.yaml").read_bytes())
    beside = {
        ".".join((*each.name.resource, name))
        for each in known.methods
        for name in (each.bulk, each.reconciler, each.waiter)
        if name is not None
    }
    assert {*published.values(), *beside} == set(methods(client))
