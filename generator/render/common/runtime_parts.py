"""Decides which parts of the runtime a package needs; the others are not copied, and their names are not exported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from generator.ir.client import Client
from generator.ir.metadata import PARTS
from generator.ir.model import ListOf, MapOf, Scalar, TypeRef
from generator.ir.names.runtime_names import ERRORS, PUBLIC


def has_phones(client: Client) -> bool:
    """Whether anything in the API is a phone number."""
    arguments = (each.type for method in client.methods for each in method.arguments)
    attributes = (each.type for model in client.models for each in model.fields)
    return any(_is_phone(each) for each in (*arguments, *attributes))


def _is_phone(type_: TypeRef) -> bool:
    match type_:
        case ListOf(inner) | MapOf(inner):
            return _is_phone(inner)
        case _:
            return isinstance(type_, Scalar) and type_.phone


def _has_bulk(client: Client) -> bool:
    return any(each.bulk or each.reconciler for each in client.methods)


def _has_recipients(client: Client) -> bool:
    return any(each.recipients is not None and each.recipients.reached for each in client.methods)


def _wanted(part: str) -> Callable[[Client], bool]:
    return lambda client: client.metadata.has(part)


_NEEDED: Mapping[str, Callable[[Client], bool]] = {
    "actions/": _wanted("actions"),
    "cli/": _wanted("cli"),
    "http/aiohttp.py": _wanted("aiohttp"),
    "mcp/": _wanted("mcp"),
    "testing/": _wanted("testing"),
    "bulk/": _has_bulk,
    "cli/bulk.py": _has_bulk,
    "period_export.py": lambda client: any(each.paging for each in client.methods),
    "recipients/": _has_recipients,
    "models/phones.py": lambda client: any(
        needs(client) for needs in (has_phones, _has_bulk, _has_recipients)
    ),
    "webhooks/": lambda client: client.webhooks is not None,
}
"""When a part is needed, by its path in the runtime; everything else is in every package."""
_PACKAGE: Mapping[str, str] = {
    "__main__.py": "cli",
    "actions/": "actions",
    "cli.py": "cli",
    "pytest_plugin.py": "testing",
    "testing/": "testing",
}
"""The optional part that each further path of the package belongs to."""

_LINES = re.compile(
    # Blank lines around imports, except below a docstring, are only there for the comments.
    r"(?:(?<=[^\x22]\n)\n)?^# (\w+) begin\n((?:\n?(?:from|import) .*\n)+)\n# \1 end\n"
    r"|^ *# (\w+) begin\n((?:.*\n)*?) *# \3 end\n",
    re.MULTILINE,
)
"""Lines of other modules that belong to a part."""
_OF_LINES: Mapping[str, Callable[[Client], bool]] = {
    **{name: _wanted(name) for name in PARTS},
    "bulk": _has_bulk,
    "recipients": _has_recipients,
    "phones": _NEEDED["models/phones.py"],
}
_TEXTS = {"aiohttp": '; "aiohttp" for many at once'}
"""What docstrings state about a part in the middle of a line."""

_ERRORS: Mapping[str, str] = {
    "BulkCancelledError": "bulk/",
    "BulkFailedError": "bulk/",
    "BulkJournalError": "bulk/",
    "BulkJournalMismatchError": "bulk/",
    "BulkStoppedError": "bulk/",
    "HeldError": "recipients/",
    "SharedRateLimitError": "bulk/",
    "WebhookSignatureError": "webhooks/",
}
"""The errors that only one part raises."""


def is_needed(client: Client, path: str) -> bool:
    """Whether a package needs a file of the runtime, by its path below the runtime's folder."""
    return all(needed(client) for part, needed in _NEEDED.items() if path.startswith(part))


def is_wanted(client: Client, path: str) -> bool:
    """Whether the optional part is wanted that a file belongs to, by its path below the package."""
    return all(
        client.metadata.has(part) for below, part in _PACKAGE.items() if path.startswith(below)
    )


def tailored(client: Client, source: str) -> str:
    """Return a module of the runtime without the lines of parts that a package does not need."""
    for part, text in _TEXTS.items():
        source = source if client.metadata.has(part) else source.replace(text, "")
    if " begin\n" not in source:
        return source
    needed = cache(lambda name: _OF_LINES[name](client))
    return _LINES.sub(
        lambda lines: (lines[2] or lines[4] or "") if needed(lines[1] or lines[3]) else "", source
    )


def public(client: Client) -> dict[str, str]:
    """What a package exports of the runtime: name to module, seen from the package's root."""
    return {
        name: module
        for name, module in PUBLIC.items()
        if is_needed(client, f"{module.removeprefix('._runtime.').replace('.', '/')}.py")
        and (name not in _ERRORS or is_needed(client, _ERRORS[name]))
    }


def errors(client: Client) -> tuple[str, ...]:
    """The errors that a package can raise."""
    return tuple(name for name in ERRORS if name not in _ERRORS or is_needed(client, _ERRORS[name]))
