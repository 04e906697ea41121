"""Open pages hear of the line above them: those of staff and those of customers each on a stream of their own, since a
line may be for staff alone. Visitors have no socket; they read it on their next page."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from intranet.accounts.models import User
from intranet.core.banner import banner_on
from intranet.core.models import SiteSettings
from intranet.realtime.gates import gate
from intranet.realtime.publish import publish

STREAM = "banner"
STAFF, CUSTOMERS = "staff", "customers"
CHANGED = "notifications.banner.changed"


def register() -> None:
    gate(STREAM)(_is_of_that_side)


def side_of(person: User) -> str:
    return STAFF if person.is_staff_member else CUSTOMERS


def tell_open_pages(site: SiteSettings) -> None:
    """Inside the action that changed it: what stands above their pages from now on, in each language, or nothing."""
    for side in (STAFF, CUSTOMERS):
        html = {}
        for language, _name in site.languages:
            with translation.override(language):
                banner = banner_on(site, signed_in=True, staff=side == STAFF)
                html[language] = render_to_string("components/banner.html", banner._asdict()) if banner else ""
        publish(f"{STREAM}_{side}", CHANGED, html=html)


def _is_of_that_side(person: User, key: str) -> bool:
    return person.is_active and key == side_of(person)
