"""Companies by the number they have in the customer system: made, changed, archived and merged, once and in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.timezone import now

from forum.actions import centre
from forum.models import Enquiry
from intranet.accounts.actions import add_company, change_company, face_company
from intranet.accounts.domains import company_for
from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.activity.models import Activity
from intranet.crm import actions, syncing
from intranet.crm.models import Sync, SyncRow
from intranet.crm.rows import CompanyRow
from tests.factories import a_customer
from tests.forum.centre_world import a_desk, a_thread

from .conftest import at

pytestmark = pytest.mark.django_db


def said(minutes: int = 0, **more):
    return {"updated_at": at(minutes), "name": "Acme", **more}


def test_a_company_is_made_then_changed_then_left_as_it_is(crm, author):
    made = crm("PUT", "/crm/companies/K-1", said(email_domains=["acme.example"], facing=["ada"]))
    assert made == (200, {"external_id": "K-1", "outcome": "made", "fields": ["facing"], "why": ""})
    company = Company.objects.get(external_id="K-1")
    assert (company.name, company.email_domains) == ("Acme", ["acme.example"])
    assert company_for("zoe@acme.example") == company
    assert list(company.facing_staff.all()) == [author]
    _status, again = crm("PUT", "/crm/companies/K-1", said(email_domains=["acme.example"], facing=["ada@example.com"]))
    assert again["outcome"] == "unchanged"
    _status, renamed = crm("PUT", "/crm/companies/K-1", said(5, name="Acme S.p.A."))
    assert (renamed["outcome"], renamed["fields"]) == ("changed", ["name"])
    assert list(company.facing_staff.all()) == [author], "what is not said stays"
    status, told = crm("GET", "/crm/companies/K-1")
    assert (status, told["name"], told["facing"]) == (200, "Acme S.p.A.", ["ada"])


def test_replayed_it_changes_nothing_and_is_told_to_nobody(crm):
    for _time in range(3):
        crm("PUT", "/crm/companies/K-1", said())
    assert Activity.objects.filter(verb__startswith="accounts.company.").count() == 1
    assert Sync.objects.count() == 3


def test_an_older_message_never_overwrites_a_newer_one(crm):
    crm("PUT", "/crm/companies/K-1", said(10, name="New name"))
    status, told = crm("PUT", "/crm/companies/K-1", said(5, name="Old name", archived=True))
    assert (status, told["outcome"], told["fields"]) == (200, "unchanged", [])
    assert "older" in told["why"]
    company = Company.objects.get(external_id="K-1")
    assert (company.name, company.archived_at) == ("New name", None)


def test_a_clock_that_is_far_ahead_is_refused_since_it_would_keep_later_messages_out(crm):
    status, told = crm("PUT", "/crm/companies/K-1", {"name": "Acme", "updated_at": "2099-01-01T00:00:00Z"})
    assert (status, Company.objects.count()) == (422, 0)
    assert "future" in told["detail"]


def test_a_moment_without_a_zone_is_refused(crm):
    assert crm("PUT", "/crm/companies/K-1", {"name": "Acme", "updated_at": "2026-11-02T09:00:00"})[0] == 422


def test_the_company_of_that_name_that_has_no_number_is_the_one(crm, acme):
    assert crm("PUT", "/crm/companies/K-1", said())[1]["outcome"] == "changed"
    acme.refresh_from_db()
    assert acme.external_id == "K-1"


def test_somebody_elses_company_is_not_taken_by_its_name(crm, acme, admin):
    change_company(acme, by=admin, external_id="K-9")
    status, told = crm("PUT", "/crm/companies/K-1", said())
    assert status == 422
    assert "Another company is called Acme" in told["detail"]
    acme.refresh_from_db()
    assert acme.external_id == "K-9"


def test_gone_there_it_is_archived_here_and_its_people_stay(crm, acme, customer):
    crm("PUT", "/crm/companies/K-1", said(email_domains=["acme.example"]))
    assert crm("PUT", "/crm/companies/K-1", said(1, archived=True))[1]["fields"] == ["archived"]
    customer.refresh_from_db()
    assert (customer.company, customer.is_active) == (acme, True)
    assert company_for("zoe@acme.example") is None
    assert crm("PUT", "/crm/companies/K-1", said(2, archived=False))[1]["fields"] == ["archived"]
    assert company_for("zoe@acme.example") == acme


def test_merged_there_its_people_and_who_faces_them_move(crm, acme, borealis, customer, author):
    crm("PUT", "/crm/companies/K-1", said(facing=["ada"], email_domains=["acme.example"]))
    crm("PUT", "/crm/companies/K-2", said(name="Borealis"))
    assert crm("PUT", "/crm/companies/K-1", said(1, merged_into="K-2"))[1]["fields"] == ["merged_into"]
    customer.refresh_from_db()
    acme.refresh_from_db()
    assert (customer.company, acme.merged_into) == (borealis, borealis)
    assert acme.archived_at is not None
    assert list(borealis.facing_staff.all()) == [author]
    assert company_for("zoe@acme.example") == borealis
    assert crm("PUT", "/crm/companies/K-1", said(1, merged_into="K-2"))[1]["outcome"] == "unchanged"


def test_merged_there_its_enquiries_go_along_and_all_of_the_company_it_is_now_read_them(
    crm, acme, borealis, customer, lab, author, other_customer, admin, asks
):
    a_desk(lab, author)
    face_company(author, acme, by=admin)
    opened = a_thread(customer)
    centre.reply(opened, by=author, body="We look into it.")
    closed = a_thread(customer)
    centre.set_status(closed, by=author, status="solved")
    crm("PUT", "/crm/companies/K-1", said())
    crm("PUT", "/crm/companies/K-2", said(name="Borealis"))
    crm("PUT", "/crm/companies/K-1", said(1, merged_into="K-2"))
    moved = Enquiry.objects.order_by("pk")
    assert {one.company for one in moved} == {borealis}
    customer, other_customer = User.objects.get(pk=customer.pk), User.objects.get(pk=other_customer.pk)
    for person in (customer, other_customer):
        assert set(Enquiry.objects.visible_to(person).values_list("pk", flat=True)) == {opened.pk, closed.pk}
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        told = asks(author)("GET", "/crm/conversations?company=K-2")[1]["items"]
    numbers = [line["facts"]["company_external_id"] for line in told if line["kind"] == "forum.enquiry"]
    assert numbers == ["K-2", "K-2"]


def test_a_company_and_a_person_called_sync_are_read_and_changed_at_that_address_too(crm, acme, asks, colleague):
    assert crm("PUT", "/crm/companies/sync", said(name="Sync"))[1]["outcome"] == "made"
    assert crm("GET", "/crm/companies/sync")[1]["name"] == "Sync"
    assert crm("POST", "/crm/companies/sync", {"rows": [said(1, external_id="K-9", name="Nine")]})[1]["made"] == 1
    person = {"updated_at": at(), "name": "Lia", "email": "lia@sync.example", "company": "sync"}
    assert crm("GET", "/crm/people/sync")[0] == 404
    assert crm("PUT", "/crm/people/sync", person)[1]["outcome"] == "made"
    assert crm("GET", "/crm/people/sync")[1]["email"] == "lia@sync.example"
    for method, path, body in (
        ("GET", "companies", None),
        ("PUT", "companies", said(2)),
        ("GET", "people", None),
        ("PUT", "people", person),
    ):
        assert asks(colleague)(method, f"/crm/{path}/sync", body)[0] == 403


def test_a_merge_into_what_is_not_known_or_itself_is_refused_whole(crm, acme):
    crm("PUT", "/crm/companies/K-1", said())
    for into in ("K-404", "K-1"):
        status, _told = crm("PUT", "/crm/companies/K-1", said(1, name="Renamed", merged_into=into))
        assert status == 422
    acme.refresh_from_db()
    assert (acme.name, acme.archived_at) == ("Acme", None)


def test_who_faces_it_is_all_that_is_named(crm, acme, author, colleague):
    crm("PUT", "/crm/companies/K-1", said(facing=["ada"]))
    crm("PUT", "/crm/companies/K-1", said(1, facing=["@ben"]))
    assert list(acme.facing_staff.all()) == [colleague]
    status, told = crm("PUT", "/crm/companies/K-1", said(2, facing=["ben", "dora"]))
    assert (status, "dora" in told["detail"]) == (422, True)
    assert CompanyAssignment.objects.count() == 1


def test_a_bad_row_in_the_middle_spoils_no_other(crm, acme, admin):
    change_company(acme, by=admin, external_id="K-9")
    rows = [
        {"external_id": "K-1", "updated_at": at(), "name": "Uno"},
        {"external_id": "K-2", "updated_at": "yesterday", "name": "Due"},
        "no row at all",
        {"external_id": "K-3", "updated_at": at(), "name": "Acme"},
        {"external_id": "K/4", "updated_at": at(), "name": "Slash"},
        {"external_id": "K-5", "updated_at": at(), "name": "Tre"},
        {"external_id": "K-5", "updated_at": at(), "name": "Tre"},
    ]
    status, told = crm("POST", "/crm/companies/sync", {"rows": rows})
    assert status == 200
    outcomes = [row["outcome"] for row in told["rows"]]
    assert outcomes == ["made", "refused", "refused", "refused", "refused", "made", "unchanged"]
    assert (told["made"], told["refused"], told["unchanged"]) == (2, 4, 1)
    assert all(row["why"] for row in told["rows"] if row["outcome"] == "refused")
    assert set(Company.objects.values_list("name", flat=True)) == {"Acme", "Uno", "Tre"}
    sync = Sync.objects.get()
    assert (sync.token, sync.by, sync.what) == ("The CRM", admin, "companies")
    assert SyncRow.objects.filter(sync=sync).count() == 6, "what was as it is leaves a number only"


@pytest.mark.parametrize("many", [0, syncing.MOST_ROWS + 1])
def test_none_or_too_many_rows_are_refused_as_a_whole(crm, many):
    rows = [{"external_id": f"K-{n}", "updated_at": at(), "name": f"Firm {n}"} for n in range(many)]
    assert crm("POST", "/crm/companies/sync", {"rows": rows})[0] == 422
    assert not Company.objects.exists()


@pytest.mark.parametrize("who", ["customer", "other_customer", "outsider", "colleague", "moderator"])
def test_nobody_but_an_admin_syncs(asks, who, request):
    ask = asks(request.getfixturevalue(who))
    known = Company.objects.count()
    for method, path, body in (
        ("PUT", "/crm/companies/K-1", said()),
        ("POST", "/crm/companies/sync", {"rows": [{"external_id": "K-1", **said()}]}),
        ("PUT", "/crm/people/C-1", {"updated_at": at(), "email": "zoe@acme.example"}),
        ("POST", "/crm/people/sync", {"rows": [{"external_id": "C-1"}]}),
        ("GET", "/crm/companies", None),
        ("GET", "/crm/people", None),
        ("GET", "/crm/syncs", None),
    ):
        assert ask(method, path, body)[0] == 403, path
    assert (Company.objects.count(), Sync.objects.count()) == (known, 0)


def test_two_that_make_the_same_at_once_make_one_and_the_second_is_a_change(admin, monkeypatch):
    """The second looks before the first has committed, and finds out when it writes."""
    row = CompanyRow(external_id="K-1", updated_at=at(), name="Acme")
    real, lost = actions.sync_company, []

    def too_late(row, *, by):
        if not lost:
            lost.append(real(row, by=by))
            raise IntegrityError("one_company_of_an_external_id")
        return real(row, by=by)

    monkeypatch.setattr(actions, "sync_company", too_late)
    _sync, lines = syncing.companies([row], by=admin, token="")
    assert (lost[0].outcome, lines[0].outcome) == ("made", "unchanged")
    assert Company.objects.count() == 1


def test_an_identifier_is_one_companys_and_the_refusal_names_it(admin, acme, borealis):
    change_company(acme, by=admin, external_id="K-1")
    with pytest.raises(ValidationError, match="K-1 is the identifier of Acme already"):
        change_company(borealis, by=admin, external_id="K-1")
    with pytest.raises(ValidationError, match="already"):
        add_company(by=admin, name="Third", external_id="K-1")
    Company.objects.create(name="Without")
    Company.objects.create(name="Without, too")
    with pytest.raises(IntegrityError):
        Company.objects.create(name="By hand", external_id="K-1")


def test_the_list_costs_the_same_however_many_there_are(admin, asks, queries_stay_flat, author):
    ask = asks(admin)
    numbers = iter(range(100))

    def grow():
        number = next(numbers)
        row = CompanyRow(external_id=f"K-{number}", updated_at=at(), name=f"Firm {number}", facing=["ada"])
        syncing.companies([row], by=admin, token="")
        a_customer(company=Company.objects.get(external_id=f"K-{number}"))

    queries_stay_flat(lambda: ask("GET", "/crm/companies"), grow)
