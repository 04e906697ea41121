"""What lists are sorted by, kept beside each idea: how many want it, and how many have said so lately.

Kept by whatever counts votes (``conversation.votes.recount``, ``bulk.recount_ideas``); and as time goes by, ideas cool
by the hour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.jobs import scheduled

from .models import Idea

# In how many days a vote makes an idea rise.
LATELY = timedelta(days=14)
AT_ONCE = 500


def keep_heat(entry: Entry) -> None:
    """Its votes were counted: ``votes_count`` is right."""
    heat = heats_of([entry.entry_id]).get(entry.entry_id, 0)
    Idea.objects.filter(pk=entry.entry_id).update(wanted=entry.votes_count, heat=heat)


def heats_of(ids: Collection[int]) -> dict[int, int]:
    """The votes of the last days, also for what was joined, by the idea at the top; without those that have none."""
    joined = Idea.objects.filter(head__in=ids).order_by().values("pk")
    return _lately(Vote.objects.filter(Q(entry__in=ids) | Q(entry__in=joined)))


def _lately(votes: Iterable[Vote]) -> dict[int, int]:
    recent = votes.filter(created_at__gt=now() - LATELY)  # type: ignore[attr-defined]
    heads = recent.annotate(of=Coalesce("entry__idea__head_id", F("entry_id"))).order_by().values_list("of")
    return dict(heads.annotate(n=Count("pk")))


@scheduled(cron="17 * * * *", name="ideas.heat")
def keep_all_heat() -> int:
    """What nobody votes for any more sinks, and whatever else is not as it should be is put right. Returns how many."""
    of_ideas = Vote.objects.filter(entry__kind=Idea._meta.label_lower)
    heats = _lately(of_ideas)
    odd = Idea.objects.filter(Q(heat__gt=0) | Q(pk__in=list(heats)) | ~Q(wanted=F("votes_count")))
    changed = []
    for idea in odd.only("pk", "heat", "wanted", "votes_count"):
        heat = heats.get(idea.pk, 0)
        if (idea.heat, idea.wanted) != (heat, idea.votes_count):
            idea.heat, idea.wanted = heat, idea.votes_count
            changed.append(idea)
    Idea.objects.bulk_update(changed, ["heat", "wanted"], batch_size=AT_ONCE)
    return len(changed)
