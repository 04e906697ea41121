"""What was put into a room: pictures, files and links, the latest first. Found by walking the room's messages from the
end, so that a page costs what lies between its ends, however long the room is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from chat.models import Message, Room
from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.conversation.models import EntryLink, LinkCard
from intranet.core.pagination import keyset_page
from intranet.spaces.audiences import Viewer

PAGE = 24
LATEST = ("-seq", "-pk")
Kind = Attachment.Kind
SHOWN: dict[str, tuple[Any, tuple[str, ...]]] = {
    "pictures": (_("Pictures"), (Kind.IMAGE, Kind.VIDEO)),
    "documents": (_("Documents"), (Kind.DOCUMENT, Kind.OTHER)),
    "sound": (_("Sound"), (Kind.AUDIO,)),
    "links": (_("Links"), ()),
}


@dataclass(frozen=True)
class Find:
    """What one message brought: its files of the kind that is looked for, or its links."""

    message: Message
    files: list[Attachment]
    links: list[LinkCard]


@dataclass(frozen=True)
class Finds:
    items: list[Find]
    next: str | None


def finds_in(room: Room, viewer: Viewer, *, show: str, cursor: str | None = None, size: int = PAGE) -> Finds:
    """One page of what there is in a room for this viewer, in a fixed number of queries."""
    said = Message.objects.visible_to(viewer).published().without_blocked(viewer).filter(room=room, seq__isnull=False)
    if show == "links":
        page = keyset_page(said.filter(Exists(_links(OuterRef("pk")))), by=LATEST, cursor=cursor, size=size)
        links = _by_entry(EntryLink.objects.filter(entry__in=_ids(page.items)).select_related("card"))
        found = [Find(one, [], [link.card for link in links.get(one.pk, [])]) for one in page.items]
    else:
        page = keyset_page(said.filter(Exists(_files(show, OuterRef("pk")))), by=LATEST, cursor=cursor, size=size)
        files = _by_entry(_files(show, None).filter(entry__in=_ids(page.items)))
        found = [Find(one, files.get(one.pk, []), []) for one in page.items]
    writers = User.objects.in_bulk({one.author_id for one in page.items})
    for one in page.items:
        one.author = writers[one.author_id]
    return Finds(found, page.next)


def _files(show: str, entry: Any) -> QuerySet[Attachment]:
    ready = Attachment.objects.filter(kind__in=SHOWN[show][1], state=Attachment.State.READY)
    return ready if entry is None else ready.filter(entry=entry)


def _links(entry: Any) -> QuerySet[EntryLink]:
    return EntryLink.objects.filter(entry=entry)


def _ids(messages: Sequence[Message]) -> list[int]:
    return [message.pk for message in messages]


def _by_entry(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row)
    return found
