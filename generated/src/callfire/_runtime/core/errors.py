"""All exceptions of the client, as one tree. They pickle, and their texts are safe to log.

ClientError
├── APIError                    the server refused: status, message, details …
│   ├── BadRequestError         400
│   ├── AuthenticationError     401
│   ├── PermissionDeniedError   403
│   ├── NotFoundError           404
│   ├── ConflictError           409
│   ├── RateLimitError          429
│   └── ServerError             5xx
├── TransportError              no response: the request was not carried out, or may be retried freely
│   └── TimeoutError
├── OutcomeUnknownError         no clear response: the request may have been carried out
├── DecodeError                 a response that cannot be read
├── DownloadError               a response that is not the file asked for, or too large
├── WaitFailedError, WaitTimeoutError
├── BulkStoppedError, BulkFailedError, BulkJournalError, BulkJournalMismatchError, BulkCancelledError
├── SharedRateLimitError        a rate limit that workers share cannot be reached
├── HeldError                   held back by an option of the client
├── WebhookSignatureError
├── ConfigurationError
└── ClientClosedError
"""

import builtins
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .masking import masked_text
from .outcomes import Evidence, Rows, Stage
from .summaries import RequestSummary, ResponseSummary

__all__ = [
    "APIError",
    "AuthenticationError",
    "BadRequestError",
    "BulkCancelledError",
    "BulkFailedError",
    "BulkJournalError",
    "BulkJournalMismatchError",
    "BulkStoppedError",
    "ClientClosedError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "DecodeError",
    "DeviationWarning",
    "DownloadError",
    "HeldError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "SharedRateLimitError",
    "TimeoutError",
    "TransportError",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookSignatureError",
    "error_class",
]


class DeviationWarning(UserWarning):
    """The server sent something that its description does not allow; the value is kept as it was sent."""


class ClientError(Exception):
    """The root of all exceptions of this client.

    Attributes:
        evidence: What is known about the request that failed; None for errors that are not about one.
        rows: What a bulk run does with the rows of that request.
    """

    evidence: Evidence | None = None
    rows: Rows | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # Arguments are keywords, which exceptions do not remember. A cause of another kind may not pickle.
        cause = self.__cause__ if isinstance(self.__cause__, ClientError) else None
        return _restored, (type(self), self.args, dict(self.__dict__), cause)


def _restored(
    kind: type[ClientError],
    args: tuple[Any, ...],
    state: dict[str, Any],
    cause: BaseException | None,
) -> ClientError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    if cause is not None:
        error.__cause__ = cause
    return error


