"""Webhooks: signatures checked over raw bytes, typed events, and receivers without a framework.

``parse`` is all that most receivers need. Distinguish the kinds of events by their classes::

    for event in webhooks.parse(body, signature, secret):
        match event:
            case webhooks.CallBroadcastEvent(resource=resource):
                ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import models
from ._runtime.webhooks.events import (
    DeliveryState,
    EventKind,
    Scheme,
    SeenDeliveries,
    SeenEvents,
    WebhookEvent,
    WebhookPayload,
)
from ._runtime.webhooks.receivers import MAX_BYTES, ASGIApp, Handler, Receiver, WSGIApp, asgi, wsgi
from ._runtime.webhooks.signatures import UNVERIFIED, Bytes, Secret, Unverified

if TYPE_CHECKING:
    from .models._shared import Call, Text
    from .models._webhooks import OutboundTextDeliveryReport
    from .models.calls import CallBroadcast
    from .models.contacts import ContactList
    from .models.texts import TextBroadcast

__all__ = [
    "EVENTS",
    "HEADER",
    "UNVERIFIED",
    "CallBroadcastEvent",
    "CccCampaignEvent",
    "ContactListEvent",
    "DeliveryState",
    "InboundCallEvent",
    "InboundTextEvent",
    "LowBalanceEvent",
    "MonthlyRenewalEvent",
    "OutboundCallEvent",
    "OutboundTextDeliveryReportEvent",
    "OutboundTextEvent",
    "SeenDeliveries",
    "SeenEvents",
    "TextBroadcastEvent",
    "WebhookEvent",
    "WebhookPayload",
    "asgi_app",
    "parse",
    "sign",
    "verify",
    "wsgi_app",
]


class MonthlyRenewalEvent(WebhookEvent[dict[str, Any]]):
    """What is reported of ``MonthlyRenewal``: ``Finished``, ``Failed``."""


class LowBalanceEvent(WebhookEvent[dict[str, Any]]):
    """What is reported of ``LowBalance``: ``Finished``, ``Failed``."""


class CccCampaignEvent(WebhookEvent[dict[str, Any]]):
    """What is reported of ``CccCampaign``: ``Started``, ``Stopped``, ``Finished``."""


class CallBroadcastEvent(WebhookEvent["CallBroadcast"]):
    """What is reported of ``CallBroadcast``: ``Started``, ``Stopped``, ``Finished``."""


class TextBroadcastEvent(WebhookEvent["TextBroadcast"]):
    """What is reported of ``TextBroadcast``: ``Started``, ``Stopped``, ``Finished``."""


class OutboundCallEvent(WebhookEvent["Call"]):
    """What is reported of ``OutboundCall``: ``Finished``."""


class InboundCallEvent(WebhookEvent["Call"]):
    """What is reported of ``InboundCall``: ``Finished``."""


class OutboundTextEvent(WebhookEvent["Text"]):
    """What is reported of ``OutboundText``: ``Finished``."""


class InboundTextEvent(WebhookEvent["Text"]):
    """What is reported of ``InboundText``: ``Finished``."""


class ContactListEvent(WebhookEvent["ContactList"]):
    """What is reported of ``ContactList``: ``ValidationFinished``, ``ValidationFailed``."""


class OutboundTextDeliveryReportEvent(WebhookEvent["OutboundTextDeliveryReport"]):
    """What is reported of ``OutboundTextDeliveryReport``: ``Received``."""


HEADER = "X-CallFire-Signature"
"""The header that carries the signature."""

EVENTS: dict[str, tuple[str, ...]] = {
    "MonthlyRenewal": ("Finished", "Failed"),
    "LowBalance": ("Finished", "Failed"),
    "CccCampaign": ("Started", "Stopped", "Finished"),
    "CallBroadcast": ("Started", "Stopped", "Finished"),
    "TextBroadcast": ("Started", "Stopped", "Finished"),
    "OutboundCall": ("Finished",),
    "InboundCall": ("Finished",),
    "OutboundText": ("Finished",),
    "InboundText": ("Finished",),
    "ContactList": ("ValidationFinished", "ValidationFailed"),
    "OutboundTextDeliveryReport": ("Received",),
}
"""What can be reported, by kind of resource: values for ``resource`` and ``events`` when a webhook is made."""

_SCHEME = Scheme(
    header=HEADER,
    algorithm="sha1",
    encoding="base64",
    kinds={
        "MonthlyRenewal": EventKind(MonthlyRenewalEvent, events=EVENTS["MonthlyRenewal"]),
        "LowBalance": EventKind(LowBalanceEvent, events=EVENTS["LowBalance"]),
        "CccCampaign": EventKind(CccCampaignEvent, events=EVENTS["CccCampaign"]),
        "CallBroadcast": EventKind(
            CallBroadcastEvent, lambda: models.CallBroadcast, EVENTS["CallBroadcast"]
        ),
        "TextBroadcast": EventKind(
            TextBroadcastEvent, lambda: models.TextBroadcast, EVENTS["TextBroadcast"]
        ),
        "OutboundCall": EventKind(OutboundCallEvent, lambda: models.Call, EVENTS["OutboundCall"]),
        "InboundCall": EventKind(InboundCallEvent, lambda: models.Call, EVENTS["InboundCall"]),
        "OutboundText": EventKind(OutboundTextEvent, lambda: models.Text, EVENTS["OutboundText"]),
        "InboundText": EventKind(InboundTextEvent, lambda: models.Text, EVENTS["InboundText"]),
        "ContactList": EventKind(
            ContactListEvent, lambda: models.ContactList, EVENTS["ContactList"]
        ),
        "OutboundTextDeliveryReport": EventKind(
            OutboundTextDeliveryReportEvent,
            lambda: models.OutboundTextDeliveryReport,
            EVENTS["OutboundTextDeliveryReport"],
        ),
    },
)


def parse(
    body: Bytes,
    signature: str | bytes | None,
    secret: Secret | Unverified,
    *,
    strict: bool = False,
) -> WebhookPayload:
    """Check the signature of a delivery and read its events.

    Args:
        body: The raw bytes as received: not parsed, not decoded, not written anew.
        signature: The value of the header named by `HEADER`.
        secret: The webhook's secret, or several of which one has to fit. For webhooks without a secret pass
            `UNVERIFIED`: anybody can then post anything.
        strict: Whether an unusual value, or a resource or event that is not listed, is an error rather than kept.

    Returns:
        The delivery; iterating gives its events.

    Raises:
        WebhookSignatureError: The signature is missing or does not fit.
        DecodeError: The body is no delivery.
        TypeError: The body is not bytes, or there is no secret.
    """
    return _SCHEME.parse(body, signature, secret, strict=strict)


def verify(body: Bytes, signature: str | bytes | None, secret: Secret) -> bool:
    """Show whether a signature fits a body.

    Args:
        body: The raw bytes as received.
        signature: The value of the header named by `HEADER`; None where there is none.
        secret: The webhook's secret, or several of which one has to fit.
    """
    return _SCHEME.verify(body, signature, secret)


def sign(body: Bytes, secret: str | bytes) -> str:
    """Sign a body as the API does; for tests of your own receiver.

    Args:
        body: The raw bytes.
        secret: The webhook's secret.

    Returns:
        The value of the header named by `HEADER`.
    """
    return _SCHEME.sign(body, secret)


def wsgi_app(
    handler: Handler,
    *,
    secret: Secret | Unverified,
    path: str | None = None,
    max_bytes: int = MAX_BYTES,
    seen: SeenDeliveries | None = None,
    strict: bool = False,
) -> WSGIApp:
    """Make a WSGI application that hands signed deliveries to a function.

    It responds 204 when the handler returns, 500 when it raises, 401 to a wrong signature, 400 to what is no
    delivery, and 503 to a delivery that is sent again while its first handler is at work.

    Args:
        handler: Handles a `WebhookPayload`.
        secret: The webhook's secret, several, or `UNVERIFIED`.
        path: The only path to serve; None serves all.
        max_bytes: The largest body to read, in bytes.
        seen: Remembers deliveries, so that one that is sent twice is handled once.
        strict: Whether an unusual value, or a resource or event that is not listed, makes a delivery malformed.
    """
    receiver = Receiver(
        _SCHEME, handler, secret, path=path, max_bytes=max_bytes, seen=seen, strict=strict
    )
    return wsgi(receiver)


def asgi_app(
    handler: Handler,
    *,
    secret: Secret | Unverified,
    path: str | None = None,
    max_bytes: int = MAX_BYTES,
    seen: SeenDeliveries | None = None,
    strict: bool = False,
) -> ASGIApp:
    """Make an ASGI application that hands signed deliveries to a function, or to a coroutine function.

    It responds as `wsgi_app` does; a handler that is no coroutine function runs in a thread.

    Args:
        handler: Handles a `WebhookPayload`.
        secret: The webhook's secret, several, or `UNVERIFIED`.
        path: The only path to serve; None serves all.
        max_bytes: The largest body to read, in bytes.
        seen: Remembers deliveries, so that one that is sent twice is handled once.
        strict: Whether an unusual value, or a resource or event that is not listed, makes a delivery malformed.
    """
    receiver = Receiver(
        _SCHEME, handler, secret, path=path, max_bytes=max_bytes, seen=seen, strict=strict
    )
    return asgi(receiver)
