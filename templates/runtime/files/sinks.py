"""Stores a download in memory, at a path, or in a file object. A path gets the whole file or nothing."""

import errno
import io
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

__all__ = ["Destination", "Sink", "open_sink"]

Destination: TypeAlias = str | os.PathLike[str] | IO[bytes]
"""A path, or a binary file object."""

_LONGEST_TAG = 1000


class Sink(Protocol):
    """Stores the bytes of a download."""

    @property
    def position(self) -> int:
        """The number of bytes stored."""
        ...

    @property
    def tag(self) -> str | None:
        """The validator of the version that the bytes belong to: an entity tag or a time; None without one."""
        ...

    @tag.setter
    def tag(self, tag: str | None) -> None: ...

    def write(self, piece: bytes) -> None:
        """Store more bytes."""
        ...

    def restart(self) -> bool:
        """Drop all bytes; return False when that cannot be done."""
        ...

    def finish(self) -> None:
        """Complete the file."""
        ...

    def abandon(self) -> None:
        """Give up."""
        ...


class MemorySink:
    """Stores the bytes in memory."""

    def __init__(self) -> None:
        self.tag: str | None = None
        self._pieces: list[bytes] = []
        self.position = 0

    @property
    def content(self) -> bytes:
        """All bytes."""
        return b"".join(self._pieces)

    def write(self, piece: bytes) -> None:
        """Store more bytes."""
        self._pieces.append(piece)
        self.position += len(piece)

    def restart(self) -> bool:
        """Drop all bytes."""
        self._pieces.clear()
        self.position = 0
        return True

    def finish(self) -> None:
        """Do nothing."""

    def abandon(self) -> None:
        """Do nothing."""


class FileSink:
    """Writes to a file object of the caller, from where it stands."""

    def __init__(self, file: IO[bytes]) -> None:
        self.tag: str | None = None
        self.position = 0
        self._file = file
        try:
            self._start: int | None = file.tell() if file.seekable() else None
        except (AttributeError, OSError):
            self._start = None

    def write(self, piece: bytes) -> None:
        """Store more bytes; a file without a buffer may take a part of a piece at once."""
        rest = piece
        while rest:
            taken = self._file.write(rest)
            if taken == 0:
                raise OSError("the file takes no more bytes")
            rest = b"" if taken is None else rest[taken:]
        self.position += len(piece)

    def restart(self) -> bool:
        """Drop all bytes, where the file can seek back."""
        if self._start is None and self.position:
            return False
        if self.position:
            assert self._start is not None
            self._file.seek(self._start)
            self._file.truncate()
        self.position = 0
        return True

    def finish(self) -> None:
        """Do nothing; the caller closes the file."""

    def abandon(self) -> None:
        """Do nothing; the caller decides about the bytes that are there."""


