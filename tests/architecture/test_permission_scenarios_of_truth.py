"""The scenarios of docs/permissions.md about answering for pages, and about what points at them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.content.models import Reference
from intranet.content.references import fill_in, titles_for
from intranet.core.decisions import require
from wiki import actions
from wiki.links.reading import backlinks_of, wanted_in
from wiki.models import Page
from wiki.truth import policies
from wiki.truth.actions import say_helpful, set_owner, verify_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(lab, author) -> Page:
    return actions.create_page(lab, by=author, title="Fans", body="They are loud. [[Bearings]]")


def again(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def test_96_who_answers_for_a_page_says_that_it_is_true(page, author, colleague, moderator):
    with pytest.raises(PermissionDenied):
        set_owner(page, by=colleague, owner=colleague)
    with pytest.raises(PermissionDenied):
        verify_page(page, by=colleague)
    set_owner(page, by=author, owner=colleague)
    assert verify_page(again(page), by=colleague).verified_by == colleague
    with pytest.raises(PermissionDenied):
        verify_page(again(page), by=moderator)


def test_97_what_readers_say_is_for_those_who_answer(page, author, colleague, outsider, admin):
    say_helpful(page, by=colleague, was_helpful=False, words="Which bearings?")
    for somebody in (colleague, outsider, admin):
        assert not policies.can_read_opinions(somebody, page)
    require(policies.can_read_opinions(author, page))
    with pytest.raises(PermissionDenied):
        say_helpful(page, by=outsider, was_helpful=True)


def test_98_a_reference_gives_away_nothing(page, author, colleague, outsider, guest):
    said = publish_post(by=author, body=f"See #{page.pk}.", audience="org")
    assert "Fans" in fill_in(said.body_html, colleague)
    assert "Fans" not in fill_in(said.body_html, outsider)
    assert titles_for(outsider, [page.pk]) == {}
    assert list(backlinks_of(page, guest)) == []
    assert wanted_in(page.space, outsider) == []
    guessed = publish_post(by=outsider, body="[[lab/Fans]]", audience="org")
    assert not Reference.objects.filter(source=guessed.pk, target=page.pk).exists()
