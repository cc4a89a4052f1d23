"""Finds the methods of a generated client, and calls them by what the description states."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import re
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.outside.oracle.description import Operation, shape

_SOURCE = re.compile(r"``([A-Z]+) (/.*?)``, operation ``(.+)``\.\Z")
_PLACES = {"path": "path", "query": "query", "header": "header", "formData": "form", "body": "body"}
_NOT_OURS = {"to", "progress", "resume", "max_bytes", "overwrite"}


@dataclass(frozen=True)
class Package:
    """A generated package: both client classes, and the errors' root."""

    name: str
    sync: type
    asynchronous: type

    @property
    def secrets(self) -> list[str]:
        """The constructor's arguments for credentials, in their order."""
        listed = inspect.signature(self.sync).parameters.values()
        return [each.name for each in listed if each.kind is not each.VAR_KEYWORD]

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{self.name}.{name}")


def load(folder: Path, name: str) -> Package:
    """Import the package in a folder."""
    sys.path.insert(0, str(folder))
    try:
        clients = importlib.import_module(f"{name}._client")
    finally:
        sys.path.remove(str(folder))
    classes = [
        each
        for each in vars(clients).values()
        if inspect.isclass(each) and each.__module__ == clients.__name__
    ]
    (sync,) = [each for each in classes if not each.__name__.startswith("Async")]
    (asynchronous,) = [each for each in classes if each is not sync]
    return Package(name, sync, asynchronous)


def unload(name: str) -> None:
    """Forget a package that was made for a test; other tests hold classes of this project's own."""
    if name == "callfire":
        return
    for each in [*sys.modules]:
        if each == name or each.startswith(f"{name}."):
            del sys.modules[each]


def methods(client: Any) -> dict[tuple[str, str], list[Any]]:
    """The methods of a client's resources by method and path, as their docstrings state them."""
    result: dict[tuple[str, str], list[Any]] = {}
    waiting = [client]
    seen: set[int] = set()
    while waiting:
        holder = waiting.pop()
        for name in [each for each in dir(type(holder)) if not each.startswith("_")]:
            entry = inspect.getattr_static(type(holder), name)
            if inspect.isfunction(entry):
                text = _SOURCE.search(" ".join((inspect.getdoc(entry) or "").split()))
                options = [
                    each
                    for each in inspect.signature(entry).parameters.values()
                    if each.kind is each.VAR_KEYWORD
                ]
                if text and not options:
                    result.setdefault((text[1], text[2]), []).append(getattr(holder, name))
            elif not isinstance(entry, property | staticmethod | classmethod) and hasattr(
                entry, "func"
            ):
                child = getattr(holder, name)
                if id(type(child)) not in seen:
                    seen.add(id(type(child)))
                    waiting.append(child)
    return result


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@dataclass(frozen=True)
class Binding:
    """Which argument of a method carries what: parameters by place and name, fields of the body, the whole body."""

    parameters: Mapping[tuple[str, str], str]
    fields: Mapping[str, str]
    whole: str | None
    positional: tuple[str, ...]
    unbound: tuple[str, ...]


def bind(operation: Operation, method: Any) -> Binding:
    """Match the arguments of a method with the description."""
    listed = list(inspect.signature(method).parameters.values())
    free = [each.name for each in listed]
    positional = tuple(each.name for each in listed if each.kind is each.POSITIONAL_OR_KEYWORD)
    plain = [each for each in operation.parameters if each["in"] != "body"]
    wanted = {(each["in"], each["name"]): each.get("x-name") for each in plain}
    parameters = _matched(wanted, free)
    body = operation.body
    fields: dict[str, str] = {}
    whole = None
    if body is not None:
        result = shape(operation.document, body.get("schema", {}))
        writable = [wire for wire, each in result.properties.items() if not each.get("readOnly")]
        named = [each for each in (body.get("x-name"), "body", "request_body") if each in free]
        if result.kind == "object":
            fields = _matched({("body", wire): None for wire in writable}, free, named=named)
        fields = {wire: name for (_, wire), name in fields.items()} if fields else {}
        if not fields:
            rest = [*named, *(each for each in free if each not in _NOT_OURS)]
            whole = rest[0] if rest else None
            free = [each for each in free if each != whole]
    left = tuple(each for each in free if each not in _NOT_OURS)
    return Binding(parameters, fields, whole, positional, left)


def _matched(
    wanted: Mapping[tuple[str, str], str | None], free: list[str], named: Any = ()
) -> dict[Any, str]:
    """The argument of each parameter: as asked for, as it is spelt, then as it sounds, with its place or a number."""
    result: dict[tuple[str, str], str] = {}
    tests = (
        lambda each, place, wire, asked: each == asked,
        lambda each, place, wire, asked: each == wire,
        lambda each, place, wire, asked: _plain(each) == _PLACES[place] + _plain(wire),
        lambda each, place, wire, asked: _plain(each) == _plain(wire) != "",
        lambda each, place, wire, asked: bool(
            _plain(wire)
            and re.fullmatch(rf"({_PLACES[place]}|argument|field)?{_plain(wire)}\d*", _plain(each))
        ),
    )
    for test in tests:
        for (place, wire), asked in wanted.items():
            if (place, wire) in result:
                continue
            hit = next((each for each in free if test(each, place, wire, asked)), None)
            if hit is not None:
                result[place, wire] = hit
                free.remove(hit)
    for key in wanted:
        unusual = not re.fullmatch(r"[\x20-\x7e]*[A-Za-z0-9][\x20-\x7e]*", key[1])
        rest = [each for each in free if each not in named and each not in _NOT_OURS]
        if key not in result and unusual and rest:
            result[key] = rest[0]
            free.remove(rest[0])
    return result


class Caller:
    """Calls methods of the sync and of the async client in turn, and describes what came back."""

    def __init__(self, package: Package, url: str, secrets: Mapping[str, str]) -> None:
        self.package = package
        self.secrets = secrets
        self._runner = asyncio.Runner()
        self._options = {"base_url": url, "max_retries": 0}

    def __enter__(self) -> Self:
        self.sync = self.package.sync(**self.secrets, **self._options)
        self.asynchronous = self.package.asynchronous(**self.secrets, **self._options)
        self._methods = {True: methods(self.asynchronous), False: methods(self.sync)}
        return self

    def __exit__(self, *_: object) -> None:
        self.sync.close()
        self._runner.run(self.asynchronous.aclose())
        self._runner.close()

    def of(self, operation: Operation, *, asynchronous: bool = False) -> list[Any]:
        """The methods for an operation."""
        return self._methods[asynchronous].get((operation.method.upper(), operation.path), [])

    def call(self, operation: Operation, args: Any, kwargs: Any, *, asynchronous: bool) -> Any:
        """Call the method of an operation; an exception is returned like a result."""
        method = self.of(operation, asynchronous=asynchronous)[0]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                if asynchronous:
                    return self._runner.run(_awaited(method, args, kwargs))
                return method(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - every exception is a result to be judged
                return error


async def _awaited(method: Any, args: Any, kwargs: Any) -> Any:
    response = method(*args, **kwargs)
    return await response
