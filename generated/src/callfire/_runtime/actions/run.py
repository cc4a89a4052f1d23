"""Runs actions: by id, with inputs as JSON, through the sync or the async client."""

import base64
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..call.request import Inputs as CallInputs
from ..call.request import SharedHeaders, prepare
from ..client import AsyncClient, SyncClient
from ..core.messages import Request
from ..core.operation import DownloadOperation, Operation
from ..core.options import Credentials
from ..files.download import Downloaded
from ..models.encode import to_wire
from ..raw import RawResponse, raw
from ..waiting import wait
from .catalogue import Action, Catalogue
from .check import Inputs, checked
from .problems import InputError, Problem

__all__ = ["Paging", "Runner"]

Paging: TypeAlias = Literal["page", "pages", "items"]
"""What a search returns: one page, a list of all pages, or a list of the items of all pages."""

_raw: Any = raw
"""Operations come from a table, so their types are not known here."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs the actions of one API.

    Attributes:
        catalogue: The actions.
        by_id: Returns the operation of an id.
    """

    catalogue: Catalogue
    by_id: Callable[[str], Operation[Any]]

    def checked(
        self, action_id: str, given: Mapping[str, Any] | None, *, open_files: bool = True
    ) -> tuple[Action, Inputs]:
        """Check the input of an action without running it."""
        action = self.catalogue.get(action_id)
        return action, checked(self.catalogue, action, given or {}, open_files=open_files)

    def run(  # noqa: PLR0913 - options by name
        self,
        action_id: str,
        given: Mapping[str, Any] | None,
        client: SyncClient,
        *,
        paging: Paging = "page",
        to: str | os.PathLike[str] | None = None,
        open_files: bool = True,
    ) -> Any:
        """Run an action; see the package's ``actions.run``."""
        call = self._call(action_id, given, client, SyncClient, paging, to, open_files=open_files)
        operation = call.operation
        if isinstance(operation, DownloadOperation):
            arrived = _raw(client.download, operation, to, **call.whole)
            return _file(arrived, arrived.parsed, to)
        if paging == "page":
            return _json(_raw(client.call, operation, **call.whole))
        pages = client.page(operation, **call.search).pages()
        if paging == "pages":
            return [to_wire(page.response) for page in pages]
        return [to_wire(item) for page in pages for item in page.items]

    def items(
        self, action_id: str, given: Mapping[str, Any] | None, client: SyncClient
    ) -> Iterator[Any]:
        """Go through the items of all pages of a search, each page fetched when it is needed."""
        call = self._call(action_id, given, client, SyncClient, "items", None, open_files=True)
        for item in client.page(call.operation, **call.search):
            yield to_wire(item)

    def wait(
        self,
        action_id: str,
        given: Mapping[str, Any] | None,
        client: SyncClient,
        *,
        timeout: float | None = 600,
    ) -> Any:
        """Run an action until the field that it states has settled; see ``WaitOptions``."""
        call = self._call(action_id, given, client, SyncClient, "page", None, open_files=True)
        inputs = call.inputs
        result = wait(client, call.operation, path=inputs.path, query=inputs.query, timeout=timeout)
        return to_wire(result)

    async def arun(  # noqa: PLR0913 - options by name
        self,
        action_id: str,
        given: Mapping[str, Any] | None,
        client: AsyncClient,
        *,
        paging: Paging = "page",
        to: str | os.PathLike[str] | None = None,
        open_files: bool = True,
    ) -> Any:
        """Run an action through the async client."""
        call = self._call(action_id, given, client, AsyncClient, paging, to, open_files=open_files)
        operation = call.operation
        if isinstance(operation, DownloadOperation):
            arrived = await _raw(client.download, operation, to, **call.whole)
            return _file(arrived, arrived.parsed, to)
        if paging == "page":
            return _json(await _raw(client.call, operation, **call.whole))
        pages = [page async for page in client.page(operation, **call.search).pages()]
        if paging == "pages":
            return [to_wire(page.response) for page in pages]
        return [to_wire(item) for page in pages for item in page.items]

    def request(
        self,
        action_id: str,
        given: Mapping[str, Any] | None,
        client: SyncClient | AsyncClient,
        *,
        open_files: bool = True,
    ) -> Request:
        """Return the request that an action would send, without credentials; nothing is sent."""
        _, inputs = self.checked(action_id, given, open_files=open_files)
        operation = self.by_id(self.catalogue.get(action_id).id)
        values = CallInputs(inputs.path, inputs.query, inputs.headers, inputs.body, inputs.form)
        options, shared = client._options, client._shared  # noqa: SLF001 - the runtime is one
        return prepare(operation, values, options, SharedHeaders(shared.standard, Credentials()))

    def _call(  # noqa: PLR0913, PLR0917 - what was given, checked in one place
        self,
        action_id: str,
        given: Mapping[str, Any] | None,
        client: Any,
        kind: type[SyncClient | AsyncClient],
        paging: str,
        to: object,
        *,
        open_files: bool,
    ) -> "_Call":
        if not isinstance(client, kind):
            other = "arun" if isinstance(client, AsyncClient) else "run"
            raise TypeError(f"{type(client).__name__} does not fit; with this client, use {other}")
        action, inputs = self.checked(action_id, given, open_files=open_files)
        if paging not in {"page", "pages", "items"}:
            raise ValueError(f"paging must be page, pages or items, not {paging!r}")
        if paging != "page" and action.paging is None:
            raise InputError(
                action.id, [Problem("", f"has no pages, so paging={paging!r} cannot be")]
            )
        if to is not None and not action.binary:
            raise InputError(
                action.id, [Problem("", "returns no file, so it takes no path to write to")]
            )
        return _Call(self.by_id(action.id), inputs)


@dataclass(frozen=True, slots=True)
class _Call:
    operation: Any
    inputs: Inputs

    @property
    def search(self) -> dict[str, Any]:
        inputs = self.inputs
        return {"path": inputs.path, "query": inputs.query, "headers": inputs.headers}

    @property
    def whole(self) -> dict[str, Any]:
        return {**self.search, "body": self.inputs.body, "form": self.inputs.form}


def _json(arrived: RawResponse[Any]) -> Any:
    """Return the response as JSON, just as it came; None where there is none, text where it is no JSON."""
    content = arrived.content
    if not content.strip():
        return None
    try:
        return arrived.json()
    except ValueError:
        return content.decode("utf-8", "replace")


def _file(arrived: RawResponse[Any], parsed: bytes | Downloaded, to: object) -> dict[str, Any]:
    """Describe a download; without a path it holds the content."""
    kind = arrived.headers.get("content-type", "application/octet-stream").partition(";")[0]
    if isinstance(parsed, bytes):
        return {"contentType": kind, "content": base64.b64encode(parsed).decode()}
    return {"contentType": kind, "path": os.fspath(to), "bytes": parsed.size}  # type: ignore[call-overload]
