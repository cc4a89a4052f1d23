"""The bare classes that shapes, the encoder and the decoder know; ``model`` adds methods to them."""

import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, Generic, Self, SupportsIndex, TypeVar, get_args, overload

import msgspec
from msgspec import UNSET, UnsetType

from .timestamps import Timestamp, as_moment

__all__ = [
    "OMITTED",
    "UNSET",
    "DateMethods",
    "ListMethods",
    "ModelBase",
    "OpenEnum",
    "OpenIntEnum",
    "TimeMethods",
    "UnsetType",
    "misspelt",
    "watch",
]

T = TypeVar("T")

OMITTED: Any = None
"""The default of a field that responses always hold: None where the caller chose other fields, or made the model."""


class _KeywordOnly(msgspec.StructMeta):
    """Makes every model keyword-only; msgspec does not inherit the option."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> Any:
        made = super().__new__(cls, name, bases, namespace, **{"kw_only": True, **options})
        for field in _timestamps(made, namespace):
            setattr(made, field, _read_as_moment(vars(made)[field]))
        return made

    if not TYPE_CHECKING:

        def __call__(cls, /, *values: Any, **fields: Any) -> Any:
            try:
                return super().__call__(*values, **fields)
            except TypeError:
                raise _misuse(cls, fields) from None


def _misuse(model: Any, fields: dict[str, Any]) -> TypeError:
    """The error for fields that a model does not have, or that are given without a name."""
    known = model.__struct_fields__
    unknown = [name for name in fields if name not in known]
    such = f", such as {known[0]}=..." if known else ""
    return (
        misspelt(model, unknown[0])
        if unknown
        else TypeError(f"{model.__name__} takes its fields by name{such}")
    )


def misspelt(model: Any, key: Any, at: str = "") -> TypeError:
    """Return the error for a name that is no field of a model, with the name that was probably meant."""
    from difflib import get_close_matches

    known = model.__struct_fields__
    wires = dict(zip(map(str.lower, model.__struct_encode_fields__), known, strict=True))
    near = get_close_matches(str(key), known, n=1) or [
        wires[each] for each in get_close_matches(str(key).lower(), wires, n=1)
    ]
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return TypeError(f"{at or model.__name__} has no field {str(key)[:60]!r}{hint}")


def _timestamps(made: type, namespace: dict[str, Any]) -> list[str]:
    """The fields of a new class that are declared as ``Timestamp``, or ``Timestamp | None``."""
    annotations = namespace.get("__annotations__")
    if annotations is None and sys.version_info >= (3, 14):
        from annotationlib import Format, get_annotations

        annotations = get_annotations(made, format=Format.FORWARDREF)
    around = vars(sys.modules[made.__module__]) if made.__module__ in sys.modules else {}
    return [name for name, each in (annotations or {}).items() if _is_timestamp(each, around)]


def _is_timestamp(annotation: Any, around: Mapping[str, Any]) -> bool:
    if isinstance(annotation, str):
        return around.get(annotation.partition(" |")[0]) is Timestamp
    return annotation is Timestamp or any(each is Timestamp for each in get_args(annotation))


def _read_as_moment(slot: Any) -> Any:
    read = slot.__get__
    return property(lambda model: as_moment(read(model)), doc="A point in time.")


class ModelBase(
    msgspec.Struct,
    metaclass=_KeywordOnly,
    frozen=True,
    omit_defaults=True,
    rename="camel",
    weakref=True,
):
    """A frozen struct whose fields are all optional, since a partial response may leave out any of them."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        # Fields of equal models may hold a time as milliseconds in one and as a datetime in the other.
        return super().__eq__(other) or _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))


def _values(model: Any) -> list[Any]:
    return [getattr(model, name) for name in model.__struct_fields__]


class ListMethods(Generic[T]):
    """Lets an object with a single list as its field be used like that list."""

    __slots__ = ()
    __struct_fields__: tuple[str, ...]

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


class DateMethods:
    """A calendar date that is sent as ``{year, month, day}``."""

    __slots__ = ()

    def to_date(self) -> date:
        """Return the date.

        Raises:
            ValueError: It is incomplete, or not in the calendar.
        """
        year, month, day = _parts(self, "year", "month", "day", required=3)
        return date(year, month, day)


class TimeMethods:
    """A time of day that is sent as ``{hour, minute, second}``."""

    __slots__ = ()

    def to_time(self) -> time:
        """Return the time.

        Raises:
            ValueError: It is incomplete, or not on the clock.
        """
        hour, minute, second = _parts(self, "hour", "minute", "second", required=1)
        return time(hour, minute, second)


def _parts(model: object, *names: str, required: int) -> list[int]:
    parts = [getattr(model, name, None) for name in names]
    if not all(isinstance(part, int) for part in parts[:required]):
        raise ValueError(f"{model!r} is incomplete")
    return [part or 0 for part in parts]


class _Watch(threading.local):
    """Collects unknown enum values while a response is decoded in this thread; None at other times."""

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
        entry = str.__new__(cls, value)
        entry._name_ = value
        entry._value_ = value
        return entry

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


class OpenIntEnum(IntEnum):
    """Known values of an integer; a value the server adds later is a member too, equal to its number.

    >>> class Level(OpenIntEnum):
    ...     LOW = 1
    >>> Level(2) == 2, Level(2).is_known
    (True, False)
    """

    @property
    def is_known(self) -> bool:
        """Whether the description of the API lists this value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if type(value) is not int:
            return None
        if watch.misses is not None:
            watch.misses.append((cls, str(value)))
        entry = int.__new__(cls, value)
        entry._name_ = str(value)
        entry._value_ = value
        return entry

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
