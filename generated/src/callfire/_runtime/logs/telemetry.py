"""One OpenTelemetry span for each call, where the program uses OpenTelemetry; without it this costs nothing."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import APIError, OutcomeUnknownError
from ..core.messages import Response
from ..core.operation import Operation

__all__ = ["Span", "span"]


class Span:
    """Takes the result of a call; this one keeps nothing."""

    def ended(self, response: Response, attempts: int) -> None:
        """Record how the call ended."""


_NONE = Span()


class _Recorded(Span):
    def __init__(self, native: Any) -> None:
        self._native = native

    def ended(self, response: Response, attempts: int) -> None:
        self._native.set_attribute("http.response.status_code", response.status)
        if attempts > 1:
            self._native.set_attribute("http.request.resend_count", attempts - 1)


@contextlib.contextmanager
def _recorded(trace: Any, name: str, operation: Operation[Any], base_url: str) -> Iterator[Span]:
    attributes = {
        "http.request.method": operation.method,
        "server.address": urlsplit(base_url).hostname or "",
        "url.template": operation.path,
    }
    tracer = trace.get_tracer(name)
    with tracer.start_as_current_span(
        operation.id,
        kind=trace.SpanKind.CLIENT,
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as native:
        try:
            yield _Recorded(native)
        except Exception as error:
            native.set_attribute("error.type", type(error).__name__)
            response = error.response if isinstance(error, APIError | OutcomeUnknownError) else None
            if response is not None:
                native.set_attribute("http.response.status_code", response.status)
            native.set_status(trace.StatusCode.ERROR)
            raise


def span(
    name: str, operation: Operation[Any], base_url: str
) -> contextlib.AbstractContextManager[Span]:
    """Open a span around a call; numbers and texts stay out of it, the path is the template."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is not None:
        return _recorded(trace, name, operation, base_url)
    return contextlib.nullcontext(_NONE)
