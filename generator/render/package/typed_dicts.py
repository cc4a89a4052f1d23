"""View of the module of TypedDicts: the dicts that methods accept where they take a model."""

from __future__ import annotations

from msgspec import Struct

from generator.ir.client import Client, Model
from generator.python.code import Imports
from generator.python.docstrings import docstring
from generator.render.common.annotations import Annotations


class Dict(Struct, frozen=True):
    """One TypedDict; its keys are documented where the model's fields are."""

    name: str
    base: str
    doc: str
    keys: tuple[str, ...]


class Module(Struct, frozen=True):
    """The module of TypedDicts; ``all`` is the sorted list of its names, each quoted."""

    imports: tuple[str, ...]
    checking: tuple[str, ...]
    all: tuple[str, ...]
    dicts: tuple[Dict, ...]


def module(client: Client) -> Module:
    """Return the view of the module of TypedDicts."""
    models = client.inputs()
    own = [model.dict_name for model in models]
    imports = Imports("types", own)
    annotations = Annotations(client, imports, checking=True)
    dicts = tuple(_dict(model, annotations) for model in models)
    return Module(
        imports=imports.lines(),
        checking=imports.lines(checking=True),
        all=tuple(f'"{name}"' for name in own),
        dicts=dicts,
    )


def _dict(model: Model, annotations: Annotations) -> Dict:
    scope = annotations.within([each.name for each in model.writable])
    return Dict(
        name=model.dict_name,
        base=annotations.imports.use("typing", "TypedDict"),
        doc=docstring(f"A `{model.name}` as a dict."),
        keys=tuple(f"{each.name}: {scope.accepted(each.type)}" for each in model.writable),
    )
