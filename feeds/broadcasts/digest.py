"""What broadcasts bring to a digest: what one has to acknowledge or has not seen; whom they reach, for who may know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast
from feeds.models.broadcast import Reach
from intranet.accounts.models import User
from intranet.notifications.digests import reasons, sources
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import EXECUTIVE, INTERESTS, MOST, Candidate
from intranet.spaces.models import Membership

from .delivering import reminder_days

_A_WEEK = timedelta(days=7)
_LATELY = timedelta(days=30)


def register() -> None:
    reasons.register(
        Reason("acknowledge", _("You are asked to acknowledge it"), 130, loud=True, icon="check"),
        Reason("broadcast", _("A broadcast for you that you have not seen"), 82, loud=True, icon="send"),
        Reason("broadcast-reach", _("{share} % of those it is for have seen it"), 58, icon="send"),
        Reason("broadcast-share", _("{share} % of those it is for have acknowledged it"), 62, icon="send"),
    )
    for mode in (sources.EVERYDAY, INTERESTS):
        sources.register(f"broadcasts.{mode}", waiting, mode=mode)
    sources.register("broadcasts.reach", reached, mode=EXECUTIVE)


def waiting(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """What is to be acknowledged, however old; and what came in that time and was not seen."""
    standing = Broadcast.objects.visible_to(person).published().exclude(expires_at__lte=until)
    mine = Reach.objects.filter(person=person, broadcast__in=standing, broadcast__published_at__lte=until)
    open_ones = Q(broadcast__must_acknowledge=True) & (
        Q(acknowledged_at=None) | Q(version__lt=F("broadcast__asked_version"))
    )
    unseen = Q(seen_at=None, acknowledged_at=None, broadcast__published_at__gt=since)
    words = ("broadcast__body", "broadcast__body_html", "broadcast__body_text")
    rows = mine.filter(open_ones | unseen).select_related("broadcast").defer(*words)
    for reach in rows.order_by("-broadcast__published_at", "-broadcast")[:MOST]:
        reason = "acknowledge" if reach.broadcast.must_acknowledge else "broadcast"
        told = not _is_news(reach, since, until)
        yield Candidate(reach.broadcast_id, reason, reach.broadcast.published_at, told=told)


def _is_news(reach: Reach, since: datetime, until: datetime) -> bool:
    """Whether a letter has a reason to name it that the one before did not have: it came or asks anew, this is a day on
    which one is reminded, or another week has gone by."""
    broadcast, came = reach.broadcast, reach.delivered_at
    asked_anew = reach.acknowledged_at is not None and broadcast.edited_at is not None and broadcast.edited_at > since
    if came > since or asked_anew or (until - came) // _A_WEEK > (since - came) // _A_WEEK:
        return True
    return any(localdate(since) < day <= localdate(until) for day in reminder_days(broadcast))


def reached(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """The numbers are for whom ``can_see_reach`` names: who wrote or signs it, owners of its space, admins."""
    shown = Broadcast.objects.visible_to(person).published().filter(published_at__lte=until)
    shown = shown.filter(published_at__gt=min(since, until - _LATELY))
    if not person.is_admin:
        owned = Membership.objects.filter(person=person, role=Membership.Role.OWNER).values("space")
        shown = shown.filter(Q(signed_by=person) | Q(author=person) | Q(space__in=owned))
    agreed = Q(reach__acknowledged_at__isnull=False, reach__version__gte=F("asked_version"))
    counted = shown.annotate(
        addressed=Count("reach"),
        seen=Count("reach", filter=Q(reach__seen_at__isnull=False)),
        acknowledged=Count("reach", filter=agreed),
    )
    fields = ("pk", "published_at", "must_acknowledge", "addressed", "seen", "acknowledged")
    for pk, at, must, addressed, seen, agreed_by in counted.order_by("-published_at", "-pk").values_list(*fields)[:40]:
        if addressed:
            share = 100 * (agreed_by if must else seen) // addressed
            reason = "broadcast-share" if must else "broadcast-reach"
            yield Candidate(pk, reason, max(at, since), said={"share": share}, seconds=10)
