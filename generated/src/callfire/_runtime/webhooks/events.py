"""Reads what an API posts to webhooks: checks the signature, then makes typed events of the body."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from ..core.errors import DecodeError, WebhookSignatureError
from ..core.forks import fork_safe
from ..models.decode import convert, parsed
from ..models.model import Model
from ..models.timestamps import Timestamp, from_ms
from .signatures import UNVERIFIED, Bytes, Secret, Signer, Unverified, header_value, raw_bytes

__all__ = [
    "UNVERIFIED",
    "EventKind",
    "Scheme",
    "Secret",
    "SeenEvents",
    "Unverified",
    "WebhookEvent",
    "WebhookPayload",
]

ResourceT = TypeVar("ResourceT")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent(Generic[ResourceT]):
    """One thing that happened.

    Attributes:
        timestamp: When.
        webhook_id: The webhook that reports it.
        resource_type: What kind of thing it happened to.
        event_type: What happened.
        resource: The thing, as a model; as plain JSON values where its kind is not known here.
        raw: The event's JSON object, untouched.
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
        resource_type: What kind of thing the events are about.
        events: What happened; deliveries may batch.
        verified: Whether a signature was checked.
        digest: SHA-256 of the body in hex: the same for a delivery that comes twice.
        raw: The body's JSON object, untouched.
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
            body: The raw bytes as received: not parsed, not decoded, not written anew.
            signature: The value of the signature header.
            secret: The webhook's secret, or several of which one has to fit. For webhooks without a secret say
                ``UNVERIFIED``: anybody can then post anything.
            strict: Whether an odd value, or a resource or event that is not listed, is an error rather than kept.

        Returns:
            The delivery with its events.

        Raises:
            WebhookSignatureError: The signature is missing or does not fit.
            DecodeError: The body is no delivery.
            TypeError: The body is not bytes, or there is no secret.
        """
        raw = raw_bytes(body)
        if not isinstance(secret, Unverified) and not self.verify(raw, signature, secret):
            told = "does not fit the body" if header_value(signature) else "is missing"
            raise WebhookSignatureError(f"the webhook's signature ({self.header}) {told}")
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
    """What surrounds a resource."""

    timestamp: Timestamp | None = None
    webhook_id: int | None = None
    resource_type: str | None = None
    event_type: str | None = None
    resource: Any = None


class Delivery(Model):
    """What surrounds events."""

    timestamp: Timestamp | None = None
    webhook_id: int | None = None
    webhook_name: str | None = None
    resource_type: str | None = None
    events: list[DeliveryEvent] | None = None


def _content(raw: bytes, *, strict: bool) -> dict[str, Any]:
    try:
        content = parsed(raw, strict=strict)
    except DecodeError as error:
        raise DecodeError(str(error).replace("the answer", "the webhook's body", 1)) from None
    if not isinstance(content, dict):
        raise DecodeError("the webhook's body is not a JSON object", path="$")
    return content


def _require(known: bool, at: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not known:
        raise DecodeError(f"{at}: a value that is not described", path=f"$.{at}")


class SeenEvents:
    """Remembers the latest deliveries, to tell one that comes again; safe to share between threads.

    The signature covers no time, so somebody who has recorded a delivery can post it again. This knows the
    deliveries of one process; where there are several, keep ``WebhookPayload.digest`` in your database.

    Args:
        size: How many deliveries to remember.
    """

    def __init__(self, size: int = 10_000) -> None:
        if size < 1:
            raise ValueError(f"size must be 1 or more, not {size!r}")
        self._size = size
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = fork_safe(threading.Lock())

    def add(self, payload: WebhookPayload) -> bool:
        """Remember a delivery; returns whether it is new."""
        with self._lock:
            new = payload.digest not in self._seen
            self._seen[payload.digest] = None
            self._seen.move_to_end(payload.digest)
            if len(self._seen) > self._size:
                self._seen.popitem(last=False)
            return new

    def forget(self, payload: WebhookPayload) -> None:
        """Take a delivery back that could not be handled, so that its repetition will be."""
        with self._lock:
            self._seen.pop(payload.digest, None)

    def __contains__(self, payload: WebhookPayload) -> bool:
        return payload.digest in self._seen

    def __len__(self) -> int:
        return len(self._seen)


def _moment(value: object) -> object:
    try:
        return from_ms(value)
    except (TypeError, ValueError):
        return None


def _time(value: object) -> datetime | None:
    """A time; None for what is none, which ``raw`` still holds."""
    return value if isinstance(value, datetime) else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
