"""The action catalogue as a file of the package."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator.actions.catalogue import catalogue
from generator.ir.client import Client
from generator.render.file import Job


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue as JSON."""

    text: str


def jobs(client: Client, version: str) -> tuple[Job, ...]:
    """The only file."""
    del version
    text = json.dumps(catalogue(client), ensure_ascii=False, indent=1)
    path = f"src/{client.package}/actions/catalogue.json"
    return (Job(path, "docs/catalogue.json.j2", Catalogue(text)),)
