"""The way between Python's values and the wire: one door to the modules that know the details."""

from .decode import convert, decode
from .encode import encode_body, to_wire
from .parameters import form_fields, header_fields, path_of, query_pairs
from .shapes import json_types

__all__ = [
    "convert",
    "decode",
    "encode_body",
    "form_fields",
    "header_fields",
    "json_types",
    "path_of",
    "query_pairs",
    "to_wire",
]
