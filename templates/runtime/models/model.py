"""What generated models are made of.

Models are frozen msgspec structs whose fields are all optional. Decoding keeps an unusual value as it came, so a field
can, rarely and after a warning, hold another type than declared.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar, cast, dataclass_transform

import msgspec

from ..core.errors import DecodeError
from .base import (
    OMITTED,
    UNSET,
    DateMethods,
    ListMethods,
    ModelBase,
    OpenEnum,
    OpenIntEnum,
    TimeMethods,
    UnsetType,
)
from .decode import parsed, read_dict
from .encode import to_wire
from .shapes import FreeKeys, json_types, model_plan
from .timestamps import Timestamp, TimestampItem

__all__ = [
    "OMITTED",
    "UNSET",
    "DateObject",
    "FreeKeys",
    "ItemList",
    "Model",
    "OpenEnum",
    "OpenIntEnum",
    "TimeObject",
    "Timestamp",
    "TimestampItem",
    "UnsetType",
]

T = TypeVar("T")

_SECRET = re.compile(r"password|secret|token|api_?key", re.IGNORECASE)


class _Hidden:
    """Stands for a secret wherever a model is shown."""

    def __repr__(self) -> str:
        return "***"


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Model(ModelBase, frozen=True):
    """The base of all models: immutable and comparable."""

    def replace(self, /, **changes: Any) -> Self:
        """Return a copy with some fields changed.

        Raises:
            TypeError: There is no such field.
        """
        return msgspec.structs.replace(self, **changes)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a model of what :meth:`to_dict` returned, or of parsed JSON; both spellings of names are read.

        Args:
            data: The fields; times may be datetimes or milliseconds, nested models may be dicts. Values of another
                type than declared are kept with a ``DeviationWarning``, as in responses.

        Raises:
            TypeError: It is no mapping, or there is no such field.
        """
        return cast(Self, read_dict(cls, data))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Make a model of what :meth:`to_json` returned, or of JSON from the API.

        Args:
            text: A JSON object; names and values are read as by :meth:`from_dict`, but the API's names win.

        Raises:
            DecodeError: It is no JSON.
            TypeError: It is no JSON object, or there is no such field.
        """
        if not isinstance(text, str | bytes | bytearray):
            raise TypeError(f"expected JSON as text or bytes, got {type(text).__name__}")
        content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return cast(
            Self, read_dict(cls, parsed(content, strict=False, what="the text"), first="wire")
        )

    def to_dict(self, *, wire_names: bool = False, include_unset: bool = False) -> dict[str, Any]:
        """Return the fields that are set, nested models as dicts too.

        Args:
            wire_names: Use the names of the API instead of Python's, and values as JSON has them: times as
                milliseconds or text, bytes as base64.
            include_unset: Give fields that are not set too, as None, so that all dicts of one class have the same
                keys; lists and nested models keep only what is set.
        """
        plan = model_plan(type(self))
        if wire_names:
            result = cast("dict[str, Any]", to_wire(self))
            unset = [field.wire for field in plan.fields] if include_unset else []
        else:
            result = _plain_fields(self)
            unset = [field.name for field in plan.fields] if include_unset else []
        return dict.fromkeys(unset) | result

    def to_json(self) -> str:
        """Return the fields that are set as JSON text, with the names and values of the API."""
        content = self.to_dict(wire_names=True)
        try:
            return msgspec.json.encode(content).decode()
        except UnicodeEncodeError:
            return json.dumps(content, separators=(",", ":"))

    def __repr__(self) -> str:
        from .tables import short

        shown = ", ".join(f"{name}={short(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def _repr_html_(self) -> str:
        from .tables import html_fields

        return html_fields(type(self).__name__, self.__rich_repr__())

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [
            (name, _Hidden() if _SECRET.search(name) else value)
            for name, value in _set_fields(self)
        ]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic, and so FastAPI, use models as fields: an instance, its dict, or what JSON would give."""
        from pydantic_core import core_schema

        def read(value: Any) -> Any:
            if isinstance(value, cls):
                return value
            try:
                return read_dict(cls, value, strict=True)
            except (DecodeError, TypeError) as error:
                raise ValueError(str(error)) from None

        def write(value: Any) -> Any:
            return value.to_dict(wire_names=True)

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(write)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the model to OpenAPI documents: its fields, without those of nested models."""
        return {"type": "object", "title": cls.__name__, "properties": json_types(cls)}


def _set_fields(model: ModelBase) -> list[tuple[str, Any]]:
    """The names and values of the fields that are set; null is a value where the field can be null."""
    plan = model_plan(type(model))
    result = [(field, getattr(model, field.name)) for field in plan.fields]
    shown = [
        (field.name, value)
        for field, value in result
        if value is not UNSET and (value is not None or field.nullable)
    ]
    extra = getattr(model, plan.extra.name) if plan.extra else None
    return [*shown, (plan.extra.name, extra)] if plan.extra and extra else shown


def _plain_fields(model: ModelBase) -> dict[str, Any]:
    """The fields as a dict; free keys stand beside them, or under their own name where they would hide one."""
    plan = model_plan(type(model))
    result = {name: _plain(value) for name, value in _set_fields(model)}
    if plan.extra and (extra := result.pop(plan.extra.name, None)):
        hides = plan.by_name.keys() | {plan.extra.name}
        result |= extra if extra.keys().isdisjoint(hides) else {plan.extra.name: extra}
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, ModelBase):
        return _plain_fields(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


class ItemList(ListMethods[T], Model, Generic[T]):
    """A model that only wraps a list, and can be used like it."""

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame`` with a row for each item and a column for each field.

        Raises:
            ImportError: pandas is not installed.
        """
        from .tables import frame

        return frame("pandas", self)

    def to_polars(self) -> Any:
        """Return a ``polars.DataFrame`` with a row for each item and a column for each field.

        Raises:
            ImportError: polars is not installed.
        """
        from .tables import frame

        return frame("polars", self)

    def _repr_html_(self) -> str:
        from .tables import html_rows

        return html_rows(f"{type(self).__name__}, {len(self)} items", list(self))


class DateObject(DateMethods, Model):
    """A calendar date that is sent as ``{year, month, day}``; a ``datetime.date`` is accepted in its place."""


class TimeObject(TimeMethods, Model):
    """A time of day that is sent as ``{hour, minute, second}``; a ``datetime.time`` is accepted in its place."""
