"""What is tried: ways to make a page run what somebody wrote. Our own stand in ``tests/platform/search_payloads``.
Those that others have collected are fetched by ``tools/corpora`` and read from where ``PORTICO_CORPORA`` says: none is
kept here."""

from __future__ import annotations

import configparser
import json
import os
from collections.abc import Iterator
from pathlib import Path

from tests.platform.search_payloads import PAYLOADS

# Whatever one of these would call, a browser of these tests notes; see ``watching``.
RUNS = ("canary", "alert", "confirm", "prompt")
# For fields that hold a few words: out of an element, an attribute of either quote, a script, a title.
BRIEF = [
    "\"><img src=x onerror=canary()>'",
    "</script><svg onload=canary()>",
    "' onmouseover=canary() x='",
    "</title><svg onload=canary()>",
    "<i onclick=canary()>x</i>",
    '" autofocus onfocus=canary() x="',
    "javascript:canary()//",
    "[x](javascript:canary())",
    "{{canary()}}${canary()}",
]
BRIEFEST = "<b id=canary>"


def collected() -> list[str]:
    """Those of others, in the order of their files; none where they were not fetched."""
    folder = os.environ.get("PORTICO_CORPORA", "")
    if not folder:
        return []
    found = list(dict.fromkeys(word for word in _read(Path(folder)) if word.strip()))
    assert len(found) > 500, f"only {len(found)} in {folder}"
    return found


def _read(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("bleach-*/tests/data/*.test")):
        yield path.read_text().partition("\n--\n")[0]
    for path in sorted(folder.rglob("tests/test_port/fixtures/xss.md")):
        # Title, dot, Markdown, dot, HTML, dot.
        yield from path.read_text().split("\n.\n")[1::3]
    for path in sorted(folder.rglob("resources/blns.json")):
        yield from json.loads(path.read_text())
    for path in sorted(folder.rglob("xssPayloads.ini")):
        listed = configparser.ConfigParser(interpolation=None)
        listed.read(path)
        for section in listed.sections():
            yield listed[section].get("payload", "").replace("__XSS__", "canary").replace("[EXTERNAL]", "evil.example")
    for path in sorted(folder.rglob("Injections/XSS.txt")):
        yield from path.read_text(errors="replace").splitlines()


def everything() -> list[str]:
    return [*PAYLOADS, *collected()]
