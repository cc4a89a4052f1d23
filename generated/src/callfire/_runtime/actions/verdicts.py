"""Describes what an error means for whoever repeats a command: the exit code, the outcome, the advice.

| exit | outcome | meaning |
| --- | --- | --- |
| 0 | done | the request was carried out |
| 1 | refused | the API refused, or the result is a failure |
| 2 | usage | the command or its input is wrong; nothing was sent |
| 3 | transient | nothing was done that a second request would do twice; try again |
| 4 | login | the credentials are missing or wrong |
| 5 | unknown | the request may have been carried out; do not retry it |
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

__all__ = ["Exit", "Verdict", "describe", "unprinted", "verdict"]


class Exit(IntEnum):
    """Exit codes of the command."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    TRANSIENT = 3
    LOGIN = 4
    UNKNOWN = 5


_ADVICE = {
    Exit.REFUSED: "Change the request; the same one would be refused again.",
    Exit.USAGE: "Nothing was sent. Change the input.",
    Exit.TRANSIENT: "It is safe to try again.",
    Exit.LOGIN: "Check the login and the password.",
    Exit.UNKNOWN: "Do not retry it. Look first whether it was carried out.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an error means; ``advice`` states what to do."""

    exit: Exit
    advice: str

    @property
    def outcome(self) -> str:
        """One word for the outcome."""
        return self.exit.name.lower()


def verdict(error: BaseException, *, repeatable: bool = False) -> Verdict:
    """Judge an error.

    Args:
        error: What a call raised.
        repeatable: Whether a second request of that operation does no harm.
    """
    result = _exit(error, repeatable=repeatable)
    advice = getattr(error, "reconcile", None) if result is Exit.UNKNOWN else None
    return Verdict(result, advice or _ADVICE[result])


def _exit(error: BaseException, *, repeatable: bool) -> Exit:
    from ..core import errors

    if isinstance(error, errors.OutcomeUnknownError):
        return Exit.UNKNOWN
    if isinstance(error, errors.AuthenticationError):
        return Exit.LOGIN
    if isinstance(error, errors.ConfigurationError):
        return Exit.LOGIN if "credentials" in str(error) else Exit.USAGE
    if isinstance(error, errors.BulkStoppedError):
        return _of_run(error)
    if isinstance(error, errors.ClientError):
        return _of_request(error, repeatable=repeatable)
    return Exit.USAGE if isinstance(error, TypeError | ValueError | OSError) else Exit.REFUSED


def _of_run(error: Any) -> Exit:
    """Judge a run that stopped by its rows and by why it stopped."""
    if error.result.unknown:
        return Exit.UNKNOWN
    return Exit.TRANSIENT if error.cause is None else _exit(error.cause, repeatable=False)


def _of_request(error: Any, *, repeatable: bool) -> Exit:
    from ..core import errors
    from ..core.outcomes import Evidence

    undone = error.evidence in {Evidence.NOT_SENT, Evidence.REFUSED_WHOLE}
    if error.evidence in {Evidence.UNKNOWN, Evidence.DONE} and not repeatable:
        return Exit.UNKNOWN
    passing = (errors.RateLimitError, errors.ServerError, errors.TransportError)
    if isinstance(error, errors.WaitTimeoutError) or getattr(error, "is_transient", False):
        return Exit.TRANSIENT
    if isinstance(error, passing) and not getattr(error, "final", False):
        return Exit.TRANSIENT if repeatable or undone else Exit.UNKNOWN
    return Exit.REFUSED


def describe(error: BaseException, *, repeatable: bool = False) -> dict[str, Any]:
    """Return an error as JSON: its class, its text, its evidence and what to do."""
    from ..models.base import UNSET

    result = verdict(error, repeatable=repeatable)
    known: dict[str, Any] = {
        "error": type(error).__name__,
        "message": str(error),
        "outcome": result.outcome,
        "exit_code": int(result.exit),
        "advice": result.advice,
    }
    names = {"status": "status", "internal_code": "code", "help_link": "help"}
    for name, key in (names | {"retry_after": "retry_after", "operation": "operation"}).items():
        value = getattr(error, name, None)
        if value is not None and value is not UNSET:
            known[key] = value
    if (evidence := getattr(error, "evidence", None)) is not None:
        known["evidence"] = str(evidence)
    if (request := getattr(error, "request", None)) is not None:
        known["request"] = f"{request.method} {request.url.partition('?')[0]}"
    if problems := getattr(error, "problems", ()):
        known["problems"] = [{"at": each.at, "message": each.message} for each in problems]
    return known


def unprinted(error: BaseException, *, repeatable: bool = False) -> dict[str, Any]:
    """Return what differs when a request was carried out, and its result could not be printed."""
    code = Exit.TRANSIENT if repeatable else Exit.UNKNOWN
    return {
        "message": f"it was carried out; its result could not be printed: {error}",
        "outcome": code.name.lower(),
        "exit_code": int(code),
        "advice": _ADVICE[code] if repeatable else "It was carried out. Do not retry it.",
        "evidence": "done",
    }
