"""Shows what normalisation makes of a document: ``python -m generator.normalize FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.diagnostics.findings import Diagnostics
from generator.document import load
from generator.swagger.to_ir import normalize


def _show(value: object) -> None:
    sys.stdout.write(f"{value}\n")


def main(name: str) -> None:
    """Print the operations, the definitions and the findings."""
    report = Diagnostics()
    document = load(Path(name), report)
    if document is not None:
        api = normalize(document, report)
        for operation in api.operations:
            _show(operation)
        for definition in api.definitions.values():
            _show(definition)
    for finding in report:
        _show(f"{finding.severity} {finding.code} {finding.pointer} {finding.message}")


if __name__ == "__main__":
    main(sys.argv[1])
