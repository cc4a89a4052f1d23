"""Renders the ``fields`` of partial responses: ``items(id,name)`` from lists, dicts and Python's names."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ..core.operation import Operation, PagedOperation
from .base import ModelBase
from .shapes import Items, ModelShape, Shape, model_plan, shape_of

__all__ = ["Fields", "render_fields"]

Fields: TypeAlias = str | Sequence["str | Mapping[str, Fields]"] | Mapping[str, "Fields"]
"""What to return: the API's own notation, a list of fields, or a dict for fields of fields.

For pages and lists, the fields of their items are meant, and what paging needs is added.
"""


def render_fields(fields: Any, operation: Operation[Any] | None = None) -> str:
    """Return the notation of the API.

    >>> render_fields(["id", {"agents": ["name"]}])
    'id,agents(name)'

    Args:
        fields: Text is sent as it is, once its brackets match.
        operation: The operation that is called; it gives names and wraps the fields of items.

    Raises:
        TypeError: It is none of the accepted forms.
        ValueError: A field does not exist, or brackets do not match.
    """
    if isinstance(fields, str):
        return _checked(fields)
    shape: Shape | None = shape_of(operation.returns) if operation and operation.returns else None
    wrapper = _wrapper(operation, shape)
    if wrapper is None:
        return _rendered(fields, shape)
    wire, item, more = wrapper
    named = _names(fields)
    if wire in named or _outer(named, shape, item):
        missing = [name for name in more if name not in named] if wire in named else []
        return ",".join([*missing, _rendered(fields, shape)])
    return ",".join([*more, f"{wire}({_rendered(fields, item)})"])


def _checked(text: str) -> str:
    depth = 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            break
    if depth:
        raise ValueError("fields: brackets do not match")
    if not text.strip() or not text.isprintable():
        raise ValueError("fields is empty or holds control characters")
    return text


def _wrapper(
    operation: Operation[Any] | None, shape: Shape | None
) -> tuple[str, Shape, tuple[str, ...]] | None:
    """The wire name of the list that a response wraps, the shape of its items, and what paging needs."""
    if operation is None or not isinstance(shape, ModelShape):
        return None
    plan = model_plan(shape.type)
    if isinstance(operation, PagedOperation):
        paging = operation.paging
        wanted = [name for name in ("limit", "offset", paging.total) if name in plan.by_name]
        field = plan.by_name[paging.items]
        more = tuple(plan.by_name[name].wire for name in wanted if name)
    elif len(plan.fields) == 1:
        field, more = plan.fields[0], ()
    else:
        return None
    return (field.wire, field.shape.item, more) if isinstance(field.shape, Items) else None


def _names(fields: Any) -> set[str]:
    """The names on the outer level, as far as they are plain."""
    if isinstance(fields, Mapping):
        return {str(name) for name in fields}
    if not isinstance(fields, Sequence):
        return set()
    parts = [part if isinstance(part, Mapping) else [part] for part in fields]
    return {str(name).partition("(")[0] for part in parts for name in part}


def _outer(named: set[str], shape: Shape | None, item: Shape) -> bool:
    """Whether the names are those of the page itself, such as its total, and not of its items."""
    if not isinstance(shape, ModelShape) or not named:
        return False
    inner = model_plan(item.type) if isinstance(item, ModelShape) else None
    known = {name for each in (inner,) if each for name in (*each.by_name, *each.by_wire)}
    plan = model_plan(shape.type)
    return all(name in plan.by_name or name in plan.by_wire for name in named - known) and not (
        named & known
    )


def _rendered(fields: Any, shape: Shape | None) -> str:
    if isinstance(fields, str):
        return _checked(fields)
    if isinstance(fields, Mapping):
        parts = [_nested(name, inner, shape) for name, inner in fields.items()]
    elif isinstance(fields, Sequence):
        parts = [
            _rendered(part, shape) if isinstance(part, Mapping) else _name(part, shape)[0]
            for part in fields
        ]
    else:
        raise TypeError(f"fields must be text, a list or a dict, not {type(fields).__name__}")
    if not parts:
        raise ValueError("fields is empty")
    return ",".join(parts)


def _nested(name: Any, inner: Any, shape: Shape | None) -> str:
    wire, below = _name(name, shape)
    return f"{wire}({_rendered(inner, below)})"


def _name(name: Any, shape: Shape | None) -> tuple[str, Shape | None]:
    """The wire name, and what it holds; Python's names and the API's are both known."""
    if not isinstance(name, str):
        raise TypeError(f"fields holds a {type(name).__name__} where a name belongs")
    while isinstance(shape, Items):
        shape = shape.item
    if not isinstance(shape, ModelShape) or not name.isidentifier():
        return name, None
    plan = model_plan(shape.type)
    field = plan.by_name.get(name) or plan.by_wire.get(name)
    if field is None:
        raise _unknown(name, shape.type)
    return field.wire, field.shape


def _unknown(name: str, kind: type[ModelBase]) -> ValueError:
    from difflib import get_close_matches

    close = get_close_matches(name, model_plan(kind).by_name, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else "; text is sent as it is, if you are sure"
    return ValueError(f"fields: {kind.__name__} has no field {name!r}{hint}")
