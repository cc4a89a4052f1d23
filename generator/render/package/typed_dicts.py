"""View of the module of TypedDicts: the dicts that methods accept where they take a model."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.model import Api, Field, ObjectDefinition
from generator.ir.names import Names
from generator.ir.types import mentioned
from generator.python.code import Imports
from generator.python.docstrings import docstring
from generator.render.common.annotations import Annotations
from generator.render.common.arguments import arguments


@dataclass(frozen=True, slots=True)
class Dict:
    """One TypedDict; its keys are documented where the model's fields are."""

    name: str
    base: str
    doc: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """The module of TypedDicts; ``all`` is the sorted list of its names, each quoted."""

    imports: tuple[str, ...]
    checking: tuple[str, ...]
    all: tuple[str, ...]
    dicts: tuple[Dict, ...]


def inputs(api: Api, names: Names) -> tuple[ObjectDefinition, ...]:
    """Return the objects that can be part of a request, sorted by name."""
    found: dict[str, ObjectDefinition] = {}
    waiting = [
        argument.type
        for operation in api.operations
        for argument in arguments(api, names, operation)
    ]
    while waiting:
        for at in mentioned(waiting.pop()):
            definition = api.definitions[at]
            if isinstance(definition, ObjectDefinition) and at not in found:
                found[at] = definition
                waiting += [field.type for field in writable(definition)]
    return tuple(sorted(found.values(), key=lambda definition: names.typed_dict(definition.at)))


def writable(definition: ObjectDefinition) -> tuple[Field, ...]:
    """Return what a caller may set."""
    return tuple(field for field in definition.fields if not field.read_only)


def module(api: Api, names: Names) -> Module:
    """Return the view of the module of TypedDicts."""
    definitions = inputs(api, names)
    own = [names.typed_dict(definition.at) for definition in definitions]
    imports = Imports("types", own)
    annotations = Annotations(api, names, imports, checking=True)
    dicts = tuple(_dict(definition, annotations) for definition in definitions)
    return Module(
        imports=imports.lines(),
        checking=imports.lines(checking=True),
        all=tuple(f'"{name}"' for name in own),
        dicts=dicts,
    )


def _dict(definition: ObjectDefinition, annotations: Annotations) -> Dict:
    names = annotations.names
    fields = [(names.field(field.at, owner=definition.at), field) for field in writable(definition)]
    scope = annotations.within([name for name, _ in fields])
    return Dict(
        name=names.typed_dict(definition.at),
        base=annotations.imports.use("typing", "TypedDict"),
        doc=docstring(f"A `{names.definition(definition.at)}` as a dict."),
        keys=tuple(f"{name}: {scope.accepted(field.type)}" for name, field in fields),
    )
