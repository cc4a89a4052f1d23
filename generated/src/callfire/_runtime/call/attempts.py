"""The life of one call: attempts, pauses, and how it ends. No input or output; sync and async share it.

A generator yields the next step; a sync and an async driver carry it out and send back the result.
"""

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias

from ..core import retry
from ..core.clock import Clock
from ..core.deadline import Deadline, earliest
from ..core.errors import APIError, NotFoundError, OutcomeUnknownError, TransportError
from ..core.messages import Request, Response
from ..core.operation import Effect, Operation
from ..core.outcomes import ErrorKind, decide
from ..core.retry import Attempt, Policy, Resend, ShouldRetry
from .response_errors import Failure, refusal, unknown_outcome

__all__ = ["Ask", "Call", "Pause", "Send", "exchange"]

_LONGEST_PAUSE = 86_400.0 * 365
"""No clock of an operating system sleeps much longer."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send this; send back the Response or the TransportError. Throw what else is raised, as an interrupt."""

    request: Request


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait before the next attempt.

    Attributes:
        seconds: How long.
        operation: The operation's id.
        reason: Why the attempt failed, in few words.
        attempt: The attempt that failed, from 1.
        attempts: Attempts at most.
    """

    seconds: float
    operation: str = ""
    reason: str = ""
    attempt: int = 1
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Call the user's function; send back what it returns."""

    function: Callable[..., Any]
    argument: Any


Exchange: TypeAlias = Generator[Send | Pause | Ask, Any, Response]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is ready to be sent.

    Attributes:
        accepts: Decides whether an error status is a success all the same, as for downloads that go
            on.
    """

    operation: Operation[Any]
    request: Request
    policy: Policy
    clock: Clock
    should_retry: ShouldRetry | None = None
    accepts: Callable[[Response], bool] | None = None
    """Decides whether an error status is a success all the same, as for downloads that go on."""


def exchange(call: Call) -> Exchange:
    """Carry a call to its end.

    Returns:
        A response with a status of success.

    Raises:
        APIError: The server refused.
        TransportError: There was no response, and a retry does no harm.
        OutcomeUnknownError: There was no clear response, and the request must not be retried.
    """
    began = call.clock.now()
    deadline = call.request.deadline
    if call.policy.total_timeout is not None:
        budget = Deadline.after(call.policy.total_timeout, call.clock.monotonic)
        deadline = earliest(deadline, budget)
    lost = False
    for number in count(1):
        request = _attempt(call, number, deadline)
        try:
            outcome: Response | TransportError = yield Send(request)
        except BaseException as interrupt:
            if not isinstance(interrupt, Exception | GeneratorExit):
                _note_interrupt(call.operation, interrupt)
            raise
        if isinstance(outcome, Response) and (
            outcome.ok
            or outcome.status in call.operation.redirects
            or (call.accepts is not None and call.accepts(outcome))
        ):
            return outcome
        failure = _failure(call, request, outcome)
        error = failure.error
        error.rows = failure.verdict.rows
        is_missing = isinstance(error, NotFoundError) and error.from_api
        if is_missing and lost and _is_gone(call.operation):
            assert isinstance(outcome, Response)
            return replace(outcome, status=204, content=b"")
        delay = yield from _delay(call, request, failure, outcome, deadline)
        if delay is None:
            ending = _ending(call, request, failure, began)
            raise ending from (error.__cause__ if ending is error else error)
        lost = lost or not (isinstance(error, TransportError) and error.unsent)
        reason = _short(call.operation, error)
        yield Pause(delay, call.operation.id, reason, number, call.policy.max_retries + 1)
    raise AssertionError


def _note_interrupt(operation: Operation[Any], interrupt: BaseException) -> None:
    """Show on a cancellation, Ctrl-C or foreign timeout that the request may be out."""
    if not operation.effect.repeatable:
        interrupt.add_note(
            f"{operation.id} was interrupted and may have been carried out. "
            "Check whether it was before you send it again"
        )


def _attempt(call: Call, number: int, deadline: Deadline | None) -> Request:
    request = call.request if number == 1 else replace(call.request, attempt=number)
    if deadline is None:
        return request
    return replace(request, deadline=deadline, timeout=request.timeout.within(deadline.left))


def _failure(call: Call, request: Request, outcome: Response | TransportError) -> Failure:
    if isinstance(outcome, TransportError):
        outcome.request = outcome.request or request.summary()
        return Failure(outcome, decide(call.operation.effect, outcome.stage))
    trust = call.policy.trust_retry_after
    return refusal(call.operation, request, outcome, call.clock.now(), trust_retry_after=trust)


def _is_gone(operation: Operation[Any]) -> bool:
    """Return whether "not found" after a lost attempt means that this attempt had deleted it."""
    return operation.effect is Effect.DELETE and (operation.returns is None or operation.optional)


def _delay(
    call: Call,
    request: Request,
    failure: Failure,
    outcome: Response | TransportError,
    deadline: Deadline | None,
) -> Generator[Ask, Any, float | None]:
    """Return the seconds to pause before the next attempt, None if there is none."""
    policy, effect, number = call.policy, call.operation.effect, request.attempt
    if number > policy.max_retries or not request.replayable:
        return None
    error, verdict = failure
    asked = error.retry_after if isinstance(error, APIError) else None
    pause = policy.pause(number, asked, call.clock.random())
    patient = asked is None or asked <= min(policy.max_retry_after, _LONGEST_PAUSE)
    delay = pause if verdict.retry and patient else None
    if call.should_retry is not None:
        response = outcome if isinstance(outcome, Response) else None
        safe = retry.is_safe(effect, verdict)
        question = Attempt(call.operation.id, effect, number, error, response, safe, delay)
        delay = _decided((yield Ask(call.should_retry, question)), question, pause)
    if delay is not None and deadline is not None and not deadline.allows(delay):
        return None
    return delay


def _decided(decision: object, question: Attempt, pause: float) -> float | None:
    match decision:
        case None:
            return question.delay
        case Resend(seconds) if 0 <= seconds <= _LONGEST_PAUSE:
            return seconds
        case Resend():
            raise ValueError("Resend takes 0 or more seconds, and at most a year")
        case False:
            return None
        case True:
            return pause if question.safe else None
        case int() | float():
            if not math.isfinite(decision) or decision > _LONGEST_PAUSE:
                raise ValueError("should_retry must return at most a year of seconds")
            return max(float(decision), 0.0) if question.safe else None
    raise TypeError(
        f"should_retry must return None, a bool, seconds or Resend, not {type(decision).__name__}"
    )


def _ending(
    call: Call, request: Request, failure: Failure, began: datetime
) -> APIError | TransportError | OutcomeUnknownError:
    error = failure.error
    if failure.verdict.error is not ErrorKind.UNKNOWN:
        return error
    text = str(error).removeprefix(f"{call.operation.id}: ")
    return unknown_outcome(
        call.operation,
        request,
        text if isinstance(error, TransportError) else f"the server responded {text}",
        from_api=isinstance(error, APIError) and error.from_api,
        response=error.response,
        began=began,
        ended=call.clock.now(),
    )


def _short(operation: Operation[Any], error: APIError | TransportError) -> str:
    """The reason of a retry, for the log."""
    if isinstance(error, APIError):
        return str(error.status)
    return str(error).removeprefix(f"{operation.id}: ")
