"""Decides what an error means for the rows of the request that it ended."""

from enum import Enum, auto
from typing import Any

from ..core.errors import (
    APIError,
    AuthenticationError,
    ClientClosedError,
    ConfigurationError,
    DecodeError,
    OutcomeUnknownError,
    PermissionDeniedError,
    TransportError,
)
from ..core.operation import Operation

__all__ = ["Verdict", "judge"]

_DIVISIBLE = frozenset({400, 413, 422})
_NOT_NOW = frozenset({408, 425, 429})
_SERVER_FAULTS = 500


class Verdict(Enum):
    """What an error says about the rows of the request."""

    REFUSED = auto()
    """All of them are refused, and none was sent."""
    DIVIDE = auto()
    """The request was refused as a whole for a row in it, and none was sent."""
    UNKNOWN = auto()
    """Some or all of them may have been sent."""
    STOP = auto()
    """None was sent, for a reason that the next rows would meet too."""


def judge(error: Exception, operation: Operation[Any], rows: int) -> Verdict:
    """Tell what an error means for the rows of a request.

    Args:
        error: What the call raised.
        operation: What was called.
        rows: How many rows the request had.
    """
    match error:
        case OutcomeUnknownError() | DecodeError():
            return Verdict.UNKNOWN
        case TransportError(unsent=True) | ClientClosedError() | ConfigurationError():
            return Verdict.STOP
        case TransportError():
            # The call layer raises this for what may be repeated freely; in bulk nothing is repeated.
            return Verdict.UNKNOWN if operation.effect.repeatable else Verdict.STOP
        case APIError(from_api=False):
            # Something between the API and this machine wrote it, and does not know what the API did.
            return Verdict.UNKNOWN
        case AuthenticationError() | PermissionDeniedError():
            return Verdict.STOP
        case APIError(status=status) if status >= _SERVER_FAULTS:
            return Verdict.UNKNOWN if operation.effect.repeatable else Verdict.STOP
        case APIError(status=status) if status in _NOT_NOW:
            return Verdict.STOP
        case APIError(status=status):
            if not getattr(operation, "refuses_whole", False):
                # The API may have accepted the rows before the bad one.
                return Verdict.REFUSED if rows == 1 else Verdict.UNKNOWN
            return Verdict.DIVIDE if status in _DIVISIBLE and rows > 1 else Verdict.REFUSED
        case _:
            return Verdict.UNKNOWN
