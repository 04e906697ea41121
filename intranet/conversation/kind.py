"""The manifest of comments: what the rest of the house needs to know of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content.kinds import Kind, url_of
from intranet.content.models import Entry

from .rendering import fragment, place
from .watching import concerned_by_comment


def url_of_comment(entry: Entry) -> str:
    """Its place on the page of what it belongs to."""
    if entry.root is None:
        raise ValueError(f"{entry.key} is a comment on nothing")
    return f"{url_of(entry.root)}?comment={entry.entry_id}#entry-{entry.entry_id}"


def bring_roots(comments: list, viewer: object) -> None:
    """What each comment is about, for cards that stand alone: one query."""
    roots = Entry.objects.in_bulk({comment.root_id for comment in comments})
    for comment in comments:
        comment.root = roots.get(comment.root_id)


COMMENT = Kind(
    model="conversation.comment",
    label=_("Comment"),
    plural=_("Comments"),
    icon="chat",
    url=url_of_comment,
    card="conversation/cards/comment.html",
    takes_comments=False,
    published_sentence=_("{actor} commented on “{title}”"),
    concerned=concerned_by_comment,
    hydrators=(bring_roots,),
    fragment=fragment,
    place=place,
    edit_url=lambda entry: reverse("conversation:edit", args=[entry.entry_id]),
    edited_in=".comment-own",
)
