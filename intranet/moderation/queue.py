"""What waits for a moderator: one case per reported or hidden entry, however many reported it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.reviews import IS_IN_REVIEW
from intranet.core.pagination import keyset_page
from intranet.spaces.audiences import audiences_of, in_apart, spaces_moderated

from .models import Flag

PAGE = 20


@dataclass
class Case:
    """``may_read``: whether the moderator reads the entry where it stands; otherwise only what was reported."""

    entry: Entry
    may_read: bool
    flags: list[Flag] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.entry.title if self.may_read else self.flags[0].title

    @property
    def body(self) -> str:
        return self.entry.body_text if self.may_read else self.flags[0].body

    @property
    def around(self) -> list[dict[str, Any]]:
        """What was reported among what was said around it, for a moderator who reads nothing else there."""
        if self.may_read or not self.flags or not self.flags[0].around:
            return []
        said = [one | {"moment": parse_datetime(one["at"])} for one in self.flags[0].around]
        it = {"author": self.entry.author.name, "text": self.body, "moment": self.entry.published_at, "reported": True}
        return sorted([*said, it], key=lambda one: one["moment"])

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(str(flag.get_reason_display()) for flag in self.flags))


@dataclass(frozen=True)
class QueuePage:
    cases: list[Case]
    next: str | None


def open_cases(moderator: User) -> QuerySet[Entry]:
    """Entries with open reports that this person may decide about."""
    reported = Flag.objects.filter(entry=OuterRef("pk"), state=Flag.State.OPEN)
    return Entry.objects.filter(_within_reach(moderator), Exists(reported)).exclude(author=moderator)


def hidden_cases(moderator: User) -> QuerySet[Entry]:
    """Entries that are hidden now and that this person may restore."""
    return Entry.objects.filter(_within_reach(moderator), state=Entry.State.HIDDEN)


def held_cases(moderator: User) -> QuerySet[Entry]:
    """Entries that nobody has read yet and that wait for this person to let them out."""
    return Entry.objects.filter(IS_IN_REVIEW).filter(_within_reach(moderator), state=Entry.State.HELD)


def case_of(moderator: User, entry_id: int) -> Entry | None:
    """The entry a decision is about: one the moderator reads, or one of the cases. None for anything else."""
    readable = Entry.objects.visible_to(moderator).filter(pk=entry_id).first()
    if readable is not None:
        return readable
    for cases in (open_cases(moderator), hidden_cases(moderator), held_cases(moderator)):
        if (found := cases.filter(pk=entry_id).first()) is not None:
            return found
    return None


def page_of(moderator: User, *, show: str = "open", cursor: str | None = None) -> QueuePage:
    """One page of cases, the longest waiting first, in a fixed number of queries."""
    cases = {"hidden": hidden_cases, "held": held_cases}.get(show, open_cases)(moderator)
    page = keyset_page(
        cases.select_related("author__department", "author__company", "space"), by=("pk",), cursor=cursor, size=PAGE
    )
    flags: dict[int, list[Flag]] = {}
    wanted = Flag.objects.filter(entry__in=page.items).select_related("by", "decided_by").order_by("pk")
    if show != "hidden":
        wanted = wanted.filter(state=Flag.State.OPEN)
    for flag in wanted:
        flags.setdefault(flag.entry_id, []).append(flag)
    held = audiences_of(moderator)
    found = [Case(entry, entry.audience in held, flags.get(entry.pk, [])) for entry in page.items]
    return QueuePage([case for case in found if case.may_read or case.flags], page.next)


def waiting_count(moderator: User) -> int:
    return open_cases(moderator).count() + held_cases(moderator).count()


def _within_reach(moderator: User) -> Q:
    reach = Q(space__in=spaces_moderated(moderator))
    if moderator.is_moderator:
        # Site moderators: whatever stands in no space and is not between its readers, and anywhere else what somebody
        # has reported.
        between_them = in_apart("audience") | in_apart("intended_audience")
        reach |= Q(space__isnull=True) & ~between_them | Q(Exists(Flag.objects.filter(entry=OuterRef("pk"))))
    return reach
