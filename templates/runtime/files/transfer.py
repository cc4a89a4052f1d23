"""What a download is: what to ask for, what to make of the answer, when it is done. No input or output, no colour."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

from ..call.request import Inputs
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
"""Called with the number of bytes so far, and of all or None."""

_PARTIAL, _UNSATISFIABLE = 206, 416
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")
_NO_FILES = re.compile(r"(text/html|application/xhtml\+xml|application/(?:[\w.-]+\+)?json)\b")


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that was stored.

    Attributes:
        size: Bytes in all.
        path: Where it is; None when it went to a file object.
        content_type: What the server says it is.
    """

    size: int
    path: Path | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch, and how to store it."""

    operation: DownloadOperation
    to: Destination | None = None
    progress: Progress | None = None
    resume: bool = False
    max_bytes: int | None = None
    overwrite: bool = True


class DownloadOptions(TypedDict, total=False):
    """How a download is asked for and stored."""

    path: Mapping[str, Any] | None
    """Parameters of the path."""
    query: Mapping[str, Any] | None
    """Parameters of the query."""
    headers: Mapping[str, Any] | None
    """Parameters that travel as headers."""
    body: Any
    """What to send, for files that are made of it."""
    form: Mapping[str, Any] | None
    """Fields of a form, for the same."""
    progress: Progress | None
    """Called with the bytes so far, and of all or None."""
    resume: bool
    """Go on with what an earlier call left beside the path, in a file that ends in ``.part``."""
    max_bytes: int | None
    """More than this is a DownloadError."""
    overwrite: bool
    """Whether a file that exists may be replaced; it may unless told."""


def wanted(
    operation: DownloadOperation, to: Destination | None, options: DownloadOptions
) -> tuple[Inputs, Wanted]:
    """Sort the options of a download."""
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
    """Decides what to ask for, checks what comes, and knows when it is done. Has no colour."""

    def __init__(self, wanted: Wanted, sink: Sink, policy: Policy) -> None:
        self.wanted = wanted
        self.sink = sink
        self._policy = policy
        self._breaks = 0
        self._total: int | None = None
        self._type: str | None = None
        self.done = False

    @property
    def changes(self) -> Mapping[str, Any]:
        """What is special about the next request."""
        ranged = self.sink.position > 0 and self.sink.tag is not None
        # A refused range is an answer: nothing is left to fetch, or the file has changed.
        accepts = (lambda response: response.status == _UNSATISFIABLE) if ranged else None
        return {"stream": True, "headers": self._headers(), "accepts": accepts}

    def _headers(self) -> Mapping[str, str]:
        if not self.sink.position or self.sink.tag is None:
            return {"Accept-Encoding": "identity"}
        return {
            "Accept-Encoding": "identity",
            "Range": f"bytes={self.sink.position}-",
            "If-Range": self.sink.tag,
        }

    def begin(self, request: Request, response: Response) -> None:
        """Look at an answer before its body is read."""
        self._type = response.headers.get("content-type")
        if response.status == _UNSATISFIABLE:
            self._unsatisfiable(request, response)
            return
        check_type(self.wanted.operation, request, response)
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if response.status == _PARTIAL and found and found[1] == str(self.sink.position):
            self._total = None if found[2] == "*" else int(found[2])
        else:
            self._afresh(request, response)
            plain = response.headers.get("content-encoding", "identity") == "identity"
            length = response.headers.get("content-length", "")
            self._total = int(length) if plain and length.isdigit() else None
            self.sink.tag = _tag(response) if plain else None
        self._check_size(request, response)

    def _afresh(self, request: Request, response: Response) -> None:
        if response.status == _PARTIAL:
            raise DownloadError(
                f"{self.wanted.operation.id}: the server sent another part than asked for",
                request=request.summary(),
                response=response.summary(),
            )
        if self.sink.position and not self.sink.restart():
            raise DownloadError(
                f"{self.wanted.operation.id}: the connection broke, the server cannot go on from there, "
                "and the file object cannot be wound back",
                request=request.summary(),
                response=response.summary(),
            )

    def _unsatisfiable(self, request: Request, response: Response) -> None:
        """Nothing is left to fetch, or what is there belongs to another file."""
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if found and found[2] == str(self.sink.position):
            self.done = True
            return
        self.sink.tag = None
        self._afresh(request, response)

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
        """Take an answer whose body is there already: a refused range, or one made by middleware."""
        self.begin(request, response)
        if response.status != _UNSATISFIABLE:
            self.take(response.content, request, response)
            self.end(request)

    def report(self) -> object:
        """Tell how far it is."""
        progress = self.wanted.progress
        return None if progress is None else progress(self.sink.position, self._total)

    def broke(self, error: TransportError, chance: float) -> float:
        """Return the seconds to pause before going on; raises the error when that is of no use."""
        self._breaks += 1
        once = not self.wanted.operation.effect.repeatable
        if once or self._breaks > self._policy.max_retries or error.final:
            raise error
        # Without a mark the server cannot tell whether what follows belongs to what is there.
        if self.sink.tag is None and not self.sink.restart():
            raise error
        return self._policy.pause(self._breaks, None, chance)

    def end(self, request: Request) -> None:
        """Check that nothing is missing."""
        if self._total is not None and self.sink.position != self._total:
            raise TransportError(
                f"{self.wanted.operation.id}: {self.sink.position} of {self._total} bytes came",
                request=request.summary(),
            )
        self.done = True

    def finish(self) -> bytes | Downloaded:
        """Put everything in its place."""
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
    found = _NO_FILES.match(kind)
    if found and found[1] not in operation.accept:
        raise DownloadError(
            f"{operation.id}: not a file, but {found[1]}",
            request=request.summary(),
            response=response.summary(),
        )


def _tag(response: Response) -> str | None:
    """What marks the version of a file: a strong entity tag, else the time of its last change."""
    tag = response.headers.get("etag")
    if tag and not tag.startswith("W/"):
        return tag
    return response.headers.get("last-modified")
