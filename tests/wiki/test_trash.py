"""The trash of a space: what goes in, who sees it there, how it comes back, and how it is gone for ever."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intranet.collab.models import Document
from intranet.content.actions import hide_entry
from intranet.content.models import Revision
from intranet.conversation.actions import add_comment
from intranet.search.models.indexed import Pending
from wiki import actions
from wiki.models import Page, Version


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def test_a_page_goes_into_the_trash_with_all_below_it_and_undo_brings_all_back(handbook, author, as_):
    client = as_(author)
    answer = client.post(reverse("wiki:trash-page", args=[handbook["travel"].pk]))
    assert answer["Location"] == f"{handbook['handbook'].get_absolute_url()}?trashed={handbook['travel'].pk}"
    assert not fresh(handbook["trains"]).is_published
    html = client.get(answer["Location"]).content.decode()
    assert "“Travel” is in the trash." in html
    back = client.post(reverse("wiki:restore", args=[handbook["travel"].pk]))
    assert back["Location"] == handbook["travel"].get_absolute_url()
    assert fresh(handbook["trains"]).is_published
    assert fresh(handbook["trains"]).body == "Second class."


def test_the_trash_lists_what_was_put_there_and_counts_what_went_along(handbook, wiki, author, colleague, as_):
    actions.trash_page(handbook["handbook"], by=author)
    html = as_(author).get(reverse("wiki:trash", args=[wiki.slug])).content.decode()
    assert "Handbook" in html
    assert "with 3 pages under it" in html
    assert "Trains" not in html
    assert "Handbook" not in as_(colleague).get(reverse("wiki:trash", args=[wiki.slug])).content.decode()


def test_who_began_a_page_finds_it_in_the_trash_and_puts_it_back(wiki, author, colleague, as_):
    mine = actions.create_page(wiki, by=colleague, title="Mine", body="Words.")
    actions.trash_page(mine, by=author)
    html = as_(colleague).get(reverse("wiki:trash", args=[wiki.slug])).content.decode()
    assert "Mine" in html
    assert "Delete for ever" not in html
    as_(colleague).post(reverse("wiki:restore", args=[mine.pk]))
    assert fresh(mine).body == "Words."


def test_a_page_whose_place_is_gone_comes_back_at_the_top(handbook, author, as_):
    actions.trash_page(handbook["trains"], by=author)
    actions.trash_page(fresh(handbook["travel"]), by=author)
    as_(author).post(reverse("wiki:restore", args=[handbook["trains"].pk]))
    back = fresh(handbook["trains"])
    assert (back.parent_id, back.path, back.is_published) == (None, f"/{back.pk}/", True)


def test_what_was_thrown_away_before_its_parent_stays_in_the_trash_when_that_comes_back(handbook, author):
    actions.trash_page(handbook["trains"], by=author)
    actions.trash_page(fresh(handbook["travel"]), by=author)
    actions.restore_page(fresh(handbook["travel"]), by=author)
    assert fresh(handbook["travel"]).is_published
    assert fresh(handbook["trains"]).is_deleted


def test_nobody_else_is_told_what_is_in_the_trash(page, author, colleague, outsider, customer, guest, as_):
    actions.trash_page(page, by=author)
    for person, status in ((colleague, 404), (outsider, 404), (customer, 404), (guest, 302)):
        for name in ("wiki:restore", "wiki:erase"):
            assert as_(person).post(reverse(name, args=[page.pk])).status_code == status
    assert as_(colleague).get(reverse("wiki:home"), {"trashed": page.pk}).status_code == 200
    assert fresh(page).is_deleted


def test_who_does_not_answer_for_a_page_does_not_throw_it_away(page, colleague, as_):
    assert as_(colleague).post(reverse("wiki:trash-page", args=[page.pk])).status_code == 403
    assert fresh(page).is_published


def test_what_is_deleted_for_ever_leaves_nothing(handbook, author, colleague, write, as_):
    travel, trains = handbook["travel"], handbook["trains"]
    add_comment(trains, by=colleague, body="Late again.")
    write(trains, colleague, "First class.")
    actions.settle_page(trains)
    actions.trash_page(fresh(travel), by=author)
    assert as_(author).post(reverse("wiki:erase", args=[travel.pk])).status_code == 302
    gone = [travel.pk, trains.pk]
    assert not Page.objects.filter(pk__in=gone).exists()
    assert not Version.objects.filter(page__in=gone).exists()
    assert not Revision.objects.filter(entry__in=gone).exists()
    assert not Document.objects.filter(name__in=[travel.document, trains.document]).exists()
    assert set(gone) <= set(Pending.objects.values_list("entry_id", flat=True))
    assert fresh(handbook["holidays"]).is_published


def test_only_who_keeps_the_space_deletes_for_ever_and_only_what_is_in_the_trash(wiki, author, colleague):
    mine = actions.create_page(wiki, by=colleague, title="Mine")
    with pytest.raises(ValidationError):
        actions.erase_page(fresh(mine), by=author)
    actions.trash_page(mine, by=colleague)
    with pytest.raises(PermissionDenied):
        actions.erase_page(fresh(mine), by=colleague)
    assert actions.erase_page(fresh(mine), by=author) == 1


def test_what_a_moderator_hid_under_an_erased_page_comes_to_the_top(handbook, author):
    hide_entry(handbook["trains"], by=author, reason="wrong")
    actions.trash_page(fresh(handbook["travel"]), by=author)
    actions.erase_page(fresh(handbook["travel"]), by=author)
    left = fresh(handbook["trains"])
    assert (left.parent_id, left.path) == (None, f"/{left.pk}/")


def test_an_empty_trash_says_so(wiki, colleague, as_):
    assert "The trash is empty" in as_(colleague).get(reverse("wiki:trash", args=[wiki.slug])).content.decode()
