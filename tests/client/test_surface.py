"""What the package exports: everything that its guides name and that users have to name themselves."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest

NAMED = re.compile(r"`callfire\.([A-Za-z]\w*)")
ERROR = re.compile(r"`([A-Z]\w+(?:Error|Warning))`")


@pytest.fixture
def package() -> Any:
    import callfire

    return callfire


def test_everything_exported_is_there(package: Any) -> None:
    assert [] == [name for name in package.__all__ if not hasattr(package, name)]
    assert set(package.__all__) <= set(dir(package))


def test_what_pages_name_is_exported(package: Any, pages: dict[str, str]) -> None:
    text = "\n".join(pages.values())
    named = {*NAMED.findall(text), *ERROR.findall(text)} - {"TypeError", "actions"}
    assert {"stream", "OutcomeUnknownError"} <= named
    assert set() == named - {*package.__all__}


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


def test_errors_say_where_users_find_them(package: Any) -> None:
    errors = {name: getattr(package.errors, name) for name in package.errors.__all__}
    assert {"callfire.errors"} == {kind.__module__ for kind in errors.values()}
    assert [] == [name for name, kind in errors.items() if kind.__name__ != name]
    assert [] == [name for name in errors if name not in package.__all__]
    assert list(errors.values()) == pickle.loads(pickle.dumps(list(errors.values())))
