"""Makes the request of a call: address, headers and body from an operation and its values."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from ..core.messages import Content, Request
from ..core.operation import Operation
from ..core.option_checks import headers as checked_headers
from ..core.options import Credentials, Options, Settings
from ..models.encode import encode_body
from ..models.parameters import form_fields, header_fields, path_of, query_pairs

if TYPE_CHECKING:
    from ..files.upload import Part

__all__ = ["Inputs", "SharedHeaders", "prepare", "standard_headers"]

Values = Mapping[str, Any]

_FORM = "application/x-www-form-urlencoded"


class Inputs:
    """The values of one call, by the place where they travel."""

    __slots__ = ("body", "form", "headers", "path", "query")

    def __init__(
        self,
        path: Values | None = None,
        query: Values | None = None,
        headers: Values | None = None,
        body: Any = None,
        form: Values | None = None,
    ) -> None:
        self.path: Values = path or {}
        self.query: Values = query or {}
        self.headers: Values = headers or {}
        self.body = body
        self.form: Values = form or {}


def standard_headers(settings: Settings, options: Options) -> dict[str, str]:
    """Return the headers that all requests of a client share."""
    python = ".".join(map(str, sys.version_info[:3]))
    headers = {
        "User-Agent": f"{settings.name}/{settings.version} (Python {python})",
        "Accept-Encoding": "gzip, deflate",
    }
    return _merged(headers, options.headers)


class SharedHeaders:
    """The headers that all requests of an operation share; made once for each operation.

    Args:
        standard: The headers of all requests of a client.
        proof: The client's credentials.
    """

    def __init__(self, standard: Mapping[str, str], proof: Credentials) -> None:
        self.standard, self.proof = standard, proof
        self._cache: dict[tuple[Operation[Any], str | None], dict[str, str]] = {}

    def of(self, operation: Operation[Any], content_type: str | None) -> dict[str, str]:
        """Return the headers of a request whose body has this type."""
        key = operation, content_type
        if (headers := self._cache.get(key)) is None:
            headers = {"Accept": ", ".join(operation.accept) or "*/*"}
            if content_type is not None:
                headers["Content-Type"] = content_type
            headers.update(self.proof.signing(operation).headers)
            headers = _merged(headers, self.standard)
            # The boundary in the type of a form is another one each time.
            if operation.form_style != "multipart":
                self._cache[key] = headers
        return dict(headers)


def prepare(
    operation: Operation[Any], values: Inputs, options: Options, shared: SharedHeaders
) -> Request:
    """Make a request.

    Raises:
        TypeError: A value has the wrong type, or a name is misspelt.
        ValueError: A value cannot be sent.
    """
    # Credentials come last: an error before them has none in the variables of its frames.
    content, content_type = _content(operation, values, options)
    if operation.requires is not None or operation.chunk is not None or operation.items is not None:
        _require(operation, content, {**values.query, **options.extra_query})
    url = _url(operation, values, options, shared.proof.signing(operation))
    own = {}
    if values.headers:
        own = checked_headers("headers", header_fields(operation, values.headers))
    headers = shared.of(operation, content_type)
    if own:
        headers = _merged(headers, own)
    return Request(
        operation.method,
        url,
        headers,
        content,
        operation.id,
        timeout=options.timeout,
        masks_numbers=_has_personal_numbers(operation),
        max_response_bytes=options.max_response_bytes,
        reaches=operation if operation.recipients is not None else None,
    )


def _has_personal_numbers(operation: Operation[Any]) -> bool:
    """Whether numbers in the path are those of people; otherwise, they are ids."""
    result = False
    result = any(each.kind == "phone" for each in operation.path_params.values())
    return result  # noqa: RET504 - not every package has the line above


def _merged(headers: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    names = {name.lower() for name in more}
    return {name: value for name, value in headers.items() if name.lower() not in names} | dict(
        more
    )


def _url(operation: Operation[Any], values: Inputs, options: Options, proof: Credentials) -> str:
    url = options.base_url + path_of(operation, values.path)
    pairs = query_pairs(operation, values.query) if values.query else []
    pairs += options.extra_query.items()
    pairs += proof.query
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(pairs, quote_via=quote)}" if pairs else url


def _content(
    operation: Operation[Any], values: Inputs, options: Options
) -> tuple[bytes | Content | None, str | None]:
    if operation.form_style == "multipart":
        from ..files.upload import Multipart

        form = Multipart(_parts(operation, values.form))
        return form, form.content_type
    if operation.form_style == "urlencoded":
        return urlencode(form_fields(operation, values.form), quote_via=quote).encode(), _FORM
    if operation.body is None or values.body is None:
        return None, None
    if operation.body is bytes and "json" not in operation.content_type:
        from ..files.upload import Upload

        return Upload(values.body), operation.content_type
    content = _encoded(operation, values.body)
    if operation.optional_body and content == b"{}" and not options.extra_body:
        return None, None
    return _extended(content, options), operation.content_type


def _encoded(operation: Operation[Any], body: Any) -> bytes:
    if isinstance(body, bytes | bytearray) and operation.body is not bytes:
        return bytes(body)
    if "json" not in operation.content_type and isinstance(body, str):
        return body.encode()
    return encode_body(operation.body, body, operation.body_name)


def _require(operation: Operation[Any], content: Any, query: Values) -> None:
    """Refuse what lacks something that the operation requires; an optional body that is not sent is empty."""
    from .body_check import check_body, check_query

    check_query(operation, query)
    if operation.body is not None and isinstance(content, bytes | None):
        check_body(operation, content or b"{}")


def _extended(content: bytes, options: Options) -> bytes:
    if not options.extra_body or not content.startswith(b"{"):
        return content
    return json.dumps(
        json.loads(content) | dict(options.extra_body), separators=(",", ":")
    ).encode()


def _parts(operation: Operation[Any], form: Values) -> list[Part]:
    """Files and plain fields in the order of the form; only what a file is in the description is read as one."""
    from ..files.upload import Part, file_part

    parts: list[Part] = []
    for name, value in form.items():
        if value is None:
            continue
        if getattr(operation.form.get(name), "kind", "plain") == "file":
            parts += [
                file_part(name, each) for each in (value if isinstance(value, list) else [value])
            ]
        else:
            parts += [Part.of(*pair) for pair in form_fields(operation, {name: value})]
    return parts
