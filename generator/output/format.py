"""Formats generated Python in black's style: with ruff, in one process for all files, or with black itself."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

LINE_LENGTH = 100
_RUFF = (
    "format",
    "--isolated",
    "--no-cache",
    "--quiet",
    *("--line-length", str(LINE_LENGTH)),
    *("--target-version", "py311"),
    *("--stdin-filename", "source.py"),
    "-",
)


class FormatError(Exception):
    """A source that is not Python; ``path`` names it, ``line`` is 0 where it is not known."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


@contextmanager
def formatting(
    sources: Mapping[str, bytes], formatter: str = "ruff"
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Format sources by path while the caller does other work; the function that it gets waits for the result.

    The function raises FormatError if a source is not Python.
    """
    if formatter == "black":
        yield lambda: _with_black(sources)
        return
    from ruff import find_ruff_bin

    # All sources go through one pipe, each behind a comment: no file is written, so a killed run leaves none.
    mark = b"# next"
    while any(mark in source for source in sources.values()):
        mark += b"#"
    with subprocess.Popen(  # noqa: S603 - the binary of the installed package
        [find_ruff_bin(), *_RUFF],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:

        def result() -> dict[str, bytes]:
            # Not communicate(): ruff prints nothing before it has read everything, and that is written already.
            assert process.stdout
            assert process.stderr
            _, *texts = process.stdout.read().split(mark + b"\n")
            reason = process.stderr.read().decode("utf-8", "replace").strip().partition("\n")[0]
            if process.wait() or len(texts) != len(sources):
                raise _error(sources) or FormatError("ruff", reason)
            texts.reverse()
            return {path: (texts.pop().strip(b"\n") + b"\n").lstrip() for path in sources}

        try:
            assert process.stdin
            with suppress(BrokenPipeError), process.stdin as stream:
                for source in sources.values():
                    stream.write(mark + b"\n" + source + b"\n")
            yield result
        finally:
            process.kill()


def format_sources(sources: Mapping[str, str], formatter: str = "ruff") -> dict[str, str]:
    """Format sources by path.

    Raises:
        FormatError: If a source is not Python.
    """
    encoded = {path: source.encode() for path, source in sources.items()}
    with formatting(encoded, formatter) as result:
        return {path: text.decode() for path, text in result().items()}


def _with_black(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    from black import Mode, format_str
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        return {
            path: format_str(source.decode(), mode=mode).encode()
            for path, source in sources.items()
        }
    except (InvalidInput, SyntaxError, ValueError, RecursionError) as error:
        raise _error(sources) or FormatError("black", str(error).partition("\n")[0]) from error


def _error(sources: Mapping[str, bytes]) -> FormatError | None:
    """The first source that Python cannot parse, with the line."""
    for path, source in sources.items():
        try:
            ast.parse(source)
        except SyntaxError as error:
            text = (error.text or "").strip()
            return FormatError(path, f"{error.msg}: {text}", error.lineno or 0)
        except (ValueError, RecursionError, MemoryError) as error:
            return FormatError(path, str(error))
    return None
