"""From what the parts saw to rows, at night."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.insights.models import LeftOut, Standing, TeamTie
from intranet.realtime.units import action

from . import ties
from .reckoning import Member, Reckoned, reckon

DAYS = 90


def members() -> dict[int, Member]:
    """Whoever is here and has not left themselves out, with the team they stand for."""
    people = User.objects.active().filter(is_system=False).exclude(pk__in=LeftOut.objects.values("person"))
    found: dict[int, Member] = {}
    for pk, kind, department, company in people.values_list("pk", "kind", "department", "company"):
        team = f"company_{company}" if company else f"department_{department}" if department else ""
        found[pk] = Member(team, kind == User.Kind.CUSTOMER)
    return found


def reckoned(at: datetime) -> Reckoned:
    since = at - timedelta(days=DAYS)
    found: dict[str, list[ties.Tie]] = {}
    for sort in ties.all_sorts():
        found.setdefault(sort.counts_as, []).extend(sort.of(since, at))
    return reckon(found, members())


@action
def gather_standings(at: datetime | None = None) -> int:
    """All of it anew. Returns of how many people there is something."""
    at = at or now()
    found = reckoned(at)
    Standing.objects.all().delete()
    TeamTie.objects.all().delete()
    rows = [
        Standing(
            person_id=pk,
            answers=one.answers,
            accepted=one.accepted,
            helped=len(one.helped),
            thanks=one.thanks,
            to_peers=one.to_peers,
            teams=len(one.teams),
            across_share=one.across_share,
            between=one.between,
            reckoned_at=at,
        )
        for pk, one in sorted(found.people.items())
    ]
    Standing.objects.bulk_create(rows, batch_size=500)
    TeamTie.objects.bulk_create(
        [
            TeamTie(giver=giver, taker=taker, answers=answers, people=people)
            for (giver, taker), (answers, people) in sorted(found.teams.items())
        ],
        batch_size=500,
    )
    return len(rows)
