"""Proposes the effect of an operation that nothing states, on the safe side.

What is proposed is never retried, but for DELETE, which HTTP defines to be the same once or twice.
"""

from __future__ import annotations

from generator.ir.client import Client, Method
from generator.ir.model import Effect
from generator.ir.types import mentioned

_CAREFUL = (Effect.CONTACT, Effect.CREDENTIALS)
"""Effects that an operation shares with another one that sends the same."""


def proposed(method: Method, client: Client, former: Method | None = None) -> tuple[str, str]:
    """The effect to propose and the reason.

    Args:
        method: The operation.
        client: The client with it, whose other operations show what sending such a body does.
        former: The same operation before it was renamed.

    """
    if former is not None and former.effect is not Effect.UNSTATED:
        return former.effect.value, f"As {former.id} before. To be reviewed."
    sent = {*mentioned(method.body.type)} if method.body else set()
    for effect in _CAREFUL:
        for other in client.methods:
            if other.effect is effect and other.body and sent & {*mentioned(other.body.type)}:
                return effect.value, f"Sends the same as {other.id}. To be reviewed."
    effect = Effect.DELETE if method.method.upper() == "DELETE" else Effect.CREATE
    return effect.value, f"By its method {method.method.upper()} alone. To be reviewed."
