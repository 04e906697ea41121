"""python -m tests.attacks.mutants [how many]     breaks the rules of who may read, one at a time, and asks the tests

Each change is made in a copy of the source, never in the source: a comparison turned round, a condition taken away, a
"not" dropped or put in, an "and" made an "or", an answer made empty. A change that no test notices is printed. Of the
changes there are, so many as fit into ``PORTICO_ATTACKS_MINUTES`` (10) are tried, others every day.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sweeps import SEED

ROOT = Path(__file__).resolve().parents[2]
RULES = ("intranet/spaces/audiences.py", "intranet/spaces/policies.py", "intranet/content/policies.py")
TESTS = (
    "tests/platform/test_audiences.py",
    "tests/platform/test_spaces_rights.py",
    "tests/platform/test_content_taking_away.py",
    "tests/platform/test_agency_guests.py",
    "tests/platform/test_live_people.py",
    "tests/platform/test_placements.py",
    "tests/platform/test_spaces.py",
    "tests/architecture/test_permission_scenarios.py",
    "tests/architecture/test_permission_scenarios_of_people.py",
    "tests/architecture/test_permission_scenarios_of_rooms.py",
    "tests/architecture/test_agreement.py",
    "tests/wiki/test_trash.py",
)
ENOUGH = 0.95
TURNED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def changes_of(tree: ast.Module) -> Iterator[tuple[int, str, ast.AST]]:
    """Line, what is changed, and the tree with it changed; the tree is as it was after each."""
    for node in list(ast.walk(tree)):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
            was = node.ops[0]
            node.ops[0] = TURNED[type(was)]()
            yield node.lineno, "a comparison is turned round", tree
            node.ops[0] = was
        elif isinstance(node, ast.BoolOp):
            was_op = node.op
            node.op = ast.Or() if isinstance(was_op, ast.And) else ast.And()
            yield node.lineno, "and is or, or is and", tree
            node.op = was_op
        elif isinstance(node, ast.If):
            was_test = node.test
            node.test = ast.UnaryOp(ast.Not(), was_test)
            yield node.lineno, "a condition is turned round", ast.fix_missing_locations(tree)
            node.test = was_test
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            operand = node.operand
            node.operand = ast.UnaryOp(ast.Not(), operand)
            yield node.lineno, "a not is dropped", ast.fix_missing_locations(tree)
            node.operand = operand
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id == "YES":
            was_value = node.value
            node.value = ast.Call(ast.Name("no", ast.Load()), [ast.Constant("No.")], [])
            yield node.lineno, "a yes is a no", ast.fix_missing_locations(tree)
            node.value = was_value


def every_change() -> list[tuple[str, int, str, str]]:
    """File, line, what, and the whole source with that change."""
    return [
        (path, line, what, ast.unparse(changed))
        for path in RULES
        for line, what, changed in changes_of(ast.parse((ROOT / path).read_text()))
    ]


def notices(copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "--dist", "loadfile", *TESTS]
    environment = {**os.environ, "PORTICO_MODE": "test"}
    environment.pop("PORTICO_DATA", None)
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def a_copy(folder: str) -> Path:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    copy = Path(folder) / "copy"
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    for made in (*ROOT.glob("locale/*/LC_MESSAGES/*.mo"), *ROOT.glob("static/dist/*")):
        (copy / made.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, copy / made.relative_to(ROOT))
    return copy


def main(words: list[str]) -> int:
    found = every_change()
    random.Random(SEED).shuffle(found)
    most = int(words[0]) if words else len(found)
    until = time.monotonic() + 60 * float(os.environ.get("PORTICO_ATTACKS_MINUTES", "10"))
    tried, survived = 0, []
    with tempfile.TemporaryDirectory() as folder:
        copy = a_copy(folder)
        if notices(copy):
            print("The tests fail without any change: nothing can be said.")
            return 1
        for path, line, what, source in found[:most]:
            if time.monotonic() > until:
                break
            before = (ROOT / path).read_text()
            (copy / path).write_text(source)
            tried += 1
            if not notices(copy):
                survived.append(f"{path}:{line}: {what}")
                print(survived[-1], flush=True)
            (copy / path).write_text(before)
    print(f"FIGURE changes: {len(found)}, tried {tried}, noticed {tried - len(survived)} (seed {SEED})")
    return 0 if tried and len(survived) <= tried * (1 - ENOUGH) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
