"""Who keeps the house in step with a customer system, and who takes along what companies said; docs/permissions.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from forum.actions import centre
from ideas import actions as ideas
from ideas.boards.readers import change_readers
from ideas.privacy.actions import suggest_privately
from intranet.accounts.actions import face_company
from intranet.content.models import Entry
from intranet.conversation.notes.actions import add_note
from intranet.crm import syncing
from intranet.crm.exporting.lines import lines_for
from intranet.crm.models import Contact
from intranet.crm.policies import can_export
from intranet.spaces.audiences import forget
from tests.forum.centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db


def a_row(number: str, minutes: int = 0, **said):
    return {"external_id": number, "updated_at": f"2026-11-02T09:{minutes:02}:00Z", **said}


def send(what, by, **row):
    return what([row], by=by, token="")[1][0]


def test_176_admins_keep_in_step_and_what_is_older_or_gone_takes_nothing_away(admin, author, moderator, customer, acme):
    for person in (author, moderator, customer):
        with pytest.raises(PermissionDenied):
            send(syncing.companies, person, **a_row("K-1", name="Acme"))
    assert send(syncing.companies, admin, **a_row("K-1", 5, name="Acme")).outcome == "changed"
    assert send(syncing.companies, admin, **a_row("K-1", 1, name="Old")).outcome == "unchanged"
    send(syncing.companies, admin, **a_row("K-1", 6, archived=True))
    acme.refresh_from_db()
    customer.refresh_from_db()
    assert (acme.name, acme.archived_at is not None) == ("Acme", True)
    assert (customer.is_active, customer.company) == (True, acme)


def test_177_an_account_is_a_contacts_when_it_has_proved_the_address(
    admin, author, customer, other_customer, acme, borealis
):
    send(syncing.companies, admin, **a_row("K-1", name="Acme"))
    send(syncing.people, admin, **a_row("C-1", email=customer.email, company="K-1"))
    assert Contact.objects.get().person is None
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True)
    send(syncing.people, admin, **a_row("C-1", 1, email=customer.email, company="K-1"))
    assert Contact.objects.get().person == customer
    for person in (author, other_customer):
        EmailAddress.objects.create(user=person, email=person.email, verified=True)
        assert send(syncing.people, admin, **a_row("C-2", email=person.email, company="K-1")).outcome == "refused"
    other_customer.refresh_from_db()
    assert other_customer.company == borealis


def test_178_who_faces_a_company_takes_along_what_they_may_read(
    lab, admin, author, outsider, moderator, customer, acme
):
    a_desk(lab, author)
    thread = a_thread(customer)
    forget(author)
    centre.reply(thread, by=author, body="We look into it.")
    add_note(thread, by=author, body="They pay late.")
    face_company(author, acme, by=admin)
    for person in (outsider, moderator, customer):
        assert not can_export(person)
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        forget(author)
        assert {line["kind"] for line in lines_for(author, limit=10)} == {"forum.enquiry", "forum.reply"}
        assert lines_for(admin, limit=10) == []


def test_179_who_reads_a_board_is_changed_with_everything_on_it_and_opens_nothing_private(
    porch, lab, author, colleague, moderator, customer, guest
):
    board = ideas.make_board(porch, by=author, name="Contracts", readers="customers")
    inside = ideas.make_board(lab, by=author, name="Lab ideas")
    idea = ideas.suggest(board, by=customer, title="Longer cable")
    private = suggest_privately(board, by=customer, title="Between us")

    def reads(person, entry) -> bool:
        return Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()

    for person in (colleague, moderator, customer):
        with pytest.raises(PermissionDenied):
            change_readers(board, by=person, readers="everyone")
    with pytest.raises(ValidationError):
        change_readers(inside, by=author, readers="customers")
    assert change_readers(board, by=author, readers="everyone")
    assert (reads(guest, idea), reads(guest, private)) == (True, False)
    assert change_readers(board, by=author, readers="staff")
    assert (reads(customer, idea), reads(colleague, idea)) == (False, True)
    assert (reads(customer, private), reads(colleague, private)) == (True, False)
