"""What asking brings to the rest: what one is told after it, and where a guest's words wait. The way for guests to
answer stands at the end of a topic (``forum/topic.html``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext

from forum import panels
from forum.contributions import contributions
from forum.models import Topic
from intranet.accounts import halfway, profile_sections, unfinished
from intranet.moderation.numbers import usual_wait
from intranet.notifications.mail import doors


def register() -> None:
    from forum.contact import health  # noqa: F401, PLC0415 - registers its check

    doors.register("categories", doors.Door(_knows, _take))
    unfinished.register(halfway.waiting_at)
    profile_sections.register(contributions)
    panels.register("similar", _similar, template="forum/asking/_beside.html", order=60)
    panels.register("mailed", _mailed, template="forum/asking/_mailed.html", place="band", order=4)
    panels.register("asked", _asked, template="forum/asking/_asked.html", place="band", order=5)


def _knows(local: str) -> bool:
    from forum.mailing import knows  # noqa: PLC0415 - it calls actions

    return knows(local)


def _take(mail: doors.Incoming) -> int:
    from forum.mailing import take  # noqa: PLC0415 - as above

    return take(mail)


def _mailed(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """For whose mail it is: nobody else sees it until they say that it was them."""
    return {} if topic.by_mail and topic.is_waiting and topic.author_id == request.user.pk else None


def _asked(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """For who asked: where it stands and what comes next, right after asking and for as long as it is held."""
    if not request.user.is_authenticated or topic.author_id != request.user.pk:
        return None
    if not topic.is_held and "asked" not in request.GET:
        return None
    wait = usual_wait(topic.space) if topic.is_held else None
    return {"is_held": topic.is_held, "category": topic.category, "wait": in_words(wait) if wait is not None else ""}


def in_words(wait: timedelta) -> str:
    """What was measured, rounded up: nobody waits by the minute."""
    hours = max(-(-wait // timedelta(hours=1)), 1)
    if hours < 24:
        text = ngettext(
            "In the last month half of them were looked at within an hour.",
            "In the last month half of them were looked at within %(hours)s hours.",
            hours,
        )
        return text % {"hours": hours}
    days = -(-wait // timedelta(days=1))
    text = ngettext(
        "In the last month half of them were looked at within a day.",
        "In the last month half of them were looked at within %(days)s days.",
        days,
    )
    return text % {"days": days}


def _similar(request: HttpRequest, topic: Topic) -> Mapping[str, Any]:
    """Asked for when it comes into sight: nobody waits for the index to read a topic."""
    return {}
