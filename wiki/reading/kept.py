"""What of a page is the same for all its readers, rendered once and kept in this process (decision 7).

Each piece is found by all that can change it: the text by the version that readers see, what stands under it by
the number of the page's stream. Names and pictures of people, and the words for how long ago, may be ten minutes old.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from intranet.accounts.models import User
from intranet.content.models import Attachment, Tag
from intranet.content.reviews import reviews_something
from intranet.conversation.discussion import open_discussion, page_for_everybody
from intranet.conversation.personal import filled, leave_open
from intranet.conversation.reactions import mark_mine
from intranet.core.kept import Piece, Shelf
from intranet.core.lately import Lately
from intranet.core.markup.page_text import PageText, page_text
from intranet.spaces.audiences import Viewer
from wiki.models import Contribution, Page

_NOTHING = conditional_escape("")

# Of some 40 KB each, but for a few.
_MOST_TEXTS = 300
_SECONDS = 600
_facts = Shelf(most=1000, seconds=_SECONDS)
_feet = Shelf(most=400, seconds=_SECONDS)


_texts: Lately[PageText] = Lately(_MOST_TEXTS)


def text_of(page: Page) -> PageText:
    # The text itself is in the key by its hash: rendering it anew may change it without a new version.
    key = (page.pk, page.published_number, page.renderer, hash(page.body_html), get_language())
    return _texts.get(key, lambda: page_text(page.body_html, page.body_text))


def facts_of(page: Page) -> SafeString:
    """Who has written it, when it changed, how long it takes to read, who reads it."""
    space: Any = page.space
    key = (
        page.pk,
        page.version_number,
        page.published_number,
        page.published_at,
        page.edited_at,
        page.audience,
        space.visibility,
        space.name,
        get_language(),
        get_current_timezone_name(),
    )
    if (piece := _facts.get(key)) is None:
        people = writers_of(page)
        context = {
            "page": page,
            "entry": page,
            "people": people[:5],
            "more": max(len(people) - 5, 0),
            "last": _last_writer(page),
            "minutes": text_of(page).minutes,
        }
        piece = Piece(render_to_string("wiki/_facts.html", context))
        _facts.put(key, piece)
    return piece.filled(lambda place: _NOTHING)


def writers_of(page: Page) -> list[User]:
    """Everybody of the house who had a part in it, the latest first. How customers are named is theirs to say from one
    moment to the next: they stand among the contributors, which are not kept."""
    parts = _parts_of(page).order_by().values("person")
    latest = parts.annotate(last=Max("version__number")).order_by("-last", "person")
    ids = [row["person"] for row in latest[:200]]
    people = User.objects.in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]


def _parts_of(page: Page) -> QuerySet[Contribution]:
    return Contribution.objects.filter(version__page=page).exclude(person__kind=User.Kind.CUSTOMER)


def _last_writer(page: Page) -> User | None:
    parts = _parts_of(page).filter(version__number=page.published_number)
    found = parts.select_related("person").order_by("-pk").first()
    return found.person if found is not None else None


def foot_of(page: Any, viewer: Viewer, *, head: int, around: int | None = None) -> SafeString:
    """Files, tags, reactions and what is said about it; ``head`` was read before it, ``around`` is a comment that a
    link leads to. Not kept for who reviews something, and may read what is hidden, nor where one cannot write."""
    is_for_all = page.is_published and not page.space.is_archived and not reviews_something(viewer)
    if around is None and is_for_all:
        around_it = (get_language(), get_current_timezone_name())
        said = (page.comments_locked, page.comments_count, tuple(page.reaction_counts.items()))
        key = (page.pk, page.published_at, head, page.slug, said, around_it)
        if (piece := _feet.get(key)) is None:
            bring_files(page)
            page.preview = page_for_everybody(page)
            page.preview.since = head
            leave_open([page, *page.preview.comments])
            piece = Piece(render_to_string("wiki/_foot.html", {"entry": page}))
            if all(file.is_ready or file.refusal for file in page.attachments.all()):
                _feet.put(key, piece)
        [html] = filled([piece], viewer)
        return html
    bring_files(page)
    since = head if viewer.is_authenticated else 0
    page.preview = open_discussion(page, viewer, around=around, since=since)
    mark_mine([page], viewer)
    return _NOTHING


def bring_files(page: Any) -> None:
    """Its tags, and the files that stand in no line of its text already."""
    for name, things, has_any in (("attachments", Attachment, "has_files"), ("tags", Tag, "has_tags")):
        if page.__dict__.get(has_any, True):
            prefetch_related_objects([page], name)
        else:
            # It was read with the page that there are none.
            page.__dict__.setdefault("_prefetched_objects_cache", {})[name] = _none_of(things)
    page.other_files = [file for file in page.attachments.all() if str(file.pk) not in page.body_html]


def _none_of(things: Any) -> Any:
    """As Django leaves it where it has fetched something beforehand and found nothing."""
    nothing = things.objects.none()
    nothing._result_cache, nothing._prefetch_done = [], True
    return nothing
