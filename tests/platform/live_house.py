"""The whole application behind a real server, as a process of its own: ``python -m tests.platform.live_house uvicorn``.

It does what it is told on its standard input, one JSON object a line, each in a thread as a request would, and says
that it is done. ``House`` is the other end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class House:
    """Started by a test; the database is the test's own."""

    def __init__(self, server: str = "uvicorn", *, database: str, poll: float = 0.05, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.platform.live_house", server, str(poll)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PORTICO_MODE": "test", "DATABASE_URL": database, **environment},
        )
        self.address = self._answer()["address"].replace("http://", "ws://") + "ws/live/"

    def publish(self, stream: str, event: str, *, times: int = 1, **payload: Any) -> None:
        self._tell(do="publish", stream=stream, event=event, times=times, payload=payload)

    def stats(self) -> dict[str, Any]:
        return self._tell(do="stats")

    def who_is_here(self, *people: int) -> list[int]:
        return self._tell(do="who_is_here", people=people)["here"]

    def _tell(self, **order: Any) -> dict[str, Any]:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        assert line, f"the server ended with {self.process.wait(10)}"
        return json.loads(line)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(10)
        self.process.stdin.close()
        self.process.stdout.close()


def obey(order: dict[str, Any]) -> dict[str, Any]:
    from django.db import connection

    from intranet.realtime.hub import hub_stats
    from intranet.realtime.presence import who_is_here
    from intranet.realtime.publish import publish

    match order["do"]:
        case "publish":
            for number in range(order["times"]):
                publish(order["stream"], order["event"], number=number, **order["payload"])
            connection.close()
            return {}
        case "who_is_here":
            return {"here": sorted(who_is_here(order["people"]))}
        case _:
            return hub_stats() or {}


def main(server: str, poll: float) -> None:
    import django

    django.setup()
    from intranet.asgi import application
    from intranet.realtime import hub
    from intranet.serving.server import address_of, listen, serve

    hub.Pace.__new__.__defaults__ = (poll, *hub.Pace.__new__.__defaults__[1:])
    listener = listen("127.0.0.1", 0)
    address = address_of(listener)

    def say(answer: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def take_orders() -> None:
        for line in sys.stdin:
            say(obey(json.loads(line)))

    def listening() -> None:
        say({"address": address})
        threading.Thread(target=take_orders, daemon=True).start()

    serve(application, listener, server=server, listening=listening)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(sys.argv[1], float(sys.argv[2]))
