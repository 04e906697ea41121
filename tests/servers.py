"""Servers that a test starts for itself on free ports, and that leave nothing behind: Redis and PostgreSQL.

``make test`` installs both. A test that uses one carries its mark, ``redis`` or ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 30  # seconds until a server that does not come up is an error


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with a_redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty database of its own cluster, as DATABASE_URL wants it."""
    with a_postgres_server() as url:
        yield url


@contextmanager
def a_redis_server(port: int | None = None) -> Iterator[str]:
    """Keeps nothing on disk. With ``port`` one can come back where another was: a restart."""
    port = port or free_port()
    program = shutil.which("redis-server") or "/usr/bin/redis-server"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with tempfile.TemporaryDirectory(prefix="portico-redis-") as folder, _running(command, Path(folder)) as server:
        _until(lambda: _answers(port, b"PING\r\n", b"+PONG"), server)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def a_postgres_server() -> Iterator[str]:
    port = free_port()
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="portico-postgres-"))
    try:
        # PostgreSQL refuses to run as root, so root becomes the account that Debian's package made for it.
        account = "postgres" if os.geteuid() == 0 else None
        if account:
            os.chown(folder, pwd.getpwnam(account).pw_uid, -1)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "--auth=trust", "--no-sync", "--username=portico", "--encoding=UTF8", "-D", data],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=account,
        )
        options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": "off"}
        command = [programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in options.items())]
        with _running(command, folder, account) as server:
            _until(lambda: _accepts(programs, port), server)
            subprocess.run(
                [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "portico", "portico"], check=True
            )
            yield f"postgres://portico@127.0.0.1:{port}/portico"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    assert found, "PostgreSQL is not installed: make servers"
    return found[-1].parent


@contextmanager
def _running(command: list, folder: Path, account: str | None = None) -> Iterator[subprocess.Popen]:
    with (folder / "log").open("w+b") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, user=account)
        try:
            yield server
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _until(ready: Callable[[], bool], server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        assert server.poll() is None, f"{server.args} stopped at once"
        assert time.monotonic() < deadline, f"{server.args} does not answer"
        threading.Event().wait(0.02)


def _answers(port: int, question: bytes, answer: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(question)
            return connection.recv(64).startswith(answer)
    except OSError:
        return False


def _accepts(programs: Path, port: int) -> bool:
    asked = subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
    return asked.returncode == 0
