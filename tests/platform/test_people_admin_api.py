"""People, as admins keep them, for programs: the table, invitations, standing, the ends of accounts, fields."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from intranet.accounts import actions
from intranet.accounts.models import Department, Erasure, Invitation, PeopleImport, ProfileField, User
from tests.factories import PASSWORD, a_company, a_person

from .files_of_strangers import upload
from .test_account_api import send
from .test_api import Program

PEOPLE = b"name,email\nOtto Blu,otto@example.com\nNobody,no address\n"


@pytest.fixture
def aldo(admin):
    return Program(admin)


@pytest.fixture
def ada(author):
    return Program(author)


def test_a_table_is_looked_through_read_in_pages_and_done_once(aldo, admin):
    kept = send(aldo, "/people-imports", upload("people.csv", PEOPLE)).json()
    assert (kept["state"], kept["counts"]) == ("ready", {"make": 1, "refuse": 1})
    assert not User.objects.filter(email="otto@example.com").exists()
    where = f"/people-imports/{kept['id']}"
    first = aldo.get(f"{where}/rows?limit=1").json()
    assert [row["outcome"] for row in first["items"]] == ["make"]
    assert [row["number"] for row in aldo.get(f"{where}/rows?cursor={first['next']}").json()["items"]] == [3]
    assert "no e-mail address" in aldo.get(f"{where}/rows?outcome=refuse").json()["items"][0]["reasons"][0]
    assert aldo.get(f"{where}/rows?outcome=rubbish").status_code == 422
    assert aldo.ask("POST", f"{where}/application").json()["state"] == "done"
    assert aldo.ask("POST", f"{where}/application").status_code == 403
    assert User.objects.filter(email="otto@example.com").exists()


@pytest.mark.parametrize("table", [b"", b"name\nOtto\n", b"email,role\notto@example.com,admin\n"])
def test_what_is_no_table_of_people_is_refused_and_kept_nowhere(table, aldo):
    assert send(aldo, "/people-imports", upload("people.csv", table)).status_code == 422
    assert not PeopleImport.objects.exists()


def test_another_admins_table_is_not_there(aldo):
    other = a_person("Zoe Admin", role="admin")
    kept = actions.look_through(PEOPLE, by=other)
    assert aldo.get(f"/people-imports/{kept.pk}").status_code == 404
    assert aldo.ask("POST", f"/people-imports/{kept.pk}/application").status_code == 404


def test_an_invitation_is_sent_sent_again_and_withdrawn(aldo, ada):
    Department.objects.create(name="Research")
    made = aldo.ask("POST", "/invitations", {"email": "Otto@example.com", "department": "Research"})
    assert (made.status_code, made.json()["department"]) == (201, "Research")
    assert "token" not in str(made.json())
    where = f"/invitations/{made.json()['id']}"
    assert aldo.ask("POST", f"{where}/resend").status_code == 200
    assert ada.ask("DELETE", where).status_code == 403
    assert aldo.ask("DELETE", where).status_code == 204
    assert aldo.get("/invitations").json()["items"] == []
    assert len(aldo.get("/invitations?show=all").json()["items"]) == 1
    assert aldo.ask("POST", f"{where}/resend").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"department": "Nowhere"},
        {"company": "Acme"},
        {"kind": "agency"},
        {"kind": "customer", "role": "moderator"},
        {"language": "tlh"},
        {"spaces": [999999]},
        {"role": "emperor"},
    ],
)
def test_an_invitation_that_makes_no_sense_is_not_sent(wrong, aldo):
    assert aldo.ask("POST", "/invitations", {"email": "otto@example.com"} | wrong).status_code == 422
    assert not Invitation.objects.exists()


def test_a_role_is_given_by_password_only(aldo, colleague):
    """A token that was stolen from an admin must not make its thief another one."""
    ways = [("POST", "/invitations", {"email": "otto@example.com"}), ("PUT", "/people/ben/standing", {})]
    for method, path, sent in ways:
        assert aldo.ask(method, path, sent | {"role": "admin"}).status_code == 403
        assert aldo.ask(method, path, sent | {"role": "admin", "password": "guess"}).status_code == 403
    colleague.refresh_from_db()
    assert (colleague.role, Invitation.objects.count()) == ("", 0)
    for method, path, sent in ways:
        assert aldo.ask(method, path, sent | {"role": "moderator", "password": PASSWORD}).status_code in (200, 201)
    colleague.refresh_from_db()
    assert (colleague.role, Invitation.objects.get().role) == ("moderator", "moderator")


def test_an_owner_of_a_space_reaches_the_agency_guests_whom_she_invited_alone(ada, author, admin, lab, customer):
    until = now() + timedelta(days=30)
    mine = actions.invite_agency_guest("ute@agency.example", by=author, joins=[lab.key], until=until)
    other = actions.invite_staff("nora@example.com", by=admin)
    assert [one["id"] for one in ada.get("/invitations").json()["items"]] == [mine.pk]
    assert ada.ask("DELETE", f"/invitations/{other.pk}").status_code == 404
    assert ada.ask("DELETE", f"/invitations/{mine.pk}").status_code == 204
    assert Program(customer).get("/invitations").status_code == 403


def test_a_place_is_set_as_far_as_it_is_named(aldo, author, colleague):
    Department.objects.create(name="Research")
    said = aldo.ask("PUT", "/people/ben/standing", {"department": "Research", "manager": "ada"}).json()
    assert (said["department"], said["manager"]) == ("Research", "ada")
    said = aldo.ask("PUT", "/people/ben/standing", {"manager": None}).json()
    assert (said["department"], said["manager"]) == ("Research", None)
    for wrong in ({"manager": "ben"}, {"manager": "nobody"}, {"department": "Nowhere"}, {"company": "Nowhere"}):
        assert aldo.ask("PUT", "/people/ben/standing", wrong).status_code == 422


def test_a_customers_company_is_set(aldo, customer):
    a_company("Zenith")
    assert aldo.ask("PUT", "/people/dora/standing", {"company": "Zenith"}).json()["company"] == "Zenith"


def test_an_account_is_closed_opened_again_and_signed_out(aldo, colleague):
    assert aldo.ask("POST", "/people/ben/leaving", {}).status_code == 204
    assert aldo.get("/people/ben/standing").json()["active"] is False
    assert aldo.ask("POST", "/people/ben/sign-out").status_code == 403
    assert aldo.ask("POST", "/people/ben/reopening").status_code == 204
    assert aldo.ask("POST", "/people/ben/sign-out").json() == {"ended": 0}


def test_an_erasure_needs_its_reason_and_can_be_taken_back(aldo, colleague):
    assert aldo.ask("POST", "/people/ben/erasure", {"reason": " "}).status_code == 422
    assert aldo.ask("POST", "/people/ben/erasure", {"reason": "A letter of May"}).status_code == 201
    assert aldo.get("/people/ben/erasure").status_code == 200
    assert aldo.ask("DELETE", "/people/ben/erasure").status_code == 204
    assert not Erasure.objects.filter(state=Erasure.State.WAITING).exists()


def test_a_field_is_added_changed_moved_retired_and_deleted(aldo, ada):
    made = aldo.ask("POST", "/profile-fields", {"label": "Desk"}).json()
    where = f"/profile-fields/{made['id']}"
    assert aldo.ask("POST", "/profile-fields", {"label": "Desk"}).status_code == 422
    assert aldo.ask("PUT", where, {"label": "Table", "searchable": True}).json()["searchable"] is True
    assert aldo.ask("PUT", where, {"label": "Table top"}).json()["searchable"] is True
    assert aldo.ask("PUT", f"{where}/place", {"step": 5}).status_code == 422
    assert aldo.ask("DELETE", where).status_code == 422
    assert aldo.ask("PUT", f"{where}/retired", {"retired": True}).json()["retired"] is True
    assert ada.get("/profile-fields").json() == []
    assert ada.get("/profile-fields?retired=true").status_code == 403
    assert len(aldo.get("/profile-fields?retired=true").json()) == 1
    assert "0 answers" in aldo.ask("DELETE", where).json()["detail"]
    assert aldo.ask("DELETE", f"{where}?answers=0").status_code == 204
    assert not ProfileField.objects.exists()
