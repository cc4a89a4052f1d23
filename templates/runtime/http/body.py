"""Reads a response's body: undoes its content coding, and counts its bytes against the limit of the request."""

import re
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..core.messages import Request, Response

__all__ = ["BodyError", "BodyReader", "Decoder"]

_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
_CODING = re.compile(r"[a-z0-9-]{1,20}")
MAX_ERROR_BYTES = 1024 * 1024
"""Error responses are kept up to this size, as an excerpt."""
_EXCERPT = 64 * 1024
_LENGTH = re.compile(r"[0-9]{1,18}")


class BodyError(Exception):
    """The body cannot be read: it is too large, or its content coding is wrong."""


class Decoder:
    """Undoes the content coding of one body, in pieces of at most 64 KiB.

    Args:
        headers: The response's headers, names in lower case.

    Raises:
        BodyError: There are several codings, or one that was not asked for.
    """

    __slots__ = ("_coding", "_ended", "_held", "_inflate")

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._coding = _coding(headers.get("content-encoding", ""))
        self._held = b""
        self._inflate: Any = None
        self._ended = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes as they were sent; yield what they mean.

        Raises:
            BodyError: They do not fit the coding.
        """
        if self._coding is None:
            yield data
            return
        try:
            yield from self._inflated(data)
        except zlib.error:
            raise BodyError(f"the response is not what {self._coding} data looks like") from None

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        while data := self._begin(data):
            piece = self._inflate.decompress(data, _PIECE)
            while piece:
                yield piece
                piece = self._inflate.decompress(self._inflate.unconsumed_tail, _PIECE)
            data = self._inflate.unused_data
            if not self._inflate.eof:
                return
            self._inflate, self._ended = None, True

    def _begin(self, data: bytes) -> bytes:
        """Look at the first two bytes: a further gzip field, zlib or raw deflate. What follows the data is dropped."""
        if self._inflate is not None:
            return data
        data = self._held + data
        if len(data) < len(_GZIP):
            self._held = data
            return b""
        self._held = b""
        if self._coding == "gzip":
            if self._ended and not data.startswith(_GZIP):
                return b""
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._ended:
            return b""
        else:
            has_header = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        return data

    def finish(self) -> None:
        """Check that the data is whole.

        Raises:
            BodyError: It ends too early.
        """
        if self._inflate is not None or (self._held and not self._ended):
            raise BodyError(f"the response ends in the middle of its {self._coding} data")


def _coding(header: str) -> str | None:
    codings = [each.strip().lower() for each in header.split(",")] if header else []
    codings = [each.removeprefix("x-") for each in codings if each not in {"", "identity"}]
    if not codings:
        return None
    if len(codings) > 1:
        raise BodyError(f"the response has {len(codings)} content codings; at most one is read")
    if codings[0] not in {"gzip", "deflate"}:
        shown = codings[0] if _CODING.fullmatch(codings[0]) else "unknown"
        raise BodyError(f"the response has the content coding {shown}, which was not asked for")
    return codings[0]


class BodyReader:
    """Collects the body of one response, up to the limit of its request.

    A successful response that is too large is an error. An error response is cut off, and kept as an excerpt.

    Args:
        request: The request, with its limit.
        status: The response's status.
        headers: The response's headers, names in lower case.
        start: When the request was sent, by ``time.perf_counter``.
    """

    __slots__ = (
        "_arrival",
        "_chunks",
        "_decoder",
        "_limit",
        "_sent",
        "_size",
        "_start",
        "headers",
        "ok",
        "status",
    )

    def __init__(
        self, request: Request, status: int, headers: Mapping[str, str], start: float
    ) -> None:
        self.status, self.headers = status, headers
        self.ok = 200 <= status < 300  # noqa: PLR2004 - this is what these numbers mean
        self._arrival = time.perf_counter()
        limit = request.max_response_bytes
        if not self.ok:
            limit = MAX_ERROR_BYTES if limit is None else min(limit, MAX_ERROR_BYTES)
        self._limit = limit
        self._start = start
        self._chunks: list[bytes] = []
        self._sent = self._size = 0
        self._decoder: Decoder | None = None

    @property
    def head(self) -> Response:
        """The response without its body."""
        return Response(self.status, self.headers, b"", self._arrival - self._start)

    def read(self, chunk: bytes) -> bool:
        """Take bytes as they were sent; returns False when no more are wanted.

        Raises:
            BodyError: The body is too large, or cannot be decoded.
        """
        if not self._sent:
            self._begin()
        self._sent += len(chunk)
        for piece in (chunk,) if self._decoder is None else self._decoder.feed(chunk):
            self._chunks.append(piece)
            self._size += len(piece)
            if self._limit is not None and max(self._size, self._sent) > self._limit:
                return self._exceeded()
        return True

    def _begin(self) -> None:
        length = self.headers.get("content-length", "")
        known = int(length) if self.ok and _LENGTH.fullmatch(length) else 0
        if self._limit is not None and known > self._limit:
            self._exceeded()
        if "content-encoding" in self.headers:
            self._decoder = Decoder(self.headers)

    def _exceeded(self) -> bool:
        if not self.ok:
            return False
        raise BodyError(
            f"the response is larger than {self._limit} bytes; max_response_bytes is the limit"
        )

    def set_content(self, content: bytes) -> None:
        """Take a body that was there at once, with its coding undone."""
        self._chunks = [content]

    def finish(self) -> None:
        """Check that the body is whole.

        Raises:
            BodyError: Its data ends too early.
        """
        if self._decoder is not None:
            self._decoder.finish()

    def excerpt(self) -> Response:
        """Return the response with the beginning of its body."""
        kept = bytearray()
        for chunk in self._chunks:
            kept += chunk[: _EXCERPT - len(kept)]
            if len(kept) >= _EXCERPT:
                break
        return replace(self.head, content=bytes(kept))

    def response(self, body: Any = None) -> Response:
        """Return the response, with what was collected or with a body that is still arriving."""
        elapsed = time.perf_counter() - self._start
        return Response(self.status, self.headers, b"".join(self._chunks), elapsed, body)
