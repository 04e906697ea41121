"""Setting the line above every page, and taking it down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.actions import change_site_settings
from intranet.core.models import BannerFor, BannerLevel, SiteSettings
from intranet.realtime.units import action

from .streams import tell_open_pages


@action
def set_banner(
    *,
    by: User,
    text: str,
    text_it: str = "",
    level: str = BannerLevel.INFO,
    shown_to: str = BannerFor.EVERYONE,
    until: datetime | None = None,
    dismissible: bool = True,
) -> bool:
    """Put it up, or other words in its place. False where it says all of this already."""
    text, text_it = " ".join(text.split()), " ".join(text_it.split())
    if not text:
        raise ValidationError({"text": _("Write something first.")})
    if until is not None and until <= now():
        raise ValidationError({"until": _("Choose a time that is still to come.")})
    return _write(
        by,
        banner_text=text,
        banner_text_it=text_it,
        banner_level=level,
        banner_for=shown_to,
        banner_until=until,
        banner_dismissible=dismissible,
    )


@action
def take_banner_down(*, by: User) -> bool:
    """From open pages too; the next one begins anew, for everybody. False where there was none."""
    return _write(
        by,
        banner_text="",
        banner_text_it="",
        banner_level=BannerLevel.INFO,
        banner_for=BannerFor.EVERYONE,
        banner_until=None,
        banner_dismissible=True,
    )


def _write(by: User, **wanted: Any) -> bool:
    try:
        changed: dict[str, Any] = change_site_settings(by=by, **wanted)
    except ValidationError as error:
        names = {name: name.removeprefix("banner_") for name in getattr(error, "error_dict", {})}
        raise ValidationError({names[name]: error.error_dict[name] for name in names}) from error
    if changed:
        site = SiteSettings.current()
        record("core.site.changed", by=by, on=site, audience="", **changed)
        tell_open_pages(site)
    return bool(changed)
