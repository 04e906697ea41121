"""The browser's half of the live layer, tested by Node's own runner: the classes need no page and no socket."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["live_streams", "live_line"])
def test_the_client_keeps_its_promises(name):
    node = shutil.which("node")
    assert node, "Node.js is missing: apt-get install nodejs"
    done = subprocess.run(
        [node, "--test", f"tests/js/{name}.test.mjs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
