"""What tests look at: requests and items in Python's names; wire names are accepted."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..core.operation import Param
from ..models.base import ModelBase
from ..models.encode import to_wire
from ..models.phones import phone_number
from ..models.shapes import (
    Calendar,
    Entries,
    Items,
    ModelShape,
    Ms,
    PhoneShape,
    Shape,
    shape_of,
    subtype_plan,
)
from ..models.timestamps import as_moment, as_ms
from .requests import SentFile
from .routing import Target

__all__ = ["Record", "Recorded", "as_record", "as_wire"]


class Record(dict[str, Any]):
    """An object of a request or an item, by Python's names; ``record["firstName"]`` works, too."""

    def __init__(self, values: Mapping[str, Any], names: Mapping[str, str]) -> None:
        super().__init__(values)
        self.names = names
        """Python's names by wire name."""

    def __missing__(self, key: str) -> Any:
        if key not in self.names:
            raise KeyError(key)
        return super().__getitem__(self.names[key])

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or super().__contains__(self.names.get(str(key)))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value by its Python name or its wire name."""
        return self[key] if key in self else default  # noqa: SIM401 - this is get

    def __reduce__(self) -> Any:
        return Record, (dict(self), self.names)


def as_record(shape: Shape | None, value: Any) -> Any:
    """Return JSON values in Python's names, times as datetimes."""
    match shape:
        case ModelShape(kind) | Calendar(kind) if isinstance(value, dict):
            plan = subtype_plan(kind, value)
            names: dict[str, str] = {each.wire: each.name for each in plan.fields}
            shapes = {each.wire: each.shape for each in plan.fields}
            entries: dict[str, Any] = {
                str(names.get(wire, wire)): as_record(shapes.get(wire), each)
                for wire, each in value.items()
            }
            return Record(entries, names)
        case Items(item) if isinstance(value, list):
            return [as_record(item, each) for each in value]
        case Entries(inner) if isinstance(value, dict):
            return {name: as_record(inner, each) for name, each in value.items()}
        case Ms():
            return as_moment(value)
        case _:
            return deepcopy(value)


def as_wire(shape: Shape | None, value: Any) -> Any:
    """Return what a test gives, in either kind of names, as JSON values; names that are neither stay."""
    if isinstance(value, ModelBase):
        return to_wire(value)
    match shape:
        case ModelShape(kind) | Calendar(kind) if isinstance(value, Mapping):
            plan = subtype_plan(kind, value)
            result = {}
            for name, each in value.items():
                known = plan.by_wire.get(name) or plan.by_name.get(name)
                result[name if known is None else known.wire] = (
                    each if known is None else as_wire(known.shape, each)
                )
            return result
        case Items(item) if isinstance(value, list | tuple):
            return [as_wire(item, each) for each in value]
        case Entries(inner) if isinstance(value, Mapping):
            return {name: as_wire(inner, each) for name, each in value.items()}
        case Ms() if isinstance(value, datetime | str):
            return _milliseconds(value)
        case PhoneShape() if isinstance(value, str):
            return normal_number(value)
        case _:
            return deepcopy(value)


def _milliseconds(value: datetime | str) -> Any:
    """Return a time as milliseconds; what is none, or has no zone, stays."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
    return value if moment.utcoffset() is None else as_ms(moment)


def normal_number(text: str) -> str:
    """Return a phone number as the API writes it; other texts stay."""
    try:
        return phone_number(text)
    except ValueError:
        return text


@dataclass(frozen=True, slots=True, repr=False)
class Recorded:
    """One request that arrived.

    Attributes:
        operation: The id of the operation; empty when there is none for it.
        method: The HTTP method.
        path: The path, without what all paths begin with.
        query: Parameters of the query by their wire names and types; lists where there may be several.
        json: The JSON body as it came.
        form: The plain fields of a form.
        files: The files of a form.
        headers: Names in lower case, without credentials.
        status: The status of the response; None when the connection was lost.
        error: Why it was refused; empty otherwise.
        name: The method of the client, such as ``items.find``; empty when there is none.
    """

    operation: str
    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, SentFile] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None
    error: str = ""
    name: str = ""
    _path: Mapping[str, Any] = field(default_factory=dict)
    _target: Target | None = None

    def __repr__(self) -> str:
        return f"<{self.name or self.operation or 'request'}: {self.method} {self.path}, {self.status}>"

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the method that send this request: Python's names, times as datetimes."""
        if self._target is None:
            return {}
        operation, names = self._target.operation, self._target.route.arguments
        params = {**operation.path_params, **operation.query, **operation.form}
        result = {
            names.get(wire, wire): _argument(params.get(wire), value)
            for values in (self._path, self.query, self.form, self.files)
            for wire, value in values.items()
        }
        if operation.body is None or self.json is None:
            return result
        body = as_record(shape_of(operation.body), self.json)
        if operation.body_name or not isinstance(body, Record):
            return result | {operation.body_name or "body": body}
        wires = {name: wire for wire, name in body.names.items()}
        return result | {
            names.get(f"body.{wires.get(name, name)}", name): value for name, value in body.items()
        }


def _argument(param: Param | None, value: Any) -> Any:
    return as_moment(value) if param is not None and param.kind == "ms" else value
