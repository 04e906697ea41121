"""docs/reliability.md, from what the runs left behind. What was run elsewhere and stands in the page stays there."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .registry import CODES, ROOT, Fault, all_faults, kept

PAGE = ROOT / "docs" / "reliability.md"
HEAD = """# Reliability

What Portico promises when things break, and the last run that tried it. This page is written by the runs themselves
(`python -m tests.faults --write-docs`): a figure here was measured, and what was not run says so.

`make faults` runs all programs, `python -m tests.faults R1 R6` some, `--short` those that are in `make test`, at their
small sizes. Sizes and durations are set by name: `FAULTS_R1_KILLS=20`, `FAULTS_R19_MINUTES=240`. Each run is kept with
the machine and the day under `var/faults/`. Everything stays on loopback, is bounded in time, and ends what it started.

Loss, duplicates, order and convergence hold on any machine, in every run. Figures of time depend on what else the
machine does: a long run fails when it misses one, a short run writes the miss down.
"""


def write_page() -> None:
    before = _blocks(PAGE.read_text()) if PAGE.exists() else {}
    known = all_faults()
    parts = [HEAD]
    for code in CODES:
        parts.append(_block(code, known.get(code), before.get(code, "")))
    PAGE.write_text("\n".join(parts))


def _blocks(page: str) -> dict[str, str]:
    """What stands below each heading of a fault now: the lines about its last run."""
    found = re.split(r"^## (R\d+)\. .*\n", page, flags=re.MULTILINE)[1:]
    return {
        code: text.partition("**Last run.**")[2].strip() for code, text in zip(found[::2], found[1::2], strict=True)
    }


def _block(code: str, one: Fault | None, before: str) -> str:
    if one is None:
        return f"## {code}. No program yet\n\n**Last run.** Not run.\n"
    where = "In `make test` at its small size, and in `make faults`." if one.short else "In `make faults`."
    root = " It needs root." if one.root else ""
    result = kept(code)
    last = _told(result) if result else (before or "Not run.")
    holds = one.passes[0].upper() + one.passes[1:]
    return f"## {code}. {one.title}\n\n**Must hold.** {holds}. {where}{root}\n\n**Last run.** {last}\n"


def _told(result: dict[str, Any]) -> str:
    day = datetime.fromisoformat(result["date"])
    machine = result["machine"]
    size = ", ".join(f"{name} {value}" for name, value in result["sizes"].items())
    kind = "small size" if result["short"] else "full size"
    outcome = result["outcome"].capitalize()
    lines = [
        f"{outcome}, {day:%Y-%m-%d}, {kind}{f' ({size})' if size else ''}, {result['seconds']:.0f} s on "
        f"{machine['cores']} cores with {machine['memory_gb']:.0f} GB, load {machine['load']} at its end."
    ]
    if result["why"]:
        why = result["why"].strip().splitlines()[-1].replace(str(ROOT), "").replace("<", "‹")
        lines.append(f"\n{'Why' if result['outcome'] == 'failed' else 'The reason'}: {why[:400]}.")
    if result["figures"]:
        lines += ["", "| figure | value |", "|---|---|"]
        lines += [f"| {one['name']} | {_value(one)} |" for one in result["figures"]]
    if result["late"]:
        lines += ["", f"Too slow this time: {'; '.join(result['late'])}."]
    return "\n".join(lines)


def _value(figure: dict[str, Any]) -> str:
    value = figure["value"]
    told = f"{value:,}" if isinstance(value, int | float) else str(value)
    return f"{told} {figure['unit']}".strip()
