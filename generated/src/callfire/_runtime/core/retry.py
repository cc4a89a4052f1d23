"""Decides how often and when a request is retried; whether it may be is in the table of ``outcomes``.

A Retry-After beyond the cap is an error at once, and so is a pause that would exceed the time budget.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from .errors import APIError, TransportError
from .messages import Response
from .operation import Effect
from .outcomes import Evidence, Verdict

__all__ = ["Attempt", "Policy", "Resend", "ShouldRetry", "is_safe", "retry_after"]

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_SECONDS = re.compile(r"\d{1,300}(\.\d{1,20})?")


@dataclass(frozen=True, slots=True)
class Resend:
    """Returned by ``should_retry``: retry even if the request may have been carried out. It may happen twice."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """The argument of ``should_retry``: an attempt that failed.

    Attributes:
        operation: The operation's id.
        effect: What the operation does to the world.
        number: 1 for the first attempt.
        error: Why it failed; ``error.evidence`` describes what is known about the request.
        response: The response, if there was one.
        safe: Whether a retry can do no harm.
        delay: Seconds the client would pause before it retries; None when it would not retry.
    """

    operation: str
    effect: Effect
    number: int
    error: APIError | TransportError
    response: Response | None
    safe: bool
    delay: float | None


ShouldRetry: TypeAlias = Callable[
    [Attempt], "Awaitable[bool | float | Resend | None] | bool | float | Resend | None"
]
"""Overrides the client: None leaves it to the client, False ends the call, True or seconds retry where that is safe."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a request is retried, and how long a call may take.

    Attributes:
        max_retries: Retries at most.
        max_retry_after: Seconds of Retry-After beyond which the error is raised at once.
        total_timeout: Seconds for all attempts and pauses of a call; None for no limit.
        trust_retry_after: Whether 429 or 503 with Retry-After proves that a request was not carried out.
    """

    max_retries: int = 2
    max_retry_after: float = 60.0
    total_timeout: float | None = None
    trust_retry_after: bool = True

    def pause(self, number: int, asked: float | None, chance: float) -> float:
        """Return the seconds to pause after an attempt: full jitter, but never less than the server asked for."""
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(number - 1, 10))
        return max(asked or 0.0, longest * chance)


def retry_after(value: str | None, now: datetime, date: str | None = None) -> float | None:
    """Read a Retry-After header. Nonsense counts as absent, a date in the past as zero.

    Args:
        value: Seconds, or a date.
        now: The time by this machine's clock.
        date: The response's own Date, by whose clock the server wrote a date.

    >>> retry_after("7", datetime.now(UTC)), retry_after("-1", datetime.now(UTC))
    (7.0, None)
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    until = _date(text)
    return None if until is None else max(0.0, (until - (_date(date) or now)).total_seconds())


def is_safe(effect: Effect, verdict: Verdict) -> bool:
    """Return whether a retry can do no harm, even if the request was carried out."""
    return effect.repeatable or verdict.retry or verdict.evidence is Evidence.NOT_SENT


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
