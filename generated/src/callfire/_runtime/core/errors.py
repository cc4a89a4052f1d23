"""Everything that can go wrong, as one tree of exceptions that pickle and whose texts are safe to log.

ClientError
├── APIError                    the server refused: status, message, internal_code, help_link …
│   ├── BadRequestError         400
│   ├── AuthenticationError     401
│   ├── PermissionDeniedError   403
│   ├── NotFoundError           404
│   ├── ConflictError           409
│   ├── RateLimitError          429
│   └── ServerError             5xx
├── TransportError              no answer: the request surely was not carried out, or may be repeated freely
│   └── TimeoutError
├── OutcomeUnknownError         no answer: the request may have been carried out
├── DecodeError                 an answer that cannot be understood
├── DownloadError               an answer that is not the file asked for, or too large
├── WaitFailedError, WaitTimeoutError
├── BulkStoppedError, BulkJournalError, BulkJournalMismatchError
├── WebhookSignatureError
├── ConfigurationError
└── ClientClosedError
"""

import builtins
from datetime import UTC, datetime, timedelta
from typing import Any

from .masking import masked_text
from .summaries import RequestSummary, ResponseSummary

__all__ = [
    "APIError",
    "AuthenticationError",
    "BadRequestError",
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
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "TimeoutError",
    "TransportError",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookSignatureError",
    "error_class",
]


class DeviationWarning(UserWarning):
    """The server sent something that its description does not allow; the value is kept as it came."""


class ClientError(Exception):
    """The root of all errors of this client."""

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
    """The server answered, and refused.

    Attributes:
        status: The HTTP status.
        message: What the server says, word for word. The error's own text shows it with phone numbers masked.
        internal_code: The server's own code, a number or a text.
        developer_message: What the server says to developers.
        help_link: Where the server sends for help.
        existing_id: The id of what exists already, where that is why the server refused.
        details: The body as the type that the description gives for this status; None where it gives none, or another
            body came.
        from_api: False when the answer is not from the API but, say, a proxy's page; ``message`` is an excerpt then.
        retry_after: Seconds that the server asks to wait.
        request: What was asked.
        response: What was answered, whole.
    """

    def __init__(  # noqa: PLR0913 - all that is known, by name
        self,
        text: str,
        *,
        status: int,
        message: str | None = None,
        internal_code: int | str | None = None,
        developer_message: str | None = None,
        help_link: str | None = None,
        existing_id: int | str | None = None,
        from_api: bool = True,
        retry_after: float | None = None,
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
    ) -> None:
        super().__init__(masked_text(text))
        self.details: Any = None
        self.status = status
        self.message = message
        self.internal_code = internal_code
        self.developer_message = developer_message
        self.help_link = help_link
        self.existing_id = existing_id
        self.from_api = from_api
        self.retry_after = retry_after
        self.request = request
        self.response = response


class BadRequestError(APIError):
    """400: the request is wrong, or impossible now; ``message`` says why."""


class AuthenticationError(APIError):
    """401: the credentials are wrong, or of a kind that this operation does not take."""


class PermissionDeniedError(APIError):
    """403: these credentials may not do that."""


class NotFoundError(APIError):
    """404: there is no such thing."""


class ConflictError(APIError):
    """409: it clashes with the present state."""


class RateLimitError(APIError):
    """429: too many requests; ``retry_after`` is set when the server says how long to wait."""


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
_SERVER_FAULTS = 500


def error_class(status: int) -> type[APIError]:
    """Return the class of error that an HTTP status means."""
    return ServerError if status >= _SERVER_FAULTS else _BY_STATUS.get(status, APIError)


class TransportError(ClientError, ConnectionError):
    """There was no answer, and nothing was done that a repetition would do twice.

    Attributes:
        request: What was asked.
        unsent: True when the request provably never reached the server.
        final: True when trying again cannot help, as with a certificate that is not trusted.
        response: What had arrived of the answer when it broke off.
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


class TimeoutError(TransportError, builtins.TimeoutError):  # noqa: A001 - it is one of them
    """The answer, or the connection, took too long."""


class OutcomeUnknownError(ClientError):
    """The request may have been carried out, and was not repeated for that reason.

    Look whether it was before you do it again: ``operation`` and ``request`` say what was asked, ``interval`` when.

    Attributes:
        operation: The operation's id.
        request: What was sent, with its body.
        reason: What happened instead of a clear answer.
        response: The unclear answer, when there was one; ``__cause__`` is the error it stands for.
        began: When it was sent first, by this machine's clock.
        ended: When the answer failed to come.
    """

    def __init__(  # noqa: PLR0913 - all that is known, by name
        self,
        text: str,
        *,
        operation: str,
        reason: str,
        request: RequestSummary | None = None,
        response: ResponseSummary | None = None,
        began: datetime | None = None,
        ended: datetime | None = None,
    ) -> None:
        super().__init__(text)
        self.operation = operation
        self.reason = reason
        self.request = request
        self.response = response
        self.ended = ended or datetime.now(UTC)
        self.began = began or self.ended

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
            f"Look among what was made from {first} to {last} for what `request.content` and `request.url` asked for. "
            "If it is there, it was carried out; if it is not there some minutes later, it may be done again."
        )


class DecodeError(ClientError):
    """An answer cannot be understood.

    Attributes:
        path: Where in the answer, such as ``$.items[3].id``; empty when it is the whole.
        request: What was asked.
        response: What was answered.
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
    """A download brought something else than the file, or more of it than allowed."""

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
    """What was waited for ended in a state that means failure; ``answer`` is what was shown last."""

    def __init__(self, text: str, *, answer: Any = None) -> None:
        super().__init__(text)
        self.answer = answer


class WaitTimeoutError(ClientError, builtins.TimeoutError):
    """What was waited for took too long; ``answer`` is what was shown last."""

    def __init__(self, text: str, *, answer: Any = None) -> None:
        super().__init__(text)
        self.answer = answer


class BulkStoppedError(ClientError):
    """A bulk run had to stop; ``result`` tells how far it came, ``cause`` why it stopped."""

    def __init__(self, result: Any, cause: Exception | None = None) -> None:
        super().__init__(f"the bulk run stopped: {cause or 'it was told to'}; {result}")
        self.result = result
        self.cause = cause


class BulkJournalError(ClientError):
    """A journal cannot be used: it is damaged, in use, or not a journal."""


class BulkJournalMismatchError(BulkJournalError):
    """A journal belongs to another run: other rows, or another operation."""


class WebhookSignatureError(ClientError):
    """A webhook's signature is missing or wrong: it was not made with the secret."""


class ConfigurationError(ClientError, ValueError):
    """The client cannot work as it was set up."""


class ClientClosedError(ClientError, RuntimeError):
    """The client was closed before."""
