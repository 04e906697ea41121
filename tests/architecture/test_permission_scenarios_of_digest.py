"""Scenarios of docs/permissions.md: digests."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.jobs.testing import drain
from intranet.notifications import actions
from intranet.notifications.digests.engine import pick, still_readable
from intranet.notifications.digests.links import read_all_url
from intranet.notifications.models import Notification
from intranet.spaces import actions as spaces

pytestmark = pytest.mark.django_db


def test_156_what_was_picked_and_may_not_be_read_any_more_is_not_in_a_digest(author, colleague, lab):
    publish_post(by=author, space=lab, title="Fans", body="Words.")
    moment = now()
    items = pick(colleague, moment - timedelta(days=1), moment)
    assert [item.title for item in items] == ["Fans"]
    spaces.leave_space(lab, by=colleague)
    assert still_readable(items, User.objects.get(pk=colleague.pk)) == []


def test_157_nobody_wants_more_or_less_of_what_they_may_not_read(author, outsider, lab):
    post = publish_post(by=author, space=lab, title="Fans", body="Words.")
    with pytest.raises(PermissionDenied):
        actions.want(post, by=outsider, way=actions.LESS)


def test_184_from_a_mail_all_up_to_it_is_read_and_nothing_else(author, colleague, outsider, lab, as_, guest):
    def told(who: User, title: str) -> None:
        publish_post(by=author, space=lab, title=title, body=f"@{who.handle}?")
        drain()

    drain()
    actions.mark_read(by=colleague)
    told(colleague, "Before")
    told(author, "To somebody else")
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        path = read_all_url(colleague, now()).removeprefix(settings.SITE_URL)
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        told(colleague, "After")
        unread = Notification.objects.of(colleague).unread()
        as_(guest).get(path)
        assert unread.count() == 2
        assert as_(outsider).post(path).status_code == 403
        assert unread.count() == 2
        assert as_(guest).post(path).status_code == 200
        assert [one.entry.title for one in unread] == ["After"]
    with time_machine.travel(now() + timedelta(days=32), tick=False):
        assert as_(guest).post(path).status_code == 403
    assert as_(guest).post("/digest/read/bad-word/").status_code == 403
