"""The run from top to bottom: load a description, render its client, write the files.

This is the only place that puts the stages together; every command that needs a client calls ``load``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import Document, locate, overlay
from generator.document import load as load_document
from generator.ir import names, passes
from generator.ir.client import Client, client
from generator.output import inputs
from generator.output.apply import apply
from generator.output.staleness import Inspection, Outcome, Request, State, inspect
from generator.render import outputs
from generator.swagger import to_ir, validate
from generator.swagger.drop_operations import without_dropped
from generator.swagger.other_files import on_disk, with_other_files
from generator.swagger.publish import published
from generator.swagger.reachable import pruned
from generator.swagger.to_openapi3 import convert


class Source(Struct, frozen=True):
    """All that a client is made of: a description, its overlay, its public names, and the settings."""

    spec: Document
    overlay: Document | None = None
    names: Document | None = None
    drop: Mapping[str, str] = field(default_factory=dict)
    package: str | None = None
    files: tuple[Path, ...] = ()
    """Other files that the description refers to."""


def read(config: Config, report: Diagnostics) -> Source | None:
    """The files that a configuration names; None, with findings, if one cannot be read."""
    if config.spec is None:
        hint = "begin with init, or name one with --spec or in pyproject.toml"
        report.add("file-missing", Spot(), "there is no description to read", hint)
        return None
    spec, patch, public = (
        None if path is None else load_document(path, report, config.name(path))
        for path in (config.spec, config.overlay, config.names)
    )
    if spec is None or report.failed:
        return None
    spec, others = with_other_files(spec, config.spec, on_disk(config.spec, config.name, report))
    return Source(spec, patch, public, config.drop, config.package, others)


def effective(source: Source, report: Diagnostics) -> Document:
    """The description with its overlay applied, checked, and without dropped operations."""
    document = source.spec
    if not validate.is_swagger(document, report):
        return document
    if source.overlay is not None:
        document = overlay.apply(document, source.overlay, report).document
    validate.structure(document, report)
    return without_dropped(document, source.drop, report)


def understand(document: Document, source: Source, report: Diagnostics) -> Client | None:
    """The client that an effective description gives; None, with findings, if it gives none."""
    result = Diagnostics(report.severities)
    api = passes.run(to_ir.normalize(pruned(document), result), result)
    overrides = names.read_overrides(source.names.root, result) if source.names else None
    decided = names.decide(api, overrides, result, source.package)
    report.extend(locate(result, document.root))
    return None if report.failed else client(api, decided)


def load(source: Source, report: Diagnostics) -> Client | None:
    """The client that a source gives; None, with findings, if it gives none."""
    document = effective(source, report)
    return None if report.failed else understand(document, source, report)


def run(request: Request, report: Diagnostics) -> Outcome:
    """Generate what is asked for, if it is not up to date; everything that goes wrong is in the report."""
    inspection = inspect(request, report)
    return inspection.outcome or generate(request, inspection, report)


def generate(request: Request, inspection: Inspection, report: Diagnostics) -> Outcome:
    """Load the description, render and format all files, and write those that changed."""
    config = request.config
    source = read(config, report)
    document = None if source is None else effective(source, report)
    if source is None or document is None or report.failed:
        return Outcome(State.FAILED)
    ir = understand(document, source, report)
    if ir is None:
        return Outcome(State.FAILED)
    ir = replace(ir, metadata=config.metadata)
    result = Diagnostics(report.severities)
    files, copied = outputs.files(ir, request.kinds, config, result)
    report.extend(locate(result, document.root))
    if "package" in files and ir.metadata.has("testing"):
        files["package"] |= _descriptions(document, f"src/{ir.package}/testing")
    if report.failed:
        return Outcome(State.FAILED)
    folder = inputs.module_folder(config).resolve()
    others = [Path(os.path.relpath(each, folder)).as_posix() for each in source.files]
    sums = inspection.steady(config, [*copied, *others], report)
    outcome = apply(request, files, sums, inspection.reasons, report)
    return replace(outcome, operations=len(ir.methods))


def described(document: Document, *, openapi3: bool) -> str:
    """An effective description for tools that read descriptions, in standard words, as JSON."""
    plain = published(pruned(document).root.plain())
    return json.dumps(convert(plain) if openapi3 else plain, indent=2, ensure_ascii=False) + "\n"


def _descriptions(document: Document, folder: str) -> dict[str, bytes]:
    """The descriptions that the fake serves."""
    plain = published(pruned(document).root.plain())
    texts = {
        name: json.dumps(each)
        for name, each in (("swagger.json", plain), ("openapi.json", convert(plain)))
    }
    return {f"{folder}/{name}": f"{text}\n".encode() for name, text in texts.items()}
