"""Portico kept as an app: its picture, its worker, and the page for when there is no net."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from intranet.core.actions import change_site_settings
from intranet.core.app_icon import oklch


def picture(client, path) -> Image.Image:
    answer = client.get(path)
    assert answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content))


def test_the_manifest_has_all_that_installing_asks_for(client, db):
    told = client.get("/manifest.webmanifest").json()
    assert (told["display"], told["start_url"], told["scope"]) == ("standalone", "/", "/")
    drawn = {(icon["sizes"], icon["purpose"]) for icon in told["icons"] if icon["type"] == "image/png"}
    assert drawn == {(size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")}
    for icon in told["icons"]:
        if icon["type"] == "image/png":
            assert "{}x{}".format(*picture(client, icon["src"]).size) == icon["sizes"]


def test_the_icon_has_the_colour_of_the_firm(client, admin):
    green = picture(client, "/app-icon/maskable-192.png").getpixel((4, 4))
    change_site_settings(by=admin, accent_hue=300)
    violet = picture(client, "/app-icon/maskable-192.png").getpixel((4, 4))
    assert green[1] > green[0] and green[1] > green[2]  # noqa: PT018
    assert violet[2] > violet[1]


def test_a_maskable_icon_fills_its_square_and_the_other_has_round_corners(client, db):
    assert picture(client, "/app-icon/maskable-512.png").getpixel((0, 0))[3] == 255
    assert picture(client, "/app-icon/any-512.png").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("path", ["/app-icon/any-513.png", "/app-icon/other-192.png", "/app-icon/any-99999999.png"])
def test_no_other_icons_are_drawn(path, client, db):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("color", "expected"), [((1, 0, 0), (255, 255, 255)), ((0, 0, 0), (0, 0, 0)), ((0.628, 0.2577, 29.23), (255, 0, 0))]
)
def test_colours_of_css_are_those_of_the_screen(color, expected):
    assert all(abs(a - b) <= 1 for a, b in zip(oklch(*color), expected, strict=True))


def test_the_worker_looks_after_the_whole_site_and_is_never_kept(client, db):
    answer = client.get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    told = json.loads(answer.content.decode().split("self.portico = ")[1].split(";\n")[0])
    assert told["offline"] == "/offline/"


def test_the_page_for_no_net_is_the_same_for_everybody(client, as_, author):
    mine = as_(author).get("/offline/").content.decode()
    assert author.name not in mine
    assert "No connection" in client.get("/offline/").content.decode()


@pytest.mark.parametrize(("cookie", "shown"), [("large", True), ("larger", True), ("huge", False), ('"><b>', False)])
def test_the_size_of_the_text_stands_from_the_first_byte(cookie, shown, client, db):
    client.cookies["portico_text"] = cookie
    assert (f'data-text="{cookie}"' in client.get("/").content.decode()) is shown
