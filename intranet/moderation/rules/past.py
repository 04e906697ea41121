"""What was written before: as the database has it for what is sent now, and as it was while last month is replayed.
What was said in conversations is no part of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import datetime

from django.db.models import Count, Q

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.spaces.audiences import in_apart

from . import words

# Drafts are not out, and what was scheduled has not been said yet.
SAID = Q(state__in=[Entry.State.PUBLISHED, Entry.State.HELD, Entry.State.HIDDEN, Entry.State.DELETED])
CAME_OUT = Q(published_at__isnull=False) & SAID
# How many of the newest texts are compared word for word: beyond that, somebody has flooded already.
OWN_COMPARED = 100
OTHERS_COMPARED = 100


class Written:
    """The past of what is being sent now."""

    def let_out(self, author: int) -> int:
        return Entry.objects.filter(CAME_OUT, ~in_apart("audience"), author=author).count()

    def moments(self, author: int, since: datetime) -> list[datetime]:
        # Two texts that one person sends at once wait for each other here, so that both are counted.
        User.objects.select_for_update(no_key=True).filter(pk=author).order_by("pk").first()
        between_them = in_apart("audience") | in_apart("intended_audience")
        recent = Entry.objects.filter(SAID, ~between_them, author=author, created_at__gt=since)
        return list(recent.order_by("created_at").values_list("created_at", flat=True)[:1000])

    def same(self, author: int, sameness: str, since: datetime) -> bool:
        since_then = Entry.objects.filter(SAID, ~in_apart("audience"), created_at__gt=since)
        own = since_then.filter(author=author)
        others = since_then.filter(author__kind=User.Kind.CUSTOMER).exclude(author=author)
        for texts, most in ((own, OWN_COMPARED), (others, OTHERS_COMPARED)):
            for body in texts.order_by("-pk").values_list("body", flat=True)[:most]:
                if _could_be(body, sameness) and words.sameness(body) == sameness:
                    return True
        return False


class Replayed:
    """The past of one month, grown text by text as it is replayed. ``before`` it stands what came out earlier."""

    def __init__(self, authors: set[int], since: datetime) -> None:
        counted = (
            Entry.objects.filter(CAME_OUT, ~in_apart("audience"), author__in=authors, created_at__lte=since)
            .order_by()
            .values_list("author")
            .annotate(Count("pk"))
        )
        self._out: dict[int, int] = defaultdict(int, dict(counted))
        self._moments: dict[int, list[datetime]] = defaultdict(list)
        self._said: dict[str, list[tuple[datetime, int]]] = defaultdict(list)

    def let_out(self, author: int) -> int:
        return self._out[author]

    def moments(self, author: int, since: datetime) -> list[datetime]:
        written = self._moments[author]
        return written[bisect_right(written, since) :]

    def same(self, author: int, sameness: str, since: datetime) -> bool:
        return any(at > since for at, _who in self._said.get(sameness, ()))

    def remember(self, author: int, at: datetime, body: str, *, came_out: bool) -> None:
        """It was said then. What the rule would have refused is not remembered: it would not be there."""
        self._moments[author].append(at)
        self._said[words.sameness(body)].append((at, author))
        if came_out:
            self._out[author] += 1


def _could_be(body: str, sameness: str) -> bool:
    """Whether it is worth taking apart: a text of quite another length says something else."""
    return len(sameness) // 3 <= len(body) <= len(sameness) * 6 + 200
