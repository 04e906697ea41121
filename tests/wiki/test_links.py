"""Titles in double brackets, numbers behind a #, and what becomes of them when things move, vanish or come."""

from __future__ import annotations

import pytest

from feeds.actions import publish_post
from intranet.content.models import Entry, Reference
from intranet.content.references import fill_in
from intranet.core.markup import Name, Pointed, Wanted, render
from intranet.jobs.testing import drain
from tests import factories
from wiki import actions
from wiki.links.reading import backlinks_of, broken_in, orphans_in, wanted_in
from wiki.models import Page


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


# --- What is typed ----------------------------------------------------------------------------------------------------


def meaning(names):
    known = {"Fans": Pointed(12), "Bearings": Wanted("/wiki/in/lab/new/?title=Bearings", 3)}
    return {name: known[name.title] for name in names if name.title in known}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[[Fans]]", '<a class="reference" data-entry="12" data-titled="yes" href="/entries/12/"'),
        ("[[ Fans | the big ones ]]", ">the big ones</a>"),
        ("[[Fans#How loud]]", 'href="/entries/12/#h-how-loud"'),
        ("[[#7|that]]", ">that</a>"),
        ("see #7.", '<a class="reference" data-entry="7" data-titled="yes" href="/entries/7/"'),
        ("[[Bearings]]", '<a class="wanted" href="/wiki/in/lab/new/?title=Bearings"'),
        ("[[Nothing known]]", "[[Nothing known]]"),
        ("`[[Fans]]`", "<code>[[Fans]]</code>"),
        ("[#7](https://example.com)", ">#7</a>"),
        ("[[<img src=x>]]", "[[&lt;img src=x&gt;]]"),
        ("a#7 and #7b", '<p dir="auto">a#7 and <a'),
    ],
)
def test_what_stands_in_brackets_and_behind_a_number_sign(typed, shown):
    assert shown in render(typed, pages=meaning).html


def test_a_title_is_asked_for_with_the_space_it_is_in():
    asked = []
    render("[[lab/Fans]] [[Fans]]", pages=lambda names: asked.append(names) or {})
    assert asked == [{Name("Fans", "lab"), Name("Fans")}]


# --- What it means ----------------------------------------------------------------------------------------------------


def test_a_title_leads_to_the_page_and_is_shown_by_its_present_name(handbook, author, write):
    write(handbook["holidays"], author, "Look at [[travel]].")
    actions.save_version(handbook["holidays"], by=author)
    actions.rename_page(handbook["travel"], by=author, title="Journeys")
    html = fill_in(fresh(handbook["holidays"]).body_html, author)
    assert f'href="/wiki/{handbook["travel"].pk}/"' in html
    assert ">Journeys</a>" in html
    # What is written by the old title finds it as well.
    actions.put_text(fresh(handbook["trains"]), by=author, text="Under [[Travel]].")
    assert Reference.objects.filter(source=handbook["trains"], target=handbook["travel"]).exists()


def test_who_may_not_read_a_page_gets_the_words_and_no_link(page, author, outsider):
    post = publish_post(by=author, body=f"As said in #{page.pk}.", audience="org")
    assert "Fans" not in fill_in(post.body_html, outsider)
    assert "Restricted</span>" in fill_in(post.body_html, outsider)
    assert '<span class="reference-title" dir="auto">Fans</span></a>' in fill_in(post.body_html, author)


def test_the_names_that_cards_ask_for_are_told_to_readers_alone(page, author, outsider, as_):
    address = f"/entries/cards/?id={page.pk}&id=999999&id=x"
    assert as_(author).get(address).json()[str(page.pk)]["title"] == "Fans"
    assert "title" not in as_(outsider).get(address).json()[str(page.pk)]


def test_a_writer_learns_nothing_of_a_page_they_cannot_read(wiki, author, outsider):
    actions.create_page(wiki, by=author, title="Secret plan")
    plaza = factories.a_space("Yard", owner=outsider, visibility="open")
    plaza.parts = [*plaza.parts, "wiki"]
    plaza.save(update_fields=["parts"])
    made = actions.create_page(plaza, by=outsider, title="Guess", body=f"[[{wiki.slug}/Secret plan]]")
    assert not Reference.objects.filter(source=made, target__isnull=False).exists()


# --- Coming and going -------------------------------------------------------------------------------------------------


def test_a_wanted_page_is_found_by_all_that_waited_for_it(wiki, author):
    waiting = [
        actions.create_page(wiki, by=author, title=f"Page {number}", body="We need [[Bearings]].")
        for number in range(3)
    ]
    assert [(want.written, want.times) for want in wanted_in(wiki, author)] == [("Bearings", 3)]
    bearings = actions.create_page(wiki, by=author, title="bearings")
    drain()
    assert wanted_in(wiki, author) == []
    assert set(backlinks_of(bearings, author)) == {Entry.objects.get(pk=page.pk) for page in waiting}


def test_links_to_what_was_deleted_are_listed_as_broken_until_it_comes_back(handbook, author):
    actions.put_text(handbook["trains"], by=author, text="See [[Holidays]].")
    actions.trash_page(handbook["holidays"], by=author)
    assert [one.page.pk for one in broken_in(handbook["trains"].space, author)] == [handbook["trains"].pk]
    actions.restore_page(fresh(handbook["holidays"]), by=author)
    assert broken_in(handbook["trains"].space, author) == []


def test_a_page_that_nothing_leads_to_stands_alone(handbook, page, author):
    assert [one.pk for one in orphans_in(page.space, author)] == [page.pk]
    actions.put_text(handbook["trains"], by=author, text="See [[Fans]].")
    assert list(orphans_in(page.space, author)) == []


def test_what_points_at_a_page_is_listed_for_those_who_may_read_it(page, author, colleague, outsider):
    plaza_post = publish_post(by=author, body=f"Read #{page.pk}.", audience="org")
    mine = publish_post(by=author, body=f"Note on #{page.pk}.", audience=author.key)
    assert {entry.pk for entry in backlinks_of(page, colleague)} == {plaza_post.pk}
    assert {entry.pk for entry in backlinks_of(page, author)} == {plaza_post.pk, mine.pk}


def test_a_page_with_a_thousand_links_is_renamed_moved_and_deleted_without_touching_them(
    wiki, author, django_assert_max_num_queries
):
    page = actions.create_page(wiki, by=author, title="Hub")
    other = actions.create_page(wiki, by=author, title="Other")
    source = Entry.objects.get(pk=other.pk)
    sources = Entry.objects.bulk_create(
        Entry(kind="wiki.page", author=author, space=wiki, audience=wiki.audience, published_at=source.published_at)
        for _number in range(1000)
    )
    Reference.objects.bulk_create(Reference(source=one, target=page, written="Hub") for one in sources)
    with django_assert_max_num_queries(120):
        actions.rename_page(page, by=author, title="Centre")
        actions.move_page(page, by=author, parent=fresh(other))
        actions.trash_page(fresh(page), by=author)
    assert Reference.objects.filter(target=page).count() == 1000


def test_the_page_of_links_says_what_wants_looking_after(handbook, author, as_, outsider):
    actions.put_text(handbook["trains"], by=author, text="See [[Bicycles]].")
    said = as_(author).get(f"/wiki/in/{handbook['trains'].space.slug}/links/").content.decode()
    assert "Bicycles" in said
    assert "Bicycles" not in as_(outsider).get(f"/wiki/in/{handbook['trains'].space.slug}/links/").content.decode()
