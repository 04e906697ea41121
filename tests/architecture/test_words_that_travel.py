"""What people wrote leaves the house in tables, calendars, feeds and documents, and stands in pages: it runs nowhere.

A browser tries every page in ``tests/e2e/attacks``; here each answer is read as what takes it in would read it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from intranet.conversation.actions import add_comment
from intranet.jobs.testing import drain
from intranet.realtime.models import Frame
from tests.e2e.attacks.said import say_everywhere
from tests.platform.search_payloads import PAYLOADS

from .addresses import Address, one_for_each_path
from .asking import as_if_it_had_not_happened, ask
from .sweeps import DRAWN, drawn

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "＝1+1", '=HYPERLINK("https://evil.example","x")')
RUNS = re.compile(r"^\s*(javascript|vbscript|data:text|data:image/svg)", re.IGNORECASE)
LEADS = frozenset(("href", "src", "action", "formaction", "xlink:href", "data", "poster"))
TRAVELS = re.compile(r"atom|csv|ics|export|table|download")
CALENDAR_LINE = re.compile(r"^(?:[A-Z-]+[;:]| )")


class Reader(HTMLParser):
    """Notes what would run: handlers, scripts with words in them, addresses that are programs."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag in ("script", "style") and "src" not in held and held.get("type") != "application/json":
            self.runs.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.runs.append(f"<{tag} {name}>")
            if name in LEADS and RUNS.match(value or ""):
                self.runs.append(f"<{tag} {name}={(value or '')[:30]}>")


def run_by(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.runs


def strings_of(found: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from strings_of(value, str(name))
    elif isinstance(found, list):
        for value in found:
            yield from strings_of(value, key)
    elif isinstance(found, str):
        yield key, found


def faults_of(kind: str, body: bytes) -> list[str]:
    text = body.decode("utf-8-sig", "replace")
    if "text/csv" in kind:
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        return [cell[:30] for cell in cells if cell.lstrip()[:1] in set("=+-@\t\r＝＋－＠") and cell.strip("+-—= ")]
    if "calendar" in kind:
        return [line[:40] for line in text.replace("\r\n", "\n").split("\n") if line and not CALENDAR_LINE.match(line)]
    if "xml" in kind:
        found = ET.fromstring(text)
        words = [one.text or "" for one in found.iter() if one.get("type") == "html"]
        links = [one.get("href") or "" for one in found.iter()]
        return [*(fault for word in words for fault in run_by(word)), *(link for link in links if RUNS.match(link))]
    if "json" in kind:
        named = strings_of(json.loads(text))
        return [f"{name}: {fault}" for name, word in named if name.endswith("html") for fault in run_by(word)]
    return run_by(text) if "html" in kind else []


@pytest.fixture(scope="module")
def besieged(built_house) -> Any:
    attacks = [*FORMULAS, *PAYLOADS]
    told = say_everywhere(attacks, 0)
    assert len([name for name, rows in told.items() if rows]) > 80
    return built_house


def asked_today() -> list[Address]:
    """Each address that leaves the house as something else than a page, and a sample of all others."""
    every = [one for one in one_for_each_path() if one.name not in {"core:js-catalog", "core:worker"}]
    travels = [one for one in every if TRAVELS.search(one.pattern)]
    return [*travels, *drawn([one for one in every if one not in travels], 150, for_="words that travel")]


def test_no_answer_carries_what_runs_to_whoever_takes_it_in(besieged, house):
    found, kinds = {}, set()
    for address in asked_today():
        for who in drawn(("author", "admin"), 1, for_=f"words {address.name}"):
            with as_if_it_had_not_happened():
                response = ask(house.sessions[who], "GET", address, house.things)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            kind = response.get("Content-Type", "")
            kinds.add(kind.partition(";")[0])
            if response.status_code < 300 and (faults := faults_of(kind, body)):
                found[f"{who} {address.name}"] = faults[:5]
    assert found == {}, DRAWN
    assert {"text/html", "application/json", "text/csv"} <= kinds


def test_no_frame_carries_what_runs(besieged, house):
    faults = [
        (frame.stream, fault)
        for frame in Frame.objects.all()
        for _name, word in strings_of(frame.payload)
        if "<" in word
        for fault in run_by(word)
    ]
    assert faults == []


def test_no_letter_carries_what_runs_or_breaks_its_head(besieged, house):
    """Its subject is one line, its page is harmless, its plain words make no link of a name."""
    post = besieged.cast["author"].entries.filter(kind="feeds.post", state="published").latest("pk")
    add_comment(post, by=besieged.cast["colleague"], body="<img src=x onerror=canary()> @ada")
    drain()
    for letter in mail.outbox:
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
        for part in letter.message().walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True).decode()
                assert [fault for fault in run_by(page) if fault != "<style>"] == []


def test_what_runs_would_be_noticed(house):
    """So that the silence above means something."""
    assert run_by("<img src=x onerror=canary()>") == ["<img onerror>"]
    assert faults_of("text/csv", b"a,=1+1\n") == ["=1+1"]
    assert faults_of("text/calendar", b"BEGIN:VEVENT\r\nevil words\r\n") == ["evil words"]
    assert faults_of("application/json", b'{"body_html": "<a href=javascript:x>"}') == [
        "body_html: <a href=javascript:x>"
    ]
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["author"]
    assert client.get("/").status_code == 200
