"""Reads deliveries of webhooks: checks the signature, then makes typed events of the body."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from ..core.errors import DecodeError, WebhookSignatureError
from ..core.forks import fork_safe
from ..models.decode import convert, parsed
from ..models.model import Model
from ..models.timestamps import Timestamp, from_ms
from .signatures import UNVERIFIED, Bytes, Secret, Signer, Unverified, header_value, raw_bytes

__all__ = [
    "UNVERIFIED",
    "DeliveryState",
    "EventKind",
    "Scheme",
    "Secret",
    "SeenDeliveries",
    "SeenEvents",
    "Unverified",
    "WebhookEvent",
    "WebhookPayload",
]

ResourceT = TypeVar("ResourceT")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent(Generic[ResourceT]):
    """One event.

    Attributes:
        timestamp: When it happened.
        webhook_id: The webhook that reports it.
        resource_type: The kind of the resource.
        event_type: What happened to the resource.
        resource: The resource as a model; as plain JSON values where the client does not know its kind.
        raw: The event's JSON object.
    """

    timestamp: datetime | None
    webhook_id: int | None
    resource_type: str
    event_type: str
    resource: ResourceT = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookPayload:
    """One delivery; iterating gives its events.

    Attributes:
        timestamp: When it was sent.
        webhook_id: The webhook's id.
        webhook_name: The webhook's name.
        resource_type: The kind of the resources.
        events: What happened; deliveries may batch.
        verified: Whether a signature was checked.
        digest: SHA-256 of the body in hex; the same for a delivery that is sent twice.
        raw: The body's JSON object.
    """

    timestamp: datetime | None
    webhook_id: int | None
    webhook_name: str
    resource_type: str
    events: tuple[WebhookEvent[Any], ...]
    verified: bool
    digest: str = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)

    def __iter__(self) -> Iterator[WebhookEvent[Any]]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)


@dataclass(frozen=True, slots=True)
class EventKind:
    """How events of one resource are read.

    Attributes:
        event: The class of the event.
        model: Gives the resource's model when it is first needed; None keeps plain JSON values.
        events: What can happen; empty where that is not known.
    """

    event: type[WebhookEvent[Any]] = WebhookEvent
    model: Callable[[], Any] | None = None
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme(Signer):
    """How an API signs and writes its deliveries.

    Attributes:
        kinds: How events are read, by resource.
    """

    kinds: Mapping[str, EventKind] = field(default_factory=dict)

    def parse(
        self,
        body: Bytes,
        signature: str | bytes | None,
        secret: Secret | Unverified,
        *,
        strict: bool = False,
    ) -> WebhookPayload:
        """Check a delivery's signature and read its events.

        Args:
            body: The raw bytes as received, neither parsed nor decoded.
            signature: The value of the signature header.
            secret: The webhook's secret, or several of which one has to fit. For webhooks without a secret pass
                ``UNVERIFIED``: anybody can then post anything.
            strict: Whether a value, resource or event that the description does not list is an error.

        Returns:
            The delivery with its events.

        Raises:
            WebhookSignatureError: The signature is missing or does not fit.
            DecodeError: The body is no delivery.
            TypeError: The body is not bytes, or there is no secret.
        """
        raw = raw_bytes(body)
        if not isinstance(secret, Unverified) and not self.verify(raw, signature, secret):
            problem = "does not fit the body" if header_value(signature) else "is missing"
            raise WebhookSignatureError(f"the webhook's signature ({self.header}) {problem}")
        return self._payload(raw, verified=not isinstance(secret, Unverified), strict=strict)

    def _payload(self, raw: bytes, *, verified: bool, strict: bool) -> WebhookPayload:
        content = _content(raw, strict=strict)
        delivery = convert(Delivery, content, strict=strict)
        given = content.get("events")
        events = given if isinstance(given, list) else []
        return WebhookPayload(
            timestamp=_time(delivery.timestamp),
            webhook_id=_integer(delivery.webhook_id),
            webhook_name=_text(delivery.webhook_name),
            resource_type=_text(delivery.resource_type),
            events=tuple(
                self._event(event, content, f"events[{place}]", strict=strict)
                for place, event in enumerate(events)
            ),
            verified=verified,
            digest=hashlib.sha256(raw).hexdigest(),
            raw=content,
        )

    def _event(
        self, event: Any, around: dict[str, Any], at: str, *, strict: bool
    ) -> WebhookEvent[Any]:
        """Read one event; what it leaves out is taken from the delivery around it."""
        if not isinstance(event, dict):
            event, resource = {}, event
        else:
            resource = event.get("resource")
        whole = around | event
        resource_type, event_type = _text(whole.get("resourceType")), _text(event.get("eventType"))
        kind = self.kinds.get(resource_type)
        if strict:
            _require(kind is not None, f"{at}.resourceType")
            _require(kind is None or event_type in (kind.events or [event_type]), f"{at}.eventType")
        kind = kind or EventKind()
        if kind.model is not None and resource is not None:
            resource = convert(kind.model(), resource, strict=strict, at=f"{at}.resource")
        return kind.event(
            timestamp=_time(_moment(whole.get("timestamp"))),
            webhook_id=_integer(whole.get("webhookId")),
            resource_type=resource_type,
            event_type=event_type,
            resource=resource,
            raw=event,
        )


class DeliveryEvent(Model):
    """The fields of an event."""

    timestamp: Timestamp | None = None
    webhook_id: int | None = None
    resource_type: str | None = None
    event_type: str | None = None
    resource: Any = None


class Delivery(Model):
    """The fields of a delivery."""

    timestamp: Timestamp | None = None
    webhook_id: int | None = None
    webhook_name: str | None = None
    resource_type: str | None = None
    events: list[DeliveryEvent] | None = None


def _content(raw: bytes, *, strict: bool) -> dict[str, Any]:
    try:
        content = parsed(raw, strict=strict)
    except DecodeError as error:
        text = str(error).replace("the response", "the webhook's body", 1)
        raise DecodeError(text.replace("the response", "the webhook's body", 1)) from None
    if not isinstance(content, dict):
        raise DecodeError("the webhook's body is not a JSON object", path="$")
    return content


def _require(known: bool, at: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not known:
        raise DecodeError(f"{at}: a value that is not described", path=f"$.{at}")


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    NEW = "new"
    """It is here for the first time, or its handler has failed."""
    UNDER_WAY = "under_way"
    """Its handler is at work; whether it succeeds is not known yet."""
    DONE = "done"
    """Its handler has succeeded."""


class SeenDeliveries(Protocol):
    """Remembers deliveries by ``WebhookPayload.digest``. ``SeenEvents`` is the one for a single process.

    Its methods are called from the threads or the event loop of the server.
    """

    def begin(self, payload: WebhookPayload) -> DeliveryState:
        """Return how far a delivery had come; a new one is under way from now on."""
        ...

    def finish(self, payload: WebhookPayload) -> None:
        """Note that the handler has succeeded."""
        ...

    def forget(self, payload: WebhookPayload) -> None:
        """Note that the handler has failed, so that the delivery is new when it is sent again."""
        ...


class SeenEvents:
    """Remembers the latest deliveries of this process, so that each is handled once; threads may share it.

    The signature covers no time, so someone who has recorded a delivery can post it again. Where there are several
    processes, write a ``SeenDeliveries`` that keeps ``WebhookPayload.digest`` in your database.

    Args:
        size: How many handled deliveries to remember.
    """

    def __init__(self, size: int = 10_000) -> None:
        if size < 1:
            raise ValueError(f"size must be 1 or more, not {size!r}")
        self._size = size
        self._done: OrderedDict[str, None] = OrderedDict()
        self._under_way: set[str] = set()
        self._lock = fork_safe(threading.Lock())

    def begin(self, payload: WebhookPayload) -> DeliveryState:
        """Return how far a delivery had come; a new one is under way from now on."""
        with self._lock:
            if payload.digest in self._under_way:
                return DeliveryState.UNDER_WAY
            if payload.digest in self._done:
                self._done.move_to_end(payload.digest)
                return DeliveryState.DONE
            self._under_way.add(payload.digest)
            return DeliveryState.NEW

    def finish(self, payload: WebhookPayload) -> None:
        """Note that the handler has succeeded."""
        with self._lock:
            self._under_way.discard(payload.digest)
            self._done[payload.digest] = None
            if len(self._done) > self._size:
                self._done.popitem(last=False)

    def forget(self, payload: WebhookPayload) -> None:
        """Note that the handler has failed, so that the delivery is new when it is sent again."""
        with self._lock:
            self._under_way.discard(payload.digest)
            self._done.pop(payload.digest, None)

    def __contains__(self, payload: WebhookPayload) -> bool:
        return payload.digest in self._done

    def __len__(self) -> int:
        return len(self._done)


def _moment(value: object) -> object:
    try:
        return from_ms(value)
    except (TypeError, ValueError):
        return None


def _time(value: object) -> datetime | None:
    """Return a time, None for anything else; ``raw`` still has it."""
    return value if isinstance(value, datetime) else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
