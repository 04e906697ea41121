"""At the foot of a page: who has contributed to it, and the way its words have come."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from intranet.accounts.models import User
from intranet.content.credits import Contributors, contributors_of
from intranet.content.journeys import Journey, journey_of
from intranet.content.pointing import chips_for
from intranet.core.lately import Lately
from intranet.core.prepared import prepared
from wiki import panels
from wiki.docs import panels as docs_panels
from wiki.models import Contribution, Page
from wiki.reading.kept import writers_of

SHOWN = 12
_SECONDS = 600
_staff: Lately[list[User]] = Lately(1000, seconds=_SECONDS)


def contributors_to(page: Page) -> Contributors:
    """Everybody whose words are in a page, as they wish to be named at this moment. Of colleagues, who are named, the
    names may be some minutes old; customers are asked for each time."""
    key = page.pk, page.published_at, page.version_number
    staff = _staff.get(key, lambda: writers_of(page))
    customers = _customers(page=page.pk) if page.__dict__.get("has_customers", True) else []
    return contributors_of(page, [*staff, *customers])


@prepared(page=int)
def _customers(*, page: int) -> Any:
    parts = Contribution.objects.filter(version__page=page, person__kind=User.Kind.CUSTOMER)
    parts = parts.exclude(part=Contribution.Part.REVIEWER).order_by()
    return User.objects.filter(pk__in=parts.values("person")).select_related("company").order_by("pk")


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
        "steps": _steps(request, journey) if journey else [],
    }


def _steps(request: HttpRequest, journey: Journey) -> list[SafeString]:
    """The way from the first, as it is called and how it stands now."""
    return chips_for(request.user, [step.entry_id for step in reversed(journey.steps)])


def register() -> None:
    for place in (panels, docs_panels):
        place.register("contributors", _panel, template="wiki/crediting/_panel.html", place="below", order=30)
