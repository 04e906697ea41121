"""``banner``: the line above every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.actions import can_change_site_settings
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.models import BannerFor, BannerLevel, SiteSettings
from intranet.notifications.banner.actions import set_banner, take_banner_down

router = Router(tags=["site"])


class BannerIn(Schema):
    text: str = Field(max_length=300)
    text_it: str = Field("", max_length=300)
    level: BannerLevel = BannerLevel.INFO
    shown_to: BannerFor = BannerFor.EVERYONE
    until: datetime | None = None
    dismissible: bool = True


class BannerOut(BannerIn):
    text: str = Field(description="Empty where there is none.")


@router.get("/banner", response=BannerOut, summary="The banner as admins have set it (admins)")
def house_banner(request: SignedIn) -> dict[str, Any]:
    require(can_change_site_settings(request.user))
    return _as_it_is()


@router.put("/banner", response=BannerOut, summary="Put up a banner (admins)")
def put_banner(request: SignedIn, new: BannerIn) -> dict[str, Any]:
    set_banner(by=request.user, **new.dict())
    return _as_it_is()


@router.delete("/banner", response={204: None}, summary="Take the banner down (admins)")
def remove_banner(request: SignedIn) -> Any:
    take_banner_down(by=request.user)
    return Status(204, None)


def _as_it_is() -> dict[str, Any]:
    site = SiteSettings.current()
    return {
        "text": site.banner_text,
        "text_it": site.banner_text_it,
        "level": site.banner_level,
        "shown_to": site.banner_for,
        "until": site.banner_until,
        "dismissible": site.banner_dismissible,
    }
