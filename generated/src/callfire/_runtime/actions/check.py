"""Checks the input of an action against its schema and writes it as it is sent.

Wire names and Python names are accepted. corrected: times in ISO 8601, texts with a form of their own, the case of known values,
numbers and booleans written as text, lists written with commas. Everything else that does not fit is a problem with its
place; values are never shown, since they may be personal.
"""

import base64
import binascii
import json
import math
import mimetypes
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any
from urllib.parse import unquote_to_bytes

from .catalogue import BODY, Action, Catalogue, Schema, close_to
from .problems import InputError, Problem

__all__ = ["Inputs", "as_json", "checked"]

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,19}\s*")
_DATA_URL = re.compile(r"data:([^,]*),(.*)", re.DOTALL)
_LEAST, _MOST = -(2**63), 2**63 - 1
_LEAST_MS = 10**11
"""Milliseconds below this are of before 1973, so they must be seconds."""
_NULL = {"type": "null"}
_MISFIT = object()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Checked inputs by the place where they travel."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    form: Mapping[str, Any]
    body: Any


def checked(
    catalogue: Catalogue, action: Action, given: Mapping[str, Any], *, open_files: bool = True
) -> Inputs:
    """Check the input of an action.

    Args:
        catalogue: Where definitions are found.
        action: The action.
        given: Inputs by wire name or Python name. Fields of an object body may stand beside the other inputs.
        open_files: Whether a text may be the path of a file. False for input from others: then files are ``data:`` URLs
            or bytes.

    Raises:
        InputError: The input cannot be sent; all problems are listed.
    """
    check = _Check(catalogue, action, open_files)
    return check.inputs(given)


