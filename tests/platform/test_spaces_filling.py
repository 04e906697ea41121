"""Spaces that fill themselves: who comes, who goes, who stays, and who is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intranet.accounts.actions import (
    accept_invitation,
    add_person,
    answer_fields,
    change_field_audience,
    change_place,
    change_profile,
    deactivate,
    invite_staff,
    reactivate,
)
from intranet.accounts.keys import invitation_secret
from intranet.accounts.models import Department, ProfileField, User
from intranet.activity.models import Activity
from intranet.notifications.models import Notification
from intranet.realtime.frames import CONTROL
from intranet.realtime.models import Frame
from intranet.spaces import actions
from intranet.spaces.actions.rules import draft_rule, preview
from intranet.spaces.audiences import audiences_of
from intranet.spaces.jobs import fill_all
from intranet.spaces.models import Membership, MembershipRule, Space, StayOut
from tests import factories

from .threads import together


@pytest.fixture
def works(db):
    return Department.objects.create(name="Works")


@pytest.fixture
def foundry(works):
    return Department.objects.create(name="Foundry", parent=works)


@pytest.fixture
def sales(db):
    return Department.objects.create(name="Sales")


def people_in(space: Space) -> dict[str, str]:
    return dict(space.memberships.values_list("person__handle", "source"))


def count_is_true(space: Space) -> bool:
    return Space.objects.get(pk=space.pk).members_count == Membership.objects.filter(space=space).count()


def revocations() -> int:
    return Frame.objects.filter(stream=CONTROL, event="revoked").count()


def put(person: User, department: Department | None, admin: User) -> User:
    change_place(person, by=admin, department=department)
    return person


def test_a_department_is_in_with_the_departments_under_it(author, colleague, outsider, admin, plaza, works, foundry):
    put(colleague, works, admin)
    put(outsider, foundry, admin)
    found = actions.set_rule(plaza, by=author, department=works)
    assert people_in(plaza) == {"ada": "hand", "ben": "rule", "cleo": "rule"}
    assert found.entering == {colleague.pk, outsider.pk}
    assert count_is_true(plaza)
    actions.set_rule(plaza, by=author, department=works, with_subdepartments=False)
    assert people_in(plaza) == {"ada": "hand", "ben": "rule"}
    assert count_is_true(plaza)


def test_customers_and_closed_accounts_are_never_taken_in(author, customer, deactivated, admin, porch, works):
    User.objects.filter(pk__in=[customer.pk, deactivated.pk]).update(department=works)
    assert not actions.set_rule(porch, by=author, department=works).entering
    assert people_in(porch) == {"ada": "hand"}


def test_who_changes_place_changes_spaces_in_the_same_action(author, outsider, admin, lab, works, sales):
    actions.set_rule(lab, by=author, department=works)
    put(outsider, works, admin)
    assert people_in(lab)["cleo"] == "rule"
    assert lab.audience in audiences_of(User.objects.get(pk=outsider.pk))
    put(outsider, sales, admin)
    assert "cleo" not in people_in(lab)
    assert lab.audience not in audiences_of(User.objects.get(pk=outsider.pk))
    assert count_is_true(lab)


def test_who_was_let_in_by_hand_stays_and_so_does_who_keeps_the_space(author, colleague, outsider, admin, lab, works):
    put(outsider, works, admin)
    put(colleague, works, admin)
    actions.set_rule(lab, by=author, department=works)
    assert people_in(lab) == {"ada": "hand", "ben": "hand", "cleo": "rule"}
    actions.change_role(lab, by=author, person=outsider, role="moderator")
    put(outsider, None, admin)
    put(colleague, None, admin)
    assert set(people_in(lab)) == {"ada", "ben", "cleo"}


def test_who_came_by_rule_and_is_added_by_hand_belongs_by_hand(author, outsider, admin, lab, works):
    put(outsider, works, admin)
    actions.set_rule(lab, by=author, department=works)
    actions.add_member(lab, by=author, person=outsider)
    put(outsider, None, admin)
    assert people_in(lab)["cleo"] == "hand"


@pytest.mark.parametrize("gone_by", ["leaving", "being removed"])
def test_who_leaves_is_not_fetched_back_until_they_join_again(gone_by, author, outsider, admin, plaza, works):
    put(outsider, works, admin)
    actions.set_rule(plaza, by=author, department=works)
    if gone_by == "leaving":
        actions.leave_space(plaza, by=outsider)
    else:
        actions.remove_member(plaza, by=author, person=outsider)
    fill_all.call()
    change_place(outsider, by=admin, job_title="Founder")
    assert "cleo" not in people_in(plaza)
    assert actions.join_space(plaza, by=outsider)
    assert not StayOut.objects.exists()


def test_somebody_who_comes_in_by_invitation_is_where_the_department_is(author, admin, lab, works):
    actions.set_rule(lab, by=author, department=works)
    invitation = invite_staff("nora@example.com", by=admin, department=works)
    nora = accept_invitation(invitation_secret(invitation), name="Nora Blu", password="porticus-in-the-rain")
    assert people_in(lab)[nora.handle] == "rule"


def test_a_closed_account_is_out_and_back_when_it_is_opened_again(author, outsider, admin, lab, works):
    put(outsider, works, admin)
    actions.set_rule(lab, by=author, department=works)
    deactivate(outsider, by=admin)
    assert "cleo" not in people_in(lab)
    reactivate(outsider, by=admin)
    assert people_in(lab)["cleo"] == "rule"


def test_a_place_of_work_fills_an_open_space_and_only_of_those_who_show_it(author, outsider, colleague, plaza):
    for person in (outsider, colleague):
        change_profile(person, by=person, location="Lodi")
    change_field_audience(colleague, "location", colleague.key, by=colleague)
    actions.set_rule(plaza, by=author, attribute="location", value="lodi")
    assert people_in(plaza) == {"ada": "hand", "cleo": "rule"}
    change_field_audience(outsider, "location", outsider.key, by=outsider)
    assert people_in(plaza) == {"ada": "hand"}


@pytest.mark.parametrize("visibility", ["closed", "secret"])
def test_what_people_write_themselves_opens_no_closed_door(visibility, author, outsider):
    space = factories.a_space(owner=author, visibility=visibility)
    with pytest.raises(ValidationError, match="let themself in"):
        actions.set_rule(space, by=author, attribute="location", value="Lodi")
    assert not MembershipRule.objects.exists()


def test_a_space_that_fills_itself_from_own_words_is_not_closed_behind_it(author, plaza):
    actions.set_rule(plaza, by=author, attribute="location", value="Lodi")
    with pytest.raises(ValidationError, match="fills itself"):
        actions.change_space(plaza, by=author, visibility="closed")
    actions.clear_rule(plaza, by=author)
    assert actions.change_space(plaza, by=author, visibility="closed").visibility == "closed"


def test_nobody_words_their_own_way_into_a_closed_space(author, outsider, lab):
    actions.set_rule(lab, by=author, attribute="job_title", value="engineer")
    with pytest.raises(PermissionDenied):
        change_profile(outsider, by=outsider, job_title="Engineer")
    assert "cleo" not in people_in(lab)


def test_a_role_and_a_department_both_or_one_of_them(author, colleague, outsider, admin, plaza, works):
    change_place(colleague, by=admin, department=works, job_title="Engineer")
    change_place(outsider, by=admin, job_title="Senior ENGINEER, night")
    actions.set_rule(plaza, by=author, department=works, attribute="job_title", value="engineer")
    assert set(people_in(plaza)) == {"ada", "ben"}
    actions.set_rule(plaza, by=author, department=works, attribute="job_title", value="engineer", matching="any")
    assert set(people_in(plaza)) == {"ada", "ben", "cleo"}


def test_a_field_that_admins_answer_fills_a_closed_space(author, outsider, admin, lab):
    field = ProfileField.objects.create(label="Certificate", managed=True)
    own = ProfileField.objects.create(label="Hobby", managed=False)
    hidden = ProfileField.objects.create(label="Grade", managed=True, audience="owner")
    actions.set_rule(lab, by=author, attribute=field.key, value="Welding")
    answer_fields(outsider, {field.name: "welding"}, by=admin)
    assert people_in(lab)["cleo"] == "rule"
    answer_fields(outsider, {field.name: ""}, by=admin)
    assert "cleo" not in people_in(lab)
    for other in (own, hidden):
        with pytest.raises(ValidationError, match="list"):
            actions.set_rule(lab, by=author, attribute=other.key, value="x")


def test_a_department_that_goes_takes_its_people_out_and_nobody_in(author, outsider, admin, lab, works):
    put(outsider, works, admin)
    actions.set_rule(lab, by=author, department=works)
    works.delete()
    fill_all.call()
    assert people_in(lab) == {"ada": "hand", "ben": "hand"}


def test_a_circle_of_departments_ends(author, outsider, admin, plaza, works, foundry):
    Department.objects.filter(pk=works.pk).update(parent=foundry)
    put(outsider, foundry, admin)
    actions.set_rule(plaza, by=author, department=works)
    assert "cleo" in people_in(plaza)


def test_a_look_before_says_who_would_come_and_go_and_changes_nothing(
    author, colleague, outsider, admin, plaza, works, sales
):
    put(colleague, works, admin)
    put(outsider, sales, admin)
    actions.set_rule(plaza, by=author, department=works)
    rule = draft_rule(plaza, department=sales, with_subdepartments=True, attribute="", value="", matching="all")
    found = preview(rule)
    assert (found.inside, found.entering, found.leaving) == ({outsider.pk}, {outsider.pk}, {colleague.pk})
    assert people_in(plaza) == {"ada": "hand", "ben": "rule"}


def test_members_and_admins_outside_set_no_rules(author, colleague, admin, moderator, lab, vault, works):
    for person in (colleague, moderator, admin):
        with pytest.raises(PermissionDenied):
            actions.set_rule(lab, by=person, department=works)
    with pytest.raises(PermissionDenied):
        actions.set_rule(vault, by=admin, department=works)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"attribute": "location"},
        {"attribute": "shoe_size", "value": "45"},
        {"attribute": "location", "value": "Lodi", "matching": "neither"},
    ],
)
def test_a_rule_that_says_nothing_is_none(rule, author, plaza):
    with pytest.raises(ValidationError):
        actions.set_rule(plaza, by=author, **rule)


def test_when_it_stops_everybody_stays(author, outsider, admin, plaza, works):
    put(outsider, works, admin)
    actions.set_rule(plaza, by=author, department=works)
    assert actions.clear_rule(plaza, by=author)
    assert not actions.clear_rule(plaza, by=author)
    put(outsider, None, admin)
    assert people_in(plaza) == {"ada": "hand", "cleo": "hand"}


def test_an_archived_space_does_not_follow_and_catches_up_when_it_is_back(
    author, outsider, admin, plaza, works, run_jobs
):
    actions.set_rule(plaza, by=author, department=works)
    actions.archive_space(plaza, by=author)
    put(outsider, works, admin)
    run_jobs()
    assert "cleo" not in people_in(plaza)
    actions.archive_space(plaza, by=author, archived=False)
    run_jobs()
    assert people_in(plaza)["cleo"] == "rule"


def test_the_net_catches_what_no_action_did(author, outsider, plaza, works):
    actions.set_rule(plaza, by=author, department=works)
    User.objects.filter(pk=outsider.pk).update(department=works)
    assert fill_all.call() == 1
    assert fill_all.call() == 0
    assert people_in(plaza)["cleo"] == "rule"


def test_many_are_told_by_one_line_each_and_sockets_are_asked_once(author, admin, plaza, works, run_jobs):
    people = [put(factories.a_person(), works, admin) for _ in range(6)]
    run_jobs()
    before = revocations()
    actions.set_rule(plaza, by=author, department=works)
    run_jobs()
    assert revocations() - before == 1
    told = Notification.objects.filter(activity__verb="spaces.space.filled")
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted(person.pk for person in people)
    assert Activity.objects.filter(verb="spaces.space.filled").count() == 1


def test_who_changes_place_is_told_by_one_line_however_many_spaces(
    author, outsider, admin, plaza, lab, works, as_, run_jobs
):
    for space in (plaza, lab):
        actions.set_rule(space, by=author, department=works)
    put(outsider, works, admin)
    run_jobs()
    line = Notification.objects.get(recipient=outsider)
    assert sorted(line.activity.label.split(", ")) == ["+ Lab", "+ Plaza"]
    inbox = as_(outsider).get("/inbox/").content.decode()
    assert "+ Lab" in inbox
    answer = as_(outsider).get(f"/inbox/{line.pk}/")
    assert answer["Location"].endswith("/spaces/?show=mine")


def test_the_space_costs_the_same_for_one_rule_and_for_many(author, outsider, admin, works):
    spaces = [factories.a_space(owner=author) for _ in range(6)]

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            actions.follow_person(outsider)
        return len(asked)

    actions.set_rule(spaces[0], by=author, department=works, attribute="job_title", value="x")
    one = cost()
    for space in spaces[1:]:
        actions.set_rule(space, by=author, department=works, attribute="job_title", value="x")
    assert cost() == one


@pytest.mark.django_db(transaction=True)
def test_a_move_and_a_rule_at_once_end_with_the_person_inside(author, outsider, admin, lab, works, run_jobs):
    together(
        lambda: put(User.objects.get(pk=outsider.pk), works, admin),
        lambda: actions.set_rule(Space.objects.get(pk=lab.pk), by=author, department=works),
    )
    run_jobs()
    assert people_in(lab)["cleo"] == "rule"
    assert count_is_true(lab)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_end_where_the_person_stands(author, outsider, admin, lab, plaza, works, sales, run_jobs):
    actions.set_rule(lab, by=author, department=works)
    actions.set_rule(plaza, by=author, department=sales)
    together(
        lambda: put(User.objects.get(pk=outsider.pk), works, admin),
        lambda: put(User.objects.get(pk=outsider.pk), sales, admin),
    )
    run_jobs()
    stands = User.objects.get(pk=outsider.pk).department
    assert ("cleo" in people_in(lab), "cleo" in people_in(plaza)) == (stands == works, stands == sales)
    assert count_is_true(lab)
    assert count_is_true(plaza)


@pytest.mark.django_db(transaction=True)
def test_joining_by_hand_and_by_rule_at_once_is_one_membership(author, outsider, admin, plaza, works):
    put(outsider, works, admin)
    together(
        lambda: actions.join_space(Space.objects.get(pk=plaza.pk), by=User.objects.get(pk=outsider.pk)),
        lambda: actions.set_rule(Space.objects.get(pk=plaza.pk), by=author, department=works),
    )
    assert set(people_in(plaza)) == {"ada", "cleo"}
    assert count_is_true(plaza)


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_who_would_be_in_and_keeps_what_was_typed(as_, author, outsider, admin, plaza, works):
    put(outsider, works, admin)
    client = as_(author)
    page = client.post(
        "/spaces/plaza/settings/filling/", {"department": works.pk, "with_subdepartments": "on", "do": "preview"}
    )
    words = page.content.decode()
    assert page.status_code == 200
    assert "1 person would be in" in words
    assert "Cleo Verdi" in words
    assert f'value="{works.pk}" selected' in words
    assert "cleo" not in people_in(plaza)
    saved = client.post("/spaces/plaza/settings/filling/", {"department": works.pk, "do": "save"}, follow=True)
    assert "1 person came in." in saved.content.decode()
    assert people_in(plaza)["cleo"] == "rule"
    assert "By rule" in client.get("/spaces/plaza/members/").content.decode()
    client.post("/spaces/plaza/settings/filling/", {"do": "clear"})
    assert not MembershipRule.objects.exists()


def test_a_rule_of_nothing_is_refused_at_its_field(as_, author, plaza):
    page = as_(author).post("/spaces/plaza/settings/filling/", {"do": "save"})
    assert page.status_code == 422
    assert "Say who belongs here" in page.content.decode()


def test_an_import_of_people_fills_spaces_too(author, admin, lab, works):
    actions.set_rule(lab, by=author, department=works)
    person = add_person(by=admin, name="Ugo Pace", email="ugo@example.com", department=works)
    assert people_in(lab)[person.handle] == "rule"


# --- The API ----------------------------------------------------------------------------------------------------------


def test_a_program_looks_sets_and_clears(as_, author, colleague, outsider, admin, lab, works):
    put(outsider, works, admin)
    client, path = as_(author), f"/api/v1/spaces/{lab.pk}/rule"
    asked = {"department_id": works.pk}
    looked = client.post(f"{path}/preview", asked, content_type="application/json")
    assert looked.json() == {"inside": 1, "entering": [outsider.pk], "leaving": []}
    assert as_(colleague).post(f"{path}/preview", asked, content_type="application/json").status_code == 403
    assert client.put(path, asked, content_type="application/json").json()["entering"] == [outsider.pk]
    assert client.get(path).json()["inside"] == 1
    assert client.put(path, {"department_id": 999}, content_type="application/json").status_code == 422
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_who_is_let_go_by_a_rule_shows_the_space_nothing_any_more(author, colleague, admin, lab, works, sales):
    put(colleague, works, admin)
    newcomer = put(factories.a_person("Nino Longo"), works, admin)
    actions.set_rule(lab, by=author, department=works)
    change_profile(newcomer, by=newcomer, phone="+39 0432")
    change_field_audience(newcomer, "phone", lab.audience, by=newcomer)
    put(newcomer, sales, admin)
    assert "nino" not in people_in(lab)
    assert User.objects.get(pk=newcomer.pk).field_audiences == {"phone": newcomer.key}
