"""A message as HTML, for pages and for frames: rendered once for everybody, with places left open for what is one
reader's own (``core.kept``)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import get_language

from chat.tools.quoting import ORIGIN, QUOTE, attach_forwarded, origin_for_everybody, quote_for_everybody
from intranet.accounts.models import User
from intranet.content.journeys import bring_became, is_source
from intranet.content.models import Attachment, Entry
from intranet.conversation.links.keeping import attach_link_cards
from intranet.conversation.models import Poll
from intranet.conversation.personal import FOLD, LATER, REACTIONS, filled, pills
from intranet.conversation.polls.showing import POLL, carried_by, carry, is_known
from intranet.core.kept import Piece, Place, Shelf
from intranet.spaces.audiences import Viewer

from .models import Message, MessageQuerySet, RoomMember

TEMPLATE = "chat/_message.html"
# Of one person, messages within so long of each other stand under one name.
TOGETHER = timedelta(minutes=5)
# Of some 3 KB each.
shelf = Shelf(most=4000, seconds=1800)


# --- What a message shows ---------------------------------------------------------------------------------------------


def with_what_it_shows(messages: MessageQuerySet) -> MessageQuerySet:
    """Read with each message whether it has files, which few have, and its poll: no query of their own."""
    files = Attachment.objects.filter(entry=OuterRef("pk"))
    return messages.select_related("poll").annotate(has_files=Exists(files), has_become=is_source())  # type: ignore[no-redef]


def complete(messages: Sequence[Any], viewer: Viewer | None) -> None:
    """Give messages all that their template shows, in a fixed number of queries; of what was taken away only the
    place is left, unless ``viewer`` may read it still."""
    people = _people_in(messages)
    for message in messages:
        message.is_tombstone = message.empty_tombstone(viewer)
        message.mine, message.files, message.link_cards = LATER, [], []
        message.author = people[message.author_id]
        message.faces = [people[pk] for pk in message.repliers if pk in people]
        message.named = [people[pk].name for pk in message.notice.get("people", ()) if pk in people]
    standing = {message.pk: message for message in messages if not message.is_tombstone}
    if with_files := [pk for pk, message in standing.items() if getattr(message, "has_files", True)]:
        for file in Attachment.objects.filter(entry__in=with_files):
            standing[file.entry_id].files.append(file)
    bring_became(messages)
    attach_link_cards(list(standing.values()))
    attach_forwarded(messages)


def _people_in(messages: Sequence[Any]) -> dict[int, User]:
    """Everybody whose name or face they show: one query."""
    wanted: set[int] = set()
    for message in messages:
        wanted |= {message.author_id, *message.repliers, *message.notice.get("people", ())}
    if len(messages) == 1 and messages[0].is_new and wanted == {messages[0].author_id}:
        # Who has just said it is at hand.
        return {messages[0].author_id: messages[0].author}
    return User.objects.with_byline().in_bulk(wanted)


def goes_on(before: Any, message: Any) -> bool:
    """Whether a message stands under the name of the one before it; static/js/chat/order.js says the same."""
    if before.author_id != message.author_id or not (_is_plain(before) and _is_plain(message)):
        return False
    if abs(message.published_at - before.published_at) >= TOGETHER:
        return False
    return localtime(before.published_at).date() == localtime(message.published_at).date()


def _is_plain(message: Any) -> bool:
    return not message.is_notice and not message.is_tombstone


# --- For pages --------------------------------------------------------------------------------------------------------


def html_of_all(
    messages: Sequence[Any],
    viewer: Viewer,
    *,
    going_on: frozenset[int] = frozenset(),
    linked: int | None = None,
    anchor: str = "entry",
) -> list[SafeString]:
    """Completed messages as this reader sees them: a look-up for each, and one query for each sort of place."""
    pieces = [_piece_of(one, one.pk in going_on, one.pk == linked, anchor) for one in messages]
    return filled(pieces, viewer)


def _piece_of(message: Any, goes_on: bool, is_linked: bool, anchor: str) -> Piece:
    key = (get_language(), get_current_timezone_name(), goes_on, is_linked, anchor, shown_of(message))
    if (piece := shelf.get(key)) is None:
        context = {"message": message, "goes_on": goes_on, "is_linked": is_linked, "anchor": anchor}
        piece = Piece(render_to_string(TEMPLATE, context))
        shelf.put(key, piece)
    return piece


def shown_of(message: Any) -> Hashable:
    """All that ``_message.html`` shows of a message: what it writes must be here."""
    author = message.author
    return (
        message.pk,
        message.seq,
        message.state,
        message.is_tombstone,
        message.body_html,
        message.style,
        message.shown_in_room,
        message.thread_id,
        message.published_at,
        message.edited_at,
        message.replies_count,
        message.last_reply_at,
        str(message.notice) if message.notice else "",
        (str(message.forwarded), message.passed_on.name) if message.passed_on else None,
        tuple(message.reaction_counts.items()),
        _shown_of_person(author),
        author.role_line,
        tuple(map(_shown_of_person, message.faces)),
        tuple(message.named),
        message.quoted_id,
        tuple(message.became),
        tuple(map(_shown_of_row, message.link_cards)),
        tuple(map(_shown_of_row, message.files)),
        poll.pk if (poll := carried_by(message)) is not None else None,
    )


def _shown_of_person(person: User) -> Hashable:
    return (person.pk, person.name, person.handle, person.avatar, person.kind)


def _shown_of_row(row: Any) -> Hashable:
    return tuple(value for name, value in sorted(row.__dict__.items()) if not name.startswith("_"))


# --- For frames -------------------------------------------------------------------------------------------------------


def fragment(entry: Entry) -> dict[str, str] | None:
    """The message's element by language, its words or its tombstone; nothing where somebody follows the room's stream
    who came after this was said: then browsers that show it ask for it."""
    message = with_what_it_shows(Message.objects.all()).get(pk=entry.entry_id)
    if message.seq and RoomMember.objects.filter(room=message.room_id, history_from__gte=message.seq).exists():
        return None
    return rendered(message)


def rendered(message: Any) -> dict[str, str]:
    """By language, for everybody alike: nobody's reactions are marked, and the hours are those of the house; browsers
    set both right."""
    if not is_known(message):
        # It has waited for its time, and was read without.
        carry(message, Poll.objects.filter(entry=message.pk).first())
    complete([message], None)
    found: dict[str, str] = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                piece = Piece(render_to_string(TEMPLATE, {"message": message}))
                found[language] = piece.filled(_for_everybody)
    return found


def _for_everybody(place: Place) -> SafeString:
    match place.name:
        case name if name == REACTIONS:
            counts = tuple((sort, int(n)) for sort, _is, n in (one.partition("=") for one in place.told[2:]))
            return pills(get_language() or "", counts, frozenset(), True)
        case name if name == POLL:
            # Whether one sees the results is one's own: each browser asks.
            url = reverse("conversation:poll", args=[int(place.told[0])])
            return format_html('<div hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></div>', url)
        case name if name == QUOTE:
            return quote_for_everybody(place)
        case name if name == ORIGIN:
            return origin_for_everybody(place)
        case name if name == FOLD:
            return conditional_escape("")
    raise LookupError(f"Nobody says what stands for everybody in the place {place.name!r}")


# --- One message for one reader ---------------------------------------------------------------------------------------


def place(entry: Entry, request: HttpRequest) -> str:
    """The message's element as one reader sees it: the answer to Delete and Undo, and to who asks for it."""
    message = with_what_it_shows(Message.objects.all()).get(pk=entry.entry_id)
    return html_of(message, request.user)


def html_of(message: Any, viewer: Viewer, *, anchor: str = "entry") -> SafeString:
    """``anchor`` begins its id, for a second copy of what may stand on the page already."""
    complete([message], viewer)
    [html] = html_of_all([message], viewer, anchor=anchor)
    return html
