"""Votes that are being counted stand still."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Campaign, Contribution, Idea
from intranet.core.decisions import YES, Decision, no


def _frozen() -> QuerySet[Contribution]:
    """From the deadline, by the clock, until the result is out."""
    return Contribution.objects.filter(
        campaign__announced_at=None, campaign__closes_at__lte=now(), campaign__state=Campaign.State.PUBLISHED
    )


def frozen_among(ideas: Iterable[Idea]) -> set[int]:
    ids = [idea.pk for idea in ideas]
    return set(_frozen().filter(idea__in=ids).values_list("idea", flat=True)) if ids else set()


def not_frozen(idea: Idea) -> Decision:
    """What is joined into an idea of a campaign takes none either."""
    found = _frozen().filter(idea=idea.head_or_self_id).select_related("campaign").first()
    if found is None:
        return YES
    said = _("The campaign “%(question)s” is over: votes are closed until the result is out.")
    return no(said % {"question": found.campaign.title})
