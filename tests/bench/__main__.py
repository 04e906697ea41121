"""`make bench`, or `python -m tests.bench pages chart`: all of them, or those that are named.

`table` prints what was measured last, `chart` writes the page of it, `--small` takes little data and short rounds.
`docs/bench.md` says how to read it.
"""

from __future__ import annotations

import importlib
import os
import sys

# In the order in which they are run; each is a module beside this one.
BENCHMARKS = (
    "pages", "forum", "wiki", "ideas", "fanout", "chat", "falls", "together", "typing", "search", "telling", "digest",
    "markup", "rest", "scaled", "servers", "connections", "first_run",
)  # fmt: skip


def main(words: list[str]) -> int:
    if "--small" in words:
        words.remove("--small")
        os.environ["PORTICO_BENCH_SMALL"] = "1"
    from . import chart, results

    closing = {"table": lambda: results.show(results.read(results.path_of())), "chart": chart.write}
    if unknown := set(words) - {*BENCHMARKS, *closing}:
        print(f"No benchmark is called {', '.join(sorted(unknown))}. There are: {', '.join(BENCHMARKS)}.")
        return 2
    failed = []
    for name in [one for one in words if one in BENCHMARKS] or ([] if words else BENCHMARKS):
        try:
            importlib.import_module(f"{__package__}.{name}").run()
        except Exception as error:  # the others are measured all the same; this one is named at the end
            failed.append(f"{name}: {error!r}")
            print(f"{name} did not run to its end.", flush=True)
    for name in [one for one in words if one in closing] or list(closing):
        closing[name]()
    for one in failed:
        print(f"Did not run to its end: {one}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
