"""`make run` gathers every static file under a name that carries its content."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "static" / "js"
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")


def test_they_can_be_gathered(tmp_path):
    gathered = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"PORTICO_MODE": "demo", "PORTICO_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert gathered.returncode == 0, gathered.stdout + gathered.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_no_module_imports_itself_in_a_circle():
    """The name of a module carries the names of what it imports, so a circle could never be named."""
    imports = {path: _imported(path) for path in SCRIPTS.rglob("*.js")}
    assert len(imports) > 10
    circles = [" > ".join(path.name for path in circle) for start in imports if (circle := _circle(start, imports))]
    assert circles == []


def _imported(path: Path) -> list[Path]:
    return [(path.parent / found).resolve() for found in IMPORT.findall(path.read_text())]


def _circle(start: Path, imports: dict[Path, list[Path]]) -> list[Path]:
    """A way from ``start`` back to ``start``, or nothing."""
    ways = [[start, following] for following in imports[start]]
    seen = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, following] for following in imports.get(way[-1], [])]
    return []
