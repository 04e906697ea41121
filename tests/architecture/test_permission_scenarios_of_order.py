"""Scenarios of docs/permissions.md about keeping order; the numbers are those of that page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.models import Post
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.moderation import appeals, deciding, purging, queue, sanctioning
from intranet.moderation.actions import flag_entry
from intranet.moderation.holding import keep_for_review
from intranet.moderation.models import Case
from intranet.moderation.sorts import Words
from intranet.spaces.audiences import forget
from tests import factories


@pytest.fixture
def second(db):
    return factories.a_person("Milo Sala", handle="milo", role="moderator")


def open_case_of(entry) -> Case:
    return Case.objects.get(subject=entry.key, state=Case.State.OPEN)


def test_123_a_case_reaches_who_keeps_its_space_and_shows_no_more_than_was_reported(
    lab, author, colleague, moderator, outsider
):
    post = publish_post(by=colleague, space=lab, body="Two parts of salt.")
    assert queue.page_of(moderator).cases == []
    flag_entry(post, by=author, reason="confidential")
    (shown,) = queue.page_of(moderator).cases
    assert (shown.body, shown.may_read) == ("Two parts of salt.", False)
    assert len(queue.page_of(author).cases) == 1
    assert queue.page_of(colleague).cases == []
    assert queue.page_of(outsider).cases == []


def test_124_the_first_of_two_decides_and_an_author_keeps_the_own_words(porch, customer, moderator, second):
    held = keep_for_review(Post(), by=customer, body="I sell them.", space=porch, audience=porch.audience)
    case = open_case_of(held)
    assert deciding.claim(case, by=moderator)
    with pytest.raises(deciding.Taken):
        deciding.decide(case, "approve", by=second)
    deciding.decide(case, "edit", by=moderator, words=Words("", None, "", "I have them."))
    with pytest.raises(deciding.Taken, match="Mara"):
        deciding.decide(case, "decline", by=second, words=Words("No."))
    assert Entry.objects.get(pk=held.pk).revisions.get().body == "I sell them."


def test_125_an_appeal_goes_once_and_to_somebody_else(porch, author, customer, moderator, second):
    post = publish_post(by=author, space=porch, body="Useless, all of you.")
    flag_entry(post, by=moderator, reason="rude")
    decided = deciding.decide(open_case_of(post), "hide", by=moderator, words=Words("Not in this tone."))
    with pytest.raises(PermissionDenied):
        appeals.appeal(decided, by=customer, words="Let her.")
    asked = appeals.appeal(decided, by=author, words="A joke.")
    with pytest.raises(PermissionDenied):
        deciding.decide(asked, "approve", by=moderator)
    deciding.decide(asked, "approve", by=second)
    assert Entry.objects.get(pk=post.pk).is_published
    with pytest.raises(PermissionDenied):
        appeals.appeal(decided, by=author, words="Again.")


def test_126_measures_against_customers_by_moderators_against_staff_by_admins(
    porch, author, customer, moderator, admin, outsider
):
    post, week = publish_post(by=author, space=porch, body="Hello"), now() + timedelta(days=7)
    for by, person in ((moderator, outsider), (moderator, admin), (admin, admin), (author, customer)):
        with pytest.raises(PermissionDenied):
            sanctioning.sanction(person, "silence", by=by, reason="Enough", until=week)
    sanctioning.sanction(customer, "silence", by=moderator, reason="Enough", until=week)
    customer.refresh_from_db()
    assert not can_comment(customer, post)
    assert Entry.objects.visible_to(customer).filter(pk=post.pk).exists()
    sanctioning.sanction(outsider, "suspend", by=admin, reason="Enough", until=week)
    suspended = type(outsider).objects.get(pk=outsider.pk)
    forget(suspended)
    assert not Entry.objects.visible_to(suspended).exclude(audience="public").exists()
    assert not suspended.is_active


def test_127_purging_is_for_admins_and_moderators_and_leaves_no_word(lab, porch, author, colleague, moderator, admin):
    inside = publish_post(by=colleague, space=lab, body="canaria")
    for person in (author, moderator, colleague):
        with pytest.raises(PermissionDenied):
            purging.purge(inside, by=person, reason="Why not")
    purging.purge(inside, by=admin, reason="A court said so")
    outside = publish_post(by=author, space=porch, body="canaria")
    purging.purge(outside, by=moderator, reason="A court said so")
    assert not Entry.objects.filter(body__contains="canaria").exists()


def test_128_the_audit_log_is_for_admins(as_, moderator, admin):
    assert as_(moderator).get("/moderation/audit/").status_code == 403
    assert as_(moderator).post("/moderation/audit/export/").status_code == 403
    assert as_(admin).post("/moderation/audit/export/").status_code == 200
