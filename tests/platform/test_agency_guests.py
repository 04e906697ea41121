"""An agency guest sees the spaces that were named, the people in them, and nothing else; until the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts import actions, keys
from intranet.accounts.models import Invitation, User
from intranet.accounts.presence import may_see
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment, react
from intranet.conversation.mentioning import Hearing, people_to_name
from intranet.core.decisions import Decision
from intranet.realtime.access import DEACTIVATED, caller_of, still_welcome
from intranet.realtime.gates import may_follow
from intranet.serving.identity import read_person
from intranet.spaces import actions as space_actions
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import audiences_of, people_in
from tests import factories
from tests.architecture.asking import session_of
from tests.architecture.samples import write_samples
from tests.architecture.surfaces import SURFACES, readers

A_MONTH = timedelta(days=30)


def a_guest(*spaces, until=None, name="Tina Lang", handle="tina") -> User:
    guest = factories.a_person(name, kind=User.Kind.AGENCY, handle=handle, access_until=until or now() + A_MONTH)
    for space in spaces:
        space_actions.add_member(space, by=space.memberships.get(role="owner").person, person=guest)
    return User.objects.get(pk=guest.pk)


@pytest.fixture
def tina(lab):
    """A translator of an agency, in the lab for a month."""
    return a_guest(lab)


# --- What there is to see --------------------------------------------------------------------------------------------

# By sample; the rule of test_agreement, for one more reader.
TINA_READS = {"lab", "porch", "public", "said_in_lab", "said_in_porch", "shared"}


@pytest.fixture
def samples(
    settings, tmp_path, lab, plaza, porch, vault, acme, tina, author, colleague, customer, moderator, admin, run_jobs
):
    settings.MEDIA_ROOT = tmp_path / "media"
    people = {"author": author, "colleague": colleague, "customer": customer, "moderator": moderator, "admin": admin}
    written = write_samples({"lab": lab, "plaza": plaza, "porch": porch, "vault": vault}, acme, **people)
    run_jobs()
    for sample in written:
        sample.entry.refresh_from_db()
    return written


@pytest.fixture
def reader(tina, samples, guest):
    token = actions.create_token(tina, by=tina, name="sweep")[1]
    return readers([("tina", tina, session_of(tina), token)], guest)["tina"]


def test_the_rule_itself_says_what_it_should(samples, tina):
    readable = set(Entry.objects.visible_to(tina).values_list("pk", flat=True))
    assert {sample.name for sample in samples if sample.entry.entry_id in readable} == TINA_READS


def test_every_surface_agrees_with_the_rule(samples, reader):
    differences = {}
    for surface in SURFACES:
        cache.clear()
        for sample in samples:
            if surface.concerns(reader, sample):
                shown, may_read = surface.shows(reader, sample), sample.name in TINA_READS
                if shown != may_read:
                    differences[f"{surface.name}: {sample.name}"] = "shown" if shown else "not shown"
    assert differences == {}


def test_the_audiences_are_the_named_spaces_and_what_the_public_has(tina, lab, porch, plaza, acme):
    assert audiences_of(tina) == {"public", tina.key, lab.key, porch.key, *(room.key for room in lab.rooms.all())}


@pytest.mark.parametrize("audience", ["org", "customers", "plaza", "vault"])
def test_nothing_of_the_house_reaches_back_to_them(audience, tina, plaza, vault):
    name = {"plaza": plaza.key, "vault": vault.key}.get(audience, audience)
    assert not people_in(name).filter(pk=tina.pk).exists()
    assert not may_follow(tina, name)


def test_what_is_shown_in_two_spaces_is_read_in_either(tina, author, lab, plaza):
    from intranet.content.actions import place_entry

    post = publish_post(by=author, space=lab, body="For both")
    place_entry(post, by=author, space=plaza)
    assert Entry.objects.visible_to(tina).filter(pk=post.entry_id).exists()
    other = publish_post(by=author, space=plaza, body="Not for the lab")
    assert not Entry.objects.visible_to(tina).filter(pk=other.entry_id).exists()


# --- People ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def others(customer, outsider, moderator, admin, plaza, porch):
    """A customer on the porch with everybody else, and another agency guest elsewhere."""
    space_actions.join_space(porch, by=customer)
    return a_guest(plaza, name="Uwe Elsewhere", handle="uwe")


def test_they_know_who_is_in_their_spaces_and_nobody_else(tina, others, author, colleague):
    known = set(User.objects.visible_to(tina).values_list("handle", flat=True))
    assert known == {"ada", "ben", "tina"}


def test_another_agency_guest_of_the_same_space_is_known(tina, lab, others):
    uwe = User.objects.get(handle="uwe")
    space_actions.add_member(lab, by=lab.created_by, person=uwe)
    assert User.objects.visible_to(tina).filter(pk=uwe.pk).exists()


@pytest.mark.parametrize("handle", ["cleo", "mara", "aldo", "dora", "uwe"])
def test_nobody_else_is_met_on_any_page(handle, tina, others, as_):
    client = as_(tina)
    person = User.objects.get(handle=handle)
    assert client.get(f"/people/{handle}/").status_code == 404
    token = actions.create_token(tina, by=tina, name="x")[1]
    answer = Client().get(f"/api/v1/people/{handle}", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 404
    for path in ("/people/", f"/people/?q={handle}", f"/palette/?q={handle}", "/people/?sort=staff", "/"):
        assert person.name not in client.get(path).content.decode(), path
    assert may_see(tina, {person.pk}) == set()


def test_mentions_offer_co_members_alone(tina, lab, others):
    hearing = Hearing(lab.audience, lab.pk)
    assert [person.handle for person in people_to_name("", writer=tina, hearing=hearing)] == ["ada", "ben"]
    public = Hearing("public")
    assert {person.handle for person in people_to_name("", writer=tina, hearing=public)} == {"ada", "ben"}


def test_the_counts_of_the_directory_are_of_co_members(tina, others, as_):
    page = as_(tina).get("/people/").content.decode()
    assert "Cleo" not in page
    assert "3" in page


def test_spaces_that_were_not_named_are_not_there(tina, plaza, vault, porch, as_):
    client = as_(tina)
    assert [client.get(f"/spaces/{space.slug}/").status_code for space in (plaza, vault)] == [404, 404]
    assert "Plaza" not in client.get("/spaces/").content.decode()
    for space in (plaza, porch):
        assert not space_policies.can_join(tina, space)


# --- What may be done ------------------------------------------------------------------------------------------------


def test_they_write_in_their_spaces(tina, lab):
    post = publish_post(by=tina, space=lab, body="The German text is ready.")
    add_comment(post, by=tina, body="Second version")


def test_what_the_public_reads_they_read_and_do_not_talk_in(tina, author, porch):
    post = publish_post(by=author, space=porch, body="Hello, street")
    assert Entry.objects.visible_to(tina).filter(pk=post.entry_id).exists()
    with pytest.raises(PermissionDenied, match="invited to"):
        add_comment(post, by=tina, body="Hello")
    with pytest.raises(PermissionDenied, match="invited to"):
        react(post, by=tina, sort="bravi")


@pytest.mark.parametrize("audience", ["org", "public", "customers"])
def test_they_write_to_no_larger_circle(audience, tina):
    with pytest.raises(PermissionDenied):
        publish_post(by=tina, body="To all", audience=audience)


def test_they_open_no_space_and_hold_no_role(tina, author, lab, admin):
    assert isinstance(space_policies.can_create_space(tina), Decision)
    assert not space_policies.can_create_space(tina)
    for role in ("owner", "moderator"):
        with pytest.raises(ValidationError, match="members and nothing else"):
            space_actions.change_role(lab, by=author, person=tina, role=role)
    with pytest.raises(PermissionDenied, match="no role"):
        actions.change_role(tina, "moderator", by=admin)


def test_they_invite_nobody(tina, outsider, lab, as_):
    with pytest.raises(PermissionDenied):
        space_actions.invite_to_space(lab, by=tina, person=outsider)
    with pytest.raises(PermissionDenied):
        actions.invite_agency_guest("x@example.com", by=tina, joins=[lab.key], until=now() + A_MONTH)
    assert as_(tina).get("/people/agency/").status_code == 403


def test_what_they_write_says_that_they_are_guests(tina, lab, author, as_):
    publish_post(by=tina, space=lab, body="The German text is ready.")
    assert "Agency guest" in as_(author).get(f"/spaces/{lab.slug}/").content.decode()
    assert "Agency guest" in as_(author).get("/people/tina/").content.decode()


# --- Coming in -------------------------------------------------------------------------------------------------------


def come_in(invitation: Invitation, name: str = "Tina Lang") -> User:
    secret = keys.invitation_secret(invitation)
    return actions.accept_invitation(secret, name=name, password="a-long-enough-phrase")


def test_an_owner_invites_into_an_own_space_and_the_guest_comes_in(author, lab, run_jobs, mailoutbox):
    until = now() + A_MONTH
    invitation = actions.invite_agency_guest("tina@agency.example", by=author, joins=[lab.key], until=until)
    run_jobs()
    assert len(mailoutbox) == 1
    tina = come_in(invitation)
    assert (tina.kind, tina.access_until, tina.company, tina.role) == ("agency", until, None, "")
    assert lab.audience in audiences_of(tina)


def test_a_member_who_owns_nothing_invites_nobody(colleague, lab):
    with pytest.raises(PermissionDenied, match="owners of spaces"):
        actions.invite_agency_guest("x@example.com", by=colleague, joins=[lab.key], until=now() + A_MONTH)


def test_an_owner_names_own_spaces_alone(author, outsider, lab, plaza):
    attic = factories.a_space("Attic", owner=outsider)
    with pytest.raises(ValidationError, match="spaces you own"):
        actions.invite_agency_guest("x@example.com", by=author, joins=[lab.key, attic.key], until=now() + A_MONTH)


@pytest.mark.parametrize("days", [-1, 0, 500])
def test_the_day_has_to_make_sense(days, author, lab):
    with pytest.raises(ValidationError):
        actions.invite_agency_guest(
            "x@example.com", by=author, joins=[lab.key], until=now() + timedelta(days=days, seconds=-1)
        )


def test_without_a_space_nobody_is_invited(author, lab):
    with pytest.raises(ValidationError, match="at least one space"):
        actions.invite_agency_guest("x@example.com", by=author, joins=[], until=now() + A_MONTH)


def test_the_ordinary_invitation_makes_no_agency_guest(admin, as_):
    answer = as_(admin).post("/people/invitations/", {"email": "x@example.com", "kind": "agency", "language": "en"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_is_not_accepted_after_the_day(author, lab):
    invitation = actions.invite_agency_guest(
        "x@example.com", by=author, joins=[lab.key], until=now() + timedelta(days=2)
    )
    with time_machine.travel(now() + timedelta(days=3), tick=False), pytest.raises(PermissionDenied, match="is over"):
        come_in(invitation)
    assert not User.objects.filter(email="x@example.com").exists()


def test_the_page_invites_sends_again_and_withdraws(author, lab, as_):
    client = as_(author)
    day = (now() + A_MONTH).date().isoformat()
    form = {"email": "tina@agency.example", "joins": [lab.key], "until": day, "language": "en"}
    assert client.post("/people/agency/", form).status_code == 302
    invitation = Invitation.objects.get()
    assert "tina@agency.example" in client.get("/people/agency/").content.decode()
    client.post(f"/people/agency/{invitation.pk}/answer/", {"again": "1"})
    invitation.refresh_from_db()
    assert invitation.round == 2
    client.post(f"/people/agency/{invitation.pk}/answer/", {"withdraw": "1"})
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_anothers_invitation_is_not_there(author, outsider, lab, as_):
    factories.a_space("Attic", owner=outsider)
    invitation = actions.invite_agency_guest("x@example.com", by=author, joins=[lab.key], until=now() + A_MONTH)
    assert as_(outsider).post(f"/people/agency/{invitation.pk}/answer/", {"withdraw": "1"}).status_code == 404


# --- The day ---------------------------------------------------------------------------------------------------------


def test_after_the_day_no_road_is_open(tina, lab, as_):
    client = as_(tina)
    token = actions.create_token(tina, by=tina, name="x")[1]
    session_key = client.session.session_key
    caller = caller_of(client.session, read_person(session_key)[1])
    assert client.get("/people/").status_code == 200
    with time_machine.travel(tina.access_until + timedelta(seconds=1), tick=False):
        # Nothing has run yet: the clock alone closes.
        assert User.objects.filter(pk=tina.pk, is_active=True).exists()
        assert client.get("/people/")["Location"].startswith("/accounts/login/")
        assert Client().get("/api/v1/me", headers={"authorization": f"Bearer {token}"}).status_code == 401
        assert not read_person(session_key)[1].is_authenticated
        assert still_welcome([caller]) == {caller: DEACTIVATED}
        late = User.objects.get(pk=tina.pk)
        assert audiences_of(late) == frozenset()
        assert not may_follow(late, lab.audience) or not late.is_active
        assert not people_in(lab.audience).filter(pk=tina.pk).exists()
        assert keys.find_token(token) is None


def test_a_job_closes_the_account_at_its_moment_and_writes_it_down(author, lab, run_jobs):
    invitation = actions.invite_agency_guest("t@agency.example", by=author, joins=[lab.key], until=now() + A_MONTH)
    tina = come_in(invitation)
    run_jobs()
    tina.refresh_from_db()
    assert tina.deactivated_at is None
    with time_machine.travel(tina.access_until + timedelta(minutes=1), tick=False):
        run_jobs()
        closed = Activity.objects.get(verb="accounts.person.deactivated", subject=tina.key)
    assert closed.actor == User.objects.system()
    assert "agency guest is over" in closed.details["reason"]


def test_the_broom_finds_whom_a_lost_job_has_left(tina):
    from intranet.accounts.jobs import end_access_of_all

    with time_machine.travel(tina.access_until + timedelta(minutes=1), tick=False):
        assert end_access_of_all.call() == 1
        assert end_access_of_all.call() == 0


def test_an_admin_gives_more_time_and_what_had_ended_is_open_again(tina, admin, author, as_):
    later = tina.access_until + A_MONTH
    with time_machine.travel(tina.access_until + timedelta(minutes=1), tick=False):
        actions.end_access(tina, by=User.objects.system())
        with pytest.raises(PermissionDenied):
            actions.extend_access(tina, later, by=author)
        actions.extend_access(User.objects.get(pk=tina.pk), later, by=admin)
        assert User.objects.get(pk=tina.pk).is_active
    assert Activity.objects.filter(verb="accounts.agency.extended", audited=True).count() == 1


def test_the_old_moment_does_not_end_what_was_extended(tina, admin, run_jobs):
    first = tina.access_until
    actions.extend_access(tina, first + A_MONTH, by=admin)
    with time_machine.travel(first + timedelta(minutes=1), tick=False):
        assert actions.end_access(tina, by=User.objects.system()) is False
        assert User.objects.get(pk=tina.pk).is_active


def test_an_account_that_has_run_out_is_not_simply_reopened(tina, admin):
    with time_machine.travel(tina.access_until + timedelta(minutes=1), tick=False):
        actions.end_access(tina, by=User.objects.system())
        with pytest.raises(PermissionDenied, match="another day"):
            actions.reactivate(User.objects.get(pk=tina.pk), by=admin)


def test_the_admins_page_sets_the_day(tina, admin, as_):
    day = (now() + timedelta(days=90)).date()
    assert as_(admin).get("/people/tina/standing/").status_code == 200
    as_(admin).post("/people/tina/extend/", {"until": day.isoformat()})
    tina.refresh_from_db()
    assert tina.last_day == day


def test_staff_have_no_such_day(author, admin):
    with pytest.raises(PermissionDenied):
        actions.extend_access(author, now() + A_MONTH, by=admin)
