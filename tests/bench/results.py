"""The file of figures: one row for each number, taken over where it is measured again, so that single benchmarks may be
run alone. Each row names its run; each run says on what machine it was, when, and of which commit.

    {"runs": {"2026-11-23T05:00:00+00:00": {"python": …, "cores": …, "load": …, "commit": …}},
     "rows": {"home": {"measured": 9.1, "unit": "ms of CPU", "most": 10, "met": true, "ratio": 0.91, "run": …}}}

``ratio`` is what is measured divided by the number to meet; ``peer`` is who was measured in the same run, with its
figure and ours divided by it.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .numbers import GROUPS, NUMBERS, Number
from .size import SMALL

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
Results = dict[str, Any]


def path_of(*, small: bool = SMALL) -> Path:
    return FOLDER / ("results-small.json" if small else "results.json")


def read(path: Path) -> Results:
    return json.loads(path.read_text()) if path.exists() else {"runs": {}, "rows": {}}


def keep(figures: dict[str, float], peers: dict[str, float] | None = None, *, path: Path | None = None) -> None:
    """Put ``figures`` into the file, by the keys of ``NUMBERS``; ``peers`` are the others' figures of this run."""
    path = path or path_of()
    found, run = read(path), _run()
    found["runs"][run["at"]] = run
    for key, measured in figures.items():
        peer = (peers or {}).get(key)
        found["rows"][key] = row(NUMBERS[key], measured, peer) | {"run": run["at"]}
    used = {one["run"] for one in found["rows"].values()}
    found["runs"] = {at: one for at, one in found["runs"].items() if at in used}
    # In the order of the table; rows of numbers that are no more are dropped.
    found["rows"] = {key: found["rows"][key] for key in NUMBERS if key in found["rows"]}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    beside.replace(path)


def row(number: Number, measured: float, peer: float | None = None) -> dict[str, Any]:
    wanted = number.most if number.most is not None else number.least
    made: dict[str, Any] = {
        "group": number.group,
        "what": number.what,
        "measured": measured,
        "unit": number.unit,
        "most": number.most,
        "least": number.least,
        "met": None if wanted is None else is_met(number, measured),
        "ratio": None if wanted is None else measured / wanted,
    }
    if peer is not None:
        made["peer"] = {"who": number.peer, "measured": peer, "ratio": measured / peer if peer else None}
    if number.elsewhere:
        made["elsewhere"] = [{"who": who, "measured": figure} for who, figure in number.elsewhere]
    return made


def is_met(number: Number, measured: float) -> bool:
    if number.most is not None:
        return measured <= number.most
    return number.least is None or measured >= number.least


def figure(value: float) -> str:
    """As many digits as one can tell apart: 0.21, 8.74, 61.3, 4,210."""
    if abs(value) < 10:
        return f"{value:.2f}"
    return f"{value:.1f}" if abs(value) < 100 else f"{value:,.0f}"


def wanted_in_words(one: dict[str, Any]) -> str:
    if one["most"] is not None:
        return f"≤ {one['most']:g}"
    return f"≥ {one['least']:g}" if one["least"] is not None else ""


def show(found: Results) -> None:
    """The table, as `make bench` ends with it."""
    rows = found["rows"].values()
    print(f"\n{'':<64}{'measured':>10}{'to meet':>9}{'ratio':>7}  unit")
    for group in GROUPS:
        of_group = [one for one in rows if one["group"] == group]
        if of_group:
            print(f"\n{group}")
        for one in of_group:
            ratio = "" if one["ratio"] is None else f"{one['ratio']:.2f}"
            mark = {True: "", False: "  NOT MET", None: ""}[one["met"]]
            peer = one.get("peer")
            beside = f"; {peer['who']} {figure(peer['measured'])}" if peer else ""
            print(
                f"  {one['what']:<62}{figure(one['measured']):>10}{wanted_in_words(one):>9}{ratio:>7}  {one['unit']}"
                f"{beside}{mark}"
            )
    asked = [one for one in rows if one["met"] is not None]
    missing = [key for key in NUMBERS if key not in found["rows"]]
    print(f"\n{sum(one['met'] for one in asked)} of {len(asked)} numbers met.")
    if missing:
        print(f"Not measured yet: {', '.join(missing)}.")


def _run() -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        # More than the cores: others were at work, and only ratios count.
        "load": round(os.getloadavg()[0], 1),
        "commit": _commit(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _commit() -> str:
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip()
