"""A sixth part costs one line in the settings, one in the urls, and its own folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PART = Path(__file__).parent / "sixth_part"


def test_a_part_that_nobody_knew_is_in_feed_search_tags_inbox_and_api():
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PORTICO_DATA"))
    }
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:xdist"),
            *("--ds", "tests.architecture.sixth_part.settings", str(PART / "checks.py")),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_house_does_not_know_it():
    for folder in ("intranet", "feeds", "templates", "static"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in (".py", ".html", ".js"):
                assert "sixth_part" not in path.read_text(), path
