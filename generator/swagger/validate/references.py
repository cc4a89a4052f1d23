"""Checks that every reference leads to something of the right kind in the same document."""

from __future__ import annotations

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import reference_nodes, target_of

_HINT = "put everything into one file: npx @redocly/cli@2 bundle FILE --output ONE.yaml"


def references(root: Node, report: Diagnostics) -> None:
    """Report references that lead out of the document or to nothing."""
    for node in reference_nodes(root):
        ref = node["$ref"]
        if not isinstance(ref.value, str):
            continue  # the schema has stated it
        if not ref.value.startswith("#"):
            reason = "is no file in the folder of the description or below it"
            if "://" in ref.value or ref.value.startswith("//"):
                reason = "is on another host, and nothing is fetched"
            report.add("ref-foreign", ref, f"{ref.value!r} {reason}", _HINT)
            continue
        target = target_of(root, ref.value)
        if target is None:
            report.add("ref-broken", ref, f"there is nothing at {ref.value!r}")
        elif target is root:
            report.add("ref-kind", ref, "a reference to the whole document means nothing")
        elif not isinstance(target.value, dict):
            report.add("ref-kind", ref, f"what stands at {ref.value!r} is no mapping")
