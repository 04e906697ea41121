"""Accounts in the back office: lists and search, and buttons that call the actions."""

from __future__ import annotations

import pytest
from django.core import mail

from intranet.accounts import actions
from intranet.accounts.models import Company, CompanyAssignment, Department, Invitation, User
from intranet.activity.models import Activity

PAGES = ["user", "company", "department", "invitation", "apitoken"]


@pytest.fixture
def office(admin, as_):
    return as_(admin)


@pytest.mark.parametrize("page", PAGES)
def test_the_lists_open_and_can_be_searched(office, author, customer, acme, admin, page):
    actions.invite_staff("nina@example.com", by=admin)
    actions.create_token(author, by=author, name="Report")
    Department.objects.create(name="Product")
    answer = office.get(f"/admin/accounts/{page}/", {"q": "a"})
    assert answer.status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("somebody", ["author", "moderator", "customer"])
def test_only_admins_enter(somebody, page, request, as_):
    assert as_(request.getfixturevalue(somebody)).get(f"/admin/accounts/{page}/").status_code == 302


def test_nothing_that_decides_who_gets_in_is_edited_by_hand(office, author):
    office.post(
        f"/admin/accounts/user/{author.pk}/change/",
        {"role": "admin", "is_active": "", "kind": "customer", "email": "x@example.com", "name": "X",
         "job_title": "Lead", "department": "", "manager": ""},
    )  # fmt: skip
    author.refresh_from_db()
    assert (author.role, author.is_active, author.kind, author.email, author.name) == (
        "", True, "staff", "ada@example.com", "Ada Bianchi",
    )  # fmt: skip
    assert author.job_title == "Lead"
    assert Activity.objects.filter(verb="accounts.person.profile_changed").exists()


def test_nobody_is_added_or_deleted_there(office, author):
    assert office.get("/admin/accounts/user/add/").status_code == 403
    assert office.post(f"/admin/accounts/user/{author.pk}/delete/", {"post": "yes"}).status_code == 403


def press(office, page: str, button: str, *rows):
    return office.post(
        f"/admin/accounts/{page}/", {"action": button, "_selected_action": [row.pk for row in rows]}, follow=True
    )


def test_a_button_closes_accounts_and_tells_what_it_refused(office, admin, author, colleague):
    answer = press(office, "user", "close_accounts", author, colleague, admin)
    text = answer.content.decode()
    assert "2 accounts closed." in text
    assert "You cannot close your own account" in text
    assert User.objects.filter(is_active=False).count() == 2
    press(office, "user", "open_accounts", author)
    author.refresh_from_db()
    assert author.is_active


def test_a_button_sends_invitations_again_and_another_withdraws_them(office, admin, run_jobs):
    invitation = actions.invite_staff("nina@example.com", by=admin)
    press(office, "invitation", "send_again", invitation)
    run_jobs()
    assert len(mail.outbox) == 1
    press(office, "invitation", "withdraw", invitation)
    assert not Invitation.objects.get().is_open


def test_no_hash_of_a_secret_is_shown(office, admin, author):
    invitation = actions.invite_staff("nina@example.com", by=admin)
    token, _secret = actions.create_token(author, by=author, name="Report")
    for page, row in (("invitation", invitation), ("apitoken", token)):
        text = office.get(f"/admin/accounts/{page}/{row.pk}/change/").content.decode()
        assert row.token_hash not in text


def company_form(acme: Company, *rows: dict[str, object], initial: int = 0, **fields: object) -> dict[str, object]:
    data = {"name": acme.name, "email_domains": "", "external_id": "", **fields}
    data |= {"assignments-TOTAL_FORMS": len(rows), "assignments-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"assignments-{number}-{name}": value for name, value in {"company": acme.pk, **row}.items()}
    return data


def test_a_companys_domains_are_checked(office, acme, borealis):
    url = f"/admin/accounts/company/{acme.pk}/change/"
    office.post(url, company_form(acme, email_domains="Acme.example\nacme.com"))
    acme.refresh_from_db()
    assert acme.email_domains == ["acme.example", "acme.com"]
    assert office.post(url, company_form(acme, email_domains="gmail.com")).status_code == 200
    other = f"/admin/accounts/company/{borealis.pk}/change/"
    assert office.post(other, company_form(borealis, email_domains="acme.com")).status_code == 200
    borealis.refresh_from_db()
    assert borealis.email_domains == []


def test_colleagues_are_assigned_through_the_actions(office, acme, author, colleague, customer):
    url = f"/admin/accounts/company/{acme.pk}/change/"
    office.post(url, company_form(acme, {"person": author.pk, "note": "Contracts"}))
    row = CompanyAssignment.objects.get()
    assert (row.person, row.note) == (author, "Contracts")
    assert Activity.objects.filter(verb="accounts.assignment.made").exists()

    office.post(url, company_form(acme, {"id": row.pk, "person": colleague.pk, "note": "Contracts"}, initial=1))
    assert [one.person for one in CompanyAssignment.objects.all()] == [colleague]

    answer = office.post(url, company_form(acme, {"person": customer.pk, "note": ""}), follow=True)
    assert "Only staff are assigned" in answer.content.decode()
    row = CompanyAssignment.objects.get()
    office.post(url, company_form(acme, {"id": row.pk, "person": colleague.pk, "note": "", "DELETE": "on"}, initial=1))
    assert not CompanyAssignment.objects.exists()
    assert Activity.objects.filter(verb="accounts.assignment.ended").exists()
