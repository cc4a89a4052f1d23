"""Every operation as a described, typed action that runs by its id.

Inputs have wire names or Python names; times are ISO 8601 or milliseconds, files are
paths, bytes or ``data:`` URLs::

    from callfire import CallFire, actions

    with CallFire() as client:
        actions.run("findCalls", {}, client)
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from .._runtime.actions.catalogue import Action, Catalogue
from .._runtime.actions.problems import InputError, Problem

if TYPE_CHECKING:
    from .._client import AsyncCallFire, CallFire
    from .._runtime.actions.run import Paging, Runner

__all__ = [
    "CATALOGUE",
    "Action",
    "InputError",
    "Problem",
    "arun",
    "check",
    "get",
    "run",
    "search",
    "stream",
]


CATALOGUE = Catalogue.beside(__name__)
"""All actions; iterate it to go through them."""


@cache
def runner() -> Runner:
    """Return what runs the actions."""
    from .._runtime.actions.run import Runner
    from ..operations import by_id

    return Runner(CATALOGUE, by_id)


def get(id: str) -> Action:
    """Return an action.

    Args:
        id: The operation's id, such as ``findCalls``, or the method's name, such as ``calls.find``.

    Raises:
        InputError: There is no such action; the text names the nearest one.

    """
    return CATALOGUE.get(id)


def search(text: str, *, limit: int = 10) -> list[Action]:
    """Return the actions that fit some words best, the best one first.

    Args:
        text: A few words.
        limit: The greatest number of actions to return.

    """
    return CATALOGUE.search(text, limit=limit)


def check(id: str, input: Mapping[str, Any] | None = None) -> None:
    """Check the input of an action without running it.

    Args:
        id: The action, as for `get`.
        input: Its inputs, as for `run`.

    Raises:
        InputError: The input cannot be sent; all problems are listed.

    """
    runner().checked(id, input)


def run(
    id: str,
    input: Mapping[str, Any] | None,
    client: CallFire,
    *,
    paging: Paging = "page",
    to: str | os.PathLike[str] | None = None,
) -> Any:
    """Run an action.

    Args:
        id: The action, as for `get`.
        input: Its inputs by wire name or Python name. Fields of an object body may stand beside the other inputs.
            Null for a field that cannot be null leaves it out, as do fields that the server sets.
        client: The client that sends the request.
        paging: For searches: ``page`` returns one page, ``pages`` a list of all pages, ``items`` a list of all items.
        to: For downloads: the path of the file to write. Without it the content is returned in base64.

    Returns:
        The response as JSON with wire names; None where there is none. A download returns ``contentType`` with
        ``content``, or with ``path`` and ``bytes``.

    Raises:
        InputError: The input cannot be sent; nothing was sent.
        CallFireError: What the method of the client raises.

    """
    return runner().run(id, input, client, paging=paging, to=to)


async def arun(
    id: str,
    input: Mapping[str, Any] | None,
    client: AsyncCallFire,
    *,
    paging: Paging = "page",
    to: str | os.PathLike[str] | None = None,
) -> Any:
    """Run an action through the async client; arguments, result and errors are those of `run`.

    Args:
        id: The action.
        input: Its inputs.
        client: The client that sends the request.
        paging: For searches: ``page``, ``pages`` or ``items``.
        to: For downloads: the path of the file to write.

    """
    return await runner().arun(id, input, client, paging=paging, to=to)


def stream(id: str, input: Mapping[str, Any] | None, client: CallFire) -> Iterator[Any]:
    """Go through the items of all pages of a search, each page fetched when it is needed.

    Args:
        id: The action.
        input: Its inputs, as for `run`.
        client: The client that sends the requests.

    """
    return runner().items(id, input, client)
