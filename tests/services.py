"""PostgreSQL and Redis for the tests: ``python -m tests.services install|start|stop``.

They come from Debian's packages and run on loopback, with private ports and folders in ``.cache/services``; the
system's own servers are left alone. Without ``start`` the tests that need them are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".cache" / "services"
URLS = FOLDER / "urls.json"
PACKAGES = ("postgresql", "redis-server")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "unix_socket_directories": "''",
}


def has(module: str) -> bool:
    """Whether a module is installed; it is not imported, since ``distributed`` changes how all exceptions pickle."""
    return importlib.util.find_spec(module) is not None


def free_port() -> int:
    """A port of loopback that no one uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Postgres:
    """A PostgreSQL server of its own, below a folder.

    ``fsync`` forces commits to disk, as a real server must. Only a crash of the machine makes a difference.
    """

    def __init__(self, folder: Path, port: int = 0, *, fsync: bool = False) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
        if not programs:
            raise RuntimeError("PostgreSQL is not installed: make services")
        self._programs = programs[-1].parent
        self._folder = folder
        self._settings = _SETTINGS | {"fsync": "on" if fsync else "off"}
        self.port = port or free_port()
        self.url = f"postgresql://tester@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster if there is none, and start it."""
        data = self._folder / "data"
        if not (data / "PG_VERSION").exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            if os.getuid() == 0:
                import pwd

                user = pwd.getpwnam("postgres")
                os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._run("initdb", "-U", "tester", "-A", "trust", "-N", "-D", str(data))
        settings = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        log = str(self._folder / "log")
        self._run(
            "pg_ctl", "-w", "-D", str(data), "-l", log, "-o", f"{settings} -p {self.port}", "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; ``immediate`` is what a crash looks like."""
        self._run("pg_ctl", "-w", "-D", str(self._folder / "data"), "-m", mode, "stop")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        if os.getuid() == 0:
            # The server refuses to run as root.
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        run = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise RuntimeError(f"{program} failed: {run.stdout}{run.stderr}")


class Redis:
    """A Redis server of its own, below a folder."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        if shutil.which("redis-server") is None:
            raise RuntimeError("Redis is not installed: make services")
        self._folder = folder
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._pid = folder / "pid"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self._folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "yes",
                "--dir",
                str(self._folder),
                "--pidfile",
                str(self._pid),
            ],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for _ in range(100):
            with socket.socket() as probe:
                if self._pid.exists() and not probe.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.05)
        raise RuntimeError("Redis does not listen")

    def stop(self) -> None:
        """End it."""
        os.kill(int(self._pid.read_text()), 15)
        while self._pid.exists():
            time.sleep(0.02)


def install() -> None:
    """Install what is missing, without starting the system's own servers."""
    missing = [
        package
        for package, result in zip(
            PACKAGES,
            (
                any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")),
                shutil.which("redis-server") is not None,
            ),
            strict=True,
        )
        if not result
    ]
    if missing:
        if os.getuid() != 0 or shutil.which("apt-get") is None:
            sys.exit(f"install {' and '.join(missing)} (as root on Debian: make services)")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=True)


def start() -> None:
    """Start both, and note where."""
    if URLS.exists():
        stop()
    shutil.rmtree(FOLDER, ignore_errors=True)
    postgres, redis = Postgres(FOLDER / "postgres"), Redis(FOLDER / "redis")
    postgres.start()
    redis.start()
    ports = {"postgres": postgres.port, "redis": redis.port}
    URLS.write_text(json.dumps(ports), encoding="utf-8")


def stop() -> None:
    """Stop what ``start`` has started; servers that have ended already are no error."""
    if not URLS.exists():
        return
    ports = json.loads(URLS.read_text(encoding="utf-8"))
    for name, server in (("postgres", Postgres), ("redis", Redis)):
        try:
            server(FOLDER / name, ports[name]).stop()
        except (OSError, RuntimeError) as error:
            sys.stderr.write(f"{name}: {error}\n")
    URLS.unlink()


def url(name: str) -> str | None:
    """The URL of a started service, None when it does not listen."""
    if not URLS.exists():
        return None
    port = json.loads(URLS.read_text(encoding="utf-8"))[name]
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            return None
    server = {"postgres": Postgres, "redis": Redis}[name]
    return server(FOLDER / name, port).url


def main(words: Sequence[str]) -> None:
    """Carry out the verbs, one after the other."""
    verbs = {"install": install, "start": start, "stop": stop}
    for word in words:
        verbs[word]()


if __name__ == "__main__":
    main(sys.argv[1:])
