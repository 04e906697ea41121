"""python -m tests.attacks [S4 S9 …]     tries them, all by default, and prints what came of each

Exits 1 when something was found. What each part said is kept in ``var/attacks``, with a table of all as JSON.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .parts import PARTS, Part

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "attacks"
SUMMARY = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in [\d.]+s", re.MULTILINE)
# What a program prints to stand in the table: "FIGURE requests: 1200".
FIGURE = re.compile(r"^FIGURE (.+)$", re.MULTILINE)


@dataclass
class Outcome:
    part: str
    title: str
    held: bool
    seconds: int
    figures: str


def commands_of(part: Part) -> list[list[str]]:
    found = [[sys.executable, "-m", name] for name in part.programs]
    if part.tests:
        # A whole sweep is long and does not hang: telling where it is, again and again, has ended a process.
        tests = [sys.executable, "-m", "pytest", "-q", "-o", "faulthandler_timeout=0"]
        tests += ["-n", os.environ.get("PORTICO_ATTACKS_AT_ONCE", "2")]
        dist = "load" if part.spread else "loadfile"
        found.insert(0, [*tests, "--dist", dist, *(["--reruns", "1"] if part.browser else []), *part.tests])
    bounds = ["prlimit", f"--as={part.most_memory}"] if part.most_memory else []
    return [[*bounds, *command] for command in found]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PORTICO_DATA"}
    return kept | {"PORTICO_MODE": "test", "PORTICO_SWEEPS": "whole"}


def tried(part: Part) -> Outcome:
    KEPT.mkdir(parents=True, exist_ok=True)
    log, began, held = KEPT / f"{part.name}.log", time.monotonic(), True
    with log.open("w") as out:
        for command in commands_of(part):
            left = part.minutes * 60 - (time.monotonic() - began)
            try:
                done = subprocess.run(
                    command,
                    check=False,
                    cwd=ROOT,
                    env=environment(),
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    timeout=max(left, 1),
                )
                held = held and done.returncode == 0
            except subprocess.TimeoutExpired:
                out.write(f"\nNot over after {part.minutes} minutes\n")
                held = False
    said = log.read_text(errors="replace")
    figures = "; ".join([*(match.rstrip(", ") for match in SUMMARY.findall(said)), *FIGURE.findall(said)])
    return Outcome(part.name, part.title, held, round(time.monotonic() - began), figures)


def main(names: list[str]) -> int:
    known = {part.name: part for part in PARTS}
    if unknown := set(names) - set(known):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are {', '.join(known)}.")
    outcomes = []
    for part in [known[name] for name in names] or PARTS:
        outcome = tried(part)
        outcomes.append(outcome)
        verdict = "held" if outcome.held else f"FOUND SOMETHING, see var/attacks/{part.name}.log"
        print(f"{part.name:<4} {outcome.seconds:>5} s  {part.title}: {verdict}  ({outcome.figures})", flush=True)
    (KEPT / "attacks.json").write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1))
    return 0 if all(outcome.held for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
