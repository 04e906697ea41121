"""The register of faults: what is broken on purpose, what must hold then, and how it is run and written down.

A program is a function in a module of this folder::

    @fault("R3", "Redis is restarted, stalls, or refuses", passes="nothing lost, all sockets current in 30 s")
    def run(report: Report) -> None:
        kills = report.size("kills", short=1, long=10)
        …
        report.figure("messages acknowledged", sent)
        report.must("messages lost", lost, 0)
        report.timing("slowest socket current", seconds, 30, "s")

It raises ``AssertionError`` when something does not hold, and ends every process it started either way. ``must`` is for
what may never fail: loss, duplicates, order, convergence. ``timing`` is for what a busy machine can miss: a short run
writes such a miss down, a long one fails by it.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import platform
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "var" / "faults"
CODES = [f"R{number}" for number in range(1, 20)]
NOT_PROGRAMS = ("registry", "writing", "visitor", "__main__", "conftest")
PASSED, FAILED, PASSED_OVER = "passed", "failed", "passed over"


class PassedOver(Exception):
    """This cannot be run here, and why: no root, say, or a program that is not installed."""


@dataclass
class Report:
    """What one run has to tell. ``folder`` is its own, and goes when it ends."""

    code: str
    short: bool
    folder: Path
    figures: list[dict[str, Any]] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)

    def size(self, name: str, *, short: int, long: int) -> int:
        """How much of something, or how long in seconds: by ``FAULTS_R1_KILLS=20`` or, for all, ``FAULTS_KILLS=20``;
        otherwise as given."""
        key = name.upper().replace(" ", "_")
        said = os.environ.get(f"FAULTS_{self.code}_{key}") or os.environ.get(f"FAULTS_{key}")
        found = int(said) if said else (short if self.short else long)
        self.sizes[name] = found
        return found

    def figure(self, name: str, value: float | str, unit: str = "") -> None:
        rounded = round(value, 2) if isinstance(value, float) else value
        self.figures.append({"name": name, "value": rounded, "unit": unit})

    def must(self, name: str, value: float | str, expected: float | str, unit: str = "") -> None:
        """A figure that is exactly so, on whatever machine."""
        self.figure(name, value, unit)
        assert value == expected, f"{name}: {value} {unit}, not {expected}"

    def at_most(self, name: str, value: float, limit: float, unit: str = "") -> None:
        """A figure that stays under its bound, on whatever machine."""
        self.figure(name, value, unit)
        assert value <= limit, f"{name}: {value} {unit}, more than {limit}"

    def timing(self, name: str, value: float, limit: float, unit: str = "s") -> None:
        """A figure that neighbours on the machine can spoil: a miss fails a long run and is noted by a short one."""
        self.figure(name, value, unit)
        if value > limit:
            self.late.append(f"{name}: {value:.2f} {unit}, more than {limit}")

    def pass_over(self, reason: str) -> None:
        raise PassedOver(reason)


@dataclass(frozen=True)
class Fault:
    """One program. ``short`` says that it is part of ``make test``, at its small size; ``root`` that it needs root."""

    code: str
    title: str
    passes: str
    short: bool
    root: bool
    run: Callable[[Report], None]


_FAULTS: dict[str, Fault] = {}


def fault(
    code: str, title: str, *, passes: str, short: bool = True, root: bool = False
) -> Callable[[Callable[[Report], None]], Callable[[Report], None]]:
    def register(run: Callable[[Report], None]) -> Callable[[Report], None]:
        known = _FAULTS.get(code)
        assert code in CODES, code
        assert known is None or known.run.__module__ == run.__module__, f"{code} has two programs"
        _FAULTS[code] = Fault(code, title, passes, short, root, run)
        return run

    return register


def all_faults() -> dict[str, Fault]:
    """By code, in their order; loads every module of this folder that may have one."""
    here = Path(__file__).parent
    for module in pkgutil.iter_modules([str(here)]):
        if module.name not in NOT_PROGRAMS and not module.name.startswith("test_"):
            importlib.import_module(f"{__package__}.{module.name}")
    return {code: _FAULTS[code] for code in CODES if code in _FAULTS}


def carry_out(one: Fault, *, short: bool, folder: Path | None = None) -> dict[str, Any]:
    """Run it and give what is written down of it. Raises nothing that the program raised."""
    with tempfile.TemporaryDirectory(prefix="portico-fault-") as made:
        report = Report(one.code, short, folder or Path(made))
        begun, outcome, why = time.monotonic(), PASSED, ""
        try:
            if one.root and os.geteuid() != 0:
                report.pass_over("it needs root")
            one.run(report)
            assert short or not report.late, "; ".join(report.late)
        except PassedOver as reason:
            outcome, why = PASSED_OVER, str(reason)
        except AssertionError as missed:
            outcome, why = FAILED, str(missed)[-1500:] or traceback.format_exc()[-1500:]
        except Exception:  # a program that breaks has not shown that anything holds
            outcome, why = FAILED, traceback.format_exc()[-2500:]
    return {
        "code": one.code,
        "outcome": outcome,
        "why": why,
        "late": report.late,
        "figures": report.figures,
        "sizes": report.sizes,
        "short": short,
        "seconds": round(time.monotonic() - begun, 1),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
    }


def machine() -> dict[str, Any]:
    """What the figures were taken on, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory, 1),
        "processor": processor,
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
    }


def keep(result: dict[str, Any]) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{result['code']}{'-short' if result['short'] else ''}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    return path


def kept(code: str) -> dict[str, Any] | None:
    """The last run in full; where there is none, the last short one."""
    for name in (f"{code}.json", f"{code}-short.json"):
        if (path := RESULTS / name).exists():
            return dict(json.loads(path.read_text()))
    return None


def run_all(codes: Iterable[str], *, short: bool) -> list[dict[str, Any]]:
    known = all_faults()
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise SystemExit(f"No program for {', '.join(unknown)}. There are: {', '.join(known)}")
    chosen: Sequence[Fault] = [known[code] for code in codes] or [
        one for one in known.values() if one.short or not short
    ]
    results = []
    for one in chosen:
        print(f"{one.code}  {one.title} …", flush=True)
        result = carry_out(one, short=short)
        keep(result)
        results.append(result)
        for figure in result["figures"]:
            print(f"      {figure['name']}: {figure['value']} {figure['unit']}".rstrip())
        for line in [*result["late"], *([result["why"]] if result["why"] else [])]:
            print(f"      {line}")
        print(f"      {result['outcome']} after {result['seconds']:.0f} s", flush=True)
    return results
