"""From a fresh clone to the first page: `make run` with nothing there but Python, packages fetched, the demo company
moved in. What the machine's own stores of packages hold makes it quicker; both is what people have."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from . import results
from .house import ROOT
from .processes import free_port

PATIENCE = 900


def run() -> dict[str, float]:
    print("\nFirst `make run` of a fresh clone", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        clone, port = Path(folder) / "clone", free_port()
        # Of this machine alone: what is said to Git or Python about other folders must not lead there.
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTICO_", "DJANGO"))}
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        log = Path(folder) / "log"
        begun = time.monotonic()
        with log.open("w") as out:
            process = subprocess.Popen(
                ["make", "run", f"PORT={port}", "HOST=127.0.0.1"],
                cwd=clone,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            seconds = _wait_for(f"http://127.0.0.1:{port}/accounts/login/", process, log, begun)
        finally:
            # The group is of this one process and what it has started.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(30)
    print(f"{seconds:.0f} s until the first page")
    results.keep({"start.first": seconds})
    return {"start.first": seconds}


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path, begun: float) -> float:
    while (passed := time.monotonic() - begun) < PATIENCE:
        if process.poll() is not None:
            raise RuntimeError(f"`make run` ended with {process.returncode}: {log.read_text()[-500:]}")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return time.monotonic() - begun
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"No page after {passed:.0f} s: {log.read_text()[-500:]}")
