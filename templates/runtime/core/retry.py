"""Decides whether a request is repeated, and when. Sending requests are repeated only when they provably never arrived.

| what happened | read, set, delete | create, contact, credentials |
| --- | --- | --- |
| never sent: no address, no connection, no TLS, no free connection | repeat | repeat |
| lost after it may have been sent, timeout | repeat | outcome unknown |
| 429, 503 with Retry-After | repeat | repeat |
| 429 without | repeat | error |
| 503 without, 500, 502, 504 | repeat | outcome unknown |
| 408 | repeat | error |
| any other status | error | error |

A Retry-After beyond the cap is an error at once, and so is a wait that would exceed the time budget.
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

__all__ = ["Attempt", "Policy", "Resend", "ShouldRetry", "retry_after"]

_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
_REFUSED_FOR_NOW = frozenset({429, 503})
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_SECONDS = re.compile(r"\d{1,300}(\.\d{1,20})?")
_SERVER_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Resend:
    """An answer of ``should_retry``: repeat even if the request may have been carried out. It may happen twice."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What ``should_retry`` is asked about.

    Attributes:
        operation: The operation's id.
        effect: What the operation does to the world.
        number: 1 for the first attempt.
        error: What happened.
        response: The answer, when there was one.
        safe: Whether a repetition can do no harm.
        delay: Seconds the client would pause before repeating; None when it would not repeat.
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
"""Decides otherwise: None leaves it to the client, False refuses, True or seconds repeat where that is safe."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and how long.

    Attributes:
        max_retries: Repetitions at most.
        max_retry_after: Seconds of Retry-After beyond which the error is raised at once.
        total_timeout: Seconds for all attempts and pauses of a call; None for as long as it takes.
    """

    max_retries: int = 2
    max_retry_after: float = 60.0
    total_timeout: float | None = None

    def pause(self, number: int, asked: float | None, chance: float) -> float:
        """Return seconds to pause after an attempt: full jitter, but never less than the server asked for."""
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(number - 1, 10))
        return max(asked or 0.0, longest * chance)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header: seconds or a date. Nonsense counts as absent, a date in the past as zero.

    >>> retry_after("7", datetime.now(UTC)), retry_after("-1", datetime.now(UTC))
    (7.0, None)
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())


def transient(failure: APIError | TransportError) -> bool:
    """Tell whether trying again may help at all."""
    if isinstance(failure, TransportError):
        return not failure.final
    return failure.status in _TRANSIENT


def safe(effect: Effect, failure: APIError | TransportError) -> bool:
    """Tell whether a repetition can do no harm, even if the request was carried out."""
    if effect.repeatable:
        return True
    if isinstance(failure, TransportError):
        return failure.unsent
    return failure.status in _REFUSED_FOR_NOW and failure.retry_after is not None


def unclear(effect: Effect, failure: APIError | TransportError) -> bool:
    """Tell whether the request may have been carried out once, and a second time would be one too many."""
    if effect.repeatable:
        return False
    if isinstance(failure, TransportError):
        return not failure.unsent
    return failure.status >= _SERVER_FAULTS and not safe(effect, failure)
