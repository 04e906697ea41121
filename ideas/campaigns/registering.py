"""What campaigns bring to the house, to the menu of an idea, and to the page of one that takes part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ideas import panels
from ideas.models import Campaign, Contribution, Idea
from intranet.content import kinds, menu
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from . import verbs
from .kind import CAMPAIGN
from .reading import entered_by


def _takes_part() -> Q:
    return Q(Exists(Contribution.objects.filter(idea=OuterRef("pk"))))


def _campaign(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    found = Contribution.objects.filter(idea=idea, campaign__in=Campaign.objects.visible_to(request.user).published())
    contribution = found.select_related("campaign").first()
    return {"contribution": contribution, "campaign": contribution.campaign} if contribution is not None else None


def of_ideas(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if isinstance(entry, Idea) and viewer.is_authenticated and entered_by(viewer, entry):
        url = reverse("ideas:campaign-enter", args=[entry.entry_id])
        yield MenuItem("idea-enter", _("Have it take part in a campaign"), "flag", url, how="dialog", order=70)


def register() -> None:
    verbs.register()
    menu.register(of_ideas)
    kinds.register(CAMPAIGN)
    panels.register(
        "campaign", _campaign, template="ideas/campaigns/_band.html", place="band", order=10, where=_takes_part
    )
