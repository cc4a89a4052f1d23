"""Runs the command line: finds the command, reads its inputs, runs it, and ends with an exit code for scripts."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ..actions.verdicts import Exit
from .errors import UsageError, drop
from .program import Program
from .session import Session
from .tree import Command, Group, find, grown, listed

__all__ = ["main"]

_INTERRUPTED = 130
"""What shells report for Ctrl-C."""


def main(program: Program, arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        program: What it belongs to.
        arguments: The words after the command; those of the process if not given.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    session = Session(program)
    try:
        _prepare_streams()
        code = _run(session, words)
        sys.stdout.flush()
    except KeyboardInterrupt as error:
        # What was sent may have been carried out; the client notes it.
        if texts := getattr(error, "__notes__", ()):
            advice = "Look first whether it was carried out."
            session.fail(
                error,
                message=" ".join(texts),
                outcome="interrupted",
                exit_code=_INTERRUPTED,
                advice=advice,
            )
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough of it.
        drop(sys.stdout)
        return Exit.DONE
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else Exit.USAGE
    except Exception as error:  # noqa: BLE001 - no traceback for what happens to users
        if isinstance(error, OSError):
            drop(sys.stdout)
        return session.fail(error)
    return code


def _prepare_streams() -> None:
    """Write data as UTF-8 into files and pipes; a terminal with few signs shows the others as escapes."""
    is_closed = sys.stdout is None
    # These are open as long as the process is.
    sys.stderr = sys.stderr or _nowhere()
    sys.stdout = sys.stdout or _nowhere()
    if is_closed:
        raise UsageError("standard output is closed", "redirect it to a file, or to /dev/null")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _run(session: Session, words: list[str]) -> int:
    """Find the command and run it."""
    if words[:1] == ["__complete"]:
        from .completion import candidates

        print("\n".join(candidates(session, words[1:], run_command)))
        return Exit.DONE
    if words[:1] in (["--version"], ["-V"]):
        print(f"{session.program.name} {session.program.version}")
        return Exit.DONE
    words, options = _hoisted(words)
    result, rest = find(grown(session.program), words)
    if isinstance(result, Group):
        return _help(session.program, result, rest)
    return run_command(session, result, [*rest, *options])


def _help(program: Program, group: Group, rest: list[str]) -> int:
    """Print what there is below a word."""
    if rest and rest[0] not in {"-h", "--help"}:
        raise UsageError(f"unknown option {rest[0]}", f"{program.name} --help lists commands")
    from textwrap import shorten

    prog = " ".join((program.name, *group.path))
    rows = listed(group)
    width = max(len(name) for name, _ in rows) + 2
    about = f"The {program.title} from the command line.\n\n" if not group.path else ""
    lines = [f"{about}usage: {prog} COMMAND ...", "", "commands:"]
    lines += [
        f"  {name:{width}}{shorten(line, 76 - width, placeholder=' ...')}" for name, line in rows
    ]
    lines += ["", f"{prog} COMMAND --help shows more."]
    asked = bool(rest)
    print("\n".join(lines), file=sys.stdout if asked else sys.stderr)
    return Exit.DONE if asked else Exit.USAGE


def run_command(session: Session, command: Command, words: list[str]) -> int:
    """Run a command with the words behind its name."""
    if command.kind == "own":
        from .own import run_own

        return run_own(session, command, words)
    assert command.action is not None
    if command.kind in {"bulk", "reconcile"}:
        from .bulk import run_bulk

        return run_bulk(session, command, command.action, words)
    return session.run_action(command, command.action, words)


_HOISTED = {"--profile": True, "--base-url": True, "-q": False, "--quiet": False}


def _hoisted(words: list[str]) -> tuple[list[str], list[str]]:
    """Options of all commands may stand before the command, too."""
    before: list[str] = []
    rest = list(words)
    while rest and rest[0].partition("=")[0] in _HOISTED:
        word = rest.pop(0)
        before.append(word)
        if _HOISTED[word.partition("=")[0]] and "=" not in word and rest:
            before.append(rest.pop(0))
    return rest, before
