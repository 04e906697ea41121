"""The one switch: after it nothing that a person ever held opens anything."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from intranet.accounts import actions, hooks, keys
from intranet.accounts.models import ApiToken, Invitation, User
from intranet.activity.models import Activity
from intranet.realtime import access
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.serving.identity import read_person
from tests.factories import PASSWORD, a_person

from .threads import together


@pytest.fixture
def ada(author):
    """Ada, who may sign in with her password."""
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


def signed_in(person: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/people/").status_code == 200
    return client


def reset_path(person: User, run_jobs) -> str:
    Client().post("/accounts/password/reset/", {"email": person.email})
    run_jobs()
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/password/reset/key/" in line)
    return "/" + link.strip().split("/", 3)[3]


def opens_a_form(path: str) -> bool:
    return not Client().get(path, follow=True).context.get("token_fail", False)


def test_every_way_in_is_shut(ada, admin, run_jobs, lab, as_):
    browser = signed_in(ada)
    other_browser = as_(ada)  # a session that was never tied to its owner
    _token, secret = actions.create_token(ada, by=ada, name="Report")
    reset = reset_path(ada, run_jobs)
    admin_too = a_person("Nora Admin", role="admin")
    actions.change_role(ada, "admin", by=admin_too)
    invitation = actions.invite_staff("friend@example.com", by=ada)
    session_key = browser.session.session_key
    socket = access.caller_of(browser.session, read_person(session_key)[1])
    assert may_follow(ada, ada.key)
    assert opens_a_form(reset)

    assert actions.deactivate(ada, by=admin, reason="Left the firm", successors={lab.key: admin_too}) is True

    for client in (browser, other_browser):
        for url in ("/people/", "/people/ada/", "/settings/profile/", "/settings/tokens/", "/admin/"):
            assert client.get(url).status_code == 302, url
    assert keys.find_token(secret) is None
    assert browser.get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).status_code in (401, 403, 404)
    assert not opens_a_form(reset)
    assert reset_refused(ada, run_jobs)
    assert Client().get(f"/invitations/{keys.invitation_secret(invitation)}/").status_code == 410
    assert Client().post("/accounts/login/", {"login": ada.email, "password": PASSWORD}).url == "/accounts/inactive/"
    assert access.still_welcome([socket]) == {socket: access.DEACTIVATED}
    assert not read_person(session_key)[1].is_authenticated
    assert not UserSession.objects.filter(user=ada).exists()


def reset_refused(person: User, run_jobs) -> bool:
    mail.outbox.clear()
    Client().post("/accounts/password/reset/", {"email": person.email})
    run_jobs()
    return "/password/reset/key/" not in mail.outbox[-1].body


def test_open_sockets_hear_of_it_at_once(ada, admin):
    actions.deactivate(ada, by=admin)
    frame = Frame.objects.filter(stream="control", event="revoked").latest("pk")
    assert frame.payload["people"] == [ada.pk]


def test_opening_the_account_again_opens_nothing_old(ada, admin, run_jobs, as_):
    browser, other_browser = signed_in(ada), as_(ada)
    _token, secret = actions.create_token(ada, by=ada, name="Report")
    reset = reset_path(ada, run_jobs)
    actions.deactivate(ada, by=admin)
    assert actions.reactivate(ada, by=admin) is True
    assert browser.get("/people/").status_code == 302
    assert other_browser.get("/people/").status_code == 302
    assert keys.find_token(secret) is None
    assert not opens_a_form(reset)
    signed_in(ada)


def test_twice_is_like_once(ada, admin):
    assert actions.deactivate(ada, by=admin) is True
    assert actions.deactivate(ada, by=admin) is False
    assert Activity.objects.filter(verb="accounts.person.deactivated").count() == 1


def test_what_was_left_over_is_swept_the_second_time(ada, admin):
    actions.deactivate(ada, by=admin)
    ApiToken.objects.create(person=ada, name="Restored from a backup", token_hash="x")
    actions.deactivate(ada, by=admin)
    assert not ApiToken.objects.filter(revoked_at=None).exists()


def test_it_is_written_down_with_the_reason_and_what_ended(ada, admin):
    actions.create_token(ada, by=ada, name="Report")
    actions.deactivate(ada, by=admin, reason=" Left the firm ")
    row = Activity.objects.get(verb="accounts.person.deactivated")
    assert (row.audited, row.actor, row.subject) == (True, admin, ada.key)
    assert (row.details["reason"], row.details["tokens"]) == ("Left the firm", 1)


def test_the_apps_above_take_away_what_they_gave(ada, admin, monkeypatch):
    told = []
    monkeypatch.setattr(hooks, "_deactivate", [lambda person, by: told.append((person, by))])
    actions.deactivate(ada, by=admin)
    assert told == [(ada, admin)]


def test_a_hook_that_fails_leaves_the_account_as_it_was(ada, admin, monkeypatch):
    def broken(person, by):
        raise RuntimeError("no")

    monkeypatch.setattr(hooks, "_deactivate", [broken])
    with pytest.raises(RuntimeError):
        actions.deactivate(ada, by=admin)
    ada.refresh_from_db()
    assert ada.is_active


@pytest.mark.parametrize("somebody", ["colleague", "moderator", "customer", "guest", "deactivated"])
def test_only_admins_close_accounts(somebody, author, request, as_):
    person = request.getfixturevalue(somebody)
    with pytest.raises(PermissionDenied):
        actions.deactivate(author, by=person)
    assert as_(person).post(f"/people/{author.handle}/close/").status_code in (302, 403, 404)
    author.refresh_from_db()
    assert author.is_active


def test_nobody_closes_their_own_account(admin):
    a_person("Nora Admin", role="admin")
    with pytest.raises(PermissionDenied, match="your own account"):
        actions.deactivate(admin, by=admin)


def test_the_last_admin_stays(admin):
    with pytest.raises(PermissionDenied, match="last admin"):
        actions.deactivate(admin, by=User.objects.system())


def test_the_systems_account_stays(admin):
    with pytest.raises(PermissionDenied, match="system"):
        actions.deactivate(User.objects.system(), by=admin)


def test_two_admins_who_close_each_others_accounts_leave_one(transactional_db, admin):
    nora = a_person("Nora Admin", role="admin")

    def close(person, by):
        try:
            return actions.deactivate(User.objects.get(pk=person.pk), by=User.objects.get(pk=by.pk))
        except PermissionDenied:
            return False

    assert sorted(together(lambda: close(nora, admin), lambda: close(admin, nora))) == [False, True]
    assert User.objects.active().filter(role="admin").count() == 1


def test_an_invitation_to_the_same_address_ends_too(admin, ada):
    Invitation.objects.create(
        email=ada.email, invited_by=admin, token_hash="x", expires_at=admin.date_joined.replace(year=2999)
    )
    actions.deactivate(ada, by=admin)
    assert not Invitation.objects.filter(revoked_at=None).exists()


def test_sessions_of_others_stay(ada, colleague, admin, as_):
    ben = as_(colleague)
    actions.deactivate(ada, by=admin)
    assert ben.get("/people/").status_code == 200
    assert Session.objects.count() == 1


def test_an_admin_does_it_from_the_page(ada, admin, as_):
    client = as_(admin)
    assert "Close the account" in client.get("/people/ada/standing/").content.decode()
    client.post("/people/ada/close/", {"reason": "Left"})
    ada.refresh_from_db()
    assert not ada.is_active
    assert "This account is closed" in client.get("/people/ada/standing/").content.decode()
    client.post("/people/ada/reopen/")
    ada.refresh_from_db()
    assert ada.is_active


def test_the_page_says_why_it_cannot_be_done(admin, as_):
    assert "your own account" in as_(admin).get("/people/aldo/standing/").content.decode()
    assert as_(admin).post("/people/aldo/close/").status_code == 403