@dataclass(slots=True)
class _Check:
    catalogue: Catalogue
    action: Action
    open_files: bool
    problems: list[Problem] = field(default_factory=list)

    def inputs(self, given: Any) -> Inputs:
        if not isinstance(given, Mapping):
            self.problem("", f"the input must be a mapping, not {_kind(given)}")
            raise InputError(self.action.id, self.problems)
        ready = self.object(self.action.inputs, self._gathered(given), "")
        self._rules(ready if isinstance(ready, dict) else {})
        if self.problems:
            raise InputError(self.action.id, self.problems)
        places: dict[str, dict[str, Any]] = {
            place: {} for place in ("path", "query", "header", "form")
        }
        body = None
        for name, value in ready.items():
            place = self.action.places[name]
            if place == "body":
                body = value
            else:
                places[place][self._wire(name, place)] = value
        return Inputs(places["path"], places["query"], places["header"], places["form"], body)

    def _wire(self, name: str, place: str) -> str:
        """Inputs that share a wire name begin with their place."""
        inner = name.removeprefix(f"{place}_")
        return inner if inner != name and inner in self.action.places else name

    def _gathered(self, given: Mapping[Any, Any]) -> dict[Any, Any]:
        """Put fields of an object body that stand beside the other inputs into the body."""
        inputs = self.action.inputs["properties"]
        if BODY not in inputs:
            return dict(given)
        body = self.catalogue.resolved(inputs[BODY])
        fields = body.get("properties", {})
        top: dict[Any, Any] = {}
        inner: dict[Any, Any] = {}
        for key, value in given.items():
            name = BODY if key == self.action.body and key not in inputs else key
            is_field = self._key(inputs, name) is None and self._key(fields, key) is not None
            if not is_field and name in top:
                self.problem(str(name), "is given twice")
            (inner if is_field else top)[key if is_field else name] = value
        base = _plain(top.get(BODY))
        if inner and isinstance(base, Mapping | None):
            top[BODY] = {**(base or {}), **inner}
        elif inner:
            self.problem(BODY, f"must be an object, not {_kind(base)}")
        return top

    def _key(self, properties: Mapping[str, Any], key: Any) -> str | None:
        """The wire name that a key stands for."""
        if key in properties:
            return str(key)
        names = self.catalogue.record["names"].get(key, ()) if isinstance(key, str) else ()
        return next((name for name in names if name in properties), None)

    def _rules(self, ready: Mapping[str, Any]) -> None:
        needed = self.action.any_input
        if needed and not any(name in ready for name in needed):
            self.problem("", f"one of these inputs is needed: {', '.join(needed)}")
        body = ready.get(BODY)
        several = isinstance(body, list)
        for index, item in enumerate(body if isinstance(body, list) else [body]):
            if not isinstance(item, Mapping):
                continue
            at = f"{BODY}[{index}]" if several else BODY
            for name in self.action.required:
                if item.get(name) in (None, "", []):
                    self.problem(_below(at, name), "is required")
            for group in self.action.one_of:
                count = sum(item.get(name) is not None for name in group)
                if count != 1:
                    has = "none" if not count else "more"
                    self.problem(at, f"must have one of {', '.join(group)}, and has {has}")
            for group in self.action.any_of:
                if all(item.get(name) in (None, "") for name in group):
                    self.problem(at, f"must have {' or '.join(group)}")

    def problem(self, at: str, message: str) -> Any:
        self.problems.append(Problem(at, message))
        return _MISFIT

    def value(self, schema: Schema, value: Any, at: str) -> Any:
        """Return a value as it is sent."""
        schema, nullable = _without_null(schema)
        schema = self.catalogue.resolved(schema)
        value = _plain(value)
        if value is None:
            return None if nullable or not schema.get("type") else self.problem(at, "is null")
        if "enum" in schema:
            return self._known(schema["enum"], value, at)
        if schema.get("format") == "unix-ms":
            return self._moment(value, at)
        match schema.get("type"):
            case "object":
                return self.object(schema, value, at)
            case "array":
                return self._array(schema, value, at)
            case "string":
                return self._string(schema, value, at)
            case "integer":
                return self._number(schema, _whole(value), value, at, "a whole number")
            case "number":
                return self._number(schema, _real(value), value, at, "a number")
            case "boolean":
                result = _truth(value)
                return self._misfit(at, "true or false", value) if result is None else result
            case _:
                return value

    def object(self, schema: Schema, value: Any, at: str) -> Any:
        properties: Mapping[str, Any] = schema.get("properties", {})
        if isinstance(value, str | date | time) and {"year", "hour"} & properties.keys():
            return self._calendar(value, at, properties)
        if isinstance(value, str) and value.lstrip().startswith("{"):
            value = _parsed(value)
        if not isinstance(value, Mapping):
            return self._misfit(at, "an object", value)
        ready: dict[str, Any] = {}
        for key, inner in value.items():
            name = self._key(properties, key)
            place = _below(at, name or str(key))
            if name is None and schema.get("additionalProperties", True) is False:
                self._unknown(schema, str(key), place, properties)
            elif name in ready:
                self.problem(place, "is given twice")
            else:
                self._put(ready, name or str(key), self._field(schema, name), inner, place)
        self._required(schema, ready, at)
        return ready

    def _field(self, schema: Schema, name: str | None) -> Schema:
        """The schema of a property, or of a key that has none."""
        known = schema["properties"][name] if name is not None else None
        rest = known or schema.get("additionalProperties")
        return rest if isinstance(rest, Mapping) else {}

    def _put(self, ready: dict[str, Any], name: str, schema: Schema, value: Any, at: str) -> None:
        """Null leaves a property out, unless it is a value of its own."""
        if value is None and schema and not _without_null(schema)[1]:
            return
        sendable = self.value(schema, value, at)
        if sendable is not _MISFIT:
            ready[name] = sendable

    def _required(self, schema: Schema, ready: Mapping[str, Any], at: str) -> None:
        for name in schema.get("required", ()):
            place = _below(at, name)
            if name not in ready and not any(each.at.startswith(place) for each in self.problems):
                self.problem(place, "is required")

    def _unknown(self, schema: Schema, key: str, at: str, properties: Mapping[str, Any]) -> None:
        if any(key in names or self._key(dict.fromkeys(names), key) for names in self._set(schema)):
            return
        names = self.catalogue.record["names"]
        python = [
            name for name, wires in names.items() if any(wire in properties for wire in wires)
        ]
        hint = close_to(key, [*properties, *python])
        self.problem(
            at, f"is unknown{hint}" if hint else f"is unknown; known: {_listed(properties)}"
        )

    def _set(self, schema: Schema) -> Iterator[list[str]]:
        """The read-only fields of a definition: the server sets them, so they are left out of what is sent."""
        for name, fields in self.catalogue.record["readOnly"].items():
            if self.catalogue.record["$defs"][name].get("properties") is schema.get("properties"):
                yield fields

    def _array(self, schema: Schema, value: Any, at: str) -> Any:
        items = schema.get("items", {})
        if isinstance(value, str) and self.catalogue.resolved(items).get("type") != "object":
            value = [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            return self._misfit(at, "a list", value)
        ready = [self.value(items, each, f"{at}[{index}]") for index, each in enumerate(value)]
        most, least = schema.get("maxItems", math.inf), schema.get("minItems", 0)
        if not least <= len(ready) <= most:
            bound = f"at most {most}" if len(ready) > most else f"at least {least}"
            return self.problem(at, f"must have {bound} items, not {len(ready)}")
        return ready

    def _string(self, schema: Schema, value: Any, at: str) -> Any:
        if schema.get("contentMediaType"):
            return self._file(value, at)
        if schema.get("format") == "phone":
            return self._phone(value, at)
        if schema.get("contentEncoding") == "base64" and isinstance(value, bytes | bytearray):
            return bytes(value)
        if isinstance(value, datetime | date):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return self._misfit(at, "text", value)
        most, least = schema.get("maxLength", math.inf), schema.get("minLength", 0)
        if not least <= len(value) <= most:
            bound = f"at most {most}" if len(value) > most else f"at least {least}"
            return self.problem(at, f"must have {bound} characters, not {len(value)}")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return self.problem(at, f"must match {schema['pattern']}")
        return value

    def _phone(self, value: Any, at: str) -> Any:
        from ..models.phones import as_written, phone_number

        if value == "":
            return value
        try:
            # It is read once more when it is sent.
            return as_written(phone_number(value, ""))
        except (TypeError, ValueError) as error:
            return self.problem(at, str(error).removeprefix(":").strip())

    def _number(self, schema: Schema, number: Any, value: Any, at: str, wanted: str) -> Any:
        if number is None:
            return self._misfit(at, wanted, value)
        least, most = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
        if not least <= number <= most:
            bound = f"at least {least}" if number < least else f"at most {most}"
            return self.problem(at, f"must be {bound}")
        return number

    def _known(self, values: list[Any], value: Any, at: str) -> Any:
        if value in values:
            return value
        folded = {str(each).casefold(): each for each in values}
        result = folded.get(str(value).strip().casefold().replace("-", "_").replace(" ", "_"))
        if result is not None:
            return result
        hint = close_to(str(value).upper(), list(map(str, values)))
        return self.problem(at, f"must be one of {', '.join(map(str, values))}{hint}")

    def _moment(self, value: Any, at: str) -> Any:
        """Return milliseconds since the epoch."""
        if isinstance(value, str) and not _WHOLE.fullmatch(value):
            try:
                value = datetime.fromisoformat(value.strip())
            except ValueError:
                return self.problem(at, "must be a time such as 2026-03-01T12:00:00Z")
        if isinstance(value, datetime):
            if value.utcoffset() is None:
                return self.problem(at, "has no time zone; write it such as 2026-03-01T12:00:00Z")
            return (value - datetime(1970, 1, 1, tzinfo=UTC)) // _MILLISECOND
        number = _whole(value)
        if number is None:
            return self._misfit(at, "a time such as 2026-03-01T12:00:00Z, or milliseconds", value)
        if 0 < abs(number) < _LEAST_MS:
            return self.problem(at, "looks like seconds; the API wants milliseconds")
        return number

    def _calendar(self, value: Any, at: str, properties: Mapping[str, Any]) -> Any:
        """Return a day or a time of day, for an object that stands for one."""
        if not isinstance(value, str):
            return value
        kind, form = (date, "2026-03-01") if "year" in properties else (time, "10:30:00")
        try:
            return kind.fromisoformat(value)
        except ValueError:
            return self.problem(at, f"must be such as {form}")

    def _file(self, value: Any, at: str) -> Any:
        """Return a file as the client takes it: bytes, a path, an open file, or one of them with its name."""
        if isinstance(value, str) and (result := _DATA_URL.fullmatch(value)):
            return self._data(result[1], result[2], at)
        if isinstance(value, str | os.PathLike):
            if not self.open_files:
                return self.problem(at, "must be a data: URL; paths are not opened here")
            if not os.path.isfile(value):  # noqa: PTH113 - a plain question about a plain path
                return self.problem(at, f"is no file: {os.fspath(value)!r}")
        return value

    def _data(self, head: str, content: str, at: str) -> Any:
        kind, *parameters = head.split(";")
        kind = kind.strip() or "text/plain"
        name = next((each[5:] for each in parameters if each.startswith("name=")), "")
        raw = unquote_to_bytes(content)
        if "base64" in parameters:
            try:
                raw = base64.b64decode(raw, validate=True)
            except binascii.Error:
                return self.problem(at, "is a data: URL whose base64 is damaged")
        ending = mimetypes.guess_extension(kind) or ""
        return os.path.basename(name) or f"file{ending}", raw, kind  # noqa: PTH119 - not a path yet

    def _misfit(self, at: str, wanted: str, value: Any) -> Any:
        return self.problem(at, f"must be {wanted}, not {_kind(value)}")


_MILLISECOND = timedelta(milliseconds=1)


def _plain(value: Any) -> Any:
    """Models as JSON, enums and numbers of other libraries as plain ones."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | bytes | Mapping | list | tuple | type(None)):
        return value
    if hasattr(type(value), "__struct_fields__"):
        from ..models.encode import to_wire

        return to_wire(value)
    return value


def _parsed(text: str) -> Any:
    """An object may come as JSON text, which is how assistants in strict mode write free keys."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _without_null(schema: Schema) -> tuple[Schema, bool]:
    branches = schema.get("anyOf")
    if isinstance(branches, list) and _NULL in branches:
        first: Schema = next((each for each in branches if each != _NULL), {})
        return first, True
    return schema, False


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < _MOST
        return int(value) if whole else None
    number = int(value)
    return number if _LEAST <= number <= _MOST else None


def _real(value: Any) -> float | int | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _kind(value: Any) -> str:
    names = {
        "str": "text",
        "dict": "an object",
        "list": "a list",
        "bool": "a boolean",
        "int": "a number",
    }
    return names.get(type(value).__name__, type(value).__name__)


def _listed(names: Iterable[str]) -> str:
    shown = [*names]
    most = 12
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return (", ".join(shown[:most]) or "none") + more


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def as_json(value: Any) -> str:
    """Return checked inputs as JSON text, for people and for checksums."""

    def other(each: Any) -> Any:
        if isinstance(each, bytes | bytearray):
            return base64.b64encode(each).decode()
        return str(each)

    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=other)
