"""The pages on which admins see, change, try and take along the rules and levels."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum import actions as forum
from intranet.activity.models import Activity
from intranet.moderation.models import Rule, Trial
from intranet.moderation.rules import actions as rules
from intranet.moderation.rules import exchange
from intranet.moderation.rules.sorts import SORTS
from intranet.moderation.trust import actions as trust
from intranet.moderation.trust.levels import AT_FIRST, level_numbered, levels

WORDS = {
    "name": "Advertising",
    "is_on": "on",
    "lines": "casino*\n\n cheap   batteries \n",
    "instead": "…",
    "language": "",
    "does": "refuse",
    "scope": "customers",
    "severity": "3",
}


def test_all_rules_stand_on_one_page_in_words(as_, admin, moderator):
    rules.change_rule("first_posts", by=admin, is_on=True, most=3)
    page = as_(moderator).get("/moderation/rules/").content.decode()
    for sort in SORTS.values():
        assert sort.many or str(sort.label) in page
    assert "The first 3 texts of a newcomer wait for a moderator." in page
    assert "Switch on" not in page
    assert "Switch on" in as_(admin).get("/moderation/rules/").content.decode()


def test_an_admin_watches_for_words_and_lets_go_of_them(as_, admin):
    client = as_(admin)
    assert client.post("/moderation/rules/new/", WORDS).status_code == 302
    rule = Rule.objects.get()
    assert (rule.name, rule.values["lines"], rule.does) == ("Advertising", ["casino*", "cheap batteries"], "refuse")
    assert b"casino*" in client.get(f"/moderation/rules/{rule.key}/").content
    client.post(f"/moderation/rules/{rule.key}/switch/", {"to": "off"})
    assert not Rule.objects.get().is_on
    client.post(f"/moderation/rules/{rule.key}/remove/")
    assert not Rule.objects.exists()
    verbs = Activity.objects.filter(verb__startswith="moderation.rule").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["moderation.rule.added", "moderation.rule.changed", "moderation.rule.removed"]


def test_what_is_typed_stays_when_a_line_means_nothing(as_, admin):
    answer = as_(admin).post("/moderation/rules/new/", WORDS | {"lines": "casino*\n**"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "would match everything or nothing" in page
    assert "casino*" in page


def test_a_rule_is_tried_from_its_form_and_the_form_is_not_saved(
    as_, admin, category, customer, other_customer, run_jobs
):
    forum.ask(category, by=customer, title="The casino", body="Where is it")
    forum.ask(category, by=other_customer, title="The sensor", body="Where is it")
    client = as_(admin)
    answer = client.post("/moderation/rules/new/", WORDS | {"try": "1"}, follow=True)
    assert b"Last month" in answer.content
    run_jobs()
    page = client.get(f"/moderation/rules/trials/{Trial.objects.get().pk}/").content.decode()
    assert "It would have caught 1 of 2 texts." in page
    assert "The casino" in page
    assert not Rule.objects.exists()


def test_a_trial_shows_no_words_of_closed_spaces(as_, admin, lab, colleague, run_jobs):
    from feeds.actions import publish_post

    publish_post(by=colleague, body="The casino of the lab", space=lab)
    as_(admin).post("/moderation/rules/new/", WORDS | {"try": "1", "scope": "everyone"})
    run_jobs()
    page = as_(admin).get(f"/moderation/rules/trials/{Trial.objects.get().pk}/").content.decode()
    assert "It would have caught 1 of" in page
    assert "of the lab" not in page
    assert "1 more is not yours to read." in page


def test_rules_and_levels_are_taken_along_and_come_back(as_, admin):
    kept = rules.add_list(by=admin, name="Advertising", does="flag", lines=["casino*"], severity=4)
    rules.change_rule("flood", by=admin, is_on=True, address_an_hour=12)
    trust.change_level(1, by=admin, links=7, days=9)
    file = as_(admin).get("/moderation/rules/file/").content
    rules.remove_list(kept.key, by=admin)
    rules.change_rule("flood", by=admin, is_on=False, address_an_hour=0)
    trust.change_level(1, by=admin, links=1, days=1)
    sent = {"file": SimpleUploadedFile("rules.json", file)}
    assert as_(admin).post("/moderation/rules/bring/", sent).status_code == 302
    assert exchange.as_file().encode() == file
    assert Rule.objects.get(key=kept.key).values["lines"] == ["casino*"]
    assert (level_numbered(1).links, level_numbered(1).needs.days) == (7, 9)


@pytest.mark.parametrize(
    "told",
    [
        b"no json",
        b"[]",
        json.dumps({"form": "portico-rules-1", "rules": [{"key": "flood", "sort": "flood", "severity": 9}]}).encode(),
        json.dumps({"form": "portico-rules-1", "rules": [{"key": "admin", "sort": "flood"}]}).encode(),
        json.dumps(
            {"form": "portico-rules-1", "rules": [], "levels": [{"number": 1, "needs": {"days": "x"}}]}
        ).encode(),
        ("[" * 100_000).encode(),
    ],
)
def test_a_file_that_makes_no_sense_changes_nothing(told, as_, admin):
    rules.change_rule("links", by=admin, is_on=True)
    before = exchange.as_file()
    answer = as_(admin).post("/moderation/rules/bring/", {"file": SimpleUploadedFile("rules.json", told)})
    assert answer.status_code == 422
    assert exchange.as_file() == before


def test_admins_change_a_level_and_moderators_look(as_, admin, moderator):
    assert b"Newcomer" in as_(moderator).get("/moderation/levels/").content
    assert as_(moderator).get("/moderation/levels/1/").status_code == 403
    sent = {"days": 5, "read": 1, "answers": 1, "accepted": 0, "votes": 0, "upheld": 1}
    sent |= {"links": "", "mentions": 4, "an_hour": 9, "a_day": 30, "weight": 1, "files": "on"}
    assert as_(admin).post("/moderation/levels/1/", sent).status_code == 302
    changed = levels()[1]
    assert (changed.needs.days, changed.links, changed.files, changed.messages) == (5, None, True, False)
    assert levels()[2] == AT_FIRST[2]
    assert as_(admin).post("/moderation/levels/1/", sent | {"days": "-1"}).status_code == 422
    assert as_(admin).get("/moderation/levels/5/").status_code == 404


def test_a_moderator_sets_the_level_of_a_customer(as_, moderator, customer, colleague):
    address = f"/people/{customer.handle}/level/"
    as_(moderator).post(address, {"level": "3", "note": "Helps everybody"})
    customer.refresh_from_db()
    assert customer.trust == 3
    assert b"Helps everybody" in as_(moderator).get(address).content
    as_(moderator).post(address, {"let_go": "1"})
    customer.refresh_from_db()
    assert customer.trust == 0
    assert as_(colleague).get(address).status_code == 403
    assert as_(moderator).get(f"/people/{colleague.handle}/level/").status_code == 403


def test_a_customer_reads_what_one_may_do_and_what_is_next(as_, admin, customer, colleague):
    rules.change_rule("files", by=admin, is_on=True)
    rules.change_rule("first_posts", by=admin, is_on=True)
    page = as_(customer).get("/community/standing/").content.decode()
    for said in ("Newcomer", "Images and files come later.", "Next: Known", "2 more days here", "You may add images"):
        assert said in page, said
    assert as_(colleague).get("/community/standing/").status_code == 404


def test_who_may_sees_the_level_on_the_page_of_a_customer(as_, moderator, colleague, customer):
    customer.trust = 2
    customer.save()
    page = as_(moderator).get(customer.get_absolute_url()).content.decode()
    assert "Trusted" in page
    assert f"/people/{customer.handle}/level/" in page
    assert "/level/" not in as_(colleague).get(customer.get_absolute_url()).content.decode()
    assert "/community/standing/" in as_(customer).get(customer.get_absolute_url()).content.decode()


def test_the_queue_names_the_rule_and_shows_what_one_rule_has_caught(as_, admin, moderator, category, customer):
    rule = rules.add_list(by=admin, name="Advertising", does="hold", lines=["casino*"])
    other = rules.add_list(by=admin, name="Sensors", does="flag", lines=["sensor*"])
    forum.ask(category, by=customer, title="The casino", body="Where is it")
    forum.ask(category, by=customer, title="The sensor", body="Where is it")
    page = as_(moderator).get("/moderation/").content.decode()
    assert "Advertising" in page
    assert "Sensors" in page
    page = as_(moderator).get(f"/moderation/?rule={other.key}").content.decode()
    assert "The sensor" in page
    assert "The casino" not in page
    assert "Caught by “Sensors”" in page
    assert f"?rule={rule.key}" in as_(admin).get("/moderation/rules/").content.decode()
