"""python -m tests.attacks.fuzz_api     the API is asked what its own description allows, and what it does not

Schemathesis reads ``/api/v1/openapi.json`` of a running house and makes up requests for every operation, as an admin,
as somebody of the staff, as a customer and as nobody. No answer may be an error of ours, be of another kind than the
description says, or be given to who shows a key that is none. ``PORTICO_ATTACKS_MINUTES`` (4) is for all of them
together.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from .strangers import installed, open_to_attack

WHO = ("ada", "aldo", "dora", "")
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,ignored_auth"
MINUTES = float(os.environ.get("PORTICO_ATTACKS_MINUTES", "4"))
SEED = os.environ.get("PORTICO_SWEEPS_SEED", "1")
# What ends the one who asks, or the house: after it every answer is the same.
NOT_ASKED = r"/(own_data|erasure|me/erase|devices|tokens|consent)"


def asked_as(who: str, address: str, token: str, folder: Path) -> tuple[int, dict[str, int], str]:
    """How many requests, how many failures of which kind, and what was said."""
    report = folder / f"{who or 'nobody'}.ndjson"
    command = [
        *(installed("st"), "run", str(folder / "openapi.json"), "-u", address),
        *("--checks", CHECKS, "--phases", "coverage,fuzzing"),
        *("--max-time", str(round(MINUTES * 60 / len(WHO))), "-n", "20", "--no-shrink", "--continue-on-failure"),
        *("--seed", str(sum(map(ord, SEED))), "-w", "2", "--exclude-path-regex", NOT_ASKED, "--warnings", "off"),
        *("--request-timeout", "20", "--suppress-health-check", "all", "--generation-database", "none", "--no-color"),
        *("--report-junit-path", str(report)),
        *(("-H", f"Authorization: Bearer {token}") if token else ()),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, check=False, timeout=MINUTES * 60 + 300, env=plain()
    )
    said = done.stdout + done.stderr
    found = re.search(r"(\d[\d,]*) (?:test cases )?generated", said)
    kinds = {kind: int(times) for kind, times in re.findall(r"❌ ([^:\n]+): (\d+)", said)}
    if done.returncode not in (0, 1):
        kinds["it did not run"] = done.returncode
    return int(found[1].replace(",", "")) if found else 0, kinds, said


def plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PORTICO_", "DJANGO_"))}


def main() -> int:
    total, failures = 0, {}
    with open_to_attack() as (product, hand, _things), tempfile.TemporaryDirectory() as folder:
        with urllib.request.urlopen(f"{product.address}/api/v1/openapi.json", timeout=120) as answer:
            (Path(folder) / "openapi.json").write_bytes(answer.read())
        for who in WHO:
            token = hand("token", handle=who) if who else ""
            requests, kinds, said = asked_as(who, product.address, token, Path(folder))
            total += requests
            print(f"--- as {who or 'nobody'}: {requests} requests, {kinds or 'nothing found'}")
            if kinds:
                failures[who or "nobody"] = kinds
                print(said)
        log = product.log.read_text()
    broken = log.count("Traceback (most recent call last)")
    if broken:
        print(log[-20_000:])
    print(f"FIGURE requests to the API: {total}; failures: {json.dumps(failures) if failures else 0}; errors: {broken}")
    return 1 if failures or broken or not total else 0


if __name__ == "__main__":
    sys.exit(main())
