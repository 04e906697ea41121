"""A thread as it stands beside its room, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chat import policies, stretch
from chat.forms import MessageForm
from chat.models import Message, Room, ThreadMember
from chat.reading.unread import unread_of_threads
from chat.rooms.labels import label_for
from chat.rooms.ways import Way
from chat.threads.opening import root_html, thread_for
from intranet.accounts.models import User
from intranet.core.http import SignedIn, number_in
from intranet.realtime import ledger


def part_asked(request: SignedIn, room: Room) -> SafeString | str:
    """The thread that the address of the room's page names; nothing where there is none."""
    pk = _number(request.GET.get("thread", ""))
    if pk is None:
        return ""
    try:
        root = thread_for(request.user, pk)
    except Http404:
        return ""
    return part_of(request, root) if root.room_id == room.pk else ""


def part_of(request: SignedIn, root: Message, *, form: MessageForm | None = None) -> SafeString:
    return render_to_string("chat/_thread.html", context_of(request, root, form=form), request)


def context_of(request: SignedIn, root: Message, *, form: MessageForm | None = None) -> dict[str, Any]:
    """What the panel shows. The number of the stream first: what is said meanwhile arrives by ``since``."""
    viewer, room = request.user, root.room
    since = ledger.heads([room.key])[room.key]
    said = stretch.replies_to(root, viewer)
    follows = ThreadMember.objects.filter(thread=root, person=viewer).first()
    membership = policies.membership_in(viewer, room)
    new = stretch.first_unread(said, viewer, follows.read_seq) if follows is not None and follows.following else None
    return {
        "thread": root,
        "thread_root": root_html(root, viewer),
        "room": room,
        "room_label": label_for(room, viewer),
        "since": since,
        "stretch": _opening(request, said, new),
        "follows": follows,
        "form": form or MessageForm.of(room, thread=root),
        "may_write": policies.can_take_part(viewer, room, membership=membership),
        "may_join": membership is None and bool(policies.can_join(viewer, room)),
        "may_also": bool(policies.can_write_in(viewer, room, membership=membership)),
    }


def _opening(request: SignedIn, said: Any, new: int | None) -> stretch.Stretch:
    """At the reply that a link leads to, at the first new one, or at the end."""
    viewer = request.user
    if (wanted := _number(request.GET.get("reply", ""))) is not None:
        place = said.filter(pk=wanted).values_list("pk", "seq").first()
        if place is not None:
            return stretch.around(said, viewer, place[1], new=new, linked=place[0])
    if (before := _number(request.GET.get("replies_before", ""))) is not None:
        return stretch.before(said, viewer, before, new=new)
    if (after := _number(request.GET.get("replies_after", ""))) is not None:
        return stretch.after(said, viewer, after, new=new)
    if new is not None:
        return stretch.around(said, viewer, new, new=new)
    return stretch.newest(said, viewer)


def address_of(root: Message, reply: int | None = None) -> str:
    """Where a thread stands beside its room, at one of its replies if that is named."""
    address = f"{root.room.get_absolute_url()}?thread={root.pk}"
    return address if reply in (None, root.pk) else f"{address}&reply={reply}#entry-{reply}"


def way_to_threads(person: User) -> Iterable[Way]:
    """The line above the rooms, with the threads that have something new: scripts keep it as it goes on."""
    since = ledger.heads([person.key])[person.key]
    new = unread_of_threads(person)
    told = {"threads": " ".join(map(str, sorted(new))), "since": str(since)}
    yield Way("threads", _("Threads"), "reply", reverse("chat:threads"), count=len(new), told=told, order=10)


def _number(text: str) -> int | None:
    return number_in(text)
