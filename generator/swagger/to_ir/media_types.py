"""distinguishes media types: what is JSON, what is text, what can only be passed on as bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

JSON = "application/json"
_JSON = re.compile(r"(application|text)/(.+\+)?json5?\s*(;.*)?", re.IGNORECASE)
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}


def base(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON or leaves the choice to us."""
    return (
        base(media_type) in {"*/*", "application/*"}
        or _JSON.fullmatch(media_type.strip()) is not None
    )


def is_text(media_type: str) -> bool:
    """Whether a media type is text: neither JSON nor XML."""
    return base(media_type).startswith("text/") and not (is_json(media_type) or is_xml(media_type))


def is_textual(media_type: str) -> bool:
    """Whether a text in a request can be of a media type: text of any kind, XML included."""
    named = base(media_type).endswith(("yaml", "graphql", "javascript", "sql", "ndjson"))
    return base(media_type).startswith("text/") or is_xml(media_type) or named


def is_form(media_type: str) -> bool:
    """Whether a media type is one of the two forms."""
    return base(media_type) in _FORMS


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML."""
    return base(media_type).endswith(("/xml", "+xml"))


def json_types(media_types: Sequence[str]) -> tuple[str, ...]:
    """What to ask for or to send where JSON is among the choices; the plainest first."""
    exact = [
        JSON if base(media_type) in {"*/*", "application/*"} else media_type
        for media_type in media_types
        if is_json(media_type)
    ]
    return tuple(dict.fromkeys(sorted(exact, key=lambda media_type: base(media_type) != JSON)))
