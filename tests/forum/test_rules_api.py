"""Rules, trials and levels for programs, by the same actions."""

from __future__ import annotations

import pytest

from forum import actions as forum
from intranet.moderation.models import Rule

RULES = "/api/v1/moderation/rules"


@pytest.fixture
def call(as_):
    def called(who, method, path, document=None):
        return getattr(as_(who), method)(path, document, content_type="application/json")

    return called


def test_a_program_makes_changes_and_deletes_a_list(call, admin, category, customer):
    made = call(admin, "post", RULES, {"name": "Ads", "does": "hold", "values": {"lines": ["casino*"]}})
    assert made.status_code == 201
    key = made.json()["key"]
    forum.ask(category, by=customer, title="The casino", body="x")
    found = {one["key"]: one for one in call(admin, "get", RULES).json()}
    assert found[key]["hits"] == {"hold": 1}
    assert found["flood"]["is_on"] is False
    changed = call(admin, "put", f"{RULES}/{key}", {"does": "flag", "severity": 5}).json()
    assert (changed["does"], changed["severity"], changed["values"]["lines"]) == ("flag", 5, ["casino*"])
    assert call(admin, "put", f"{RULES}/flood", {"is_on": True}).json()["is_on"] is True
    assert call(admin, "delete", f"{RULES}/{key}").status_code == 204
    assert call(admin, "get", f"{RULES}/{key}").status_code == 404


@pytest.mark.parametrize(
    "wanted", [{"severity": 9}, {"values": {"lines": ["**"]}}, {"values": {"x": 1}}, {"parts": ["x"]}]
)
def test_what_makes_no_sense_is_told_in_a_sentence(call, admin, wanted):
    answer = call(admin, "post", RULES, {"name": "Ads", **wanted})
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")
    assert not Rule.objects.exists()


def test_a_program_asks_what_a_rule_would_have_caught(call, admin, category, customer, run_jobs):
    topic = forum.ask(category, by=customer, title="The casino", body="x")
    asked = call(admin, "post", f"{RULES}/trials", {"sort": "words", "name": "Ads", "values": {"lines": ["casino*"]}})
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    run_jobs()
    found = call(admin, "get", f"{RULES}/trials/{asked.json()['id']}").json()
    assert (found["state"], found["caught"], found["standing"]) == ("done", 1, 1)
    assert found["examples"] == [{"entry": topic.pk, "did": "hold", "why": "casino*"}]


def test_rules_go_to_a_file_and_come_back(call, admin):
    file = call(admin, "get", f"{RULES}/file").json()
    file["rules"][0]["is_on"] = True
    assert call(admin, "put", f"{RULES}/file", file).status_code == 200
    assert Rule.objects.get(key=file["rules"][0]["key"]).is_on
    assert call(admin, "put", f"{RULES}/file", {"form": "another", "rules": []}).status_code == 422


def test_levels_for_programs(call, admin, moderator, customer, colleague):
    changed = call(
        admin, "put", "/api/v1/moderation/levels/1", {"needs": {"days": 4}, "rights": {"links": None}}
    ).json()
    assert (changed["needs"]["days"], changed["rights"]["links"]) == (4, None)
    assert call(admin, "put", "/api/v1/moderation/levels/7", {}).status_code == 404
    path = f"/api/v1/people/{customer.handle}/level"
    assert call(moderator, "put", path, {"level": 2, "note": "Kind"}).json()["level"] == 2
    assert call(moderator, "get", path).json()["is_locked"] is True
    assert call(customer, "get", "/api/v1/me/standing").json()["name"] == "Trusted"
    assert call(moderator, "delete", path).json()["level"] == 0
    assert call(colleague, "put", path, {"level": 2}).status_code == 403
