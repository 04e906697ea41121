"""What admins decide about people: role, place in the firm, company."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions
from intranet.accounts.models import CompanyAssignment, Department, User
from intranet.activity.models import Activity
from intranet.realtime.models import Frame
from intranet.spaces.audiences import audiences_of
from tests.factories import a_person

from .threads import together

NOT_ADMINS = ["author", "moderator", "customer", "guest", "deactivated"]


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_an_admin_makes_a_moderator_and_it_is_audited(admin, author):
    assert actions.change_role(author, "moderator", by=admin) is True
    assert actions.change_role(author, "moderator", by=admin) is False
    assert again(author).is_moderator
    row = Activity.objects.get(verb="accounts.person.role_changed")
    assert (row.audited, row.details) == (True, {"before": "", "after": "moderator"})
    assert Frame.objects.filter(event="revoked").latest("pk").payload["people"] == [author.pk]


@pytest.mark.parametrize("somebody", NOT_ADMINS)
def test_only_admins_change_roles_and_companies(somebody, colleague, other_customer, acme, request):
    person = request.getfixturevalue(somebody)
    with pytest.raises(PermissionDenied):
        actions.change_role(colleague, "admin", by=person)
    with pytest.raises(PermissionDenied):
        actions.assign_to_company(other_customer, acme, by=person)
    with pytest.raises(PermissionDenied):
        actions.face_company(colleague, acme, by=person)
    with pytest.raises(PermissionDenied):
        actions.change_place(colleague, by=person, job_title="Boss")
    assert again(colleague).role == ""


def test_nobody_changes_their_own_role(admin):
    with pytest.raises(PermissionDenied, match="your own role"):
        actions.change_role(admin, "", by=admin)


def test_customers_have_no_role(admin, customer):
    with pytest.raises(PermissionDenied, match="Customers have no role"):
        actions.change_role(customer, "moderator", by=admin)


def test_a_role_that_does_not_exist_is_refused(admin, author):
    with pytest.raises(ValidationError):
        actions.change_role(author, "king", by=admin)


def test_a_closed_account_has_to_be_opened_first(admin, deactivated):
    with pytest.raises(PermissionDenied, match="Reopen it first"):
        actions.change_role(deactivated, "moderator", by=admin)


def test_a_customer_changes_company_and_with_it_what_may_be_read(admin, customer, acme, borealis):
    assert acme.audience in audiences_of(again(customer))
    actions.assign_to_company(customer, borealis, by=admin)
    held = audiences_of(again(customer))
    assert borealis.audience in held
    assert acme.audience not in held


def test_staff_belong_to_no_company(admin, author, acme):
    with pytest.raises(ValidationError):
        actions.assign_to_company(author, acme, by=admin)


def test_a_colleague_who_faces_a_company_sees_its_area_until_that_ends(admin, author, acme):
    assignment = actions.face_company(author, acme, by=admin, note="Contracts")
    assert acme.audience in audiences_of(again(author))
    assert actions.face_company(author, acme, by=admin, note="Everything").pk == assignment.pk
    assert actions.stop_facing_company(assignment, by=admin) is True
    assert acme.audience not in audiences_of(again(author))
    assert Frame.objects.filter(event="revoked").latest("pk").payload["people"] == [author.pk]


def test_a_customer_cannot_be_made_to_face_a_company(admin, customer, borealis):
    with pytest.raises(ValidationError):
        actions.face_company(customer, borealis, by=admin)
    assert not CompanyAssignment.objects.exists()


# --- Managers --------------------------------------------------------------------------------------------------------


def test_a_place_in_the_firm_is_set_at_once(admin, author, colleague):
    product = Department.objects.create(name="Product")
    changed = actions.change_place(author, by=admin, department=product, manager=colleague, job_title="Lead")
    assert sorted(changed) == ["department", "job_title", "manager"]
    ada = again(author)
    assert (ada.department, ada.manager, ada.job_title) == (product, colleague, "Lead")
    assert actions.change_place(ada, by=admin, manager=colleague) == []


def test_nobody_chooses_their_own_department(author):
    with pytest.raises(PermissionDenied):
        actions.change_place(author, by=author, department=Department.objects.create(name="Board"))
    with pytest.raises(TypeError):
        actions.change_profile(author, by=author, department="1")


def test_nobody_is_their_own_manager(admin, author):
    with pytest.raises(ValidationError):
        actions.change_place(author, by=admin, manager=author)


def test_managers_do_not_go_round_in_a_circle(admin, author, colleague, outsider):
    actions.change_place(colleague, by=admin, manager=author)
    actions.change_place(outsider, by=admin, manager=colleague)
    with pytest.raises(ValidationError, match="works, directly or not, for"):
        actions.change_place(author, by=admin, manager=outsider)
    assert again(author).manager is None


def test_two_changes_at_once_cannot_close_a_circle(transactional_db, admin, author, colleague):
    def put(person, above):
        try:
            return actions.change_place(again(person), by=again(admin), manager=again(above))
        except ValidationError:
            return []

    results = together(lambda: put(author, colleague), lambda: put(colleague, author))
    assert sorted(results) == [[], ["manager"]]


@pytest.mark.parametrize("somebody", ["customer", "deactivated"])
def test_only_a_colleague_with_an_open_account_is_a_manager(admin, author, somebody, request):
    with pytest.raises(ValidationError):
        actions.change_place(author, by=admin, manager=request.getfixturevalue(somebody))


# --- The second step ----------------------------------------------------------------------------------------------


def test_an_admin_helps_who_has_lost_the_phone(admin, author, as_):
    browser = as_(author)
    Authenticator.objects.create(user=author, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    assert actions.reset_second_step(author, by=admin) is True
    assert actions.reset_second_step(author, by=admin) is False
    assert not Authenticator.objects.exists()
    assert browser.get("/people/").status_code == 302
    assert Activity.objects.get(verb="accounts.person.second_step_reset").audited


@pytest.mark.parametrize("somebody", NOT_ADMINS)
def test_only_admins_reset_a_second_step(somebody, colleague, request):
    with pytest.raises(PermissionDenied):
        actions.reset_second_step(colleague, by=request.getfixturevalue(somebody))


# --- Adding ----------------------------------------------------------------------------------------------------------


def test_the_first_people_are_added_by_the_system(db):
    person = actions.add_person(
        by=User.objects.system(), name="Rita Sala", email="Rita@Example.com", role="admin", password="a colonnade"
    )
    assert (person.email, person.handle, person.is_admin) == ("rita@example.com", "rita-sala", True)
    assert person.emailaddress_set.get().verified


def test_an_address_is_added_once(admin, author):
    with pytest.raises(ValidationError, match="has an account already"):
        actions.add_person(by=admin, name="Ada Two", email=author.email)


@pytest.mark.parametrize("somebody", NOT_ADMINS)
def test_only_admins_add_people(somebody, request, db):
    with pytest.raises(PermissionDenied):
        actions.add_person(by=request.getfixturevalue(somebody), name="Rita Sala", email="rita@example.com")


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("somebody", ["colleague", "moderator", "customer", "other_customer"])
def test_the_page_is_for_admins(somebody, author, as_, request):
    assert as_(request.getfixturevalue(somebody)).get("/people/ada/standing/").status_code in (403, 404)


def test_a_guest_is_asked_to_sign_in(author, client):
    assert client.get("/people/ada/standing/").url.startswith("/accounts/login/")


def test_an_admin_sets_role_and_place_on_the_page(admin, author, colleague, as_):
    product = Department.objects.create(name="Product")
    answer = as_(admin).post(
        "/people/ada/standing/",
        {"role": "moderator", "department": product.pk, "manager": colleague.pk, "job_title": "Lead"},
    )
    assert answer.url == "/people/ada/"
    ada = again(author)
    assert (ada.role, ada.department, ada.manager, ada.job_title) == ("moderator", product, colleague, "Lead")


def test_a_refusal_changes_nothing_at_all(admin, author, colleague, as_):
    actions.change_place(colleague, by=admin, manager=author)
    answer = as_(admin).post("/people/ada/standing/", {"role": "moderator", "manager": colleague.pk})
    assert answer.status_code == 422
    assert "manager" in answer.context["form"].errors
    assert again(author).role == ""


def test_an_admin_moves_a_customer_on_the_page(admin, customer, borealis, as_):
    as_(admin).post("/people/dora/standing/", {"company": borealis.pk, "role": "admin"})
    assert again(customer).company == borealis
    assert again(customer).role == ""


def test_an_admin_does_not_change_the_own_role_by_saving_the_own_place(admin, as_):
    a_person("Nora Admin", role="admin")
    as_(admin).post("/people/aldo/standing/", {"role": "admin", "job_title": "Keeper"})
    assert again(admin).job_title == "Keeper"
    assert as_(admin).post("/people/aldo/standing/", {"role": "", "job_title": "None"}).status_code == 422
    assert again(admin).is_admin
