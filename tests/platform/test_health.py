"""/healthz and /readyz, which proxies and supervisors read."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from intranet.core import health
from intranet.serving import lifecycle
from tests.platform.disks import a_disk


@pytest.fixture
def disk(monkeypatch, settings):
    return a_disk(monkeypatch, settings)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> dict:
    """The checks of core alone, and what a test adds."""
    own = {name: health._checks[name] for name in ("database", "disk")}
    monkeypatch.setattr(health, "_checks", own)
    return own


def ready(client: Client) -> tuple[int, dict]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_alive_asks_nothing(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_every_check_is_content(client: Client, db: None, checks: dict) -> None:
    assert ready(client) == (200, {"ready": True, "checks": {"database": "ok", "disk": "ok"}})


def test_not_ready_says_which_check_and_why(client: Client, db: None, checks: dict) -> None:
    health.health_check("jobs")(lambda: (False, {"oldest_seconds": 301}))
    status, body = ready(client)
    assert (status, body["ready"], body["checks"]["jobs"]) == (503, False, {"oldest_seconds": 301})


def test_a_check_that_fails_itself_keeps_its_secrets_to_the_log(
    client: Client, db: None, checks: dict, caplog: pytest.LogCaptureFixture
) -> None:
    @health.health_check("index")
    def broken() -> health.Verdict:
        raise OSError("cannot open /srv/secret/index")

    status, body = ready(client)
    assert status == 503
    assert "secret" not in str(body)
    assert "cannot open /srv/secret/index" in caplog.text


def test_a_database_that_does_not_answer_is_not_ready(
    client: Client, db: None, checks: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def cursor(self) -> None:
            raise OperationalError("unable to open database file")

    monkeypatch.setattr(health, "connection", Away())
    status, body = ready(client)
    assert (status, body["checks"]["disk"]) == (503, "ok")
    assert body["checks"]["database"] != "ok"


@pytest.mark.parametrize(
    ("total", "free", "well"),
    [
        (100 * 2**30, 6 * 2**30, True),
        (100 * 2**30, 4 * 2**30, False),
        (4 * 2**30, 499 * 2**20, False),
        (4 * 2**30, 501 * 2**20, True),
    ],
)
def test_a_disk_needs_a_twentieth_and_half_a_gigabyte(disk, total: int, free: int, well: bool) -> None:
    disk(free=free, total=total)
    assert health.there_is_space()[0] is well


def test_a_disk_that_is_nearly_full_is_said_and_sends_nobody_away(client: Client, db: None, disk) -> None:
    disk(free=2**20)
    status, body = ready(client)
    assert body["checks"]["disk"]["free_megabytes"] == 1
    assert body["checks"]["writing"] == {"read_only": "disk"}
    assert (status, body["ready"]) == (200, True)


def test_a_server_that_stops_is_not_ready(
    client: Client, db: None, checks: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    from intranet.asgi import takes_new_work

    checks["server"] = takes_new_work
    monkeypatch.setattr(lifecycle, "_state", lifecycle._State())
    assert ready(client)[0] == 200
    lifecycle.begin_draining()
    status, body = ready(client)
    assert status == 503
    assert "stopping" in body["checks"]["server"]["why"]


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/readyz").status_code == 405
