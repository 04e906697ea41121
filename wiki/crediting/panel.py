"""At the foot of a page: who has contributed to it, and the way its words have come."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from django.http import HttpRequest

from intranet.accounts.models import User
from intranet.content.credits import Contributors, contributors_of
from intranet.content.journeys import journey_of
from wiki import panels
from wiki.models import Contribution, Page
from wiki.reading.kept import Lately, writers_of

SHOWN = 12
_SECONDS = 600


class _Parts(NamedTuple):
    """Who wrote of the house, and which customers had a part: ids alone, for how those are named is asked each time."""

    staff: list[User]
    customers: list[int]


_parts: Lately[_Parts] = Lately(1000)


def contributors_to(page: Page) -> Contributors:
    """Everybody whose words are in a page, as they wish to be named at this moment."""
    parts = _parts_of(page)
    customers = User.objects.filter(pk__in=parts.customers).select_related("company") if parts.customers else ()
    return contributors_of(page, [*parts.staff, *customers])


def _parts_of(page: Page) -> _Parts:
    def read() -> _Parts:
        outside = Contribution.objects.filter(version__page=page, person__kind=User.Kind.CUSTOMER).order_by("pk")
        outside = outside.exclude(part=Contribution.Part.REVIEWER)
        return _Parts(writers_of(page), list(dict.fromkeys(outside.values_list("person", flat=True))))

    # Names and faces of colleagues may be some minutes old.
    return _parts.get((page.pk, page.version_number, int(time.time() // _SECONDS)), read)


def _panel(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    """For what is read outside, and for what is made of words from elsewhere."""
    journey = journey_of(page, request.user) if page.__dict__.get("has_sources", True) else None
    if not (journey or page.is_outside or page.__dict__.get("has_credits", True)):
        return None
    contributors = contributors_to(page)
    if not contributors and not journey:
        return None
    return {
        "named": contributors.named[:SHOWN],
        "more": max(len(contributors.named) - SHOWN, 0),
        "unnamed": contributors.unnamed,
        "journey": journey,
    }


def register() -> None:
    panels.register("contributors", _panel, template="wiki/crediting/_panel.html", place="below", order=30)