class APIError(ClientError):
    """The response has a status that means an error.

    Attributes:
        status: The HTTP status.
        message: The server's message. The error's own text shows it with long numbers and sent values masked.
        existing_id: The id of the resource that exists already, where that is the reason.
        details: The body as the type that the description gives for this status; None where it gives none, or another
            body came.
        from_api: False when the response is not from the API but, for example, a proxy's page; ``message`` is an excerpt then.
        retry_after: Seconds that the server asks to wait.
        evidence: What is known about the request: ``refused_whole`` or ``unknown``.
        request: The request.
        response: The response.
    """

    def __init__(  # noqa: PLR0913 - all that is known, by name
        self,
        text: str,
        *,
        status: int,
        message: str | None = None,
        existing_id: int | str | None = None,
        from_api: bool = True,
        retry_after: float | None = None,
        evidence: Evidence = Evidence.UNKNOWN,
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
    ) -> None:
        super().__init__(masked_text(text))
        self.details: Any = None
        self.status = status
        self.message = message
        self.existing_id = existing_id
        self.from_api = from_api
        self.retry_after = retry_after
        self.evidence: Evidence | None = evidence
        self.request = request
        self.response = response

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return a field of ``details``, so that ``error.code`` is ``error.details.code``."""
            details = None if name.startswith("_") else vars(self).get("details")
            if details is None or not hasattr(details, name):
                raise AttributeError(
                    f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self
                )
            return getattr(details, name)


class BadRequestError(APIError):
    """400: the request is wrong, or impossible now; ``message`` states why."""


class AuthenticationError(APIError):
    """401: the credentials are wrong, or of a kind that this operation does not take."""


class PermissionDeniedError(APIError):
    """403: these credentials may not do that."""


class NotFoundError(APIError):
    """404: there is no such resource."""


class ConflictError(APIError):
    """409: the request conflicts with the present state."""


class RateLimitError(APIError):
    """429: too many requests; ``retry_after`` is set when the server states how long to wait."""


class ServerError(APIError):
    """5xx: the server failed."""


_BY_STATUS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
}
_SERVER_ERRORS = 500


def error_class(status: int) -> type[APIError]:
    """Return the class of error that an HTTP status means."""
    return ServerError if status >= _SERVER_ERRORS else _BY_STATUS.get(status, APIError)


class TransportError(ClientError, ConnectionError):
    """There was no response, and a retry does no harm.

    Attributes:
        request: The request.
        unsent: True when the request provably never left.
        final: True when trying again cannot help, as with a certificate that is not trusted.
        response: What had arrived of the response when it broke off.
        evidence: What is known about the request: ``not_sent`` or ``unknown``.
    """

    def __init__(
        self,
        text: str,
        *,
        request: RequestSummary | None = None,
        unsent: bool = False,
        final: bool = False,
        response: ResponseSummary | None = None,
    ) -> None:
        super().__init__(text)
        self.request = request
        self.unsent = unsent
        self.final = final
        self.response = response
        self.evidence: Evidence | None = Evidence.NOT_SENT if unsent else Evidence.UNKNOWN

    @property
    def stage(self) -> Stage:
        """How far the request came."""
        if self.unsent:
            return Stage.REFUSED_HERE if self.final else Stage.CONNECT
        return Stage.UNSENDABLE if self.final else Stage.UNDER_WAY


class TimeoutError(TransportError, builtins.TimeoutError):  # noqa: A001 - it is one of them
    """The response, or the connection, took too long."""


class OutcomeUnknownError(ClientError):
    """The request may have been carried out, and was not retried for that reason.

    Check whether it was carried out before you send it again: ``operation`` and ``request`` state what was sent,
    ``interval`` when.

    Attributes:
        operation: The operation's id.
        request: The request, with its body.
        reason: Why the outcome is not known.
        from_api: Whether the unclear response was written by the API; False without a response.
        response: The unclear response, if there was one; ``__cause__`` is the error that it stands for.
        began: When the request was sent first, by this machine's clock.
        ended: When the outcome became unknown.
        evidence: Always ``unknown``.
    """

    evidence: Evidence | None = Evidence.UNKNOWN
    rows: Rows | None = Rows.UNKNOWN

    def __init__(  # noqa: PLR0913 - all that is known, by name
        self,
        text: str,
        *,
        operation: str,
        reason: str,
        from_api: bool = False,
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
        began: datetime | None = None,
        ended: datetime | None = None,
    ) -> None:
        super().__init__(text)
        self.operation = operation
        self.reason = reason
        self.from_api = from_api
        self.request = request
        self.response = response
        self.ended: datetime = ended or datetime.now(UTC)
        self.began: datetime = began or self.ended

    @property
    def interval(self) -> tuple[datetime, datetime]:
        """When it may have been carried out, with five minutes on either side for clocks that differ."""
        margin = timedelta(minutes=5)
        return self.began - margin, self.ended + margin

    @property
    def reconcile(self) -> str:
        """How to find out whether it was carried out."""
        first, last = (time.isoformat(timespec="seconds") for time in self.interval)
        return (
            f"Search what was created from {first} to {last} for what `request.content` and `request.url` contain. "
            "If it is there, the request was carried out. If it is not there some minutes later, send it again."
        )


class DecodeError(ClientError):
    """The body of a response cannot be read.

    Attributes:
        path: The place in the body, such as ``$.items[3].id``; empty when it is the whole.
        request: The request.
        response: The response.
        evidence: What is known about the request: ``done``, or ``unknown`` when the API did not write the response.
    """

    def __init__(
        self,
        text: str,
        *,
        path: str = "",
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
    ) -> None:
        super().__init__(masked_text(text))
        self.path = path
        self.request = request
        self.response = response


class DownloadError(ClientError):
    """A download got something else than the file, or more of it than allowed.

    Attributes:
        request: The request.
        response: The response.
    """

    def __init__(
        self,
        text: str,
        *,
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
    ) -> None:
        super().__init__(text)
        self.request = request
        self.response = response


class WaitFailedError(ClientError):
    """The resource that ``wait`` watched ended in a state that means failure; ``response`` is its last state."""

    def __init__(self, text: str, *, response: Any = None) -> None:
        super().__init__(text)
        self.response = response


class WaitTimeoutError(ClientError, builtins.TimeoutError):
    """The resource that ``wait`` watched took too long; ``response`` is its last state, None if there was none."""

    def __init__(self, text: str, *, response: Any = None) -> None:
        super().__init__(text)
        self.response = response


class BulkStoppedError(ClientError):
    """A bulk run had to stop; ``result`` describes how far it came, ``cause`` why it stopped."""

    def __init__(self, result: Any, cause: Exception | None = None) -> None:
        super().__init__(f"the bulk run stopped: {cause or 'it was asked to'}; {result}")
        self.result = result
        self.cause = cause


class BulkFailedError(ClientError):
    """A bulk run has ended, and some rows are not surely sent.

    Attributes:
        result: The result with all outcomes.
    """

    def __init__(self, text: str, *, result: Any) -> None:
        super().__init__(masked_text(text))
        self.result = result


class BulkJournalError(ClientError):
    """A journal cannot be used: it is damaged, in use, out of reach, or not a journal.

    Attributes:
        is_transient: Whether its database was only out of reach, so that the run may be begun again as it is.
    """

    def __init__(self, text: str, *, is_transient: bool = False) -> None:
        super().__init__(text)
        self.is_transient = is_transient


class BulkJournalMismatchError(BulkJournalError):
    """A journal belongs to another run: other rows, or another operation."""


class BulkCancelledError(BulkJournalError):
    """A run was cancelled, by this worker or by anyone who knows its journal."""


class SharedRateLimitError(ClientError):
    """A rate limit that workers share cannot be reached, so nothing more was sent."""


class HeldError(ClientError):
    """A request was held back by an option of the client; nothing of it was sent.

    Attributes:
        operation: The operation's id.
        held: Why, by the place of the row in a body that is a list; None for the request as a whole.
    """

    evidence: Evidence | None = Evidence.NOT_SENT

    def __init__(self, operation: str, held: Mapping[int | None, str]) -> None:
        self.operation = operation
        self.held: dict[int | None, str] = dict(held)
        shown = [
            reason if row is None else f"row {row}: {reason}"
            for row, reason in list(self.held.items())[:3]
        ]
        more = len(self.held) - len(shown)
        text = f"{operation} was held, and nothing was sent: {'; '.join(shown)}"
        super().__init__(text + (f"; and {more} more" if more else ""))


class WebhookSignatureError(ClientError):
    """A webhook's signature is missing or wrong: it was not made with the secret."""


class ConfigurationError(ClientError, ValueError):
    """The client cannot work as it was set up."""


class ClientClosedError(ClientError, RuntimeError):
    """The client was closed before."""
