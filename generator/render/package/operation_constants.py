"""Views of the operations package: what the runtime must know of each operation, as constants."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import asdict

from generator.ir.arguments import Place
from generator.ir.client import Client, Method, Resource
from generator.ir.model import Join, Kind, Limits, ListOf, Location, Parameter, Scalar, TypeRef
from generator.python.code import Imports, call, literal, literals, mapping, string, union
from generator.python.docstrings import WIDTH, docstring
from generator.render.common.annotations import Annotations
from generator.render.common.limits import limits

_JSON = "application/json"
_MAPS = {
    "path_params": Location.PATH,
    "query": Location.QUERY,
    "headers": Location.HEADER,
    "form": Location.FORM,
}


class Module(Struct, frozen=True):
    """The constants of one resource module, each a whole assignment."""

    doc: str
    imports: str
    constants: tuple[str, ...]


class Registry(Struct, frozen=True):
    """The entries of a dict: the id of each operation with the place of its constant."""

    entries: tuple[str, ...]


def registry(client: Client) -> Registry:
    """Return the view of the registry, sorted by id."""
    return Registry(
        tuple(
            f"{string(each.id)}: {literal((each.name.resource[0], each.constant))}"
            for each in sorted(client.methods, key=lambda each: each.id)
        )
    )


def module(client: Client, top: Resource) -> Module:
    """Return the view of the constants of one outermost resource and those below it."""
    methods = top.every_method
    imports = Imports(f"operations.{top.name}", [each.constant for each in methods])
    annotations = Annotations(client, imports)
    about = f"The operations behind ``client.{top.name}``: method, path, types and effect."
    return Module(
        doc=docstring(about, 0),
        constants=tuple(_declaration(each, annotations) for each in methods),
        imports=imports.text(),
    )


def _declaration(operation: Method, annotations: Annotations) -> str:
    name = operation.constant
    kind, returns = _kind(operation, annotations)
    declared = f"{kind}[{returns}]" if returns else kind
    positional = (string(operation.id), string(operation.method), string(operation.path))
    made = call(kind, positional, _keywords(operation, annotations))
    if len(f"{name}: {kind}[") > WIDTH:
        # Formatters do not agree about an annotation that begins behind the end of the line.
        return f'{name} = {annotations.name("typing", "cast")}("{declared}", {made})'
    return f"{name}: {declared} = {made}"


def _kind(operation: Method, annotations: Annotations) -> tuple[str, str]:
    """Return the class of the constant and its type parameter."""
    if operation.response.binary:
        return annotations.runtime("DownloadOperation"), ""
    if operation.paging:
        item = annotations.returned(operation.item)
        return annotations.runtime("PagedOperation"), item
    return annotations.runtime("Operation"), annotations.result(operation)


def _keywords(operation: Method, annotations: Annotations) -> dict[str, str]:
    """Return the keyword arguments that differ from the defaults, in the order of the runtime's fields."""
    body, response, accepted = operation.body, operation.response, operation.response.media_types
    places = {each.place for each in operation.arguments}
    is_typed = response.type is not None and not response.binary

    def type_of(type_: TypeRef | None) -> str:
        return annotations.returned(type_, stored=True)

    def text(value: str | None) -> str | None:
        return string(value) if value else None

    written: dict[str, str | None] = {
        "effect": f"{annotations.runtime('Effect')}.{operation.effect.name}",
        "returns": (
            union(type_of(response.type), optional=response.nullable) if is_typed else None
        ),
        "optional": "True" if response.optional else None,
        "others": _display([(each.status, type_of(each.type)) for each in operation.others]),
        "redirects": literal(operation.redirects) if operation.redirects else None,
        "errors": _errors(operation, annotations),
        "paging": _paging(operation, annotations),
        "body": type_of(body.type) if body else None,
        # A body that is made of arguments may be left out where none is given.
        "optional_body": "True" if body and Place.FIELD in places and not body.required else None,
        "body_name": string(operation.body_name) if Place.BODY in places else None,
        "content_type": string(body.media_type) if body and body.media_type != _JSON else None,
        "form_style": text(operation.form_style and operation.form_style.name.lower()),
        "accept": literal(accepted) if accepted and accepted != (_JSON,) else None,
        **{name: _params(operation, location, annotations) for name, location in _MAPS.items()},
        "chunk": literal(operation.chunk) if operation.chunk else None,
        "items": _limits(body.limits, annotations) if body else None,
        "requires": _requires(operation, annotations),
        "login": text(operation.login),
        "secured": None if operation.secured else "False",
        "security": _security(operation, annotations),
        "wait": _wait(operation, annotations),
        "reconcile": _reconcile(operation, annotations),
        "recipients": _recipients(operation, annotations),
        "error_id": text(operation.error_id),
        "refuses_whole": _refuses_whole(operation, annotations),
    }
    return {name: value for name, value in written.items() if value is not None}


