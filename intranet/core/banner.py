"""The line above every page that admins set: for an outage, a closing day, something that everybody has to know now.

It is part of the site's settings, so showing it asks nothing of the database. Who has put it away is known to their
browser alone, so pages that all guests get alike stay alike.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from django.utils.timezone import now
from django.utils.translation import get_language

from . import read_only
from .models import BannerFor, SiteSettings

NAMES = ("banner_text", "banner_text_it", "banner_level", "banner_for", "banner_until", "banner_dismissible")


class Banner(NamedTuple):
    """What ``components/banner.html`` is told. ``key`` is another one for other words: whoever put the last one away
    sees the next. ``until`` is when it goes by itself, in seconds since 1970, or None."""

    text: str
    level: str
    key: str
    dismissible: bool
    until: int | None = None


def banner_for(viewer: Any) -> Banner | None:
    """What stands above the pages of this viewer now: that nothing is taken goes before what admins have to say."""
    if (why := read_only.reason()) is not None:
        return Banner(why.sentence, "caution", f"read-only-{why.value}", False)
    signed_in = bool(getattr(viewer, "is_authenticated", False))
    return banner_on(SiteSettings.current(), signed_in=signed_in, staff=getattr(viewer, "is_staff_member", False))


def banner_on(site: SiteSettings, *, signed_in: bool, staff: bool) -> Banner | None:
    """What admins have to say to such readers now, in the language that is active."""
    if not site.banner_text or (site.banner_until is not None and site.banner_until <= now()):
        return None
    if site.banner_for == BannerFor.SIGNED_IN and not signed_in:
        return None
    if site.banner_for == BannerFor.STAFF and not staff:
        return None
    italian = site.banner_text_it if (get_language() or "").startswith("it") else ""
    said = f"{site.banner_level}|{site.banner_text}|{site.banner_text_it}"
    key = hashlib.sha256(said.encode()).hexdigest()[:12]
    until = None if site.banner_until is None else int(site.banner_until.timestamp())
    return Banner(italian or site.banner_text, site.banner_level, key, site.banner_dismissible, until)
