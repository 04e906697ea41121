"""Spaces: opening, joining, asking, inviting, leaving, closing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.activity.models import Activity
from intranet.spaces import actions
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import JoinRequest, Membership, Space
from tests import factories


def roles(space: Space) -> dict[str, str]:
    return dict(space.memberships.values_list("person__handle", "role"))


def test_whoever_opens_a_space_owns_it_and_its_address_is_made_from_its_name(author):
    space = actions.create_space(by=author, name="  Qualità   e  sicurezza ")
    assert space.name == "Qualità e sicurezza"
    assert space.slug == "qualita-e-sicurezza"
    assert roles(space) == {"ada": "owner"}
    assert Space.objects.get(pk=space.pk).members_count == 1


def test_a_space_never_takes_the_address_of_a_page(author):
    assert actions.create_space(by=author, name="New").slug != "new"


def test_customers_open_no_spaces(customer):
    with pytest.raises(PermissionDenied, match="Only staff"):
        actions.create_space(by=customer, name="Our corner")


def test_staff_join_an_open_space_at_once_and_only_once(outsider, plaza):
    assert actions.join_space(plaza, by=outsider) is True
    assert actions.join_space(plaza, by=outsider) is False
    plaza.refresh_from_db()
    assert plaza.members_count == 2
    assert Activity.objects.filter(verb="spaces.space.joined", actor=outsider).count() == 1


@pytest.mark.parametrize("name", ["lab", "vault"])
def test_nobody_walks_into_a_closed_or_secret_space(name, outsider, request):
    space = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        actions.join_space(space, by=outsider)
    assert not Membership.objects.filter(space=space, person=outsider).exists()


def test_customers_join_a_community_and_nothing_else(customer, porch, plaza):
    assert actions.join_space(porch, by=customer)
    with pytest.raises(PermissionDenied):
        actions.join_space(plaza, by=customer)


def test_a_request_is_made_once_decided_once_and_lets_the_person_in(outsider, author, colleague, lab):
    asked = actions.ask_to_join(lab, by=outsider, message="I run the tests you write about.")
    assert actions.ask_to_join(lab, by=outsider) == asked
    with pytest.raises(PermissionDenied):
        actions.decide_request(asked, by=colleague, accept=True)
    assert actions.decide_request(asked, by=author, accept=True) is True
    assert actions.decide_request(asked, by=author, accept=False) is False
    assert lab.audience in audiences_of(outsider)
    assert JoinRequest.objects.get(pk=asked.pk).state == "accepted"


def test_a_declined_request_lets_nobody_in_and_may_be_made_again(outsider, author, lab):
    first = actions.ask_to_join(lab, by=outsider)
    actions.decide_request(first, by=author, accept=False)
    assert lab.audience not in audiences_of(outsider)
    assert actions.ask_to_join(lab, by=outsider) != first


def test_an_invitation_is_answered_by_the_person_invited_alone(author, outsider, colleague, vault):
    invitation = actions.invite_to_space(vault, by=author, person=outsider)
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(invitation, by=colleague, accept=True)
    with pytest.raises(PermissionDenied):
        actions.decide_request(invitation, by=author, accept=True)
    assert actions.answer_invitation(invitation, by=outsider, accept=True)
    assert roles(vault)["cleo"] == "member"


def test_customers_are_not_invited_into_the_house(author, customer, lab, porch):
    with pytest.raises(PermissionDenied, match="community"):
        actions.invite_to_space(lab, by=author, person=customer)
    assert actions.invite_to_space(porch, by=author, person=customer)


def test_the_last_owner_neither_leaves_nor_steps_down(author, colleague, lab):
    with pytest.raises(ValidationError, match="owner"):
        actions.leave_space(lab, by=author)
    with pytest.raises(ValidationError, match="owner"):
        actions.change_role(lab, by=author, person=author, role="member")
    actions.change_role(lab, by=author, person=colleague, role="owner")
    assert actions.leave_space(lab, by=author)
    assert roles(lab) == {"ben": "owner"}


def test_members_change_neither_settings_nor_roles(colleague, author, lab):
    for attempt in (
        lambda: actions.change_space(lab, by=colleague, visibility="open"),
        lambda: actions.change_role(lab, by=colleague, person=colleague, role="owner"),
        lambda: actions.remove_member(lab, by=colleague, person=author),
        lambda: actions.archive_space(lab, by=colleague),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_moderator_of_a_space_removes_members_but_not_its_owners(author, colleague, outsider, lab):
    actions.add_member(lab, by=author, person=outsider)
    actions.change_role(lab, by=author, person=colleague, role="moderator")
    assert actions.remove_member(lab, by=colleague, person=outsider)
    with pytest.raises(PermissionDenied):
        actions.remove_member(lab, by=colleague, person=author)


def test_an_admin_manages_a_secret_space_without_reading_it(admin, vault):
    actions.change_space(vault, by=admin, purpose="Kept by the board")
    assert vault.audience not in audiences_of(admin)


def test_an_archived_space_takes_neither_members_nor_requests(author, outsider, plaza, lab):
    actions.archive_space(plaza, by=author)
    actions.archive_space(lab, by=author)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.join_space(plaza, by=outsider)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.ask_to_join(lab, by=outsider)


def test_only_listed_settings_can_be_changed(author, lab):
    with pytest.raises(TypeError, match="members_count"):
        actions.change_space(lab, by=author, members_count=4000)


# --- The pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("author", {"Lab", "Plaza", "Porch", "Vault"}),
        ("outsider", {"Lab", "Plaza", "Porch"}),
        ("customer", {"Porch"}),
    ],
)
def test_the_directory_lists_what_each_may_know_of(who, seen, lab, plaza, porch, vault, as_, request):
    page = as_(request.getfixturevalue(who)).get("/spaces/").content.decode()
    assert {name for name in ("Lab", "Plaza", "Porch", "Vault") if f"/spaces/{name.lower()}/" in page} == seen


def test_a_secret_space_and_a_space_that_is_not_there_answer_alike(as_, outsider, vault):
    client = as_(outsider)
    secret, missing = client.get("/spaces/vault/"), client.get("/spaces/vaultx/")
    assert secret.status_code == missing.status_code == 404
    assert secret.content == missing.content.replace(b"vaultx", b"vault")


def test_a_closed_space_shows_its_purpose_and_not_its_feed_to_those_outside(as_, outsider, lab):
    page = as_(outsider).get("/spaces/lab/")
    assert page.status_code == 200
    assert "/spaces/lab/ask/" in page.content.decode()
    assert "data-feed" not in page.content.decode()
    assert as_(outsider).get("/spaces/lab/members/").status_code == 403


def test_pressing_a_button_one_may_not_press_is_refused_with_a_sentence(as_, outsider, lab):
    answer = as_(outsider).post("/spaces/lab/join/")
    assert answer.status_code == 403
    assert "asking or by invitation" in answer.content.decode()


def test_the_last_owner_who_leaves_is_told_why_not_on_the_page_itself(as_, author, lab):
    page = as_(author).post("/spaces/lab/leave/", follow=True)
    assert "A space needs an owner" in page.content.decode()
    assert roles(lab)["ada"] == "owner"


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(as_, author, lab):
    page = as_(author).post("/spaces/new/", {"name": "lab", "visibility": "open", "purpose": "A second lab"})
    assert page.status_code == 422
    assert "A second lab" in page.content.decode()


def test_the_directory_costs_the_same_for_a_few_spaces_and_for_many(as_, author, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(lambda: client.get("/spaces/"), lambda: factories.a_space(owner=author))


def test_the_members_page_costs_the_same_for_a_few_members_and_for_many(as_, author, lab, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/spaces/lab/members/"),
        lambda: actions.add_member(lab, by=author, person=factories.a_person()),
    )
