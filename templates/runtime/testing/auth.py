"""Looks at credentials as a server does."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from ..core.options import Auth, Credentials
from .requests import Arrival

__all__ = ["authorised", "without_key"]


def authorised(auth: Auth, arrival: Arrival, wanted: Credentials | None) -> bool:
    """Tell whether a request has credentials, and the right ones where some are expected."""
    pairs = parse_qsl(arrival.query, keep_blank_values=True)
    if auth.kind == "none":
        return True
    if wanted is not None:
        expected = {header.lower(): text for header, text in wanted.headers.items()}
        headers = all(arrival.headers.get(header) == text for header, text in expected.items())
        return headers and all(pair in pairs for pair in wanted.query)
    if _in_query(auth):
        return any(own == auth.name for own, _ in pairs)
    return bool(arrival.headers.get(auth.name.lower()))


def without_key(auth: Auth, arrival: Arrival) -> Arrival:
    """A key may travel among the parameters, but is none."""
    if not _in_query(auth):
        return arrival
    pairs = parse_qsl(arrival.query, keep_blank_values=True)
    return replace(arrival, query=urlencode([pair for pair in pairs if pair[0] != auth.name]))


def _in_query(auth: Auth) -> bool:
    return auth.kind == "api-key" and auth.place == "query"
