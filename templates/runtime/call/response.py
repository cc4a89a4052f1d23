"""Reads the results of responses with a status of success."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from ..core.errors import DecodeError, OutcomeUnknownError
from ..core.messages import Request, Response
from ..core.operation import Operation
from ..core.outcomes import ErrorKind, Source, decide
from ..core.untrusted_text import Gate
from .readers import is_text, kind_of, read, redirect
from .response_errors import EXCERPT, excerpt, source_of, unknown_outcome

__all__ = ["result"]

T = TypeVar("T")


def result(operation: Operation[T], request: Request, response: Response, *, strict: bool) -> T:
    """Read a response.

    Raises:
        DecodeError: The body is not as described. ``evidence`` states whether the request was carried out.
        OutcomeUnknownError: The API did not write the response, and the request may have been carried out.
    """
    try:
        return _read(operation, request, response, strict=strict)
    except DecodeError as error:
        failed = _failed(operation, request, response, error)
        raise failed from (None if failed is error else error)


def _read(operation: Operation[T], request: Request, response: Response, *, strict: bool) -> T:
    content = response.content
    if response.status in operation.redirects:
        return cast(T, redirect(request, response))
    kind = kind_of(operation, response)
    looks_foreign = content.strip() and (kind is None or content.lstrip()[:1] == b"<")
    if (
        looks_foreign
        and not is_text(kind, response, operation.accept)
        and source_of(operation, response) is Source.BETWEEN
    ):
        raise DecodeError(
            "the response is not from the API, but a page of something in between, "
            f"with status {response.status}: {Gate.of(request).text(excerpt(content), EXCERPT)!r}"
        )

    def gate(text: str) -> str:
        return Gate.of(request).text(text)

    return cast(T, read(operation, response, strict=strict, gate=gate))


def _failed(
    operation: Operation[Any], request: Request, response: Response, error: DecodeError
) -> DecodeError | OutcomeUnknownError:
    gate = Gate.of(request)
    reason = gate.text(str(error))
    error.args = (f"{operation.id}: {reason}",)
    error.path = gate.text(error.path)
    verdict = decide(operation.effect, response.status, source_of(operation, response))
    if verdict.error is ErrorKind.UNKNOWN:
        ended = datetime.now(UTC)
        return unknown_outcome(
            operation,
            request,
            reason,
            response=gate.response(response.summary()),
            began=ended - timedelta(seconds=response.elapsed),
            ended=ended,
        )
    error.evidence, error.rows = verdict.evidence, verdict.rows
    error.request, error.response = request.summary(), gate.response(response.summary())
    if not operation.effect.repeatable:
        error.add_note("the request was carried out; only its response could not be read")
    return error
