"""Somebody leaves: what only they hold goes to others, or the account stays open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts import actions, handover
from intranet.accounts.handover import Held, Holding
from intranet.accounts.models import Absence, CompanyAssignment, Invitation, User
from intranet.accounts.settings_pages import tabs_for
from intranet.activity.models import Activity
from intranet.content import kinds
from intranet.content.actions import hand_over_waiting, publish_now
from intranet.content.models import Entry, Timing
from intranet.content.when import When
from intranet.notifications.models import Notification
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Membership
from tests import factories


def owners(space) -> set[str]:
    return set(Membership.objects.filter(space=space, role="owner").values_list("person__handle", flat=True))


def held_by(person) -> dict[str, list[str]]:
    return {holding.name: [thing.label for thing in things] for holding, things in handover.holdings_of(person)}


@pytest.fixture
def somebody_else():
    """A holding of a part that is not there yet."""
    seen: list[tuple[str, object]] = []
    holding = Holding(
        "pages",
        "Owns pages",
        finds=lambda person: [Held("page_7", "How to pack")] if person.handle == "ada" else [],
        hand=lambda held, person, to, by: seen.append((held.key, to)),
    )
    handover.register(holding)
    yield seen
    del handover._holdings["pages"]


def test_an_account_is_not_closed_while_a_space_would_be_left_without_an_owner(author, admin, lab):
    with pytest.raises(ValidationError, match="Lab"):
        actions.deactivate(author, by=admin)
    author.refresh_from_db()
    assert author.is_active
    assert owners(lab) == {"ada"}


def test_a_successor_gets_the_space_and_the_account_is_closed(author, colleague, outsider, admin, lab, plaza):
    assert actions.deactivate(author, by=admin, successors={lab.key: colleague, plaza.key: outsider})
    assert (owners(lab), owners(plaza)) == ({"ada", "ben"}, {"ada", "cleo"})
    closed = Activity.objects.get(verb="accounts.person.deactivated")
    assert closed.details["given"] == {lab.key: colleague.pk, plaza.key: outsider.pk}
    assert Activity.objects.filter(verb="spaces.space.inherited", audited=True).count() == 2


def test_one_successor_for_everything_that_is_not_named(author, colleague, outsider, admin, lab, plaza):
    actions.deactivate(author, by=admin, successors={"": colleague, plaza.key: outsider})
    assert (owners(lab), owners(plaza)) == ({"ada", "ben"}, {"ada", "cleo"})


def test_a_space_with_another_owner_needs_nobody(author, colleague, admin, lab):
    space_actions.change_role(lab, by=author, person=colleague, role="owner")
    assert held_by(author) == {}
    assert actions.deactivate(author, by=admin)


def test_another_owner_whose_account_is_closed_does_not_count(author, colleague, admin, lab):
    space_actions.change_role(lab, by=author, person=colleague, role="owner")
    actions.deactivate(colleague, by=admin)
    with pytest.raises(ValidationError, match="Lab"):
        actions.deactivate(author, by=admin)


def test_a_secret_space_goes_to_its_own_people_and_its_name_to_nobody(author, colleague, admin, as_):
    vault = factories.a_space("Zeppelin", owner=author, visibility="secret")
    space_actions.add_member(vault, by=author, person=colleague)
    assert "Zeppelin" not in as_(admin).get("/people/ada/leaving/").content.decode()
    actions.deactivate(author, by=admin)
    assert owners(vault) == {"ada", "ben"}


def test_a_secret_space_of_one_is_archived(author, admin, vault):
    actions.deactivate(author, by=admin)
    vault.refresh_from_db()
    assert vault.is_archived


def test_an_admin_does_not_inherit_what_the_admin_cannot_read(author, admin, lab):
    with pytest.raises(ValidationError, match="cannot give it to yourself"):
        actions.deactivate(author, by=admin, successors={"": admin})
    assert owners(lab) == {"ada"}


def test_only_staff_inherit_a_space_and_nobody_who_leaves(author, customer, admin, lab):
    with pytest.raises(ValidationError, match="Only staff"):
        actions.deactivate(author, by=admin, successors={lab.key: customer})
    with pytest.raises(ValidationError, match="the one who leaves"):
        actions.deactivate(author, by=admin, successors={lab.key: author})


def test_a_team_gets_another_manager_and_who_takes_over_does_not_lead_themself(author, colleague, outsider, admin):
    boss = factories.a_person("Carla Boss")
    actions.change_place(author, by=admin, manager=boss)
    for person in (colleague, outsider):
        actions.change_place(person, by=admin, manager=author)
    actions.deactivate(author, by=admin, successors={"": colleague})
    colleague.refresh_from_db()
    outsider.refresh_from_db()
    assert (colleague.manager, outsider.manager) == (boss, colleague)


def test_companies_and_stand_ins_go_along(author, colleague, outsider, admin, acme):
    from datetime import date, timedelta

    from django.utils.timezone import now

    actions.face_company(author, acme, by=admin, note="Contracts")
    Absence.objects.create(
        person=outsider, stand_in=author, first_day=date(2030, 1, 1), last_day=date(2030, 1, 9),
        begins_at=now(), ends_at=now() + timedelta(days=9),
    )  # fmt: skip
    actions.deactivate(author, by=admin, successors={"": colleague})
    facing = CompanyAssignment.objects.get(company=acme)
    assert (facing.person, facing.note) == (colleague, "Contracts")
    assert Absence.objects.get().stand_in == colleague


def test_open_invitations_stay_in_another_admins_name_or_end(admin):
    second = User.objects.create_superuser("second@example.com", name="Second Admin", handle="second")
    actions.invite_staff("one@example.com", by=admin)
    actions.deactivate(admin, by=second, successors={"": second})
    assert Invitation.objects.get().invited_by == second
    third = User.objects.create_superuser("third@example.com", name="Third Admin", handle="third")
    actions.deactivate(second, by=third)
    assert Invitation.objects.get().revoked_at is not None


def test_a_later_part_brings_what_it_knows_of(author, colleague, admin, somebody_else):
    actions.deactivate(author, by=admin, successors={"page_7": colleague})
    assert somebody_else == [("page_7", colleague)]


def test_when_one_thing_is_refused_nothing_is_given(author, colleague, customer, admin, lab, plaza):
    with pytest.raises(ValidationError):
        actions.deactivate(author, by=admin, successors={lab.key: colleague, plaza.key: customer})
    assert owners(lab) == {"ada"}


def test_only_admins_open_the_wizard(colleague, outsider, author, as_):
    assert as_(colleague).get("/people/cleo/leaving/").status_code == 403
    assert as_(colleague).post("/people/cleo/leaving/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.deactivate(outsider, by=colleague)


def test_the_wizard_lists_chooses_and_closes(author, colleague, admin, lab, as_):
    client = as_(admin)
    page = client.get("/people/ada/leaving/").content.decode()
    assert "Lab" in page
    assert f'name="to_{lab.key}"' in page
    refused = client.post("/people/ada/leaving/", {"reason": "Gone"})
    assert refused.status_code == 422
    assert "Name who takes over: Lab" in refused.content.decode()
    mistyped = client.post("/people/ada/leaving/", {f"to_{lab.key}": "nobody-here"})
    assert "No colleague is called" in mistyped.content.decode()
    assert 'value="nobody-here"' in mistyped.content.decode()
    done = client.post("/people/ada/leaving/", {f"to_{lab.key}": "ben", "reason": "Left"})
    assert done.status_code == 302
    author.refresh_from_db()
    assert not author.is_active
    assert owners(lab) == {"ada", "ben"}


def test_closing_by_the_old_button_leads_to_the_wizard(author, admin, lab, as_):
    answer = as_(admin).post("/people/ada/close/", {"reason": "x"})
    assert answer["Location"] == "/people/ada/leaving/"
    author.refresh_from_db()
    assert author.is_active


def test_the_settings_have_their_pages():
    urls = {tab["url"] for tab in tabs_for("accounts:own_data")}
    assert {"/settings/data/", "/settings/storage/"} <= urls


# --- What is scheduled -----------------------------------------------------------------------------------------------


@pytest.fixture
def planned(author, plaza):
    when = When.at(now() + timedelta(hours=2), "Europe/Rome")
    return publish_post(by=author, space=plaza, title="Kanarienvogel", body="Singing in @cleo.", when=when)


def test_what_is_scheduled_becomes_a_draft_of_who_takes_over(
    author, colleague, admin, lab, plaza, planned, as_, run_jobs
):
    space_actions.add_member(plaza, by=author, person=colleague)
    page = as_(admin).get(f"/people/{author.handle}/leaving/").content.decode()
    assert "Post for Plaza" in page
    assert "Kanarienvogel" not in page
    assert actions.deactivate(author, by=admin, successors={"": colleague, planned.key: colleague})
    mine = Entry.objects.get(pk=planned.pk)
    assert (mine.author, mine.audience, mine.state) == (colleague, colleague.key, Entry.State.DRAFT)
    run_jobs(at=now() + timedelta(days=1))
    assert not Entry.objects.get(pk=planned.pk).is_published
    assert Notification.objects.filter(recipient=colleague, activity__verb="feeds.post.handed_over").exists()
    drafts = as_(colleague).get("/scheduled/").content.decode()
    assert "Kanarienvogel" in drafts
    assert "Ada Bianchi, who had planned it, has left." in drafts
    publish_now(mine, by=colleague)
    out = Entry.objects.get(pk=planned.pk)
    assert (out.is_published, out.author) == (True, colleague)


def test_without_a_successor_what_is_scheduled_is_taken_back(author, admin, planned, lab, run_jobs):
    author.memberships.all().delete()
    assert actions.deactivate(author, by=admin)
    left = Entry.objects.get(pk=planned.pk)
    assert (left.author, left.state, left.audience) == (author, Entry.State.DRAFT, author.key)
    assert not Timing.objects.exists()
    run_jobs(at=now() + timedelta(days=1))
    actions.reactivate(author, by=admin)
    run_jobs(at=now() + timedelta(days=2))
    assert not Entry.objects.get(pk=planned.pk).is_published


def test_who_cannot_publish_it_there_is_not_given_what_is_scheduled(author, colleague, outsider, admin, lab):
    when = When.at(now() + timedelta(hours=2), "Europe/Rome")
    inside = publish_post(by=author, space=lab, body="For the lab.", when=when)
    with pytest.raises(ValidationError, match="Cleo Verdi cannot publish it"):
        actions.deactivate(author, by=admin, successors={lab.key: colleague, inside.key: outsider})
    assert Entry.objects.get(pk=inside.pk).author == author
    with pytest.raises(PermissionDenied):
        hand_over_waiting(inside, by=colleague, to=colleague)


def test_kudos_and_what_is_meant_for_a_secret_space_go_to_nobody_and_tell_nothing(author, colleague, admin, vault):
    when = When.at(now() + timedelta(hours=2), "Europe/Rome")
    publish_post(by=author, space=vault, title="Hush", body="Hush.", when=when)
    (held,) = next(things for holding, things in handover.holdings_of(author) if holding.name == "scheduled")
    assert held.automatic
    assert vault.name not in held.label
    assert "Hush" not in f"{held.label} {held.note}"
    assert kinds.find("feeds.kudos").personal
