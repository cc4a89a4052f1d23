"""View of the module of types: the dicts and the values that methods accept where they take a model or an enum."""

from __future__ import annotations

from msgspec import Struct

from generator.ir.client import Client, Enum, Model
from generator.python.code import Imports, literal, string
from generator.python.docstrings import docstring, note
from generator.render.common.annotations import Annotations


class Line(Struct, frozen=True):
    """One key of a TypedDict, or what is accepted for an enum: its whole line, and the quoted text below it, if any."""

    declaration: str
    doc: str


class Dict(Struct, frozen=True):
    """One TypedDict."""

    name: str
    base: str
    doc: str
    keys: tuple[Line, ...]


class Module(Struct, frozen=True):
    """The module of what methods accept; ``all`` is the sorted list of its names, each quoted."""

    imports: str
    all: tuple[str, ...]
    aliases: tuple[Line, ...]
    dicts: tuple[Dict, ...]


def module(client: Client) -> Module:
    """Return the view of the module."""
    models, enums = client.inputs, client.input_enums()
    own = [*(each.value_name for each in enums), *(each.dict_name for each in models)]
    imports = Imports("types", own)
    annotations = Annotations(client, imports, checking=True)
    aliases = tuple(_alias(enum, annotations) for enum in enums)
    dicts = tuple(_dict(model, annotations) for model in models)
    return Module(
        imports=imports.text(),
        all=tuple(f'"{name}"' for name in sorted(own)),
        aliases=aliases,
        dicts=dicts,
    )


def _alias(enum: Enum, annotations: Annotations) -> Line:
    typing = {name: annotations.imports.use("typing", name) for name in ("Literal", "Union")}
    known = ", ".join(literal(enum.json(value)) for value in enum.values)
    parts = [string(annotations.model(enum.at)), f"{typing['Literal']}[{known}]"]
    plain = annotations.name("builtins", "int" if enum.numeric else "str")
    value = f"{typing['Union']}[{', '.join([*(parts if known else parts[:1]), plain])}]"
    return Line(
        declaration=f"{enum.value_name} = {value}",
        doc=note(f"The values of `{enum.name}`; editors complete the known ones."),
    )


def _dict(model: Model, annotations: Annotations) -> Dict:
    scope = annotations.within([each.name for each in model.writable])
    return Dict(
        name=model.dict_name,
        base=annotations.imports.use("typing", "TypedDict"),
        doc=docstring(f"A `{model.name}` as a dict."),
        keys=tuple(
            Line(f"{each.name}: {scope.accepted(each.type)}", note(each.doc) if each.doc else "")
            for each in model.writable
        ),
    )
