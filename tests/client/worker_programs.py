"""What workers run in the tests that kill them: on Celery, on Dask, and as plain processes."""

from __future__ import annotations

import os
import sys
from typing import Any

import callfire
from callfire import DatabaseJournal, RedisRateLimit

from tests.client.soak_server import row

SIZE = 500
"""Rows in a part."""


def setting(name: str) -> str:
    """A setting of the test, which all of its processes see."""
    return os.environ[f"WORKERS_{name}"]


def rows_of(part: int) -> list[dict[str, str]]:
    """The rows of a part: the same whenever it is carried out."""
    return [row(number) for number in range(part * SIZE, (part + 1) * SIZE)]


def options(part: int) -> dict[str, Any]:
    """What all workers of a run share."""
    rate = float(setting("RATE"))
    return {
        "journal": DatabaseJournal(setting("JOURNAL"), part=part, lease=4),
        # What a short delay has cost may be caught up with.
        "rate": RedisRateLimit(rate, setting("REDIS"), burst=rate),
        "chunk": 5,
        "concurrency": 2,
    }


def client() -> callfire.CallFire:
    """A client of the test's server."""
    return callfire.CallFire("login", "password", base_url=setting("URL"))


def dask_part(part: int) -> dict[str, int]:
    """Carry out a part on Dask."""
    with client() as made:
        result = callfire.send_part(made.texts.send_bulk, rows_of(part), **options(part))
    return {"sent": result.sent, "unknown": result.unknown, "skipped": result.skipped}


def celery_app() -> Any:
    """The Celery application; its broker is the test's Redis."""
    from celery import Celery

    app = Celery("workers", broker=setting("REDIS"))
    app.conf.update(
        # What is not acknowledged is delivered again: lost, and slow tasks too.
        broker_transport_options={"visibility_timeout": 6},
        broker_connection_retry_on_startup=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        task_default_queue=setting("RUN"),
    )

    @app.task(name="send", **callfire.CELERY_OPTIONS)
    def send(task: Any, part: int) -> None:
        with client() as made:
            bulk = made.texts.send_bulk
            callfire.send_part_in_celery(task, bulk, rows_of(part), **options(part))

    return app


def plain(count: int) -> None:
    """Send all rows beside other workers that do the same, without an engine."""
    journal = DatabaseJournal(setting("JOURNAL"), lease=1)
    rows = [row(number) for number in range(count)]
    with client() as made:
        result = made.texts.send_bulk(rows, journal=journal, chunk=10, concurrency=2)
    sys.exit(3 if result.claimed else 0)


def dask_driver(count: int) -> None:
    """Hand all parts to Dask, and wait for them."""
    from distributed import Client

    with Client(setting("SCHEDULER")) as cluster:
        futures = cluster.map(dask_part, range(count // SIZE), pure=False, retries=50)
        results = cluster.gather(futures)
    sys.stdout.write(f"{sum(each['sent'] + each['skipped'] for each in results)}\n")


if __name__ == "__main__":
    {"plain": plain, "dask": dask_driver}[sys.argv[1]](int(sys.argv[2]))
elif "WORKERS_CELERY" in os.environ:
    app = celery_app()
