"""Tells fast whether a value fits a JSON Schema: the schema becomes functions, and only yes or no comes out.

A no may also mean that the schema says something unknown here; whoever wants to know why asks another validator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence, Sized
from functools import partial
from typing import Any

from generator.document import unescaped

Check = Callable[[Any], bool]

_TYPES: Mapping[str, Check] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
_SAY_NOTHING = {
    *("$schema", "default", "definitions", "description", "format", "id", "title"),
    "exclusiveMinimum",
}
_OF_OBJECTS = {"properties", "patternProperties", "additionalProperties"}
_OF_ARRAYS = {"items", "additionalItems"}


class Quick:
    """The functions of some schemas that may refer to each other, by the address of each."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._known: dict[tuple[str, str], Check] = {}

    def fits(self, value: Any, address: str = "") -> bool:
        """Whether a value certainly fits."""
        try:
            return self._referred(f"{address}#", "")(value)
        except (RecursionError, LookupError, NotImplementedError):
            return False

    def _referred(self, reference: str, base: str) -> Check:
        address, _, pointer = reference.partition("#")
        place = (address or base, pointer)
        if place not in self._known:
            # Schemas refer to themselves: what is being made is looked up only when it is used.
            self._known[place] = partial(self._again, place)
            schema = self._schemas[place[0]]
            for step in pointer.split("/")[1:]:
                schema = schema[unescaped(step)]
            self._known[place] = self._check(schema, place[0])
        return self._known[place]

    def _again(self, place: tuple[str, str], value: Any) -> bool:
        return self._known[place](value)

    def _check(self, schema: Mapping[str, Any], base: str) -> Check:
        if "$ref" in schema:
            return self._referred(schema["$ref"], base)
        keywords = schema.keys() - _SAY_NOTHING
        checks = [
            self._keyword(keyword, schema, base)
            for keyword in sorted(keywords - _OF_OBJECTS - _OF_ARRAYS)
        ]
        if keywords & _OF_OBJECTS:
            checks.append(self._members(schema, base))
        if keywords & _OF_ARRAYS:
            checks.append(self._items(schema, base))
        return checks[0] if len(checks) == 1 else partial(_all, tuple(checks))

    def _keyword(self, keyword: str, schema: Mapping[str, Any], base: str) -> Check:
        wanted = schema[keyword]
        if keyword == "not":
            opposite = self._check(wanted, base)
            return lambda value: not opposite(value)
        if keyword in _COMBINED:
            parts = tuple(self._check(each, base) for each in wanted)
            return partial(_COMBINED[keyword], parts)
        if keyword == "minimum":
            return partial(_is_great_enough, wanted, schema.get("exclusiveMinimum", False))
        return _plain(keyword, wanted)

    def _members(self, schema: Mapping[str, Any], base: str) -> Check:
        named = {key: self._check(each, base) for key, each in schema.get("properties", {}).items()}
        patterns = tuple(
            (re.compile(pattern), self._check(each, base))
            for pattern, each in schema.get("patternProperties", {}).items()
        )
        rest = self._rest(schema.get("additionalProperties", True), base)

        def check(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            for key, member in value.items():
                wanted = [each for pattern, each in patterns if pattern.search(key)]
                if key in named:
                    wanted.append(named[key])
                if not all(each(member) for each in wanted or (rest,)):
                    return False
            return True

        return check

    def _items(self, schema: Mapping[str, Any], base: str) -> Check:
        items = schema.get("items", {})
        if isinstance(items, Sequence):
            raise NotImplementedError("lists of schemas for single items")
        one = self._check(items, base)
        return lambda value: not isinstance(value, list) or all(map(one, value))

    def _rest(self, said: Any, base: str) -> Check:
        if isinstance(said, bool):
            return _anything if said else _nothing
        return self._check(said, base)


def _plain(keyword: str, wanted: Any) -> Check:
    """The check of a keyword that needs no other schema."""
    match keyword:
        case "type":
            return partial(_any, tuple(_TYPES[name] for name in _listed(wanted)))
        case "enum" if all(isinstance(each, str | bool) for each in wanted):
            return partial(_is_one_of, tuple(wanted))
        case "required":
            return partial(_has, frozenset(wanted))
        case "pattern":
            return partial(_matches, re.compile(wanted))
        case "uniqueItems":
            return _differ if wanted else _anything
        case "minItems" | "minProperties" | "minLength":
            return partial(_is_long_enough, _LONG[keyword], wanted)
    raise NotImplementedError(keyword)


def _listed(wanted: str | Sequence[str]) -> Sequence[str]:
    return [wanted] if isinstance(wanted, str) else wanted


def _anything(_: Any) -> bool:
    return True


def _nothing(_: Any) -> bool:
    return False


def _all(checks: tuple[Check, ...], value: Any) -> bool:
    return all(check(value) for check in checks)


def _any(checks: tuple[Check, ...], value: Any) -> bool:
    return any(check(value) for check in checks)


def _only_one(checks: tuple[Check, ...], value: Any) -> bool:
    return sum(check(value) for check in checks) == 1


def _is_one_of(wanted: tuple[Any, ...], value: Any) -> bool:
    return any(type(value) is type(each) and value == each for each in wanted)


def _has(wanted: frozenset[str], value: Any) -> bool:
    return not isinstance(value, dict) or wanted <= value.keys()


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return not isinstance(value, str) or pattern.search(value) is not None


def _differ(value: Any) -> bool:
    if not isinstance(value, list):
        return True
    return len({json.dumps(each, sort_keys=True, default=str) for each in value}) == len(value)


_COMBINED = {"allOf": _all, "anyOf": _any, "oneOf": _only_one}
_LONG: Mapping[str, type[Sized]] = {"minItems": list, "minProperties": dict, "minLength": str}


def _is_long_enough(kind: type[Sized], least: int, value: Any) -> bool:
    return not isinstance(value, kind) or len(value) >= least


def _is_great_enough(least: float, above: bool, value: Any) -> bool:  # noqa: FBT001 - for partial
    return not _TYPES["number"](value) or (value > least if above else bool(value >= least))
