"""Decides what a download asks for, checks the responses, and knows when the file is whole; no input or output."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

from ..call.request import Inputs
from ..core.clock import Clock
from ..core.deadline import Deadline
from ..core.errors import DownloadError, TransportError
from ..core.messages import Request, Response
from ..core.operation import DownloadOperation, Operation
from ..core.retry import Policy
from .sinks import Destination, MemorySink, PathSink, Sink

__all__ = [
    "DownloadOptions",
    "Downloaded",
    "Progress",
    "Transfer",
    "Wanted",
    "check_type",
    "wanted",
]

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the number of bytes so far, and with the size of the file or None."""

_PARTIAL, _UNSATISFIABLE = 206, 416
_LENGTH = re.compile(r"[0-9]{1,18}")
_RANGE = re.compile(r"bytes (?:([0-9]{1,18})-[0-9]{1,18}|\*)/([0-9]{1,18}|\*)")
_NO_FILES = re.compile(r"(text/html|application/xhtml\+xml|application/(?:[\w.-]+\+)?json)\b")


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that was stored.

    Attributes:
        size: Its size in bytes.
        path: The path; None when it was written to a file object.
        content_type: The media type that the server gave.
    """

    size: int
    path: Path | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file to fetch, and how to store it."""

    operation: DownloadOperation
    to: Destination | None = None
    progress: Progress | None = None
    resume: bool = False
    max_bytes: int | None = None
    overwrite: bool = True

    def __post_init__(self) -> None:
        most, progress = self.max_bytes, self.progress
        if most is not None and (isinstance(most, bool) or not isinstance(most, int)):
            raise TypeError(f"max_bytes must be an int or None, not {type(most).__name__}")
        if most is not None and most < 0:
            raise ValueError(f"max_bytes must be at least 0, not {most}")
        if progress is not None and not callable(progress):
            raise TypeError(f"progress must be a function, not {type(progress).__name__}")


class DownloadOptions(TypedDict, total=False):
    """The options of a download.

    Attributes:
        path: Parameters of the path.
        query: Parameters of the query.
        headers: Parameters that are sent as headers.
        body: The request body, for files that the server makes of it.
        form: Fields of a form, for files that the server makes of them.
        progress: Called with the number of bytes so far, and with the size of the file, or None
            when it is not known.
        resume: Whether to go on with the unfinished file of an earlier call, which lies beside the
            path and ends in ``.part``.
        max_bytes: The largest size in bytes; a larger file is a DownloadError. Default None, for
            any size.
        overwrite: Whether a file that exists may be replaced. Default True.
    """

    path: Mapping[str, Any] | None
    """Parameters of the path."""
    query: Mapping[str, Any] | None
    """Parameters of the query."""
    headers: Mapping[str, Any] | None
    """Parameters that are sent as headers."""
    body: Any
    """The request body, for files that the server makes of it."""
    form: Mapping[str, Any] | None
    """Fields of a form, for files that the server makes of them."""
    progress: Progress | None
    """Called with the number of bytes so far, and with the size of the file, or None when it is not known."""
    resume: bool
    """Whether to go on with the unfinished file of an earlier call, which lies beside the path and ends in ``.part``."""
    max_bytes: int | None
    """The largest size in bytes; a larger file is a DownloadError. Default None, for any size."""
    overwrite: bool
    """Whether a file that exists may be replaced. Default True."""


def wanted(
    operation: DownloadOperation, to: Destination | None, options: DownloadOptions
) -> tuple[Inputs, Wanted]:
    """Split the options of a download into request parameters and the way to store the file."""
    inputs = Inputs(
        options.get("path"),
        options.get("query"),
        options.get("headers"),
        options.get("body"),
        options.get("form"),
    )
    return inputs, Wanted(
        operation,
        to,
        options.get("progress"),
        options.get("resume", False),
        options.get("max_bytes"),
        options.get("overwrite", True),
    )


