"""Staff notes on a person: for those who keep order and who look after a customer; never for the person."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions
from intranet.accounts.models import StaffNote, User
from intranet.activity.models import Activity

# The one is looked for, the other must not come with it.
ASKED, WORD = "Kuckucksuhr", "Zwiebelfisch"


def verbs() -> list[str]:
    return list(
        Activity.objects.filter(verb__startswith="accounts.note.").order_by("pk").values_list("verb", flat=True)
    )


@pytest.fixture
def note(customer, moderator):
    return actions.write_note(customer, f"{ASKED} {WORD}: call before ten.", by=moderator)


def test_moderators_and_admins_write_and_read_notes(note, customer, moderator, admin, as_):
    for person in (moderator, admin):
        assert WORD in as_(person).get("/people/dora/notes/").content.decode()
    as_(admin).post("/people/dora/notes/", {"body": "Likes tea."})
    assert StaffNote.objects.filter(person=customer)[0].body == "Likes tea."


def test_staff_who_face_the_company_do_too_and_other_staff_do_not(note, author, colleague, customer, acme, admin, as_):
    actions.face_company(author, acme, by=admin)
    assert WORD in as_(author).get("/people/dora/notes/").content.decode()
    assert as_(colleague).get("/people/dora/notes/").status_code == 403
    assert as_(colleague).post("/people/dora/notes/", {"body": "x"}).status_code == 403
    assert "notes/" not in as_(colleague).get("/people/dora/").content.decode()


def test_facing_a_company_opens_no_notes_on_colleagues(author, colleague, acme, admin):
    actions.face_company(author, acme, by=admin)
    with pytest.raises(PermissionDenied):
        actions.write_note(colleague, "x", by=author)


def test_nobody_reads_what_is_noted_about_themselves(moderator, admin, customer, note, as_):
    actions.write_note(moderator, f"{ASKED} {WORD} too.", by=admin)
    actions.write_note(admin, f"{ASKED} {WORD} as well.", by=moderator)
    for person, url in ((moderator, "/people/mara/"), (admin, "/people/aldo/"), (customer, "/people/dora/")):
        client = as_(person)
        assert client.get(f"{url}notes/").status_code == 403
        for page in (
            url,
            "/",
            f"/search/?q={ASKED}",
            f"/palette/?q={ASKED}",
            f"/people/?q={ASKED}",
            f"/api/v1{url[:-1]}",
        ):
            assert WORD not in client.get(page).content.decode()
        with pytest.raises(PermissionDenied):
            actions.read_notes(person, by=person)


def test_a_customer_gets_the_same_404_for_notes_on_strangers(note, other_customer, as_):
    assert as_(other_customer).get("/people/dora/notes/").status_code == 404


def test_each_reading_is_logged_once_and_each_writing(note, moderator, customer, as_):
    client = as_(moderator)
    assert verbs() == ["accounts.note.written"]
    client.get("/people/dora/notes/")
    assert verbs() == ["accounts.note.written", "accounts.note.read"]
    client.get("/people/dora/")
    assert len(verbs()) == 2
    client.get("/people/dora/notes/")
    assert verbs()[2:] == ["accounts.note.read"]
    row = Activity.objects.filter(verb="accounts.note.read").first()
    assert (row.actor, row.audited, row.label) == (moderator, True, "Dora Neri")


def test_the_log_says_nothing_of_the_words_and_stands_under_no_ones_own_key(note, customer):
    row = Activity.objects.get(verb="accounts.note.written")
    assert WORD not in str(row.details)
    assert row.subject != customer.key
    assert row.audience == ""


def test_where_there_is_nothing_to_read_nothing_is_logged(colleague, moderator, as_):
    assert as_(moderator).get("/people/ben/notes/").status_code == 200
    assert verbs() == []


def test_deletion_takes_the_words_and_keeps_the_log(note, customer, moderator, author, acme, admin, as_):
    actions.face_company(author, acme, by=admin)
    with pytest.raises(PermissionDenied, match="Only who wrote a note"):
        actions.delete_note(note, by=User.objects.get(pk=author.pk))
    assert as_(moderator).post(f"/people/dora/notes/{note.pk}/delete/").status_code == 302
    assert not StaffNote.objects.exists()
    row = Activity.objects.get(verb="accounts.note.deleted")
    assert (row.details["note"], row.details["author"]) == (note.pk, moderator.pk)
    assert actions.delete_note(note, by=moderator) is False


def test_a_note_is_deleted_only_where_it_stands(note, colleague, admin, as_):
    assert as_(admin).post(f"/people/ben/notes/{note.pk}/delete/").status_code == 404
    assert StaffNote.objects.exists()


@pytest.mark.parametrize("body", ["", "  \n", "x" * 2001])
def test_an_empty_note_and_a_long_one_are_refused(body, customer, moderator, as_):
    with pytest.raises(ValidationError):
        actions.write_note(customer, body, by=moderator)
    assert as_(moderator).post("/people/dora/notes/", {"body": body}).status_code == 422
    assert not StaffNote.objects.exists()


def test_a_note_is_text(customer, moderator, as_):
    actions.write_note(customer, "<script>alert(1)</script>", by=moderator)
    assert "<script>alert" not in as_(moderator).get("/people/dora/notes/").content.decode()


def test_no_longer_a_moderator_no_longer_a_reader(note, customer, moderator, admin):
    actions.change_role(moderator, "", by=admin)
    with pytest.raises(PermissionDenied):
        actions.read_notes(customer, by=User.objects.get(pk=moderator.pk))
