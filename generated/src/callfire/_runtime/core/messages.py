"""Requests and answers as transports, hooks and middleware see them; no HTTP library's types."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self, runtime_checkable

from .deadline import Deadline
from .masking import masked_url
from .summaries import RequestSummary, ResponseSummary

__all__ = ["Content", "OpenBody", "Request", "Response", "Timeout"]

_SHORTEST, _LONGEST = 0.001, 86_400 * 365
MAX_RESPONSE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Timeout:
    """Seconds that each phase of a request may take; None is for ever.

    Attributes:
        connect: To reach the server, TLS included.
        read: Between two pieces of the answer.
        write: Between two pieces of the request.
        pool: To get a connection, when all are in use.
    """

    connect: float | None = 10.0
    read: float | None = 60.0
    write: float | None = 60.0
    pool: float | None = 60.0

    def __post_init__(self) -> None:
        for phase in (self.connect, self.read, self.write, self.pool):
            if phase is None:
                continue
            if isinstance(phase, bool) or not isinstance(phase, int | float):
                raise TypeError(f"timeout must be a number of seconds or None, not {phase!r}")
            if not 0 < phase <= _LONGEST:
                raise ValueError(
                    f"timeout must be a positive number of seconds, or None for no limit; not {phase!r}"
                )

    @classmethod
    def of(cls, value: "Timeout | float | None") -> "Timeout":
        """Take one number for all phases, None for no limits, or a Timeout as it is."""
        return value if isinstance(value, Timeout) else cls(value, value, value, value)

    def within(self, seconds: float) -> "Timeout":
        """Return the same, with no phase longer than this number of seconds."""
        seconds = min(max(seconds, _SHORTEST), _LONGEST)

        def shorter(phase: float | None) -> float:
            return seconds if phase is None else min(phase, seconds)

        return Timeout(
            shorter(self.connect), shorter(self.read), shorter(self.write), shorter(self.pool)
        )


@runtime_checkable
class Content(Protocol):
    """A body that is produced piece by piece."""

    @property
    def length(self) -> int | None:
        """Bytes in all, None when unknown."""
        ...

    @property
    def replayable(self) -> bool:
        """Whether it can be sent once more."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """Produce it from its beginning."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Produce it from its beginning, without blocking."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """One request as it goes out. Middleware may pass on a changed copy, made with ``with_headers`` or ``replace``.

    Attributes:
        method: The HTTP method.
        url: The whole address.
        headers: All headers, credentials too.
        content: The body, None without one.
        operation: The operation's id.
        attempt: 1 for the first, 2 for the first repetition.
        timeout: Limits of the phases.
        deadline: When the whole call has to end; None without a limit.
        max_response_bytes: How large the response's body may be, as sent and unpacked; None without a limit.
        stream: Whether the answer's body is left open, to be read in pieces.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | Content | None = None
    operation: str = ""
    attempt: int = 1
    timeout: Timeout = Timeout()
    deadline: Deadline | None = None
    max_response_bytes: int | None = MAX_RESPONSE_BYTES
    stream: bool = False

    def __repr__(self) -> str:
        return f"<Request {self.method} {masked_url(self.url)}, attempt {self.attempt}>"

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Return a copy with headers added or replaced."""
        new = {name.lower() for name in headers}
        kept = {name: value for name, value in self.headers.items() if name.lower() not in new}
        return replace(self, headers={**kept, **headers})

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent once more."""
        content = self.content
        return content is None or isinstance(content, bytes) or content.replayable

    def summary(self) -> RequestSummary:
        """Return what may be kept: without credentials and connections."""
        content = self.content
        if content is not None and not isinstance(content, bytes):
            return RequestSummary(self.method, self.url, self.headers, None)
        return RequestSummary(self.method, self.url, self.headers, content or b"")


class OpenBody(Protocol):
    """An answer's body that is still arriving. A sync one has ``pieces`` and ``close``, an async one the others."""

    def pieces(self) -> Iterator[bytes]:
        """Read it."""
        ...

    def close(self) -> None:
        """Let the connection go."""
        ...

    def apieces(self) -> AsyncGenerator[bytes, None]:
        """Read it in a coroutine."""
        ...

    async def aclose(self) -> None:
        """Let the connection go in a coroutine."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Response:
    """One answer as it came in.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        content: The body; empty while it is still arriving.
        elapsed: Seconds from sending until the answer was there.
        body: The body that is still arriving, when that was asked for.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    elapsed: float = 0.0
    body: Any = None

    def __repr__(self) -> str:
        return f"<Response {self.status}, {len(self.content)} bytes>"

    @property
    def ok(self) -> bool:
        """Whether the status means success."""
        return 200 <= self.status < 300  # noqa: PLR2004 - this is what these numbers mean

    def summary(self) -> ResponseSummary:
        """Return what may be kept."""
        return ResponseSummary(self.status, self.headers, self.content)
