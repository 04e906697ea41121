"""An admin looks through somebody's eyes: to read, for a while, and never more than the admin may read."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts import actions, view_as
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.models import Bookmark
from intranet.notifications.models import Notification
from intranet.serving.identity import read_person
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import audiences_of
from intranet.spaces.view_as import eyes_of
from tests import factories
from tests.architecture.asking import session_of


@pytest.fixture(autouse=True)
def _a_house_in_use(lab):
    """An admin of an empty one is led to setting it up."""


@pytest.fixture
def look(admin, as_):
    """``look(customer)`` is Aldo's browser, seeing as Dora; ``look(None)`` as a visitor."""

    def begin(person, reason="She says the page is empty") -> Client:
        client = as_(admin)
        who = person.handle if person is not None else ""
        assert client.post("/view-as/", {"who": who, "reason": reason}).status_code == 302
        return client

    return begin


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def said(author, lab, plaza, porch, vault, acme, customer, colleague):
    """One word for each audience, and who would meet it."""
    for space in (lab, plaza, porch, vault):
        publish_post(by=author, space=space, body=f"kanarienvogel{space.slug}")
    for audience in ("org", "customers", "public"):
        publish_post(by=author, body=f"kanarienvogel{audience}", audience=audience)
    actions.face_company(author, acme, by=User.objects.system())
    publish_post(by=User.objects.get(pk=author.pk), body="kanarienvogelacme", audience=acme.key)


WORDS = ["lab", "plaza", "porch", "vault", "org", "customers", "public", "acme"]


def read_by(person) -> set[str]:
    found = Entry.objects.visible_to(person).values_list("body", flat=True)
    return {word for word in WORDS if f"kanarienvogel{word}" in set(found)}


# --- What is seen ----------------------------------------------------------------------------------------------------


def test_a_customers_home_is_seen_as_the_customer_sees_it(said, customer, look):
    page = shown(look(customer), "/")
    assert "kanarienvogelcustomers" in page
    assert "kanarienvogelorg" not in page
    assert "You see this as" in page
    assert "Dora Neri" in page


def test_a_visitors_home_is_seen_as_a_visitor_sees_it(said, look):
    page = shown(look(None), "/")
    assert "kanarienvogelpublic" in page
    assert "kanarienvogelcustomers" not in page
    assert "a visitor without an account" in page


@pytest.mark.parametrize("who", ["author", "colleague", "outsider", "customer", "moderator"])
def test_what_is_read_is_what_both_read(who, said, admin, request):
    person = User.objects.get(pk=request.getfixturevalue(who).pk)
    aldo = User.objects.get(pk=admin.pk)
    seen = read_by(eyes_of(person, aldo))
    assert seen == read_by(User.objects.get(pk=person.pk)) & read_by(User.objects.get(pk=admin.pk))


def test_a_secret_space_stays_secret(said, author, vault, look):
    client = look(author)
    assert client.get(f"/spaces/{vault.slug}/").status_code == 404
    assert "Vault" not in shown(client, "/spaces/")
    assert "Vault" not in shown(client, "/")


def test_a_closed_space_that_the_admin_does_not_read_is_not_read_through_a_member(said, colleague, lab, look):
    client = look(colleague)
    assert "kanarienvogellab" not in shown(client, f"/spaces/{lab.slug}/")
    assert not read_by(eyes_of(colleague, User.objects.get(handle="aldo"))) & {"lab", "vault"}


def test_what_admin_and_person_share_is_read(said, admin, author, colleague, lab, look):
    space_actions.add_member(lab, by=author, person=admin)
    assert "kanarienvogellab" in shown(look(colleague), f"/spaces/{lab.slug}/")


def test_an_agency_guest_is_looked_through(said, author, lab, plaza, admin, look):
    guest = factories.a_person("Tina Lang", kind="agency", handle="tina", access_until=now() + timedelta(days=9))
    space_actions.add_member(plaza, by=author, person=guest)
    client = look(guest)
    assert "kanarienvogelplaza" in shown(client, f"/spaces/{plaza.slug}/")
    assert "kanarienvogelorg" not in shown(client, "/")
    assert client.get("/people/cleo/").status_code == 404
    assert "Ada Bianchi" in shown(client, "/people/")


def test_what_is_the_persons_own_is_nobodys(author, colleague, plaza, admin, run_jobs, look):
    post = publish_post(by=author, space=plaza, body="A note, @ben.")
    Bookmark.objects.create(person=colleague, entry_id=post.entry_id)
    run_jobs()
    assert Notification.objects.filter(recipient=colleague).exists()
    eyes = eyes_of(User.objects.get(pk=colleague.pk), User.objects.get(pk=admin.pk))
    assert not Notification.objects.filter(recipient=eyes.pk).exists()
    assert not Bookmark.objects.filter(person=eyes.pk).exists()
    assert colleague.key not in audiences_of(eyes)
    assert admin.key not in audiences_of(eyes)
    assert not eyes.is_moderator


