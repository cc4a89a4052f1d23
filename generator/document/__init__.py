"""Reads a JSON or YAML document into nodes that know their address; what is wrong becomes findings."""

from generator.document.load import MAX_BYTES, Document, load, parse, read_bytes
from generator.document.node import HOLDERS, MAX_DEPTH, Node, escaped, locate, pointer_of, unescaped

__all__ = [
    "HOLDERS",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "Node",
    "escaped",
    "load",
    "locate",
    "parse",
    "pointer_of",
    "read_bytes",
    "unescaped",
]
