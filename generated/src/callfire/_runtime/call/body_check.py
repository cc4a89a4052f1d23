"""Refuses a request that lacks what its operation requires beyond types, before anything is sent."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import msgspec

from ..core.operation import Operation
from ..core.requirements import is_given, out_of_bounds, unmet
from ..models.base import ModelBase
from ..models.parameters import python_name
from ..models.shapes import model_plan

__all__ = ["check_body", "check_query", "row_problems"]


def check_query(operation: Operation[Any], query: Mapping[str, Any]) -> None:
    """Refuse a request without any of the parameters of which it must have one.

    Raises:
        ValueError: There is none.
    """
    names = operation.requires.any_query if operation.requires is not None else ()
    if names and not any(is_given(query.get(name)) for name in names):
        listed = " or ".join(map(python_name, names))
        raise ValueError(f"{listed} must be given; the description of {operation.id} states it")


def check_body(operation: Operation[Any], content: bytes) -> None:
    """Refuse a body that lacks something, or a list that is too short or too long.

    Raises:
        ValueError: It does.
    """
    try:
        body = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return  # JSON of the caller's own, which the API reads in its way
    name, source = operation.body_name or "the body", f"the description of {operation.id} states it"
    if isinstance(body, list):
        if operation.chunk is not None and len(body) > operation.chunk:
            raise ValueError(
                f"{name} must have at most {operation.chunk} items, not {len(body)}; "
                f"longer lists are sent in bulk; {source}"
            )
        for problem in out_of_bounds(operation.items, body, name) if operation.items else ():
            raise ValueError(f"{problem}; {source}")
    for place, problem in row_problems(operation, body):
        at = f"{name}[{place}]" if isinstance(body, list) else name
        raise ValueError(f"{at} {problem}; {source}")


def row_problems(operation: Operation[Any], body: Any) -> Iterator[tuple[int, str]]:
    """Yield what objects of a body lack, by their place in a list body.

    What a parameter may give instead is left to the API: it decides row by row, and takes the others.
    """
    if operation.requires is None:
        return
    named = _names(operation)
    for place, row in enumerate(body if isinstance(body, list) else [body]):
        if isinstance(row, dict):
            for problem in unmet(operation.requires, row, None, named):
                yield place, problem


def _names(operation: Operation[Any]) -> Callable[[str], str]:
    """Return what gives the Python name of a property, or of a query parameter."""
    model = next((each for each in get_args(operation.body)), operation.body)
    is_model = isinstance(model, type) and issubclass(model, ModelBase)
    fields = model_plan(model).by_wire if is_model else {}
    return lambda wire: fields[wire].name if wire in fields else python_name(wire)
