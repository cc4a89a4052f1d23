"""Hands the action catalogue to other programs, each in the form that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.actions.catalogue import catalogue
from generator.actions.export import elasticio, tools
from generator.actions.export.texts import written
from generator.actions.json_schema import Schema
from generator.ir.client import Client

__all__ = ["FILES", "FOLDERS"]

FILES: Mapping[str, Callable[[Schema], str]] = {
    "json": written,
    "mcp": lambda actions: written(tools.mcp(actions)),
    "openai": lambda actions: written(tools.openai(actions)),
    "openai-responses": lambda actions: written(tools.openai_responses(actions)),
    "anthropic": lambda actions: written(tools.anthropic(actions)),
}
"""Targets that are one JSON text, made from the catalogue."""

FOLDERS: Mapping[str, Callable[[Client], dict[str, bytes]]] = {
    "elasticio": lambda client: elasticio.component(client, catalogue(client)),
}
"""Targets that are a folder of files, by path."""
