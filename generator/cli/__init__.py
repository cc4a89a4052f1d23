"""The command line: finds the command, and turns whatever happens into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from errno import ENOSPC
from pathlib import Path
from typing import Any, TextIO

COMMANDS = {
    "init": "Start a project for an API in the working folder.",
    "generate": "Write the package, its docs and its tests, or show whether they are up to date.",
    "validate": "List all findings about a description; nothing is written.",
    "names": "List the public name of every operation, and write the names by rule to the names file.",
    "explain": "Show what the code of a finding means.",
    "diff": "Show what changes for users of the client between two descriptions.",
    "fetch": "Show what a newly published description changes, and take it over if asked to.",
    "effects": "List all operations with method, path and effect, and show which effects nothing states.",
    "lock": "Renew the checksums of the input files after a change on purpose.",
    "release-check": "Show which version the next release needs, from the description and from the package.",
    "release": "Raise the version, write the changelog section, generate, commit and tag.",
    "effective": "Print the description with the overlay applied, as Swagger 2.0 or OpenAPI 3.1.",
    "export": "Write the action catalogue in the form that another program reads.",
    "completion": "Print what a shell needs to complete this command.",
    "status": "Show how the project stands; nothing is written.",
}
"""The line of each command in the list; the module of its name has its function, imported when it is asked for."""

_ROUTINE = (["generate"], ["generate", "--check"])

TRACEBACK = "CLIENT_GENERATOR_TRACEBACK"


class Exit(IntEnum):
    """What exit codes mean."""

    FINE = 0
    FINDINGS = 1
    BAD_INPUT = 2
    UPSTREAM_MOVED = 3
    INTERNAL = 70
    INTERRUPTED = 130


class UsageError(Exception):
    """The arguments make no sense together; the text states why."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; nothing is raised."""
    _have_streams()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
        return Exit.FINE
    except KeyboardInterrupt:
        _complain("interrupted")
        return Exit.INTERRUPTED
    except UsageError as error:
        _complain(f"error: {error}")
        return Exit.BAD_INPUT
    except OSError as error:
        if error.errno != ENOSPC:
            return _internal(error)
        _forget(sys.stdout)
        _complain(f"error: the output cannot be written: {error.strerror}")
        return Exit.BAD_INPUT
    except Exception as error:  # noqa: BLE001 - users get a message, whatever it was
        return _internal(error)
    return code


def _have_streams() -> None:
    """Print whatever texts hold, and nowhere where a stream was closed before the start."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _dispatch(arguments: Sequence[str]) -> int:
    if list(arguments) in _ROUTINE:
        return _routine(check="--check" in arguments)
    from cyclopts import App, CycloptsError, UnusedCliTokensError

    app = application(App, *arguments[:1])
    try:
        code = app(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        surplus = error.unused_tokens if isinstance(error, UnusedCliTokensError) else None
        text = f"too many arguments: {' '.join(surplus)}" if surplus else str(error)
        raise UsageError(f"{text} (--help lists what there is)") from error
    return code if isinstance(code, int) else Exit.FINE


def application(kind: Any, asked: str = "") -> Any:
    """The command with all its commands, as an application of cyclopts; the one that is asked for is imported."""
    app = kind(
        name=program(),
        help="Generates a client package from a Swagger 2.0 description.",
        version=lambda: distribution()[1],
        version_flags=("--version",),
        suppress_keyboard_interrupt=False,
    )
    for name, summary in COMMANDS.items():
        function = name.replace("-", "_")
        about = {} if name == asked else {"help": summary}
        app.command(f"generator.cli.{function}:{function}", name=name, **about)
    return app


def distribution() -> tuple[str, str]:
    """The name of the command, which is that of its distribution, and its version.

    A checkout has them in its pyproject.toml; an installed one is a package of that name.
    """
    folder = Path(__file__).resolve().parents[2]
    if (folder / "pyproject.toml").is_file():
        import tomllib

        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        return str(project["name"]), str(project["version"])
    from importlib.metadata import version

    name = folder.name.replace("_", "-")
    return name, version(name)


def _routine(*, check: bool) -> int:
    """Do what is asked for all day without loading a parser of arguments."""
    from generator.cli.options import output_of, settings
    from generator.cli.outcomes import perform
    from generator.diagnostics.findings import Diagnostics
    from generator.output.staleness import Request

    report = Diagnostics()
    config = settings(report)
    return perform(Request(config, output_of(config), check=check), report)


def program() -> str:
    """What the command is called, as messages name it."""
    called = Path(sys.argv[0]).name
    return "python -m generator" if called == "__main__.py" else called


def _forget(stream: TextIO) -> None:
    """Point a stream to nowhere, so that Python does not complain about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(text: str) -> None:
    """Print to stderr, if anything can be: the exit code has to arrive in any case."""
    try:
        print(text, file=sys.stderr)
    except OSError:
        _forget(sys.stderr)


def _internal(exception: Exception) -> int:
    from generator.diagnostics.reporters import shown

    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(exception)
    text = shown(str(exception).strip().partition("\n")[0])
    _complain(f"internal error: {type(exception).__name__}: {text}")
    _complain(f"This is a bug in the generator. {TRACEBACK}=1 shows where.")
    return Exit.INTERNAL
