"""Rules and levels of trust; docs/permissions.md."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from chat.policies import can_write_to
from forum import actions as forum
from intranet.accounts.models import CompanyAssignment
from intranet.content.models import Entry
from intranet.moderation.rules import actions as rules
from intranet.moderation.trust import actions as trust


@pytest.fixture
def topic(porch, author):
    category = forum.make_category(porch, by=author, name="Terminals")
    return forum.ask(category, by=author, title="Slow to wake up", body="x")


def test_119_rules_are_seen_by_moderators_and_changed_by_admins(as_, admin, moderator, colleague, customer):
    for who, seen, changed in ((admin, 200, 302), (moderator, 200, 403), (colleague, 403, 403), (customer, 403, 403)):
        assert as_(who).get("/moderation/rules/").status_code == seen
        assert as_(who).post("/moderation/rules/links/switch/", {"to": "on"}).status_code == changed


def test_120_what_a_rule_holds_is_read_by_its_author_and_who_keeps_order_there(
    topic, admin, author, moderator, customer, other_customer, colleague, guest
):
    rules.add_list(by=admin, name="Words", does="hold", lines=["casino"])
    held = forum.answer(topic, by=customer, body="The casino")
    for who, seen in (
        (customer, True),
        (author, True),
        (moderator, True),
        (other_customer, False),
        (colleague, False),
        (guest, False),
    ):
        who.__dict__.pop("_audiences", None)
        assert Entry.objects.visible_to(who).filter(pk=held.pk).exists() is seen, who


def test_121_the_level_of_a_customer_is_set_by_moderators_and_read_by_colleagues(
    as_, customer, other_customer, moderator, colleague
):
    trust.set_level(customer, 2, by=moderator)
    for who in (customer, other_customer, colleague):
        with pytest.raises(PermissionDenied):
            trust.set_level(customer, 3, by=who)
    assert b"Trusted" in as_(colleague).get(customer.get_absolute_url()).content
    assert as_(colleague).get(f"/people/{customer.handle}/level/").status_code == 403
    assert as_(other_customer).get(f"/people/{customer.handle}/level/").status_code == 404


def test_122_newcomers_talk_with_their_firm_and_who_looks_after_it(
    customer, acme, colleague, outsider, admin, monkeypatch
):
    CompanyAssignment.objects.create(company=acme, person=colleague)
    monkeypatch.setattr("intranet.accounts.together.met_by", lambda viewer: [[outsider.pk]])
    rules.change_rule("messages", by=admin, is_on=True)
    assert can_write_to(customer, [colleague])
    assert not can_write_to(customer, [outsider])
    customer.trust = 1
    assert can_write_to(customer, [outsider])
