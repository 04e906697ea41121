"""What ideas bring to a digest: what was decided about those one wanted, and what is much wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.conversation.models import Vote
from intranet.notifications.digests import interests, reasons, sources
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import EXECUTIVE, INTERESTS, MOST, Candidate

from .models import Idea, StatusChange
from .models.statuses import LIVE, Meaning

DECIDED = (Meaning.PLANNED, Meaning.DELIVERED, Meaning.DECLINED)
WAITS_LONG = timedelta(days=30)
_WANTED_BY = 3


def register() -> None:
    reasons.register(
        Reason("idea-decided", _("An idea you voted for is now: {status}"), 74, icon="idea"),
        Reason("idea-wanted", _("Many want this, and you have not said what you think"), 24, icon="idea"),
        Reason("idea-ruled", _("It was decided: {status}"), 65, icon="idea"),
        Reason("idea-undecided", _("Much wanted, and undecided for a month"), 52, icon="idea"),
    )
    sources.register("ideas.decided", decided)
    sources.register("ideas.wanted", wanted)
    sources.register("ideas.interests", of_interest, mode=INTERESTS)
    sources.register("ideas.interests-decided", decided, mode=INTERESTS)
    sources.register("ideas.ruled", ruled, mode=EXECUTIVE)
    sources.register("ideas.undecided", undecided, mode=EXECUTIVE)


def decided(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Each once, as it stands after the last step."""
    ideas = Idea.objects.visible_to(person).listed()
    changes = StatusChange.objects.filter(at__gt=since, at__lte=until, idea__in=ideas).exclude(by=person)
    voted = Vote.objects.filter(person=person, on_behalf_of=None).values("entry")
    mine = changes.filter(idea__in=voted).select_related("after").order_by("-at", "-pk")
    seen: set[int] = set()
    for change in mine[:MOST]:
        if change.idea_id not in seen:
            seen.add(change.idea_id)
            yield Candidate(change.idea_id, "idea-decided", change.at, said={"status": change.after.label})


def wanted(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """New ones that several want, and the reader has not voted for."""
    new = Idea.objects.visible_to(person).listed().filter(published_at__gt=since, published_at__lte=until)
    new = new.filter(votes_count__gte=_WANTED_BY, status__meaning=Meaning.OPEN)
    new = new.exclude(pk__in=Vote.objects.filter(person=person).values("entry"))
    for pk, at in new.order_by("-votes_count", "-pk").values_list("pk", "published_at")[:60]:
        yield Candidate(pk, "idea-wanted", at)


def of_interest(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    products = interests.of(person)["product"]
    if not products:
        return
    about = Idea.objects.visible_to(person).listed().filter(product__in=products)
    new = about.filter(last_moved_at__gt=since, last_moved_at__lte=until).order_by("-last_moved_at", "-pk")
    for pk, at, name in new.values_list("pk", "last_moved_at", "product__name")[:MOST]:
        yield Candidate(pk, "interest-product", at, said={"name": name})


def ruled(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Whatever was decided in that time, for those who decide."""
    ideas = Idea.objects.visible_to(person).listed()
    changes = StatusChange.objects.filter(at__gt=since, at__lte=until, idea__in=ideas, after__meaning__in=DECIDED)
    seen: set[int] = set()
    for change in changes.select_related("after").order_by("-at", "-pk")[:MOST]:
        if change.idea_id not in seen:
            seen.add(change.idea_id)
            yield Candidate(change.idea_id, "idea-ruled", change.at, said={"status": change.after.label})


def undecided(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """What waits: the most wanted first."""
    waiting = Idea.objects.visible_to(person).listed().filter(status__meaning__in=LIVE[:2])
    waiting = waiting.filter(status_at__lte=until - WAITS_LONG, votes_count__gte=_WANTED_BY)
    for pk, votes in waiting.order_by("-votes_count", "-pk").values_list("pk", "votes_count")[:20]:
        yield Candidate(pk, "idea-undecided", since, weight=min(15, votes))
