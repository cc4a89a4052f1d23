"""The double of an API: answers requests from memory, records them, and fails when it was told to."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ..core.options import credentials
from ..models.base import ModelBase
from ..models.encode import to_wire
from ..models.shapes import ModelShape
from .auth import authorised, headers_of, without_key
from .failures import Lost, Script, Trouble, Troubles
from .handlers import Actor
from .requests import Arrival, Refusal, Sent, SentFile, read
from .responses import Reply, refused
from .routing import Router, Target
from .rules import Contract
from .schema_check import close_to, faults
from .store import Store, Stored
from .transport import AsyncCarrier, Carrier

__all__ = ["Double", "Recorded"]

_BAD, _UNAUTHORIZED = 400, 401


@dataclass(frozen=True, slots=True, repr=False)
class Recorded:
    """One request that arrived.

    Attributes:
        operation: The id of the operation; empty when there is none for it.
        method: The HTTP method.
        path: The path, without what all paths begin with.
        query: Parameters of the query, by their types; lists where there may be several.
        json: The JSON body.
        form: The plain fields of a form.
        files: The files of a form.
        headers: Names in lower case, without credentials.
        status: What was answered; None when the connection was lost.
    """

    operation: str
    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, SentFile] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None

    def __repr__(self) -> str:
        return f"<{self.operation or 'request'}: {self.method} {self.path}, {self.status}>"


class Double(Script):
    """An API in memory.

    It checks each request against the description, keeps what was made, pages, and responses what the API would. What
    it does not allow it refuses with 400 and says where. Threads may share it.
    """

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
        self._now = now
        self._lock = threading.RLock()
        self.transport = Carrier(self)
        """What to pass as ``http_client`` to a client."""
        self.async_transport = AsyncCarrier(self)
        """What to pass as ``http_client`` to an async client."""
        self.reset()

    def reset(self) -> None:
        """Forget everything: items, requests, and what was to go wrong."""
        with self._lock:
            self._store = Store()
            self._troubles = Troubles()
            self._requests: list[Recorded] = []
            for route in self._contract.routes:
                path = self._router.by_id[route.id].collection
                seed = route.rules.seed
                for values in [seed] if isinstance(seed, Mapping) else seed:
                    self._store.add(path, Stored(deepcopy(dict(values))))

    @property
    def requests(self) -> list[Recorded]:
        """All requests that arrived, the first one first."""
        return [*self._requests]

    def sent(self, operation: str) -> list[Recorded]:
        """The requests of one operation.

        Raises:
            ValueError: There is no such operation.
        """
        self._known(operation)
        return [each for each in self._requests if each.operation == operation]

    @property
    def state(self) -> dict[str, list[dict[str, Any]]]:
        """A copy of all items, by the path of their collection."""
        with self._lock:
            return {path: self.items(path) for path in self._store.collections}

    def items(self, collection: str) -> list[dict[str, Any]]:
        """A copy of the items of a collection, deleted ones too, by the names of the wire."""
        with self._lock:
            return [deepcopy(item.values) for item in self._store.all(collection)]

    def add(
        self, collection: str, item: Mapping[str, Any] | ModelBase, *, content: bytes | None = None
    ) -> Any:
        """Put a thing where requests find it; its id is made up where it has none.

        Args:
            collection: The path that it is found at, such as ``/things``.
            item: A model, or a mapping with the names of the wire.
            content: The bytes of its file.

        Returns:
            What names it: its id, usually.

        Raises:
            ValueError: The API knows no such members, or no such collection.
        """
        values = deepcopy(to_wire(item) if isinstance(item, ModelBase) else dict(item))
        with self._lock:
            template = self._collection(collection)
            model = self._router.models.get(template)
            self._check(collection, model, {name: values[name] for name in values if name != "id"})
            key = self._router.keys.get(template, "id")
            if template in self._documents:
                self._store.collections[collection] = []
            else:
                values = {"id": next(self._store.ids), **values}
                values.setdefault(key, values["id"])
                now = int(self._now() * 1000)
                values = dict.fromkeys(self._stamps(template), now) | values
            self._store.add(collection, Stored(values, content=content))
            return values.get(key)

    def change(self, collection: str, key: Any, **members: Any) -> None:
        """Set members of a thing, by the names of the wire, as time or the API would.

        Raises:
            ValueError: There is no such thing, or the API knows no such member.
        """
        with self._lock:
            template = self._collection(collection)
            stored = self._store.find(collection, self._router.keys.get(template, "id"), key)
            if stored is None:
                raise ValueError(f"there is no {key} in {collection}")
            self._check(collection, self._router.models.get(template), members)
            stored.values |= members
            stored.later = {}

    def _check(
        self, collection: str, model: type[ModelBase] | None, members: dict[str, Any]
    ) -> None:
        if model is not None and (messages := [*faults(ModelShape(model), members, "", {})]):
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

    def _collection(self, path: str) -> str:
        """The template of a collection's path."""
        for target in self._router.targets:
            parts, own = path.split("/"), target.collection.split("/")
            if len(parts) == len(own) and all(
                each == wanted or wanted.startswith("{")
                for each, wanted in zip(parts, own, strict=True)
            ):
                return target.collection
        known = sorted({target.collection for target in self._router.targets})
        raise ValueError(f"nothing is kept at {path!r}{close_to(path, known)}")

    def _known(self, operation: str) -> None:
        known = self._router.by_id
        if operation not in known:
            raise ValueError(f"there is no operation {operation!r}{close_to(operation, known)}")

    def handle(self, arrival: Arrival) -> tuple[Reply, float]:
        """Answer a request; gives the seconds that the response takes, too.

        Raises:
            Lost: The connection is lost.
        """
        with self._lock:
            return self._handled(arrival)

    def _handled(self, arrival: Arrival) -> tuple[Reply, float]:
        try:
            target, path = self._router.match(arrival.method, arrival.path)
        except Refusal as refusal:
            self._record(arrival, None, refusal.status)
            return self.refused(refusal), 0.0
        failures = self._troubles.next(target.route.id)
        outcome = failures.get("outcome")
        if outcome is not None and outcome.lost == "connect":
            raise Lost("connect")
        seconds = failures["delay"].seconds if "delay" in failures else 0.0
        reply = self._reply(target, arrival, path, outcome)
        if outcome is not None and outcome.lost:
            raise Lost(outcome.lost)
        return reply, seconds

    def _reply(
        self, target: Target, arrival: Arrival, path: Mapping[str, str], outcome: Trouble | None
    ) -> Reply:
        open_ = without_key(self._contract.settings.auth, arrival)
        sent, messages = read(target.route, target.operation, open_, path, self._contract)
        try:
            reply = self._outcome(target, arrival, sent, messages, outcome)
        except Refusal as refusal:
            reply = refused(refusal, target.operation)
        lost = outcome is not None and outcome.lost is not None
        self._record(
            arrival,
            target,
            None if lost else reply.status,
            query=sent.query,
            json=sent.json,
            form=sent.form,
            files=sent.files,
        )
        return reply

    def _outcome(
        self, target: Target, arrival: Arrival, sent: Sent, told: list[str], outcome: Trouble | None
    ) -> Reply:
        self._authorise(target, arrival)
        if told:
            raise Refusal(_BAD, "; ".join(told))
        if outcome is not None and outcome.refusal is not None:
            raise outcome.refusal
        if outcome is not None and outcome.reply is not None:
            return outcome.reply
        if outcome is not None and outcome.lost == "before":
            return Reply()
        actor = Actor(self._router, self._store, int(self._now() * 1000))
        return actor.act(target, sent, arrival)

    def _record(
        self, arrival: Arrival, target: Target | None, status: int | None, **told: Any
    ) -> None:
        headers = {name: text for name, text in arrival.headers.items() if name not in self._hidden}
        operation = target.route.id if target is not None else ""
        self._requests.append(
            Recorded(
                operation, arrival.method, arrival.path, headers=headers, status=status, **told
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

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[str]:
        """Answer on a port of this machine, too; gives the address to use as ``base_url``.

        Args:
            port: Which one; 0 takes any that is free.
        """
        from .server import serving

        with serving(self, port) as address:
            yield address

    @property
    def prefix(self) -> str:
        """What all paths begin with."""
        return urlsplit(self._contract.settings.base_url).path.rstrip("/")