class DeviceSink(FileSink):
    """Writes to a pipe or a device, which must not be replaced by a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("wb", buffering=0))
        self._start = None

    def finish(self) -> None:
        """Complete the file."""
        self._file.close()

    def abandon(self) -> None:
        """Give up."""
        self._file.close()


class PathSink:
    """Writes beside the path, and moves the file there when it is whole."""

    def __init__(self, path: Path, *, resume: bool, overwrite: bool) -> None:
        if path.exists() and not overwrite:
            raise FileExistsError(f"{path} exists")
        self.path = path
        # A link stays a link: the file that it leads to is replaced.
        path = path.resolve() if path.is_symlink() else path
        if not path.parent.is_dir():
            raise FileNotFoundError(f"there is no folder {path.parent}")
        self._target = path
        self._overwrite = overwrite
        self._resume = resume
        ending = "part" if resume else f"{secrets.token_hex(4)}.part"
        self._part = path.with_name(f"{path.name}.{ending}")
        self._mark = path.with_name(f"{path.name}.{ending}.tag")
        self._tag = self._read_mark() if resume else None
        self._file = self._open()
        self.position = self._file.seek(0, os.SEEK_END)

    def _open(self) -> IO[bytes]:
        """Open the unfinished file; without a validator no one knows to which version its bytes belong."""
        if self._resume and self._tag is not None:
            with suppress(FileNotFoundError):
                return os.fdopen(_opened(self._part, os.O_RDWR), "r+b")
        if self._resume:
            self._part.unlink(missing_ok=True)
        self._tag = None
        return os.fdopen(_opened(self._part, os.O_RDWR | os.O_CREAT | os.O_EXCL), "w+b")

    @property
    def tag(self) -> str | None:
        """The validator of the file's version."""
        return self._tag

    @tag.setter
    def tag(self, tag: str | None) -> None:
        self._tag = tag
        if self._resume:
            self._mark.unlink(missing_ok=True)
            if tag is not None:
                mark = _opened(self._mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
                with os.fdopen(mark, "w", encoding="utf-8") as file:
                    file.write(tag)

    def _read_mark(self) -> str | None:
        try:
            with os.fdopen(_opened(self._mark, os.O_RDONLY), encoding="utf-8") as file:
                return file.read(_LONGEST_TAG) or None
        except (FileNotFoundError, ValueError):
            return None

    def write(self, piece: bytes) -> None:
        """Store more bytes."""
        self._file.write(piece)
        self.position += len(piece)

    def restart(self) -> bool:
        """Drop all bytes."""
        self._file.seek(0)
        self._file.truncate()
        self.position = 0
        return True

    def finish(self) -> None:
        """Move the file to its place."""
        self._file.flush()
        os.fsync(self._file.fileno())
        written = os.fstat(self._file.fileno())
        self._file.close()
        if not os.path.samestat(written, self._part.lstat()):
            raise OSError(f"{self._part} was replaced by another file while it was written")
        self._place()
        self._mark.unlink(missing_ok=True)

    def _place(self) -> None:
        if not self._overwrite:
            try:
                os.link(self._part, self._target)
            except FileExistsError:
                raise
            except OSError:
                # A file system without links; the check is then as good as it gets.
                if self._target.exists():
                    raise FileExistsError(f"{self.path} exists") from None
            else:
                self._part.unlink()
                return
        self._part.replace(self._target)

    def abandon(self) -> None:
        """Delete the unfinished file, unless ``resume`` asked to keep it."""
        try:
            # A full disk fails here, too; the error that is on its way states it.
            with suppress(OSError):
                self._file.close()
        finally:
            if not self._resume or not self.position or self._tag is None:
                self._part.unlink(missing_ok=True)
                self._mark.unlink(missing_ok=True)


def _opened(path: Path, flags: int) -> int:
    """Open a file beside the target, which others may have put there first: no link is followed.

    Raises:
        OSError: It is a link, or no plain file.
    """
    no_follow = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags | no_follow | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise OSError(f"{path} is a link; remove it to download there") from None
    result = os.fstat(descriptor)
    if not stat.S_ISREG(result.st_mode) or result.st_nlink > 1 or path.is_symlink():
        os.close(descriptor)
        raise OSError(f"{path} is a link or no plain file; remove it to download there")
    return descriptor


def open_sink(to: Any, *, resume: bool, overwrite: bool) -> Sink:
    """Open the place that a download is written to.

    Raises:
        TypeError: It is neither a path nor a binary file object.
        OSError: The path cannot be written, or exists and must not be replaced.
    """
    if to is None:
        return MemorySink()
    if isinstance(to, str | os.PathLike):
        path = Path(to)
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        if path.exists() and not path.is_file():
            return DeviceSink(path)
        return PathSink(path, resume=resume, overwrite=overwrite)
    if isinstance(to, io.TextIOBase):
        raise TypeError("open the file in binary mode to download into it")
    if not callable(getattr(to, "write", None)):
        raise TypeError(f"to must be a path or a binary file, not {type(to).__name__}")
    return FileSink(to)
