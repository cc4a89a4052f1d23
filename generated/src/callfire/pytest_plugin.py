"""Fixtures for pytest, which finds them by itself where the package is installed.

Every run of pytest imports this module, so that the fake is imported only for a test that asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from . import AsyncCallFire, CallFire
    from .testing import FakeCallFire

__all__ = ["async_callfire_client", "callfire_client", "fake_callfire"]


@pytest.fixture
def fake_callfire() -> FakeCallFire:
    """The API in memory, empty, for one test."""
    from .testing import FakeCallFire

    return FakeCallFire()


@pytest.fixture
def callfire_client(fake_callfire: FakeCallFire) -> CallFire:
    """A client of the API in memory."""
    return fake_callfire.client()


@pytest.fixture
def async_callfire_client(fake_callfire: FakeCallFire) -> AsyncCallFire:
    """An async client of the API in memory."""
    return fake_callfire.async_client()
