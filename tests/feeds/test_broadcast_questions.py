"""Questions about a broadcast: asked by who reads it, voted for, answered where all read it."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.asked import actions as asked
from feeds.broadcasts.asked import merging
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


def _voices(question):
    return BroadcastQuestion.objects.get(pk=question.pk).votes_count


def test_two_that_ask_the_same_are_one_each_person_counts_once_and_parting_gives_each_its_own(
    sent, author, colleague, lab
):
    gia, ugo = a_person("Gia Blu"), a_person("Ugo Neri")
    for person in (gia, ugo):
        add_member(lab, by=author, person=person)
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=gia, body="And on Friday?")
    for question in (first, second):
        vote_for(question, by=ugo)
    vote_for(second, by=colleague)
    merging.merge(second, into=first, by=author)
    # Ugo, once; Gia, who asked it too; not Colleague, whose question it is.
    assert _voices(first) == 2
    with pytest.raises(PermissionDenied, match="asked the same"):
        vote_for(first, by=gia)
    with pytest.raises(PermissionDenied, match="joined"):
        vote_for(second, by=author)
    merging.undo_merge(second, by=author)
    assert (_voices(first), _voices(second)) == (1, 2)
    with pytest.raises(ValidationError, match="already"):
        merging.undo_merge(BroadcastQuestion.objects.get(pk=second.pk), by=author)


def test_the_answer_is_for_all_who_asked_and_each_is_told_once(sent, author, colleague, lab, run_jobs, as_):
    gia, ugo = a_person("Gia Blu"), a_person("Ugo Neri")
    for person in (gia, ugo):
        add_member(lab, by=author, person=person)
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=gia, body="And on Friday?")
    third = asked.ask(sent, by=ugo, body="Friday as well?")
    merging.merge(third, into=second, by=author)
    merging.merge(second, into=first, by=author)
    run_jobs()
    told = Notification.objects.filter(activity__verb=merging.MERGED)
    assert sorted(told.values_list("recipient", flat=True)) == sorted([gia.pk, ugo.pk])
    page = as_(gia).get(f"/broadcasts/{sent.pk}/questions/").text
    assert page.index("Also on Fridays?") < page.index("And on Friday?") < page.index("Friday as well?")
    assert page.count("data-vote-count") == 1
    with pytest.raises(PermissionDenied, match="answer that one"):
        asked.answer(second, by=author, words="No.")
    asked.answer(first, by=author, words="Yes, also then.")
    run_jobs()
    told = Notification.objects.filter(activity__verb=asked.ANSWERED, reason="reply")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([colleague.pk, gia.pk, ugo.pk])


def test_a_question_stands_by_itself_again_when_the_one_it_was_joined_into_is_deleted(sent, author, colleague, as_):
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=colleague, body="And on Friday?")
    merging.merge(second, into=first, by=author)
    delete_entry(first, by=colleague)
    page = as_(author).get(f"/broadcasts/{sent.pk}/questions/").text
    assert "And on Friday?" in page
    assert "Also on Fridays?" not in page
    asked.answer(BroadcastQuestion.objects.get(pk=second.pk), by=author, words="Yes.")


def test_what_cannot_be_joined_says_why(sent, author, colleague, lab, as_):
    other = actions.publish_broadcast(by=author, title="Fans on", body="At nine.", aim=Aim(spaces=[lab]))
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=colleague, body="And on Friday?")
    elsewhere = asked.ask(other, by=colleague, body="Nine sharp?")
    with pytest.raises(PermissionDenied, match="who sent it"):
        merging.merge(second, into=first, by=colleague)
    for into in (second, elsewhere):
        with pytest.raises(PermissionDenied, match="another question"):
            merging.merge(second, into=into, by=author)
    asked.answer(first, by=author, words="Yes.")
    first.refresh_from_db()
    with pytest.raises(PermissionDenied, match="answer of its own"):
        merging.merge(first, into=second, by=author)
    merging.merge(second, into=first, by=author)
    third = asked.ask(sent, by=colleague, body="Fridays?")
    with pytest.raises(PermissionDenied, match="part the two"):
        merging.merge(third, into=BroadcastQuestion.objects.get(pk=second.pk), by=author)
    address = f"/broadcasts/questions/{third.pk}/merge/"
    assert as_(colleague).get(address).status_code == 403
    assert as_(author).post(address, {"into": elsewhere.pk}).status_code == 404


def test_the_same_is_found_by_its_words_joined_and_parted_on_the_page(sent, author, colleague, as_):
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    asked.ask(sent, by=colleague, body="What about the cellar?")
    second = asked.ask(sent, by=colleague, body="And on Friday?")
    client, address = as_(author), f"/broadcasts/questions/{second.pk}/merge/"
    found = client.get(f"{address}?q=friday").text
    assert f'value="{first.pk}"' in found
    assert "cellar" not in found
    assert "No other question has these words" in client.get(f"{address}?q=nobody").text
    shown = client.post(address, {"into": first.pk}, follow=True).text
    assert "The two are one now" in shown
    shown = client.post(f"/broadcasts/questions/{second.pk}/part/", follow=True).text
    assert "apart again" in shown
    assert BroadcastQuestion.objects.get(pk=second.pk).merged_into is None
    assert "parted already" in client.post(f"/broadcasts/questions/{second.pk}/part/", follow=True).text


def test_programs_join_and_part_questions(sent, author, colleague, as_):
    first = asked.ask(sent, by=colleague, body="Also on Fridays?")
    second = asked.ask(sent, by=colleague, body="And on Friday?")
    client = as_(author)
    address = f"/api/v1/broadcast-questions/{second.pk}/merge"
    told = client.put(address, {"into": first.pk}, content_type="application/json").json()
    assert [one["id"] for one in told["joined"]] == [second.pk]
    listed = client.get(f"/api/v1/broadcasts/{sent.pk}/questions").json()["items"]
    assert [(one["id"], [part["body"] for part in one["joined"]]) for one in listed] == [(first.pk, ["And on Friday?"])]
    assert client.delete(address).json()["joined"] == []
    assert as_(colleague).put(address, {"into": first.pk}, content_type="application/json").status_code == 403


def test_the_list_costs_the_same_however_many_ask_the_same(sent, author, colleague, as_, queries_stay_flat):
    reader = as_(colleague)

    def one_more():
        first, second = (asked.ask(sent, by=person, body="And then?") for person in (author, colleague))
        merging.merge(second, into=first, by=author)

    queries_stay_flat(lambda: reader.get(f"/broadcasts/{sent.pk}/questions/"), one_more)
