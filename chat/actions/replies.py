"""What a reply changes in the message it replies to, and for the people who follow its thread.

Whoever writes, edits or takes away a reply holds the row of the first message from here to the commit, and takes the
room and the counter of its stream after it: so two replies at once are counted as two, and nobody waits in a ring.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from chat.models import Message, ThreadMember
from intranet.content.models import Entry, Stance
from intranet.conversation.models import Mention
from intranet.realtime.publish import publish
from intranet.realtime.units import step
from intranet.spaces.audiences import people_in

REPLIERS_SHOWN = 3
# The faces are those of the newest of so many replies.
_LOOKED_AT = 50


@step
def count_reply(reply: Message) -> None:
    """A new reply is counted in the message it replies to; ``reply.thread`` knows afterwards."""
    root = _hold_root(reply)
    if root is None:
        return
    root.replies_count += 1
    root.last_reply_at = reply.published_at
    root.repliers = [reply.author_id, *(pk for pk in root.repliers if pk != reply.author_id)][:REPLIERS_SHOWN]
    _keep(root)


@step
def recount_replies(reply: Message, change: int) -> None:
    """A reply was taken away, or has come back: the thread is counted anew, and the room told."""
    root = _hold_root(reply)
    if root is None:
        return
    standing = Message.objects.filter(thread=root, state=Entry.State.PUBLISHED, seq__isnull=False)
    latest = list(standing.order_by("-seq").values_list("author_id", "published_at")[:_LOOKED_AT])
    root.replies_count = standing.count()
    root.last_reply_at = latest[0][1] if latest else None
    root.repliers = list(dict.fromkeys(author for author, _at in latest))[:REPLIERS_SHOWN]
    _keep(root)
    publish(root.room.key, "chat.message.replies", entry=root.pk, room=root.room_id, replies=replies_of(root))


def replies_of(root: Message | None) -> dict[str, Any] | None:
    """What a message shows of its thread."""
    if root is None:
        return None
    return {
        "count": root.replies_count,
        "last": root.last_reply_at.isoformat() if root.last_reply_at else None,
        "people": root.repliers,
    }


@step
def tell_followers(reply: Message) -> bool:
    """Who writes, is named, or wrote the first message follows the thread from now on; the others who follow are told
    that there is something new. True when there is anybody to tell. Who has left on purpose stays away."""
    root = reply.thread
    if root is None:
        return False
    rows = dict(ThreadMember.objects.filter(thread=root).values_list("person_id", "following"))
    drawn_in = {reply.author_id, root.author_id, *_named_in(reply)} - rows.keys()
    if drawn_in:
        before = Message.objects.filter(thread=root).exclude(pk=reply.pk).aggregate(last=Max("seq"))["last"]
        ThreadMember.objects.bulk_create(
            [ThreadMember(thread=root, person_id=pk, read_seq=before or root.seq or 0) for pk in sorted(drawn_in)],
            ignore_conflicts=True,
        )
    following = drawn_in | {pk for pk, follows in rows.items() if follows}
    blocks = Stance.objects.filter(way=Stance.Way.BLOCK, person=reply.author_id, holder__in=following)
    heard_by = people_in(reply.audience).filter(pk__in=following - {reply.author_id})
    told = list(heard_by.exclude(pk__in=blocks.values("holder")).order_by("pk").values_list("pk", flat=True))
    for pk in told:
        publish(f"user_{pk}", "chat.thread", thread=root.pk, room=root.room_id, entry=reply.pk)
    return bool(told)


def _named_in(reply: Message) -> set[int]:
    if "@" not in reply.body:
        return set()
    named = Mention.objects.filter(entry_id=reply.pk).values("person_id")
    return set(people_in(reply.audience).filter(pk__in=named).values_list("pk", flat=True))


def _hold_root(reply: Message) -> Message | None:
    if reply.thread_id is None:
        return None
    held = Message.objects.select_for_update(of=("self",), no_key=True)
    reply.thread = held.select_related("room").get(pk=reply.thread_id)
    return reply.thread


def _keep(root: Message) -> None:
    Message.objects.filter(pk=root.pk).update(
        replies_count=root.replies_count, last_reply_at=root.last_reply_at, repliers=root.repliers
    )
