"""Receives what a server sends: within limits of size and time, unpacked, whole, and no web page."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from http.client import HTTPResponse

MAX_BYTES = 32 * 1024 * 1024
DEADLINE = 120.0
_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_PAGES = (b"<!doctype html", b"<html")
_BLANK = b"\xef\xbb\xbf \t\r\n"


class TransferError(Exception):
    """What arrives is of no use; the text states why."""

    def __init__(self, message: str, code: str = "fetch-failed") -> None:
        super().__init__(message)
        self.code = code


def received(response: HTTPResponse) -> bytes:
    """The whole body.

    Raises:
        TransferError: If it is too big, too slow, cut off, packed in an unknown way or a web page.
    """
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise TransferError(f"the server packs its response as {packing[:20]!r}")
    chunks = _within(_whole(response))
    body = b"".join(_within(_unpacked(chunks)) if "gzip" in packing else chunks)
    if body[:200].lstrip(_BLANK).lower().startswith(_PAGES):
        raise TransferError("the server responds with a web page instead of a description")
    return body


def _whole(response: HTTPResponse) -> Iterator[bytes]:
    """The body as it comes; one call waits for one packet, so a trickle cannot outwit the clock."""
    until = time.monotonic() + DEADLINE
    count = 0
    while chunk := response.read1(_CHUNK):
        yield chunk
        count += len(chunk)
        if time.monotonic() > until:
            raise TransferError(f"the transfer takes longer than {DEADLINE:.0f} seconds")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) != count:
        raise TransferError(f"the transfer broke off: {count} of {announced} bytes came")


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed, in pieces small enough to be counted before they fill the memory."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise TransferError("the server's response cannot be unpacked") from error
    if not unpacker.eof:
        raise TransferError("the transfer broke off: the packed response has no end")


def _within(chunks: Iterator[bytes]) -> Iterator[bytes]:
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > MAX_BYTES:
            raise TransferError(f"more than {MAX_BYTES // 2**20} MiB", "file-too-big")
        yield chunk
