"""Stock Yjs clients, in a process of their own (tests/js/editors.mjs): the other end of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[1] / "js" / "editors.mjs"


class Editors:
    def __init__(self, address: str, page: int, sessions: Sequence[str], *, seed: int = 1) -> None:
        told = {
            "address": address.replace("http://", "ws://"),
            "origin": address,
            "page": page,
            "cookies": [f"portico_session={session}" for session in sessions],
            "seed": seed,
        }
        self.process = subprocess.Popen(
            ["node", PROGRAM, json.dumps(told)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, deed: str, **details: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": deed, **details}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"{deed} ended the editors"
        return json.loads(line)

    def __enter__(self) -> Editors:
        return self

    def __exit__(self, *problem: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()
