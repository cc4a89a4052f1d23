"""What generated models and enums are made of.

Models are frozen msgspec structs whose fields are all optional, since a partial answer may leave out any of them.
Decoding keeps an odd value as it came, so a field can, rarely and after a warning, hold another type than declared.
"""

import re
import threading
from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, Self, SupportsIndex, TypeVar, cast, dataclass_transform, overload

import msgspec

from .timestamps import Timestamp

__all__ = ["DateObject", "ItemList", "Model", "OpenEnum", "TimeObject", "Timestamp"]

T = TypeVar("T")

_SECRET = re.compile(r"password|secret|token|api_?key", re.IGNORECASE)


class _KeywordOnly(msgspec.StructMeta):
    """Makes every model keyword-only; msgspec lets the classes below Model forget it."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> Any:
        return super().__new__(cls, name, bases, namespace, **{"kw_only": True, **options})


class _Hidden:
    """Stands for a secret wherever a model is shown."""

    def __repr__(self) -> str:
        return "***"


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Model(
    msgspec.Struct,
    metaclass=_KeywordOnly,
    frozen=True,
    omit_defaults=True,
    rename="camel",
    weakref=True,
):
    """The base of all models: immutable, comparable, readable."""

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed.

        Raises:
            TypeError: There is no such field.
        """
        return msgspec.structs.replace(self, **changes)

    def to_dict(self, *, wire_names: bool = False) -> dict[str, Any]:
        """Return the fields that are set, nested models as dicts too.

        Args:
            wire_names: Use the names of the API instead of Python's, and values as JSON has them.
        """
        if wire_names:
            from .encode import to_wire

            return cast("dict[str, Any]", to_wire(self))
        return {
            name: _plain(value)
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not None
        }

    def to_json(self) -> str:
        """Return the fields that are set as the API would write them."""
        return msgspec.json.encode(self.to_dict(wire_names=True)).decode()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [
            (name, _Hidden() if _SECRET.search(name) else value)
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not None
        ]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic, and so FastAPI, use models as fields: an instance, or what JSON would give."""
        from pydantic_core import core_schema

        from ..core.errors import DecodeError
        from .decode import convert

        def read(value: Any) -> Any:
            if isinstance(value, cls):
                return value
            if value is None:
                raise ValueError(f"expected {cls.__name__}, got null")
            try:
                return convert(cls, value, strict=True)
            except DecodeError as error:
                raise ValueError(str(error)) from None

        def write(value: Any) -> Any:
            return value.to_dict(wire_names=True)

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(write)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the model to OpenAPI documents: its fields, without those of nested models."""
        from .codec import json_types

        return {"type": "object", "title": cls.__name__, "properties": json_types(cls)}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


class ItemList(Model, Generic[T]):
    """A model that only wraps a list, and can be used like it."""

    def _list(self) -> list[T]:
        held = getattr(self, self.__struct_fields__[0])
        return held if isinstance(held, list) else []

    def __iter__(self) -> Iterator[T]:
        return iter(self._list())

    def __len__(self) -> int:
        return len(self._list())

    def __bool__(self) -> bool:
        return bool(self._list())

    def __contains__(self, item: object) -> bool:
        return item in self._list()

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | list[T]:
        return self._list()[place]


class DateObject(Model):
    """A calendar date that travels as ``{year, month, day}``; a ``datetime.date`` is accepted in its place."""

    def to_date(self) -> date:
        """Return the date.

        Raises:
            ValueError: It is incomplete, or not in the calendar.
        """
        year, month, day = _parts(self, "year", "month", "day", needed=3)
        return date(year, month, day)


class TimeObject(Model):
    """A time of day that travels as ``{hour, minute, second}``; a ``datetime.time`` is accepted in its place."""

    def to_time(self) -> time:
        """Return the time.

        Raises:
            ValueError: It is incomplete, or not on the clock.
        """
        hour, minute, second = _parts(self, "hour", "minute", "second", needed=1)
        return time(hour, minute, second)


def _parts(model: Model, *names: str, needed: int) -> list[int]:
    parts = [getattr(model, name, None) for name in names]
    if not all(isinstance(part, int) for part in parts[:needed]):
        raise ValueError(f"{model!r} is incomplete")
    return [part or 0 for part in parts]


def calendar_object(kind: type[Model], value: date | time, name: str) -> Model:
    """Return a date or time as the model that the API wants.

    Raises:
        TypeError: A date was given for a time of day, or the reverse.
    """
    if isinstance(value, date) != issubclass(kind, DateObject):
        raise TypeError(f"{name} must be a {kind.__name__}, not a {type(value).__name__}")
    wanted = ("year", "month", "day") if isinstance(value, date) else ("hour", "minute", "second")
    return kind(**dict(zip(wanted, attrgetter(*wanted)(value), strict=True)))


class _Watch(threading.local):
    """Notes unknown enum values while an answer is decoded in this thread; None while nobody asks."""

    misses: list[tuple[type, str]] | None = None


watch = _Watch()


class OpenEnum(StrEnum):
    """Known values of a text; a value the server adds later is a member too, equal to its text.

    >>> class State(OpenEnum):
    ...     READY = "READY"
    >>> State("LATER") == "LATER", State("LATER").is_known
    (True, False)
    """

    @property
    def is_known(self) -> bool:
        """Whether the description of the API lists this value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        if watch.misses is not None:
            watch.misses.append((cls, value))
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    def __repr__(self) -> str:
        if self.is_known:
            return f"{type(self).__name__}.{self._name_}"
        return f"{type(self).__name__}({self._value_!r})"

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self), (self._value_,)

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __copy__(self) -> Self:
        return self