def _display(pairs: list[tuple[str, str]]) -> str | None:
    """Return a dict display of finished expressions; none, where it would be empty."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}" if pairs else None


def _limits(stated: Limits, annotations: Annotations) -> str | None:
    if not (result := limits(stated)):
        return None
    annotations.runtime("Limits")
    return result


def _requires(operation: Method, annotations: Annotations) -> str | None:
    given = {name: literal(value) for name, value in asdict(operation.requires).items() if value}
    webhooks = annotations.client.webhooks
    if operation.requires.known_events and webhooks:
        events = mapping((each.name, literal(each.events)) for each in webhooks.resources)
        given["events"] = events
    return call(annotations.runtime("Requires"), (), given) if given else None


def _refuses_whole(operation: Method, annotations: Annotations) -> str | None:
    if not (fact := operation.refuses_whole):
        return None
    query = literals(query=dict(fact.query) or None)
    return call(annotations.runtime("RefusesWhole"), (literal(fact.statuses),), query)


def _errors(operation: Method, annotations: Annotations) -> str | None:
    """Return the types of documented errors by their statuses."""
    result: dict[str, list[int]] = {}
    for each in operation.errors:
        if each.type is not None:
            type_ = annotations.returned(each.type, stored=True)
            result.setdefault(type_, []).append(each.key)
    return _display([(literal(tuple(sorted(keys))), type_) for type_, keys in result.items()])


def _security(operation: Method, annotations: Annotations) -> str | None:
    """Return the alternatives of signing in, where the client knows several schemes."""
    if not annotations.client.auth.schemes or not operation.secured:
        return None
    return "(" + "".join(f"{literal(names)}, " for names in operation.security) + ")"


def _paging(operation: Method, annotations: Annotations) -> str | None:
    if not (paging := operation.paging):
        return None
    keywords = literals(
        limit=paging.limit,
        offset=paging.offset,
        items=_field_name(operation, paging.items, annotations),
        total=_field_name(operation, paging.total, annotations) if paging.total else None,
        largest=paging.largest or None,
    )
    return call(annotations.runtime("Paging"), (), keywords)


def _reconcile(operation: Method, annotations: Annotations) -> str | None:
    if not (facts := operation.reconcile):
        return None
    find = finder_of(annotations.client, operation)
    item = annotations.client.model(find.item)
    assert item is not None
    keywords = literals(
        begin=facts.begin,
        end=facts.end,
        number=facts.number,
        lookup_number=(facts.lookup_number, item.attribute(facts.lookup_number).name),
    )
    if facts.text and facts.lookup_text:
        found = item.attribute(facts.lookup_text).name
        keywords |= literals(text=facts.text, lookup_text=found)
    return call(annotations.runtime("Reconcile"), (), keywords)


def _recipients(operation: Method, annotations: Annotations) -> str | None:
    facts = operation.recipients
    if facts is None or not facts.reached:
        return None
    keywords = literals(
        numbers=facts.numbers or None,
        people=facts.people or None,
        patterns=dict(facts.patterns) or None,
        always=facts.always or None,
        when=dict(facts.when) or None,
        at_once=None if facts.at_once is None else dict(facts.at_once),
    )
    return call(annotations.runtime("Recipients"), (), keywords)


def finder_of(client: Client, operation: Method) -> Method:
    """Return the operation that finds what another one has done."""
    assert operation.reconcile is not None
    wanted = operation.reconcile.find
    return next(each for each in client.methods if each.id == wanted)


def _wait(operation: Method, annotations: Annotations) -> str | None:
    if not (wait := operation.wait):
        return None
    written = (string(_field_name(operation, wait.field, annotations)), literal(wait.pending))
    return call(annotations.runtime("Wait"), written, literals(failed=wait.failed or None))


def _field_name(operation: Method, wire: str, annotations: Annotations) -> str:
    """Return the Python name of a field of the response."""
    page = annotations.client.model(operation.response.type)
    assert page
    return page.attribute(wire).name


def _params(operation: Method, location: Location, annotations: Annotations) -> str | None:
    """Return a mapping of the parameters that need more than ``str``."""
    pairs = [
        (parameter.wire, written)
        for parameter in operation.parameters
        if parameter.location is location and (written := _param(parameter, annotations))
    ]
    return mapping(pairs) if pairs else None


def _param(parameter: Parameter, annotations: Annotations) -> str | None:
    """Return how a parameter is written on the wire, None where it is plain."""
    inner = parameter.type
    while isinstance(inner, ListOf):
        inner = inner.item
    is_joined = isinstance(parameter.type, ListOf) and parameter.join is not Join.MULTI
    kind = _param_kind(parameter, inner)
    keywords = literals(
        kind=kind.lower() if kind else None,
        join=parameter.join.value if is_joined else None,
        inner=tuple(each.value for each in parameter.inner) or None,
    )
    if annotations.client.enum(inner):
        keywords.pop("kind", None)
        keywords["enum"] = annotations.returned(inner)
    if bounds := _limits(parameter.limits, annotations):
        keywords["limits"] = bounds
    if len(keywords) > 1 or keywords.keys() & {"inner", "enum", "limits"}:
        return call(annotations.runtime("Param"), (), keywords)
    chosen = kind or (parameter.join.name if is_joined else None)
    return annotations.runtime(chosen) if chosen else None


def _param_kind(parameter: Parameter, inner: TypeRef) -> str | None:
    match inner:
        case _ if parameter.partial:
            return "PARTIAL"
        case Scalar(Kind.UNIX_MS):
            return "MS"
        case Scalar(phone=True):
            return "PHONE"
        case Scalar(Kind.FILE | Kind.INTEGER | Kind.NUMBER | Kind.BOOLEAN as kind):
            return kind.name
        case _:
            return None
