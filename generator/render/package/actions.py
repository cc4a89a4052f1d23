"""The action catalogue as a file of the package."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator.actions.catalogue import catalogue
from generator.ir.model import Api
from generator.ir.names import Names
from generator.render.file import Job


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue as JSON."""

    text: str


def jobs(api: Api, names: Names, version: str) -> tuple[Job, ...]:
    """The only file."""
    del version
    text = json.dumps(catalogue(api, names), ensure_ascii=False, indent=1)
    path = f"src/{names.package}/actions/catalogue.json"
    return (Job(path, "docs/catalogue.json.j2", Catalogue(text)),)
