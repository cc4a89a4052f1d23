"""Makes request bodies of files: read piece by piece while they are sent, and sent again by a retry."""

import io
import mimetypes
import os
import re
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

from ..http.httpx_common import ContentError

__all__ = ["FileInput", "Multipart", "Part", "Upload", "file_part"]

FileContent: TypeAlias = str | os.PathLike[str] | bytes | bytearray | IO[bytes]
FileInput: TypeAlias = FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]
"""A path, bytes, or an open binary file; or one of them with a file name, and perhaps a content type, before it."""

_PIECE = 64 * 1024
_PAIR = 2
_QUOTED = {ord('"'): "%22", **{code: f"%{code:02X}" for code in (*range(0x20), 0x7F)}}
_CONTENT_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;[\x20-\x7e]*)?")
# The types that telephony servers accept; the table of the operating system differs between systems.
_TYPES = {
    ".bmp": "image/bmp",
    ".csv": "text/csv",
    ".m4a": "audio/m4a",
    ".mp3": "audio/mp3",
    ".mp4": "video/mp4",
    ".mp4a": "audio/m4a",
    ".wav": "audio/x-wav",
}
_BEGINNINGS = (
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), ".wav"),
    (re.compile(rb"ID3|\xff[\xe2-\xff]"), ".mp3"),
    (re.compile(rb"\x89PNG\r\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"BM"), ".bmp"),
)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file on the disk, opened anew each time it is sent."""

    path: str
    length: int
    replayable: bool = True

    def pieces(self) -> Iterator[bytes]:
        with open(self.path, "rb") as file:  # noqa: PTH123 - a plain str is all there is
            yield from _exactly(file, self.length)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file object of the caller; read from where it stood."""

    file: Any
    start: int | None
    length: int | None

    @property
    def replayable(self) -> bool:
        return self.start is not None

    def pieces(self) -> Iterator[bytes]:
        if self.start is not None:
            self.file.seek(self.start)
        if self.length is not None:
            yield from _exactly(self.file, self.length)
            return
        while piece := _read(self.file, _PIECE):
            yield piece


@dataclass(frozen=True, slots=True)
class _Held:
    """Bytes."""

    content: bytes
    replayable: bool = True

    @property
    def length(self) -> int:
        return len(self.content)

    def pieces(self) -> Iterator[bytes]:
        for start in range(0, len(self.content), _PIECE):
            yield self.content[start : start + _PIECE]


_Source: TypeAlias = _Stored | _Opened | _Held


def _exactly(file: Any, length: int) -> Iterator[bytes]:
    """Read what was announced: the length went out before the content."""
    left = length
    while left:
        piece = _read(file, min(_PIECE, left))
        if not piece:
            raise ValueError(f"the file became shorter while it was sent, by {left} bytes")
        left -= len(piece)
        yield piece


def _read(file: Any, size: int) -> bytes:
    piece: bytes = file.read(size)
    if isinstance(piece, str):
        raise TypeError("the file gives text; open it in binary mode")
    return piece


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body."""

    header: bytes
    source: _Source

    @classmethod
    def of(cls, name: str, text: str) -> "Part":
        """Make a plain field."""
        header = f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n'
        return cls(header.encode(errors="replace"), _Held(text.encode()))


def file_part(name: str, value: FileInput) -> Part:
    """Make a part of a file.

    Raises:
        TypeError: It is no kind of file.
        OSError: There is no such file.
    """
    filename, content_type = None, None
    if isinstance(value, tuple):
        if len(value) not in {_PAIR, _PAIR + 1} or not isinstance(value[0], str):
            raise TypeError(f"{name}: a tuple must hold the file's name, then what is in it")
        filename, content, content_type = (*value, None) if len(value) == _PAIR else value
    else:
        content = value
    source, result = _source(name, content)
    filename = _basename(filename or result)
    content_type = content_type or content_type_of(filename)
    if not _CONTENT_TYPE.fullmatch(content_type):
        raise ValueError(f"{name}: not a content type: {content_type!r}")
    header = (
        f'Content-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(filename)}"\r\n'
        f"Content-Type: {content_type}\r\n\r\n"
    )
    return Part(header.encode(errors="replace"), source)


def _source(name: str, content: Any) -> tuple[_Source, str]:
    """Return where the content comes from, and the name it has there."""
    if isinstance(content, str | os.PathLike):
        path = os.fspath(content)
        if os.path.isdir(path):  # noqa: PTH112 - a plain question about a plain str
            raise IsADirectoryError(f"{name}: {path!r} is a folder")
        if not os.path.isfile(path):  # noqa: PTH113 - a plain question about a plain str
            raise FileNotFoundError(f"{name}: there is no file {path!r}")
        return _Stored(path, os.path.getsize(path)), path  # noqa: PTH202
    if isinstance(content, bytes | bytearray | memoryview):
        held = bytes(content)
        return _Held(held), name + _extension(held)
    if isinstance(content, io.TextIOBase):
        raise TypeError(f"{name}: open the file in binary mode")
    if not callable(getattr(content, "read", None)):
        raise TypeError(
            f"{name} must be a path, bytes or a binary file, not {type(content).__name__}"
        )
    if getattr(content, "closed", False):
        raise ValueError(f"{name}: the file is closed")
    start, length = _extent(content)
    result = getattr(content, "name", None)
    return _Opened(content, start, length), result if isinstance(result, str) and result else name


def _extent(file: Any) -> tuple[int | None, int | None]:
    """Return where an open file stands and how much follows; a file at its very end is sent from its beginning."""
    try:
        start = file.tell()
        # What seek returns is not used: file objects of others return None.
        file.seek(0, os.SEEK_END)
        end = file.tell()
        start = 0 if start >= end else start
        file.seek(start)
    except (AttributeError, OSError, ValueError, TypeError):
        return None, None
    return start, end - start


def _extension(content: bytes) -> str:
    return next((end for pattern, end in _BEGINNINGS if pattern.match(content)), "")


def _basename(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "file"


def _quoted(text: str) -> str:
    return text.translate(_QUOTED)


def content_type_of(filename: str) -> str:
    """Guess a content type by the ending of a file's name."""
    ending = os.path.splitext(filename)[1].lower()  # noqa: PTH122
    return _TYPES.get(ending) or mimetypes.guess_type(filename)[0] or "application/octet-stream"


class _Streamed:
    """A body that is read piece by piece, in sync and async code."""

    def __iter__(self) -> Iterator[bytes]:
        raise NotImplementedError

    async def __aiter__(self) -> AsyncIterator[bytes]:
        import asyncio

        pieces = iter(self)
        try:
            # Disks may be slow, and the loop has other work to do.
            while piece := await asyncio.to_thread(next, pieces, b""):
                yield piece
        finally:
            pieces.close()  # type: ignore[attr-defined] # a generator, as written below


class Upload(_Streamed):
    """A body that is one file and nothing else."""

    def __init__(self, value: FileInput) -> None:
        content = value[1] if isinstance(value, tuple) else value
        self._source, _ = _source("body", content)

    @property
    def replayable(self) -> bool:
        """Whether the file can be read once more."""
        return self._source.replayable

    @property
    def length(self) -> int | None:
        """The size in bytes; None when the file does not give it."""
        return self._source.length

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._source.pieces()
        except Exception as error:
            raise ContentError(error) from error


class Multipart(_Streamed):
    """A multipart/form-data body. Its boundary is random, so that no file can contain it."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)
        self._boundary = secrets.token_hex(16).encode()
        self.content_type = f"multipart/form-data; boundary={self._boundary.decode()}"

    @property
    def replayable(self) -> bool:
        """Whether all files can be read once more."""
        return all(part.source.replayable for part in self._parts)

    @property
    def length(self) -> int | None:
        """The size in bytes; None when a file does not give it."""
        total = len(self._end)
        for part in self._parts:
            if part.source.length is None:
                return None
            total += len(self._begin(part)) + part.source.length + 2
        return total

    @property
    def _end(self) -> bytes:
        return b"--%s--\r\n" % self._boundary

    def _begin(self, part: Part) -> bytes:
        return b"--%s\r\n%s" % (self._boundary, part.header)

    def __iter__(self) -> Iterator[bytes]:
        try:
            for part in self._parts:
                yield self._begin(part)
                yield from part.source.pieces()
                yield b"\r\n"
        except Exception as error:
            raise ContentError(error) from error
        yield self._end
