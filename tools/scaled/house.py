"""All of it together, in the order in which one needs the other."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .ports import free_port
from .processes import Failed, Kept
from .proxy import Nginx
from .stores import PostgreSQL, Redis

ROOT = Path(__file__).resolve().parents[2]


class Scaled:
    """``folder`` becomes PORTICO_DATA. Whatever has a port listens on 127.0.0.1.

    Parts: ``postgres``, ``redis``, ``nginx``; ``pages``, ``sockets`` and ``workers``, lists of ``Kept``. Ports are
    in ``port_of``. ``names`` is the environment of all processes of Portico; change it before ``start_processes``.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, pages: int = 2, sockets: int = 2, workers: int = 1, quick: bool = False
    ) -> None:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        self.folder = folder.resolve()
        self.port = port or free_port()
        # Sockets of the file system have short names, and nginx wants folders it may write to: here they are.
        self.running = Path(tempfile.mkdtemp(prefix="portico-scaled-"))
        self.postgres = PostgreSQL(self.folder, quick=quick)
        self.redis = Redis(self.folder)
        self.port_of = {name: free_port() for name in _names(pages, sockets, workers)}
        self.names = {
            **os.environ,
            "PORTICO_MODE": "demo",
            "PORTICO_DATA": str(self.folder),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "TRUSTED_PROXIES": "127.0.0.1",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "PYTHONUNBUFFERED": "1",
        }
        self.pages = [self._process(name) for name in self.port_of if name.startswith("pages")]
        self.sockets = [self._process(name) for name in self.port_of if name.startswith("sockets")]
        self.workers = [self._process(name) for name in self.port_of if name.startswith("worker")]
        self.nginx = Nginx(self.running, self.port, self._ports(self.pages), self._ports(self.sockets))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> list[Kept]:
        return [*self.pages, *self.sockets, *self.workers]

    def start_stores(self) -> None:
        self.redis.start()
        self.postgres.start()

    def start_processes(self) -> None:
        for process in self.processes:
            process.names.update(self.names)
            process.start()
        for process in self.processes:
            process.wait()
        self.nginx.start()

    def renew(self) -> None:
        """Each in its turn by a fresh one, while people work."""
        for process in self.processes:
            process.renew()

    def look_after(self) -> None:
        """Start again what has ended without being told to."""
        for process in self.processes:
            if not process.is_up():
                process.start()

    def stop(self) -> None:
        self.nginx.stop()
        for process in self.processes:
            process.stop()
            process.close()
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.running, ignore_errors=True)

    def manage(self, *words: str) -> list[str]:
        """The words of a command line."""
        return [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), *words]

    def _process(self, name: str) -> Kept:
        port = str(self.port_of[name])
        kind = name.partition("-")[0]
        words = ["work", "--port", port] if kind == "worker" else ["serve", "--only", kind, "--port", port]
        return Kept(name, self.manage(*words), names=self.names, folder=self.running, hands_over=kind != "worker")

    def _ports(self, processes: list[Kept]) -> list[int]:
        return [self.port_of[process.name] for process in processes]


def _names(pages: int, sockets: int, workers: int) -> list[str]:
    counts = {"pages": pages, "sockets": sockets, "worker": workers}
    return [f"{name}-{number + 1}" for name, count in counts.items() for number in range(count)]


@contextmanager
def running(house: Scaled) -> Iterator[Scaled]:
    """The stores are up; the processes are started by the caller, who may have something to prepare first."""
    try:
        house.start_stores()
        yield house
    finally:
        house.stop()


__all__ = ["Failed", "Scaled", "running"]
