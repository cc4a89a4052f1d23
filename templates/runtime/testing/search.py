"""Finds items as a search does: by parameters that are called like fields, or by rules."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..core.operation import Operation, PagedOperation
from ..models.base import ModelBase
from ..models.shapes import model_plan
from .requests import Sent
from .routing import Target, expand
from .store import Store, Stored, field_value

__all__ = ["page_of", "search"]

_SIGNS = (">=", "<=", "~", "^")


def search(
    resources: Iterable[Stored],
    target: Target,
    sent: Sent,
    model: type[ModelBase] | None,
    store: Store,
) -> list[Stored]:
    """Return the items that a request is after."""
    rules = target.route.rules
    deleted = bool(rules.reveal and sent.query.get(rules.reveal))
    tests = [*_tests(target, sent, model)]
    had = {name: sent.path.get(parameter) for name, parameter in rules.where.items()}
    if rules.order:
        resources = [*resources][::-1]
        resources.sort(key=lambda item: -_time(item, rules.order))
    return [
        item
        for item in resources
        if (deleted or not item.hidden)
        and all(_same(field_value(item.values, name), value) for name, value in had.items())
        and all(any(_fits(item, name, value, store) for name in names) for names, value in tests)
    ]


def _time(item: Stored, field: str) -> float:
    value = field_value(item.values, field)
    return value if isinstance(value, int | float) else 0


def _tests(
    target: Target, sent: Sent, model: type[ModelBase] | None
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The fields that each parameter is compared with, and its value."""
    rules = target.route.rules
    known = model_plan(model).by_wire if model is not None else {}
    aside = {rules.reveal, *_shaping(target.operation)}
    for name, value in sent.query.items():
        if name in aside or value in ("", []):
            continue
        if name in rules.when:
            wanted = rules.when[name].items() if value else ()
            yield from (((each,), had) for each, had in wanted)
        elif name in rules.filter:
            messages = rules.filter[name]
            names = (messages,) if isinstance(messages, str) else tuple(messages)
            yield tuple(expand(each, sent.query) for each in names), value
        else:
            alike = dict.fromkeys((name, f"{name}s", name.removesuffix("s")))
            if result := tuple(each for each in alike if each in known):
                yield result, value


def _shaping(operation: Operation[Any]) -> Iterator[str]:
    if isinstance(operation, PagedOperation):
        yield from (operation.paging.limit, operation.paging.offset)
    yield from (name for name, param in operation.query.items() if param.kind == "partial")


def _fits(resource: Stored, rule: str, wanted: Any, store: Store) -> bool:
    if rule.startswith("@"):
        return store.has(rule.removeprefix("@"), resource)
    sign = next((sign for sign in _SIGNS if rule.startswith(sign)), "")
    own = field_value(resource.values, rule.removeprefix(sign))
    wishes = wanted if isinstance(wanted, list) else [wanted]
    owned = own if isinstance(own, list) else [own]
    return any(_compared(sign, each, wish) for each in owned for wish in wishes)


def _compared(sign: str, own: Any, wanted: Any) -> bool:
    match sign:
        case ">=":
            return own is not None and own >= wanted
        case "<=":
            return own is not None and own <= wanted
        case "~":
            return own is not None and str(wanted).lower() in str(own).lower()
        case "^":
            return own is not None and str(own).removeprefix("1").startswith(
                str(wanted).removeprefix("1").rstrip("*")
            )
        case _:
            return _same(own, wanted)


def _same(own: Any, wanted: Any) -> bool:
    if isinstance(wanted, bool):
        return bool(own) == wanted
    return own is not None and str(own) == str(wanted)


def page_of(
    matches: list[Stored], operation: Operation[Any], sent: Sent, default: int
) -> tuple[list[Stored], dict[str, int]]:
    """Cut a page out of the matching items; gives its items, and what the page states of itself."""
    if not isinstance(operation, PagedOperation):
        limit = sent.query.get("limit")
        return (matches[:limit] if isinstance(limit, int) and limit > 0 else matches), {}
    paging = operation.paging
    limit, offset = sent.query.get(paging.limit, default), sent.query.get(paging.offset, 0)
    about = {paging.limit: limit, paging.offset: offset}
    if paging.total is not None:
        about[paging.total] = len(matches)
    return matches[offset : offset + limit], about
