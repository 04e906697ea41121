"""What is marked in results: our own mark is the only markup, whatever the words, and whatever is looked for."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser

from intranet.search.asked import read
from intranet.search.highlight import marked, snippet

from .search_payloads import PAYLOADS

LOOKED_FOR = [["bearings"], ["img"], ["src", "onerror"], ["canary"], ["lt"], ["amp", "gt"], ["mark"], ["img src x"], []]


class Elements(HTMLParser):
    """Every element there is, with its attributes, and all the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.found.append(("comment", data))

    def handle_decl(self, decl):
        self.found.append(("declaration", decl))

    def handle_pi(self, data):
        self.found.append(("instruction", data))

    def unknown_decl(self, data):
        self.found.append(("declaration", data))


@pytest.mark.parametrize("words", LOOKED_FOR, ids=" ".join)
def test_no_text_becomes_markup_but_the_mark(words):
    for payload in PAYLOADS:
        for text in (payload, f"The bearings. {payload} And more bearings.", f"{'tail ' * 60}{payload}"):
            for shown in (marked(text, words), snippet(text, words)):
                elements = Elements(shown)
                assert [found for found in elements.found if found != ("mark", [])] == [], payload
                assert not re.search(r"<(?!/?mark>)", shown), payload
            assert Elements(marked(text, words)).text == text


def test_what_is_looked_for_becomes_no_markup_either(db):
    for payload in PAYLOADS:
        asked = read(payload, AnonymousUser())
        shown = marked("The bearings of an img, src of x: canary, script and mark.", asked.to_mark)
        assert [found for found in Elements(shown).found if found != ("mark", [])] == [], payload


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Two studies, one study.", ["study"], "Two <mark>studies</mark>, one <mark>study</mark>."),
        (
            "Le riunioni: organizziamo!",
            ["riunione", "organizzare"],
            "Le <mark>riunioni</mark>: <mark>organizziamo</mark>!",
        ),
        ("Perché così?", ["perche", "cosi"], "<mark>Perché</mark> <mark>così</mark>?"),
        ("L'ufficio e dell’ufficio", ["ufficio"], "L&#x27;<mark>ufficio</mark> e dell’<mark>ufficio</mark>"),
        ("new bearings, old bearings", ["new bearings"], "<mark>new</mark> <mark>bearings</mark>, old bearings"),
        ("quieter fans", ["quie"], "<mark>quieter</mark> fans"),
        ("the fans", ["the"], "<mark>the</mark> fans"),
        ("R&D, r&d", ["r d"], "<mark>R</mark>&amp;<mark>D</mark>, <mark>r</mark>&amp;<mark>d</mark>"),
        ("nothing here", ["bearings"], "nothing here"),
    ],
)
def test_stems_of_both_languages_accents_phrases_and_beginnings_are_marked(text, words, shown):
    assert marked(text, words) == shown


def test_a_snippet_does_not_cut_what_stands_for_a_letter_in_two():
    for length in range(180, 240):
        text = "x" * length + "&<>\"'" * 20 + " bearings"
        assert Elements(snippet(text, ["bearings"])).text.strip("… ") in text
