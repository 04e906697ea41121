"""`make faults`, or `python -m tests.faults R1 R5`: all of them, or those that are named.

--short       those of `make test`, or the named, at their small size
--write-docs  writes docs/reliability.md from what was kept; alone, it runs nothing
--list        what there is
"""

from __future__ import annotations

import argparse
import signal
import sys

from .registry import FAILED, all_faults, run_all
from .writing import write_page


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Break things, and see what holds.")
    parser.add_argument("codes", nargs="*", metavar="R1", help="which; all by default")
    parser.add_argument("--short", action="store_true", help="small sizes; without names, those of make test")
    parser.add_argument("--write-docs", action="store_true", help="docs/reliability.md from the runs that were kept")
    parser.add_argument("--list", action="store_true", help="what there is")
    told = parser.parse_args()
    codes = [code.upper() for code in told.codes]
    if told.list:
        for one in all_faults().values():
            print(f"{one.code:4}{'short ' if one.short else '      '}{one.title}: {one.passes}")
        return 0
    # Who is asked to end takes along what was started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = 0
    if codes or not told.write_docs:
        failed = sum(result["outcome"] == FAILED for result in run_all(codes, short=told.short))
    if told.write_docs:
        write_page()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
