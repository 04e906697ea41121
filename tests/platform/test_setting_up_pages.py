"""The set-up in the browser's eyes: steps, presets with a look before, the small public site, the way in for the first
admin, and the same for programs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.core.models import SiteSettings
from intranet.flows.models import AppliedPreset, SetUp
from intranet.flows.setting_up import actions, comments, steps
from intranet.site_settings import set_site
from intranet.spaces.models import Space


def test_each_step_can_be_looked_at_saved_and_leads_to_the_next(as_, admin):
    SetUp.objects.create()
    page = as_(admin)
    sent = {
        "name": {"name": "Meridiana", "support_email": "ciao@example.com", "front_text": "Pumps."},
        "look": {"accent_hue": "118"},
        "languages": {"enabled_languages": ["it"], "default_language": "it"},
        "hours": {"days": ["0", "1"], "opens": "08:00", "closes": "12:00", "zone": "Europe/Rome"},
        "spaces": {"suggested": ["everybody", "customers"], "own": "Workshop\nOffice"},
        "lanes": {"sort": "post_review", "hours": "24", "at_deadline": "escalate"},
        "order": {"moderators": "", "second_factor_for": "nobody"},
    }
    for step in steps.STEPS:
        url = reverse("flows:setup-step", args=[step.key])
        assert page.get(url).status_code == 200
        following = steps.after(step.key)
        leads = reverse("flows:setup-step", args=[following.key]) if following else reverse("flows:setup")
        assert page.post(url, sent[step.key]).headers["Location"] == leads

    site = SiteSettings.objects.get()
    assert (site.name, site.accent_hue, site.default_language, site.enabled_languages) == (
        "Meridiana",
        118,
        "it",
        ["it"],
    )
    assert set(Space.objects.values_list("name", flat=True)) == {"Everybody", "Customers", "Workshop", "Office"}
    assert SetUp.current().saved == list(sent)


def test_a_step_that_makes_no_sense_keeps_what_was_typed(as_, admin):
    answer = as_(admin).post(reverse("flows:setup-step", args=["name"]), {"name": "", "front_text": "Pumps and fans"})

    assert answer.status_code == 422
    assert "Pumps and fans" in answer.text
    assert not SetUp.current().saved


def test_a_preset_is_looked_at_applied_and_taken_back(as_, admin, porch):
    page = as_(admin)
    url = reverse("flows:setup-preset", args=["minimal-site"])
    looked_at = page.get(url)
    assert "becomes" in looked_at.text

    applied = page.post(url, {"seen": looked_at.context["seen"]})

    kept = AppliedPreset.objects.get()
    assert applied.headers["Location"] == reverse("flows:setup-applied", args=[kept.pk])
    set_site(by=admin, shut_doors=["ideas-street"])
    assert "Somebody has changed it since" in page.get(applied.headers["Location"]).text
    undone = page.post(applied.headers["Location"], follow=True)
    assert "was changed meanwhile and stays as it is now: Shut for guests and customers" in undone.text


def test_what_changed_since_one_looked_is_shown_again(as_, admin, porch):
    url = reverse("flows:setup-preset", args=["minimal-site"])

    answer = as_(admin).post(url, {"seen": "0123"})

    assert answer.status_code == 422
    assert "since you looked" in answer.text
    assert not AppliedPreset.objects.exists()


@pytest.mark.parametrize("who", ["author", "moderator", "customer"])
def test_only_admins_set_up(as_, who, request):
    page = as_(request.getfixturevalue(who))

    assert page.get("/setup/").status_code == 403
    assert page.post(reverse("flows:setup-preset", args=["everything"])).status_code == 403
    assert not AppliedPreset.objects.exists()


def test_the_plan_is_for_colleagues_and_names_no_space_they_may_not_know(as_, admin, author, outsider, customer, vault):
    from intranet.moderation.lanes.actions import set_lane

    set_lane(vault, "inside", by=author, sort="post_review")
    actions.write_plan(by=admin, owner=author, voice="We say you.")

    assert "Vault" in as_(author).get("/setup/plan/").text
    theirs = as_(outsider).get("/setup/plan/")
    assert "Ada Bianchi" in theirs.text
    assert "Vault" not in theirs.text
    assert as_(customer).get("/setup/plan/").status_code == 403
    assert as_(outsider).get("/setup/plan/edit/").status_code == 403


def test_the_plan_is_written_by_name(as_, admin, colleague):
    sent = {
        "owner": "Ben Rossi",
        "deputy": "",
        "cadence": "twice",
        "reply_hours": "4",
        "goal": "Fewer calls",
        "voice": "",
    }

    assert as_(admin).post("/setup/plan/edit/", sent).status_code == 302

    plan = SetUp.current()
    assert (plan.owner, plan.cadence, plan.goal) == (colleague, "twice", "Fewer calls")
    refused = as_(admin).post("/setup/plan/edit/", sent | {"owner": "Nobody Known"})
    assert refused.status_code == 422
    assert "Fewer calls" in refused.text


# --- The small public site -------------------------------------------------------------------------------------------


def test_a_minimal_site_shows_how_to_reach_the_firm_and_nothing_else(as_, admin, guest, customer, colleague, porch):
    set_site(by=admin, contact_phone="02 123", support_email="ciao@example.com", front_text="Pumps since 1950.")
    actions.apply_preset("minimal-site", by=admin)
    publish_post(by=admin, body="Tell us how the fans run.", space=comments.place())

    for reader in (guest, customer):
        page = as_(reader)
        front = page.get("/").text
        for said in (
            "02 123",
            "ciao@example.com",
            "Pumps since 1950.",
            "Monday to Friday",
            "Tell us how the fans run.",
        ):
            assert said in front
        for address in ("/community/", "/community/ask/", "/community/feed.atom", "/ideas/"):
            assert page.get(address).status_code == 404, address
            assert f'href="{address}"' not in front
        for address in ("/docs/", "/community/contact/"):
            assert page.get(address).status_code == 200, address
    assert as_(customer).post("/community/ask/", {}).status_code == 404
    assert as_(customer).get("/api/v1/topics").status_code == 404
    assert as_(customer).get("/api/v1/boards").status_code == 404
    assert as_(colleague).get("/api/v1/topics").status_code == 200
    inside = as_(colleague)
    assert inside.get("/community/").status_code == 200
    assert "02 123" not in inside.get("/").text


def test_taken_back_the_street_is_as_it_was(as_, admin, guest, porch):
    applied = actions.apply_preset("minimal-site", by=admin)
    assert as_(guest).get("/community/").status_code == 404

    actions.undo_preset(applied, by=admin)

    assert as_(guest).get("/community/").status_code == 200
    assert "What is new at" in as_(guest).get("/").text


def test_robots_are_told_of_nothing_behind_a_shut_door(as_, admin, guest, monkeypatch):
    from intranet.core import sitemap

    monkeypatch.setattr(sitemap, "_sources", {"all": lambda: map(sitemap.Address, ("/community/1/", "/docs/1/"))})
    assert "/community/1/" in as_(guest).get("/sitemap.xml").text

    set_site(by=admin, shut_doors=["forum"])

    told = as_(guest).get("/sitemap.xml").text
    assert "/docs/1/" in told
    assert "/community/1/" not in told


def test_a_door_that_is_not_there_cannot_be_shut(admin):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        set_site(by=admin, shut_doors=["attic"])
    # The door of a part that is gone since hinders nothing else.
    SiteSettings(shut_doors=["attic"]).save()
    assert set_site(by=admin, name="Meridiana")


# --- The first who come ----------------------------------------------------------------------------------------------


def test_an_empty_house_says_how_the_first_admin_is_made(as_, guest, db):
    assert "createsuperuser" in as_(guest).get("/").text

    User.objects.create_user(email="a@example.com", name="Ann", password="long-enough-for-ann", handle="ann")

    assert "createsuperuser" not in as_(guest).get("/").text


def test_the_first_admin_is_led_to_the_set_up_until_there_is_something(as_, admin, colleague, author):
    page = as_(admin)
    assert page.get("/").headers["Location"] == "/setup/"
    assert as_(colleague).get("/").status_code == 200

    page.post("/setup/done/", {"to": "done"})

    assert page.get("/").status_code == 200


def test_an_admin_of_a_house_with_spaces_is_led_nowhere(as_, admin, plaza):
    assert as_(admin).get("/").status_code == 200


# --- Programs --------------------------------------------------------------------------------------------------------


def test_programs_do_the_same(as_, admin, colleague, porch):
    api = as_(admin)
    looked_at = api.get("/api/v1/setup/presets/small-firm").json()
    asked = {"seen": looked_at["seen"]}
    applied = api.post("/api/v1/setup/presets/small-firm/apply", asked, content_type="application/json").json()
    assert [one["key"] for one in applied["changes"]] == [one["key"] for one in looked_at["changes"]]

    standing = api.get("/api/v1/setup").json()
    assert {one["key"]: one["applied"] for one in standing["presets"]}["small-firm"] == applied["id"]
    undone = api.post(f"/api/v1/setup/applied/{applied['id']}/undo").json()
    assert (undone["undone_by"], undone["stayed"]) == ("aldo", [])
    assert [one["id"] for one in api.get("/api/v1/setup/applied").json()["items"]] == [applied["id"]]

    plan = {"owner": "ben", "cadence": "daily"}
    api.put("/api/v1/setup/plan", plan, content_type="application/json")
    assert as_(colleague).get("/api/v1/setup/plan").json()["owner"] == "ben"
    site = api.put("/api/v1/setup/site", {"name": "Meridiana"}, content_type="application/json").json()
    assert site["name"] == "Meridiana"
    assert as_(colleague).get("/api/v1/setup").status_code == 403
    assert api.put("/api/v1/setup/site", {"accent_hue": 30}, content_type="application/json").status_code == 422
