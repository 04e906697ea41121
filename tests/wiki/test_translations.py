"""One page in several languages: made, linked, offered, and outdated when the original goes on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.realtime.units import unit
from wiki import actions
from wiki.languages.groups import outdated_in, told_of
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def italian(page, author) -> Page:
    """Ada's page about fans, in Italian."""
    return actions.translate_page(page, by=author, language="it", title="Ventole")


def again(page: Page) -> Page:
    return Page.objects.select_related("space", "translation_of").get(pk=page.pk)


def test_a_translation_stands_beside_with_the_text_to_begin_from(page, italian, author):
    assert (italian.language, italian.body, italian.parent) == ("it", "The fans are loud.", page.parent)
    assert [(one.name, one.is_original, one.outdated) for one in told_of(page, author)] == [
        ("English", True, False),
        ("Italiano", False, False),
    ]


def test_pressing_twice_makes_one(page, author):
    key = uuid4()
    made = {actions.translate_page(page, by=author, language="it", title="V", client_id=key).pk for _ in range(2)}
    assert len(made) == 1
    with pytest.raises(ValidationError, match="in that language already"):
        actions.translate_page(page, by=author, language="it", title="V")


def test_it_is_read_by_no_more_people_than_what_it_says(page, author, colleague):
    with unit():
        circle = circle_for(Chosen(people=[author]), by=author)
    actions.set_reading(page, by=author, reads="chosen", circle=circle)
    made = actions.translate_page(page, by=author, language="de", title="Lüfter")
    assert made.audience == circle.audience
    assert not Page.objects.visible_to(colleague).filter(pk=made.pk).exists()


def test_the_translation_of_a_public_page_is_published_by_hand(page, author):
    actions.set_reading(page, by=author, reads="public")
    made = actions.translate_page(page, by=author, language="it", title="Ventole")
    assert made.audience == made.space.audience


def test_it_is_outdated_when_readers_of_the_original_got_another_text(page, italian, author, colleague, write):
    write(page, colleague, "The fans are silent.")
    assert not outdated_in(page.space, author).exists()
    actions.settle_page(again(page))
    assert [one.pk for one in outdated_in(page.space, author)] == [italian.pk]
    assert [one.outdated for one in told_of(again(italian), author)] == [False, True]
    seen = again(page).published_number
    write(page, colleague, "The fans sing.")
    actions.settle_page(again(page))
    # What was compared was the version before.
    assert actions.mark_current(again(italian), by=author, number=seen)
    assert outdated_in(page.space, author).exists()
    assert actions.mark_current(again(italian), by=author)
    assert not outdated_in(page.space, author).exists()


def test_pages_that_are_there_are_linked_and_taken_apart(page, wiki, author):
    other = actions.create_page(wiki, by=author, title="Lüfter", body="Laut.")
    actions.link_translation(other, by=author, original=page, language="de")
    assert (again(other).language, again(other).translation_of) == ("de", page)
    for refused in (
        lambda: actions.link_translation(again(page), by=author, original=other, language="en"),
        lambda: actions.set_language(again(other), by=author, language="en"),
        lambda: actions.set_language(again(other), by=author, language="klingon"),
    ):
        with pytest.raises(ValidationError):
            refused()
    assert actions.unlink_translation(again(other), by=author)
    assert not actions.unlink_translation(again(other), by=author)
    assert told_of(again(page), author) == []


def test_a_language_that_one_may_not_read_is_not_named(page, italian, author, colleague):
    with unit():
        circle = circle_for(Chosen(people=[author]), by=author)
    actions.set_reading(again(italian), by=author, reads="chosen", circle=circle)
    assert told_of(again(page), colleague) == []
    assert len(told_of(again(page), author)) == 2


@pytest.mark.parametrize("who", ["outsider", "customer", "admin"])
def test_who_does_not_write_there_translates_nothing(request, page, italian, who):
    person = request.getfixturevalue(who)
    for attempt in (
        lambda: actions.translate_page(page, by=person, language="de", title="Lüfter"),
        lambda: actions.unlink_translation(again(italian), by=person),
        lambda: actions.mark_current(again(italian), by=person),
        lambda: actions.set_language(again(page), by=person, language="de"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_nobody_compares_with_what_they_cannot_read(page, italian, author, colleague):
    with unit():
        circle = circle_for(Chosen(people=[author]), by=author)
    actions.set_reading(again(page), by=author, reads="chosen", circle=circle)
    actions.put_text(again(page), by=author, text="Changed.")
    with pytest.raises(PermissionDenied, match="cannot read"):
        actions.mark_current(again(italian), by=colleague)


# --- In a browser -----------------------------------------------------------------------------------------------------


def test_readers_are_offered_the_page_in_their_language(as_, client, page, italian, author):
    actions.set_reading(again(page), by=author, reads="public")
    actions.set_reading(again(italian), by=author, reads="public")
    url = again(page).get_absolute_url()
    shown = client.get(url, headers={"accept-language": "it"}, follow=True).content.decode()
    assert 'hreflang="it"' in shown
    assert f"/docs/{italian.pk}-" in shown
    assert client.get("/sitemap.xml").content.decode().count('hreflang="it"') == 2


def test_what_changed_is_shown_beside_the_button_that_says_it_was_seen(as_, page, italian, author, colleague, write):
    write(page, colleague, "The fans are silent.")
    actions.settle_page(again(page))
    client = as_(colleague)
    assert "has changed since" in client.get(again(italian).get_absolute_url()).content.decode()
    assert "Ventole" in client.get(f"/wiki/in/{page.space.slug}/languages/").content.decode()
    since = client.get(f"/wiki/{italian.pk}/languages/since/").content.decode()
    assert "<del>loud</del><ins>silent</ins>" in since.replace("\n", "")
    client.post(f"/wiki/{italian.pk}/languages/current/", {"number": again(page).published_number})
    assert "has changed since" not in client.get(again(italian).get_absolute_url()).content.decode()


def test_a_page_is_found_by_its_address_and_what_was_typed_stays(as_, page, wiki, author, outsider):
    other = actions.create_page(wiki, by=author, title="Lüfter")
    client = as_(author)
    hidden = actions.create_page(wiki, by=author, title="Else")
    refused = client.post(f"/wiki/{other.pk}/languages/link/", {"page": "nothing", "language": "de"})
    assert refused.status_code == 422
    assert "nothing" in refused.content.decode()
    assert (
        client.post(f"/wiki/{other.pk}/languages/link/", {"page": "/wiki/99999-x/", "language": "de"}).status_code
        == 422
    )
    address = f"https://intranet.example.com/wiki/{page.pk}-fans/"
    assert client.post(f"/wiki/{other.pk}/languages/link/", {"page": address, "language": "de"}).status_code == 302
    assert again(other).translation_of == page
    assert as_(outsider).get(f"/wiki/{hidden.pk}/languages/").status_code == 404


def test_the_list_of_languages_costs_the_same_however_many(page, wiki, author, queries_stay_flat, as_):
    codes = iter(["it", "de", "fr", "es", "pt", "nl", "sv", "fi"])
    client = as_(author)

    def grow() -> None:
        code = next(codes)
        actions.translate_page(again(page), by=author, language=code, title=f"Fans {code}")

    queries_stay_flat(lambda: client.get(f"/wiki/{page.pk}/languages/"), grow, times=3)
