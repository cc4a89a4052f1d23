"""``completion``: what a shell needs to complete this command."""

from __future__ import annotations

from typing import Literal

from generator.cli import Exit, application, distribution


def completion(shell: Literal["bash", "zsh", "fish"], /) -> int:
    """Print what a shell needs to complete this command; its start-up file evaluates it.

    For bash, write ``eval "$(COMMAND completion bash)"`` with the name of the command into ``~/.bashrc``.

    Args:
        shell: The shell.

    """
    from cyclopts import App

    app = application(App)
    print(app.generate_completion(prog_name=distribution()[0], shell=shell), end="")
    return Exit.FINE
