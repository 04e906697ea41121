"""Gathered, the style sheet is one file under a name of its own; while one works on it, it is many."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from intranet.core.staticfiles import slim

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "intranet.core.staticfiles.ModuleStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder, json.loads((folder / "staticfiles.json").read_text())["paths"]


def test_the_sheet_is_one_file_with_everything_in_its_order(gathered):
    folder, names = gathered
    sheet = (folder / names["css/index.css"]).read_text()
    assert "@import" not in sheet
    parts = re.findall(r'@import url\("([^"]+)"\)', (ROOT / "static/css/index.css").read_text())
    assert len(parts) > 20
    places = [sheet.index(slim((ROOT / "static/css" / part).read_text()).strip()) for part in parts]
    assert places == sorted(places)
    assert sheet.index("@layer reset, tokens, base") < places[0]


def test_every_sheet_there_is_belongs_to_it():
    named = set(re.findall(r'url\("([^"]+)"\)', (ROOT / "static/css/index.css").read_text()))
    there = {str(path.relative_to(ROOT / "static/css")) for path in (ROOT / "static/css").rglob("*.css")}
    # The back office has Django's own sheet, and beside it one of ours.
    assert there - {"index.css", "back-office.css"} == named


def test_modules_import_each_other_under_their_own_names(gathered):
    folder, names = gathered
    script = (folder / names["js/portico.js"]).read_text()
    imported = re.findall(r'import\s*"\./([^"]+)"', script)
    assert imported
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)
    assert all((folder / "js" / name).exists() for name in imported)


def test_the_first_visit_is_light(gathered):
    """What stands between a reader and the first paint, as it goes over the line."""
    folder, names = gathered
    sheet = (folder / names["css/index.css"]).read_bytes()
    assert len(gzip.compress(sheet)) < 25_000
    sprite = (folder / names["icons.svg"]).read_bytes()
    assert len(gzip.compress(sprite)) < 8_000
