"""Checks a description: is it Swagger 2.0 that can be generated from, and could it be better."""

from __future__ import annotations

import shlex

from generator.diagnostics.findings import Diagnostics
from generator.document import Document
from generator.swagger.extensions import misspelt
from generator.swagger.lint.definitions import definitions
from generator.swagger.lint.effects import effects
from generator.swagger.lint.facts_in_prose import hidden
from generator.swagger.lint.missing_texts import missing
from generator.swagger.lint.shadowed_paths import overlaps
from generator.swagger.lint.texts import prose
from generator.swagger.validate.operations import operations
from generator.swagger.validate.references import references
from generator.swagger.validate.responses import responses
from generator.swagger.validate.schema import schema

_TO_3_0 = "@apiture/openapi-down-convert@0.14.2"
_TO_2 = "api-spec-converter@2.12.0"

__all__ = ["is_swagger", "lint", "structure"]


def is_swagger(document: Document, report: Diagnostics) -> bool:
    """Whether a document states that it is Swagger 2.0; if not, that is reported."""
    root = document.root
    version, openapi = root.get("swagger"), root.get("openapi")
    if version is not None and version.value == "2.0":
        return True
    if openapi is not None:
        message = f"this is OpenAPI {openapi.value}"[:60]
        report.add("not-swagger-2", openapi, message, _conversion(str(openapi.value), root.file))
    elif version is None:
        hint = "name the file that describes the API"
        report.add("not-swagger-2", root, 'swagger: "2.0" is missing', hint)
    else:
        hint = 'write "2.0" in quotes' if str(version.value) in {"2.0", "2"} else ""
        message = f"swagger states {str(version.value)[:20]!r}"
        report.add("not-swagger-2", version, message, hint or "only Swagger 2.0 is read")
    return False


def _conversion(version: str, file: str) -> str:
    """The commands that make Swagger 2.0 of a later version."""
    older, steps = shlex.quote(file), []
    if not version.startswith("3.0"):
        steps.append(f"npx {_TO_3_0} --input {older} --output openapi30.yaml")
        older = "openapi30.yaml"
    steps.append(
        f"npx {_TO_2} --from=openapi_3 --to=swagger_2 --syntax=yaml {older} > swagger.yaml"
    )
    return f"convert it: {' && '.join(steps)}"


def structure(document: Document, report: Diagnostics) -> None:
    """Report what makes a description unusable or contradictory."""
    root = document.root
    if not is_swagger(document, report):
        return
    schema(root, report)
    references(root, report)
    operations(root, report)
    responses(root, report)
    misspelt(root, report)


def lint(document: Document, report: Diagnostics) -> None:
    """Report what is allowed, but makes a poorer client."""
    prose(document.root, report)
    missing(document.root, report)
    definitions(document.root, report)
    hidden(document.root, report)
    overlaps(document.root, report)
    effects(document.root, report)
