"""What stands in for newer Pythons."""

import asyncio
import inspect

import pytest
from runtime.deprecation import deprecated


@deprecated("Use new.")
def old(value):
    """Greet."""
    return value


@deprecated("Use new.")
async def old_async(value):
    return value


def test_calls_warn_and_work():
    with pytest.warns(DeprecationWarning, match=r"Use new\.") as caught:
        assert old(1) == 1

    assert caught[0].filename == __file__


def test_coroutines_stay_coroutines():
    assert inspect.iscoroutinefunction(old_async)
    with pytest.warns(DeprecationWarning, match=r"Use new\."):
        assert asyncio.run(old_async(1)) == 1


def test_name_and_docstring_stay():
    assert (old.__name__, old.__doc__, old.__deprecated__) == ("old", "Greet.", "Use new.")
