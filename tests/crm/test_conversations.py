"""What companies say, for the customer system: as the token's owner may read it, in the order in which it changed."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from forum import actions as forum
from forum.actions import centre
from ideas import actions as ideas
from ideas.actions.voices import vote_for_company
from ideas.sealing.actions import suggest_sealed
from intranet.accounts.actions import change_company, face_company
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.notes.actions import add_note
from intranet.conversation.votes import vote_for
from intranet.crm.models import Contact
from intranet.spaces.audiences import forget
from tests.forum.centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db
SAID = "/crm/conversations"


@pytest.fixture
def numbered(acme, borealis, customer, admin):
    change_company(acme, by=admin, external_id="K-1")
    change_company(borealis, by=admin, external_id="K-2")
    Contact.objects.create(external_id="C-1", person=customer, company=acme, email=customer.email, external_at=now())


@pytest.fixture
def topic(porch, author, customer):
    category = forum.make_category(porch, by=author, name="Terminals")
    return forum.ask(category, by=customer, title="Slow to wake up", body="Four seconds.")


@pytest.fixture
def later():
    """What was written just now is told a moment later."""
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        yield


def items(ask, query: str = "") -> list[dict]:
    status, told = ask("GET", SAID + query)
    assert status == 200, told
    return told["items"]


def test_a_question_and_its_answer_are_told_with_the_numbers(numbered, topic, colleague, crm):
    forum.answer(topic, by=colleague, body="It is the sensor.")
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        question, answer = items(crm, "?company=K-1")
    assert question["company"] == {"external_id": "K-1", "name": "Acme"}
    assert question["author"] == {"external_id": "C-1", "name": "Dora Neri", "side": "customer"}
    assert (question["kind"], question["title"], question["thread"]) == ("forum.topic", topic.title, topic.pk)
    assert answer["author"] == {"external_id": "", "name": "Ben Rossi", "side": "house"}
    assert (answer["kind"], answer["body"], answer["thread"]) == ("forum.answer", "It is the sensor.", topic.pk)


def test_what_is_being_written_now_waits_a_moment(numbered, topic, crm):
    assert items(crm) == []


def test_a_private_thread_is_told_to_who_reads_it_and_its_notes_to_no_system(
    numbered, lab, author, acme, customer, admin, asks
):
    a_desk(lab, author)
    thread = a_thread(customer)
    centre.reply(thread, by=author, body="We look into it.")
    add_note(thread, by=author, body="They pay late.")
    face_company(author, acme, by=admin)
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        told = items(asks(author))
        assert sorted(line["kind"] for line in told) == ["forum.enquiry", "forum.reply"]
        assert next(line for line in told if line["kind"] == "forum.enquiry")["facts"]["company_external_id"] == "K-1"
        assert "pay late" not in json.dumps(told)
        assert items(asks(admin)) == [], "an admin reads no closed space by being admin"


@pytest.mark.parametrize("who", ["customer", "outsider", "moderator", "colleague"])
def test_who_faces_nobody_takes_nothing_along(numbered, topic, asks, who, request):
    assert asks(request.getfixturevalue(who))("GET", SAID)[0] == 403


def test_who_faces_one_company_takes_along_that_one_alone(
    numbered, topic, acme, borealis, outsider, admin, asks, later
):
    face_company(outsider, borealis, by=admin)
    assert items(asks(outsider)) == []
    assert asks(outsider)("GET", f"{SAID}?company=K-1")[0] == 404


def test_a_page_follows_the_other_and_nothing_is_told_twice(numbered, porch, author, customer, crm):
    category = forum.make_category(porch, by=author, name="Terminals")
    asked = [forum.ask(category, by=customer, title=f"Question {n}", body="Please.") for n in range(5)]
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        found, query = [], "?limit=2"
        while query:
            _status, told = crm("GET", SAID + query)
            found += [line["id"] for line in told["items"]]
            query = f"?limit=2&cursor={told['next']}" if told["next"] else ""
            since = told["since"]
        assert found == [topic.pk for topic in asked]
        assert items(crm, f"?cursor={since}") == []
        Entry.objects.filter(pk=asked[1].pk).update(edited_at=now())
    with time_machine.travel(now() + timedelta(minutes=3), tick=False):
        assert [line["id"] for line in items(crm, f"?cursor={since}")] == [asked[1].pk]


def test_that_something_is_gone_is_told_without_its_words(numbered, topic, customer, crm):
    delete_entry(topic, by=customer)
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        (line,) = items(crm)
    assert (line["gone"], line["id"]) == (True, topic.pk)
    assert "Slow" not in json.dumps(line)


def test_votes_are_told_and_a_private_companys_only_to_who_may_know(
    numbered, porch, author, colleague, customer, acme, borealis, admin, asks
):
    board = ideas.make_board(porch, by=author, name="Wishes")
    idea = ideas.suggest(board, by=author, title="Wake up sooner")
    vote_for(idea, by=customer)
    face_company(colleague, borealis, by=admin)
    vote_for_company(idea, borealis, by=colleague, where="By telephone", private=True)
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        by_admin = [line for line in items(asks(admin)) if line["kind"] == "ideas.vote"]
        assert [line["company"]["external_id"] for line in by_admin] == ["K-1"]
        assert "Borealis" not in json.dumps(by_admin)
        (told,) = items(asks(colleague))
    assert (told["company"]["external_id"], told["facts"]) == ("K-2", {"on_behalf": True})


def test_who_spoke_without_a_name_is_in_no_line(numbered, porch, author, customer, crm):
    board = ideas.make_board(porch, by=author, name="Wishes")
    suggest_sealed(board, by=customer, title="The night shift", body="It is too long.", at_once=True)
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        assert items(crm) == []


def test_as_lines_and_as_a_table_that_no_spreadsheet_runs(numbered, porch, author, customer, crm):
    category = forum.make_category(porch, by=author, name="Terminals")
    forum.ask(category, by=customer, title="=SUM(A1)", body="One\nTwo")
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        lines = crm("GET", f"{SAID}?format=jsonl")[1].splitlines()
        table = crm("GET", f"{SAID}?format=csv")[1]
    assert json.loads(lines[0])["title"] == "=SUM(A1)"
    (row,) = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert (row["title"], row["company_external_id"], row["author_external_id"]) == ("'=SUM(A1)", "K-1", "C-1")
    assert row["cursor"] == json.loads(lines[0])["cursor"]


@pytest.mark.parametrize("query", ["?cursor=nonsense", "?cursor=2026-11-02_1_1", "?cursor=2026-11-02T09:00:00Z_x_1"])
def test_a_cursor_that_is_none_of_ours_is_refused(crm, query):
    assert crm("GET", SAID + query)[0] == 400


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    numbered, porch, lab, author, acme, customer, admin, asks, queries_stay_flat
):
    category = forum.make_category(porch, by=author, name="Terminals")
    a_desk(lab, author)
    face_company(author, acme, by=admin)
    ask = asks(author)

    def grow():
        topic = forum.ask(category, by=customer, title="Why", body="Please.")
        forum.answer(topic, by=author, body="So.")
        thread = a_thread(customer)
        forget(author)
        centre.reply(thread, by=author, body="So.")
        Entry.objects.update(published_at=now() - timedelta(hours=1))

    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        queries_stay_flat(lambda: ask("GET", f"{SAID}?limit=500"), grow)
