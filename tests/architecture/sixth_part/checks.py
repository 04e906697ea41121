"""What the house does for a part that only says what its entries are. Not collected with the other tests: see
``test_sixth_part.py``."""

from __future__ import annotations

import pytest

from intranet.conversation.actions import add_comment, react
from intranet.realtime.gates import may_follow
from intranet.search.queries import search

from .actions import share_recipe


@pytest.fixture
def recipe(author, lab, run_jobs):
    found = share_recipe(by=author, space=lab, title="Ribollita", body="Yesterday's soup, @ben. #soup", minutes=180)
    run_jobs()
    return found


def test_it_stands_in_the_feed_with_its_own_card(recipe, as_, colleague):
    page = as_(colleague).get("/").content.decode()
    assert "Ribollita" in page
    assert "180 minutes" in page


def test_it_is_found_and_filed(recipe, as_, colleague, outsider):
    assert [entry.minutes for entry in search(colleague, "ribollita").entries] == [180]
    assert search(outsider, "ribollita").entries == []
    assert "Ribollita" in as_(colleague).get("/tags/soup/").content.decode()
    assert as_(outsider).get("/tags/soup/").status_code == 404


def test_one_can_comment_react_and_follow(recipe, colleague, outsider):
    assert add_comment(recipe, by=colleague, body="Tastes of home.").root_id == recipe.pk
    assert react(recipe, by=colleague, sort="bravi")
    assert may_follow(colleague, recipe.key)
    assert not may_follow(outsider, recipe.key)


def test_who_is_named_hears_of_it(recipe, as_, colleague):
    assert "Ribollita" in as_(colleague).get("/inbox/").content.decode()


def test_the_api_knows_it_and_its_permalink_leads_to_its_page(recipe, as_, colleague, outsider):
    assert as_(colleague).get(f"/api/v1/entries/{recipe.pk}").json()["kind"] == "recipes.recipe"
    assert as_(colleague).get(f"/entries/{recipe.pk}/", follow=True).content == b"Ribollita: 180 minutes"
    assert as_(outsider).get(f"/entries/{recipe.pk}/").status_code == 404


def test_a_moderator_of_the_space_hides_it_as_anything_else(recipe, lab, author, colleague, outsider):
    from intranet.content.models import Entry
    from intranet.moderation.actions import hide
    from intranet.spaces.actions import add_member

    add_member(lab, by=author, person=outsider, role="moderator")
    hide(recipe, by=outsider, reason="Too salty.")
    assert not Entry.objects.visible_to(colleague).filter(pk=recipe.pk).exists()
