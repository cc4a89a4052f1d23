"""Lists the names that mean something already, so that names from descriptions stay away from them."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Collection
from functools import cache

from generator.ir.names.runtime import arguments, attributes
from generator.ir.names.runtime_names import PUBLIC, RUNTIME

EXPORTS = frozenset(PUBLIC)
"""What the package exports beside the models."""

ARGUMENTS = frozenset({"cls", "ops", "self"})
"""Names that a method's body uses itself."""

_OPTIONS = frozenset({"options"})
"""The name of the further options of a method."""


@cache
def client_options() -> frozenset[str]:
    """Arguments of every client; those that hold credentials are beside them."""
    return attributes("core.options", "ClientOptions") | _OPTIONS | {"self"}


@cache
def client_attributes() -> frozenset[str]:
    """Attributes of the clients; their resources are attributes beside them."""
    return attributes("client.sync", "SyncClient") | attributes("client.async_", "AsyncClient")


@cache
def model_attributes(*, is_list: bool = False) -> frozenset[str]:
    """Attributes of models, or of those that stand for their list."""
    owners = ("Model", "DateObject", "TimeObject", *(["ItemList"] if is_list else []))
    return frozenset[str]().union(*(attributes("models.model", owner) for owner in owners))


@cache
def download_arguments() -> frozenset[str]:
    """Arguments of every download."""
    options = attributes("files.transfer", "DownloadOptions")
    return (options | {"to"}) - arguments("client.sync", "SyncClient", "call")


@cache
def bulk_arguments() -> frozenset[str]:
    """Arguments of every method that sends in bulk."""
    return attributes("bulk.options", "BulkOptions") | _OPTIONS


@cache
def wait_arguments() -> frozenset[str]:
    """Arguments of every method that waits."""
    return attributes("waiting", "WaitOptions") | _OPTIONS


CONSTANTS = frozenset(name for name in RUNTIME if name.isupper())
"""What modules of operations import."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_SOME_PYTHONS = frozenset("""
    aifc annotationlib asynchat asyncore audioop cgi cgitb chunk compression crypt distutils
    imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes smtpd sndhdr spwd sunau
    telnetlib uu xdrlib
""".split())
"""Modules that came or went since the oldest Python that packages run on; the one at work here need not have them."""

_DEPENDENCIES = frozenset({"httpx2", "msgspec", "runtime", "test", "tests", "site", "docs", "src"})


def is_keyword(name: str) -> bool:
    """Whether Python refuses a name."""
    return keyword.iskeyword(name) or name == "__debug__"


def is_device(name: str) -> bool:
    """Whether some file system refuses a file of this name."""
    return name.lower() in _DEVICES


def hides_module(package: str) -> bool:
    """Whether a package of this name would hide one that another process needs."""
    taken = sys.stdlib_module_names | _SOME_PYTHONS | _DEPENDENCIES
    return package in taken or is_device(package)


def avoiding(name: str, reserved: Collection[str], suffix: str = "_") -> str:
    """The name, with a suffix if it is a keyword or reserved."""
    while is_keyword(name) or name in reserved:
        name += suffix
    return name
