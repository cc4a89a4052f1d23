"""Describes what an error means for the rows of the request that it ended; the decision table has decided it."""

from ..core.errors import ClientClosedError, ClientError, ConfigurationError
from ..core.outcomes import Rows

__all__ = ["judge"]


def judge(error: Exception) -> Rows:
    """Return what happens to the rows of a request that ended in an error."""
    if isinstance(error, ClientClosedError | ConfigurationError):
        # The client refused to send it, and will refuse the next rows too.
        return Rows.STOP
    known = error.rows if isinstance(error, ClientError) else None
    return known or Rows.UNKNOWN
