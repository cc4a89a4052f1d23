"""``names``: the public name of every operation, and the file that keeps them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import yaml
from cyclopts import Parameter
from msgspec.structs import replace

from generator import pipeline
from generator.cli import Exit, UsageError
from generator.cli.options import settings
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.fetch import spec_lock as locks
from generator.ir.client import Client
from generator.output.atomic import replace_file

HEAD = """\
# The public name of every operation: operationId, then the dotted path from the client to the method. A name once
# published stays. To rename a method, keep the old name as an alias: {name: pets.find, aliases: [pets.list]}
"""


def names(
    *,
    write: Annotated[bool, Parameter(negative=())] = False,
    format: Literal["text", "json"] = "text",  # noqa: A002 - the option's name
) -> int:
    """List the public name of every operation, and whether the names file or a rule gives it.

    Example: names --write

    Args:
        write: Add the names by rule to the names file, so that they stay; what it has already is not touched.
        format: How to list.

    """
    report = Diagnostics()
    config = settings(report)
    if write and not report.failed and config.names is None:
        raise UsageError('pyproject.toml names no names file; add: names = "spec/names.yaml"')
    is_new = config.names is not None and not config.names.exists()
    present = replace(config, names=None) if write and is_new else config
    source = None if report.failed else pipeline.read(present, report)
    client = None if source is None else pipeline.load(source, report)
    if source is None or client is None:
        print(reporters.text(report.findings), end="", file=sys.stderr)
        return Exit.BAD_INPUT
    listed = {key for key, _ in source.names.root.items()} if source.names else set()
    named = by_rule(client)
    ruled = {id_: name for id_, name in named.items() if id_ not in listed}
    if format == "json":
        rows = [{"id": i, "name": n, "by_rule": i in ruled} for i, n in named.items()]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        wide = max(map(len, named), default=0)
        lines = (
            f"{reporters.shown(id_):<{wide}}  {name}{'  (by rule)' if id_ in ruled else ''}"
            for id_, name in named.items()
        )
        print("\n".join(lines))
    if write and ruled and config.names is not None:
        _write(config, config.names, ruled)
    return Exit.FINE


def by_rule(client: Client) -> dict[str, str]:
    """The names of all operations."""
    return {each.id: each.dotted for each in client.methods}


def _write(config: Config, path: Path, entries: dict[str, str]) -> None:
    """Add the entries, and renew the checksum where the file was as it was locked."""
    lock = (config.spec or path).with_name("spec.lock")
    shown = config.name(path)
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        content = with_entries(text, entries)
        before = locks.read(lock) if lock.exists() else None
        changed = locks.verify(lock, before) if before else ()
        replace_file(path, content.encode())
        own = Path(os.path.relpath(path, lock.parent)).as_posix()
        if before and own in before.files and own not in changed:
            locks.write(lock, locks.sealed(lock, before, own))
    except OSError as error:
        raise UsageError(f"{shown} cannot be written: {error.strerror}") from error
    except (ValueError, yaml.YAMLError) as error:
        reason = str(error).partition("\n")[0]
        hint = "write one `operationId: name` a line"
        raise UsageError(f"{shown} was not changed: {reason}; {hint}") from error
    print(f"wrote {len(entries)} names to {shown}", file=sys.stderr)


def with_entries(text: str, entries: dict[str, str]) -> str:
    """The text of a YAML or JSON file with further entries at its end; comments and all entries stay as they are.

    Raises:
        ValueError: If lines cannot be added to the file.
    """
    before = yaml.safe_load(text) or {}
    if text.lstrip().startswith("{"):
        result = json.dumps(json.loads(text) | entries, indent=2, ensure_ascii=False) + "\n"
    else:
        lines = "".join(
            yaml.safe_dump({id_: name}, width=10_000, allow_unicode=True)
            for id_, name in entries.items()
        )
        newline = "\r\n" if "\r\n" in text else "\n"
        ended = text if not text or text.endswith("\n") else text + newline
        result = (ended or HEAD) + lines.replace("\n", newline)
    if (yaml.safe_load(result) or {}) != before | entries:
        raise ValueError("entries cannot be added behind its last line")
    return result
