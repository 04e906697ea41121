"""The lists of those who answer: what waits, what is late, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from forum.models import Category, Topic, TopicQuerySet
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content.models import Product
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.models import Membership, Space

SHOWS = {
    "waiting": _("Waiting for us"),
    "overdue": _("Overdue"),
    "mine": _("Mine"),
    "team": _("My team’s"),
    "nobody": _("Nobody’s"),
    "unanswered": _("Unanswered"),
    "all": _("All"),
}
BY_DUE = ("due_by", "pk")
BY_TALK = ("-last_said_at", "-pk")
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# Beyond, the badge says "99+".
MOST = 100


@dataclass(frozen=True)
class Wanted:
    """What somebody looks at: one of ``SHOWS``, narrowed."""

    show: str = "waiting"
    category: Category | None = None
    product: Product | None = None
    team: Space | None = None
    by: tuple[str, ...] = BY_DUE


def is_shown(show: str, person: User) -> Q:
    """What stands in one of the lists."""
    waits = Q(waiting_since__isnull=False)
    match show:
        case "overdue":
            return waits & Q(due_at__lte=now())
        case "mine":
            return Q(assignee=person.pk, comments_locked=False)
        case "team":
            return waits & Q(category__team__in=spaces_joined(person))
        case "nobody":
            return waits & Q(assignee=None)
        case "unanswered":
            asked = Q(sort__in=[TopicSort.QUESTION, TopicSort.PROBLEM])
            return asked & Q(answers_count=0, comments_locked=False)
        case "all":
            return Q()
        case _:
            return waits


def topics_for(person: User, wanted: Wanted) -> QuerySet[Topic]:
    """In the order in which they are due; what nobody was promised comes last."""
    found = _readable(person).filter(is_shown(wanted.show, person))
    if wanted.category is not None:
        found = found.filter(category=wanted.category)
    if wanted.product is not None:
        found = found.filter(product=wanted.product)
    if wanted.team is not None:
        found = found.filter(category__team=wanted.team)
    found = found.with_place().select_related("assignee", "product", "version", "category__team")
    return found.annotate(due_by=Coalesce("due_at", Value(_NEVER)))


def counts_for(person: User) -> Mapping[str, int]:
    """How many stand in each list, in one query; of all of them nobody asks how many they are."""
    asked = {show: Count("pk", filter=is_shown(show, person)) for show in SHOWS if show != "all"}
    counted: dict[str, int] = _readable(person).order_by().aggregate(**asked)
    return counted


def waiting_for(person: User) -> int:
    """How many wait for this very person: what is theirs, and what is nobody's in the categories they answer for. No
    query for who answers nowhere."""
    mine = [row["category"] for row in own_rows(person, "answering")]
    if not mine:
        return 0
    own = Q(assignee=person.pk) | Q(assignee=None, category__in=mine)
    return _readable(person).filter(own, waiting_since__isnull=False)[:MOST].count()


def _readable(person: User) -> TopicQuerySet:
    found: TopicQuerySet = Topic.objects.visible_to(person)
    return found.published().filter(merged_into=None)


def _answering(person: User) -> list[QuerySet[Any]]:
    if not person.is_staff_member:
        return []
    in_team = Membership.objects.filter(person=person.pk, space=OuterRef("team"))
    named = Category.contacts.through.objects.filter(user=person.pk, category=OuterRef("pk"))
    answered = Category.objects.filter(Exists(in_team) | Exists(named), is_archived=False).order_by()
    return [as_row(answered, category="pk")]


also_read("answering", _answering)
