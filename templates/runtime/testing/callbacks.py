"""Writes what an API would post to a webhook, for tests of what receives it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models.encode import to_wire

__all__ = ["Callback", "callback"]


@dataclass(frozen=True, slots=True)
class Callback:
    """A delivery: its raw body, and its headers."""

    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


def callback(  # noqa: PLR0913 - what a delivery is made of
    resource: str,
    event: str,
    item: Any,
    *,
    header: str,
    signature: Callable[[bytes], str] | None,
    now: int,
    webhook_id: int,
) -> Callback:
    """Write a delivery with one event, signed where there is a signature."""
    messages = {"timestamp": now, "webhookId": webhook_id, "resourceType": resource}
    happened = {**messages, "eventType": event, "resource": to_wire(item)}
    body = json.dumps({**messages, "webhookName": "fake", "events": [happened]}).encode()
    headers = {"Content-Type": "application/json"}
    if signature is not None:
        headers[header] = signature(body)
    return Callback(body, headers)
