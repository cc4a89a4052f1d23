"""Requests and responses as transports, hooks and middleware see them; no HTTP library's types."""

import operator
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, Literal, Protocol, Self, SupportsIndex, TypeAlias, runtime_checkable

from .deadline import Deadline
from .masking import masked_url
from .summaries import RequestSummary, ResponseSummary

__all__ = ["Content", "OpenBody", "Request", "Response", "Timeout"]

_SHORTEST, _LONGEST = 0.001, 86_400 * 365
MAX_RESPONSE_BYTES = 64 * 1024 * 1024


class _Default(Enum):
    """Marks a phase that was not given."""

    DEFAULT = auto()


_Phase: TypeAlias = "float | Literal[_Default.DEFAULT] | None"


@dataclass(frozen=True, slots=True, init=False)
class Timeout:
    """Seconds that each phase of a request may take; None is no limit.

    ``Timeout(5)`` sets all four phases, ``Timeout(5, read=60)`` all but one, ``Timeout(read=30)`` only one.

    Attributes:
        connect: To reach the server, TLS included. Default 10.
        read: Between two pieces of the response. Default 60.
        write: Between two pieces of the request. Default 60.
        pool: To get a connection, when all are in use. Default 60.
    """

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None

    def __init__(
        self,
        seconds: _Phase = _Default.DEFAULT,
        /,
        *,
        connect: _Phase = _Default.DEFAULT,
        read: _Phase = _Default.DEFAULT,
        write: _Phase = _Default.DEFAULT,
        pool: _Phase = _Default.DEFAULT,
    ) -> None:
        given = {"connect": connect, "read": read, "write": write, "pool": pool}
        for name, phase in given.items():
            chosen = seconds if phase is _Default.DEFAULT else phase
            if chosen is _Default.DEFAULT:
                chosen = _DEFAULTS[name]
            object.__setattr__(self, name, _checked_phase(chosen))

    @classmethod
    def of(cls, value: "Timeout | float | None") -> "Timeout":
        """Take one number for all phases, None for no limits, or a Timeout as it is."""
        return value if isinstance(value, Timeout) else cls(value)

    def within(self, seconds: float) -> "Timeout":
        """Return the same, with no phase longer than this number of seconds."""
        seconds = min(max(seconds, _SHORTEST), _LONGEST)

        def shorter(phase: float | None) -> float:
            return seconds if phase is None else min(phase, seconds)

        return Timeout(
            connect=shorter(self.connect),
            read=shorter(self.read),
            write=shorter(self.write),
            pool=shorter(self.pool),
        )


_DEFAULTS: Mapping[str, float] = {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0}


def _checked_phase(phase: object) -> float | None:
    if phase is None:
        return None
    if not isinstance(phase, bool) and isinstance(phase, SupportsIndex):
        phase = operator.index(phase)
    if isinstance(phase, bool) or not isinstance(phase, int | float):
        raise TypeError(f"timeout must be a number of seconds or None, not {type(phase).__name__}")
    if not 0 < phase <= _LONGEST:
        raise ValueError(
            f"timeout must be a positive number of seconds, or None for no limit; not {phase}"
        )
    return phase


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
        attempt: 1 for the first, 2 for the first retry.
        timeout: Limits of the phases.
        deadline: When the whole call has to end; None without a limit.
        max_response_bytes: How large the response's body may be, as sent and unpacked; None without a limit.
        stream: Whether the response's body is left open, to be read in pieces.
        masks_numbers: Whether the path may hold numbers of people, which logs and ``repr`` mask then; ids are shown.
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
    masks_numbers: bool = True
    reaches: Any = None
    """The operation, where it reaches people."""

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.masked_url}, attempt {self.attempt}>"

    @property
    def masked_url(self) -> str:
        """The address as it may be shown."""
        return masked_url(self.url, masks_numbers=self.masks_numbers)

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
        kept = content or b"" if content is None or isinstance(content, bytes) else None
        return RequestSummary(self.method, self.url, self.headers, kept, self.masks_numbers)


class OpenBody(Protocol):
    """A response's body that is still arriving. A sync one has ``pieces`` and ``close``, an async one the others."""

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
    """One response as it was received.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        content: The body; empty while it is still arriving.
        elapsed: Seconds from sending until the response was there.
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
