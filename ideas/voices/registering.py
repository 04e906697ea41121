"""What voices bring to an idea's page, and what follows when somebody speaks for another company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from ideas import panels
from ideas.budget import budget_of
from ideas.models import Idea
from ideas.policies import can_vote_for_a_company
from ideas.tallies import joined
from intranet.accounts import hooks
from intranet.accounts.models import User
from intranet.conversation.models import Vote
from intranet.conversation.votes import recount
from intranet.crm.exporting import sources

from .forms import companies_for
from .naming import company_voices
from .taking_along import votes


def _voices(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """For colleagues the companies that others spoke for; for who votes with a budget, what is left of it."""
    viewer = request.user
    if not viewer.is_authenticated:
        return None
    budget = budget_of(viewer, idea.board) if idea.status.is_live else None
    said: dict[str, Any] = {"budget": budget, "companies": [], "private": 0, "may_add": False}
    if viewer.is_staff_member:
        for one in company_voices(Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk]), viewer):
            if one.company is None:
                said["private"] += 1
            else:
                said["companies"].append(one.company)
        said["may_add"] = bool(can_vote_for_a_company(viewer, idea)) and companies_for(viewer).exists()
    return said if any(said.values()) else None


def count_with_company(person: User, by: User) -> None:
    """A company is counted once, whoever speaks for it: where one of its people goes elsewhere, the sums follow."""
    if not person.is_customer:
        return
    own = Vote.objects.filter(person=person, on_behalf_of=None, entry__kind=Idea._meta.label_lower)
    for idea in Idea.objects.filter(pk__in=own.values("entry")).select_related("head").order_by("pk"):
        recount(idea.head or idea)


def register() -> None:
    panels.register("voices", _voices, template="ideas/voices/_panel.html", order=10)
    hooks.on_change(count_with_company)
    sources.register_kinds(["ideas.idea"], moments=["idea__status_at", "idea__answered_at"])
    sources.register(votes)
