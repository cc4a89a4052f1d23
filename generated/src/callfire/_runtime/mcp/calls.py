"""Carries out the calls of tools: finds, describes and runs actions, and sends in two steps."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from ..actions.catalogue import Action
from ..actions.check import as_json
from ..actions.problems import InputError, Problem
from ..actions.run import Runner
from ..actions.verdicts import describe
from ..core.errors import ClientError
from .ledger import Entry, Ledger
from .tools import CONFIRM, DESCRIBE, FIND, PREPARE, RUN, Surface

__all__ = ["Calls", "Failure"]

_LONGEST_RESULT = 40_000
"""Characters of a result; a longer list is cut, and states it."""


class Failure(Exception):  # noqa: N818 - a result, not an error
    """A call that failed; ``response`` is what the assistant reads."""

    def __init__(self, response: Mapping[str, Any]) -> None:
        super().__init__(str(response.get("message", "")))
        self.response = response


@dataclass(slots=True)
class Calls:
    """What tools do. Requests run in threads, so that a stream that breaks cannot break them off."""

    surface: Surface
    runner: Runner
    client: Any
    ledger: Ledger
    prog: str
    preview: Callable[[], Any] | None = None
    _running: dict[str, asyncio.Task[Mapping[str, Any]]] = field(default_factory=dict)

    async def call(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Call a tool.

        Raises:
            Failure: It cannot be done; nothing else leaves.
        """
        action = None
        try:
            if (action := self.surface.direct.get(name)) is not None:
                prepares = action.acts
                return await (self._prepare if prepares else self._run)(action, given)
            return await self._own(name, given)
        except Failure:
            raise
        except Exception as error:
            raise Failure(
                describe(error, repeatable=action is None or action.repeatable)
            ) from error

    async def _own(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if name == FIND:
            return self._find(str(given.get("query", "")), int(given.get("limit") or 5))
        if name == CONFIRM and not self.surface.read_only:
            return await self._confirm(str(given.get("token", "")))
        if name not in {DESCRIBE, RUN, PREPARE} or (name == PREPARE and self.surface.read_only):
            raise InputError("", [Problem("", f"there is no tool {name!r}")])
        action = self.surface.catalogue.get(str(given.get("name", "")))
        inputs = _inputs(action, given.get("input"))
        if name == DESCRIBE:
            return self._describe(action)
        if name == PREPARE:
            return await self._prepare(action, inputs)
        fields = {action.partial: given["fields"]} if given.get("fields") and action.partial else {}
        return await self._run(action, {**inputs, **fields})

    def _find(self, query: str, limit: int) -> Mapping[str, Any]:
        result = self.surface.catalogue.search(query, limit=min(limit, 20) + 20)
        usable = [each for each in result if not (self.surface.read_only and each.acts)]
        return {
            "actions": [
                {
                    "name": each.tool,
                    "title": each.title,
                    "effect": each.effect,
                    "needs": list(each.inputs.get("required", ())),
                }
                for each in usable[: min(limit, 20)]
            ]
        }

    def _describe(self, action: Action) -> Mapping[str, Any]:
        response: dict[str, Any] = {
            "name": action.tool,
            "operationId": action.id,
            "effect": action.effect,
            "call": RUN if not action.acts else PREPARE,
            "description": self.surface.name_tools(action.description),
            "input": action.input,
            "example": action.example,
            "output": action.output,
        }
        rules = {
            "required": action.required,
            "oneOf": action.one_of,
            "anyOf": action.any_of,
            "anyInput": action.any_input,
        }
        return response | {name: rule for name, rule in rules.items() if rule}

    async def _run(self, action: Action, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if action.acts:
            message = f"{action.tool} acts ({action.effect}); use {PREPARE}, then {CONFIRM}"
            raise InputError(action.id, [Problem("", message)])
        if action.binary:
            self.runner.checked(action.id, given, open_files=False)
            return self._link(action, given)
        result = await asyncio.to_thread(
            self.runner.run, action.id, given, self.client, open_files=False
        )
        return _shaped(_trimmed(result, action))

    def _link(self, action: Action, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """A file is a resource, which is fetched when it is read."""
        query = quote(json.dumps(dict(given), sort_keys=True), safe="")
        return {"uri": f"{self.prog}://{action.id}/{query}", "contentType": action.content_type}

    async def read(self, uri: str) -> tuple[str, str]:
        """Fetch a resource; returns its content type and its content in base64."""
        scheme, _, rest = uri.partition("://")
        action_id, _, query = rest.partition("/")
        if scheme != self.prog:
            raise InputError("", [Problem("", f"there is no resource {uri}")])
        action = self.surface.catalogue.get(action_id)
        if action.acts or not action.binary:
            raise InputError("", [Problem("", f"{action.id} is no file")])
        given = _inputs(action, unquote(query))
        result = await asyncio.to_thread(
            self.runner.run, action.id, given, self.client, open_files=False
        )
        return result["contentType"], result["content"]

    async def _prepare(self, action: Action, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if not action.acts:
            raise InputError(action.id, [Problem("", f"only reads; use {RUN}")])
        self._check_allowed(action)
        request = self.runner.request(action.id, given, self.client, open_files=False)
        token, before = self.ledger.prepare(action.id, json.loads(as_json(dict(given))))
        preview = {
            "action": action.tool,
            "effect": action.effect,
            "request": f"{request.method} {request.url}",
            "input": given,
            "items": _count(given, action),
        }
        if (reaches := await asyncio.to_thread(self._reaches, action, given)) is not None:
            preview["reaches"] = reaches
        response = {
            "token": token,
            "preview": preview,
            "next": f"{CONFIRM} with this token sends it, once.",
        }
        if before is not None:
            ago = int(time.time() - (before.started or before.created))
            response["warning"] = (
                f"The same request was sent {ago} seconds ago. Send it again only if that is meant."
            )
        return response

    def _reaches(self, action: Action, given: Mapping[str, Any]) -> Any:
        """What an action would do, as the package states; the API is asked where it can be."""
        if self.preview is None:
            return None
        _, checked = self.runner.checked(action.id, given, open_files=False)
        of_action = self.preview().of_action
        try:
            value = of_action(action.id, checked, self.client, ask=True)
        except ClientError:
            value = of_action(action.id, checked, self.client)
        return None if value is None else value.to_dict()

    def _check_allowed(self, action: Action) -> None:
        if (reason := self.surface.allows(action)) is not None:
            raise Failure({"error": "NotAllowed", "message": reason, "outcome": "refused"})

    async def _confirm(self, token: str) -> Mapping[str, Any]:
        entry = await asyncio.to_thread(self.ledger.find, token)
        if entry is None:
            message = f"there is no such token for this server and login; {PREPARE} returns one"
            raise InputError("", [Problem("", message)])
        action = self.surface.catalogue.get(entry.action)
        self._check_allowed(action)
        if entry.expired:
            raise InputError(
                action.id, [Problem("", f"the token is too old; {PREPARE} returns a new one")]
            )
        task = self._running.get(token)
        if task is None and entry.state == "prepared":
            task = self._running[token] = asyncio.create_task(asyncio.to_thread(self._send, entry))
            task.add_done_callback(lambda _: self._running.pop(token, None))
        # A stream that breaks cancels this call, never the request.
        response = await asyncio.shield(task) if task is not None else self._first_response(entry)
        if response.get("outcome") == "done":
            return response
        raise Failure(response)

    def _send(self, entry: Entry) -> Mapping[str, Any]:
        """Send what a token stands for, if no one has."""
        if not self.ledger.start(entry.token):
            results = self.ledger.find(entry.token)
            return self._first_response(results) if results else _unknown(entry)
        action = self.surface.catalogue.get(entry.action)
        response: dict[str, Any]
        try:
            result = self.runner.run(action.id, entry.input, self.client, open_files=False)
        except Exception as error:  # noqa: BLE001 - the response of this token, whatever it is
            response = {"token": entry.token, **describe(error, repeatable=action.repeatable)}
            response["advice"] = (
                f"{response['advice']} This token is used; it sends nothing any more."
            )
        else:
            response = {"token": entry.token, "outcome": "done", "result": result}
        # It was sent: a disk that is full changes nothing about that, and a started token is never sent again.
        with suppress(sqlite3.Error, OSError):
            self.ledger.end(entry.token, response)
        return response

    def _first_response(self, entry: Entry) -> Mapping[str, Any]:
        """The first response of a token that is used."""
        response: Mapping[str, Any] | None = entry.response
        return _unknown(entry) if response is None else response


def _inputs(action: Action, given: Any) -> Mapping[str, Any]:
    """Return the inputs; assistants also write them as a text of JSON."""
    if isinstance(given, str):
        with suppress(ValueError):
            given = json.loads(given)
    if given is not None and not isinstance(given, Mapping):
        raise InputError(action.id, [Problem("input", "must be an object")])
    return given or {}


def _unknown(entry: Entry) -> Mapping[str, Any]:
    return {
        "token": entry.token,
        "outcome": "unknown",
        "message": "The request was started and no response is known; it may have been carried out.",
        "advice": "It is not sent again. Look whether it was carried out before you prepare a new one.",
    }


def _count(given: Mapping[str, Any], action: Action) -> int | None:
    """How many items the body holds."""
    body = given.get("requestBody", given.get(action.body or ""))
    return len(body) if isinstance(body, list) else None


def _shaped(result: Any) -> Mapping[str, Any]:
    return result if isinstance(result, dict) else {"result": result}


def _trimmed(result: Any, action: Action) -> Any:
    """Cut a list that would fill the assistant's memory, and state it."""
    if len(json.dumps(result)) <= _LONGEST_RESULT or not isinstance(result, dict):
        return result
    name = action.paging["items"] if action.paging else "items"
    items = result.get(name)
    if not isinstance(items, list):
        return result
    kept = list(items)
    while kept and len(json.dumps(kept)) > _LONGEST_RESULT:
        kept = kept[: len(kept) // 2]
    response = (
        f"{len(kept)} of {len(items)} items of this page are shown; use fields or a smaller limit"
    )
    return {**result, name: kept, "note": response}
