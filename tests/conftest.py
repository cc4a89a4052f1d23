"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import services

# Other programs may have the processors: how long an example takes decides nothing.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def postgres() -> str:
    """The URL of a PostgreSQL server; without it the test is skipped."""
    return _service("postgres", "psycopg")


@pytest.fixture(scope="session")
def redis() -> str:
    """The URL of a Redis server; without it the test is skipped."""
    return _service("redis", "redis")


def _service(name: str, library: str) -> str:
    pytest.importorskip(library)
    url = services.url(name)
    if url is None:
        pytest.skip(f"{name} is not started: make services")
    return url


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference inputs beside the project; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the reference inputs beside the project are not here")
    return folder
