"""The pages that readers were not helped by, for the worklists of those who look after what is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from intranet.accounts.models import User
from intranet.content.helpfulness import ENOUGH, FEWEST, OfLittleHelp
from wiki.models import Page

from .policies import can_read_opinions

MOST = 100


def pages_of_little_help(viewer: User) -> Iterable[OfLittleHelp]:
    opinions = Page.objects.visible_to(viewer).published().select_related("space", "owner", "owner_team")
    counted = opinions.annotate(
        said=Count("opinions"),
        helped=Count("opinions", filter=Q(opinions__was_helpful=True)),
        words=Count("opinions", filter=Q(opinions__settled_at=None) & ~Q(opinions__words="")),
    )
    few: Any = (
        counted.filter(said__gte=FEWEST).filter(helped__lt=F("said") * ENOUGH / 100).order_by("-said", "pk")[:MOST]
    )
    for page in few:
        may_read = bool(can_read_opinions(viewer, page))
        yield OfLittleHelp(
            page,
            percent=round(100 * page.helped / page.said),
            said=page.said,
            words=page.words if may_read else 0,
            url=reverse("wiki:opinions", args=[page.pk]) if may_read else "",
        )
