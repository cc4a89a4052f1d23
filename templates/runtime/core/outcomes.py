"""The decision table: what is known about a request when it has ended, and what follows from that.

``decide`` reads the table for retries, exceptions and bulk runs; ``table`` prints it for the guide. A request that
may have been carried out is never retried when its effect states that a second arrival does harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .operation import Effect

__all__ = [
    "RULES",
    "ErrorKind",
    "Evidence",
    "Rows",
    "Rule",
    "Source",
    "Stage",
    "Verdict",
    "decide",
    "table",
]


class Evidence(StrEnum):
    """What is known about a request."""

    NOT_SENT = "not_sent"
    """It never left: there was no connection to send it on."""
    REFUSED_WHOLE = "refused_whole"
    """The API refused all of it, so nothing was carried out."""
    DONE = "done"
    """The API carried it out."""
    UNKNOWN = "unknown"
    """It may have been carried out, in whole or in part."""


class Source(StrEnum):
    """Who states how a request ended."""

    SOCKET = "socket"
    """There is no response; the connection shows how far the request came."""
    API = "api"
    """The response has the API's media type, or is JSON."""
    EMPTY = "empty"
    """The response has no body, so nothing shows who wrote it."""
    BETWEEN = "between"
    """Something in between wrote the response: a proxy, a gateway, a login page."""


class Stage(StrEnum):
    """How far a request came that got no response."""

    CONNECT = "connect"
    """No address, no connection, no TLS, no free connection. Trying again may help."""
    REFUSED_HERE = "refused_here"
    """The certificate is not trusted, or the address cannot be used. Nothing left; trying again cannot help."""
    UNDER_WAY = "under_way"
    """Lost or timed out after it may have left, or while the response arrived."""
    UNSENDABLE = "unsendable"
    """The HTTP library refused to send it, perhaps after a part of it had left. Trying again cannot help."""


class ErrorKind(StrEnum):
    """Which exception is raised."""

    NONE = "none"
    API = "APIError"
    TRANSPORT = "TransportError"
    DECODE = "DecodeError"
    UNKNOWN = "OutcomeUnknownError"


