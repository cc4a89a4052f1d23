"""The fake of an API: responds to requests from memory, records them, and fails when it was asked to."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from ..core.options import credentials
from ..models.base import ModelBase
from ..models.shapes import ModelShape
from .auth import authorised, headers_of, without_key
from .controls import Control, Dialogue
from .deliveries import Deliveries, Delivery, Postman
from .failures import Failure, Failures, Lost, Script
from .handlers import Actor
from .records import Record, Recorded, as_record, as_wire
from .requests import Arrival, Refusal, Sent, read
from .responses import Reply, refused
from .routing import Router, Target
from .rules import Contract
from .schema_check import close_to, problems_of
from .store import Store, Stored
from .transport import AsyncCarrier, Carrier

__all__ = ["Fake"]

_BAD, _UNAUTHORIZED = 400, 401


class Fake(Script):
    """An API in memory.

    It checks each request against the description, keeps what was made, pages, and responds as the API would. What
    it does not allow it refuses with 400 and states where. Threads may share it.

    Attributes:
        controls: What people and time do to this API, by method: each is served over HTTP, too.
    """

    controls: tuple[Control, ...] = ()
    """What people and time do to this API, by method: each is served over HTTP, too."""

    def __init__(
        self,
        contract: Contract,
        given: Sequence[str | None] = (),
        *,
        logins: Mapping[str, Sequence[str]] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._contract = contract
        self._router = Router(contract)
        self._given: tuple[str, ...] = tuple(text for text in given if text)
        self._logins = {
            name: credentials(contract.settings, secrets)
            for name, secrets in (logins or {}).items()
        }
        self._expected = credentials(contract.settings, self._given) if self._given else None
        self._clock = now
        self._lock = threading.RLock()
        self._postman: Postman | None = None
        self.transport: Carrier = Carrier(self)
        """What to pass as ``http_client`` to a client."""
        self.async_transport: AsyncCarrier = AsyncCarrier(self)
        """What to pass as ``http_client`` to an async client."""
        self.reset()

    def reset(self) -> None:
        """Forget everything: items, requests, deliveries, and what was to go wrong."""
        with self._lock:
            self._ahead = 0.0
            self._store = Store(report=self._report, now=self._milliseconds, holds=self._holds)
            subscribing = (each for each in self._router.targets if each.route.rules.subscribes)
            self._deliveries = Deliveries(self._contract, self._store, next(subscribing, None))
            self._deliveries.postman = self._postman
            self._failures = Failures()
            self._requests: list[Recorded] = []
            for route in self._contract.routes:
                path = self._router.by_id[route.id].collection
                seed = route.rules.seed
                for values in [seed] if isinstance(seed, Mapping) else seed:
                    self._store.add(path, Stored(deepcopy(dict(values))))

    def _holds(self, stored: Stored) -> bool:  # noqa: ARG002 - for subclasses
        """Whether an item waits for something else than being looked at."""
        return False

    def dialogues(self) -> list[Dialogue]:
        """What was exchanged with people, for the page; nothing where the API has no such item."""
        return []

    def _now(self) -> float:
        return self._clock() + self._ahead

    def _milliseconds(self) -> int:
        return int(self._now() * 1000)

    def _report(self, resource: str, event: str, stored: Stored) -> None:
        self._deliveries.report(resource, event, stored, self._milliseconds())

    def advance(self, by: float | timedelta) -> None:
        """Let time pass: later times are stamped, and what happens later has happened.

        Args:
            by: Seconds, or a timedelta.
        """
        with self._lock:
            self._ahead += by.total_seconds() if isinstance(by, timedelta) else by
            self._store.settle_all()

    @property
    def requests(self) -> list[Recorded]:
        """All requests that arrived, the first one first."""
        return [*self._requests]

    @property
    def deliveries(self) -> list[Delivery]:
        """What was reported to the webhooks that were made, the first one first."""
        return [*self._deliveries.made]

    def sent(self, operation: str) -> list[Recorded]:
        """The requests of one operation.

        Args:
            operation: The client's method, or the operation's id.

        Raises:
            ValueError: There is no such operation.
        """
        id_ = self._known(operation)
        return [each for each in self._requests if each.operation == id_]

    @property
    def state(self) -> dict[str, list[dict[str, Any]]]:
        """A copy of all items in wire names, by the path of their collection."""
        with self._lock:
            return {
                path: [deepcopy(item.values) for item in self._store.all(path)]
                for path in self._store.paths
            }

    def items(self, collection: str) -> list[Record]:
        """A copy of the items of a collection, deleted ones too, the oldest first.

        Args:
            collection: A resource of the client, or the path of a collection.
        """
        with self._lock:
            template, path = self._collection(collection)
            shape = self._shape(template)
            return [as_record(shape, item.values) for item in self._store.all(path)]

    def add(
        self, collection: str, item: Mapping[str, Any] | ModelBase, *, content: bytes | None = None
    ) -> Any:
        """Put an item where requests find it; its id is made up where it has none.

        Args:
            collection: A resource of the client, or the path that the item is found at, such as ``/items``.
            item: A model, or a mapping with Python's names or wire names.
            content: The bytes of its file.

        Returns:
            What names it: its id, usually.

        Raises:
            ValueError: The API knows no such fields, or no such collection.
        """
        with self._lock:
            return self._add(*self._prepared(collection, item), content)

    def _prepared(
        self, collection: str, item: Mapping[str, Any] | ModelBase
    ) -> tuple[str, str, dict[str, Any]]:
        """The template of the path, the path, and the item in wire names.

        Raises:
            ValueError: The API knows no such fields, or no such collection.
        """
        template, path = self._collection(collection)
        values: dict[str, Any] = as_wire(self._shape(template), item)
        self._check(collection, template, {name: values[name] for name in values if name != "id"})
        return template, path, values

    def _add(self, template: str, path: str, values: dict[str, Any], content: bytes | None) -> Any:
        key = self._router.keys.get(template, "id")
        if template in self._documents:
            self._store.remove(path, [*self._store.all(path)])
        else:
            values = {"id": next(self._store.ids), **values}
            values.setdefault(key, values["id"])
            values = dict.fromkeys(self._stamps(template), self._milliseconds()) | values
        self._store.add(path, Stored(values, content=content))
        return values.get(key)

    def seed(self, items: Mapping[str, Any]) -> None:
        """Add items of many resources, as a seed file lists them.

        Args:
            items: Lists of items by resource or path; one object where a path holds only one. ``$content`` in an item
                is the text of its file.

        Raises:
            ValueError: The API knows no such resource or field; nothing is added.
        """
        with self._lock:
            for collection in items:
                self._collection(collection)
            prepared = [
                (*self._prepared(collection, _without_content(item)), _content(item))
                for collection, listed in items.items()
                for item in (
                    [listed] if isinstance(listed, Mapping) else _listed(collection, listed)
                )
            ]
            for template, path, values, content in prepared:
                self._add(template, path, values, content)

    def change(self, collection: str, key: Any, **fields: Any) -> None:
        """Set fields of an item, by Python's names or wire names, as time or the API would.

        Raises:
            ValueError: There is no such item, or the API knows no such field.
        """
        with self._lock:
            template, path = self._collection(collection)
            stored = self._store.find(path, self._router.keys.get(template, "id"), key)
            if stored is None:
                raise ValueError(f"there is no {key} in {collection}")
            values = as_wire(self._shape(template), fields)
            self._check(collection, template, values)
            stored.values |= values
            stored.later = {}

    def _shape(self, template: str) -> ModelShape | None:
        model = self._router.models.get(template)
        return None if model is None else ModelShape(model)

    def _check(self, collection: str, template: str, values: dict[str, Any]) -> None:
        shape = self._shape(template)
        if shape is not None and (messages := [*problems_of(shape, values, "", {})]):
            raise ValueError(f"{collection}: {'; '.join(messages)}")

    def _stamps(self, template: str) -> list[str]:
        """The fields that hold when an item of a collection was made, as requests that make one set them."""
        return [
            name
            for target in self._router.targets
            if target.collection == template and target.does == "create"
            for name in target.route.rules.stamp
        ]

    @property
    def _documents(self) -> set[str]:
        return {target.collection for target in self._router.targets if target.does == "document"}

    def _collection(self, name: str) -> tuple[str, str]:
        """The template of a collection's path, and the path; names are resources or paths."""
        path = self._router.resources.get(name, name)
        for target in self._router.targets:
            parts, own = path.split("/"), target.collection.split("/")
            if len(parts) == len(own) and all(
                each == wanted or wanted.startswith("{")
                for each, wanted in zip(parts, own, strict=True)
            ):
                return target.collection, path
        known = {*self._router.resources, *(each.collection for each in self._router.targets)}
        raise ValueError(f"nothing is kept at {name!r}{close_to(name, sorted(known))}")

    def _known(self, operation: str) -> str:
        known = self._router.by_id
        id_ = self._router.names.get(operation, operation)
        if id_ not in known:
            near = close_to(operation, [*self._router.names, *known])
            raise ValueError(f"there is no operation {operation!r}{near}")
        return id_

    @property
    def title(self) -> str:
        """The name of the API."""
        return self._contract.title

    @property
    def operations(self) -> list[str]:
        """The methods of the client, sorted."""
        return sorted(self._router.names)

    @property
    def has_webhooks(self) -> bool:
        """Whether webhooks can be made."""
        return any(each.route.rules.subscribes for each in self._router.targets)

    @property
    def time(self) -> int:
        """The time here, in milliseconds."""
        return self._milliseconds()

    def methods(self, path: str) -> list[str]:
        """The HTTP methods that a path takes, without what all paths begin with."""
        return self._router.methods(path)

    def description(self, name: str) -> bytes:
        """The description of the API: ``swagger.json`` or ``openapi.json``."""
        return files(self._contract.package).joinpath(name).read_bytes()

    def post_with(self, postman: Postman | None) -> None:
        """Post deliveries from now on; None keeps them."""
        self._postman = self._deliveries.postman = postman

    def handle(self, arrival: Arrival) -> tuple[Reply, float]:
        """Respond to a request; gives the seconds that the response takes, too.

        Raises:
            Lost: The connection is lost.
        """
        with self._lock:
            try:
                return self._handled(arrival)
            except RecursionError:
                message = "the request is nested too deeply"
                self._record(arrival, None, 400, error=message)
                return self.refused(Refusal(400, message)), 0.0

    def _handled(self, arrival: Arrival) -> tuple[Reply, float]:
        try:
            target, path = self._router.match(arrival.method, arrival.path)
        except Refusal as refusal:
            self._record(arrival, None, refusal.status, error=refusal.message)
            return self.refused(refusal), 0.0
        failures = self._failures.next(target.route.id)
        outcome = failures.get("outcome")
        if outcome is not None and outcome.lost == "connect":
            raise Lost("connect")
        seconds = failures["delay"].seconds if "delay" in failures else 0.0
        reply = self._reply(target, arrival, path, outcome)
        if outcome is not None and outcome.lost:
            raise Lost(outcome.lost, seconds)
        return reply, seconds

    def _reply(
        self, target: Target, arrival: Arrival, path: Mapping[str, str], outcome: Failure | None
    ) -> Reply:
        open_ = without_key(self._contract.settings.auth, arrival)
        sent, messages = read(target.route, target.operation, open_, path, self._contract)
        error = ""
        try:
            reply = self._outcome(target, arrival, sent, messages, outcome)
        except Refusal as refusal:
            reply, error = refused(refusal, target.operation), refusal.message
        lost = outcome is not None and outcome.lost is not None
        self._record(
            arrival,
            target,
            None if lost else reply.status,
            query=sent.query,
            json=sent.json,
            form=sent.form,
            files=sent.files,
            error=error,
            _path=sent.path,
        )
        return reply

    def _outcome(
        self,
        target: Target,
        arrival: Arrival,
        sent: Sent,
        problems: list[str],
        outcome: Failure | None,
    ) -> Reply:
        self._authorise(target, arrival)
        if problems:
            raise Refusal(_BAD, "; ".join(problems))
        if outcome is not None and outcome.refusal is not None:
            raise outcome.refusal
        if outcome is not None and outcome.reply is not None:
            return outcome.reply
        if outcome is not None and outcome.lost == "before":
            return Reply()
        actor = Actor(self._router, self._store, self._milliseconds())
        return actor.act(target, sent, arrival)

    def _record(
        self, arrival: Arrival, target: Target | None, status: int | None, **problems: Any
    ) -> None:
        headers = {name: text for name, text in arrival.headers.items() if name not in self._hidden}
        operation, name = (target.route.id, target.route.name) if target is not None else ("", "")
        self._requests.append(
            Recorded(
                operation,
                arrival.method,
                arrival.path,
                headers=headers,
                status=status,
                name=name,
                _target=target,
                **problems,
            )
        )

    @property
    def _hidden(self) -> frozenset[str]:
        return headers_of(self._contract.settings.auth)

    def refused(self, refusal: Refusal) -> Reply:
        """Return an error for a request that no operation takes; it looks like those of the first operation."""
        first = next(iter(self._contract.routes), None)
        return refused(refusal, None if first is None else self._contract.operation(first.id))

    def _authorise(self, target: Target, arrival: Arrival) -> None:
        login = target.operation.login
        wanted = self._logins.get(login) if login else self._expected
        auth = self._contract.settings.auth
        if not authorised(target.operation, auth, arrival, wanted):
            raise Refusal(
                _UNAUTHORIZED, "these credentials are not valid here", {"WWW-Authenticate": "Basic"}
            )

    @property
    def prefix(self) -> str:
        """What all paths begin with."""
        return urlsplit(self._contract.settings.base_url).path.rstrip("/")


def _listed(collection: str, items: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(items, list) or not all(isinstance(each, Mapping) for each in items):
        raise ValueError(f"{collection} must list objects")
    return items


def _without_content(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "$content"}


def _content(item: Mapping[str, Any]) -> bytes | None:
    content = item.get("$content")
    return content.encode() if isinstance(content, str) else content
