"""Questions about a broadcast: asked by who reads it, voted for, answered where all read it."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.asked import actions as asked
from feeds.models import BroadcastQuestion
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification
from intranet.spaces.actions import add_member
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(author, lab):
    return actions.publish_broadcast(by=author, title="Fans off", body="At six.", aim=Aim(spaces=[lab]))


def test_who_reads_it_asks_and_an_outsider_finds_nothing(sent, colleague, outsider, as_):
    key = uuid.uuid4()
    made = asked.ask(sent, by=colleague, body="Also on **Fridays**?", client_id=key)
    assert asked.ask(sent, by=colleague, body="Also on **Fridays**?", client_id=key).pk == made.pk
    assert made.audience == sent.audience
    assert Entry.objects.visible_to(colleague).filter(pk=made.pk).exists()
    assert not Entry.objects.visible_to(outsider).filter(pk=made.pk).exists()
    page = as_(colleague).get(f"/broadcasts/{sent.pk}/questions/")
    assert b"<strong>Fridays</strong>" in page.content
    assert as_(outsider).get(f"/broadcasts/{sent.pk}/questions/").status_code == 404
    assert as_(outsider).post(f"/broadcasts/{sent.pk}/questions/", {"body": "Me?"}).status_code == 404
    with pytest.raises(PermissionDenied):
        asked.ask(sent, by=outsider, body="Me?")


def test_a_question_does_not_count_as_a_reply_and_takes_none(sent, colleague):
    asked.ask(sent, by=colleague, body="Also on Fridays?")
    assert Entry.objects.get(pk=sent.pk).comments_count == 0


def test_what_most_people_want_to_know_stands_first_and_nobody_votes_for_their_own(sent, author, colleague, lab, as_):
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=author, body="What about the cellar?")
    vote_for(second, by=colleague)
    with pytest.raises(PermissionDenied, match="already"):
        vote_for(first, by=colleague)
    page = as_(colleague).get(f"/broadcasts/{sent.pk}/questions/").content.decode()
    assert page.index("cellar") < page.index("Fridays")
    as_(colleague).post(f"/broadcasts/questions/{second.pk}/vote/", {"on": "0"})
    assert BroadcastQuestion.objects.get(pk=second.pk).votes_count == 0


def test_the_answer_stands_on_the_broadcast_and_who_wanted_it_is_told_once(sent, author, colleague, lab, run_jobs, as_):
    other = a_person("Gia Blu")
    add_member(lab, by=author, person=other)
    question = asked.ask(sent, by=colleague, body="Also on Fridays?")
    vote_for(question, by=other)
    asked.answer(question, by=author, words="Yes, *also* then.")
    asked.answer(question, by=author, words="Yes, also then, at five.")
    run_jobs()
    told = Notification.objects.filter(activity__verb=asked.ANSWERED)
    assert sorted(told.values_list("recipient", "reason")) == sorted([(colleague.pk, "reply"), (other.pk, "watching")])
    page = as_(other).get(f"/broadcasts/{sent.pk}/").content.decode()
    assert "Yes, also then, at five." in page
    with pytest.raises(PermissionDenied, match="answered"):
        vote_for(BroadcastQuestion.objects.get(pk=question.pk), by=author)


def test_only_who_sent_it_answers_and_an_empty_answer_is_none(sent, author, colleague, as_):
    question = asked.ask(sent, by=colleague, body="Also on Fridays?")
    with pytest.raises(PermissionDenied, match="who sent it"):
        asked.answer(question, by=colleague, words="I think so.")
    with pytest.raises(ValidationError):
        asked.answer(question, by=author, words="  ")
    response = as_(author).post(f"/broadcasts/questions/{question.pk}/answer/", {"words": "x" * 10_001})
    assert response.status_code == 422
    assert as_(colleague).get(f"/broadcasts/questions/{question.pk}/answer/").status_code == 403


def test_what_has_expired_takes_no_more_questions(sent, author, colleague, as_):
    actions.let_expire(sent, by=author)
    sent.refresh_from_db()
    with pytest.raises(PermissionDenied, match="expired"):
        asked.ask(sent, by=colleague, body="Still?")
    assert as_(colleague).post(f"/broadcasts/{sent.pk}/questions/", {"body": "Still?"}).status_code == 403


def test_the_list_costs_the_same_however_many_were_asked(sent, author, colleague, as_, queries_stay_flat):
    reader = as_(colleague)

    def one_more():
        asked.answer(asked.ask(sent, by=colleague, body="And then?"), by=author, words="Yes.")

    queries_stay_flat(lambda: reader.get(f"/broadcasts/{sent.pk}/questions/"), one_more)


def test_an_open_page_asks_for_those_it_has_heard_of_alone(sent, author, colleague, outsider, as_):
    first, second, third = (asked.ask(sent, by=colleague, body=f"Question {n}?") for n in range(3))
    address = f"/broadcasts/{sent.pk}/questions/?few=1&only="
    page = as_(colleague).get(f"{address}{third.pk},{first.pk},x,-1,{sent.pk},99999999999999999999").content.decode()
    assert [f'id="entry-{one.pk}"' in page for one in (first, second, third)] == [True, False, True]
    assert "<html" not in page
    assert "broadcast-question-vote" in page
    assert as_(outsider).get(f"{address}{third.pk}").status_code == 404
    delete_entry(third, by=colleague)
    gone = as_(colleague).get(f"{address}{third.pk}").content.decode()
    assert "data-entry" not in gone
    many = ",".join(str(first.pk) for _n in range(500))
    assert as_(colleague).get(f"{address}{many}").status_code == 200
