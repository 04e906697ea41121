"""The one queue as a moderator sees it: filtered, paged, each case with no more than may be shown of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.models import Entry, Revision
from intranet.core.http import number_in
from intranet.core.pagination import keyset_page
from intranet.core.text import excerpt
from intranet.realtime import ledger
from intranet.spaces.audiences import audiences_of, spaces_moderated

from .cases import CASES
from .models import Case, Flag
from .reach import cases_for
from .rules.in_force import name_of
from .sorts import Choice, Sort, find

PAGE = 20
SHOW = ("open", "mine", "held", "hidden", "closed")
WAITING = ("-severity", "opened_at", "pk")
DECIDED = ("-decided_at", "-pk")
_RELATED = (
    "entry__author__department",
    "entry__author__company",
    "entry__root",
    "space",
    "about__company",
    "about__department",
    "claimed_by",
    "assignee",
    "decided_by",
    "cited",
)
MOST_STREAMS = 20


@dataclass(frozen=True)
class Filters:
    """What a moderator wants to see of the queue; empty strings and zeros want everything."""

    show: str = "open"
    sort: str = ""
    space: int = 0
    severity: int = 0
    days: int = 0
    who: str = ""
    rule: str = ""

    @classmethod
    def read(cls, given: Any) -> Filters:
        """From a query string; what makes no sense counts as not said."""

        def number(name: str) -> int:
            text = given.get(name, "")
            return number_in(text) or 0

        show, who = given.get("show", ""), given.get("who", "")
        return cls(
            show=show if show in SHOW else "open",
            sort=given.get("sort", "") if find(given.get("sort", "")) else "",
            space=number("space"),
            severity=min(number("severity"), 5),
            days=min(number("days"), 365),
            who=who if who in ("mine", "nobody") else "",
            rule=given.get("rule", "")[:120],
        )

    @property
    def query(self) -> str:
        said = {name: value for name, value in self.__dict__.items() if value and value != "open"}
        return urlencode(said)

    @property
    def is_narrow(self) -> bool:
        return bool(self.sort or self.space or self.severity or self.days or self.who or self.rule)

    @property
    def rule_name(self) -> str:
        return name_of(self.rule)


@dataclass
class Shown:
    """A case as one moderator sees it. ``may_read``: whether the moderator reads the entry where it stands; otherwise
    only what was reported."""

    case: Case
    sort: Sort
    may_read: bool = False
    flags: list[Flag] = field(default_factory=list)
    # Of an entry that was taken away, or an appeal: the words it had.
    kept: Revision | None = None

    @property
    def pk(self) -> int:
        return self.case.pk

    @property
    def entry(self) -> Entry:
        if self.case.entry is None:
            raise ValueError(f"{self.case} is about no entry")
        return self.case.entry

    @property
    def title(self) -> str:
        if self.case.entry is None:
            return ""
        if self.may_read or not self.flags:
            return self.kept.title if self.kept is not None else self._own("title")
        return self.flags[0].title

    @property
    def body(self) -> str:
        if self.case.entry is None:
            return self.case.words
        if self.may_read or not self.flags:
            return self.kept.body if self.kept is not None else self._own("body")
        return self.flags[0].body

    def _own(self, name: str) -> str:
        return str(getattr(self.case.entry, name)) if self.is_shown else ""

    @property
    def is_shown(self) -> bool:
        """Whether words are shown at all: those one reads anyway, those that were reported, those of who appeals."""
        return self.may_read or bool(self.flags) or self.case.sort == "appeal"

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

    @property
    def badge(self) -> str:
        return name_of(self.case.rule) or next(iter(self.reasons), "") or str(self.sort.label)

    @property
    def line(self) -> str:
        return excerpt(self.title or self.body or self.case.words, 140)

    @property
    def is_grave(self) -> bool:
        return self.case.severity >= 4

    def choices(self, person: User) -> list[Choice]:
        return [choice for choice in self.sort.decisions if choice.offered(self.case, person)]


@dataclass(frozen=True)
class QueuePage:
    cases: list[Shown]
    next: str | None


def wanted(moderator: User, filters: Filters) -> QuerySet[Case]:
    """The cases of this person that the filters let through."""
    found = cases_for(moderator)
    if filters.show in ("closed", "hidden"):
        found = found.filter(state=Case.State.CLOSED).exclude(decided_at=None)
    else:
        found = found.filter(state=Case.State.OPEN)
    if filters.show == "hidden":
        found = found.filter(outcome=Case.Outcome.HIDDEN, entry__state=Entry.State.HIDDEN)
    if filters.show == "held":
        found = found.filter(sort="held")
    if filters.show == "mine":
        found = found.filter(Q(assignee=moderator) | Q(claimed_by=moderator, claimed_until__gt=now()))
    if filters.sort:
        found = found.filter(sort=filters.sort)
    if filters.space:
        found = found.filter(space=filters.space)
    if filters.severity:
        found = found.filter(severity__gte=filters.severity)
    if filters.days:
        found = found.filter(opened_at__lte=now() - timedelta(days=filters.days))
    if filters.rule:
        found = found.filter(rule=filters.rule)
    if filters.who == "mine":
        found = found.filter(assignee=moderator)
    elif filters.who == "nobody":
        found = found.filter(assignee=None)
    return found


def page_of(
    moderator: User, filters: Filters | None = None, *, show: str = "open", cursor: str | None = None
) -> QueuePage:
    """One page, the gravest and then the longest waiting first, in a fixed number of queries."""
    filters = filters or Filters(show=show)
    order = DECIDED if filters.show in ("closed", "hidden") else WAITING
    found = wanted(moderator, filters).select_related(*_RELATED)
    page = keyset_page(found, by=order, cursor=cursor, size=PAGE)
    return QueuePage(complete(page.items, moderator), page.next)


def complete(cases: list[Case], moderator: User) -> list[Shown]:
    """What may be shown of each, in the same few queries however many they are."""
    flags: dict[int, list[Flag]] = {}
    entries = [case.entry_id for case in cases if case.entry_id is not None]
    for flag in Flag.objects.filter(entry__in=entries).select_related("by", "decided_by").order_by("pk"):
        flags.setdefault(flag.entry_id, []).append(flag)
    gone = [case.entry_id for case in cases if case.entry is not None and case.entry.is_deleted]
    kept: dict[int, Revision] = {}
    if gone:
        for revision in Revision.objects.filter(entry__in=gone, note="deleted").order_by("number"):
            kept[revision.entry_id] = revision
    held = audiences_of(moderator)
    shown = []
    for case in cases:
        sort = find(case.sort)
        if sort is None:
            continue
        one = Shown(case, sort)
        if case.entry is not None:
            one.may_read = case.entry.audience in held
            one.flags = _of_this_round(case, flags.get(case.entry.pk, []))
            one.kept = kept.get(case.entry.pk) if case.sort == "appeal" else None
        shown.append(one)
    by_sort: dict[str, list[Case]] = {}
    for one in shown:
        one.case.shown = one
        by_sort.setdefault(one.sort.key, []).append(one.case)
    for key, of_it in by_sort.items():
        sort = find(key)
        if sort is not None:
            sort.complete(of_it, moderator)
    return shown


def _of_this_round(case: Case, flags: list[Flag]) -> list[Flag]:
    """The reports that are open while the case is; afterwards those that were decided with it."""
    if case.sort != "flag":
        return []
    if case.is_open:
        return [flag for flag in flags if flag.state == Flag.State.OPEN]
    return [flag for flag in flags if flag.state != Flag.State.OPEN]


def shown(moderator: User, case_id: int) -> Shown | None:
    """One case, complete; None where it is not this person's."""
    found = cases_for(moderator).filter(pk=case_id).select_related(*_RELATED, "appeal_of__decided_by").first()
    return next(iter(complete([found], moderator)), None) if found is not None else None


