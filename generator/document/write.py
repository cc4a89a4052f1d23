"""Writes a document as JSON or YAML, always with the same bytes for the same content."""

from __future__ import annotations

import json
import re
from typing import Any

_NOT_A_TEXT = re.compile(r"[-+.]?[.0-9].*|~|null|true|false|[-+]?\.(inf|nan)", re.IGNORECASE)
"""Texts that YAML 1.2 may read as something else; those of 1.1 the library knows."""
_WIDTH = 110


def is_yaml(name: str) -> bool:
    """Whether a file is YAML by its name."""
    return name.lower().endswith((".yaml", ".yml"))


def as_json(plain: Any) -> bytes:
    """Two spaces, one final newline."""
    return (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode()


def as_yaml(plain: Any) -> bytes:
    """Blocks, in the order of the keys."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes what a reader of YAML 1.2 would not take for a text, and repeats what occurs twice."""

        def ignore_aliases(self, _: Any) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = "'" if _NOT_A_TEXT.fullmatch(value) else "|" if "\n" in value.strip() else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)

    Dumper.add_representer(str, text)
    dumped: str = yaml.dump(plain, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return dumped.encode()
