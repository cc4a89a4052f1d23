"""Lists the names that mean something already, so that names from descriptions stay away from them."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Collection

EXPORTS = frozenset(
    [
        "APIError",
        "AsyncPage",
        "AsyncPager",
        "AsyncRawResponse",
        "Attempt",
        "AuthenticationError",
        "BadRequestError",
        "BulkFailedError",
        "BulkJournalError",
        "BulkJournalMismatchError",
        "BulkOptions",
        "BulkOutcome",
        "BulkProgress",
        "BulkResult",
        "BulkStatus",
        "BulkStoppedError",
        "ClientClosedError",
        "ClientOptions",
        "Clock",
        "ConfigurationError",
        "ConflictError",
        "DecodeError",
        "Destination",
        "DeviationWarning",
        "DownloadError",
        "Downloaded",
        "Effect",
        "Fields",
        "FileInput",
        "ItemList",
        "Middleware",
        "Model",
        "NotFoundError",
        "OpenEnum",
        "Operation",
        "OutcomeUnknownError",
        "Page",
        "Pager",
        "PermissionDeniedError",
        "Progress",
        "RateLimit",
        "Redirect",
        "RateLimitError",
        "RawResponse",
        "ReconcileOptions",
        "Request",
        "RequestHook",
        "RequestSummary",
        "Resend",
        "Response",
        "ResponseHook",
        "ResponseSummary",
        "ServerError",
        "ShouldRetry",
        "Stream",
        "Timeout",
        "TimeoutError",
        "Timestamp",
        "TransportError",
        "WaitFailedError",
        "WaitOptions",
        "WaitTimeoutError",
        "WebhookEvent",
        "WebhookSignatureError",
    ]
)
"""Classes of the runtime that the package exports beside the models."""

CLIENT_ATTRIBUTES = frozenset(
    [
        "aclose",
        "base_url",
        "bulk",
        "call",
        "close",
        "copy",
        "download",
        "headers",
        "page",
        "pages",
        "raw",
        "reconcile",
        "send",
        "settings",
        "stream",
        "verify_credentials",
        "wait",
        "with_auth",
        "with_options",
    ]
)
"""Methods of the client; its resources are attributes beside them."""

MODEL_ATTRIBUTES = frozenset(
    ["from_dict", "from_json", "replace", "to_date", "to_dict", "to_json", "to_time"]
)
"""Methods that every model has."""

LIST_ATTRIBUTES = frozenset({"append", "count", "index"})
"""Methods that models have which stand for their list."""

CLIENT_OPTIONS = frozenset(
    [
        "allow_insecure_http",
        "allow_only",
        "base_url",
        "clock",
        "extra_body",
        "extra_query",
        "headers",
        "http_client",
        "limits",
        "max_response_bytes",
        "max_retries",
        "max_retry_after",
        "middleware",
        "on_request",
        "on_response",
        "options",
        "proxy",
        "redirect_to",
        "self",
        "should_retry",
        "strict",
        "timeout",
        "total_timeout",
        "trust_retry_after",
        "verify",
    ]
)
"""Arguments of the client beside its credentials."""

ARGUMENTS = frozenset({"cls", "ops", "self"})
"""Names that a method's body uses itself."""

DOWNLOAD_ARGUMENTS = frozenset({"max_bytes", "overwrite", "progress", "resume", "to"})
"""Arguments of every download."""

BULK_ARGUMENTS = frozenset(
    [
        "chunk",
        "concurrency",
        "dedupe",
        "dry_run",
        "journal",
        "keep_outcomes",
        "on_outcome",
        "on_progress",
        "options",
        "rate",
        "resend_unknown",
    ]
)
"""Arguments of every method that sends in bulk."""

WAIT_ARGUMENTS = frozenset(["clock", "interval", "max_interval", "on_poll", "options", "timeout"])
"""Arguments of every method that waits."""

CONSTANTS = frozenset(
    ["CSV", "FILE", "MS", "PARTIAL", "PHONE", "PIPES", "PLAIN", "SSV", "T", "TSV", "TYPE_CHECKING"]
)
"""What modules of operations import."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_SOME_PYTHONS = frozenset(
    [
        "aifc",
        "annotationlib",
        "asynchat",
        "asyncore",
        "audioop",
        "cgi",
        "cgitb",
        "chunk",
        "compression",
        "crypt",
        "distutils",
        "imghdr",
        "imp",
        "lib2to3",
        "mailcap",
        "msilib",
        "nis",
        "nntplib",
        "ossaudiodev",
        "pipes",
        "smtpd",
        "sndhdr",
        "spwd",
        "sunau",
        "telnetlib",
        "uu",
        "xdrlib",
    ]
)
"""Modules that came or went since the oldest Python that packages run on; the one at work here need not have them."""

_DEPENDENCIES = frozenset({"httpx2", "msgspec", "runtime", "test", "tests", "site", "docs", "src"})


def is_keyword(name: str) -> bool:
    """Whether Python refuses a name."""
    return keyword.iskeyword(name) or name == "__debug__"


def is_device(name: str) -> bool:
    """Whether some file system refuses a file of this name."""
    return name.lower() in _DEVICES


def hides_module(package: str) -> bool:
    """Whether a package of this name would hide one that somebody else needs."""
    taken = sys.stdlib_module_names | _SOME_PYTHONS | _DEPENDENCIES
    return package in taken or is_device(package)


def avoiding(name: str, reserved: Collection[str], suffix: str = "_") -> str:
    """The name, with a suffix if it is a keyword or reserved."""
    while is_keyword(name) or name in reserved:
        name += suffix
    return name
