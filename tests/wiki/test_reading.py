"""The page as one reads it: for whom, under which address, with what around it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from intranet.content.actions import lock_comments
from intranet.conversation.actions import add_comment
from intranet.core.markup import render
from intranet.core.markup.page_text import page_text
from tests import factories
from wiki import actions
from wiki.beginning import builtin
from wiki.models import Page
from wiki.reading import kept
from wiki.reading import page as reading


def html_of(client, page) -> str:
    answer = client.get(page.get_absolute_url(), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


# --- The text --------------------------------------------------------------------------------------------------------
def test_headings_get_a_link_and_stand_in_the_contents():
    text = page_text(render("# One\n\nWords.\n\n## Deeper *here*\n\n# Two", anchors=True).html)
    assert [(one.words, one.deep) for one in text.headings] == [("One", False), ("Deeper here", True), ("Two", False)]
    assert all(f'href="#{one.key}"' in text.html for one in text.headings)
    assert text.has_contents


def test_what_is_written_in_a_heading_does_not_leave_it():
    text = page_text(render('# A "><script>alert(1)</script> & b\n\n# x\n\n# y', anchors=True).html)
    assert "<script" not in text.html
    assert text.headings[0].words == 'A "><script>alert(1)</script> & b'


def test_a_picture_opens_large_but_not_one_that_is_a_link_already():
    source = "/files/01234567-89ab-cdef-0123-456789abcdef/medium"
    text = page_text(render(f"![a fan]({source})\n\n[![b]({source})](https://example.com)", anchors=True).html)
    assert text.html.count("data-lightbox") == 1


# --- The page --------------------------------------------------------------------------------------------------------
def test_a_page_stands_in_its_tree_with_what_is_above_it_and_the_ways_on(handbook, colleague, as_):
    html = html_of(as_(colleague), handbook["travel"])
    crumbs = html.partition('class="crumbs page-crumbs"')[2].partition("</nav>")[0]
    assert "Lab" in crumbs
    assert "Handbook" in crumbs
    turn = html.partition('class="page-turn"')[2]
    assert "Holidays" in turn.partition('rel="next"')[0]
    assert "Trains" in turn.partition('rel="next"')[2]
    assert 'aria-current="page">Travel' in html


def test_an_old_title_leads_to_the_new_one_and_takes_along_what_was_asked(page, author, as_):
    old = page.get_absolute_url()
    actions.rename_page(page, by=author, title="Ventilators")
    answer = as_(author).get(f"{old}?comment=3")
    assert (answer.status_code, answer["Location"]) == (302, f"{page.get_absolute_url()}?comment=3")


def test_what_everybody_reads_has_moved_for_good(author, guest, porch, as_):
    porch.parts = [*porch.parts, "wiki"]
    porch.save(update_fields=["parts"])
    page = actions.create_page(porch, by=author, title="Terminals", body="All about them.")
    answer = as_(guest).get(reverse("wiki:page", args=[page.pk, "as-it-was"]))
    assert (answer.status_code, answer["Location"]) == (301, f"/docs/{page.pk}-terminals/")
    assert "All about them." in html_of(as_(guest), page)


def test_outsiders_and_guests_are_told_nothing_of_a_page_of_the_lab(page, outsider, customer, guest, as_):
    for person in (outsider, customer, guest):
        for address in (page.get_absolute_url(), reverse("wiki:menu", args=[page.pk])):
            assert as_(person).get(address).status_code == 404


def test_a_page_for_customers_says_nothing_of_the_closed_space_it_stands_in(author, customer, as_):
    backroom = factories.a_space("Backroom", owner=author, visibility="closed", parts=["wiki"])
    top = actions.create_page(backroom, by=author, title="Merger plans")
    page = actions.create_page(backroom, by=author, title="Delivery times", parent=top, body="Two days.")
    actions.set_reading(page, by=author, reads=Page.Reads.CUSTOMERS)
    html = html_of(as_(customer), page)
    assert "Two days." in html
    part = as_(customer).get(reverse("wiki:tree-around", args=[page.pk]), headers={"HX-Request": "true"})
    assert "Delivery times" in part.content.decode()
    for shown in (html, part.content.decode(), as_(customer).get(reverse("wiki:home")).content.decode()):
        assert "ackroom" not in shown
        assert "Merger" not in shown


def test_who_may_not_write_gets_no_button_to_do_so(page, author, colleague, as_):
    assert "data-edit-page" in html_of(as_(colleague), page)
    actions.lock_page(page, by=author, reason="as agreed")
    assert "data-edit-page" not in html_of(as_(colleague), page)


def test_an_empty_page_offers_to_be_written_and_shows_what_is_under_it(wiki, author, as_):
    top = actions.create_page(wiki, by=author, title="Machines")
    actions.create_page(wiki, by=author, title="Lathe", parent=top)
    html = html_of(as_(author), top)
    assert "Nothing stands on this page yet." in html
    assert "Lathe" in html.partition("page-empty")[2]


def test_comments_show_at_once_on_a_page_that_has_been_kept(page, author, colleague, as_):
    assert "They whistle" not in html_of(as_(author), page)
    add_comment(page, by=colleague, body="They whistle.")
    assert "They whistle" in html_of(as_(author), page)
    lock_comments(page, by=author)
    assert "The comments are closed." in html_of(as_(colleague), page)


def test_a_new_version_shows_at_once_on_a_page_that_has_been_kept(page, author, colleague, write, as_):
    html_of(as_(colleague), page)
    write(page, author, "Silent now.")
    actions.publish_page(page, by=author)
    html = html_of(as_(colleague), page)
    assert "Silent now." in html
    assert 'data-number="2"' in html


def test_the_menu_offers_what_this_person_may_do(page, author, colleague, as_):
    address = reverse("wiki:menu", args=[page.pk])
    mine = as_(author).get(address).content.decode()
    theirs = as_(colleague).get(address).content.decode()
    assert "Put into the trash" in mine
    assert "Put into the trash" not in theirs
    assert all("Move…" in menu and "Copy link" in menu for menu in (mine, theirs))


def test_a_page_costs_the_same_whatever_stands_around_it(wiki, author, colleague, as_, queries_stay_flat):
    page = actions.create_page(wiki, by=author, title="Fans", body="## A\n\n## B\n\n## C")
    client = as_(colleague)

    def more() -> None:
        for number in range(4):
            made = actions.create_page(wiki, by=author, title=f"Beside {number}")
            actions.create_page(wiki, by=author, title=f"Under {number}", parent=page)
            actions.create_page(wiki, by=author, title=f"Below {number}", parent=made)

    queries_stay_flat(lambda: client.get(page.get_absolute_url()), more)


# --- Beginning -------------------------------------------------------------------------------------------------------
def test_a_wanted_page_is_begun_under_its_title_where_one_came_from(handbook, wiki, colleague, as_):
    client = as_(colleague)
    address = reverse("wiki:new", args=[wiki.slug])
    form = client.get(f"{address}?title=Trams&under={handbook['travel'].pk}").content.decode()
    assert 'value="Trams"' in form
    sent = {"title": "Trams", "under": str(handbook["travel"].pk), "begins": ""}
    answer = client.post(f"{address}?under={handbook['travel'].pk}", sent)
    made = Page.objects.get(title="Trams")
    assert answer["Location"] == reverse("wiki:edit", args=[made.pk])
    assert made.parent_id == handbook["travel"].pk


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_built_in_beginning_has_its_text_in_both_languages(language):
    from django.utils import translation

    with translation.override(language):
        texts = [builtin.text_of(one.key) for one in builtin.BEGINNINGS]
    assert len(set(texts)) == len(builtin.BEGINNINGS)
    assert all("## " in text for text in texts)


def test_a_page_begins_with_a_template_of_its_space(page, wiki, author, colleague, as_):
    actions.mark_template(page, by=author)
    client = as_(colleague)
    listed = client.get(reverse("wiki:templates", args=[wiki.slug])).content.decode()
    assert "Fans" in listed
    client.post(reverse("wiki:new", args=[wiki.slug]), {"title": "Pumps", "begins": f"page-{page.pk}"})
    assert Page.objects.get(title="Pumps").body == page.body


def test_a_template_that_is_none_or_not_readable_is_an_empty_page(page, wiki, colleague, as_):
    for begins in (f"page-{page.pk}", "page-x", "../secrets"):
        as_(colleague).post(reverse("wiki:new", args=[wiki.slug]), {"title": begins, "begins": begins})
        assert Page.objects.get(title=begins).body == ""


def test_a_page_without_a_title_is_asked_for_one_and_keeps_what_was_chosen(wiki, colleague, as_):
    answer = as_(colleague).post(reverse("wiki:new", args=[wiki.slug]), {"title": "  ", "begins": "meeting"})
    assert answer.status_code == 422
    assert 'value="meeting" checked' in answer.content.decode()


def test_a_copy_stands_right_behind_and_waits_for_a_title(handbook, colleague, as_):
    answer = as_(colleague).post(reverse("wiki:copy", args=[handbook["holidays"].pk]))
    made = Page.objects.get(title="Holidays (copy)")
    assert answer["Location"] == reverse("wiki:rename", args=[made.pk])
    assert made.body == handbook["holidays"].body
    order = Page.objects.in_tree(made.space).filter(parent=handbook["handbook"]).values_list("title", flat=True)
    assert list(order) == ["Holidays", "Holidays (copy)", "Travel"]


# --- The doors -------------------------------------------------------------------------------------------------------
def test_the_door_lists_the_wikis_one_can_read_and_no_others(page, outsider, colleague, as_):
    assert "Fans" in as_(colleague).get(reverse("wiki:home")).content.decode()
    assert "Fans" not in as_(outsider).get(reverse("wiki:home")).content.decode()


def test_a_wiki_opens_with_the_page_its_owner_has_chosen(page, wiki, author, colleague, outsider, as_):
    start = reverse("wiki:start", args=[wiki.slug])
    assert as_(colleague).post(start, {"page": page.pk}).status_code == 403
    as_(author).post(start, {"page": page.pk})
    address = reverse("wiki:of-space", args=[wiki.slug])
    assert as_(colleague).get(address)["Location"] == page.get_absolute_url()
    assert as_(colleague).get(f"{address}?overview=1").status_code == 200
    assert as_(outsider).get(address).status_code == 200
    actions.trash_page(page, by=author)
    assert as_(colleague).get(address).status_code == 200


def test_pages_are_found_by_words_of_their_titles_whatever_the_accents(wiki, author, colleague, as_):
    actions.create_page(wiki, by=author, title="Turni e reperibilità")
    found = as_(colleague).get(reverse("wiki:pages", args=[wiki.slug]), {"q": "REPERIBILITA turni"})
    assert "Turni e reperibilità" in found.content.decode()
    none = as_(colleague).get(reverse("wiki:pages", args=[wiki.slug]), {"q": "xyz"})
    assert "No title has" in none.content.decode()


# --- What is read with the page, so that nothing more is asked -------------------------------------------------------
@pytest.fixture
def busy(wiki, author, colleague, page):
    """A page with what most pages have none of."""
    actions.comment_on_passage(page, by=colleague, body="Which fans?", quote="fans")
    page.tags.add("cooling")
    return page


def test_a_page_is_read_with_what_it_has_and_has_not(busy, wiki, author):
    bare = actions.create_page(wiki, by=author, title="Bare", body="x")
    for one, has in ((busy, True), (bare, False)):
        found = reading.known_to(author, one.pk)
        assert (found.has_remarks, found.has_tags) == (has, has)
        assert (found.has_files, found.has_customers, found.has_proposals) == (False, False, False)
        kept.bring_files(found)
        assert [tag.name for tag in found.tags.all()] == (["cooling"] if has else [])
        assert list(found.attachments.all()) == []


def test_what_comes_to_a_page_stands_on_it_the_next_time_it_is_asked_for(page, author, colleague, as_):
    reader = as_(colleague)
    assert "cooling" not in html_of(reader, page)
    page.tags.add("cooling")
    add_comment(page, by=author, body="See the tag.")
    assert "cooling" in html_of(reader, page)


def test_known_pages_are_those_one_may_read_and_no_others(page, author, outsider, guest):
    assert reading.known_to(author, page.pk) == page
    for stranger in (outsider, AnonymousUser()):
        assert reading.known_to(stranger, page.pk) is None
    assert reading.known_to(author, 10**30) is None
    actions.set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    assert reading.known_to(AnonymousUser(), page.pk) == page
