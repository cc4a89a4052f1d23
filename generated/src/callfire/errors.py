"""All errors of the client, as one tree under ``CallFireError``."""

from ._runtime.core.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    BulkFailedError,
    BulkJournalError,
    BulkJournalMismatchError,
    BulkStoppedError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    DecodeError,
    DeviationWarning,
    DownloadError,
    HeldError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    TransportError,
    WaitFailedError,
    WaitTimeoutError,
    WebhookSignatureError,
)
from ._runtime.core.errors import ClientError as CallFireError

__all__ = [
    "APIError",
    "AuthenticationError",
    "BadRequestError",
    "BulkFailedError",
    "BulkJournalError",
    "BulkJournalMismatchError",
    "BulkStoppedError",
    "CallFireError",
    "ClientClosedError",
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
    "TimeoutError",
    "TransportError",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookSignatureError",
]

CallFireError.__name__ = CallFireError.__qualname__ = "CallFireError"
for _name in __all__:
    globals()[_name].__module__ = __name__
