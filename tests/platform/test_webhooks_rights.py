"""Who keeps webhooks, what they may point at, and the log: pages and API."""

from __future__ import annotations

import json
import socket
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from intranet.accounts.actions import create_token, deactivate
from intranet.api.webhooks import actions
from intranet.api.webhooks.models import Attempt, Delivery, Webhook
from intranet.api.webhooks.verbs import is_carried, on_offer
from tests.factories import a_person, a_space

from .listener import listening
from .test_fetching import DISGUISES
from .webhook_receiver import receiving

CRM = "https://crm.example.com/hook"


def a_webhook(by, **how) -> Webhook:
    return actions.add_webhook(**({"by": by, "url": CRM, "scope": "org", "verbs": ["*"]} | how))[0]


# --- Who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["customer", "other_customer", "outsider", "colleague", "moderator", "author"])
@pytest.mark.parametrize("scope", ["org", "public"])
def test_only_admins_have_more_than_one_space_told(who, scope, request):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        a_webhook(person, scope=scope)


@pytest.mark.parametrize(
    ("who", "space", "may"),
    [
        ("author", "lab", True),
        ("colleague", "lab", False),
        ("admin", "lab", False),
        ("moderator", "lab", False),
        ("outsider", "lab", False),
        ("customer", "porch", False),
        ("admin", "vault", False),
        ("author", "vault", True),
        ("admin", "plaza", True),
        ("admin", "porch", True),
        ("colleague", "plaza", False),
    ],
)
def test_a_space_is_told_of_by_its_owners_and_a_wide_one_by_admins_too(who, space, may, request):
    person, place = request.getfixturevalue(who), request.getfixturevalue(space)
    if may:
        assert a_webhook(person, scope="space", space=place).space == place
    else:
        with pytest.raises(PermissionDenied):
            a_webhook(person, scope="space", space=place)


def test_an_agency_guest_keeps_none(author, lab):
    from intranet.spaces.actions import add_member
    from intranet.spaces.models import Membership

    tina = a_person("Tina Lang", kind="agency", access_until=now() + timedelta(days=3))
    add_member(lab, by=author, person=tina)
    Membership.objects.filter(person=tina).update(role="owner")
    with pytest.raises(PermissionDenied):
        a_webhook(tina, scope="space", space=lab)


def test_the_admin_does_not_find_the_webhook_of_a_closed_space(author, admin, lab, as_):
    webhook = a_webhook(author, scope="space", space=lab)
    delivery = actions.send_test(webhook, by=author)
    for path in (webhook.get_absolute_url(), delivery.get_absolute_url(), f"/api/v1/webhooks/{webhook.pk}"):
        assert as_(admin).get(path).status_code == 404
        assert as_(author).get(path).status_code == 200
    assert "crm.example.com" not in as_(admin).get("/webhooks/").content.decode()


def test_who_takes_over_an_account_takes_over_its_webhooks_where_they_may(author, admin, colleague):
    other = a_person("Zita Blu", role="admin")
    space = a_space("Attic", owner=other, visibility="closed")
    from intranet.spaces.actions import add_member

    add_member(space, by=other, person=colleague, role="owner")
    house, attic = a_webhook(other), a_webhook(other, scope="space", space=space)
    deactivate(other, by=admin)
    house.refresh_from_db()
    attic.refresh_from_db()
    assert (house.keeper, attic.keeper) == (admin, None)
    actions.pause_webhook(attic, by=colleague)
    actions.resume_webhook(attic, by=colleague)
    attic.refresh_from_db()
    assert attic.keeper == colleague


def test_what_concerns_one_person_is_never_offered():
    offered = {verb.name for _area, verbs in on_offer() for verb in verbs}
    assert {"feeds.post.published", "spaces.space.joined"} <= offered
    for verb in ("accounts.note.read", "moderation.entry.flagged", "accounts.token.created", "feeds.post.scheduled"):
        assert verb not in offered
        assert not is_carried(verb)


