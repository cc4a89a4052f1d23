"""What docs state about retries, by the effect of an operation."""

from __future__ import annotations

from generator.ir.model import Effect

OUTCOME_UNKNOWN = (
    "There was no clear response, and the server may have carried the request out. "
    "Check before you send it again."
)
_SO_THAT = {
    Effect.CREATE: ", so nothing is created twice",
    Effect.CONTACT: ", so no one is contacted and nothing is paid twice",
}


def retries(effect: Effect) -> str:
    """Show whether a request is retried."""
    if effect.repeatable:
        return "Retried after a lost connection or a temporary error."
    return f"Never retried once the server may have carried it out{_SO_THAT.get(effect, '')}."
