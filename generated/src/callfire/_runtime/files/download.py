"""Downloads files piece by piece, and goes on where the connection broke."""

import inspect
from contextlib import aclosing, closing
from typing import Any

from ..call.request import Inputs
from ..core.errors import TransportError
from ..core.messages import Request, Response
from .sinks import Destination, open_sink
from .transfer import Downloaded, DownloadOptions, Progress, Transfer, Wanted, wanted
from .upload import FileInput

__all__ = [
    "Destination",
    "DownloadOptions",
    "Downloaded",
    "FileInput",
    "Progress",
    "download",
    "download_async",
    "wanted",
]


def download(client: Any, wanted: Wanted, inputs: Inputs) -> bytes | Downloaded:
    """Download a file with a sync client."""
    options = client._options  # noqa: SLF001 - the client is of the same package
    sink = open_sink(wanted.to, resume=wanted.resume, overwrite=wanted.overwrite)
    transfer = Transfer(wanted, sink, options.policy, options.clock)
    try:
        while not transfer.done:
            request, response = (
                client._exchange(  # noqa: SLF001 - the client is of the same package
                    wanted.operation, inputs, **transfer.changes
                )
            )
            try:
                _receive(transfer, request, response)
            except TransportError as error:
                options.clock.sleep(transfer.broke(error))
        return transfer.finish()
    except BaseException:
        sink.abandon()
        raise


def _receive(transfer: Transfer, request: Request, response: Response) -> None:
    if response.body is None:
        transfer.whole(request, response)
        transfer.report()
        return
    with closing(response.body) as body:
        transfer.begin(request, response)
        for piece in body.pieces():
            transfer.take(piece, request, response)
            transfer.report()
    transfer.end(request)


async def download_async(client: Any, wanted: Wanted, inputs: Inputs) -> bytes | Downloaded:
    """Download a file with an async client; threads write to the disk."""
    import asyncio

    options = client._options  # noqa: SLF001 - the client is of the same package
    sink = open_sink(wanted.to, resume=wanted.resume, overwrite=wanted.overwrite)
    transfer = Transfer(wanted, sink, options.policy, options.clock)
    try:
        while not transfer.done:
            request, response = (
                await client._exchange(  # noqa: SLF001 - the client is of the same package
                    wanted.operation, inputs, **transfer.changes
                )
            )
            try:
                await _receive_async(transfer, request, response)
            except TransportError as error:
                await options.clock.sleep_async(transfer.broke(error))
        return await asyncio.to_thread(transfer.finish)
    except BaseException:
        sink.abandon()
        raise


async def _receive_async(transfer: Transfer, request: Request, response: Response) -> None:
    if response.body is None:
        transfer.whole(request, response)
        await _awaited(transfer.report())
        return
    import asyncio

    async with aclosing(response.body) as body, aclosing(body.apieces()) as pieces:
        transfer.begin(request, response)
        async for piece in pieces:
            if transfer.wanted.to is None:
                transfer.take(piece, request, response)
            else:
                await asyncio.to_thread(transfer.take, piece, request, response)
            await _awaited(transfer.report())
    transfer.end(request)


async def _awaited(result: object) -> None:
    if inspect.isawaitable(result):
        await result
