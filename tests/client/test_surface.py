"""What the package exports: everything that its guides name and that users have to name themselves."""

from __future__ import annotations

import builtins
import inspect
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.compare.api_list import parse

ROOT = Path(__file__).resolve().parents[2]

NAMED = re.compile(r"`callfire\.([A-Za-z]\w*)")
ERROR = re.compile(r"`([A-Z]\w+(?:Error|Warning))`")


@pytest.fixture
def package() -> Any:
    import callfire

    return callfire


def test_everything_exported_is_there(package: Any) -> None:
    assert [name for name in package.__all__ if not hasattr(package, name)] == []
    assert set(package.__all__) <= set(dir(package))


def test_what_pages_name_is_exported(package: Any, pages: dict[str, str]) -> None:
    text = "\n".join(pages.values())
    named = {*NAMED.findall(text), *ERROR.findall(text)} - {"TypeError", "actions"}
    assert {"stream", "OutcomeUnknownError"} <= named
    modules = (
        package.actions,
        package.contact_csv,
        package.ivr,
        package.testing,
        package.webhooks,
    )
    exported = {*package.__all__, *(name for each in modules for name in each.__all__)}
    assert named - exported - {*dir(builtins)} == set()


@pytest.mark.parametrize(
    "name",
    [
        "Attempt",
        "Clock",
        "Effect",
        "Middleware",
        "Progress",
        "RateLimit",
        "RequestHook",
        "RequestSummary",
        "Resend",
        "ResponseHook",
        "ResponseSummary",
        "ShouldRetry",
        "Stream",
        "Timeout",
    ],
)
def test_what_options_take_can_be_named(package: Any, name: str) -> None:
    assert name in package.__all__


def test_errors_state_where_users_find_them(package: Any) -> None:
    errors = {name: getattr(package.errors, name) for name in package.errors.__all__}
    assert {kind.__module__ for kind in errors.values()} == {"callfire.errors"}
    assert [name for name, kind in errors.items() if kind.__name__ != name] == []
    assert [name for name in errors if name not in package.__all__] == []
    assert pickle.loads(pickle.dumps(list(errors.values()))) == list(errors.values())


def documented(owner: Any, at: str) -> Iterator[tuple[str, Any]]:
    """What users reach from a module or a class of ours, with where it is: names in ``__all__``, public members."""
    import callfire

    if isinstance(owner, ModuleType):
        result = {name: getattr(owner, name) for name in owner.__all__ if name[0] != "_"}
    else:
        ours = [kind for kind in owner.__mro__ if kind.__module__.startswith("callfire")]
        ours = [kind for kind in ours if kind is owner or kind.__name__ not in callfire.__all__]
        result = {name: value for kind in reversed(ours) for name, value in vars(kind).items()}
    for name, value in result.items():
        place = f"{at}.{name}"
        if name.startswith("_") or place in RETRIED:
            continue
        if not isinstance(value, ModuleType):
            yield place, value
        if isinstance(owner, ModuleType) and isinstance(value, ModuleType | type):
            yield from documented(value, place)


RETRIED = {f"callfire.{name}" for name in ("errors", "models", "operations", "types")}
"""Modules whose names the package exports itself, or that are for looking widgets up."""


def test_the_list_of_names_is_complete(package: Any) -> None:
    lines = (ROOT / "generated" / "api.txt").read_text(encoding="utf-8").splitlines()
    listed = {re.split(r"[(: ]", line)[0] for line in lines}

    assert sorted(lines) == lines
    assert [place for place, _ in documented(package, "callfire") if place not in listed] == []


def test_the_list_shows_signatures(package: Any) -> None:
    entries = parse.read((ROOT / "generated" / "api.txt").read_text(encoding="utf-8"))
    functions = {
        place.removeprefix("callfire."): value
        for place, value in documented(package, "callfire")
        if inspect.isfunction(value)
    }
    listed = {
        place: {name for signature in entries[place].signatures for name in signature.arguments}
        for place in functions
    }

    assert len(functions) > 50
    assert {
        place: {*inspect.signature(value).parameters} - {"self"}
        for place, value in functions.items()
    } == listed
