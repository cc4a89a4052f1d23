"""What one call means: attempts, pauses, and how it ends. No input or output, no colour.

A generator yields what is to be done next; a sync and an async driver do it and hand back what came of it.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeAlias

from ..core import retry
from ..core.clock import Clock
from ..core.errors import APIError, NotFoundError, OutcomeUnknownError, TransportError
from ..core.messages import Request, Response
from ..core.operation import Effect, Operation
from ..core.retry import Attempt, Policy, Resend, ShouldRetry
from .response_errors import api_error, unknown_outcome

__all__ = ["Ask", "Call", "Pause", "Send", "exchange"]


@dataclass(frozen=True, slots=True)
class Send:
    """Send this; hand back the Response or the TransportError."""

    request: Request


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Call the user's function; hand back what it returns."""

    function: Callable[..., Any]
    argument: Any


Exchange: TypeAlias = Generator[Send | Pause | Ask, Any, Response]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is ready to go."""

    operation: Operation[Any]
    request: Request
    policy: Policy
    clock: Clock
    should_retry: ShouldRetry | None = None
    accepts: Callable[[Response], bool] | None = None
    """Tells whether a refusal is an answer all the same; downloads that go on take some."""


def exchange(call: Call) -> Exchange:
    """Carry a call to its end.

    Returns:
        An answer with a status of success.

    Raises:
        APIError: The server refused.
        TransportError: There was no answer, and nothing was done that a repetition would do twice.
        OutcomeUnknownError: There was no clear answer, and the request must not be repeated.
    """
    began, start = call.clock.now(), call.clock.monotonic()
    budget = call.policy.total_timeout
    deadline = None if budget is None else start + budget
    lost = False
    for number in count(1):
        request = _attempt(call, number, deadline)
        outcome: Response | TransportError = yield Send(request)
        if isinstance(outcome, Response) and (
            outcome.ok
            or outcome.status in call.operation.redirects
            or (call.accepts is not None and call.accepts(outcome))
        ):
            return outcome
        failure = _failure(call, request, outcome)
        if isinstance(failure, NotFoundError) and lost and _gone(call.operation):
            assert isinstance(outcome, Response)
            return replace(outcome, status=204, content=b"")
        delay = yield from _delay(call, request, failure, outcome, deadline)
        if delay is None:
            ending = _ending(call, request, failure, began)
            raise ending from (failure.__cause__ if ending is failure else failure)
        lost = lost or not (isinstance(failure, TransportError) and failure.unsent)
        yield Pause(delay)
    raise AssertionError


def _attempt(call: Call, number: int, deadline: float | None) -> Request:
    request = call.request if number == 1 else replace(call.request, attempt=number)
    if deadline is None:
        return request
    left = max(deadline - call.clock.monotonic(), 0.001)
    return replace(request, seconds=left, timeout=request.timeout.within(left))


def _failure(
    call: Call, request: Request, outcome: Response | TransportError
) -> APIError | TransportError:
    if isinstance(outcome, TransportError):
        outcome.request = outcome.request or request.summary()
        return outcome
    return api_error(call.operation, request, outcome, call.clock.now())


def _gone(operation: Operation[Any]) -> bool:
    """Tell whether "not found" after a lost attempt means that this attempt had deleted it."""
    return operation.effect is Effect.DELETE and (operation.returns is None or operation.optional)


def _delay(
    call: Call,
    request: Request,
    failure: APIError | TransportError,
    outcome: Response | TransportError,
    deadline: float | None,
) -> Generator[Ask, Any, float | None]:
    """Return the seconds to pause before the next attempt, None when there is none."""
    policy, effect, number = call.policy, call.operation.effect, request.attempt
    if number > policy.max_retries or not request.replayable:
        return None
    asked = failure.retry_after if isinstance(failure, APIError) else None
    pause = policy.pause(number, asked, call.clock.random())
    safe = retry.safe(effect, failure)
    patient = asked is None or asked <= policy.max_retry_after
    delay = pause if safe and patient and retry.transient(failure) else None
    if call.should_retry is not None:
        response = outcome if isinstance(outcome, Response) else None
        question = Attempt(call.operation.id, effect, number, failure, response, safe, delay)
        delay = _decided((yield Ask(call.should_retry, question)), question, pause)
    if delay is not None and deadline is not None and call.clock.monotonic() + delay >= deadline:
        return None
    return delay


def _decided(answer: object, question: Attempt, pause: float) -> float | None:
    match answer:
        case None:
            return question.delay
        case Resend(seconds):
            return max(seconds, 0.0)
        case False:
            return None
        case True:
            return pause if question.safe else None
        case int() | float():
            return max(float(answer), 0.0) if question.safe else None
    raise TypeError(
        f"should_retry must return None, a bool, seconds or Resend, not {type(answer).__name__}"
    )


def _ending(
    call: Call, request: Request, failure: APIError | TransportError, began: Any
) -> APIError | TransportError | OutcomeUnknownError:
    if not retry.unclear(call.operation.effect, failure):
        return failure
    return unknown_outcome(
        call.operation,
        request,
        _reason(call.operation, failure),
        response=failure.response,
        began=began,
        ended=call.clock.now(),
    )


def _reason(operation: Operation[Any], failure: APIError | TransportError) -> str:
    told = str(failure).removeprefix(f"{operation.id}: ")
    return told if isinstance(failure, TransportError) else f"the server answered {told}"
