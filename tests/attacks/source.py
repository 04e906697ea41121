"""python -m tests.attacks.source     what bandit says of the source, but for what is written down with its reason"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from .strangers import installed

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("intranet", "feeds", "chat", "wiki", "forum", "ideas")
# By rule and file, how many times. Written down by hand: one more in the same file is a finding again.
ALLOWED_FILE = Path(__file__).with_name("allowed_in_source.json")


def found() -> Counter[str]:
    command = [installed("bandit"), "--quiet", "-r", *PARTS, "-ll", "-x", "*/migrations/*", "-f", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Counter(
        f"{one['test_id']} {one['filename'].removeprefix('./')}" for one in json.loads(done.stdout)["results"]
    )


def main() -> int:
    allowed = {name: entry["times"] for name, entry in json.loads(ALLOWED_FILE.read_text()).items()}
    seen = found()
    new = {name: times for name, times in seen.items() if times > allowed.get(name, 0)}
    gone = {name: times for name, times in allowed.items() if seen[name] < times}
    for name, times in new.items():
        print(f"{name}: {times} times, {allowed.get(name, 0)} are known")
    for name, times in gone.items():
        print(f"{name}: {times} are written down as known, {seen[name]} are there: take the line back")
    print(f"FIGURE bandit: {sum(seen.values())} looked at, {len(new)} new")
    return 1 if new or gone else 0


if __name__ == "__main__":
    sys.exit(main())
