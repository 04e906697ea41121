"""What the editor is made of is the same everywhere: exact versions, known by their content, from no named host."""

from __future__ import annotations

import json
import re
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def test_the_editor_names_exact_versions_of_what_it_is_made_of():
    made_of = json.loads((FRONTEND / "package.json").read_text())
    versions = made_of["dependencies"] | made_of["devDependencies"]
    assert len(versions) > 10
    assert {name: version for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}


def test_its_lock_knows_every_package_by_its_content_and_none_by_a_host():
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert len(fetched) > 20
    assert [name for name, package in fetched.items() if "resolved" in package or "integrity" not in package] == []


def test_what_the_editor_imports_is_named_and_not_only_brought_along_by_something_else():
    named = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    imported = {
        "/".join(found.split("/")[: 2 if found.startswith("@") else 1])
        for path in (FRONTEND / "src").rglob("*.js")
        for found in re.findall(r'\bfrom "([^."][^"]*)"', path.read_text())
    }
    assert imported - set(named) == set()
