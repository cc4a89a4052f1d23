"""Finds credentials: the environment, or a profile of the config file whose password is kept elsewhere."""

import os
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import LoginError, UsageError
from .program import Program

__all__ = ["Profile", "config_path", "load_options", "load_profile"]

_SOURCES = ("env", "command", "keyring")
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """Credentials and options of a client.

    Attributes:
        name: The profile's name; empty for the environment.
        secrets: What the client takes as credentials; empty when the client reads the environment itself.
        options: Options of the client.
    """

    name: str
    secrets: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


def config_path(program: Program) -> Path:
    """Return where the config file is, or would be."""
    if given := os.environ.get(program.variable("CONFIG")):
        return Path(given)
    if os.name == "nt":
        folder = Path(os.environ.get("APPDATA", "~"))
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    return folder.expanduser() / program.name / "config.toml"


def load_profile(program: Program, asked: str | None, login: str | None = None) -> Profile:
    """Return the credentials to use.

    Args:
        program: The program.
        asked: A profile's name; the environment's ``…_PROFILE`` if not given.
        login: The kind of credentials that an operation needs, where the usual ones do not do.

    Raises:
        UsageError: There is no such profile, or it is written wrongly.
        LoginError: The password cannot be read.
    """
    name, table = _chosen(program, asked)
    return Profile("") if table is None else _read(program, name, table, login)


def load_options(program: Program, asked: str | None) -> dict[str, Any]:
    """Return the options of the client that a profile sets; no secret is read.

    Raises:
        UsageError: There is no such profile, or it is written wrongly.
    """
    _, table = _chosen(program, asked)
    return {} if table is None else _options(table)


def _chosen(program: Program, asked: str | None) -> tuple[str, Mapping[str, Any] | None]:
    """Return the name and the table of the profile to use; None where the environment has the credentials."""
    name = asked or os.environ.get(program.variable("PROFILE")) or ""
    in_environment = any(os.environ.get(program.variable(each)) for each in program.secrets)
    if not name and in_environment:
        return "", None
    table = _profiles(program)
    if not name and "default" not in table:
        return "", None
    name = name or "default"
    if name not in table:
        known = ", ".join(sorted(table)) or "none"
        raise UsageError(f"there is no profile {name!r} in {config_path(program)}; known: {known}")
    return name, table[name]


def _options(table: Mapping[str, Any]) -> dict[str, Any]:
    result = {"base_url": table["base_url"]} if isinstance(table.get("base_url"), str) else {}
    result |= {
        name: table[name] for name in ("allow_only", "redirect_to", "quiet_hours") if name in table
    }
    return result


def _profiles(program: Program) -> Mapping[str, Any]:
    path = config_path(program)
    try:
        result = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None
    profiles = result.get("profiles", {})
    if not isinstance(profiles, dict) or not all(
        isinstance(each, dict) for each in profiles.values()
    ):
        raise UsageError(f"{path}: profiles must be tables, such as [profiles.default]")
    return profiles


def _read(program: Program, name: str, table: Mapping[str, Any], login: str | None) -> Profile:
    inner = table.get(login) if login else None
    given = inner if isinstance(inner, Mapping) else table
    secrets = tuple(_secret(program, name, given, each) for each in program.secrets)
    return Profile(name, secrets, _options(table))


def _secret(program: Program, name: str, table: Mapping[str, Any], secret: str) -> str:
    """Only the last credential is secret; the ones before it, such as a login, may stand in the file."""
    if secret != program.secrets[-1]:
        result = table.get(secret)
        if not isinstance(result, str) or not result:
            raise UsageError(f"profile {name!r} must name its {secret}")
        return result
    if secret in table:
        raise UsageError(
            f"profile {name!r} holds a {secret} in clear text",
            f"write {secret}_env, {secret}_command or {secret}_keyring in its place",
        )
    for source in _SOURCES:
        if (value := table.get(f"{secret}_{source}")) is not None:
            return _SECRET_READERS[source](value, table)
    ways = ", ".join(f"{secret}_{source}" for source in _SOURCES)
    raise UsageError(f"profile {name!r} must state where its {secret} is: {ways}")


def _from_environment(name: Any, _: Mapping[str, Any]) -> str:
    result = os.environ.get(str(name))
    if not result:
        raise LoginError(f"the environment variable {name} is not set")
    return result


def _from_command(command: Any, _: Mapping[str, Any]) -> str:
    if not isinstance(command, list) or not all(isinstance(each, str) for each in command):
        raise UsageError('a command must be a list of words, such as ["pass", "show", "name"]')
    try:
        ended = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            command, stdout=subprocess.PIPE, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LoginError(f"the command {command[0]} failed: {error}") from None
    if ended.returncode:
        raise LoginError(f"the command {command[0]} ended with {ended.returncode}")
    return ended.stdout.decode("utf-8", "replace").partition("\n")[0].removesuffix("\r")


def _from_keyring(service: Any, table: Mapping[str, Any]) -> str:
    try:
        keyring, errors = import_module("keyring"), import_module("keyring.errors")
    except ImportError:
        raise LoginError("the package keyring is not installed; pip install keyring") from None
    user = next((value for value in table.values() if isinstance(value, str)), "")
    try:
        result = keyring.get_password(str(service), str(table.get("login", user)))
    except errors.KeyringError as error:
        raise LoginError(f"the keyring cannot be read: {type(error).__name__}") from None
    if not result:
        raise LoginError(f"the keyring holds nothing for {service}")
    return str(result)


_SECRET_READERS = {"env": _from_environment, "command": _from_command, "keyring": _from_keyring}
