"""Half inside: what is demanded of whom, what happens to what one was doing, and to sockets that were open."""

from __future__ import annotations

import asyncio

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from intranet.accounts import actions, threshold
from intranet.accounts.models import User
from intranet.core.models import SecondFactorFor, SiteSettings
from intranet.realtime import hub as hub_module
from intranet.realtime.bus import LocalBus
from intranet.realtime.hub import Hub, Pace
from intranet.site_settings import SiteSettingsForm, save_site_settings
from tests.factories import PASSWORD

from .live_browser import Browser, in_thread
from .live_world import until
from .second_steps import code_for, just_proven, proven, with_app

pytestmark = pytest.mark.django_db
TEXTS = {"en": "Be kind.", "it": "Sii gentile."}
PACE = Pace(poll=0.05, sentinel=3600, patience=0.002, spread=0, linger=0.01)


def demand(whom: str, *, by: User) -> None:
    site = SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)
    now = {name: getattr(site, name) for name in SiteSettingsForm.Meta.fields if name != "logo"}
    form = SiteSettingsForm(now | {"second_factor_for": whom})
    assert form.is_valid(), form.errors
    save_site_settings(form, by=by)


@pytest.mark.parametrize(
    ("whom", "held"),
    [
        ("nobody", set()),
        ("admins", {"aldo"}),
        ("moderators", {"aldo", "mara"}),
        ("staff", {"aldo", "mara", "ada"}),
    ],
)
def test_the_site_says_of_whom_a_second_step_is_demanded(whom, held, admin, moderator, author, customer):
    demand(whom, by=admin)
    people = [admin, moderator, author, customer]
    one_by_one = {person.handle for person in people if threshold.missing_of(person)}
    together = threshold.held_back(people)
    assert one_by_one == held
    assert together == {person.pk for person in people if person.handle in held}


def test_nothing_is_demanded_unless_an_admin_says_so(author, admin):
    assert threshold.held_back([author, admin]) == set()


def test_only_admins_demand_it_and_it_is_written_down(admin, moderator):
    from django.core.exceptions import PermissionDenied

    from intranet.activity.models import Activity

    with pytest.raises(PermissionDenied):
        demand("staff", by=moderator)
    demand("staff", by=admin)
    changed = Activity.objects.get(verb="core.site.changed")
    assert changed.details == {"second_factor_for": ["nobody", "staff"]}


def test_asking_for_many_sockets_costs_one_query(django_assert_num_queries, admin, author, colleague, moderator):
    demand("staff", by=admin)
    SiteSettings.current()
    with django_assert_num_queries(1):
        threshold.held_back([admin, author, colleague, moderator])


def test_a_page_is_led_to_the_set_up_with_a_sentence_and_back_again(author, admin):
    demand("staff", by=admin)
    client = just_proven(proven(author))
    sent = client.get("/people/?q=ben")
    assert sent.url == "/settings/security/?next=%2Fpeople%2F%3Fq%3Dben"
    page = client.get(sent.url).content.decode()
    assert "Your role demands a second step" in page
    assert "Main" not in page, "the house is not around it"

    import re

    secret = re.search(r'class="secret-key">(\w+)<', client.get("/accounts/2fa/totp/activate/").content.decode())[1]
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert client.get("/people/").status_code == 200


def test_who_removes_the_only_one_is_outside_again(author, admin):
    with_app(author)
    demand("staff", by=admin)
    client = just_proven_with_app(author)
    assert client.get("/people/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/people/").url.startswith("/settings/security/")


def just_proven_with_app(person) -> Client:
    from allauth.mfa.models import Authenticator

    proven(person)
    secret = Authenticator.objects.get(user=person).data["secret"]
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})
    client.post("/accounts/reauthenticate/?next=/", {"password": PASSWORD})
    return client


