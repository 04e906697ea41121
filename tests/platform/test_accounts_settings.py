"""One's own settings: the page, the house's behaviour, the devices, the picture."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from intranet.accounts import actions
from intranet.accounts.devices import describe
from intranet.accounts.models import User
from intranet.accounts.sessions_adapter import SessionsAdapter
from intranet.realtime import presence
from intranet.realtime.models import Frame
from tests.factories import PASSWORD


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


@pytest.fixture
def ada(author):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    return author


def browser_of(person: User, agent: str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140") -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("page", ["profile", "account", "devices", "tokens"])
def test_a_guest_has_no_settings(db, client, page):
    assert client.get(f"/settings/{page}/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["profile", "account", "devices", "tokens"])
@pytest.mark.parametrize("somebody", ["author", "customer", "admin"])
def test_everybody_has_these_pages(somebody, page, request, as_):
    assert as_(request.getfixturevalue(somebody)).get(f"/settings/{page}/").status_code == 200


def test_settings_begin_with_the_profile(author, as_):
    assert as_(author).get("/settings/").url == "/settings/profile/"


PROFILE = {"name": "Ada Bianchi", "job_title": "", "pronouns": "", "location": "", "phone": "", "bio": ""}


def test_one_saves_the_page_and_who_sees_it(author, as_):
    answer = as_(author).post(
        "/settings/profile/",
        {**PROFILE, "bio": "Knows PEC.", "phone": "1", "shown_phone": "customers", "shown_email": author.key},
    )
    assert answer.url == "/settings/profile/"
    ada = again(author)
    assert ada.bio == "Knows PEC."
    assert ada.field_audiences == {"phone": "customers", "email": author.key}


def test_what_one_typed_stays_when_it_is_refused_and_nothing_is_saved(author, as_):
    answer = as_(author).post(
        "/settings/profile/", {**PROFILE, "bio": "Knows PEC.", "name": "Ada\u202e", "shown_phone": "public"}
    )
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert "Knows PEC." in answer.content.decode()
    assert again(author).field_audiences == {}


def test_a_form_with_more_than_its_fields_changes_no_more(author, as_):
    as_(author).post("/settings/profile/", {**PROFILE, "role": "admin", "kind": "customer", "department": "1"})
    ada = again(author)
    assert (ada.role, ada.kind, ada.department) == ("", "staff", None)


# --- The account -----------------------------------------------------------------------------------------------------

ACCOUNT = {"language": "en", "time_zone": "Europe/Rome", "show_presence": "on", "shortcuts": "on"}


def test_language_zone_presence_and_shortcuts_are_ones_own(author, as_):
    answer = as_(author).post("/settings/account/", {"language": "it", "time_zone": "Europe/Lisbon"})
    assert answer.url == "/settings/account/"
    ada = again(author)
    assert (ada.language, ada.time_zone, ada.show_presence, ada.shortcuts) == ("it", "Europe/Lisbon", False, False)
    assert not ada.show_reading
    assert not ada.show_typing


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"language": "x" * 500}, {"time_zone": "Mars/Base"}, {"time_zone": "../../etc"}]
)
def test_settings_that_make_no_sense_are_refused(author, as_, wrong):
    assert as_(author).post("/settings/account/", {**ACCOUNT, **wrong}).status_code == 422
    with pytest.raises(ValidationError):
        actions.change_settings(author, by=author, **wrong)


def test_nobody_changes_anothers_settings(author, admin):
    with pytest.raises(PermissionDenied):
        actions.change_settings(author, by=admin, language="it")


def test_open_tabs_learn_of_a_new_language(author):
    actions.change_settings(author, by=author, language="it")
    assert Frame.objects.filter(event="revoked").latest("pk").payload["people"] == [author.pk]


def test_the_readers_language_wins_over_the_browsers(author, as_):
    actions.change_settings(author, by=author, language="it")
    answer = as_(author).get("/people/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "it"


def test_a_guest_switches_the_language_with_a_cookie(db):
    client = Client()
    answer = client.post("/language/", {"language": "it", "next": "/accounts/login/?next=/people/"})
    assert answer.url == "/accounts/login/?next=/people/"
    assert client.get("/accounts/login/").headers["Content-Language"] == "it"


def test_a_person_switches_the_own_setting(author, as_):
    as_(author).post("/language/", {"language": "it", "next": "/people/"})
    assert again(author).language == "it"


@pytest.mark.parametrize("somewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(db, somewhere):
    assert Client().post("/language/", {"language": "it", "next": somewhere}).url == "/"


def test_a_language_we_do_not_speak_is_refused(db):
    assert Client().post("/language/", {"language": "x" * 5000}).status_code == 400
    assert Client().get("/language/").status_code == 405


# --- Presence --------------------------------------------------------------------------------------------------------


def test_staff_see_staff_and_customers_only_whom_they_may_see(author, colleague, customer, other_customer, acme, admin):
    everybody = {person.pk for person in (author, colleague, customer, other_customer)}
    assert presence.may_see(author, everybody) == everybody
    assert presence.may_see(customer, everybody) == {customer.pk}
    actions.face_company(colleague, acme, by=admin)
    assert presence.may_see(customer, everybody) == {customer.pk, colleague.pk}


def test_who_does_not_show_it_is_not_seen(author, colleague, deactivated):
    actions.change_settings(colleague, by=colleague, show_presence=False)
    assert presence.may_see(author, {colleague.pk, deactivated.pk, author.pk}) == {author.pk}


# --- Devices ---------------------------------------------------------------------------------------------------------


def test_one_sees_ones_devices_and_signs_one_out(ada, run_jobs):
    here, phone = browser_of(ada), browser_of(ada, "Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604")
    page = here.get("/settings/devices/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    row = UserSession.objects.get(user_agent__contains="iPhone")
    here.post(f"/settings/devices/{row.pk}/end/")
    assert phone.get("/people/").status_code == 302
    assert here.get("/people/").status_code == 200
    assert Frame.objects.filter(event="revoked").latest("pk").payload["people"] == [ada.pk]


def test_one_signs_out_everywhere_else(ada):
    here, there, elsewhere = (browser_of(ada) for _ in range(3))
    here.post("/settings/devices/others/end/")
    assert here.get("/people/").status_code == 200
    assert there.get("/people/").status_code == elsewhere.get("/people/").status_code == 302


def test_this_device_signs_out_by_signing_out(ada):
    here = browser_of(ada)
    row = UserSession.objects.get(user=ada)
    assert here.post(f"/settings/devices/{row.pk}/end/").status_code == 400
    assert here.get("/people/").status_code == 200


def test_anothers_device_is_not_there(ada, colleague, admin, as_):
    browser_of(ada)
    row = UserSession.objects.get(user=ada)
    for person in (colleague, admin):
        assert as_(person).post(f"/settings/devices/{row.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=row.pk).exists()


def test_allauths_own_list_closes_the_sockets_too(ada):
    there = browser_of(ada)
    Frame.objects.all().delete()
    SessionsAdapter().end_sessions(UserSession.objects.filter(user=ada))
    assert there.get("/people/").status_code == 302
    assert Frame.objects.get(event="revoked").payload["people"] == [ada.pk]


def test_signing_out_closes_the_sockets(ada):
    browser_of(ada).post("/accounts/logout/")
    assert Frame.objects.filter(event="revoked").latest("pk").payload["people"] == [ada.pk]


def test_an_unknown_browser_has_a_name_too(db):
    assert describe("curl/8") == "A browser we do not know"
    assert describe("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140") == "Edge on Windows"
