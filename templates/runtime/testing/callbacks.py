"""Writes what an API would post to a webhook, for tests of what receives it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models.shapes import Free, ModelShape
from .records import as_wire
from .schema_check import problems_of

__all__ = ["Callback", "callback"]


@dataclass(frozen=True, slots=True)
class Callback:
    """A delivery: its raw body, and its headers."""

    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


def callback(  # noqa: PLR0913 - what a delivery is made of
    scheme: Any,
    resource: str,
    event: str,
    item: Any,
    *,
    secret: str | bytes | None,
    now: int,
    webhook_id: int,
    name: str = "fake",
) -> Callback:
    """Write a delivery with one event, signed where there is a secret.

    Args:
        scheme: How the API writes and signs its deliveries.
        resource: The kind of the resource.
        event: What happened to it.
        item: The resource: a model, or a mapping with Python's names or wire names.
        secret: The webhook's secret; without one there is no signature.
        now: The time in milliseconds.
        webhook_id: The id of the webhook.
        name: The name of the webhook.

    Raises:
        ValueError: There is no such resource, event or field.
    """
    kind = scheme.kinds.get(resource)
    if kind is None or event not in kind.events:
        raise ValueError(f"{resource} {event} is never reported; see webhooks.EVENTS")
    shape = Free() if kind.model is None else ModelShape(kind.model())
    values = as_wire(shape, item)
    if messages := [*problems_of(shape, values, "", {})]:
        raise ValueError(f"{resource}: {'; '.join(messages)}")
    envelope = {"timestamp": now, "webhookId": webhook_id, "resourceType": resource}
    happened = {**envelope, "eventType": event, "resource": values}
    body = json.dumps({**envelope, "webhookName": name, "events": [happened]}).encode()
    headers = {"Content-Type": "application/json"}
    if secret:
        headers[scheme.header] = scheme.sign(body, secret)
    return Callback(body, headers)
