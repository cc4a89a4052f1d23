"""Looks at credentials as a server does."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ..core.operation import Operation
from ..core.options import Auth, Credentials
from .requests import Arrival

__all__ = ["authorised", "headers_of", "without_key"]


def authorised(
    operation: Operation[Any], auth: Auth, arrival: Arrival, wanted: Credentials | None
) -> bool:
    """Return whether a request has credentials, and the right ones where some are expected."""
    if auth.kind == "none" or not operation.secured:
        return True
    if not auth.schemes:
        return _has(auth, arrival, wanted)
    known = {each.scheme: each for each in auth.schemes}
    expected = {} if wanted is None else wanted.schemes or {}
    return any(
        all(_has(known[name], arrival, expected.get(name)) for name in names)
        for names in operation.security
    )


def _has(auth: Auth, arrival: Arrival, wanted: Credentials | None) -> bool:
    pairs = parse_qsl(arrival.query, keep_blank_values=True)
    if wanted is not None:
        expected = {header.lower(): text for header, text in wanted.headers.items()}
        headers = all(arrival.headers.get(header) == text for header, text in expected.items())
        return headers and all(pair in pairs for pair in wanted.query)
    if _in_query(auth):
        return any(own == auth.name for own, _ in pairs)
    return bool(arrival.headers.get(auth.name.lower()))


def headers_of(auth: Auth) -> frozenset[str]:
    """The headers that carry credentials, in lower case."""
    return frozenset({"authorization", *(each.name.lower() for each in auth.schemes or (auth,))})


def without_key(auth: Auth, arrival: Arrival) -> Arrival:
    """A key may travel among the parameters, but is none."""
    keys = {each.name for each in auth.schemes or (auth,) if _in_query(each)}
    if not keys:
        return arrival
    pairs = parse_qsl(arrival.query, keep_blank_values=True)
    return replace(arrival, query=urlencode([pair for pair in pairs if pair[0] not in keys]))


def _in_query(auth: Auth) -> bool:
    return auth.kind == "api-key" and auth.place == "query"
