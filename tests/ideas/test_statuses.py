"""The statuses of the house, and what is said with a change of status."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ideas import actions
from ideas.house import actions as house
from ideas.models import Idea, Meaning, Status, StatusChange
from ideas.statuses import first_status
from intranet.activity.models import Activity
from intranet.conversation.actions import watch
from intranet.conversation.models import Watch
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification
from intranet.notifications.wordings import wording_of

pytestmark = pytest.mark.django_db


def test_admins_make_name_colour_and_order_statuses(idea, admin, as_):
    client = as_(admin)
    assert client.get("/ideas/statuses/").status_code == 200
    sent = {"name": "Being tried", "meaning": "review", "colour": "accent"}
    assert client.post("/ideas/statuses/new/", sent).status_code == 302
    made = Status.objects.get(name="Being tried")
    assert (made.shown_colour, made.slug) == ("accent", "being-tried")
    last = made.position
    client.post(f"/ideas/statuses/{made.pk}/move/", {"way": "up"})
    made.refresh_from_db()
    assert made.position == last - 1
    client.post(f"/ideas/statuses/{made.pk}/", {"name": "On trial", "meaning": "review", "colour": ""})
    made.refresh_from_db()
    assert (made.label, made.shown_colour) == ("On trial", "caution")


def test_nobody_else_sees_or_changes_them(idea, moderator, customer, as_):
    for person in (moderator, customer):
        assert as_(person).get("/ideas/statuses/").status_code == 403
        with pytest.raises(PermissionDenied):
            house.make_status(by=person, name="Mine", meaning=Meaning.OPEN)


def test_two_are_not_called_alike_and_what_makes_no_sense_is_refused(idea, admin, as_):
    with pytest.raises(ValidationError, match="of that name"):
        house.make_status(by=admin, name="planned", meaning=Meaning.PLANNED)
    answer = as_(admin).post("/ideas/statuses/new/", {"name": "Odd", "meaning": "nonsense"})
    assert answer.status_code == 422
    assert "Odd" in answer.content.decode()


def test_the_meaning_of_what_ideas_have_stays(idea, admin):
    with pytest.raises(ValidationError, match="Ideas have this status"):
        house.change_status(idea.status, by=admin, meaning=Meaning.DECLINED)


def test_archiving_gives_its_ideas_one_that_means_the_same_and_tells_nobody(idea, admin, run_jobs):
    with pytest.raises(ValidationError, match="only one that means"):
        house.archive_status(idea.status, by=admin)
    fresh = house.make_status(by=admin, name="New", meaning=Meaning.OPEN)
    with pytest.raises(ValidationError, match="means the same"):
        house.archive_status(idea.status, by=admin, to=first_status(Meaning.PLANNED))
    run_jobs()
    before = Notification.objects.count()
    assert house.archive_status(idea.status, by=admin, to=fresh) == 1
    run_jobs()
    assert Idea.objects.get(pk=idea.pk).status == fresh
    assert StatusChange.objects.get(idea=idea).after == fresh
    assert Notification.objects.count() == before
    assert first_status() == fresh


def test_author_voters_and_followers_hear_once_and_who_is_silent_does_not(
    idea, author, colleague, outsider, moderator, customer, run_jobs
):
    vote_for(idea, by=colleague)
    watch(idea, by=colleague)
    watch(idea, by=outsider)
    vote_for(idea, by=moderator)
    watch(idea, by=moderator, level=Watch.Level.NONE)
    actions.set_status(idea, by=author, status=first_status(Meaning.PLANNED), answer="In **spring**.")
    run_jobs()
    told = Notification.objects.filter(entry=idea, activity__verb="ideas.idea.status_set")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([customer.pk, colleague.pk, outsider.pk])
    wording = wording_of(told.get(recipient=customer))
    assert wording is not None
    assert wording.words == "Planned: In **spring**."


def test_an_answer_is_told_the_first_time_and_keeps_its_history(idea, author, customer, run_jobs, client):
    actions.set_status(idea, by=author, status=idea.status, answer="We look at it.")
    actions.set_status(idea, by=author, status=idea.status, answer="We are looking at it.")
    assert actions.set_status(idea, by=author, status=idea.status, answer="We are looking at it.")
    run_jobs()
    verbs = Activity.objects.filter(subject=idea.key, verb__startswith="ideas.idea.answer").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["ideas.idea.answered", "ideas.idea.answer_edited"]
    assert Notification.objects.filter(entry=idea, recipient=customer).count() == 1
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "We look at it." in page
    assert page.count("The official answer was changed") == 2


def test_declining_from_the_menu_keeps_what_was_typed_until_there_is_a_reason(idea, author, colleague, as_):
    declined = first_status(Meaning.DECLINED)
    address = f"/ideas/{idea.pk}/status/"
    assert as_(colleague).get(address).status_code == 403
    client = as_(author)
    refused = client.post(address, {"status": declined.pk, "answer": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert client.post(address, {"status": declined.pk, "answer": "Too dear."}).status_code == 302
    assert "Too dear." in client.get(idea.get_absolute_url()).content.decode()
