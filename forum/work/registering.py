"""What the work of those who answer brings to the house: a door with a number, a block beside each topic, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from forum import panels, work_tabs
from forum.models import Topic
from intranet.content import texts
from intranet.core import navigation
from intranet.core.context import provide_rail

from . import policies, verbs
from .lists import waiting_for
from .remarks import after_remark


def forum_work_count(request: HttpRequest) -> int:
    viewer: Any = request.user
    return waiting_for(viewer) if policies.can_work(viewer) else 0


def _beside(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """Who answers and by when, for the staff."""
    viewer: Any = request.user
    if not policies.can_work(viewer):
        return None
    return {
        "assignee": topic.assignee,
        "is_mine": topic.assignee_id == viewer.pk,
        "is_overdue": topic.is_overdue(now()),
        "may_assign": bool(policies.can_assign(viewer, topic, None)),
        "may_take": bool(policies.can_assign(viewer, topic, viewer)),
        "may_settle": topic.waiting_since is not None and bool(policies.can_settle(viewer, topic)),
    }


def register() -> None:
    verbs.register()
    provide_rail(forum_work_count)
    texts.on_text(after_remark)
    work_tabs.register(work_tabs.WorkTab("work", _("Waiting for us"), "forum:work", order=10, may=policies.can_work))
    panels.register("work", _beside, template="forum/work/_beside.html", place="aside", order=10)
    navigation.register(
        navigation.NavItem(
            "forum-work",
            _("Waiting for us"),
            "clock",
            "forum:work",
            order=22,
            audience="staff",
            group="street",
            count="forum_work_count",
        )
    )
