"""Runs git."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(ValueError):
    """Git cannot do what is asked; the text states why."""


class GitMissingError(GitError):
    """Git cannot be run."""


def output(root: Path, *arguments: str) -> bytes:
    """The output of a git command.

    Raises:
        GitError: If git is missing or refuses.
    """
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise GitMissingError(f"git cannot be run: {reason}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1].removeprefix("fatal: ") if lines else f"it ended with {done.returncode}"
        raise GitError(f"git {arguments[0]}: {reason}")
    return done.stdout


def git(root: Path, *arguments: str) -> str:
    """The output of a git command as text; raises the same."""
    return output(root, *arguments).decode("utf-8", "replace").rstrip("\n")


def changed(root: Path) -> list[str]:
    """The files that differ from the last commit, those that git does not know included."""
    return [line[3:] for line in git(root, "status", "--porcelain").splitlines()]
