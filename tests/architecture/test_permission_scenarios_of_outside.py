"""The scenarios of docs/permissions.md about outside channels, what pilots came to, and analysts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from intranet.accounts import actions as accounts
from intranet.insights.actions import name_analyst
from intranet.insights.channels import actions
from intranet.insights.models import OutsideChannel
from intranet.insights.people.actions import name_champion
from intranet.insights.people.gathering import gather_standings
from intranet.spaces import actions as spaces
from tests.insights import company as known


def test_173_the_register_is_read_by_who_works_here_and_kept_by_whom_admins_name(
    admin, author, colleague, outsider, customer, as_
):
    name_analyst(colleague, by=admin)
    channel = actions.register_channel(by=colleague, name="Letters", address="https://l.example", owner=author)
    path = f"/insights/channels/{channel.pk}/"
    assert [as_(person).get(path).status_code for person in (outsider, customer)] == [200, 404]
    assert not OutsideChannel.objects.visible_to(customer).exists()
    with pytest.raises(PermissionDenied):
        actions.review_channel(channel, by=outsider)
    with pytest.raises(PermissionDenied):
        actions.remove_channel(channel, by=author)
    assert actions.change_channel(channel, by=author, owner=outsider)
    accounts.deactivate(outsider, by=admin)
    assert list(OutsideChannel.objects.ownerless()) == [channel]


def test_174_what_a_pilot_came_to_is_said_and_read_by_who_keeps_the_space(author, colleague, lab, as_):
    spaces.start_pilot(lab, by=author, goal="y", ends_on=localdate() + timedelta(days=9))
    said = {"reached": "no", "why": "Nobody came", "next_step": "end"}
    with pytest.raises(PermissionDenied):
        spaces.answer_pilot(lab, by=colleague, **said)
    spaces.answer_pilot(lab, by=author, **said)
    path = f"/api/v1/spaces/{lab.pk}/pilot"
    assert as_(author).get(path).json()["answer"]["why"] == "Nobody came"
    assert as_(colleague).get(path).json()["answer"] is None


def test_175_analysts_see_stages_and_ties_and_no_names(admin, colleague, as_):
    firm = known.build()
    gather_standings()
    name_champion(firm["rosa"], by=admin, reason="Cold rooms")
    name_analyst(colleague, by=admin)
    client = as_(colleague)
    assert client.get("/insights/maturity/").status_code == 200
    assert client.get("/insights/maturity/thresholds/").status_code == 403
    page, told = client.get("/insights/people/"), client.get("/api/v1/insights/people").json()
    assert page.status_code == 200
    assert "Rosa" not in page.text
    assert told["answerers"] == told["bridges"] == told["thanked"] == told["customers_helping_customers"] == []
    assert "Rosa" in as_(admin).get("/insights/people/").text
    assert client.get("/api/v1/insights/champions").status_code == 403
    assert client.post("/insights/people/", {"person": "@ben", "reason": "x"}).status_code == 403
