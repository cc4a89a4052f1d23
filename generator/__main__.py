"""The command: the installed one, or ``python -m generator`` in a checkout.

No file of the working folder is ever executed: a description that comes in an archive may bring a ``json.py`` along.
``python -m`` puts that folder first on the module path, so it is removed here, before anything else is imported; only
the checkout that holds this package stays. What Python itself imports before that, it takes from the working folder
all the same: in a folder that you do not trust, run the installed command or ``python -P -m generator``.
"""

# No "from __future__" here: it would import a file of that name from the working folder.
import gc
import sys
from os import getcwd, sep


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    _leave_working_folder()
    _exit_on_signals()
    # A run is short and makes values that refer to no earlier ones: looking for cycles takes a tenth of it for nothing.
    gc.disable()
    from generator.cli import run

    code = run(sys.argv[1:])
    # Python looks for cycles once more at its end, which takes another tenth.
    gc.freeze()
    sys.exit(code)


def _leave_working_folder() -> None:
    """Take the working folder from the front of the module path, unless it is the checkout itself."""
    try:
        folder = getcwd()  # noqa: PTH109
    except OSError:
        return
    is_checkout = __file__.startswith(f"{folder}{sep}generator{sep}")
    if sys.path[0] in {"", folder} and not is_checkout:
        del sys.path[0]


def _exit_on_signals() -> None:
    """Exit on SIGTERM and SIGHUP as on an error, so that temporary files and child processes are cleaned up."""
    import signal

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # A signal that the caller ignores, as nohup does, stays ignored.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)


if __name__ == "__main__":
    main()
