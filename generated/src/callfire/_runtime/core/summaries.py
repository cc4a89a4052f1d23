"""Requests and responses as small values that outlive the connection and pickle."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .masking import masked_url

__all__ = ["RequestSummary", "ResponseSummary"]

_SECRET = re.compile(
    r".*(auth|cookie|token|secret|password|api[_-]?key|access[_-]?key).*|key|sig(nature)?",
    re.IGNORECASE,
)


def _public(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if not _SECRET.fullmatch(name)}


def _open(url: str) -> str:
    """The address without the values of keys in its query."""
    address, asked, query = url.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&"))
    shown = (
        f"{name}=***" if _SECRET.fullmatch(name) else f"{name}{equals}{value}"
        for name, equals, value in pairs
    )
    return f"{address}?{'&'.join(shown)}" if asked else url


@dataclass(frozen=True, slots=True, repr=False)
class RequestSummary:
    """A request as it was sent, without its credentials.

    Attributes:
        method: The HTTP method.
        url: The whole address, but for keys in its query. ``repr`` shows it with numbers and texts masked.
        headers: Names in lower case; credentials and cookies are left out.
        content: The body; None when it was streamed.
        masks_numbers: Whether the path may hold numbers of people, which ``repr`` masks then.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    masks_numbers: bool = field(default=True, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", _public(self.headers))
        object.__setattr__(self, "url", _open(self.url))

    def __repr__(self) -> str:
        size = "streamed" if self.content is None else f"{len(self.content)} bytes"
        return f"<RequestSummary {self.method} {masked_url(self.url, masks_numbers=self.masks_numbers)}, {size}>"


@dataclass(frozen=True, slots=True, repr=False)
class ResponseSummary:
    """A response as it was received.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case; cookies are left out.
        content: The body.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", _public(self.headers))

    def __repr__(self) -> str:
        return f"<ResponseSummary {self.status}, {len(self.content)} bytes>"

    def json(self) -> Any:
        """Return the body as JSON, as it was received.

        Raises:
            ValueError: It is not JSON.
        """
        return json.loads(self.content)
