"""For how long a room keeps what is said in it: the rule, and the sentence that says it.

Nothing is exempt. What is pinned or saved goes too, since the sentence that everybody reads says so; only what has
been reported stays until the report is decided.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.models import Message, Room
from intranet.core.models import SiteSettings
from intranet.moderation.models import Flag

# In a room's own setting: whatever the site says, this room keeps everything.
FOR_EVER = 0
LONGEST = 3650
# Why a message is deleted of which only the place is left, since younger answers stand under it. Nobody is shown it.
EMPTIED = "kept no longer"
_BETWEEN_PEOPLE = (Room.Sort.DIRECT, Room.Sort.GROUP)


def days_kept(room: Room) -> int:
    """For how many days; 0 for ever. Conversations between people go by the site alone."""
    if room.keep_days is None or room.is_direct:
        return SiteSettings.current().chat_keep_days
    return room.keep_days


def sentence_of(days: int) -> str:
    """What people read beside the room, and before somebody sets it."""
    if not days:
        return _("Messages are kept until somebody deletes them.")
    return ngettext(
        "Messages older than %(days)s day are deleted for everybody.",
        "Messages older than %(days)s days are deleted for everybody.",
        days,
    ) % {"days": days}


def cut_off(days: int) -> datetime | None:
    """What was published before this moment is too old; None where nothing ever is."""
    return now() - timedelta(days=days) if days else None


def too_old(room: Room, before: datetime) -> QuerySet[Message]:
    """The messages that have to go: all that came out before, whatever became of them, but those under report."""
    reported = Flag.objects.filter(entry=OuterRef("pk"), state=Flag.State.OPEN)
    return _came_out(before).filter(room=room).exclude(Exists(reported))


def still_to_go(room: Room, before: datetime) -> QuerySet[Message]:
    """Those of them that have lost nothing yet."""
    return too_old(room, before).exclude(withdrawal_reason=EMPTIED)


def is_emptied(message: Message) -> bool:
    return message.is_deleted and message.withdrawal_reason == EMPTIED


def rooms_to_clear() -> list[Room]:
    """The rooms in which something is too old: one question for each number of days that is in use."""
    default = SiteSettings.current().chat_keep_days
    own = Room.objects.exclude(sort__in=_BETWEEN_PEOPLE).filter(keep_days__gt=0)
    found: list[Room] = []
    for days in own.order_by("keep_days").values_list("keep_days", flat=True).distinct():
        assert days is not None
        found += _with_old(own.filter(keep_days=days), days)
    if default:
        found += _with_old(Room.objects.filter(Q(keep_days__isnull=True) | Q(sort__in=_BETWEEN_PEOPLE)), default)
    return found


def _with_old(rooms: QuerySet[Room], days: int) -> list[Room]:
    before = cut_off(days)
    assert before is not None
    old = _came_out(before).filter(room=OuterRef("pk")).exclude(withdrawal_reason=EMPTIED)
    return list(rooms.filter(Exists(old)).order_by("pk"))


def _came_out(before: datetime) -> QuerySet[Message]:
    return Message.objects.filter(seq__isnull=False, published_at__lt=before)
