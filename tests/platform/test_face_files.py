"""Gathered, a style sheet is one file under a name of its own; while one works on it, it is many."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from intranet.core.sheets import sheet_for
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


CSS = ROOT / "static/css"
# What every page links, and what only the pages of one part do.
LINKED = ["index.css", "chat.css", "wiki.css", "forum.css", "ideas.css", "insights.css", "flows.css", "style.css"]


def parts_of(sheet):
    return re.findall(r'@import url\("([^"]+)"\)', (CSS / sheet).read_text())


@pytest.mark.parametrize("name", LINKED)
def test_a_linked_sheet_is_one_file_with_everything_in_its_order(gathered, name):
    folder, names = gathered
    sheet = (folder / names[f"css/{name}"]).read_text()
    assert re.search(r"\.[0-9a-f]{12}\.css$", names[f"css/{name}"])
    assert "@import" not in sheet
    parts = parts_of(name)
    assert parts
    places = [sheet.index(slim((CSS / part).read_text()).strip()) for part in parts]
    assert places == sorted(places)
    if name == "index.css":
        assert sheet.index("@layer reset, tokens, base") < places[0]


def test_every_sheet_there_is_belongs_to_exactly_one_of_them():
    there = sorted(str(path.relative_to(CSS)) for path in CSS.rglob("*.css"))
    # The back office has Django's own sheet, and beside it one of ours.
    linked = [*LINKED, "back-office.css"]
    assert sorted([*linked, *(part for sheet in LINKED for part in parts_of(sheet))]) == there


def test_a_part_only_adds_to_the_layer_of_the_parts():
    """Its sheet is read last: in another layer it would change what is not its own."""
    for sheet in LINKED[1:]:
        for part in parts_of(sheet):
            assert set(re.findall(r"@layer ([^{;]+?) *[{;]", (CSS / part).read_text())) == {"modules"}, part


@pytest.mark.parametrize(
    ("template", "sheet"),
    [("wiki/space.html", "css/wiki.css"), ("chat/home.html", "css/chat.css"), ("feeds/home.html", None), (None, None)],
)
def test_a_page_loads_the_sheet_of_the_part_that_its_template_is_of(template, sheet):
    assert sheet_for(template) == sheet


def test_only_the_pages_of_a_part_link_its_sheet(as_, author):
    client = as_(author)
    for address, own in {"/": set(), "/chat/": {"chat"}, "/wiki/": {"wiki"}}.items():
        page = client.get(address).content.decode()
        assert set(re.findall(r'<link rel="stylesheet" href="[^"]*css/(\w+)[^"/]*\.css"', page)) == {"index", *own}
        assert all(page.index("css/index") < page.index(f"css/{name}") for name in own)


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
    for part in LINKED[1:]:
        assert len(gzip.compress((folder / names[f"css/{part}"]).read_bytes())) < 10_000
    sprite = (folder / names["icons.svg"]).read_bytes()
    assert len(gzip.compress(sprite)) < 8_000
