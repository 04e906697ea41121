"""Scenarios of docs/permissions.md: digests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.notifications import actions
from intranet.notifications.digests.engine import pick, still_readable
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
