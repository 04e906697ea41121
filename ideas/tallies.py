"""Who wants an idea: staff, customers and their companies, counted apart and each once.

Two people of one company are two customers and one company; a company for which a colleague gave a voice counts among
the companies, and no name is told by a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from intranet.accounts.models import User
from intranet.conversation.models import Vote

from .models import Idea


class Tally(NamedTuple):
    staff: int = 0
    customers: int = 0
    companies: int = 0


NOBODY = Tally()


def tallies_of(ideas: Iterable[Idea]) -> dict[int, Tally]:
    """By id of the idea; of what was joined the votes count for the one at the top. One query."""
    ids = [idea.entry_id for idea in ideas]
    own = Q(on_behalf_of=None)
    customers = own & Q(person__kind=User.Kind.CUSTOMER)
    company = Coalesce("on_behalf_of_id", "person__company_id")
    rows = (
        # By two lists of entries: asked of the head across the join, it would read every vote there is.
        Vote.objects.filter(Q(entry__in=ids) | Q(entry__in=Idea.objects.filter(head__in=ids).order_by().values("pk")))
        .annotate(idea=Coalesce("entry__idea__head_id", F("entry_id")))
        .values("idea")
        .annotate(
            staff=Count("person", distinct=True, filter=own & ~Q(person__kind=User.Kind.CUSTOMER)),
            customers=Count("person", distinct=True, filter=customers),
            companies=Count(company, distinct=True, filter=customers | ~own),
        )
        .order_by()
    )
    found = {row["idea"]: Tally(row["staff"], row["customers"], row["companies"]) for row in rows}
    return {pk: found.get(pk, NOBODY) for pk in ids}


def tally_of(idea: Idea) -> Tally:
    return tallies_of([idea])[idea.entry_id]


def told(entry: Any) -> dict[str, Any]:
    """What a frame about a vote says of who wants it."""
    return {"tally": tally_of(entry)._asdict()}


def joined(ids: Iterable[int]) -> dict[int, list[int]]:
    """For each idea the ids of all whose votes count for it: those joined into it, and into those."""
    groups = {pk: [pk] for pk in ids}
    for pk, head in Idea.objects.filter(head__in=list(groups)).order_by().values_list("pk", "head"):
        assert head is not None
        groups[head].append(pk)
    return groups
