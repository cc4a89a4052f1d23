"""Types without parts: what ``type`` and ``format`` mean, and which defaults and bounds fit them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.document import Node
from generator.ir.model import Json, Kind, Limits, ListOf, MapOf, Named, Scalar, TypeRef
from generator.swagger.to_ir.reader import Reader, kind_of

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
    low, high = reader.number(sized, "minimum"), reader.number(sized, "maximum")
    above, below = (reader.flag(sized, f"exclusive{each}") for each in ("Minimum", "Maximum"))
    return Limits(
        minimum=None if above else low,
        maximum=None if below else high,
        exclusive_minimum=low if above else None,
        exclusive_maximum=high if below else None,
        multiple_of=reader.number(sized, "multipleOf"),
        min_length=reader.whole(sized, "minLength"),
        max_length=reader.whole(sized, "maxLength"),
        pattern=reader.text(sized, "pattern"),
        min_items=reader.whole(node, "minItems"),
        max_items=reader.whole(node, "maxItems"),
        unique_items=reader.flag(node, "uniqueItems"),
        min_properties=reader.whole(node, "minProperties"),
        max_properties=reader.whole(node, "maxProperties"),
        bits=_BITS.get(str(text.value)) if text is not None else None,
    )


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
