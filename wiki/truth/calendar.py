"""When pages are to be looked at again, in the calendar of what is planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.moderation.lanes import calendar
from intranet.moderation.lanes.calendar import MOST, Planned
from wiki.models import Page


def register_dates() -> None:
    calendar.register(due_in)


def due_in(viewer: User, first: datetime.date, last: datetime.date, space: int) -> Iterable[Planned]:
    pages = Page.objects.visible_to(viewer).published().filter(review_due__range=(first, last))
    if space:
        pages = pages.filter(space=space)
    for page in pages.select_related("owner", "space").order_by("review_due", "pk")[:MOST]:
        if page.review_due is not None:
            yield Planned(
                day=page.review_due,
                title=page.title,
                sort="review",
                label=_("To be looked at again"),
                url=page.get_absolute_url(),
                icon="wiki",
                author=page.owner,
                space=page.space,
                entry_id=page.entry_id,
            )
