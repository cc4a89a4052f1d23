"""What commands share: the configuration with the user's choices on top, and progress on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from generator.cli import UsageError
from generator.config import Config, find
from generator.diagnostics.findings import Diagnostics

WITHOUT = "none"


def settings(
    report: Diagnostics,
    *,
    spec: str | None = None,
    overlay: str | None = None,
    names: str | None = None,
    package: str | None = None,
) -> Config:
    """The configuration of the project around the working folder, with these choices."""
    config = find(here(), report)
    return replace(
        config,
        spec=_chosen(spec, config.spec),
        overlay=_chosen(overlay, config.overlay),
        names=_chosen(names, config.names),
        package=package or config.package,
    )


def output_of(config: Config, choice: Path | None = None) -> Path:
    """The folder to write to."""
    return here() / choice if choice else config.output or here() / "generated"


def here() -> Path:
    """The working folder, which someone may have removed."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("the working folder is gone; change to one that exists") from error


def _chosen(choice: str | None, configured: Path | None) -> Path | None:
    if choice is None:
        return configured
    if "://" in choice:
        raise UsageError(
            f"{choice} is an address, and this option names a file; fetch --from takes an address over, init begins with one"
        )
    return None if choice == WITHOUT else here() / choice


def progress() -> Callable[[str], None]:
    """Shows what happens on a terminal; silent in CI and in pipes."""
    if sys.stderr.isatty() and not os.environ.get("CI"):
        return lambda text: print(f"{text} ...", file=sys.stderr, flush=True)
    return lambda _: None