def next_after(moderator: User, filters: Filters, case: Case) -> Case | None:
    """The one to look at when ``case`` is done: what follows it in the same list and nobody else has open, or the
    first."""
    if filters.show in ("closed", "hidden"):
        return None
    free = wanted(moderator, filters).filter(state=Case.State.OPEN).exclude(pk=case.pk)
    free = free.exclude(~Q(claimed_by=moderator), claimed_by__isnull=False, claimed_until__gt=now()).order_by(*WAITING)
    same = Q(severity=case.severity)
    later = Q(opened_at__gt=case.opened_at) | Q(opened_at=case.opened_at, pk__gt=case.pk)
    return free.filter(Q(severity__lt=case.severity) | same & later).first() or free.first()


def case_of(moderator: User, entry_id: int) -> Entry | None:
    """The entry a decision is about: one the moderator reads, or one of the cases. None for anything else."""
    readable = Entry.objects.visible_to(moderator).filter(pk=entry_id).first()
    if readable is not None:
        return readable
    case = cases_for(moderator).filter(entry=entry_id).select_related("entry").first()
    return case.entry if case is not None else None


def waiting_count(moderator: User) -> int:
    return cases_for(moderator).filter(state=Case.State.OPEN).count()


def counts(moderator: User) -> dict[str, int]:
    mine = Q(assignee=moderator) | Q(claimed_by=moderator, claimed_until__gt=now())
    open_ones = cases_for(moderator).filter(state=Case.State.OPEN)
    return {"open": open_ones.count(), "mine": open_ones.filter(mine).count()}


def streams_of(moderator: User) -> str:
    """The streams of this person's queue with their numbers, to be read before the cases."""
    names = [CASES] if moderator.is_moderator else []
    names += [f"{CASES}_{space}" for space in sorted(spaces_moderated(moderator)) if not moderator.is_moderator]
    return json.dumps(ledger.heads(names[:MOST_STREAMS]) if names else {})
