"""Every process of the scaled set-up is replaced while people read, write and listen."""

from __future__ import annotations

import os
import signal
import time

import pytest
import requests

from .knocking import Knocking, Listening

pytestmark = pytest.mark.scaled


def ready(port: int) -> dict:
    answer = requests.get(f"http://127.0.0.1:{port}/readyz", timeout=20)
    return {"status": answer.status_code, **answer.json()}


def until(true, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, true
        time.sleep(0.05)


def all_posts(house, person) -> list[str]:
    found, cursor = [], ""
    while True:
        page = requests.get(
            f"{house.url}/api/v1/spaces/{person.space}/posts",
            params={"cursor": cursor} if cursor else {},
            headers={"Authorization": f"Bearer {person.token}"},
            timeout=20,
        ).json()
        found += [post["body"] for post in page["items"]]
        cursor = page["next"]
        if not cursor:
            return found


def test_each_kind_of_process_says_how_it_is(house, ada):
    for process in house.processes:
        port = house.port_of[process.name]
        assert requests.get(f"http://127.0.0.1:{port}/healthz", timeout=20).text == "ok\n"
        said = ready(port)
        assert said["status"] == 200, said
        assert ("worker" in said["checks"]) == process.name.startswith("worker")
    assert requests.get(f"http://127.0.0.1:{house.port_of['sockets-1']}/accounts/login/", timeout=20).status_code == 404
    assert requests.get(f"http://127.0.0.1:{house.port_of['worker-1']}/accounts/login/", timeout=20).status_code == 404
    # What is for those who watch is not for the world.
    assert requests.get(f"{house.url}/metrics", timeout=20).status_code == 404


def test_nobody_is_turned_away_while_every_process_is_renewed(house, ada):
    before = [process.pid for process in house.processes]
    with Listening(house.url, ada, f"space_{ada.space}") as one, Listening(house.url, ada, f"space_{ada.space}") as two:
        until(lambda: one.opened and two.opened)
        with Knocking(house.url, ada) as knocking:
            until(lambda: knocking.written)
            house.renew()
        until(lambda: len(one.seen) >= len(knocking.written) and len(two.seen) >= len(knocking.written))
    assert not knocking.failures, (knocking.failures, knocking.answers)
    assert not set(before) & {process.pid for process in house.processes}
    # Sockets are told that the server restarts, come back, and have missed nothing and heard nothing twice.
    for listener in (one, two):
        assert set(listener.closed) <= {1012}
        assert listener.seen == list(range(listener.seen[0], listener.seen[0] + len(listener.seen)))
    assert one.closed[1012] + two.closed[1012] >= 2
    written = all_posts(house, ada)
    assert sorted(knocking.written) == sorted(written)


def test_a_successor_that_cannot_start_changes_nothing(house, ada):
    process = house.pages[0]
    before = process.pid
    pause = house.folder.parent / "away"
    manage = house.folder / "secret_key"
    manage.rename(pause)  # what every start reads
    manage.mkdir()
    try:
        os.kill(process.pid, signal.SIGHUP)
        until(lambda: "this process goes on" in process.log.read_text(), 90)
    finally:
        manage.rmdir()
        pause.rename(manage)
    assert process.is_up()
    assert process.pid == before
    assert ready(house.port_of[process.name])["status"] == 200


def test_a_process_that_is_killed_is_passed_over(house, ada):
    house.pages[1].kill()
    with Knocking(house.url, ada) as knocking:
        until(lambda: len(knocking.written) >= 2)
    assert not knocking.failures
    house.look_after()
    house.pages[1].wait()
    assert ready(house.port_of["pages-2"])["status"] == 200
