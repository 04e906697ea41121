"""The scenarios of docs/permissions.md about programs that are told what happens."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.accounts.actions import change_role
from intranet.api.webhooks.actions import add_webhook
from intranet.api.webhooks.models import Delivery
from intranet.spaces.audiences import ORG


def test_49_a_webhook_hears_what_its_scope_reads_while_its_keeper_may_keep_it(
    author, colleague, moderator, admin, lab, run_jobs
):
    address = {"url": "https://crm.example.com/", "verbs": ["*"]}
    for person in (author, colleague, moderator):
        with pytest.raises(PermissionDenied):
            add_webhook(by=person, scope="org", **address)
    for person in (admin, colleague):
        with pytest.raises(PermissionDenied):
            add_webhook(by=person, scope="space", space=lab, **address)
    house, _secret = add_webhook(by=admin, scope="org", **address)
    labs, _secret = add_webhook(by=author, scope="space", space=lab, **address)
    inside = publish_post(by=author, space=lab, body="Inside")
    outside = publish_post(by=author, audience=ORG, body="Outside")
    change_role(admin, by=_another_admin(), role="")
    run_jobs()
    told = {(row.webhook, row.activity.subject) for row in Delivery.objects.filter(verb="feeds.post.published")}
    assert told == {(house, outside.key), (labs, inside.key)}
    house.refresh_from_db()
    labs.refresh_from_db()
    assert (house.state, house.why_off, labs.state) == ("off", "keeper", "on")


def _another_admin():
    from tests.factories import a_person

    return a_person("Zita Blu", role="admin")
