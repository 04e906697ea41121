"""The pages of the private centre, for either side."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.urls import reverse

from forum.actions import centre as actions
from forum.actions import centre_publishing as publishing
from forum.models import Desk, Duty, Enquiry, Note, OfficeHours, Publication, Topic
from intranet.conversation.notes.actions import add_note

from .centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(lab, author):
    return a_desk(lab, author)


@pytest.fixture
def thread(desk, customer):
    return a_thread(customer)


def url(name, *args):
    return reverse(f"forum:{name}", args=args)


def words(response) -> str:
    return response.content.decode()


def test_a_customer_writes_to_a_team_and_reads_when_an_answer_comes(desk, as_, customer):
    client = as_(customer)
    assert "Nothing is open" in words(client.get(url("centre")))
    assert "within 8 hours" in words(client.get(url("enquire")))
    OfficeHours(days=[0, 1, 2, 3, 4], opens=time(9), closes=time(17)).save()
    assert "within 1 working day" in words(client.get(url("enquire")))
    sent = client.post(url("enquire"), {"desk": desk.pk, "subject": "Asleep", "body": "Since Monday."}, follow=True)
    page = words(sent)
    assert "You have an answer by" in page
    assert "Since Monday." in page
    assert "Asleep" in words(client.get(url("centre")))


def test_what_was_typed_stays_where_something_is_missing(desk, as_, customer):
    sent = as_(customer).post(url("enquire"), {"desk": desk.pk, "subject": "", "body": "Since Monday."})
    assert sent.status_code == 422
    assert "Since Monday." in words(sent)


def test_no_page_of_a_customer_has_a_note_a_taker_or_a_firm_card(thread, as_, customer, colleague, author):
    add_note(thread, by=colleague, body="CANARY-33")
    actions.assign(thread, by=author, to=author)
    client = as_(customer)
    for name, args in (("centre", ()), ("enquiry", (thread.number,)), ("enquiry-after", (thread.number,))):
        page = words(client.get(url(name, *args)))
        assert "CANARY-33" not in page
        assert "side_" not in page
        assert author.name not in page
    assert "CANARY-33" in words(as_(colleague).get(url("enquiry", thread.number)))


@pytest.mark.parametrize("who", ["outsider", "other_customer", "admin", "moderator"])
def test_a_thread_is_not_there_for_whoever_it_is_not_for(thread, as_, request, who):
    client = as_(request.getfixturevalue(who))
    assert client.get(url("enquiry", thread.number)).status_code == 404
    assert client.post(url("enquiry-reply", thread.number), {"body": "x"}).status_code == 404
    assert client.post(url("enquiry-note", thread.number), {"body": "x"}).status_code == 404
    assert thread.title not in words(client.get(url("centre")))


def test_a_guest_is_asked_to_sign_in(thread, as_, guest):
    assert as_(guest).get(url("enquiry", thread.number)).status_code == 302


def test_a_customer_can_do_none_of_the_teams_work(thread, as_, customer):
    client = as_(customer)
    for name in ("take", "give", "hand", "note", "publish"):
        assert client.post(url(f"enquiry-{name}", thread.number), {"body": "x"}).status_code == 403
    assert not Note.objects.exists()


def test_the_team_takes_answers_notes_gives_and_solves(thread, as_, colleague, author):
    client = as_(colleague)
    assert thread.title in words(client.get(url("centre")))
    client.post(url("enquiry-take", thread.number))
    assert thread.title in words(client.get(url("centre") + "?tab=mine"))
    client.post(url("enquiry-note", thread.number), {"body": "Look at this"})
    client.post(url("enquiry-reply", thread.number), {"body": "Wake it."})
    assert thread.title in words(client.get(url("centre") + "?tab=customer"))
    client.post(url("enquiry-give", thread.number), {"person": author.pk})
    client.post(url("enquiry-status", thread.number), {"status": "solved"})
    thread.refresh_from_db()
    assert (thread.assignee, thread.status) == (author, "solved")
    assert "Look at this" in words(client.get(url("enquiry", thread.number)))


def test_the_inbox_is_narrowed_by_team_and_firm(thread, as_, colleague, other_customer, acme, borealis):
    a_thread(other_customer, "From the north")
    page = words(as_(colleague).get(url("centre") + f"?company={borealis.pk}"))
    assert "From the north" in page
    assert thread.title not in page


def test_the_lists_cost_the_same_however_long(desk, as_, colleague, customer, queries_stay_flat):
    for person in (colleague, customer):
        client = as_(person)
        queries_stay_flat(lambda client=client: client.get(url("centre")), lambda: a_thread(customer))


def test_a_thread_costs_the_same_however_much_is_said(thread, as_, colleague, customer, queries_stay_flat):
    for person in (colleague, customer):
        client = as_(person)
        queries_stay_flat(
            lambda client=client: client.get(url("enquiry", thread.number)),
            lambda: actions.reply(thread, by=colleague, body="And"),
        )


def test_the_rota_is_kept_on_a_page_of_its_own(desk, lab, as_, author, colleague):
    client = as_(author)
    assert client.get(url("desk", lab.slug)).status_code == 200
    assert "Help desk" in words(client.get(url("desks")))
    assert client.post(url("desk-duty", lab.slug), {"person": colleague.pk, "weekday": "0"}).status_code == 302
    assert client.post(url("desk-duty", lab.slug), {"person": colleague.pk}).status_code == 422
    client.post(url("desk-off-duty", lab.slug, Duty.objects.get().pk))
    assert not Duty.objects.exists()
    saved = {"name": "Service", "address": "Service", "reply_hours": 4, "is_open": "on"}
    assert client.post(url("desk", lab.slug), saved | {"address": "no good"}).status_code == 422
    client.post(url("desk", lab.slug), saved | {"address": "service"})
    assert Desk.objects.get().name == "Service"
    assert as_(colleague).get(url("desk", lab.slug)).status_code == 403


def test_a_question_is_made_public_with_the_customers_consent(thread, as_, colleague, customer, category, guest):
    ours, theirs = as_(colleague), as_(customer)
    actions.reply(thread, by=colleague, body="Wake it with the key.")
    assert ours.get(url("enquiry-publish", thread.number)).status_code == 200
    said = [thread.pk, thread.discussion.get().pk]
    ours.post(url("enquiry-publish", thread.number), {"category": category.pk, "messages": said})
    draft = Publication.objects.get()
    text = {"category": category.pk, "title": "It sleeps", "question": "How do I wake it?", "answer": "With the key."}
    ours.post(url("publication", draft.pk), text | {"then": "ask"})
    draft.refresh_from_db()
    (consent,) = re.findall(r'"(/centre/consent/[^"]+/)"', words(theirs.get(url("enquiry", thread.number))))
    page = words(as_(guest).get(consent))
    assert "How do I wake it?" in page
    assert "With the key." in page
    answer = {"decision": "approve", "credit": "company", "digest": draft.digest}
    assert theirs.post(consent, answer | {"credit": ""}).status_code == 422
    assert theirs.post(consent, answer, follow=True).status_code == 200
    ours.post(url("publication-decide", draft.pk), {"what": "publish"})
    topic = Topic.objects.get()
    public = words(as_(guest).get(topic.get_absolute_url()))
    assert "somebody of Acme" in public
    assert "Dora" not in public
    assert url("enquiry", thread.number) not in public
    assert url("enquiry", thread.number) in words(ours.get(topic.get_absolute_url()))


def test_a_link_that_was_made_up_leads_nowhere(as_, guest):
    assert as_(guest).get(url("consent", "made-up")).status_code == 404


def test_a_draft_is_not_there_for_others(thread, as_, colleague, category, customer, outsider, admin):
    draft = publishing.draft_publication(thread, by=colleague, category=category)
    assert as_(customer).get(url("publication", draft.pk)).status_code == 403
    for person in (outsider, admin):
        assert as_(person).get(url("publication", draft.pk)).status_code == 404


def test_the_team_begins_a_thread_for_somebody_at_an_address(desk, as_, colleague, customer, outsider):
    client = as_(colleague)
    sent = {"desk": desk.pk, "subject": "Delivery", "body": "It is late."}
    client.post(url("enquire"), sent | {"customer": customer.email})
    assert Enquiry.objects.get().customer == customer
    client.post(url("enquire"), sent | {"customer": "rita@far.example"})
    assert Enquiry.objects.order_by("-pk").first().customer.is_system
    assert as_(outsider).get(url("enquire")).status_code == 403
