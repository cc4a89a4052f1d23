"""Decides every Python name, for the whole API at once, before a line is rendered."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from generator.diagnostics.findings import Diagnostics
from generator.ir.model import Api
from generator.ir.names.arguments import Arguments, arguments
from generator.ir.names.definitions import Definitions, definitions
from generator.ir.names.methods import Methods, methods, resource_classes
from generator.ir.names.overrides import Override, Overrides, PublicName, read_overrides
from generator.ir.names.package import ClientNames, client
from generator.ir.names.reserved import EXPORTS

__all__ = ["Names", "Override", "Overrides", "PublicName", "decide", "read_overrides"]


class Names(ClientNames, frozen=True, kw_only=True):
    """Every Python name of a client, by the pointer of what it names; resources by their path from the client.

    Fields and methods may carry the names of built-ins (``list``, ``type``, ``date``): annotations in the same class
    must reach the built-in by another name.
    """

    methods: Methods
    classes: Mapping[tuple[str, ...], str]
    definitions: Definitions
    arguments: Mapping[str, Arguments]


def decide(
    api: Api, overrides: Overrides | None, report: Diagnostics, package: str | None = None
) -> Names:
    """All names of a client; renames are notices, contradicting overrides errors.

    Args:
        api: The API to name.
        overrides: What the maintainers decided; None for foreign descriptions, which need no decisions.
        report: Where findings go.
        package: The package asked for on the command line.

    """
    decided = client(api, package, report)
    result = methods(api, overrides, report)
    classes = resource_classes(result.resources)
    reserved = EXPORTS | {
        *(name for listed in api.client.exports.values() for name in listed),
        decided.client,
        decided.async_client,
        decided.error,
        *classes.values(),
        *(f"Async{name}" for name in classes.values()),
    }
    return Names(
        **asdict(decided),
        methods=result,
        classes=classes,
        definitions=definitions(api, overrides, result.names, reserved, report),
        arguments={operation.at: arguments(api, operation, report) for operation in api.operations},
    )
