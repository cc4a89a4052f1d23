"""Hands the action catalogue to other programs, each in the form that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.catalogue import catalogue
from generator.export import elasticio, tools
from generator.export.texts import written
from generator.model import Api
from generator.names import Names
from generator.schemas import Schema

__all__ = ["FILES", "FOLDERS"]

FILES: Mapping[str, Callable[[Schema], str]] = {
    "json": written,
    "mcp": lambda actions: written(tools.mcp(actions)),
    "openai": lambda actions: written(tools.openai(actions)),
    "anthropic": lambda actions: written(tools.anthropic(actions)),
}
"""Targets that are one JSON text, made from the catalogue."""

FOLDERS: Mapping[str, Callable[[Api, Names], dict[str, bytes]]] = {
    "elasticio": lambda api, names: elasticio.component(api, catalogue(api, names)),
}
"""Targets that are a folder of files, by path."""