# --- Addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://crm.example.com/hook", "https"),
        ("https://crm.example.com:22/", "443"),
        ("https://me:secret@crm.example.com/", "name or password"),
        ("ftp://crm.example.com/", "http"),
        ("crm.example.com", "http"),
        ("https://crm.example.com/a b", "no web address"),
        ("", "http"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(admin, url, sentence):
    with pytest.raises(ValidationError, match=sentence):
        a_webhook(admin, url=url)


def test_no_way_of_writing_it_reaches_what_is_not_listed(admin, settings, run_jobs):
    """Each disguise of the loopback in turn, for one webhook, with nothing listed and then with another network."""
    with listening() as four, listening(socket.AF_INET6, "::1") as six:
        webhook = a_webhook(admin)
        for listed in ([], ["10.9.0.0/16"]):
            settings.WEBHOOK_PRIVATE_ADDRESSES = listed
            for address in DISGUISES:
                for listener in (four, six):
                    Webhook.objects.filter(pk=webhook.pk).update(
                        url=address.format(port=listener.port), failing_since=None, failures=0, rests_until=None
                    )
                    actions.send_test(webhook, by=admin)
                run_jobs()
        assert (four.asked, six.asked) == ([], [])
    assert not Delivery.objects.exclude(state="failed").exists()
    assert not Attempt.objects.exclude(status=None).exists()


def test_a_name_that_leads_inside_is_not_sent_to(admin, run_jobs, monkeypatch):
    """The name is public when the webhook is made, and has an address of the house when it is sent to."""
    monkeypatch.setattr(sys.modules["intranet.core.fetching.fetch"], "getaddrinfo", _leads_to("127.0.0.1"))
    with listening() as listener:
        webhook = a_webhook(admin)
        Webhook.objects.update(url=f"https://crm.example.com:{listener.port}/")
        actions.send_test(webhook, by=admin)
        run_jobs()
        Webhook.objects.update(url=CRM)
        actions.send_test(webhook, by=admin)
        run_jobs()
        assert listener.asked == []
    assert {attempt.problem for attempt in Attempt.objects.all()} == {
        "This address is not on the public internet, so it is not fetched."
    }


def test_what_is_listed_is_reached(admin, settings, run_jobs):
    settings.WEBHOOK_PRIVATE_ADDRESSES = ["127.0.0.1"]
    with receiving() as receiver:
        actions.send_test(a_webhook(admin, url=receiver.url), by=admin)
        run_jobs()
        assert len(receiver.calls) == 1


def _leads_to(address):
    return lambda host, port, **_how: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


# --- Pages --------------------------------------------------------------------------------------------------------


def test_an_admin_adds_a_webhook_and_sees_its_secret_once(admin, as_):
    form = {"url": CRM, "description": "CRM", "reach": "org", "takes": "chosen", "verbs": ["feeds.post.published"]}
    page = as_(admin).post("/webhooks/new/", form).content.decode()
    assert page.count("whsec_") == 1
    webhook = Webhook.objects.get()
    assert webhook.verbs == ["feeds.post.published"]
    for path in ("/webhooks/", webhook.get_absolute_url()):
        page = as_(admin).get(path).content.decode()
        assert "CRM" in page
        assert "whsec_" not in page


def test_what_was_typed_is_kept_when_it_is_refused(admin, as_):
    form = {"url": "http://crm.example.com", "description": "Our CRM", "reach": "public", "takes": "chosen"}
    response = as_(admin).post("/webhooks/new/", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Our CRM" in page
    assert "Choose at least one event." in page


def test_an_owner_is_offered_their_spaces_alone(author, lab, plaza, as_):
    from django.test import Client

    other = a_space("Elsewhere", owner=a_person("Uma Otter"), visibility="open")
    page = as_(author).get("/webhooks/new/").content.decode()
    assert lab.name in page
    assert other.name not in page
    assert 'value="org"' not in page
    assert Client().get("/webhooks/new/").status_code == 302


def test_the_answer_is_shown_as_plain_text(admin, as_):
    delivery = Delivery.objects.create(webhook=a_webhook(admin), verb="webhooks.test", state="failed", tries=1)
    Attempt.objects.create(delivery=delivery, number=1, status=500, answer="<script>alert(1)</script>")
    page = as_(admin).get(delivery.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_log_costs_the_same_for_few_and_for_many(admin, as_, queries_stay_flat):
    webhook, browser = a_webhook(admin), as_(admin)
    queries_stay_flat(
        lambda: browser.get(webhook.get_absolute_url()),
        lambda: Delivery.objects.create(webhook=webhook, verb="webhooks.test", state="failed"),
    )
    queries_stay_flat(lambda: browser.get("/webhooks/"), lambda: a_webhook(admin))


def test_the_log_can_be_narrowed(admin, as_):
    webhook = a_webhook(admin)
    for state in ("failed", "delivered"):
        Delivery.objects.create(webhook=webhook, verb=f"webhooks.{state}", state=state)
    page = as_(admin).get(f"{webhook.get_absolute_url()}?state=failed").content.decode()
    assert "webhooks.failed" in page
    assert "webhooks.delivered" not in page


# --- API ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def program(admin, client):
    _token, secret = create_token(admin, by=admin, name="A program")

    def call(method, path, sent=None, **headers):
        told = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} | headers
        answer = client.generic(method, f"/api/v1{path}", json.dumps(sent or {}), "application/json", **told)
        return answer.status_code, (json.loads(answer.content) if answer.content else None)

    return call


def test_a_program_keeps_a_webhook(program):
    status, made = program("POST", "/webhooks", {"address": CRM}, HTTP_IDEMPOTENCY_KEY="crm")
    assert status == 201
    assert made["secret"].startswith("whsec_")
    again = program("POST", "/webhooks", {"address": CRM}, HTTP_IDEMPOTENCY_KEY="crm")
    assert again == (201, made | {"secret": ""})
    path = f"/webhooks/{made['id']}"
    assert program("POST", f"{path}/rotate")[1]["secret"] not in ("", made["secret"])
    assert program("PUT", path, {"paused": True})[1]["state"] == "paused"
    assert program("POST", f"{path}/test")[0] == 403
    assert program("PUT", path, {"paused": False, "events": ["feeds.post.published"]})[1]["state"] == "on"
    status, sent = program("POST", f"{path}/test")
    assert (status, sent["state"]) == (202, "waiting")
    Delivery.objects.update(state="failed")
    assert program("POST", f"{path}/replay", {"since": "2026-01-01T00:00:00Z"}) == (200, {"count": 1})
    [row] = program("GET", f"{path}/deliveries")[1]["items"]
    assert row["webhook_id"].startswith("msg_")
    assert program("GET", f"{path}/deliveries/{row['id']}")[1]["payload"]["type"] == "webhooks.test"
    assert program("DELETE", path) == (204, None)
    assert program("GET", "/webhooks")[1]["items"] == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"address": "http://127.0.0.1/"}, 422),
        ({"address": CRM, "events": ["feeds.post.exploded"]}, 422),
        ({"address": CRM, "events": []}, 422),
        ({"address": CRM, "scope": "everything"}, 422),
        ({"address": CRM, "scope": "space"}, 403),
        ({}, 422),
    ],
)
def test_what_makes_no_sense_makes_no_webhook(program, sent, status):
    assert program("POST", "/webhooks", sent)[0] == status
    assert not Webhook.objects.exists()


def test_an_event_of_a_part_that_has_gone_is_kept_until_it_is_taken_away(admin, as_):
    webhook = a_webhook(admin, verbs=["feeds.post.published"])
    Webhook.objects.update(verbs=["feeds.post.published", "attic.box.opened"])
    browser, path = as_(admin), f"{webhook.get_absolute_url()}edit/"
    assert "attic.box.opened" in browser.get(path).content.decode()
    form = {"url": CRM, "takes": "chosen", "verbs": ["attic.box.opened"], "description": "Boxes"}
    assert browser.post(path, form).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.verbs, webhook.description) == (["attic.box.opened"], "Boxes")
