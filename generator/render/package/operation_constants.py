"""Views of the operations package: what the runtime must know of each operation, as constants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    EnumDefinition,
    FormStyle,
    Join,
    Kind,
    ListOf,
    Location,
    Named,
    ObjectDefinition,
    Operation,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.python.code import Imports, call, literal, mapping, string
from generator.python.docstrings import docstring
from generator.render.common.annotations import Annotations
from generator.render.common.arguments import definition as named
from generator.render.common.arguments import spread

_FORMS = {FormStyle.MULTIPART: "multipart", FormStyle.URLENCODED: "urlencoded"}
_JOINS = {Join.CSV: "CSV", Join.SSV: "SSV", Join.TSV: "TSV", Join.PIPES: "PIPES"}
_MAPS = {
    "path_params": Location.PATH,
    "query": Location.QUERY,
    "headers": Location.HEADER,
    "form": Location.FORM,
}


@dataclass(frozen=True, slots=True)
class Constant:
    """One operation: ``declaration`` is the whole assignment."""

    name: str
    declaration: str


@dataclass(frozen=True, slots=True)
class Module:
    """The constants of one resource module."""

    doc: str
    imports: tuple[str, ...]
    constants: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the constant of one operation id is found; both quoted."""

    id: str
    module: str
    constant: str


@dataclass(frozen=True, slots=True)
class Registry:
    """All operations by id."""

    entries: tuple[Entry, ...]


def registry(api: Api, names: Names) -> Registry:
    """Return the view of the registry, sorted by id."""
    return Registry(
        tuple(
            Entry(
                string(operation.id),
                string(names.method(operation.at).resource[0]),
                string(names.constant(operation.at)),
            )
            for operation in sorted(api.operations, key=lambda operation: operation.id)
        )
    )


def module(api: Api, names: Names, place: str, operations: Iterable[Operation]) -> Module:
    """Return the view of one module's constants."""
    operations = tuple(operations)
    imports = Imports(
        f"operations.{place}", [names.constant(operation.at) for operation in operations]
    )
    annotations = Annotations(api, names, imports)
    constants = tuple(
        Constant(names.constant(operation.at), _declaration(operation, annotations))
        for operation in operations
    )
    return Module(
        doc=docstring(
            f"The operations behind ``client.{place}``: method, path, types and effect.", 0
        ),
        imports=imports.lines(),
        constants=constants,
    )


def _declaration(operation: Operation, annotations: Annotations) -> str:
    name = annotations.names.constant(operation.at)
    kind, returns = _kind(operation, annotations)
    declared = f"{kind}[{returns}]" if returns else kind
    positional = (string(operation.id), string(operation.method.upper()), string(operation.path))
    return f"{name}: {declared} = {call(kind, positional, _keywords(operation, annotations))}"


def item_type(api: Api, operation: Operation) -> TypeRef:
    """Return the type of the items of a paged operation."""
    assert operation.paging
    assert operation.answer.type
    page = operation.answer.type
    assert isinstance(page, Named)
    definition = api.definitions[page.at]
    assert isinstance(definition, ObjectDefinition)
    items = next(field.type for field in definition.fields if field.wire == operation.paging.items)
    listed = items
    return listed.item if isinstance(listed, ListOf) else Scalar(Kind.ANY)


def _kind(operation: Operation, annotations: Annotations) -> tuple[str, str]:
    """Return the class of the constant and its type parameter."""
    if operation.answer.binary:
        return annotations.runtime("DownloadOperation"), ""
    if operation.paging:
        item = annotations.returned(item_type(annotations.api, operation))
        return annotations.runtime("PagedOperation"), item
    return annotations.runtime("Operation"), annotations.returned(operation.answer.type)


def _keywords(operation: Operation, annotations: Annotations) -> list[tuple[str, str]]:
    """Return the keyword arguments that differ from the defaults, in the order of the runtime's fields."""
    written: list[tuple[str, str | None]] = [
        ("effect", f"{annotations.runtime('Effect')}.{operation.effect.name}"),
        ("returns", _returns(operation, annotations)),
        ("optional", "True" if operation.answer.optional else None),
        ("paging", _paging(operation, annotations)),
        (
            "body",
            annotations.returned(operation.body.type, stored=True) if operation.body else None,
        ),
        ("body_name", _body_name(operation, annotations)),
        ("content_type", _content_type(operation)),
        ("form_style", string(_FORMS[operation.form_style]) if operation.form_style else None),
        ("accept", _accept(operation)),
        *((name, _params(operation, location, annotations)) for name, location in _MAPS.items()),
        ("chunk", literal(operation.chunk) if operation.chunk else None),
        ("login", string(operation.login) if operation.login else None),
        ("secured", None if operation.secured else "False"),
        ("wait", _wait(operation, annotations)),
        ("error_id", _error_id(operation)),
    ]
    return [(name, value) for name, value in written if value is not None]


