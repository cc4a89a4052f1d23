"""Checks what a program needs: Python, the package, other packages that overwrite it, credentials, the connection."""

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from .profiles import config_path, load_profile
from .program import Program

if TYPE_CHECKING:
    from .session import Session

__all__ = ["Check", "checks"]

_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One check; ``hint`` states what to do when it is not well."""

    name: str
    ok: bool
    detail: str
    hint: str = ""

    def as_row(self) -> dict[str, Any]:
        """As a row of a table."""
        hint = {"hint": self.hint} if not self.ok and self.hint else {}
        return {"check": self.name, "ok": self.ok, "detail": self.detail, **hint}


def checks(session: "Session", args: Any) -> Iterator[Check]:
    """Make all checks, those that need a request last."""
    program = session.program
    version = platform.python_version()
    yield Check("python", sys.version_info >= _OLDEST, version, "use Python 3.11 or newer")
    yield _package(program)
    yield from _clashes(program)
    yield _complete(program)
    path = config_path(program)
    yield Check("config", ok=True, detail=str(path) if path.exists() else f"{path} (none)")
    credentials = _credentials(session, args)
    yield credentials
    if credentials.ok and not args.offline:
        yield _connection(session, args)


def _package(program: Program) -> Check:
    folder = (find_spec(program.package).submodule_search_locations or [""])[0]  # type: ignore[union-attr]
    return Check("package", ok=True, detail=f"{program.package} {program.version} in {folder}")


def _clashes(program: Program) -> Iterator[Check]:
    """Other distributions that own files of the import package overwrite ours, or take them along when they go."""
    own = _normal(program.distribution)
    others = sorted(
        {
            f"{distribution.metadata['Name']} {distribution.version}"
            for distribution in metadata.distributions()
            if _normal(distribution.metadata["Name"] or "") != own
            and any(
                str(file).startswith(f"{program.package}/") for file in distribution.files or ()
            )
        }
    )
    hint = (
        f"pip uninstall -y {' '.join(each.split()[0] for each in others)}, "
        f"then pip install --force-reinstall {own}"
    )
    yield Check("clash", not others, ", ".join(others) or "none", hint)


def _normal(name: str) -> str:
    """The name of a distribution as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _complete(program: Program) -> Check:
    """The root of the package may be gone or empty after a clash."""
    try:
        root = __import__(program.package)
        result = getattr(root, "__version__", None)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        return Check(
            "import", ok=False, detail=f"{type(error).__name__}: {error}", hint=_reinstall(program)
        )
    ok = result == program.version
    detail = "complete" if ok else "the package's own __init__.py is missing or another one"
    return Check("import", ok, detail, _reinstall(program))


def _reinstall(program: Program) -> str:
    return f"pip install --force-reinstall {program.distribution}"


def _credentials(session: "Session", args: Any) -> Check:
    try:
        profile = load_profile(session.program, args.profile)
        with session.client(args):
            pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        return Check(
            "credentials", ok=False, detail=str(error), hint="set them, or write a profile"
        )
    return Check(
        "credentials", ok=True, detail=f"profile {profile.name}" if profile.name else "environment"
    )


def _connection(session: "Session", args: Any) -> Check:
    if not session.program.verifies:
        return Check("connection", ok=True, detail="not checked: no operation proves credentials")
    try:
        with session.client(args) as client:
            client.verify_credentials()
            return Check("connection", ok=True, detail=client._options.base_url)  # noqa: SLF001
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        return Check(
            "connection", ok=False, detail=f"{type(error).__name__}: {error}", hint="see the error"
        )