class Rows(StrEnum):
    """What a bulk run does with the rows of the request."""

    SENT = "sent"
    """They were sent."""
    DIVIDE = "divide"
    """Nothing of them was sent: send the halves to find the row that is refused. A single row is rejected."""
    STOP = "stop"
    """Nothing of them was sent, for a reason that the next rows would meet too: the run stops."""
    UNKNOWN = "unknown"
    """They may have been sent. They are reported, and not sent again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from how a request ended.

    Attributes:
        evidence: What is known about it.
        error: Which exception is raised when it is not retried (any more).
        rows: What a bulk run does with its rows.
        retry: Whether the client sends it again by itself.
    """

    evidence: Evidence
    error: ErrorKind
    rows: Rows
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table; the first one that fits counts.

    Attributes:
        text: What happened, as the guide states it.
        sources: Who states how it ended.
        stages: Without a response: how far the request came.
        statuses: With a response: its status.
        retry_after: Whether the response has to have a Retry-After; None where that does not matter.
        whole: Whether the refusal has to concern all of the request; None where that does not matter.
        repeatable: The verdict for effects whose retry does no harm: read, set, delete.
        once: The verdict for all others: create, contact, credentials, and effects that are not stated.
    """

    text: str
    sources: frozenset[Source]
    repeatable: Verdict
    once: Verdict
    stages: frozenset[Stage] = frozenset()
    statuses: frozenset[int] = frozenset()
    retry_after: bool | None = None
    whole: bool | None = None


def _statuses(*ranges: int | range) -> frozenset[int]:
    return frozenset(
        status for each in ranges for status in ([each] if isinstance(each, int) else each)
    )


_ANY = frozenset({Source.API, Source.EMPTY, Source.BETWEEN})
_HTTP = range(100, 600)
"""A status outside counts as an unknown 5xx, as RFC 9110 (15) asks."""
_OTHER_4XX = _statuses(range(400, 408), range(410, 499))
_SOCKET = frozenset({Source.SOCKET})
_API = frozenset({Source.API})

_NOT_SENT = Verdict(Evidence.NOT_SENT, ErrorKind.TRANSPORT, Rows.STOP, retry=True)
_NEVER_SENT = Verdict(Evidence.NOT_SENT, ErrorKind.TRANSPORT, Rows.STOP)
_LOST = Verdict(Evidence.UNKNOWN, ErrorKind.TRANSPORT, Rows.UNKNOWN, retry=True)
_FAILED = Verdict(Evidence.UNKNOWN, ErrorKind.TRANSPORT, Rows.UNKNOWN)
_DONE = Verdict(Evidence.DONE, ErrorKind.NONE, Rows.SENT)
_UNREADABLE = Verdict(Evidence.UNKNOWN, ErrorKind.DECODE, Rows.UNKNOWN)
_NOT_NOW = Verdict(Evidence.REFUSED_WHOLE, ErrorKind.API, Rows.STOP, retry=True)
_NOT_ALLOWED = Verdict(Evidence.REFUSED_WHOLE, ErrorKind.API, Rows.STOP)
_REFUSED = Verdict(Evidence.REFUSED_WHOLE, ErrorKind.API, Rows.DIVIDE)
_REFUSED_IN_PART = Verdict(Evidence.UNKNOWN, ErrorKind.API, Rows.UNKNOWN)
_TRY_HALVES = Verdict(Evidence.UNKNOWN, ErrorKind.API, Rows.DIVIDE)
_PASSING = Verdict(Evidence.UNKNOWN, ErrorKind.API, Rows.UNKNOWN, retry=True)
_UNKNOWN = Verdict(Evidence.UNKNOWN, ErrorKind.UNKNOWN, Rows.UNKNOWN)

RULES: tuple[Rule, ...] = (
    Rule(
        "no address, no connection, no TLS, no free connection",
        _SOCKET,
        stages=frozenset({Stage.CONNECT}),
        repeatable=_NOT_SENT,
        once=_NOT_SENT,
    ),
    Rule(
        "the certificate is not trusted, or the address cannot be used",
        _SOCKET,
        stages=frozenset({Stage.REFUSED_HERE}),
        repeatable=_NEVER_SENT,
        once=_NEVER_SENT,
    ),
    Rule(
        "the connection was lost, or timed out, after the request may have left",
        _SOCKET,
        stages=frozenset({Stage.UNDER_WAY}),
        repeatable=_LOST,
        once=_UNKNOWN,
    ),
    Rule(
        "the HTTP library refused to go on with the request",
        _SOCKET,
        stages=frozenset({Stage.UNSENDABLE}),
        repeatable=_FAILED,
        once=_UNKNOWN,
    ),
    Rule(
        "2xx that the API wrote, or empty; also if its body cannot be read",
        frozenset({Source.API, Source.EMPTY}),
        statuses=_statuses(range(200, 300)),
        repeatable=_DONE,
        once=_DONE,
    ),
    Rule(
        "2xx from something in between",
        frozenset({Source.BETWEEN}),
        statuses=_statuses(range(200, 300)),
        repeatable=_UNREADABLE,
        once=_UNKNOWN,
    ),
    Rule(
        "429 or 503 that the API wrote, with `Retry-After`",
        _API,
        statuses=_statuses(429, 503),
        retry_after=True,
        repeatable=_NOT_NOW,
        once=_NOT_NOW,
    ),
    Rule(
        "429 that the API wrote, without `Retry-After`",
        _API,
        statuses=_statuses(429),
        repeatable=_NOT_NOW,
        once=_NOT_ALLOWED,
    ),
    Rule(
        "408, 500, 502, 504, any other 429 or 503",
        _ANY,
        statuses=_statuses(408, 429, 500, 502, 503, 504),
        repeatable=_PASSING,
        once=_UNKNOWN,
    ),
    Rule(
        "401 or 403 that the API wrote, or empty",
        frozenset({Source.API, Source.EMPTY}),
        statuses=_statuses(401, 403),
        repeatable=_NOT_ALLOWED,
        once=_NOT_ALLOWED,
    ),
    Rule(
        "1xx, 3xx, 409, 499, any other 5xx",
        _ANY,
        statuses=_statuses(range(100, 200), range(300, 400), 409, 499, range(500, 600)),
        repeatable=_REFUSED_IN_PART,
        once=_UNKNOWN,
    ),
    Rule(
        "any other 4xx that the API wrote, where the request is refused as a whole",
        _API,
        statuses=_OTHER_4XX,
        whole=True,
        repeatable=_REFUSED,
        once=_REFUSED,
    ),
    Rule(
        "any other 4xx that the API wrote",
        _API,
        statuses=_OTHER_4XX,
        repeatable=_TRY_HALVES,
        once=_REFUSED_IN_PART,
    ),
    Rule(
        "any other 4xx, empty or from something in between",
        frozenset({Source.EMPTY, Source.BETWEEN}),
        statuses=_OTHER_4XX,
        repeatable=_REFUSED_IN_PART,
        once=_UNKNOWN,
    ),
)
"""The table. Sources: RFC 9110 for the statuses; ``whole`` is a fact of the operation, or of a request for one item."""


@lru_cache(maxsize=1024)
def decide(
    effect: Effect,
    end: int | Stage,
    source: Source = Source.SOCKET,
    *,
    retry_after: bool = False,
    whole: bool = False,
) -> Verdict:
    """Look up how a request ended.

    Args:
        effect: What the operation does to the world.
        end: The status of the response, or how far the request came without one.
        source: Who states it.
        retry_after: Whether the response has a Retry-After that can be read, and it is trusted.
        whole: Whether a refusal concerns all of the request: it carries one item, or the description states it.

    >>> decide(Effect.CONTACT, 303, Source.API).error
    <ErrorKind.UNKNOWN: 'OutcomeUnknownError'>
    """
    if not isinstance(end, Stage) and end not in _HTTP:
        end = _HTTP[-1]
    for rule in RULES:
        if (
            source in rule.sources
            and end in (rule.stages if isinstance(end, Stage) else rule.statuses)
            and rule.retry_after in {None, retry_after}
            and rule.whole in {None, whole}
        ):
            return rule.repeatable if effect.repeatable else rule.once
    raise LookupError(f"the table has no rule for {end} from {source}")


def table() -> str:
    """Return the table in Markdown."""
    head = "| what happened | effect | what is known | retried | error | rows of a bulk run |"
    lines = [head, "| --- " * 6 + "|"]
    for rule in RULES:
        lines += [f"| {' | '.join(cells)} |" for cells in _cells(rule)]
    return "\n".join(lines) + "\n"


def _cells(rule: Rule) -> Iterator[tuple[str, ...]]:
    if rule.repeatable == rule.once:
        yield rule.text, "any", *_shown(rule.once)
        return
    yield rule.text, "read, set, delete", *_shown(rule.repeatable)
    yield "", "all others", *_shown(rule.once)


def _shown(verdict: Verdict) -> tuple[str, ...]:
    error = "" if verdict.error is ErrorKind.NONE else f"`{verdict.error.value}`"
    retried = "yes" if verdict.retry else "no"
    return f"`{verdict.evidence.value}`", retried, error, verdict.rows.value
