"""The demonstration as a story in chapters: a company, its customers and a month of their life, told through actions.

A part adds its own chapter: a module ``demo.py`` (or a package) in its folder with functions marked
``@chapter(order)``; each gets the Story and does what people would do. Real time passes while they run, so
``story.at(...)`` moves what was made inside it back to when it happened in the story.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db.models import Max, Model
from django.utils import timezone

from intranet.accounts.models import Company, User
from intranet.activity.models import Activity
from intranet.content.models import Attachment, Entry, Revision
from intranet.spaces.models import JoinRequest, Membership, Space

ROME = zoneinfo.ZoneInfo("Europe/Rome")
Chapter = Callable[["Story"], None]
_chapters: list[tuple[int, Chapter]] = []

# What carries a time of its own. A part adds its tables with ``happens_in``.
_MOMENTS: dict[type[Model], tuple[str, ...]] = {
    User: ("date_joined",),
    Activity: ("created_at",),
    Entry: ("created_at", "published_at", "active_at"),
    Revision: ("written_at",),
    Space: ("created_at",),
    Membership: ("joined_at",),
    JoinRequest: ("created_at",),
    Attachment: ("created_at",),
}


def chapter(order: int) -> Callable[[Chapter], Chapter]:
    """Add a function to the story, after those with a lower ``order``."""

    def add(tell: Chapter) -> Chapter:
        _chapters.append((order, tell))
        return tell

    return add


def happens_in(model: type[Model], *fields: str) -> None:
    """Tell the story's clock about the times in a part's own table."""
    _MOMENTS[model] = fields


def chapters() -> list[Chapter]:
    return [tell for _order, tell in sorted(_chapters, key=lambda entry: entry[0])]


@dataclass
class Story:
    """What the chapters share. ``language`` is "en" or "it"; people by handle, spaces and companies by a short key."""

    language: str
    say: Callable[[str], None]
    today: datetime.date = field(default_factory=timezone.localdate)
    zone: datetime.tzinfo = ROME
    people: dict[str, User] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)

    def moment(self, days_ago: int, clock: str) -> datetime.datetime:
        """``clock`` ("14:05") on the day that long ago, but never in the future."""
        hour, minute = map(int, clock.split(":"))
        day = self.today - datetime.timedelta(days=days_ago)
        then = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)
        return min(then, timezone.now() - datetime.timedelta(minutes=2))

    @contextmanager
    def at(self, moment: datetime.datetime) -> Iterator[None]:
        """What is made inside happened at ``moment``."""
        before = {model: model._default_manager.aggregate(last=Max("pk"))["last"] for model in _counted()}
        started = timezone.now()
        yield
        for model, fields in _MOMENTS.items():
            made = model._default_manager.all()
            if model in before:
                made = made.filter(pk__gt=before[model] or 0)
            for name in fields:
                made.filter(**{f"{name}__gte": started}).update(**{name: moment})


def _counted() -> list[type[Model]]:
    return [
        model for model in _MOMENTS if model._meta.pk is not None and model._meta.pk.get_internal_type() != "UUIDField"
    ]
