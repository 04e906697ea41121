"""How far somebody has read a space, and the line above which stands what is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no, require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.actions import mark_seen
from intranet.spaces.models import Membership, Space

from .timeline import Timeline


def line_for(membership: Membership | None, query: Mapping[str, Any]) -> datetime | None:
    """Where the reader had got to: for a first page as it is written down, for the following ones as they say."""
    if membership is None:
        return None
    if query.get("cursor"):
        try:
            told = parse_datetime(str(query.get("seen", "")))
        except ValueError:
            return None
        return told if told is not None and is_aware(told) else None
    return membership.seen_until or membership.joined_at


def line_goes_on(line: datetime | None, feed: Timeline) -> str:
    """The query of the next page, as long as the line has not been reached."""
    if line is None or not feed.cards or feed.cards[-1].published_at <= line:
        return ""
    return urlencode({"seen": line.isoformat()})


def read_as_far_as(feed: Timeline, space: Space, membership: Membership | None, *, by: User) -> bool:
    """Opening a space reads it as far as its newest post; nothing is written when that was seen before."""
    if membership is None or not feed.cards:
        return False
    newest = max(card.published_at for card in feed.cards)
    if membership.seen_until is not None and membership.seen_until >= newest:
        return False
    return _read(space, by=by, until=newest)


@action
def _read(space: Space, *, by: User, until: datetime) -> bool:
    if not mark_seen(space, by=by, until=until):
        return False
    _tell(by, {space.pk: 0})
    return True


@action
def read_everything(*, by: User) -> int:
    """Nothing in any of one's spaces is unread any more. Returns in how many it was marked."""
    moment = now()
    marked = Membership.objects.filter(person=by).exclude(seen_until__gte=moment).update(seen_until=moment)
    publish(by.key, "spaces.seen", all=True)
    return marked


def can_mark_unread(person: User, entry: Entry) -> Decision:
    if entry.space_id is None or not entry.in_feed or not entry.is_published:
        return no(_("Only posts of a space can be marked as unread."))
    if not Membership.objects.filter(person=person, space=entry.space_id).exists():
        return no(_("Join the space first."))
    return YES


@action
def mark_unread_from(entry: Entry, *, by: User) -> int:
    """This post and all after it are new again, on every device. Returns how many are unread now."""
    require(can_mark_unread(by, entry))
    if entry.published_at is None or entry.space is None:
        return 0
    before = entry.published_at - timedelta(microseconds=1)
    Membership.objects.filter(person=by, space=entry.space).update(seen_until=before)
    unread = unread_in(entry.space, by=by)
    _tell(by, {entry.space.pk: unread})
    return unread


def unread_in(space: Space, *, by: User) -> int:
    mine = Membership.objects.filter(person=by, space=space).first()
    if mine is None:
        return 0
    since = mine.seen_until or mine.joined_at
    new = Entry.objects.visible_to(by).without_blocked(by).in_feed().filter(space=space, published_at__gt=since)
    return new.exclude(author=by).count()


def _tell(person: User, counts: dict[int, int]) -> None:
    publish(person.key, "spaces.seen", unread={str(space): count for space, count in counts.items()})