class Transfer:
    """Decides what to ask for, checks the responses, and knows when the file is whole. Neither sync nor async."""

    def __init__(self, wanted: Wanted, sink: Sink, policy: Policy, clock: Clock) -> None:
        self.wanted = wanted
        self.sink = sink
        self._policy = policy
        self._clock = clock
        self._deadline = Deadline.after(policy.total_timeout, clock.monotonic)
        self._breaks = 0
        self._total: int | None = None
        self._type: str | None = None
        self.done = False

    @property
    def changes(self) -> Mapping[str, Any]:
        """The arguments of the next request; all requests of a download share one deadline."""
        ranged = self.sink.position > 0 and self.sink.tag is not None
        # A refused range is a result: nothing is left to fetch, or the file has changed.
        accepts = (lambda response: response.status == _UNSATISFIABLE) if ranged else None
        return {
            "stream": True,
            "headers": self._headers(),
            "accepts": accepts,
            "deadline": self._deadline,
        }

    def _headers(self) -> Mapping[str, str]:
        if not self.sink.position or self.sink.tag is None:
            return {"Accept-Encoding": "identity"}
        return {
            "Accept-Encoding": "identity",
            "Range": f"bytes={self.sink.position}-",
            "If-Range": self.sink.tag,
        }

    def begin(self, request: Request, response: Response) -> None:
        """Look at a response before its body is read.

        A part is only taken when it belongs to the version of the file that is there: the validator has to be the
        same, and the size of the whole file. Servers that ignore If-Range exist.

        Raises:
            DownloadError: It is no file, too large, or a part that was not asked for.
            TransportError: It is a part of another version of the file.
        """
        self._type = response.headers.get("content-type")
        if response.status == _UNSATISFIABLE:
            self._unsatisfiable(request, response)
            return
        check_type(self.wanted.operation, request, response)
        if response.status == _PARTIAL:
            total = self._part(request, response)
            if not self._continues(response, total):
                self.sink.tag = self._total = None
                raise TransportError(
                    f"{self.wanted.operation.id}: the file has changed while it was downloaded",
                    request=request.summary(),
                    response=response.summary(),
                )
            self._total = self._total if total is None else total
        else:
            self._restart(request, response)
            plain = response.headers.get("content-encoding", "identity") == "identity"
            length = response.headers.get("content-length", "")
            self._total = int(length) if plain and _LENGTH.fullmatch(length) else None
            self.sink.tag = _tag(response) if plain else None
        self._check_size(request, response)

    def _part(self, request: Request, response: Response) -> int | None:
        """Return the size of the whole file that a part belongs to."""
        result = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if result is None or not self.sink.position or result[1] != str(self.sink.position):
            raise DownloadError(
                f"{self.wanted.operation.id}: the server sent another part than asked for",
                request=request.summary(),
                response=response.summary(),
            )
        return None if result[2] == "*" else int(result[2])

    def _continues(self, response: Response, total: int | None) -> bool:
        """Return whether a part belongs to the bytes that are there."""
        if None not in (total, self._total) and total != self._total:
            return False
        if response.headers.get("content-encoding", "identity") != "identity":
            return False
        tag = self.sink.tag or ""
        if tag.startswith('"'):
            return response.headers.get("etag") == tag
        # A part that If-Range asked for need not retry the time of the last change.
        return response.headers.get("last-modified", tag) == tag

    def _restart(self, request: Request, response: Response) -> None:
        """Forget the bytes that are there, for another version of the file."""
        if self.sink.position and not self.sink.restart():
            raise DownloadError(
                f"{self.wanted.operation.id}: the connection broke, the server cannot go on from there, "
                "and the file object cannot seek back",
                request=request.summary(),
                response=response.summary(),
            )
        self._total = None

    def _unsatisfiable(self, request: Request, response: Response) -> None:
        """Nothing is left to fetch, or the bytes that are there belong to another file."""
        result = _RANGE.fullmatch(response.headers.get("content-range", ""))
        size = str(self.sink.position)
        same = response.headers.get("etag", self.sink.tag) == self.sink.tag
        if result and result[2] == size and same:
            self.done = True
            return
        self.sink.tag = None
        self._restart(request, response)

    def _check_size(self, request: Request, response: Response) -> None:
        most = self.wanted.max_bytes
        if most is not None and max(self._total or 0, self.sink.position) > most:
            raise DownloadError(
                f"{self.wanted.operation.id}: more than {most} bytes",
                request=request.summary(),
                response=response.summary(),
            )

    def take(self, piece: bytes, request: Request, response: Response) -> None:
        """Store a piece, if there is room for it."""
        most = self.wanted.max_bytes
        if most is not None and self.sink.position + len(piece) > most:
            self._total = most + 1
            self._check_size(request, response)
        self.sink.write(piece)

    def whole(self, request: Request, response: Response) -> None:
        """Take a response whose body is there already: a refused range, or one made by middleware."""
        self.begin(request, response)
        if response.status != _UNSATISFIABLE:
            self.take(response.content, request, response)
            self.end(request)

    def report(self) -> object:
        """Call ``progress``."""
        progress = self.wanted.progress
        return None if progress is None else progress(self.sink.position, self._total)

    def broke(self, error: TransportError) -> float:
        """Return the seconds to pause before the download goes on; raises the error when that is of no use."""
        self._breaks += 1
        once = not self.wanted.operation.effect.repeatable
        if once or self._breaks > self._policy.max_retries or error.final:
            raise error
        pause = self._policy.pause(self._breaks, None, self._clock.random())
        if self._deadline is not None and not self._deadline.allows(pause):
            raise error
        # Without a validator the server cannot states whether the rest belongs to the bytes that are there.
        if self.sink.tag is None and not self.sink.restart():
            raise error
        return pause

    def end(self, request: Request) -> None:
        """Check that nothing is missing."""
        if self._total is not None and self.sink.position != self._total:
            raise TransportError(
                f"{self.wanted.operation.id}: {self.sink.position} of {self._total} bytes came",
                request=request.summary(),
            )
        self.done = True

    def finish(self) -> bytes | Downloaded:
        """Move the file to its place; return the bytes or where they are."""
        self.sink.finish()
        if isinstance(self.sink, MemorySink):
            return self.sink.content
        path = self.sink.path if isinstance(self.sink, PathSink) else None
        return Downloaded(self.sink.position, path, self._type)


def check_type(operation: Operation[Any], request: Request, response: Response) -> None:
    """Refuse an error or a web page in the place of a file.

    Raises:
        DownloadError: It is one, and the operation has no such files.
    """
    kind = response.headers.get("content-type", "").lower()
    result = _NO_FILES.match(kind)
    if result and result[1] not in operation.accept:
        raise DownloadError(
            f"{operation.id}: not a file, but {result[1]}",
            request=request.summary(),
            response=response.summary(),
        )


def _tag(response: Response) -> str | None:
    """Return the strong validator of a file's version: its entity tag, else the time of its last change.

    The time is strong when the response was made at least a second later (RFC 9110, 8.8.2.2): a file may change twice
    in one second.
    """
    tag = response.headers.get("etag")
    if tag and tag.startswith('"'):
        return tag
    changed, made = map(_time, ("last-modified", "date"), (response, response))
    if changed is None or made is None or made - changed < timedelta(seconds=1):
        return None
    return response.headers["last-modified"]


def _time(name: str, response: Response) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers.get(name, "")).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
