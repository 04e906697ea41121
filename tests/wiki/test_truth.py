"""Who answers for a page, when somebody looks again, and what readers say of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now
from pytest_django.asserts import assertContains

from intranet.accounts.models import User
from intranet.core.months import months_after
from intranet.jobs.testing import drain
from intranet.notifications.models import Notification
from wiki.models import Opinion, Page
from wiki.truth.actions import say_helpful, set_owner, settle_opinion, verify_page
from wiki.truth.holdings import _find, _hand
from wiki.truth.jobs import remind_of_reviews
from wiki.truth.reading import answered_for_by, ownerless_in, stale_in, tally_of


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_has_no_such_day(day, months, then):
    assert months_after(day, months) == then


def test_who_is_asked_to_answer_for_a_page_is_told_and_finds_it_among_theirs(page, author, colleague):
    set_owner(page, by=author, owner=colleague, months=6)
    drain()
    assert Notification.objects.filter(recipient=colleague).exists()
    assert [one.pk for one in answered_for_by(colleague)] == [page.pk]
    assert fresh(page).review_due == months_after(localdate(), 6)


def test_nobody_answers_for_what_they_cannot_read(page, author, outsider, customer):
    for somebody in (outsider, customer):
        with pytest.raises(ValidationError):
            set_owner(page, by=author, owner=somebody)


def test_who_neither_began_nor_keeps_a_page_does_not_say_who_answers_for_it(page, colleague):
    with pytest.raises(PermissionDenied):
        set_owner(page, by=colleague, owner=colleague)


def test_an_owner_verifies_it_and_an_editor_does_not(page, author, colleague):
    with pytest.raises(PermissionDenied):
        verify_page(page, by=colleague)
    set_owner(page, by=author, owner=colleague, months=3)
    verified = verify_page(fresh(page), by=colleague)
    assert (verified.verified_by, verified.verified_number) == (colleague, 1)
    assert verified.review_due == months_after(localdate(), 3)


def test_those_who_answer_are_reminded_once_when_it_is_due_and_again_after_a_month(page, author, colleague):
    set_owner(page, by=author, owner=colleague, months=1)
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    drain()
    before = Notification.objects.filter(recipient=colleague).count()
    assert [remind_of_reviews.call(), remind_of_reviews.call()] == [1, 0]
    drain()
    assert Notification.objects.filter(recipient=colleague).count() == before + 1
    Page.objects.filter(pk=page.pk).update(reminded_on=localdate() - timedelta(days=30))
    assert remind_of_reviews.call() == 1


def test_without_an_owner_those_who_keep_the_space_are_reminded(page, author):
    set_owner(page, by=author, months=1)
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    remind_of_reviews.call()
    drain()
    assert Notification.objects.filter(recipient=author).exists()
    assert [one.pk for one in ownerless_in(page.space, author)] == [page.pk]


def test_a_page_that_is_due_says_so_until_somebody_has_looked(page, author, as_):
    set_owner(page, by=author, owner=author, months=1)
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    said = "This may be out of date"
    assert said in as_(author).get(fresh(page).get_absolute_url()).content.decode()
    assert [one.pk for one in stale_in(page.space, author)] == [page.pk]
    as_(author).post(f"/wiki/{page.pk}/verify/")
    assert said not in as_(author).get(fresh(page).get_absolute_url()).content.decode()


def test_who_may_not_read_a_page_sees_it_in_no_list_of_what_is_due(page, author, outsider):
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    assert list(stale_in(page.space, outsider)) == []


def test_one_reader_is_one_voice_and_may_think_again(page, colleague):
    say_helpful(page, by=colleague, was_helpful=True)
    say_helpful(page, by=colleague, was_helpful=False, words="Which bearings?")
    assert tally_of(page) == (0, 1)


def test_a_guest_is_one_voice_by_what_their_browser_keeps(page, author, as_, guest):
    from wiki.actions import set_reading

    set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    browser = as_(guest)
    for _press in range(2):
        assert browser.post(f"/wiki/{page.pk}/helpful/", {"helpful": "1"}).status_code == 200
    as_(guest).post(f"/wiki/{page.pk}/helpful/", {"helpful": "0"})
    assert tally_of(page) == (1, 2)


def test_a_guest_without_scripts_is_thanked_and_can_add_words(page, author, as_, guest):
    from wiki.actions import set_reading

    set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    browser = as_(guest)
    said = browser.post(f"/wiki/{page.pk}/helpful/", {"helpful": "0"})
    assertContains(said, "You did not find this helpful.")
    assertContains(said, 'name="words"')
    browser.post(f"/wiki/{page.pk}/helpful/", {"helpful": "0", "words": "Which bearings?"})
    assert list(page.opinions.values_list("words", flat=True)) == ["Which bearings?"]


def test_who_cannot_read_it_has_no_voice(page, outsider, guest, as_):
    assert as_(outsider).post(f"/wiki/{page.pk}/helpful/", {"helpful": "1"}).status_code == 404
    assert as_(guest).post(f"/wiki/{page.pk}/helpful/", {"helpful": "1"}).status_code == 404


def test_words_reach_those_who_answer_and_nobody_else(page, author, colleague, as_):
    say_helpful(page, by=colleague, was_helpful=False, words="Kanarienvogel")
    drain()
    assert Notification.objects.filter(recipient=author).exists()
    assert "Kanarienvogel" in as_(author).get(f"/wiki/{page.pk}/opinions/").content.decode()
    assert as_(colleague).get(f"/wiki/{page.pk}/opinions/").status_code == 403
    assert (
        "Kanarienvogel" not in as_(colleague).get(fresh(page).get_absolute_url()).content.decode().split("helpful")[0]
    )


def test_what_was_asked_for_is_put_aside_by_those_who_answer_alone(page, author, colleague, as_):
    opinion = say_helpful(page, by=colleague, was_helpful=False, words="Which bearings?")
    with pytest.raises(PermissionDenied):
        settle_opinion(Opinion.objects.get(pk=opinion.pk), by=colleague)
    as_(author).post(f"/wiki/{page.pk}/opinions/{opinion.pk}/settle/")
    assert Opinion.objects.get(pk=opinion.pk).settled_by == author


def test_too_many_words_are_refused_and_kept(page, colleague, as_):
    words = "ab " * 700
    answer = as_(colleague).post(f"/wiki/{page.pk}/helpful/", {"helpful": "0", "words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()


def test_two_owners_are_refused_and_what_was_typed_is_kept(page, author, colleague, as_):
    typed = {"owner": f"@{author.handle}, @{colleague.handle}", "months": "7"}
    answer = as_(author).post(f"/wiki/{page.pk}/owner/", typed)
    assert answer.status_code == 422
    assert f"@{colleague.handle}" in answer.content.decode()


def test_who_leaves_hands_over_what_they_answer_for_to_who_may_read_it(page, author, colleague, outsider, admin):
    set_owner(page, by=author, owner=colleague, months=1)
    [held] = _find(colleague)
    _hand(held, colleague, outsider, admin)
    assert fresh(page).owner is None
    Page.objects.filter(pk=page.pk).update(owner=colleague)
    _hand(held, User.objects.get(pk=colleague.pk), author, admin)
    assert fresh(page).owner == author


def test_the_door_of_the_wiki_says_how_many_of_ones_pages_are_due(page, author, colleague, as_):
    set_owner(page, by=author, owner=colleague, months=1)
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    assert "1 is due" in as_(colleague).get("/wiki/").content.decode()
    assert "is due" not in as_(author).get("/wiki/").content.decode()


def test_the_list_of_ones_own_pages_costs_the_same_whatever_its_length(handbook, author, as_, queries_stay_flat):
    def more() -> None:
        for one in Page.objects.filter(owner=None)[:2]:
            set_owner(fresh(one), by=author, owner=author, months=1)

    more()
    queries_stay_flat(lambda: as_(author).get("/wiki/mine/"), more)


def test_a_page_that_was_verified_tells_when_it_has_changed_since(page, author, as_):
    from wiki.actions import put_text

    verify_page(page, by=author)
    assert fresh(page).verified_at <= now()
    put_text(fresh(page), by=author, text="Silent.")
    assert "Changed since then." in as_(author).get(fresh(page).get_absolute_url()).content.decode()
