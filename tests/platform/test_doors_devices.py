"""Where somebody is signed in: seen, told of by mail, ended by the person or by an admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import now

from intranet.accounts import actions
from intranet.activity.models import Activity

from .second_steps import proven, signed_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def ada(author):
    return proven(author)


def subjects(run_jobs) -> list[str]:
    run_jobs()
    return [message.subject for message in mail.outbox]


NEWS = "Your account was opened on a new device."


def test_the_first_sign_in_of_all_is_no_news(ada, run_jobs):
    signed_in(ada, HTTP_USER_AGENT=FIREFOX)
    assert NEWS not in subjects(run_jobs)


def test_a_browser_that_was_never_here_is_told_of_by_mail_with_its_name(ada, run_jobs):
    signed_in(ada, HTTP_USER_AGENT=FIREFOX)
    signed_in(ada, HTTP_USER_AGENT=PHONE)
    assert subjects(run_jobs).count(NEWS) == 1
    assert mail.outbox[-1].to == [ada.email]
    assert "Safari on iPhone" in mail.outbox[-1].body


def test_a_browser_that_was_here_is_no_news_even_after_signing_out(ada, run_jobs):
    client = signed_in(ada)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": ada.email, "password": "porticus-in-the-shade"})
    assert client.get("/people/").status_code == 200
    assert NEWS not in subjects(run_jobs)


def test_a_browser_of_somebody_else_is_news(ada, colleague, run_jobs):
    client = signed_in(ada)
    signed_in(proven(colleague))
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": colleague.email, "password": "porticus-in-the-shade"})
    assert subjects(run_jobs) == [NEWS]
    assert mail.outbox[-1].to == [colleague.email]


def test_nobody_makes_a_browser_look_known(ada, run_jobs):
    known = signed_in(ada).cookies["portico_known"].value
    forged = Client()
    forged.cookies["portico_known"] = known[:-2] + ("AA" if known[-2:] != "AA" else "BB")
    forged.post("/accounts/login/", {"login": ada.email, "password": "porticus-in-the-shade"})
    assert subjects(run_jobs) == [NEWS]


def test_the_page_shows_each_device_its_last_use_and_which_is_this(ada):
    here, there = signed_in(ada, HTTP_USER_AGENT=FIREFOX), signed_in(ada, HTTP_USER_AGENT=PHONE)
    assert there.get("/people/").status_code == 200
    page = here.get("/settings/devices/").content.decode()
    assert page.index("Firefox on Linux") < page.index("Safari on iPhone")
    assert page.count("This device") == 1
    assert "Last used" in page


def test_last_use_is_noted_every_five_minutes_and_not_at_every_page(ada, django_assert_num_queries):
    client = signed_in(ada)
    long_ago = now() - timedelta(days=3)
    UserSession.objects.update(last_seen_at=long_ago)
    cache.clear()
    client.get("/people/", headers={"x-forwarded-for": "203.0.113.9"})
    noted = UserSession.objects.get().last_seen_at
    assert noted > long_ago
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/people/")
    assert UserSession.objects.get().last_seen_at == long_ago


def test_an_admin_signs_somebody_out_everywhere_and_it_is_written_down(as_, ada, admin):
    clients = [signed_in(ada) for _ in range(3)]
    answer = as_(admin).post("/people/ada/sign-out/")
    assert answer.url == "/people/ada/standing/"
    assert [client.get("/people/").status_code for client in clients] == [302, 302, 302]
    ended = Activity.objects.get(verb="accounts.person.signed_out")
    assert (ended.actor, ended.audited, ended.details["sessions"]) == (admin, True, 3)
    assert signed_in(ada).get("/people/").status_code == 200


@pytest.mark.parametrize("who", ["colleague", "moderator", "ada"])
def test_nobody_else_does(who, ada, request):
    with pytest.raises(PermissionDenied):
        actions.sign_out_everywhere(ada, by=request.getfixturevalue(who))
