"""What the feeds bring to a digest: what one has not looked at in one's spaces, and events that are soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.notifications.digests import reasons, sources
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import MOST, Candidate
from intranet.spaces.audiences import feed_audiences_of

from .filters import unread_by
from .models import Event
from .models.event import Answer

SOON = timedelta(days=3)


def register() -> None:
    reasons.register(
        Reason("space", _("New in {space}, and you have not looked at it"), 25, icon="spaces"),
        Reason("event-mine", _("You come to it soon"), 72, icon="cal"),
        Reason("event", _("It takes place soon"), 48, icon="cal"),
    )
    sources.register("feeds.unread", unread)
    sources.register("feeds.events", events_soon)


def unread(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """The newest, and those about which most is said, however many there are. Two questions."""
    if person.is_customer:
        return
    new: QuerySet[Entry] = (
        Entry.objects.visible_to(person).in_feed().filter(published_at__gt=since, published_at__lte=until)
    )
    new = unread_by(new, person)
    fields = ("pk", "published_at", "space__name")
    newest = list(new.values_list(*fields)[: MOST * 2 // 3])
    known = {row[0] for row in newest}
    spoken_of = new.filter(comments_count__gt=1).order_by("-comments_count", "-published_at", "-pk")
    more = [row for row in spoken_of.values_list(*fields)[: MOST // 3] if row[0] not in known]
    for pk, at, space in [*newest, *more]:
        yield Candidate(pk, "space", at, said={"space": space or ""})


def events_soon(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """In the days after the digest, of one's own spaces and of the house; not those one has said no to."""
    coming = Event.objects.visible_to(person).published().filter(cancelled_at=None)
    coming = coming.filter(begins__gt=until, begins__lte=until + SOON)
    answers = Answer.objects.filter(person=person, event__in=coming.order_by())
    said = dict(answers.order_by("pk").values_list("event", "choice"))
    mine = Q(audience__in=feed_audiences_of(person)) | Q(pk__in=list(said))
    for pk, begins in coming.filter(mine).order_by("begins", "pk").values_list("pk", "begins")[:60]:
        if said.get(pk) == Answer.Choice.NO:
            continue
        # What begins sooner counts for newer.
        at = until - (begins - until) if until - (begins - until) > since else since
        yield Candidate(pk, "event-mine" if said.get(pk) == Answer.Choice.GOING else "event", min(at, now()))
