"""What docs say about retries, by the effect of an operation."""

from __future__ import annotations

from generator.ir.model import Effect

OUTCOME_UNKNOWN = (
    "The connection failed after the request went out; the server may have carried it out. "
    "Check before you send it again."
)
_SO_THAT = {
    Effect.CREATE: ", so nothing is created twice",
    Effect.CONTACT: ", so nobody is contacted and nothing is paid twice",
}


def retries(effect: Effect) -> str:
    """Say whether a request is retried."""
    if effect.repeatable:
        return "Retried automatically after connection errors and temporary server errors (429, 5xx)."
    return f"Not retried once the request may have reached the server{_SO_THAT.get(effect, '')}."
