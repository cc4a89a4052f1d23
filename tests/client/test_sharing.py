"""Clients and errors that go places: forks, threads, event loops, processes, copies."""

from __future__ import annotations

import asyncio
import copy
import multiprocessing
import os
import pickle
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest


def error(kind: type[Any]) -> Any:
    """An error of each class with everything it can carry."""
    import callfire

    request = callfire.RequestSummary("POST", "https://h/texts", {"authorization": "x"}, b"[]")
    response = callfire.ResponseSummary(400, {"a": "b"}, b"{}")
    both = {"request": request, "response": response}
    if issubclass(kind, callfire.APIError):
        return kind("no", status=400, message="m", existing_id=5, **both)
    if issubclass(kind, callfire.TransportError):
        return kind("lost", unsent=True, **both)
    if issubclass(kind, callfire.OutcomeUnknownError):
        return kind("unknown", operation="sendTexts", reason="lost", **both)
    if issubclass(kind, callfire.DecodeError):
        return kind("differs", path="$.id", **both)
    if issubclass(kind, callfire.DownloadError):
        return kind("no file", **both)
    if issubclass(kind, callfire.WaitFailedError | callfire.WaitTimeoutError):
        return kind("late", response=callfire.Batch(id=5))
    if issubclass(kind, callfire.BulkStoppedError):
        return kind({"sent": 5}, callfire.AuthenticationError("no", status=401))
    if issubclass(kind, callfire.BulkFailedError):
        return kind("2 rows were not sent", result=callfire.BulkResult())
    if issubclass(kind, callfire.errors.HeldError):
        return kind("sendTexts", {None: "why"})
    return kind("text")


def kinds() -> list[str]:
    import callfire

    names = [name for name in callfire.errors.__all__ if name.endswith("Error")]
    assert len(names) > 20
    return names


def lasting(given: Any) -> tuple[Any, ...]:
    """What a copy has to share with an error."""
    state = {name: repr(value) for name, value in vars(given).items()}
    return type(given), str(given), given.args, state, repr(given.__cause__)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_error_pickles(protocol: int) -> None:
    import callfire

    for name in kinds():
        made = error(getattr(callfire, name))
        made.__cause__ = error(callfire.ServerError)
        again = pickle.loads(pickle.dumps(made, protocol))
        assert lasting(made) == lasting(again)
        assert f"{type(again).__module__}.{name}" == f"callfire.errors.{name}"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_every_error_can_be_copied(copied: Any) -> None:
    import callfire

    for name in kinds():
        made = error(getattr(callfire, name))
        assert lasting(copied(made)) == lasting(made)


def refused(address: str) -> None:
    import callfire

    with callfire.CallFire("login", "password", base_url=address, max_retries=0) as client:
        client.calls.get(1)


def test_errors_come_back_from_other_processes() -> None:
    import callfire

    with (
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
        pytest.raises(callfire.TransportError, match="no connection to 127") as caught,
    ):
        pool.submit(refused, "http://127.0.0.1:1").result()
    assert caught.value.unsent
    assert caught.value.request.method == "GET"


def in_child(client: Any, results: Any) -> None:
    results.put(client.calls.get(1).id)
    client.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_clients_survive_a_fork(came: Any) -> None:
    import callfire

    context = multiprocessing.get_context("fork")
    results = context.Queue()
    with callfire.CallFire("login", "password", base_url=came[0]) as client:
        client.calls.get(1)
        children = [context.Process(target=in_child, args=(client, results)) for _ in range(3)]
        for child in children:
            child.start()
        result = [results.get(timeout=20) for _ in children]
        for child in children:
            child.join()
        assert {client.calls.get(1).id} == {*result}


def test_threads_share_a_client(came: Any) -> None:
    import callfire

    results: list[Any] = []
    with callfire.CallFire("login", "password", base_url=came[0]) as client:
        threads = [
            threading.Thread(target=lambda: results.extend(client.texts.find(limit=1).items))
            for _ in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(results) == 50


@pytest.mark.parametrize("options", [{}, {"http_client": "aiohttp"}], ids=["httpx2", "aiohttp"])
def test_event_loops_share_a_client(came: Any, options: Any) -> None:
    import callfire

    if options:
        pytest.importorskip("aiohttp")
    client = callfire.AsyncCallFire("login", "password", base_url=came[0], **options)

    async def ask() -> int:
        return len(await asyncio.gather(*(client.calls.get(1) for _ in range(10))))

    assert [asyncio.run(ask()), asyncio.run(ask())] == [10, 10]
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(asyncio.run(ask()))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [10, 10]
    asyncio.run(client.close())
