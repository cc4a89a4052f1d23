"""Turns a Swagger 2.0 document into the intermediate model; nothing after this stage knows Swagger."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics
from generator.document import Document, Node
from generator.ir.model import AliasDefinition, Api, Group, Operation
from generator.swagger.to_ir.allof import Objects
from generator.swagger.to_ir.bodies import Bodies
from generator.swagger.to_ir.enums import Enums
from generator.swagger.to_ir.extensions import Extensions
from generator.swagger.to_ir.operations import Operations
from generator.swagger.to_ir.parameters import Parameters
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.responses import ResponseReader
from generator.swagger.to_ir.root_extensions import Callbacks, client_settings
from generator.swagger.to_ir.schemas import Schemas
from generator.swagger.to_ir.security import Security, base_url

__all__ = ["normalize"]


def normalize(document: Document, report: Diagnostics) -> Api:
    """The meaning of a document; what cannot be represented is an error in the report."""
    root = document.root
    reader = Reader(report, root.file)
    references = References(root, reader)
    extensions = Extensions(reader)
    objects = Objects(reader, references)
    definitions = reader.children(root, "definitions")
    heirs = objects.heirs(definitions)
    schemas = Schemas(reader, references, objects, extensions, Enums(reader), heirs)
    operations = Operations(
        reader,
        references,
        extensions,
        Parameters(reader, references, extensions, schemas),
        Bodies(reader, schemas),
        ResponseReader(reader, references, schemas),
        Security(reader, root, {}, everywhere=False),
    )
    for name, node in definitions.items():
        schemas.named(node, name)
    spots = list(operations.spots(root))
    ids = operations.ids(spots)
    security = Security.of(reader, root, [spot.node for spot in spots])
    operations = replace(operations, security=security)
    result = [operations.operation(spot, root, ids[spot.at]) for spot in spots]
    webhooks = Callbacks(reader, schemas).webhooks(root)
    info = reader.get(root, "info") or root
    stated = reader.get(info, "version")
    if stated is not None and type(stated.value) in {int, float}:  # YAML without quotes
        version = str(stated.value)
    else:
        version = reader.text(info, "version") or ""
    known = schemas.finish().items()
    return Api(
        title=reader.prose(info, "title"),
        version=version,
        description=reader.prose(info),
        base_url=base_url(reader, root),
        groups=_groups(reader, root, result),
        definitions={at: each for at, each in known if not isinstance(each, AliasDefinition)},
        auth=security.auth(result),
        client=client_settings(reader, root),
        webhooks=webhooks,
        aliases={at: each for at, each in known if isinstance(each, AliasDefinition)},
    )


def _groups(reader: Reader, root: Node, operations: Sequence[Operation]) -> tuple[Group, ...]:
    """One group for each tag in use: first the declared ones in their order, then the others as they occur."""
    declared = {
        name: reader.prose(tag)
        for tag in reader.items(root, "tags")
        if (name := reader.text(tag, "name"))
    }
    used = dict.fromkeys(operation.tag for operation in operations)
    order = [
        *(tag for tag in declared if tag in used),
        *(tag for tag in used if tag not in declared),
    ]
    return tuple(
        Group(
            tag,
            declared.get(tag, ""),
            tuple(operation for operation in operations if operation.tag == tag),
        )
        for tag in order
    )
