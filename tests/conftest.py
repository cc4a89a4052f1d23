"""Fixtures that all tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
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
def build_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Fills a folder by a function, once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        filled = base / f"{name}.filled"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not filled.exists():
                (base / name).mkdir()
                fill(base / name)
                filled.touch()
        return base / name

    return folder


@pytest.fixture(scope="session")
def site(build_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The documentation site, built."""
    return build_once("site", _build_site) / "site"


def _build_site(folder: Path) -> None:
    for name in ("generated/docs", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("zensical.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / ".cache" / "services").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "docs/site.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / ".cache" / "services").is_dir()  # the builder empties its own cache


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
