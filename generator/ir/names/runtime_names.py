"""Where the generated code finds each name of the runtime: the only list of them.

A test holds it against the runtime itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MODULES: Final[Mapping[str, str]] = {
    "models.model": """
        OMITTED UNSET DateObject FreeKeys ItemList Model OpenEnum OpenIntEnum TimeObject
        Timestamp TimestampItem UnsetType
    """,
    "core.operation": """
        BOOLEAN CSV FILE INTEGER MS NUMBER PARTIAL PHONE PIPES SSV TSV DownloadOperation Effect Operation
        PagedOperation Paging Param Reconcile Redirect RefusesWhole Wait
    """,
    "core.requirements": "Limits Requires",
    "models.fields": "Fields",
    "models.phones": "Phone",
    "files.download": "Destination Downloaded FileInput Progress",
    "paging": "AsyncPager Page",
    "recipients.facts": "Recipients",
    "bulk.options": "BulkOptions",
    "bulk.outcomes": "BulkResult",
    "bulk.reconcile": "ReconcileOptions Unsettled",
    "waiting": "WaitOptions",
    "client": "AsyncClient AsyncResource SyncClient SyncResource",
    "core.options": "Auth ClientOptions Settings",
    "deprecation": "deprecated deprecated_arguments",
}
ERRORS: Final = tuple("""
    APIError AuthenticationError BadRequestError BulkCancelledError BulkFailedError
    BulkJournalError BulkJournalMismatchError BulkStoppedError ClientClosedError
    ConfigurationError ConflictError DecodeError DeviationWarning DownloadError HeldError
    NotFoundError OutcomeUnknownError PermissionDeniedError RateLimitError ServerError
    SharedRateLimitError TimeoutError TransportError WaitFailedError WaitTimeoutError
    WebhookSignatureError
""".split())
"""The errors that users may catch; their root gets a name of its own in each package."""

_PUBLIC: Final[Mapping[str, str]] = {
    "_runtime.bulk.database_journal": "BulkRun BulkRunState BulkRunStatus DatabaseJournal",
    "_runtime.bulk.journal": "ClaimLostError Journal JournalBinding JournalPast RunPausedError",
    "_runtime.bulk.options": "BulkOptions",
    "_runtime.bulk.outcomes": "BulkOutcome BulkProgress BulkResult BulkStatus",
    "_runtime.core.clock": "Clock",
    "_runtime.files.download": "Destination Downloaded FileInput Progress",
    "_runtime.core.messages": "Request Response Timeout",
    "_runtime.models.model": "ItemList Model OpenEnum",
    "_runtime.core.operation": "Effect Redirect",
    "_runtime.paging": "AsyncPage AsyncPager Page",
    "_runtime.models.fields": "Fields",
    "_runtime.bulk.rate_limit": "LocalRateLimit RateLimit",
    "_runtime.bulk.reconcile": "ReconcileOptions",
    "_runtime.recipients.hours": "QuietHours",
    "_runtime.bulk.redis_limit": "RedisRateLimit",
    "_runtime.bulk.workers": "CELERY_OPTIONS bulk_parts send_part send_part_in_celery",
    "_runtime.period_export": "Window export_period export_window time_windows",
    "_runtime.raw": "RawResponse Stream raw stream",
    "_runtime.core.retry": "Attempt Resend ShouldRetry",
    "_runtime.core.options": "ClientOptions Middleware RequestHook ResponseHook",
    "_runtime.core.summaries": "RequestSummary ResponseSummary",
    "_runtime.waiting": "WaitOptions",
    "errors": " ".join(ERRORS),
}
PUBLIC: Final[Mapping[str, str]] = {
    name: f".{module}" for module, names in _PUBLIC.items() for name in names.split()
}
"""What the package exports beside the client and the models: name to module."""

RUNTIME: Final[Mapping[str, str]] = {
    name: f"._runtime.{module}" for module, names in _MODULES.items() for name in names.split()
}
"""Name to module, seen from the root of the generated package."""
