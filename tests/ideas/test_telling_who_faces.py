"""What a customer company asked or voted for is delivered: who faces it is told once, and so is its customer system."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.actions import publish_post
from forum import actions as forum
from ideas import actions
from ideas.models import Heard
from ideas.releases.facing import Part, tell_customer_system, voices_of_facing
from ideas.releases.hearing import _who_reads
from ideas.releases.telling import lines_of
from intranet.accounts.actions import face_company, stop_facing_company
from intranet.accounts.models import CompanyAssignment, User
from intranet.activity.models import Activity
from intranet.api.webhooks.actions import add_webhook
from intranet.api.webhooks.payload import payload
from intranet.content.actions import delete_entry
from intranet.conversation.votes import vote_for
from tests.factories import a_customer

from .test_delivered_without_release import become, come_out, deliver, run_everything, told

pytestmark = pytest.mark.django_db
VERB = "ideas.company.delivered"


@pytest.fixture
def facing(outsider, acme, admin):
    """Cleo faces Acme, of which Dora is."""
    face_company(outsider, acme, by=admin)
    return outsider


def webhooks() -> list[tuple[int, int]]:
    return [(one.subject_id, one.details["entry"]) for one in Activity.objects.filter(verb=VERB).order_by("pk")]


def sent(by, scope="org", space=None):
    webhook, _secret = add_webhook(by=by, url="https://crm.example.com/", scope=scope, space=space, verbs=["*"])
    found = payload(webhook, Activity.objects.get(verb=VERB))
    return found["data"] if found is not None else None


def test_who_faces_the_company_hears_once_whichever_way_it_is_delivered(idea, facing, author, porch, acme):
    deliver(idea, by=author)
    run_everything()
    come_out(porch, idea, by=author)
    run_everything()
    assert [words.split(". ")[0] for words in told(facing)] == [f"“{idea.title}” is delivered: Acme asked for it"]
    assert webhooks() == [(acme.pk, idea.pk)]


def test_votes_of_its_people_and_votes_given_for_it_are_one_message_of_a_release(
    open_board, facing, author, colleague, customer, acme, porch, admin
):
    face_company(colleague, acme, by=admin)
    wish = actions.suggest(open_board, by=author, title="A louder bell", body="x")
    vote_for(wish, by=customer)
    actions.vote_for_company(wish, acme, by=colleague, where="on the phone")
    come_out(porch, wish, by=author)
    run_everything()
    assert told(facing) == ["“A louder bell” is delivered: Acme voted for it."]
    [line] = told(colleague)
    assert "you voted for it for a company" in line
    assert line.count("Acme voted for it") == 1
    assert webhooks() == [(acme.pk, wish.pk)]


def test_nobody_is_told_who_faces_another_company_or_wrote_the_release(idea, author, colleague, borealis, acme, admin):
    face_company(colleague, borealis, by=admin)
    face_company(author, acme, by=admin)
    deliver(idea, by=author)
    run_everything()
    assert told(colleague) == told(author) == []


def test_a_private_voice_is_told_to_who_faces_the_company_and_to_no_webhook(
    open_board, facing, author, acme, colleague, admin
):
    wish = actions.suggest(open_board, by=author, title="A louder bell", body="x")
    face_company(colleague, acme, by=admin)
    actions.vote_for_company(wish, acme, by=colleague, where="on the phone", private=True)
    deliver(wish, by=author)
    run_everything()
    assert "Acme voted for it" in told(facing)[0]
    assert webhooks() == []


def test_an_idea_of_a_closed_space_is_told_neither_to_who_does_not_read_it_nor_to_a_webhook(
    lab, inside, porch, author, facing, customer
):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="Slow to wake", body="Is it only ours?")
    become(topic, inside, by=author)
    deliver(inside, by=author)
    run_everything()
    assert told(facing) == []
    assert webhooks() == []


def test_the_company_is_named_to_who_faces_it_still(idea, facing, author, admin):
    deliver(idea, by=author)
    run_everything()
    stop_facing_company(CompanyAssignment.objects.get(person=facing), by=admin)
    assert all("Acme" not in words for words in told(facing))


def test_the_customer_system_is_sent_the_company_and_what_it_asked_for(idea, author, lab, admin, acme):
    deliver(idea, by=author)
    said = sent(admin)
    assert said["actor"] is None
    assert said["company"]["id"] == acme.pk
    assert (said["entry"]["id"], said["entry"]["title"]) == (idea.pk, idea.title)
    assert sent(admin, "public") is None
    assert sent(author, "space", lab) is None


def test_of_what_was_deleted_since_the_customer_system_is_sent_no_word(idea, author, admin):
    deliver(idea, by=author)
    delete_entry(idea, by=idea.author)
    assert sent(admin)["entry"] == {"id": idea.pk, "gone": True}


def test_many_companies_cost_no_more_questions_to_name(open_board, author, colleague, facing, acme, borealis, admin):
    face_company(facing, borealis, by=admin)

    def questions(*companies) -> int:
        wish = actions.suggest(open_board, by=author, title=f"Wish of {len(companies)}", body="x")
        for company in companies:
            vote_for(wish, by=a_customer(f"Buyer of {company}", handle=f"b{wish.pk}{company.pk}", company=company))
        deliver(wish, by=author)
        heard = list(Heard.objects.filter(person=facing, entry=wish))
        person = User.objects.get(pk=facing.pk)
        with CaptureQueriesContext(connection) as asked:
            [line] = lines_of(heard, {person}).values()
        assert all(f"{company} voted for it" in line for company in companies)
        return len(asked)

    assert questions(acme) == questions(acme, borealis)


def test_what_was_asked_where_who_faces_the_company_does_not_read_is_not_told(lab, open_board, facing, author, acme):
    post = publish_post(by=author, body="Slow to wake.", audience=lab.audience)
    wish = actions.suggest(open_board, by=author, title="A louder bell", body="x")
    part = Part(acme.pk, wish.pk, "company_asked", post.pk)
    assert voices_of_facing([part], _who_reads) == []
    tell_customer_system([part], {wish.pk: wish})
    assert webhooks() == []
    open_part = Part(acme.pk, wish.pk, "company_asked", wish.pk)
    assert [one.person for one in voices_of_facing([open_part], _who_reads)] == [facing.pk]


def test_of_a_company_that_asked_and_voted_it_is_said_that_it_asked(idea, facing, author, customer):
    vote_for(idea, by=customer)
    deliver(idea, by=author)
    heard = Heard.objects.get(person=facing)
    assert {part for part, *_rest in heard.parts} == {"company_asked", "company_voted"}
    assert lines_of([heard], {facing}) == {heard.pk: f"“{idea.title}” is delivered: Acme asked for it."}