def _body_name(operation: Operation, annotations: Annotations) -> str | None:
    """Return the argument that a whole body is given as; none where its fields are arguments."""
    if operation.body is None or spread(annotations.api, operation):
        return None
    return string(annotations.names.body(operation.at))


def _error_id(operation: Operation) -> str | None:
    """Return the pattern that finds, in an error's message, the id of what exists already (x-error-id)."""
    pattern = operation.extensions.get("x-error-id")
    if not isinstance(pattern, str):
        return None
    try:
        fits = re.compile(pattern).groups >= 1
    except re.error:
        return None
    return string(pattern) if fits else None


def _returns(operation: Operation, annotations: Annotations) -> str | None:
    if operation.answer.binary or operation.answer.type is None:
        return None
    return annotations.returned(operation.answer.type, stored=True)


def _paging(operation: Operation, annotations: Annotations) -> str | None:
    if not (paging := operation.paging):
        return None
    keywords = [("limit", string(paging.limit)), ("offset", string(paging.offset))]
    keywords.append(("items", string(_field_name(operation, paging.items, annotations))))
    if paging.total:
        keywords.append(("total", string(_field_name(operation, paging.total, annotations))))
    return call(annotations.runtime("Paging"), (), keywords)


def _wait(operation: Operation, annotations: Annotations) -> str | None:
    if not (wait := operation.wait):
        return None
    written = (string(_field_name(operation, wait.field, annotations)), literal(wait.pending))
    failed = [("failed", literal(wait.failed))] if wait.failed else []
    return call(annotations.runtime("Wait"), written, failed)


def _field_name(operation: Operation, wire: str, annotations: Annotations) -> str:
    """Return the Python name of a member of the answer."""
    assert operation.answer.type
    page = operation.answer.type
    assert isinstance(page, Named)
    definition = annotations.api.definitions[page.at]
    assert isinstance(definition, ObjectDefinition)
    at = next(field.at for field in definition.fields if field.wire == wire)
    return annotations.names.field(at, owner=definition.at)


def _params(operation: Operation, location: Location, annotations: Annotations) -> str | None:
    """Return a mapping of the parameters that need more than ``str``."""
    pairs = [
        (parameter.wire, written)
        for parameter in operation.parameters
        if parameter.location is location and (written := _param(parameter, annotations))
    ]
    return mapping(pairs) if pairs else None


def _param(parameter: Parameter, annotations: Annotations) -> str | None:
    """Return how a parameter is written on the wire, None where it is plain."""
    type_ = parameter.type
    inner = type_.item if isinstance(type_, ListOf) else type_
    join = _JOINS.get(parameter.join) if isinstance(type_, ListOf) else None
    kind = _param_kind(parameter, inner)
    enum = _enum(inner, annotations)
    keywords = [
        *([("kind", string(kind.lower()))] if kind else []),
        *([("join", string(parameter.join.value))] if join else []),
        *([("enum", enum)] if enum else []),
    ]
    if len(keywords) > 1 or enum:
        return call(annotations.runtime("Param"), (), keywords)
    chosen = kind or join
    return annotations.runtime(chosen) if chosen else None


def _enum(inner: TypeRef, annotations: Annotations) -> str | None:
    if not isinstance(named(annotations.api, inner), EnumDefinition):
        return None
    return annotations.returned(inner)


def _param_kind(parameter: Parameter, inner: TypeRef) -> str | None:
    match inner:
        case _ if parameter.partial:
            return "PARTIAL"
        case Scalar(Kind.UNIX_MS):
            return "MS"
        case Scalar(phone=True):
            return "PHONE"
        case Scalar(Kind.FILE):
            return "FILE"
        case _:
            return None


def _accept(operation: Operation) -> str | None:
    media = operation.answer.media_types
    return None if media == ("application/json",) or not media else literal(media)


def _content_type(operation: Operation) -> str | None:
    body = operation.body
    return (
        None if body is None or body.media_type == "application/json" else string(body.media_type)
    )
