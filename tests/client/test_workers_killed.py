"""Workers of one run that are killed at random, on Celery, on Dask and alone: the server gets no row twice."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from secrets import token_hex

import callfire
import pytest

from tests import services
from tests.client.soak_server import SoakServer, row
from tests.client.worker_programs import SIZE

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@pytest.fixture
def counting() -> Iterator[SoakServer]:
    """A server without errors, which counts by row."""
    server = SoakServer(0.0, seed=1)
    yield server
    server.close()


@pytest.fixture
def own_postgres() -> Iterator[services.Postgres]:
    """A PostgreSQL server that the test may restart."""
    pytest.importorskip("psycopg")
    folder = services.FOLDER.with_name("services-own") / token_hex(4)
    try:
        server = services.Postgres(folder)
    except RuntimeError as error:
        pytest.skip(str(error))
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[str]:
    """A Redis server of the test alone: Celery keeps what is not acknowledged under one name."""
    pytest.importorskip("redis")
    try:
        server = services.Redis(tmp_path / "redis")
    except RuntimeError as error:
        pytest.skip(str(error))
    server.start()
    yield server.url
    server.stop()


def environment(server: SoakServer, journal: str, **more: str) -> dict[str, str]:
    """What the processes of a test see."""
    folders = os.pathsep.join([str(ROOT / "generated" / "src"), str(ROOT)])
    settings = {"URL": server.url, "JOURNAL": journal, **more}
    return (
        os.environ
        | {"PYTHONPATH": folders}
        | {f"WORKERS_{name}": value for name, value in settings.items()}
    )


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.1)


class Journal:
    """Looks into the journal from outside."""

    def __init__(self, url: str) -> None:
        self.run = callfire.BulkRun(url)
        self.url, _, self.name = url.partition("#")

    def under_way(self, processes: set[int]) -> int:
        """Rows that processes which are dead had under way, by the journal."""
        import psycopg

        host = socket.gethostname()
        places = [f"{host}:{process}" for process in processes]
        while True:
            try:
                with psycopg.connect(self.url) as connection:
                    (count,) = connection.execute(
                        "SELECT COALESCE(SUM(under_way), 0) FROM bulk_chunks c JOIN bulk_workers w "
                        "ON w.worker = c.worker WHERE c.run = %s AND place = ANY(%s)",
                        [self.name, places],
                    ).fetchone()
                return int(count)
            except psycopg.OperationalError:
                time.sleep(0.05)


class Engine:
    """The processes of an engine, and which of them can be killed."""

    def __init__(self, commands: list[list[str]], variables: dict[str, str], log: Path) -> None:
        self._log = log
        self._commands = commands
        self._variables = variables
        self._roots = [self._start(command) for command in commands]

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self._variables,
                cwd=ROOT,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )

    def workers(self) -> list[int]:
        """The processes that carry out tasks: those at the ends of the tree, once they have started."""
        import psutil

        result = []
        for place, root in enumerate(self._roots):
            if root.poll() is not None:
                # A node ends when its workers are killed while they start; whoever runs it starts it again.
                self._roots[place] = self._start(self._commands[place])
                continue
            for each in psutil.Process(root.pid).children(recursive=True):
                try:
                    is_old = time.time() - each.create_time() > 2
                    is_worker = "resource_tracker" not in " ".join(each.cmdline())
                    if is_old and is_worker and not each.children():
                        result.append(each.pid)
                except psutil.Error:
                    continue
        return result

    def kill_one(self, chance: random.Random) -> set[int]:
        """Kill a worker with SIGKILL."""
        wait_until(lambda: bool(self.workers()), 30)
        process = chance.choice(self.workers())
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return set()
        return {process}

    def kill_group(self, place: int) -> set[int]:
        """Kill a whole node with all its workers, and start it again."""
        import psutil

        root = self._roots[place]
        if root.poll() is not None:
            return set()
        processes = {each.pid for each in psutil.Process(root.pid).children(recursive=True)}
        os.killpg(root.pid, signal.SIGKILL)
        root.wait()
        self._roots[place] = self._start(self._commands[place])
        return processes

    def close(self) -> None:
        """End all processes."""
        for root in self._roots:
            with suppress(ProcessLookupError):
                os.killpg(root.pid, signal.SIGKILL)
            root.wait()


def rates(server: SoakServer) -> tuple[float, float]:
    """Rows per second until 95 of 100 rows were sent, and the highest in any five seconds."""
    times = sorted(server._created)
    most = times[: len(times) * 95 // 100]
    overall = len(most) / (most[-1] - most[0]) * 1000
    highest, first = 0, 0
    for last, at in enumerate(times):
        while at - times[first] > 5000:
            first += 1
        highest = max(highest, last - first + 1)
    return overall, highest / 5


class Trial:
    """Kills workers of a run until it has ended, and holds what the server got against the journal."""

    def __init__(self, server: SoakServer, journal: str, count: int, kills: int) -> None:
        self.server = server
        self.count = count
        self.kills = kills
        self.journal = Journal(journal)
        self.chance = random.Random(count)
        self.in_flight = 0

    def carry_out(
        self, engine: Engine, restart: Callable[[], None], rate: float, nodes: int = 0
    ) -> None:
        """Kill at random times; the database is restarted after half of the kills."""
        server = self.server
        wait_until(lambda: server.got.total() > 0, 60)
        # The last kill comes when some four fifths of the rows are sent.
        between = 0.8 * self.count / rate / self.kills
        for number in range(self.kills):
            time.sleep(between * self.chance.uniform(0.5, 1.5))
            if number == self.kills // 2:
                restart()
            if nodes and number % 6 == 5:
                killed = engine.kill_group(self.chance.randrange(nodes))
            else:
                killed = engine.kill_one(self.chance)
            self.in_flight += self.journal.under_way(killed)

    def judge(self, rate: float, capsys: pytest.CaptureFixture[str], name: str) -> None:
        """Hold the outcome against what was promised."""
        server, count = self.server, self.count
        status = self.journal.run.status()
        overall, highest = rates(server)
        assert set(server.got.values()) == {1}
        assert status.sent + status.unknown == status.done == count
        assert status.unknown <= self.in_flight
        settled: Counter[str] = Counter()
        with callfire.CallFire("login", "password", base_url=server.url) as client:
            for part in range(count // SIZE):
                rows = [row(number) for number in range(part * SIZE, (part + 1) * SIZE)]
                journal = callfire.DatabaseJournal(self.journal.url, self.journal.name, part=part)
                for outcome in client.texts.reconcile(journal, rows, delay=0):
                    number = f"1213{part * SIZE + outcome.index:07}"
                    settled[outcome.status] += 1
                    assert server.got[number] == (0 if outcome.status == "unsent" else 1)
        with capsys.disabled():
            sys.stdout.write(
                f"\n{name}: {count} rows, {self.kills} kills, 0 twice, {self.in_flight} in flight at the kills, "
                f"{status.unknown} unknown, after reconcile {dict(settled)}; {overall:.0f} rows/s of {rate:.0f}, "
                f"at most {highest:.0f} in 5 s\n"
            )
        assert settled["unknown"] == 0
        # In five seconds, the burst of one second may come on top.
        assert (overall, highest) <= (1.05 * rate, 1.05 * rate * 6 / 5)
        if os.getloadavg()[0] < 2 * (os.cpu_count() or 1):
            # A machine that others use may be too slow for the rate.
            assert overall >= 0.95 * rate


def is_over(trial: Trial) -> bool:
    try:
        return trial.journal.run.status().done == trial.count
    except callfire.BulkJournalError:
        return False


RATE = 125.0


@pytest.mark.slow
@pytest.mark.parametrize("count", [20_000])
def test_on_celery(
    counting: SoakServer,
    own_postgres: services.Postgres,
    own_redis: str,
    count: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not services.has("celery"):
        pytest.skip("celery is not installed")
    run = token_hex(4)
    journal = f"{own_postgres.url}#{run}"
    variables = environment(counting, journal, REDIS=own_redis, RATE=str(RATE), RUN=run, CELERY="1")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    from tests.client.worker_programs import celery_app

    app = celery_app()
    for part in range(count // SIZE):
        app.send_task("send", args=[part])
    words = ["celery", "-A", "tests.client.worker_programs", "worker", "--concurrency=2"]
    nodes = [[*words, "-n", f"{run}-{place}", "--without-gossip"] for place in range(2)]
    trial = Trial(counting, journal, count, kills=30)
    engine = Engine(nodes, variables, tmp_path / "log")
    try:
        trial.carry_out(engine, lambda: restarted(own_postgres), RATE, nodes=2)
        wait_until(lambda: bool(engine.workers()) and is_over(trial), 120)
    finally:
        engine.close()
        app.close()
    trial.judge(RATE, capsys, "Celery on Redis, 2 nodes of 2 workers")


def restarted(postgres: services.Postgres) -> None:
    """Let the database crash, and start it again."""
    postgres.stop("immediate")
    postgres.start()


@pytest.mark.slow
@pytest.mark.parametrize("count", [20_000])
def test_on_dask(
    counting: SoakServer,
    own_postgres: services.Postgres,
    own_redis: str,
    count: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not services.has("distributed"):
        pytest.skip("distributed is not installed")
    run, port = token_hex(4), services.free_port()
    journal, scheduler = f"{own_postgres.url}#{run}", f"tcp://127.0.0.1:{port}"
    variables = environment(
        counting, journal, REDIS=own_redis, RATE=str(RATE), RUN=run, SCHEDULER=scheduler
    )
    # A task whose workers were killed so often is given up otherwise.
    variables |= {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1000"}
    manager = Engine(
        [
            [
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
                "--no-dashboard",
            ]
        ],
        variables,
        tmp_path / "log",
    )
    worker = ["distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-dashboard"]
    engine = Engine([worker] * 4, variables, tmp_path / "log")
    trial = Trial(counting, journal, count, kills=30)
    command = [sys.executable, "-m", "tests.client.worker_programs", "dask", str(count)]
    try:
        with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE) as driver:
            trial.carry_out(engine, lambda: restarted(own_postgres), RATE)
            assert driver.stdout is not None
            reported = int(driver.stdout.read())
        assert driver.returncode == 0
    finally:
        engine.close()
        manager.close()
    assert reported == trial.journal.run.status().sent
    trial.judge(RATE, capsys, "Dask, 4 workers")


def is_dead(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: a busy disk would make the test slow."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


def test_plain_processes_on_one_machine(counting: SoakServer, memory: Path) -> None:
    count = 1_500
    journal = f"sqlite:///{memory / 'run.db'}"
    variables = environment(counting, journal)
    command = [sys.executable, "-m", "tests.client.worker_programs", "plain", str(count)]
    chance = random.Random(5)
    killed = 0
    for turn in itertools.count():
        workers = [subprocess.Popen(command, cwd=ROOT, env=variables) for _ in range(3)]
        for worker in workers[:2]:
            if killed < 5:
                counting.wait_for(chance.randint(20, 200), partial(is_dead, worker))
                worker.kill()
                killed += 1
        codes = [worker.wait() for worker in workers]
        assert set(codes) <= {-9, 0, 3}, codes
        # The rows that a killed worker had taken are free when its lease has run out.
        if 0 in codes:
            break
        assert turn < 10
        time.sleep(1.1)
    status = callfire.BulkRun(journal).status()
    assert (status.done, status.under_way, status.waiting, status.workers) == (count, 0, 0, 0)
    assert set(counting.got.values()) == {1}
    assert status.unknown <= killed * 20
    rows = [row(number) for number in range(count)]
    with callfire.CallFire("login", "password", base_url=counting.url) as client:
        settled = client.texts.reconcile(journal, rows, delay=0)
        assert (settled.unknown, settled.claimed) == (0, 0)
        after = client.texts.send_bulk(rows, journal=journal)
    assert after.sent == settled.unsent
    assert counting.got == Counter(f"1213{number:07}" for number in range(count))
