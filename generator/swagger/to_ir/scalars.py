"""Types without parts: what ``type`` and ``format`` mean, and which defaults and bounds fit them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from generator.document import Node
from generator.ir.model import Json, Kind, Limits, ListOf, MapOf, Named, Scalar, TypeRef
from generator.swagger.to_ir.reader import Reader, kind_of

_Number = TypeVar("_Number", int, float)

ANY = Scalar(Kind.ANY)
STRING = Scalar(Kind.STRING)

_FORMATS = {
    ("string", "date"): Kind.DATE,
    ("string", "date-time"): Kind.DATE_TIME,
    ("string", "byte"): Kind.BYTES,
    ("string", "binary"): Kind.FILE,
}
_TYPES = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "file": Kind.FILE,
}
_WHOLE_FORMATS = {"int32", "int64"}


def scalar(type_name: str, format_name: str | None) -> Scalar | None:
    """The scalar of a type and a format; None for types with parts and for unknown types."""
    if type_name == "number" and format_name in _WHOLE_FORMATS:
        return Scalar(Kind.INTEGER)
    kind = _FORMATS.get((type_name, format_name or ""), _TYPES.get(type_name))
    return None if kind is None else Scalar(kind)


_BITS = {"int32": 32, "int64": 64}


def limits(reader: Reader, node: Node) -> Limits:
    """The bounds a schema or parameter states; those of numbers and texts may be those of a list's items."""
    items = reader.get(node, "items")
    sized = node if items is None or not isinstance(items.value, dict) else items
    text = reader.get(sized, "format")
    above, below = (reader.flag(sized, f"exclusive{each}") for each in ("Minimum", "Maximum"))
    low, high = _range(reader, sized, "imum", reader.number, is_open=above or below)
    shortest, longest = _range(reader, sized, "Length", reader.whole)
    fewest, most = _range(reader, node, "Items", reader.whole)
    least, greatest = _range(reader, node, "Properties", reader.whole)
    step = reader.number(sized, "multipleOf")
    return Limits(
        minimum=None if above else low,
        maximum=None if below else high,
        exclusive_minimum=low if above else None,
        exclusive_maximum=high if below else None,
        multiple_of=step if step is not None and step > 0 else None,
        min_length=shortest,
        max_length=longest,
        pattern=reader.text(sized, "pattern"),
        min_items=fewest,
        max_items=most,
        unique_items=reader.flag(node, "uniqueItems"),
        min_properties=least,
        max_properties=greatest,
        bits=_BITS.get(str(text.value)) if text is not None else None,
    )


def _range(
    reader: Reader,
    node: Node,
    of: str,
    read: Callable[[Node, str], _Number | None],
    *,
    is_open: bool = False,
) -> tuple[_Number | None, _Number | None]:
    """The bounds of numbers, lengths or counts; without both, where no value is within them."""
    low, high = read(node, f"min{of}"), read(node, f"max{of}")
    if low is not None and high is not None and (low > high or (is_open and low == high)):
        message = f"no value is at least {low} and at most {high}; both bounds are ignored"
        reader.add("bounds-contradict", node, message)
        return None, None
    return low, high


def default(reader: Reader, node: Node, type_: TypeRef) -> Json:
    """The default of a schema or parameter; one that cannot be meant is a finding and dropped."""
    entry = reader.get(node, "default")
    if entry is None:
        return None
    value: Json = entry.plain()
    if fits(value, type_):
        return value
    reader.add(
        "default-type",
        entry,
        f"the default is {kind_of(entry.value)}, which does not fit the type; it is ignored",
    )
    return None


def example(reader: Reader, node: Node) -> Json:
    """The example of a schema or parameter."""
    entry = reader.get(node, "example") or reader.get(node, "x-example")
    return None if entry is None else entry.plain()


def fits(value: Json, type_: TypeRef) -> bool:
    """Whether a default has the shape of a type; named types are not looked into."""
    match type_:
        case ListOf(item=item):
            return isinstance(value, list) and all(fits(part, item) for part in value)
        case MapOf(value=part_type):
            return isinstance(value, Mapping) and all(
                fits(part, part_type) for part in value.values()
            )
        case Named():
            return True
        case Scalar(kind=kind):
            return _fits_kind(value, kind)


def _fits_kind(value: Json, kind: Kind) -> bool:
    match kind:
        case Kind.ANY:
            return True
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.INTEGER | Kind.UNIX_MS:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, str)
