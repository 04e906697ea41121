"""Deleting what is older than a room keeps: who sets the number, and the deleting itself, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat import jobs
from chat.keeping import rule as keeping
from chat.keeping.policies import can_set_keeping
from chat.models import Clearing, Message, Room
from chat.rendering import fragment
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.content.files.preparing import remove_bytes
from intranet.content.models import NOBODY, Attachment, Link, Revision, TaggedEntry
from intranet.conversation.models import Bookmark, EntryLink, Mention, Poll, Reaction, TeamMention
from intranet.core.decisions import require
from intranet.notifications.actions import forget_about
from intranet.realtime.models import Frame
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step
from intranet.search.indexing import mark_changed

from .messages import notice
from .rooms import hold

BATCH = 200
# What a frame that carried words becomes. It keeps its number, so that nobody who catches up meets a gap.
GONE = "chat.messages.gone"


@action
def set_keeping(room: Room, *, by: User, days: int | None) -> bool:
    """Keep what is said here for so many days, for ever (0), or for as long as the site says (None). The room is told
    by whom, and what is too old begins to go at once. False when it was so already."""
    hold(room)
    require(can_set_keeping(by, room))
    if days is not None and not keeping.FOR_EVER <= days <= keeping.LONGEST:
        raise ValidationError({"days": _("From 1 to %(most)s days, or for ever.") % {"most": keeping.LONGEST}})
    if room.keep_days == days:
        return False
    before = keeping.days_kept(room)
    room.keep_days = days
    room.save(update_fields=["keep_days"])
    after = keeping.days_kept(room)
    if before != after:
        notice(room, "keeping", by=by, days=after)
    record(
        "chat.room.keeping_set",
        by=by,
        on=room,
        streams=[room.key],
        frame={"room": room.pk, "fields": ["keep_days"]},
        before=before,
        after=after,
    )
    if after:
        jobs.clear_room.enqueue_once(key=str(room.pk), room=room.pk)
    return True


@action
def begin_clearing(room: Room, *, before: datetime) -> Clearing | None:
    """Write down what has to go; None when nothing has. A run that was cut short goes on where it was."""
    running = Clearing.objects.filter(room=room, finished_at__isnull=True).first()
    total = keeping.still_to_go(room, before).count()
    if not total:
        Clearing.objects.filter(room=room, finished_at__isnull=True).update(finished_at=now())
        return None
    if running is None:
        began = {"before": before, "reached": 0, "done": 0, "total": total, "started_at": now(), "finished_at": None}
        return Clearing.objects.update_or_create(room=room, defaults=began)[0]
    if running.before < before:
        running.before, running.reached = before, 0
    running.total = running.done + total
    running.save(update_fields=["before", "reached", "total"])
    return running


@action
def clear_some(clearing: Clearing) -> bool:
    """Delete a batch of the oldest. True while there is more."""
    room = clearing.room
    hold(room)
    old = keeping.too_old(room, clearing.before)
    batch = list(old.filter(seq__gt=clearing.reached).order_by("seq")[:BATCH])
    if not batch:
        clearing.finished_at = now()
        clearing.save(update_fields=["finished_at"])
        return False
    going, emptied = _sorted_out(batch, old)
    _forget(room, [message.pk for message in going], [message.pk for message in emptied])
    clearing.reached = batch[-1].seq or clearing.reached
    clearing.done += len(going) + len(emptied)
    clearing.save(update_fields=["reached", "done"])
    return True


def _sorted_out(batch: Sequence[Message], old: QuerySet[Message]) -> tuple[list[Message], list[Message]]:
    """Which messages go, and which only lose their words, since younger answers stand under them. A message with
    answers goes with the last of them, so that no thread is left without its beginning."""
    answers = [message for message in batch if message.thread_id is not None]
    heads = {message.pk: message for message in batch if message.thread_id is None}
    # Of those looked at before, whose last answers are in this batch.
    above = {message.thread_id for message in answers if message.thread_id is not None} - heads.keys()
    heads |= {message.pk: message for message in old.filter(pk__in=above)}
    left = Message.objects.filter(thread__in=heads).exclude(pk__in=[message.pk for message in answers])
    with_answers = set(left.order_by().values_list("thread_id", flat=True).distinct())
    staying = left.exclude(pk__in=old.filter(thread__in=heads).values("pk"))
    with_younger = set(staying.order_by().values_list("thread_id", flat=True).distinct())
    going = [*answers, *(head for pk, head in heads.items() if pk not in with_answers)]
    emptied = [head for pk, head in heads.items() if pk in with_younger and not keeping.is_emptied(head)]
    return going, emptied


@step
def _forget(room: Room, going: list[int], emptied: list[int]) -> None:
    """Rows, files, words in the trail, in the inboxes, the index and the frames of the last days."""
    both = [*going, *emptied]
    if not both:
        return
    files = list(Attachment.objects.filter(entry__in=both))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        transaction.on_commit(partial(remove_bytes, file), robust=True)
    forget_about(both)
    Activity.objects.filter(subject__in=[f"entry_{pk}" for pk in both]).update(label="", details={})
    mark_changed(both)
    quoting = list(Message.objects.filter(room=room, quoted__in=both).exclude(pk__in=both))
    threads = set(Message.objects.filter(pk__in=going, thread__isnull=False).values_list("thread_id", flat=True))
    for table in (Revision, Reaction, Mention, TeamMention, EntryLink, Poll, Bookmark):
        table.objects.filter(entry__in=both).delete()
    TaggedEntry.objects.filter(content_object__in=both).delete()
    Link.objects.filter(source__in=both).delete()
    Message.objects.filter(pk__in=emptied).update(**_without_words())
    Message.objects.filter(quoted__in=emptied).update(quoted=None)
    Message.objects.filter(pk__in=going).delete()
    _recount(threads - set(going))
    Frame.objects.filter(stream=room.key, payload__entry__in=both).update(
        event=GONE, payload={"room": room.pk, "entries": []}
    )
    for message in quoting:
        _render_frames_anew(room, message)
    publish(room.key, GONE, room=room.pk, entries=going)
    for message in Message.objects.filter(pk__in=emptied):
        publish(room.key, "chat.message.deleted", html=fragment(message), entry=message.pk, room=room.pk)


def _without_words() -> dict[str, object]:
    moment = now()
    return {
        "title": "",
        "body": "",
        "body_html": "",
        "body_text": "",
        "state": Message.State.DELETED,
        "audience": NOBODY,
        "withdrawn_at": moment,
        "withdrawal_reason": keeping.EMPTIED,
        "edited_at": None,
        "reaction_counts": {},
        "forwarded": {},
        "notice": {},
        "quoted": None,
    }


def _recount(threads: set[int]) -> None:
    """Of answers that have gone, the message that they answered says how many are left."""
    for head in Message.objects.filter(pk__in=threads):
        left = Message.objects.in_thread(head).filter(state=Message.State.PUBLISHED).order_by("-seq")
        head.replies_count = left.count()
        people = list(dict.fromkeys(left.values_list("author_id", flat=True)[:20]))
        head.repliers = [pk for pk in head.repliers if pk in people]
        head.save(update_fields=["replies_count", "repliers"])


def _render_frames_anew(room: Room, message: Message) -> None:
    """A younger message that quotes what has gone carried its words in its own frames."""
    message.refresh_from_db()
    html = fragment(message)
    for frame in Frame.objects.filter(stream=room.key, payload__entry=message.pk):
        if "html" in frame.payload:
            frame.payload["html"] = html
            frame.save(update_fields=["payload"])
