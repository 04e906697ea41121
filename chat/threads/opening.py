"""A thread as one reader finds it: what it began with, as far as that is theirs to read, and what was replied."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from chat import stretch
from chat.models import Message, Room, ThreadMember
from chat.reading.unread import new_in_threads, threads_of, unread_of_threads
from chat.rendering import complete, html_of
from chat.rooms.labels import label_of, others_in
from intranet.content.stances import blocked_by
from intranet.core.pagination import Page, keyset_page
from intranet.spaces.audiences import Viewer

THREADS_A_PAGE = 20
REPLIES_SHOWN = 2
# Of a list of threads: those with something new first, then as they were last spoken in.
ORDER = ("-has_new", "-thread__last_reply_at", "-pk")


def thread_for(viewer: Viewer, pk: int) -> Message:
    """The message a thread begins with, or began with: found by its number or by that of a reply. 404 for whom there
    is nothing in it to read; the beginning itself may be out of sight (``shows_root``)."""
    rooms = Room.objects.visible_to(viewer)
    found = Message.objects.filter(pk=pk, room__in=rooms, seq__isnull=False).exclude(style=Message.Style.NOTICE)
    message = found.select_related("room__space", "thread__room__space").first()
    if message is None:
        raise Http404
    root = message.thread or message
    if not shows_root(root, viewer) or root.is_deleted or root.is_hidden:
        readable = Message.objects.visible_to(viewer)
        if not readable.filter(Q(thread=root) | Q(pk=root.pk)).exists():
            raise Http404
    return root


def shows_root(root: Message, viewer: Viewer) -> bool:
    """Whether the beginning was said in this reader's time."""
    return (root.seq or 0) > stretch.floor_of(root.room, viewer)


def root_html(root: Message, viewer: Viewer) -> SafeString:
    """The beginning as it stands above its replies; nothing where it is out of sight."""
    if not shows_root(root, viewer):
        return conditional_escape("")
    # Beside it stands the room, which may show the same message.
    return html_of(root, viewer, anchor="root")


# --- All threads of one reader ----------------------------------------------------------------------------------------


@dataclass
class Followed:
    """One thread of the list. ``root`` is None where it is out of sight; ``latest`` are the newest replies."""

    member: ThreadMember
    room: Room
    label: str
    root: Any
    replies_count: int
    new: int
    latest: list[Any] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.member.thread_id


def followed_by(viewer: Any, *, unread_only: bool = False) -> QuerySet[ThreadMember]:
    """The threads somebody follows in which something was said, to be paged by ``ORDER``."""
    has_new = Exists(new_in_threads(viewer))
    rows = threads_of(viewer).filter(thread__last_reply_at__isnull=False)
    if unread_only:
        rows = rows.filter(has_new)
    rows = rows.annotate(has_new=Case(When(has_new, then=Value(1)), default=Value(0), output_field=IntegerField()))
    latest = _replies_seen_by(viewer).filter(thread=OuterRef("thread_id")).order_by("-seq").values("pk")
    for place in range(REPLIES_SHOWN):
        rows = rows.annotate(**{f"latest_{place}": Subquery(latest[place : place + 1])})
    return rows.select_related("thread__room__space")


def page_of_followed(
    viewer: Any, *, cursor: str | None = None, unread_only: bool = False
) -> tuple[list[Followed], Page[Any]]:
    page = keyset_page(followed_by(viewer, unread_only=unread_only), by=ORDER, cursor=cursor, size=THREADS_A_PAGE)
    return completed(page.items, viewer), page


def completed(members: Collection[Any], viewer: Any) -> list[Followed]:
    """A page of them with all that is shown: the same number of queries however long it is."""
    rooms = [member.thread.room for member in members]
    others = others_in(rooms, viewer)
    new = unread_of_threads(viewer, [member.thread_id for member in members]) if members else {}
    shown = {member.thread_id: member.thread for member in members if shows_root(member.thread, viewer)}
    replies = _by_number(members)
    complete([*shown.values(), *replies.values()], viewer)
    return [
        Followed(
            member=member,
            room=member.thread.room,
            label=label_of(member.thread.room, others.get(member.thread.room_id, [])),
            root=shown.get(member.thread_id),
            replies_count=member.thread.replies_count,
            new=new.get(member.thread_id, 0),
            latest=[replies[pk] for pk in _latest_of(member) if pk in replies],
        )
        for member in members
    ]


def _by_number(members: Iterable[Any]) -> dict[int, Any]:
    wanted = [pk for member in members for pk in _latest_of(member)]
    return Message.objects.in_bulk(wanted) if wanted else {}


def _latest_of(member: Any) -> list[int]:
    """Oldest first, as one reads them."""
    found = [getattr(member, f"latest_{place}") for place in range(REPLIES_SHOWN)]
    return [pk for pk in reversed(found) if pk is not None]


def _replies_seen_by(viewer: Any) -> QuerySet[Message]:
    replies = Message.objects.visible_to(viewer).published().filter(seq__isnull=False)
    blocked = blocked_by(viewer)
    return replies.exclude(author__in=blocked) if blocked else replies
