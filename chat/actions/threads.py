"""Threads: who follows which, and how far they have read it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from chat.hearing.telling import note_thread_read, note_threads_read
from chat.hearing.waiting import tell_badge
from chat.models import Message, ThreadMember
from chat.reading.unread import new_in_threads, threads_of, unread_of_threads
from intranet.accounts.models import User
from intranet.realtime.publish import publish
from intranet.realtime.units import action

# Whoever marks everything as read has no more threads with something new than this; and if so, presses once more.
_AT_ONCE = 500


@action
def follow_thread(thread: Message, *, by: User, follow: bool = True) -> bool:
    """Hear of the replies to a message, or no longer, whatever is written there. False when it was so already."""
    last = _last_of(thread)
    row, is_new = ThreadMember.objects.select_for_update().get_or_create(
        thread=thread, person=by, defaults={"following": follow, "read_seq": last}
    )
    if not is_new:
        if row.following == follow:
            return False
        row.following = follow
        if follow:
            # What was said meanwhile is not there to be caught up with.
            row.read_seq = max(row.read_seq, last)
        row.save(update_fields=["following", "read_seq"])
    publish(by.key, "chat.thread.followed", thread=thread.pk, room=thread.room_id, following=follow)
    return True


@action
def mark_thread_read(thread: Message, *, by: User, seq: int, anew: bool = False) -> bool:
    """As ``mark_read``, of a thread that one follows."""
    seq = min(seq, _last_of(thread))
    behind = ThreadMember.objects.filter(thread=thread, person=by, read_seq__lt=seq)
    if not anew:
        behind = behind.filter(kept_unread=False)
    if not behind.update(read_seq=seq, kept_unread=False):
        return False
    note_thread_read(thread, by, upto=seq)
    _tell(thread, by, upto=seq, kept=False)
    tell_badge(by)
    return True


@action
def mark_thread_unread(thread: Message, *, by: User, seq: int) -> bool:
    """This reply and all after it are unread again. Who did not follow the thread does now."""
    if not Message.objects.visible_to(by).filter(thread=thread, seq=seq).exists():
        raise ValidationError(_("There is no such reply in this thread."), code="seq")
    row, _is_new = ThreadMember.objects.select_for_update().get_or_create(
        thread=thread, person=by, defaults={"read_seq": seq - 1}
    )
    row.read_seq, row.kept_unread, row.following = min(row.read_seq, seq - 1), True, True
    row.save(update_fields=["read_seq", "kept_unread", "following"])
    _tell(thread, by, upto=row.read_seq, kept=True)
    return True


@action
def read_all_threads(*, by: User) -> int:
    """Nothing in any thread one follows is unread any more. Answers in how many something was."""
    behind = list(threads_of(by).filter(Exists(new_in_threads(by))).values_list("pk", flat=True)[:_AT_ONCE])
    if not behind:
        return 0
    last = Message.objects.filter(thread=OuterRef("thread_id"), seq__isnull=False).order_by("-seq").values("seq")[:1]
    ThreadMember.objects.filter(pk__in=behind).update(
        read_seq=Greatest("read_seq", Coalesce(Subquery(last), 0)), kept_unread=False
    )
    note_threads_read(behind, by)
    publish(by.key, "chat.thread.read", all=True)
    tell_badge(by)
    return len(behind)


def _last_of(thread: Message) -> int:
    """The number of the last thing said in a thread."""
    return Message.objects.filter(thread=thread).aggregate(last=Max("seq"))["last"] or thread.seq or 0


def _tell(thread: Message, person: User, *, upto: int, kept: bool) -> None:
    unread = unread_of_threads(person, [thread.pk]).get(thread.pk, 0)
    publish(person.key, "chat.thread.read", thread=thread.pk, room=thread.room_id, upto=upto, unread=unread, kept=kept)
