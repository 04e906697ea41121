"""What only some ever need is loaded when the first of them asks: the start is quick, and the process at rest small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("ninja", "pydantic", "reportlab", "docutils", "mammoth", "twisted", "intranet.api.urls", "wiki.api")
_TOLD = f"""
import json, sys
import intranet.asgi
from django.urls import resolve, reverse
known = lambda: [name for name in {HEAVY!r} if name in sys.modules]
at_start = known()
page = resolve(reverse("forum:home")).view_name
after_a_page = known()
said = resolve("/api/v1/me").url_name, reverse("api:openapi-json")
print(json.dumps([at_start, page, after_a_page, said, "ninja" in sys.modules]))
"""


def test_the_api_and_what_reads_and_draws_files_come_when_they_are_asked_for(tmp_path):
    environment = os.environ | {"PORTICO_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _TOLD],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    at_start, page, after_a_page, said, is_there = json.loads(done.stdout.splitlines()[-1])
    assert at_start == []
    assert (page, after_a_page) == ("forum:home", [])
    assert (said, is_there) == (["me", "/api/v1/openapi.json"], True)
