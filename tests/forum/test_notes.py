"""Notes of the staff beside a topic: they never reach a customer, by any road."""

from __future__ import annotations

import secrets
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from forum import actions
from forum.models import Note, Topic
from intranet.accounts.actions import create_token
from intranet.accounts.actions.own_data import ask_for_copy
from intranet.content.actions import delete_entry, edit_entry
from intranet.conversation.actions import react
from intranet.conversation.notes.actions import add_note
from intranet.notifications.models import Notification
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership
from tests import factories
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(6)}"


@pytest.fixture
def agency_guest(porch):
    person = factories.a_person("Tina Berti", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    Membership.objects.create(space=porch, person=person)
    return person


@pytest.fixture
def noted(topic, answered, colleague, author, customer, canary, after_commit, run_jobs) -> Note:
    """Ben notes something that names Ada and, unwisely, the customer; it is changed, reacted to, and one is deleted."""
    with after_commit():
        note = add_note(topic, by=colleague, body=f"{canary} first, @ada @dora. #{canary}tag")
        edit_entry(
            note, by=colleague, body=f"{canary} second, @ada @dora. #{canary}tag [it](https://x.example/{canary})"
        )
        react(note, by=author, sort="agree")
        gone = add_note(topic, by=colleague, body=f"{canary} gone")
        delete_entry(gone, by=colleague)
    run_jobs()
    return note


NUMBERED = {"entry_id", "topic_id", "answer_id", "note_id", "comment_id", "post_id", "pk"}


def asked_about(note: Note, canary: str) -> list[str]:
    """Every address that takes the number of an entry, with that of the note and of its topic; and what lists, finds
    and counts."""
    found = []
    for address in addresses():
        taken = set(address.arguments)
        if not taken & NUMBERED:
            continue
        for number in (note.pk, note.root_id):
            known = dict.fromkeys(NUMBERED, number) | {"slug": "slow-to-wake-up", "number": 1, "older": 0, "newer": 1}
            try:
                found.append(address.at(known))
            except NoReverseMatch:
                continue
    half = canary[:9]
    return [
        *dict.fromkeys(found),
        "/",
        "/community/",
        "/community/c/terminals/",
        f"/community/?q={half}",
        f"/search/?q={half}",
        f"/search/?q={half}&kind=forum.note",
        f"/api/v1/search?q={half}",
        f"/palette/?q={half}",
        f"/search/complete/?q={half}",
        f"/tags/suggest/?q={half}",
        "/tags/",
        f"/entries/cards/?id={note.pk}",
        f"/api/v1/entries/{note.root_id}/comments",
        "/inbox/",
        "/sitemap.xml",
        "/community/feed.atom",
        "/people/ben/",
        "/people/public/ben/",
    ]


@pytest.mark.parametrize("who", ["guest", "customer", "other_customer", "agency_guest"])
def test_no_road_leads_from_a_note_to_somebody_who_is_not_of_the_staff(who, noted, canary, request, as_):
    person = request.getfixturevalue(who)
    client, heard = as_(person), []
    token = create_token(person, by=person, name="x")[1] if person.is_authenticated else ""
    program = Client(headers={"authorization": f"Bearer {token}"})
    for path in asked_about(noted, canary):
        asking = program if token and path.startswith("/api/") else client
        for response in (asking.get(path, follow=True), asking.get(path, headers={"HX-Request": "true"})):
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if canary.encode() in body.lower() or canary in str(response.headers).lower():
                heard.append(path)
    assert heard == []


def test_the_staff_meet_it_so_that_the_silence_means_something(noted, canary, as_, author):
    client = as_(author)
    assert canary in client.get(noted.root.get_absolute_url(), follow=True).content.decode()
    assert canary in client.get(f"/entries/{noted.pk}/history/").content.decode()
    assert canary in client.get(f"/search/?q={canary}&kind=forum.note").content.decode()


def test_no_frame_that_a_customer_may_follow_says_anything_of_a_note(noted, canary, customer, agency_guest, colleague):
    said = [frame for frame in Frame.objects.all() if noted.key in str(frame.payload) or canary in str(frame.payload)]
    assert said
    for frame in said:
        for person in (customer, agency_guest):
            forget(person)
            assert not may_follow(person, frame.stream), (frame.stream, frame.event)
    assert may_follow(colleague, f"notes_{noted.root_id}")
    assert not may_follow(customer, f"notes_{noted.root_id}")


def test_nobody_outside_is_notified_mailed_or_given_it_in_their_own_data(
    noted, canary, customer, agency_guest, author, run_jobs, settings, tmp_path
):
    settings.MEDIA_ROOT = settings.DATA = tmp_path
    told = Notification.objects.filter(entry=noted.pk)
    assert author.pk in told.values_list("recipient", flat=True)
    assert set(told.values_list("recipient__kind", flat=True)) == {"staff"}
    assert not any(canary in f"{letter.subject}{letter.body}" for letter in mail.outbox if "dora" in str(letter.to))
    copy = ask_for_copy(customer, by=customer)
    run_jobs()
    copy.refresh_from_db()
    with ZipFile(BytesIO(default_storage.open(copy.path).read())) as archive:
        assert not any(canary.encode() in archive.read(name) for name in archive.namelist())


def test_nothing_that_is_counted_or_dated_moves(topic, answered, colleague):
    before = Topic.objects.filter(pk=topic.pk).values().get()
    note = add_note(topic, by=colleague, body="Among us.")
    assert Topic.objects.filter(pk=topic.pk).values().get() == before
    edit_entry(note, by=colleague, body="Among us still.")
    delete_entry(note, by=colleague)
    assert Topic.objects.filter(pk=topic.pk).values().get() == before


def test_customers_write_none_and_a_colleague_changes_nobody_elses(topic, noted, customer, author, agency_guest, as_):
    for person in (customer, agency_guest):
        with pytest.raises(PermissionDenied):
            add_note(topic, by=person, body="Let me in")
        assert as_(person).post(reverse("conversation:notes", args=[topic.pk]), {"body": "x"}).status_code == 403
    assert as_(author).post(reverse("conversation:edit-note", args=[noted.pk]), {"body": "x"}).status_code == 403
    with pytest.raises(ValidationError):
        add_note(topic, by=author, body="  ")


def test_a_note_is_written_on_the_page_and_sent_twice_it_is_there_once(topic, colleague, as_):
    sent = {"body": "Known since Monday.", "client_id": "6a1f8a1e-6a7e-4d0e-9b58-3a6f0b6f7c11"}
    client, address = as_(colleague), reverse("conversation:notes", args=[topic.pk])
    first = client.post(address, sent, headers={"HX-Request": "true"})
    assert first.status_code == 201
    assert "Staff only" in first.content.decode()
    assert client.post(address, sent).status_code == 302
    assert Note.objects.count() == 1
    assert client.post(address, {"body": ""}).status_code == 422


def test_who_answers_and_who_has_noted_before_hear_of_the_next(
    topic, colleague, author, outsider, after_commit, run_jobs
):
    Topic.objects.filter(pk=topic.pk).update(assignee=outsider)
    add_note(topic, by=author, body="First.")
    with after_commit():
        second = add_note(topic, by=colleague, body="Second.")
    run_jobs()
    told = Notification.objects.filter(entry=second.pk).values_list("recipient", flat=True)
    assert set(told) == {author.pk, outsider.pk}


def test_naming_somebody_in_a_note_does_not_make_them_known_to_customers(topic, noted, customer):
    """Whoever only noted something there takes no part in what customers read."""
    from intranet.content.texts import people_taking_part

    only_noted = factories.a_person("Nora Fini", handle="nora")
    add_note(topic, by=only_noted, body="Mine.")
    assert only_noted not in people_taking_part(topic)
    answer = actions.answer(Topic.objects.get(pk=topic.pk), by=customer, body="Thanks @nora")
    assert "data-mention" not in answer.body_html or f"{only_noted.pk}" not in answer.body_html
