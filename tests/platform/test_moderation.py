"""Moderation: what readers report, what moderators decide, and what the author is told."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.moderation import actions, queue
from intranet.moderation.models import Flag
from intranet.notifications import inbox
from intranet.spaces import actions as space_actions


@pytest.fixture
def porch_post(customer, porch):
    space_actions.join_space(porch, by=customer)
    return publish_post(by=customer, space=porch, title="Cheap terminals", body="Call me, I sell them for half.")


@pytest.fixture
def lab_post(colleague, lab):
    return publish_post(by=colleague, space=lab, title="The recipe", body="Two parts of salt.")


def sees(person, entry) -> bool:
    return Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()


def test_a_report_reaches_the_queue_once_however_many_make_it(porch_post, author, outsider, moderator):
    actions.flag_entry(porch_post, by=outsider, reason="spam")
    actions.flag_entry(porch_post, by=author, reason="spam", note="Third time this week.")
    _flag, is_new = actions.flag_entry(porch_post, by=outsider, reason="rude")
    assert not is_new
    (case,) = queue.page_of(moderator).cases
    assert case.entry.pk == porch_post.pk
    assert len(case.flags) == 2
    assert queue.waiting_count(moderator) == 1


def test_nobody_reports_their_own_words(porch_post, customer):
    with pytest.raises(PermissionDenied, match="yours"):
        actions.flag_entry(porch_post, by=customer, reason="spam")


def test_a_report_needs_a_reason_that_exists(porch_post, outsider):
    with pytest.raises(ValidationError):
        actions.flag_entry(porch_post, by=outsider, reason="because")


def test_hiding_takes_it_from_every_reader_but_its_author_and_moderators(
    porch_post, customer, other_customer, author, outsider, moderator, guest
):
    actions.flag_entry(porch_post, by=outsider, reason="spam")
    actions.hide(porch_post, by=moderator, reason="We do not sell here.")
    assert [sees(person, porch_post) for person in (other_customer, outsider, guest)] == [False, False, False]
    assert [sees(person, porch_post) for person in (customer, moderator, author)] == [True, True, True]
    assert Flag.objects.get().state == Flag.State.UPHELD
    assert queue.waiting_count(moderator) == 0


def test_the_comments_of_what_is_hidden_are_hidden_with_it_and_come_back_with_it(
    porch_post, outsider, author, moderator
):
    comment = add_comment(porch_post, by=outsider, body="Is that allowed?")
    actions.hide(porch_post, by=moderator, reason="No.")
    assert not sees(outsider, comment)
    porch_post.refresh_from_db()
    actions.restore(porch_post, by=moderator)
    assert sees(outsider, porch_post)
    assert sees(outsider, comment)


def test_the_author_is_told_why(porch_post, customer, moderator, run_jobs):
    actions.hide(porch_post, by=moderator, reason="We do not sell here.")
    run_jobs()
    assert inbox.page_of(customer).threads[0].excerpt == "We do not sell here."


def test_hiding_without_a_reason_is_refused(porch_post, moderator, outsider):
    with pytest.raises(ValidationError, match="author reads"):
        actions.hide(porch_post, by=moderator, reason="   ")
    assert sees(outsider, porch_post)


@pytest.mark.parametrize("who", ["outsider", "customer", "other_customer"])
def test_who_is_no_moderator_decides_nothing(who, porch_post, request):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.hide(porch_post, by=person, reason="I dislike it.")


def test_a_site_moderator_touches_a_closed_space_only_where_somebody_reported(lab_post, author, moderator):
    with pytest.raises(PermissionDenied):
        actions.hide(lab_post, by=moderator, reason="Curious.")
    assert queue.page_of(moderator).cases == []
    actions.flag_entry(lab_post, by=author, reason="confidential")
    (case,) = queue.page_of(moderator).cases
    assert not case.may_read
    assert case.body == "Two parts of salt."
    actions.hide(lab_post, by=moderator, reason="This is a trade secret.")


def test_a_moderator_reads_what_was_reported_not_what_it_became(lab_post, author, colleague, moderator):
    from feeds.actions import edit_post

    actions.flag_entry(lab_post, by=author, reason="confidential")
    edit_post(lab_post, by=colleague, title="Nothing", body="Nothing to see.")
    (case,) = queue.page_of(moderator).cases
    assert case.title == "The recipe"
    assert "salt" in case.body
    assert "Nothing" not in case.body


def test_the_owners_of_a_space_decide_in_their_space(lab_post, author, outsider, colleague):
    actions.flag_entry(lab_post, by=author, reason="wrong")
    assert queue.waiting_count(author) == 1
    assert queue.waiting_count(outsider) == 0
    assert actions.dismiss(lab_post, by=author) == 1
    assert actions.dismiss(lab_post, by=author) == 0
    assert sees(colleague, lab_post)


def test_nobody_decides_about_their_own_words(author, lab, colleague, outsider):
    post = publish_post(by=author, space=lab, body="Mine.")
    actions.flag_entry(post, by=colleague, reason="other")
    assert queue.waiting_count(author) == 0
    with pytest.raises(PermissionDenied, match="somebody else"):
        actions.dismiss(post, by=author)


def test_what_another_moderator_hid_is_not_brought_back_by_its_author(author, lab, outsider):
    space_actions.add_member(lab, by=author, person=outsider, role="moderator")
    post = publish_post(by=author, space=lab, body="Mine.")
    actions.hide(post, by=outsider, reason="Not here.")
    with pytest.raises(PermissionDenied, match="somebody else"):
        actions.restore(post, by=author)


def test_nor_by_a_moderator_of_the_site_who_wrote_it(moderator, admin, outsider):
    post = publish_post(by=moderator, audience="org", body="Mine.")
    actions.flag_entry(post, by=outsider, reason="wrong")
    actions.hide(post, by=admin, reason="Not here.")
    with pytest.raises(PermissionDenied, match="somebody else"):
        actions.restore(post, by=moderator)


def test_what_is_hidden_cannot_be_edited_or_deleted_by_its_author(porch_post, customer, moderator):
    from feeds.actions import edit_post
    from intranet.content.actions import delete_entry

    actions.hide(porch_post, by=moderator, reason="No.")
    with pytest.raises(PermissionDenied, match="hidden"):
        edit_post(porch_post, by=customer, body="Something nicer.")
    with pytest.raises(PermissionDenied, match="hidden"):
        delete_entry(porch_post, by=customer)


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_at_once_by_one_person_are_one(porch_post, outsider):
    start = threading.Barrier(8)

    def press() -> None:
        try:
            start.wait()
            actions.flag_entry(porch_post, by=outsider, reason="spam")
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(8)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert Flag.objects.count() == 1


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_queue_is_for_those_who_keep_order(as_, moderator, outsider, author, customer, lab, guest):
    assert as_(moderator).get("/moderation/").status_code == 200
    assert as_(author).get("/moderation/").status_code == 200
    assert as_(outsider).get("/moderation/").status_code == 403
    assert as_(customer).get("/moderation/").status_code == 403
    assert as_(guest).get("/moderation/").status_code == 302


def test_reporting_what_one_may_not_read_is_a_404(as_, outsider, lab_post):
    assert as_(outsider).get(f"/entries/{lab_post.pk}/flag/").status_code == 404
    assert as_(outsider).post(f"/entries/{lab_post.pk}/flag/", {"reason": "spam"}).status_code == 404


def test_a_report_without_a_reason_comes_back_with_what_was_typed(as_, outsider, porch_post):
    page = as_(outsider).post(f"/entries/{porch_post.pk}/flag/", {"note": "He has done this before."})
    assert page.status_code == 422
    assert "He has done this before." in page.content.decode()


def test_a_moderator_goes_through_the_whole_of_it(as_, outsider, moderator, porch_post):
    as_(outsider).post(f"/entries/{porch_post.pk}/flag/", {"reason": "spam", "note": "Look at this."})
    client = as_(moderator)
    (case,) = queue.page_of(moderator).cases
    assert "Look at this." in client.get(f"/moderation/cases/{case.pk}/").content.decode()
    assert client.post(f"/moderation/{porch_post.pk}/hide/", {"reason": ""}).status_code == 422
    client.post(f"/moderation/{porch_post.pk}/hide/", {"reason": "We do not sell here."})
    assert as_(outsider).get(f"/posts/{porch_post.pk}/").status_code == 404
    (case,) = queue.page_of(moderator, show="hidden").cases
    assert "We do not sell here." in client.get(f"/moderation/cases/{case.pk}/").content.decode()
    client.post(f"/moderation/{porch_post.pk}/restore/")
    assert as_(outsider).get(f"/posts/{porch_post.pk}/").status_code == 200


def test_deciding_about_what_is_out_of_reach_is_a_404(as_, moderator, lab_post):
    for what in ("hide", "dismiss", "restore"):
        assert as_(moderator).post(f"/moderation/{lab_post.pk}/{what}/", {"reason": "x"}).status_code == 404


def test_the_queue_costs_the_same_for_few_cases_and_for_many(
    as_, moderator, outsider, author, porch, queries_stay_flat
):
    client = as_(moderator)

    def grow():
        actions.flag_entry(publish_post(by=author, space=porch, body="x"), by=outsider, reason="spam")

    queries_stay_flat(lambda: client.get("/moderation/"), grow)
