"""Notes of the staff about an idea: no road leads from them to somebody outside."""

from __future__ import annotations

import secrets
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import NoReverseMatch
from django.utils.timezone import now

from ideas.models import Idea, Note
from intranet.accounts.actions import create_token
from intranet.accounts.actions.own_data import ask_for_copy
from intranet.content.actions import edit_entry
from intranet.conversation.notes.actions import add_note
from intranet.notifications.models import Notification
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.spaces.audiences import audiences_of, forget, people_in
from intranet.spaces.models import Membership
from tests import factories
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(6)}"


@pytest.fixture
def agency_guest(porch, lab):
    person = factories.a_person("Tina Berti", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    for space in (porch, lab):
        Membership.objects.create(space=space, person=person)
    return person


@pytest.fixture
def noted(idea, colleague, author, customer, canary, after_commit, run_jobs) -> Note:
    """Ben notes something that names Ada and, unwisely, the customer."""
    forget(colleague)
    with after_commit():
        note = add_note(idea, by=colleague, body=f"{canary} first, @ada @dora. #{canary}tag")
        edit_entry(note, by=colleague, body=f"{canary} second, @ada @dora. #{canary}tag")
    run_jobs()
    return note


NUMBERED = {"entry_id", "idea_id", "note_id", "comment_id", "pk", "board_id"}


def asked_about(note: Note, canary: str) -> list[str]:
    found = []
    for address in addresses():
        if not set(address.arguments) & NUMBERED:
            continue
        for number in (note.pk, note.root_id):
            known = dict.fromkeys(NUMBERED, number) | {"slug": "wake-up-sooner", "number": 1, "older": 0, "newer": 1}
            try:
                found.append(address.at(known))
            except NoReverseMatch:
                continue
    board = Idea.objects.get(pk=note.root_id).board
    half = canary[:9]
    listed = [
        "/", "/ideas/", board.get_absolute_url(), f"/ideas/b/{board.pk}/export.csv", f"/ideas/?q={half}",
        f"/search/?q={half}", f"/search/?q={half}&kind=ideas.note", f"/api/v1/search?q={half}", f"/palette/?q={half}",
        f"/tags/suggest/?q={half}", "/tags/", "/inbox/", "/sitemap.xml", "/people/public/ben/",
    ]  # fmt: skip
    return [*dict.fromkeys(found), *listed]


@pytest.mark.parametrize("who", ["guest", "customer", "agency_guest"])
def test_no_road_leads_from_a_note_to_somebody_outside(who, noted, canary, request, as_):
    person = request.getfixturevalue(who)
    client, heard = as_(person), []
    token = create_token(person, by=person, name="x")[1] if person.is_authenticated else ""
    program = Client(headers={"authorization": f"Bearer {token}"})
    for path in asked_about(noted, canary):
        asking = program if token and path.startswith("/api/") else client
        response = asking.get(path, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if canary.encode() in body.lower() or canary in str(response.headers).lower():
            heard.append(path)
    assert heard == []


def test_the_staff_meet_it_on_the_page_and_by_searching(noted, canary, as_, outsider):
    client = as_(outsider)
    assert canary in client.get(noted.get_absolute_url(), follow=True).content.decode()
    assert canary in client.get(f"/search/?q={canary}&kind=ideas.note").content.decode()


def test_no_frame_notice_mail_or_copy_of_their_data_says_it_to_somebody_outside(
    noted, canary, customer, agency_guest, colleague, author, run_jobs, settings, tmp_path
):
    settings.MEDIA_ROOT = settings.DATA = tmp_path
    said = [frame for frame in Frame.objects.all() if noted.key in str(frame.payload) or canary in str(frame.payload)]
    assert said
    for frame in said:
        for person in (customer, agency_guest):
            forget(person)
            assert not may_follow(person, frame.stream), (frame.stream, frame.event)
    assert may_follow(colleague, f"notes_{noted.root_id}")
    told = Notification.objects.filter(entry=noted.pk)
    assert author.pk in told.values_list("recipient", flat=True)
    assert set(told.values_list("recipient__kind", flat=True)) == {"staff"}
    assert not any(canary in f"{letter.subject}{letter.body}" for letter in mail.outbox if "dora" in str(letter.to))
    copy = ask_for_copy(customer, by=customer)
    run_jobs()
    copy.refresh_from_db()
    with ZipFile(BytesIO(default_storage.open(copy.path).read())) as archive:
        assert not any(canary.encode() in archive.read(name) for name in archive.namelist())


def test_beside_an_idea_of_a_closed_space_only_its_staff_write_and_read(
    inside, colleague, author, outsider, agency_guest, as_
):
    forget(colleague)
    note = add_note(inside, by=colleague, body="Among us of the Lab.")
    assert note.audience == f"inside_{inside.space_id}"
    for person, reads in ((author, True), (colleague, True), (outsider, False), (agency_guest, False)):
        forget(person)
        assert (note.audience in audiences_of(person)) is reads
        assert people_in(note.audience).filter(pk=person.pk).exists() is reads
    for person in (outsider, agency_guest):
        with pytest.raises(PermissionDenied):
            add_note(inside, by=person, body="Let me in")
        assert as_(person).get(f"/notes/{note.pk}/").status_code == 404
