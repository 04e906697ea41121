"""Whatever way one looks at a wiki, one comes upon the pages one may read and upon no others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from intranet.spaces.circles import circle_of
from tests import factories
from wiki import actions
from wiki.models import Page

PART = {"HX-Request": "true"}


@pytest.fixture
def shelf(author, colleague):
    """Pages of one closed space, under one for few: each for other readers, each with a word of its own."""
    space = factories.a_space("Archive", owner=author, members=(colleague,), visibility="closed", parts=["wiki"])
    board = factories.a_space("Board", owner=author, visibility="closed")
    top = actions.create_page(space, by=author, title="Cobalt", body="x")
    actions.set_reading(top, by=author, reads=Page.Reads.CHOSEN, circle=circle_of([board], made_by=author))
    found = {"Cobalt": top}
    for title, reads in (("Marble", "space"), ("Saffron", "customers"), ("Indigo", "public")):
        found[title] = actions.create_page(space, by=author, title=title, parent=top, body="x")
        actions.set_reading(found[title], by=author, reads=reads)
    return space, found


def test_every_way_to_a_page_agrees_with_who_may_read_it(
    shelf, author, colleague, outsider, moderator, customer, guest, as_
):
    space, pages = shelf
    expected = {
        author: {"Cobalt", "Marble", "Saffron", "Indigo"},
        colleague: {"Marble", "Saffron", "Indigo"},
        outsider: {"Saffron", "Indigo"},
        moderator: {"Saffron", "Indigo"},
        customer: {"Saffron", "Indigo"},
        guest: {"Indigo"},
    }
    wrong = {}
    for person, readable in expected.items():
        client = as_(person)

        def said(address, _client=client, **query):
            answer = _client.get(address, query, follow=True, headers=PART if query.pop("part", None) else {})
            return answer.content.decode() if answer.status_code == 200 else ""

        ways = {
            "home": said(reverse("wiki:home")),
            "found from home": "".join(said(reverse("wiki:home"), q=title) for title in pages),
            "tree": said(reverse("wiki:tree-around", args=[pages["Indigo"].pk]), part=1),
            "found in the tree": "".join(
                client.get(
                    reverse("wiki:tree-around", args=[pages["Indigo"].pk]), {"find": title}, headers=PART
                ).content.decode()
                for title in pages
            ),
            "beside the page for all": said(pages["Indigo"].get_absolute_url()),
        }
        if person in {author, colleague, outsider, moderator}:
            ways["list of the space"] = said(reverse("wiki:pages", args=[space.slug]))
            ways["wiki of the space"] = said(reverse("wiki:of-space", args=[space.slug]))
        for way, html in ways.items():
            # A search says again what was looked for; a page that is there is led to.
            seen = {title for title, page in pages.items() if f"/{page.pk}-{page.slug}/" in html}
            if way in {"tree", "beside the page for all", "wiki of the space"} and person == author:
                # What stands under the closed top is fetched when that is opened.
                seen |= {"Marble", "Saffron", "Indigo"}
            if seen != readable:
                wrong[str(person), way] = seen
        answers = {title: client.get(page.get_absolute_url(), follow=True) for title, page in pages.items()}
        direct = {title for title, answer in answers.items() if answer.status_code == 200}
        if direct != readable:
            wrong[str(person), "directly"] = direct
    assert wrong == {}
