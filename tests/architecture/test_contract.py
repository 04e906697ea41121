"""The import contract of pyproject.toml speaks of every package: one that it forgot could import anything."""

import re
import tomllib
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_has_its_place_in_the_contract():
    (contract,) = _importlinter()["contracts"]
    placed = {name for layer in contract["layers"] for name in re.findall(r"[\w.]+", layer)}
    platform = {path.stem for path in (ROOT / "intranet").iterdir() if path.suffix == ".py" or path.is_dir()}
    there = {f"intranet.{name}" for name in platform if not name.startswith("__")} | set(settings.PARTS)
    assert there - placed == set()


def test_every_part_is_looked_at():
    assert set(_importlinter()["root_packages"]) == {"intranet", *settings.PARTS}
    assert set(_mypy()["packages"]) >= {"intranet", *settings.PARTS}


def _importlinter():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def _mypy():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
