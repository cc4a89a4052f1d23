"""Reports what happens to the webhooks that were made; deliveries reach addresses of this machine only."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from ..models.shapes import ModelShape
from .callbacks import Callback, callback
from .fields import select, selection
from .responses import projected
from .routing import Target
from .rules import Contract
from .store import Store, Stored, field_value

__all__ = ["Deliveries", "Delivery", "Postman"]

_OWN = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS = 10


@dataclass(slots=True)
class Delivery:
    """One report to a webhook.

    Attributes:
        webhook_id: The webhook.
        url: Where it wants its reports.
        resource: The kind of the resource.
        event: What happened to it.
        callback: The body and headers that are posted.
        status: The status of the response; None where it was not posted, or no one answered.
        note: Why it was not delivered; empty otherwise.
    """

    webhook_id: Any
    url: str
    resource: str
    event: str
    callback: Callback = field(repr=False)
    status: int | None = None
    note: str = "kept, as nothing is served"


class Deliveries:
    """Writes what the webhooks of a store have subscribed to."""

    def __init__(self, contract: Contract, store: Store, subscribing: Target | None) -> None:
        self._webhooks = contract.webhooks
        self._store = store
        self._target = subscribing
        self.made: list[Delivery] = []
        self.postman: Postman | None = None

    def report(self, resource: str, event: str, stored: Stored, now: int) -> None:
        """Notify every webhook that asked for it."""
        for webhook in [*self._subscribed(resource, event)]:
            delivery = self._delivery(webhook, resource, event, stored, now)
            self.made.append(delivery)
            if self.postman is not None:
                self.postman.post(delivery)
            if self._field(webhook, "once"):
                assert self._target is not None
                self._store.remove(self._target.collection, [webhook])

    def _subscribed(self, resource: str, event: str) -> Iterator[Stored]:
        if self._target is None or self._webhooks is None:
            return
        for webhook in self._store.all(self._target.collection):
            is_wanted = self._field(webhook, "resource") == resource and event in (
                self._field(webhook, "events") or ()
            )
            if is_wanted and self._field(webhook, "enabled") is not False:
                yield webhook

    def _field(self, webhook: Stored, role: str) -> Any:
        assert self._target is not None
        name = self._target.route.rules.subscribes.get(role)
        return None if name is None else field_value(webhook.values, name)

    def _delivery(
        self, webhook: Stored, resource: str, event: str, stored: Stored, now: int
    ) -> Delivery:
        model = self._webhooks.kinds[resource].model
        item = stored.values if model is None else projected(ModelShape(model()), stored.values)
        if chosen := self._field(webhook, "fields"):
            item = select(item, selection(chosen))
        secret = self._field(webhook, "secret")
        written = callback(
            self._webhooks,
            resource,
            event,
            item,
            secret=secret,
            now=now,
            webhook_id=webhook.values["id"],
            name=str(webhook.values.get("name", "")),
        )
        url = str(self._field(webhook, "url"))
        return Delivery(webhook.values["id"], url, resource, event, written)


class Postman:
    """Posts deliveries one after the other in a thread, to addresses of this machine only."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Delivery | None] = SimpleQueue()
        self._opener = build_opener(ProxyHandler({}))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def post(self, delivery: Delivery) -> None:
        """Post it soon."""
        delivery.note = "on its way"
        self._waiting.put(delivery)

    def close(self) -> None:
        """Post what is waiting, and end."""
        self._waiting.put(None)
        self._thread.join(_SECONDS)

    def _run(self) -> None:
        while (delivery := self._waiting.get()) is not None:
            self._post(delivery)

    def _post(self, delivery: Delivery) -> None:
        parts = urlsplit(delivery.url)
        if parts.scheme not in {"http", "https"} or parts.hostname not in _OWN:
            delivery.note = "not sent: a fake reaches addresses of this machine only"
            return
        request = Request(  # noqa: S310 - the scheme was checked
            delivery.url,
            delivery.callback.body,
            dict(delivery.callback.headers),
            method="POST",
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as response:
                delivery.status, delivery.note = response.status, ""
        except HTTPError as error:
            delivery.status, delivery.note = error.code, "refused"
        except (URLError, OSError, ValueError) as error:
            delivery.note = f"not delivered: {getattr(error, 'reason', error)}"
