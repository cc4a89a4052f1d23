"""Makes results of answers with a status of success."""

from typing import TypeVar, cast

from .codec import decode
from .errors import DecodeError
from .failures import excerpt
from .messages import Request, Response
from .operation import Operation

__all__ = ["result"]

T = TypeVar("T")


def result(operation: Operation[T], request: Request, response: Response, *, strict: bool) -> T:
    """Read an answer.

    Raises:
        DecodeError: It is not what the operation answers. The operation was carried out all the same.
    """
    try:
        return _read(operation, response, strict=strict)
    except DecodeError as error:
        error.args = (f"{operation.id}: {error}",)
        error.request = request.summary()
        error.response = response.summary()
        if not operation.effect.repeatable:
            error.add_note("the request was carried out; only its answer could not be read")
        raise


def _read(operation: Operation[T], response: Response, *, strict: bool) -> T:
    content = response.content
    if operation.returns is None or (operation.optional and not content.strip()):
        return cast(T, None)
    if not content.strip():
        raise DecodeError("the answer is empty")
    if content.lstrip()[:1] == b"<":
        raise DecodeError(
            "not the API's answer, but a page of something in between, "
            f"with status {response.status}: {excerpt(content)!r}"
        )
    return cast(T, decode(operation.returns, content, strict=strict))
