"""Checks of option values: each returns the value to use, or raises a ConfigurationError that never quotes a secret."""

import ipaddress
import json
import math
import operator
import os
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from typing import Any, SupportsIndex, TypeAlias
from urllib.parse import SplitResult, urlsplit

from .clock import Clock
from .errors import ConfigurationError

__all__ = [
    "CONTROL",
    "Check",
    "base_url",
    "clock",
    "flag",
    "function",
    "functions",
    "headers",
    "integer",
    "json_object",
    "plain_text",
    "proxy",
    "query",
    "seconds",
    "verify",
]

Check: TypeAlias = Callable[[str, Any], Any]
"""Takes the option's name and value."""

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING = frozenset({"content-length", "transfer-encoding"})
_PROXIES = frozenset({"http", "https", "socks5", "socks5h"})
_UNSENDABLE = re.compile(r"[\x00-\x20\x7f\\]")


def _wrong(name: str, wanted: str, value: Any) -> ConfigurationError:
    """Name the type of a value of the wrong type, and the value only where it is a number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return ConfigurationError(
        f"{name} must be {wanted}, not {value if is_number else _type_name(value)}"
    )


def _type_name(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, bool) else type(value).__name__


def flag(name: str, value: Any) -> bool:
    """Check a bool."""
    if not isinstance(value, bool):
        raise _wrong(name, "True or False", value)
    return value


def integer(minimum: int, *, optional: bool = False) -> Check:
    """Check an int, or another type that is one by ``__index__``, as numpy's are."""

    def check(name: str, value: Any) -> int | None:
        if value is None and optional:
            return None
        try:
            number = None if value is None or isinstance(value, bool) else operator.index(value)
        except TypeError:
            number = None
        if number is None or number < minimum:
            wanted = f"an int of at least {minimum}{' or None' if optional else ''}"
            raise _wrong(name, wanted, value)
        return number

    return check


def seconds(*, optional: bool = False, positive: bool = False) -> Check:
    """Check a number of seconds; infinity counts as no limit."""

    def check(name: str, value: Any) -> float | None:
        if value is None and optional:
            return None
        number = math.nan
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = value
        elif isinstance(value, SupportsIndex) and not isinstance(value, bool):
            number = operator.index(value)
        if not (number > 0 if positive else number >= 0):
            kind = "a positive number of seconds" if positive else "0 or more seconds"
            raise _wrong(name, f"{kind}{' or None' if optional else ''}", value)
        return None if optional and number == math.inf else number

    return check


def function(name: str, value: Any) -> Any:
    """Check a function, or None."""
    if value is not None and not callable(value):
        raise _wrong(name, "a function", value)
    return value


def functions(name: str, value: Any) -> tuple[Any, ...]:
    """Check a function or a sequence of functions."""
    if value is None:
        return ()
    several = (value,) if callable(value) or not isinstance(value, Sequence) else tuple(value)
    if not all(map(callable, several)):
        raise ConfigurationError(f"{name} must be a function, or a list of functions")
    return several


def clock(name: str, value: Any) -> Clock:
    """Check a clock."""
    methods = ("monotonic", "now", "random", "sleep", "sleep_async")
    if not all(callable(getattr(value, method, None)) for method in methods):
        raise _wrong(name, "a Clock", value)
    result: Clock = value
    return result


def _mapping(name: str, value: Any) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _wrong(name, "a mapping", value)
    for key in value:
        if not isinstance(key, str):
            raise ConfigurationError(f"the keys of {name} must be str, not {_type_name(key)}")
    return value


def query(name: str, value: Any) -> dict[str, str]:
    """Check query parameters."""
    return {
        key: plain_text(f"{name}[{key!r}]", each) for key, each in _mapping(name, value).items()
    }


def plain_text(name: str, value: Any) -> str:
    """Return a str, a number or a bool as it is sent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _wrong(name, "a str, a number or a bool", value)


def json_object(name: str, value: Any) -> dict[str, Any]:
    """Check fields of a JSON object."""
    result = dict(_mapping(name, value))
    try:
        json.dumps(result, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise ConfigurationError(f"{name} must hold only what JSON can hold") from None
    return result


def headers(name: str, value: Any) -> dict[str, str]:
    """Check headers; the text of an error never shows a value."""
    for header, content in _mapping(name, value).items():
        if not _NAME.fullmatch(header):
            raise ConfigurationError(
                f"{name}: a header's name holds characters that are not allowed"
            )
        if not isinstance(content, str):
            raise ConfigurationError(
                f"the header {header} must be a str, not {_type_name(content)}"
            )
        if header.lower() in _FRAMING:
            raise ConfigurationError(f"the header {header} is set by what the request holds")
        if CONTROL.search(content) or not content.isascii():
            raise ConfigurationError(f"the header {header} holds characters that are not allowed")
        if content != content.strip():
            raise ConfigurationError(f"the header {header} begins or ends with a blank; remove it")
    return dict(value or {})


def base_url(name: str, value: Any, *, insecure: bool) -> str:
    """Check the API's address."""
    wanted = f"{name} must begin with https:// and name a host"
    if not isinstance(value, str):
        raise ConfigurationError(f"{wanted}, not {_type_name(value)}")
    if _UNSENDABLE.search(value):
        raise ConfigurationError(f"{name} must hold no blanks, line ends or control characters")
    parts = _address(value)
    if parts is None:
        raise ConfigurationError(f"{name} has a host or port that cannot be used")
    if parts.username is not None or parts.query or parts.fragment or "@" in parts.path:
        raise ConfigurationError(f"{name} must have no credentials, query or fragment in it")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(wanted)
    if parts.scheme == "http" and not insecure and not _is_loopback(parts.hostname):
        raise ConfigurationError(
            f"{name} is http://{parts.hostname}…, which would send the credentials in the clear; "
            "use https, or pass allow_insecure_http=True"
        )
    return value.rstrip("/")


def proxy(name: str, value: Any) -> str | None:
    """Check a proxy's address; its password is never shown."""
    if value is None:
        return None
    parts = _address(value) if isinstance(value, str) and not _UNSENDABLE.search(value) else None
    if parts is None or parts.scheme not in _PROXIES or not parts.hostname:
        raise ConfigurationError(f"{name} must be an address such as http://host:8080")
    result: str = value
    return result


def verify(name: str, value: Any) -> ssl.SSLContext | str | bool:
    """Check what decides whether a server is trusted."""
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    if not isinstance(value, ssl.SSLContext | str | bool):
        raise _wrong(name, "a path, an SSLContext or a bool", value)
    return value


def _address(text: str) -> SplitResult | None:
    """The parts of an address; None when its host or port cannot be used."""
    try:
        parts = urlsplit(text)
        _ = parts.port
        host = parts.hostname or ""
        # Names with empty or endless labels fail only when the connection is opened, outside the errors of the library.
        host.encode("idna")
    except ValueError:
        return None
    return parts


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
