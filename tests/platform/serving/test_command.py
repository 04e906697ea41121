"""The whole product as ``make run`` and ``make dev`` start it."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from intranet.jobs.models import Worker
from intranet.serving.server import listen

from .kit import Process, handshake, read_all, status_of

pytestmark = pytest.mark.django_db  # so that there is a database to copy
ROOT = Path(__file__).parents[3]
Start = Callable[..., Process]


@pytest.fixture(scope="module")
def data(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PORTICO_DATA with an empty database."""
    data = tmp_path_factory.mktemp("data")
    with (
        sqlite3.connect(connection.settings_dict["NAME"]) as source,
        sqlite3.connect(data / "portico.sqlite3") as target,
    ):
        source.backup(target)
    return data


@pytest.fixture
def manage(data: Path) -> Iterator[Start]:
    """Start ``manage.py`` with these words, on a port that is free."""
    started: list[Process] = []

    def start(*words: str, mode: str, port: int = 0) -> Process:
        if not port:
            with listen("127.0.0.1", 0) as probe:
                port = probe.getsockname()[1]
        env = {**os.environ, "PORTICO_MODE": mode, "PORTICO_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1"}
        started.append(Process(port, [sys.executable, "-W", "ignore", "manage.py", *words], env=env, cwd=ROOT))
        return started[-1]

    yield start
    for process in started:
        process.close()


def opens_a_socket(process: Process, origin: str) -> bool:
    client = process.raw(handshake("/ws/live/", origins=(origin,), host=f"127.0.0.1:{process.port}"))
    try:
        return status_of(client) == 101
    finally:
        client.close()


def workers(data: Path) -> int:
    with sqlite3.connect(data / "portico.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM {Worker._meta.db_table}").fetchone()[0]


def test_serve_carries_pages_sockets_and_jobs_and_ends_with_0(manage: Start, data: Path, server: str) -> None:
    process = manage("serve", "--server", server, mode="demo")
    assert process.says(r"Portico is at (\S+)") == f"http://127.0.0.1:{process.port}/"
    assert process.get("/healthz").body == b"ok\n"
    assert opens_a_socket(process, f"http://127.0.0.1:{process.port}")
    assert not opens_a_socket(process, "http://evil.example")
    ready = process.get("/readyz")
    assert (ready.status, ready.json["checks"]["server"], ready.json["checks"]["jobs"]) == (200, "ok", "ok")
    process.tell(signal.SIGTERM)
    assert process.ends() == 0, process.written()
    assert "Traceback" not in process.written()
    assert workers(data) == 0


def test_serve_works_off_jobs_unless_told_not_to(manage: Start, data: Path) -> None:
    alone = manage("serve", "--jobs", "0", mode="demo")
    alone.says("Portico is at")
    assert workers(data) == 0
    alone.close()
    process = manage("serve", mode="demo")
    process.says("Portico is at")
    process.until(lambda: workers(data) == 1)


def test_a_port_in_use_is_one_sentence_and_exit_code_1(manage: Start) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        process = manage("serve", mode="demo", port=port)
        assert process.ends() == 1
    assert process.written().strip() == (
        f"CommandError: Port {port} is in use by another program, perhaps another Portico. "
        "Stop it or choose another PORT."
    )


def test_runserver_is_daphne_with_the_same_application(manage: Start) -> None:
    with listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    process = manage("runserver", "--noreload", f"127.0.0.1:{port}", mode="development", port=port)
    process.says("Starting ASGI/Daphne")
    process.until(process.listens)
    assert process.get("/healthz").body == b"ok\n"
    css = process.get("/static/css/index.css")
    assert (css.status, css.body) == (200, (ROOT / "static/css/index.css").read_bytes())
    assert opens_a_socket(process, f"http://127.0.0.1:{port}")
    assert not opens_a_socket(process, "http://evil.example")


def test_the_application_is_ready_for_any_asgi_server(manage: Start, data: Path) -> None:
    """The scaled set-up starts uvicorn itself; what must know the loop still learns it."""
    with listen("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    env = {**os.environ, "PORTICO_MODE": "demo", "PORTICO_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1"}
    command = [sys.executable, "-W", "ignore", "-m", "uvicorn", "intranet.asgi:application", "--port", str(port)]
    process = Process(port, command, env=env, cwd=ROOT)
    try:
        process.until(process.listens)
        assert process.get("/healthz").body == b"ok\n"
        assert opens_a_socket(process, f"http://127.0.0.1:{port}")
        assert read_all(process.raw(handshake("/ws/none/"))).startswith(b"HTTP/1.1 403")
    finally:
        process.close()