def test_what_somebody_was_writing_is_refused_and_kept(as_, author, admin):
    client = as_(author)
    actions.publish_terms("terms", by=admin, texts=TEXTS)
    text = "A long thought\nin two lines"
    answer = client.post("/posts/", {"body": text, "audience": "org"}, headers={"sec-fetch-site": "same-origin"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert text in page
    assert 'href="/consent/" target="_blank"' in page
    script = client.post("/posts/", {"body": text}, headers={"hx-request": "true"})
    assert script.status_code == 403
    assert "Read them and agree first" in script.headers["HX-Trigger"]


def test_a_foreign_page_gets_nothing_to_send_again(as_, author, admin):
    client = as_(author)
    actions.publish_terms("terms", by=admin, texts=TEXTS)
    answer = client.post("/posts/", {"body": "planted"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "planted" not in answer.content.decode()


def test_what_was_put_aside_for_the_password_is_not_taken_up_from_outside(author, admin):
    """A form that waited for the password must not run when its person has been shut out meanwhile."""
    from intranet.accounts.models import ApiToken

    client = Client()
    client.force_login(proven(author))
    asked = client.post("/settings/tokens/", {"name": "A program", "days": "90"})
    assert asked.url == "/accounts/reauthenticate/?next=%2Fsettings%2Ftokens%2F"
    demand("staff", by=admin)
    client.get("/people/")
    client.post(asked.url, {"password": PASSWORD, "next": "/settings/tokens/"})
    assert not ApiToken.objects.exists()


def test_who_did_not_come_past_the_threshold_meanwhile_does_not_take_it_up_either(author, admin):
    from intranet.accounts.models import ApiToken

    client = Client()
    client.force_login(proven(author))
    client.post("/settings/tokens/", {"name": "A program", "days": "90"})
    demand("staff", by=admin)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/settings/tokens/"})
    assert not ApiToken.objects.exists()


# --- Sockets ---------------------------------------------------------------------------------------------------------


@pytest.fixture
async def hub(monkeypatch):
    found = Hub(asyncio.get_running_loop(), bus=LocalBus(), pace=PACE)
    monkeypatch.setattr(hub_module, "_running", found)
    yield found
    await found.stop()
    found.pool.shutdown(wait=True)


@pytest.fixture
async def open_(hub, as_):
    opened: list[Browser] = []

    async def browser(person) -> Browser:
        client = await in_thread(as_, person)
        opened.append(await Browser(client).open())
        return opened[-1]

    yield browser
    for one in opened:
        if one.closed_with is None:
            await one.leave()


@pytest.mark.django_db(transaction=True)
async def test_who_is_half_inside_gets_no_socket(open_, author, admin):
    await in_thread(demand, "staff", by=admin)
    tab = await open_(author)
    assert (tab.closed_with, tab.heard) == (4428, [])


@pytest.mark.django_db(transaction=True)
async def test_open_sockets_close_when_it_is_demanded_and_others_stay(open_, author, customer, admin):
    tab, witness = await open_(author), await open_(customer)
    await in_thread(demand, "staff", by=admin)
    await until(lambda: tab.closed_with == 4428)
    assert witness.closed_with is None


@pytest.mark.django_db(transaction=True)
async def test_open_sockets_close_when_new_terms_are_published(open_, author, admin):
    tab = await open_(author)
    await in_thread(actions.publish_terms, "privacy", by=admin, texts=TEXTS)
    await until(lambda: tab.closed_with == 4428)
    document = await in_thread(lambda: list(threshold_documents()))
    await in_thread(actions.agree_to_terms, author, document, by=author)
    again = await open_(author)
    assert again.closed_with is None


def threshold_documents():
    from intranet.accounts.terms import in_force

    return [document.pk for document in in_force()]


@pytest.mark.django_db(transaction=True)
async def test_removing_the_only_second_step_closes_the_socket(open_, author, admin):
    await in_thread(with_app, author)
    await in_thread(demand, "staff", by=admin)
    tab = await open_(author)
    assert tab.closed_with is None

    def remove() -> None:
        author.authenticator_set.all().delete()
        actions.second_step_changed(author, "totp_deactivated", by=author)

    await in_thread(remove)
    await until(lambda: tab.closed_with == 4428)


def test_an_admin_cannot_demand_nonsense(admin):
    from intranet.core.actions import change_site_settings

    with pytest.raises(ValidationError):
        change_site_settings(by=admin, second_factor_for="the-cat")
    assert SiteSettings.current().second_factor_for == SecondFactorFor.NOBODY
