"""What the ideas tell those who decide: how many are decided, and which one many want and nobody has looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.models import User
from intranet.insights.maturity import measures
from intranet.insights.maturity.measures import Measure, share
from intranet.insights.week import chores
from intranet.insights.week.chores import Chore, Deed

from .actions import set_status
from .models import Idea, Meaning, Status
from .policies import can_keep_idea

# One that came yesterday is not late.
TIME_TO_DECIDE = timedelta(days=30)
A_YEAR = timedelta(days=365)
FEWEST = 3
UNDECIDED = (Meaning.OPEN, Meaning.REVIEW)


def ideas_decided(at: datetime) -> float | None:
    """Of the ideas of a year that had a month's time: planned, under way, delivered, or declined with a reason."""
    ideas = Idea.objects.listed().filter(published_at__gte=at - A_YEAR, published_at__lt=at - TIME_TO_DECIDE)
    decided = ideas.exclude(status__meaning__in=UNDECIDED).filter(status_at__lt=at)
    return share(decided.count(), ideas.count(), fewest=FEWEST)


def _hot(person: User) -> QuerySet[Idea]:
    """Open ones that anybody wants besides who suggested them, the most wanted first."""
    ideas = Idea.objects.visible_to(person).listed().filter(status__meaning=Meaning.OPEN, votes_count__gt=0)
    found: QuerySet[Idea] = ideas.order_by("-votes_count", "pk")
    return found


def _wanted(idea: Idea) -> str:
    n = idea.votes_count
    return ngettext("%(n)s person wants it", "%(n)s people want it", n) % {"n": n}


def _review(idea: Idea, by: User) -> str:
    status = Status.objects.filter(meaning=Meaning.REVIEW, is_archived=False).first()
    if status is None:
        raise ValidationError(_("No status in use means that an idea is under review."))
    set_status(idea, by=by, status=status)
    return _("It is under review, and those who want it see that.")


def register() -> None:
    measures.register(
        Measure(
            "ideas_decided",
            gettext_lazy("Ideas of the last year that were decided"),
            ideas_decided,
            unit="%",
            help=gettext_lazy("Say of each idea what becomes of it, and why."),
            page="ideas:home",
            action=gettext_lazy("Open the ideas"),
        )
    )
    chores.register(
        Chore(
            "hot",
            gettext_lazy("Look at what many want"),
            minutes=3,
            most=1,
            waiting=_hot,
            why=_wanted,
            deeds=(Deed("review", gettext_lazy("Take it under review"), _review, can_keep_idea),),
            order=30,
        )
    )
