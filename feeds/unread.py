"""What somebody has read of a space, entry by entry, and the line above which stands what is new.

A membership says up to when all is read; ``Seen`` lists what was looked at above that. The browser tells what was in
sight (static/js/feeds/reading.js): that a page was opened reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.stances import stances_of
from intranet.core.decisions import YES, Decision, no, require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.actions import mark_seen
from intranet.spaces.models import Membership, Space

from .filters import not_looked_at, unread_by
from .models import Seen
from .timeline import Timeline, space_entries

# As many as one page can show at once; and as many as other tabs are told of by number.
MOST_AT_ONCE = 100


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


# --- What is unread ---------------------------------------------------------------------------------------------------


def unread_entries(space: Space, *, by: User) -> QuerySet[Entry]:
    """As the rail counts them, oldest first; nothing for who is no member."""
    mine = Membership.objects.filter(person=by, space=space).first()
    if mine is None:
        return Entry.objects.none()
    since = mine.seen_until or mine.joined_at
    new = space_entries(space, by).filter(published_at__gt=since)
    return not_looked_at(new, by).order_by("published_at", "pk")


def unread_in(space: Space, *, by: User) -> int:
    """The number that stands beside the space; a muted one has none."""
    return 0 if space.pk in stances_of(by).spaces_muted else unread_entries(space, by=by).count()


# --- Reading ----------------------------------------------------------------------------------------------------------


@action
def look_at(entries: Iterable[int], *, by: User) -> list[int]:
    """These were in sight for long enough. What is read already, or is not for this person, is passed over; returns
    the others."""
    wanted = list(dict.fromkeys(entries))[:MOST_AT_ONCE]
    new = unread_by(Entry.objects.visible_to(by).in_feed().filter(pk__in=wanted), by)
    found = {entry.pk: entry for entry in new}
    if not found:
        return []
    Seen.objects.bulk_create([Seen(person=by, entry=entry) for entry in found.values()], ignore_conflicts=True)
    told = {space.pk: _catch_up(space, by=by) for space in _spaces_of(found.values(), by)}
    _tell(by, told, seen=sorted(found))
    return sorted(found)


def _spaces_of(entries: Iterable[Entry], person: User) -> list[Space]:
    """Where these stand, as far as it is a space of this person."""
    numbers = [entry.pk for entry in entries]
    theirs = Space.objects.filter(memberships__person=person)
    homes, further = theirs.filter(entries__in=numbers), theirs.filter(placements__entry__in=numbers)
    return list({space.pk: space for space in [*homes, *further]}.values())


def _catch_up(space: Space, *, by: User) -> int:
    """Let the mark stand right below the oldest that is unread, and forget what was noted one by one up to there.
    Returns how many are unread."""
    oldest = unread_entries(space, by=by).values_list("published_at", flat=True).first()
    if oldest is None:
        here = Q(entry__space=space) | Q(entry__placements__space=space)
        until = Seen.objects.filter(here, person=by).aggregate(newest=Max("entry__published_at"))["newest"]
    else:
        until = oldest - timedelta(microseconds=1)
    if mark_seen(space, by=by, until=until):
        # What stands in several spaces is still asked about by the others.
        Seen.objects.filter(person=by, entry__audience=space.audience, entry__published_at__lte=until).delete()
    return 0 if oldest is None else unread_in(space, by=by)


@action
def read_everything(*, by: User) -> int:
    """Nothing in any of one's spaces is unread any more. Returns in how many it was marked."""
    moment = now()
    mine = Membership.objects.filter(person=by)
    marked = mine.exclude(seen_until__gte=moment).update(seen_until=moment, kept_unread_until=None)
    Seen.objects.filter(person=by).delete()
    publish(by.key, "spaces.seen", all=True)
    return marked


@action
def read_space(space: Space, *, by: User) -> bool:
    """Nothing in this space is unread any more, whatever has been looked at. False when it was so already."""
    moment = now()
    if not unread_entries(space, by=by).exists():
        return False
    mark_seen(space, by=by, until=moment)
    Seen.objects.filter(person=by, entry__audience=space.audience).delete()
    _tell(by, {space.pk: 0})
    return True


# --- And back ---------------------------------------------------------------------------------------------------------


def can_mark_unread(person: User, entry: Entry) -> Decision:
    if entry.space_id is None or not entry.in_feed or not entry.is_published:
        return no(_("Only posts of a space can be marked as unread."))
    if not Membership.objects.filter(person=person, space=entry.space_id).exists():
        return no(_("Join the space first."))
    return YES


@action
def mark_unread_from(entry: Entry, *, by: User) -> int:
    """This post and all after it are new again, on every device, until they are looked at anew and left behind, or
    marked as read. Returns how many are unread now."""
    require(can_mark_unread(by, entry))
    if entry.published_at is None or entry.space is None:
        return 0
    before = entry.published_at - timedelta(microseconds=1)
    mine = Membership.objects.filter(person=by, space=entry.space)
    mine.update(seen_until=before)
    again = space_entries(entry.space, by).filter(published_at__gt=before)
    Seen.objects.filter(person=by, entry__in=again).delete()
    newest = list(unread_entries(entry.space, by=by).reverse().values_list("pk", "published_at")[:MOST_AT_ONCE])
    mine.update(kept_unread_until=newest[0][1] if newest else None)
    unread = unread_in(entry.space, by=by)
    _tell(by, {entry.space.pk: unread}, kept=sorted(pk for pk, _when in newest))
    return unread


def _tell(person: User, counts: dict[int, int], **more: Any) -> None:
    """Every open page of this person: ``seen`` and ``kept`` say of which entries it is true."""
    publish(person.key, "spaces.seen", unread={str(space): count for space, count in counts.items()}, **more)
