"""``make scaled``: the demo company in the scaled set-up, until Ctrl+C. SIGHUP renews each process in turn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from .house import ROOT, Failed, Scaled, running

_wishes: list[int] = []


def _note(number: int, frame: FrameType | None) -> None:
    _wishes.append(number)


def prepare(house: Scaled, language: str) -> str:
    """Database, static files, the demo company; the sign-ins."""

    def manage(*words: str, check: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(house.manage(*words), env=house.names, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode not in check:
            raise Failed(f"manage.py {words[0]} ended with {done.returncode}.")
        return done.stdout

    manage("migrate", "--noinput", "--verbosity", "0")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    mark = house.folder / ".demo"
    if not mark.exists():
        print("Moving the demo company in", flush=True)
        manage("demo", "--language", language, check=(0, 3))
        mark.write_text(manage("sign_ins"))
    return mark.read_text()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _note)
    house = Scaled(
        Path(os.environ.get("PORTICO_DATA", str(ROOT / "var" / "scaled"))),
        port=int(os.environ.get("PORT", "8000")),
        pages=int(os.environ.get("PAGES", "2")),
        sockets=int(os.environ.get("SOCKETS", "2")),
        workers=int(os.environ.get("WORKERS", "1")),
    )
    print("Starting PostgreSQL and Redis", flush=True)
    with running(house):
        sign_ins = prepare(house, os.environ.get("DEMO_LANGUAGE", "en"))
        if not _stopped():
            house.start_processes()
            _say(house, sign_ins)
        while not _stopped():
            if _wishes:
                _wishes.clear()
                print("Renewing every process in turn", flush=True)
                house.renew()
                print("Done: nobody was turned away", flush=True)
            house.look_after()
            time.sleep(0.5)
        print("Stopping", flush=True)


def _say(house: Scaled, sign_ins: str) -> None:
    print(sign_ins)
    for process in house.processes:
        print(f"  {process.name:<10} 127.0.0.1:{house.port_of[process.name]}")
    print(f"  Logs: {house.running}. Renew all without a gap: kill -HUP {os.getpid()}")
    print(f"Portico is at {house.url}/ behind nginx. Ctrl+C stops it.", flush=True)


def _stopped() -> bool:
    return signal.SIGINT in _wishes or signal.SIGTERM in _wishes


if __name__ == "__main__":
    try:
        main()
    except Failed as reason:
        sys.exit(str(reason))