@pytest.mark.parametrize(
    "path",
    [
        "/inbox/",
        "/settings/profile/",
        "/settings/data/",
        "/admin/",
        "/moderation/",
        "/accounts/email/",
        "/people/agency/",
    ],
)
def test_what_is_personal_or_powerful_stays_closed(path, colleague, look):
    answer = look(colleague).get(path)
    assert answer.status_code == 403
    assert "stays closed" in answer.content.decode()


def test_where_a_visitor_would_be_asked_to_sign_in_that_is_said(look):
    answer = look(None).get("/people/")
    assert answer.status_code == 403
    assert "asked to sign in" in answer.content.decode()


# --- Nothing is written ----------------------------------------------------------------------------------------------


def test_every_write_is_refused_with_a_sentence(customer, porch, author, look):
    client = look(customer)
    post = publish_post(by=author, space=porch, body="Hello")
    for path, form in [
        ("/posts/", {"body": "As Dora", "audience": porch.key}),
        (f"/entries/{post.pk}/comments/", {"body": "As Dora"}),
        (f"/spaces/{porch.slug}/join/", {}),
    ]:
        answer = client.post(path, form)
        assert answer.status_code == 403
        assert "nothing is sent" in answer.content.decode()
    assert Entry.objects.count() == 1


# --- Beginning and ending --------------------------------------------------------------------------------------------


def test_it_is_written_down_with_whom_why_and_when(customer, admin, look):
    client = look(customer, reason="Ticket 4711")
    noted = Activity.objects.get(verb="accounts.person.viewed_as")
    assert (noted.actor, noted.subject, noted.details["reason"], noted.audited) == (
        admin,
        customer.key,
        "Ticket 4711",
        True,
    )
    client.post("/view-as/stop/")
    assert Activity.objects.filter(verb="accounts.person.view_ended", actor=admin).count() == 1


def test_without_a_reason_nobody_looks(admin, customer, as_):
    assert as_(admin).post("/view-as/", {"who": "dora", "reason": " "}).status_code == 422
    with pytest.raises(ValidationError):
        actions.begin_to_view(customer, by=admin, reason=" \u200b")


@pytest.mark.parametrize("who", ["author", "moderator", "customer"])
def test_only_admins_look(who, colleague, request, as_):
    person = request.getfixturevalue(who)
    assert as_(person).get("/view-as/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.begin_to_view(colleague, by=person, reason="x")


def test_not_as_oneself_nobody_and_who_has_left(admin, deactivated, as_):
    client = as_(admin)
    for who, said in (("aldo", "your own eyes"), ("fred", "closed"), ("ghost", "Nobody is called")):
        answer = client.post("/view-as/", {"who": who, "reason": "x"})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_stop_brings_back_the_own_eyes(said, customer, look):
    client = look(customer)
    client.post("/view-as/stop/")
    page = shown(client, "/")
    assert "You see this as" not in page
    assert "kanarienvogelorg" in page


def test_it_ends_by_itself_after_half_an_hour(said, customer, look):
    client = look(customer)
    session = client.session
    session[view_as.KEY] = [customer.pk, time.time() - view_as.SECONDS - 1]
    session.save()
    assert "You see this as" not in shown(client, "/")
    assert view_as.KEY not in client.session


def test_it_ends_when_the_admin_is_none_any_more(said, customer, admin, look):
    client = look(customer)
    User.objects.filter(pk=admin.pk).update(role="")
    assert "You see this as" not in shown(client, "/")


def test_it_ends_when_the_person_leaves(customer, admin, look):
    client = look(customer)
    actions.deactivate(customer, by=admin)
    assert "You see this as" not in shown(client, "/")


def test_what_a_browser_could_forge_is_no_view(author, customer, as_):
    """Only the session says it, and a session of somebody else than an admin says nothing."""
    client = as_(author)
    session = client.session
    session[view_as.KEY] = [customer.pk, time.time()]
    session.save()
    assert "You see this as" not in shown(client, "/")


@pytest.mark.parametrize("rubbish", ["x", [], [1], [None, None], {"a": 1}])
def test_rubbish_in_the_session_is_no_view(rubbish, admin, as_):
    client = as_(admin)
    session = client.session
    session[view_as.KEY] = rubbish
    session.save()
    assert "You see this as" not in shown(client, "/")


def test_no_socket_is_opened_meanwhile(customer, look):
    client = look(customer)
    assert not read_person(client.session.session_key)[1].is_authenticated
    assert "data-person" not in shown(client, "/").partition("<head>")[0]
    client.post("/view-as/stop/")
    assert read_person(client.session.session_key)[1].is_authenticated


def test_programs_are_not_concerned(customer, admin, look):
    look(customer)
    token = actions.create_token(admin, by=admin, name="x")[1]
    answer = Client().get("/api/v1/me", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["handle"] == "aldo"


def test_the_person_learns_nothing_and_loses_nothing(customer, look, as_):
    look(customer)
    assert "You see this as" not in shown(as_(customer), "/")


def test_the_pages_are_kept_by_no_cache(customer, look):
    assert look(customer).get("/")["Cache-Control"] == "private, no-store"


def test_sessions_of_the_cast_are_untouched(author):
    assert view_as.KEY not in Client().session
    assert session_of(author)
