"""Shows which operation a request is for, and what calls do to state by the form of their paths."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ..core.operation import DownloadOperation, Operation, PagedOperation
from ..models.base import ModelBase
from ..models.shapes import Items, ModelShape, model_plan, shape_of
from .requests import Refusal
from .rules import Contract, Route

__all__ = ["Router", "Target", "expand", "item_shape"]

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_LAST = re.compile(r"(.*)/\{([^{}/]*)\}")
_FILE = re.compile(r"(.*)/\{([^{}/]*)\}(?:\.[^/]*|/[^/{}]+)?")
_MISSING, _NOT_ALLOWED = 404, 405


@dataclass(frozen=True, slots=True)
class Target:
    """An operation with what it does.

    Attributes:
        does: What it does to state; see Rules.
        collection: Where its items live, with parameters.
        parameter: The parameter of the path that names the item.
        key: The field that it names.
        parents: What must be there: their collections, parameters and fields.
    """

    route: Route
    operation: Operation[Any]
    pattern: re.Pattern[str]
    does: str
    collection: str
    parameter: str
    key: str
    parents: tuple[tuple[str, str, str], ...] = ()


def expand(template: str, values: Mapping[str, Any]) -> str:
    """Put values into a path.

    >>> expand("/lists/{id}/items", {"id": 5})
    '/lists/5/items'
    """
    return _PARAMETER.sub(lambda hit: str(values.get(hit[1], hit[0])), template)


def item_shape(operation: Operation[Any]) -> type[ModelBase] | None:
    """The model of the items that a response holds, or is."""
    shape = shape_of(operation.returns) if operation.returns is not None else None
    listed = _listed(operation)
    if listed is not None:
        return listed
    return shape.type if isinstance(shape, ModelShape) else None


def _listed(operation: Operation[Any]) -> type[ModelBase] | None:
    shape = shape_of(operation.returns) if operation.returns is not None else None
    if isinstance(shape, Items) and isinstance(shape.item, ModelShape):
        return shape.item.type
    if not isinstance(shape, ModelShape):
        return None
    plan = model_plan(shape.type)
    paging = operation.paging.items if isinstance(operation, PagedOperation) else None
    if paging is None and len(plan.fields) != 1:
        return None
    field = plan.by_name[paging] if paging else plan.fields[0]
    inner = field.shape.item if isinstance(field.shape, Items) else None
    return inner.type if isinstance(inner, ModelShape) else None


class Router:
    """All operations of an API, the most particular paths first."""

    def __init__(self, contract: Contract) -> None:
        pairs = [(route, contract.operation(route.id)) for route in contract.routes]
        self.models = _models(pairs)
        keys = {
            operation.path: (collection, name, _key(route, name, self.models.get(collection)))
            for route, operation in pairs
            for collection, name in [_item(route, operation)]
            if operation.method == "GET" and name and _LAST.fullmatch(operation.path)
        }
        targets = [_target(route, operation, self.models, keys) for route, operation in pairs]
        self.keys = _own(keys)
        self.targets = sorted(targets, key=lambda target: _rank(target.operation.path))
        self.by_id = {target.route.id: target for target in targets}
        self.names = {target.route.name: target.route.id for target in targets if target.route.name}
        self.resources = _resources(targets)

    def match(self, method: str, path: str) -> tuple[Target, dict[str, str]]:
        """Return what a request is for, with the parameters of its path.

        Raises:
            Refusal: There is no such path, or it does not take the method.
        """
        result = [
            (target, match) for target in self.targets if (match := target.pattern.fullmatch(path))
        ]
        for target, match in result:
            if target.operation.method == method:
                names = _PARAMETER.findall(target.operation.path)
                texts = [unquote(text) for text in match.groups()]
                return target, dict(zip(names, texts, strict=True))
        if not result:
            raise Refusal(_MISSING, f"there is nothing at {path}")
        allowed = ", ".join(self.methods(path))
        raise Refusal(_NOT_ALLOWED, f"{path} takes {allowed}, not {method}", {"Allow": allowed})

    def methods(self, path: str) -> list[str]:
        """The methods that a path takes."""
        takers = (target for target in self.targets if target.pattern.fullmatch(path))
        return sorted({target.operation.method for target in takers})


def _resources(targets: Iterable[Target]) -> dict[str, str]:
    """The collection of each resource: the one that its searches look in, or else that its items are read from."""
    result: dict[str, str] = {}
    for does in ("find", "get", "document", "create"):
        for target in targets:
            resource = target.route.name.rpartition(".")[0]
            if target.does == does and resource and "{" not in target.collection:
                result.setdefault(resource, target.collection)
    return result


def _own(keys: Mapping[str, tuple[str, str, str]]) -> dict[str, str]:
    """The field that names items, by collection; the first path that reads one decides."""
    return {collection: key for collection, _, key in reversed([*keys.values()])}


def _rank(path: str) -> tuple[tuple[int, ...], int, str]:
    """Segment by segment: fixed ones first, then those that hold more than a parameter."""
    segments = tuple(
        0 if "{" not in segment else 2 if _PARAMETER.fullmatch(segment) else 1
        for segment in path.split("/")
    )
    return (segments, -len(_PARAMETER.sub("", path)), path)


def _pattern(path: str) -> re.Pattern[str]:
    pieces = _PARAMETER.split(path)
    return re.compile(
        "".join("([^/]+?)" if place % 2 else re.escape(text) for place, text in enumerate(pieces))
    )


def _item(route: Route, operation: Operation[Any]) -> tuple[str, str]:
    """The collection of the item that a path names, and the parameter that names it."""
    whole = _FILE if isinstance(operation, DownloadOperation) else _LAST
    result = whole.fullmatch(operation.path)
    if result is None:
        return route.rules.collection or operation.path, ""
    return route.rules.collection or result[1], result[2]


def _models(pairs: Iterable[tuple[Route, Operation[Any]]]) -> dict[str, type[ModelBase]]:
    """The model of the items of each collection: what reading one returns, or else searching."""
    result: dict[str, type[ModelBase]] = {}
    for route, operation in pairs:
        if operation.method != "GET":
            continue
        collection, name = _item(route, operation)
        model = item_shape(operation)
        if model is not None and not isinstance(operation, DownloadOperation):
            result[collection] = result.get(collection, model) if not name else model
    return result


def _key(route: Route, parameter: str, model: type[ModelBase] | None) -> str:
    if route.rules.key:
        return route.rules.key
    known = model_plan(model).by_wire if model is not None else {}
    return parameter if parameter in known or "id" not in known else "id"


def _target(
    route: Route,
    operation: Operation[Any],
    models: Mapping[str, type[ModelBase]],
    keys: Mapping[str, tuple[str, str, str]],
) -> Target:
    own = _own(keys)
    collection, name = _item(route, operation)
    does = route.rules.does or _does(operation, item=bool(name))
    if does == "change" and not name and not route.rules.collection:
        result = _LAST.fullmatch(operation.path.rpartition("/")[0])
        collection, name = (result[1], result[2]) if result else (collection, name)
    parents = tuple(key for path, key in keys.items() if operation.path.startswith(f"{path}/"))
    return Target(
        route,
        operation,
        _pattern(operation.path),
        does,
        collection,
        name,
        _key(route, name, models.get(collection)) if name else own.get(collection, "id"),
        parents,
    )


def _does(operation: Operation[Any], *, item: bool) -> str:
    if isinstance(operation, DownloadOperation):
        return "file"
    match operation.method:
        case "GET" | "HEAD" if item_shape(operation) is None:
            return "respond"
        case "GET" | "HEAD":
            return "get" if item else "find" if _listed(operation) else "document"
        case "PUT" | "PATCH":
            return "update" if item else "document"
        case "DELETE":
            return "delete" if item else "remove"
        case _ if operation.body is None and operation.form_style is None:
            return "change"
        case _:
            return "create"
