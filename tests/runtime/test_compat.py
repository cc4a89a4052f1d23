"""What stands in for newer Pythons."""

import asyncio
import inspect

import pytest
from runtime.deprecation import deprecated


@deprecated("Use new.")
def old(value):
    """Say it."""
    return value


@deprecated("Use new.")
async def old_async(value):
    return value


def test_calls_warn_and_work():
    with pytest.warns(DeprecationWarning, match=r"Use new\.") as caught:
        assert 1 == old(1)

    assert __file__ == caught[0].filename


def test_coroutines_stay_coroutines():
    assert inspect.iscoroutinefunction(old_async)
    with pytest.warns(DeprecationWarning, match=r"Use new\."):
        assert 1 == asyncio.run(old_async(1))


def test_name_and_docstring_stay():
    assert ("old", "Say it.", "Use new.") == (old.__name__, old.__doc__, old.__deprecated__)
