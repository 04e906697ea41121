"""What the forum tells those who decide: who has answered whom, how fast the staff answer, what still waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.models import User
from intranet.core.decisions import Decision
from intranet.insights.maturity import measures
from intranet.insights.maturity.measures import Measure, share
from intranet.insights.people import ties
from intranet.insights.people.ties import ACCEPTED, ANSWERED, Tie, Ties
from intranet.insights.week import chores
from intranet.insights.week.chores import Chore, Deed

from .models import Answer, Topic
from .models.categories import TopicSort
from .work.assigning import assign_topic
from .work.policies import can_assign

IN_TIME = timedelta(hours=24)
LATELY = timedelta(days=28)
# Of fewer questions nothing is to be said.
FEWEST = 5
WANT_ANSWERS = (TopicSort.QUESTION, TopicSort.PROBLEM)


def _answers(since: datetime, until: datetime) -> Iterable[Tie]:
    said = Answer.objects.published().filter(published_at__gte=since, published_at__lt=until)
    for author, asker in said.values_list("author", "root__author").iterator():
        if asker is not None:
            yield Tie(author, asker)


def _accepted(since: datetime, until: datetime) -> Iterable[Tie]:
    solved = Topic.objects.published().filter(accepted_at__gte=since, accepted_at__lt=until)
    solved = solved.filter(accepted__state=Answer.State.PUBLISHED)
    for author, asker in solved.values_list("accepted__author", "author").iterator():
        yield Tie(author, asker)


def answered_in_time(at: datetime) -> float | None:
    """Of what customers asked in four weeks and could have been answered by now, what the staff answered in a day."""
    asked = Topic.objects.listed().filter(author__kind=User.Kind.CUSTOMER, sort__in=WANT_ANSWERS)
    asked = asked.filter(published_at__gte=at - LATELY, published_at__lt=at)
    answered = asked.filter(first_staff_reply_at__lt=at, first_staff_reply_at__lte=F("published_at") + IN_TIME)
    due = asked.filter(Q(published_at__lte=at - IN_TIME) | Q(pk__in=answered.values("pk")))
    return share(answered.count(), due.count(), fewest=FEWEST)


def _waiting(person: User) -> QuerySet[Topic]:
    """Who has waited longest first; what somebody has taken on is theirs."""
    topics = Topic.objects.visible_to(person).listed().filter(waiting_since__isnull=False, assignee=None)
    found: QuerySet[Topic] = topics.exclude(author=person).order_by("waiting_since", "pk")
    return found


def _since(topic: Topic) -> str:
    days = (now() - topic.waiting_since).days if topic.waiting_since else 0
    return ngettext("Waits for an answer for %(n)s day", "Waits for an answer for %(n)s days", days) % {"n": days}


def _take_on(topic: Topic, by: User) -> str:
    assign_topic(topic, by=by, to=by)
    return _("It is yours to answer now.")


def _may_take_on(by: User, topic: Topic) -> Decision:
    return can_assign(by, topic, by)


def register() -> None:
    ties.register(Ties("answers", ANSWERED, of=_answers))
    ties.register(Ties("accepted", ACCEPTED, of=_accepted))
    measures.register(
        Measure(
            "answered_in_time",
            gettext_lazy("Questions of customers that the staff answered within a day, in four weeks"),
            answered_in_time,
            unit="%",
            help=gettext_lazy("Set a time to reply for each category, and let those who answer be reminded."),
            page="forum:home",
            action=gettext_lazy("Open the forum"),
        )
    )
    chores.register(
        Chore(
            "unanswered",
            gettext_lazy("Answer, or ask somebody to"),
            minutes=2,
            most=3,
            waiting=_waiting,
            why=_since,
            deeds=(Deed("take", gettext_lazy("I answer it"), _take_on, _may_take_on),),
            order=10,
        )
    )
