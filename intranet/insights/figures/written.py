"""What was written: how much, by how many, where; and how people answer one another."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from intranet.content.models import Entry
from intranet.core.medians import median
from intranet.core.small_groups import FEWEST, Withheld, is_few
from intranet.spaces.models import Space

from .registry import Daily
from .scopes import Scope
from .series import Point, Series
from .spans import Span

E = TypeVar("E", bound=Entry)
# Kinds that are said to a few, or are no answer to anybody.
ASIDE = ("ideas.note", "forum.note", "wiki.proposal")
CHAT = "chat.message"
# The newest so many of a span are asked how soon they were answered.
MOST_ASKED = 5000


_answered_kinds: dict[str, Any] = {}


def hopes_for_answers(kind: str, label: Any) -> None:
    """Parts say of which of their kinds somebody hopes for an answer, unlike announcements."""
    _answered_kinds[kind] = label


def posts() -> QuerySet[Entry]:
    return _out().filter(root=None, in_feed=True)


def answers() -> QuerySet[Entry]:
    """Comments, answers and replies, but for what is said in rooms."""
    return _out().exclude(root=None).exclude(kind__in=(CHAT, *ASIDE))


def messages() -> QuerySet[Entry]:
    return _out().filter(kind=CHAT)


def anything() -> QuerySet[Entry]:
    return _out().exclude(kind__in=ASIDE)


def _out() -> QuerySet[Entry]:
    found: QuerySet[Entry] = Entry.objects.published().filter(author__is_system=False).order_by()
    return found


def within(entries: QuerySet[E], span: Span) -> QuerySet[E]:
    return entries.filter(published_at__gte=span.begins_at, published_at__lt=span.ends_at)


def of_scope(entries: QuerySet[E], scope: Scope) -> QuerySet[E]:
    if scope.space_id is not None:
        return entries.filter(space=scope.space_id)
    return entries.filter(author__kind=scope.kind) if scope.kind else entries


Counting = Callable[[datetime.date, datetime.date], Iterator[Daily]]


def counted(entries: Callable[[], QuerySet[Entry]]) -> Counting:
    """How many of these a day: in the house, by each sort of people, in each space."""

    def daily(first: datetime.date, last: datetime.date) -> Iterator[Daily]:
        found = _by_day(entries(), Span(first, last))
        yield from _each(found.annotate(n=Count("pk")), "house")
        yield from _each(found.values("day", part=F("author__kind")).annotate(n=Count("pk")), "role_")
        in_spaces = found.exclude(space=None).values("day", part=F("space"))
        yield from _each(in_spaces.annotate(n=Count("pk")), "space_")

    return daily


def people_who_write(first: datetime.date, last: datetime.date) -> Iterator[Daily]:
    """How many people said something a day: in the house and in each space. (By sort of people it would have to be
    hidden wherever one sort is small, and the presence says as much.)"""
    found = _by_day(anything(), Span(first, last))
    authors = Count("author", distinct=True)
    yield from _each(found.annotate(n=authors), "house", of_people=True)
    in_spaces = found.exclude(space=None).values("day", part=F("space"))
    yield from _each(in_spaces.annotate(n=authors), "space_", of_people=True)


def _by_day(entries: QuerySet[Entry], span: Span) -> QuerySet[Any, Any]:
    zone = get_default_timezone()
    return within(entries, span).annotate(day=TruncDate("published_at", tzinfo=zone)).values("day")


def _each(rows: Iterable[dict[str, Any]], scope: str, *, of_people: bool = False) -> Iterator[Daily]:
    for row in rows:
        day, count = row["day"], row["n"]
        assert isinstance(day, datetime.date)
        assert isinstance(count, int)
        yield Daily(day, f"{scope}{row['part']}" if "part" in row else scope, count, count if of_people else None)


# --- how people answer one another ------------------------------------------------------------------------------------


def first_reply(scope: Scope, span: Span) -> Series:
    """Hours from a post or question to the first answer by somebody else: the median of each step and of the span."""
    waited = _waits(scope, span)
    points = []
    for step in span.steps():
        here = [hours for day, hours in waited if step.first <= day <= step.last]
        points.append(Point(step.label, round(median(here) or 0, 1) if len(here) >= FEWEST else None))
    hours, before = [one for _day, one in waited], [one for _day, one in _waits(scope, span.before)]
    middle, earlier = median(hours), median(before)
    return Series(
        points=tuple(points),
        total=round(middle, 1) if middle is not None and len(hours) >= FEWEST else None,
        previous=round(earlier, 1) if earlier is not None and len(before) >= FEWEST else None,
        withheld=Withheld.FEW if is_few(len(hours)) else None,
    )


def _waits(scope: Scope, span: Span) -> list[tuple[datetime.date, float]]:
    zone = get_default_timezone()
    asked: QuerySet[Any] = of_scope(within(_discussed(), span), scope).order_by("-published_at")
    written: dict[int, tuple[int, Any]]
    written = {pk: (author, at) for pk, author, at in asked.values_list("pk", "author_id", "published_at")[:MOST_ASKED]}
    first: dict[int, datetime.datetime] = {}
    said: QuerySet[Any] = answers().filter(root__in=asked.values("pk")[:MOST_ASKED]).order_by("published_at")
    for root, author, at in said.values_list("root_id", "author_id", "published_at"):
        if root in written and root not in first and author != written[root][0]:
            first[root] = at
    return [
        (written[root][1].astimezone(zone).date(), max((at - written[root][1]).total_seconds(), 0) / 3600)
        for root, at in first.items()
    ]


def _discussed() -> QuerySet[Entry]:
    """What is said in the hope of an answer: posts and topics, not broadcasts."""
    return _out().filter(root=None, kind__in=list(_answered_kinds))


def unanswered(scope: Scope, span: Span) -> Series:
    """Posts and topics of the span to which nobody else has said anything, a bar for each sort."""
    others = answers().filter(root=OuterRef("pk")).exclude(author=OuterRef("author"))
    alone = of_scope(within(_discussed(), span), scope).filter(~Exists(others))
    counts = dict(alone.values_list("kind").annotate(n=Count("pk")))
    bars = [Point(str(label), counts.get(kind, 0)) for kind, label in _answered_kinds.items()]
    earlier = of_scope(within(_discussed(), span.before), scope).filter(~Exists(others)).count()
    return Series(
        points=tuple(bars),
        total=sum(counts.values()),
        previous=earlier,
    )


def answered_share(scope: Scope, span: Span) -> Series:
    """Of what was said to all, which share somebody answered: talk, or announcements."""
    total, answered = _answered(scope, span)
    before, then = _answered(scope, span.before)
    return Series(
        points=(Point(_("Answered"), answered), Point(_("Nobody answered"), total - answered)),
        total=_share(answered, total),
        previous=_share(then, before),
        withheld=Withheld.FEW if is_few(total) else None,
    )


def _answered(scope: Scope, span: Span) -> tuple[int, int]:
    others = answers().filter(root=OuterRef("pk")).exclude(author=OuterRef("author"))
    found = of_scope(within(_discussed(), span), scope)
    told = found.aggregate(all=Count("pk"), answered=Count("pk", filter=Exists(others)))
    return told["all"], told["answered"]


def across_places(scope: Scope, span: Span) -> Series:
    """Of the answers among staff who both say where they work: the share between different places."""
    return _pairs(
        scope,
        span,
        known=~Q(author__location="") & ~Q(root__author__location=""),
        far=~Q(author__location__iexact=F("root__author__location")),
        labels=(_("Within one place"), _("Between places")),
    )


def across_ranks(scope: Scope, span: Span) -> Series:
    """Of the answers among staff: the share between somebody and who they report to, up or down."""
    rank = Q(author__manager=F("root__author")) | Q(root__author__manager=F("author"))
    return _pairs(scope, span, known=Q(), far=rank, labels=(_("Among others"), _("With one's manager")))


def _pairs(scope: Scope, span: Span, *, known: Q, far: Q, labels: tuple[str, str]) -> Series:
    def of(when: Span) -> tuple[int, int, int]:
        staff = Q(author__kind="staff", root__author__kind="staff") & ~Q(author=F("root__author"))
        found = of_scope(within(answers(), when), scope).filter(staff & known)
        told = found.aggregate(all=Count("pk"), far=Count("pk", filter=far), people=Count("author", distinct=True))
        return told["all"], told["far"], told["people"]

    total, distant, people = of(span)
    before, then, earlier = of(span.before)
    if is_few(people):
        return Series(withheld=Withheld.FEW)
    share = _share(distant, total)
    return Series(
        # Shares, not numbers: those of two ranges that differ by a day would say who answered whom on that day.
        points=() if share is None else (Point(labels[0], 100 - share), Point(labels[1], share)),
        total=share,
        previous=_share(then, before) if earlier >= FEWEST else None,
    )


def silent_spaces(scope: Scope, span: Span) -> Series:
    """How many spaces said something in the span, and how many nothing. Secret ones are counted, never named."""
    living = Space.objects.filter(archived_at=None)
    spoke = within(anything(), span).filter(space=OuterRef("pk"))
    told = living.aggregate(all=Count("pk"), spoke=Count("pk", filter=Exists(spoke)))
    silent = told["all"] - told["spoke"]
    before = living.filter(created_at__lt=span.begins_at).exclude(
        Exists(within(anything(), span.before).filter(space=OuterRef("pk")))
    )
    return Series(
        points=(Point(_("Something was said"), told["spoke"]), Point(_("Silent"), silent)),
        total=silent,
        previous=before.count(),
    )


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole) if whole else None
