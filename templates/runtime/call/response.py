"""Makes results of answers with a status of success."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from ..core.errors import DecodeError, OutcomeUnknownError
from ..core.messages import Request, Response
from ..core.operation import Operation
from .readers import is_page, read, redirect
from .response_errors import excerpt, unknown_outcome

__all__ = ["result"]

T = TypeVar("T")


def result(operation: Operation[T], request: Request, response: Response, *, strict: bool) -> T:
    """Read an answer.

    Raises:
        DecodeError: It is not what the operation answers.
        OutcomeUnknownError: It is nothing that the API answers, and the request may have been carried out.
    """
    try:
        return _read(operation, request, response, strict=strict)
    except DecodeError as error:
        error.args = (f"{operation.id}: {error}",)
        error.request = request.summary()
        error.response = response.summary()
        if operation.effect.repeatable:
            raise
        if not error.path:
            raise _unknown(operation, request, response, error) from error
        error.add_note("the request was carried out; only its answer is not as described")
        raise


def _unknown(
    operation: Operation[Any], request: Request, response: Response, error: DecodeError
) -> OutcomeUnknownError:
    ended = datetime.now(UTC)
    return unknown_outcome(
        operation,
        request,
        str(error).removeprefix(f"{operation.id}: "),
        response=response.summary(),
        began=ended - timedelta(seconds=response.elapsed),
        ended=ended,
    )


def _read(operation: Operation[T], request: Request, response: Response, *, strict: bool) -> T:
    content = response.content
    if response.status in operation.redirects:
        return cast(T, redirect(request, response))
    if content.lstrip()[:1] == b"<" and is_page(operation, response):
        raise DecodeError(
            "not the API's answer, but a page of something in between, "
            f"with status {response.status}: {excerpt(content)!r}"
        )
    return cast(T, read(operation, response, strict=strict))
