"""What stands under an entry, put together from pieces that are kept: a page of thirty cards has hundreds."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.conversation.discussion import Discussion
from intranet.conversation.personal import BOX, fold_of, left_open, opener, reactions_of
from intranet.conversation.polls.showing import block_of
from intranet.conversation.rendering import comment_html, shown_of
from intranet.core.fragments import remembered
from intranet.core.kept import open_place
from intranet.core.templatetags.portico import icon_html

register = template.Library()

SAID = "conversation/_said.html"


# --- {% discussion entry %} -------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def discussion(context: template.Context, entry: Any) -> SafeString:
    """Reactions, comments and the box of one entry. ``entry.preview`` is a Discussion, if there is one."""
    found = getattr(entry, "preview", None) or Discussion(entry)
    pieces = {"entry": entry, "found": found, "url": entry.get_absolute_url()}
    shows = (
        entry.entry_id,
        entry.comments_count,
        tuple(entry.reaction_counts.items()),
        frozenset(getattr(entry, "mine", ())),
        pieces["url"],
        _neighbours(found),
        tuple(map(shown_of, found.comments)),
    )
    return format_html(
        '<portico-discussion data-of="{}" data-since="{}">{}{}</portico-discussion>',
        entry.entry_id,
        found.since,
        # A card that is rendered for everybody is kept whole.
        render_to_string(SAID, pieces) if left_open(entry) else remembered(SAID, shows, lambda: pieces),
        _box(context, entry, found),
    )


def _neighbours(found: Discussion) -> tuple[Any, ...]:
    return (found.earlier, found.earlier_count, found.later, found.order, found.next_number)


def _box(context: template.Context, entry: Any, found: Discussion) -> SafeString:
    """Where one writes: on a list only the way to it."""
    if left_open(entry):
        if entry.comments_locked:
            return render_to_string("conversation/_write.html", {"root": entry})
        return open_place(BOX, entry.address, entry.get_absolute_url())
    viewer = context["request"].user
    if viewer.is_authenticated and not context.get("comment_form") and not entry.comments_locked and found.may_comment:
        return opener(entry.address, viewer)
    around = cast(dict[str, Any], context.flatten()) | {"root": entry, "found": found}
    return render_to_string("conversation/_write.html", around)


@register.simple_tag
def said(comment: Any) -> SafeString:
    """``{% said comment %}``: one comment with its answers."""
    return comment_html(comment)


# --- {% fold entry %} -------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def fold(context: template.Context, entry: Any) -> SafeString:
    """Stands first in an article: folds it away for a reader who has blocked whoever wrote it."""
    request = context.get("request")
    return fold_of(entry, request.user if request is not None else None)


# --- {% reactions entry %} --------------------------------------------------------------------------------------------
@register.simple_tag
def reactions(entry: Any, small: bool = False) -> SafeString:
    """What has been given, and a way to give more. Pressed is what this reader has given, where ``entry.mine`` is
    known; in what everybody gets, the browser decides. ``small`` is for comments."""
    shown = reactions_of(entry, small=small)
    return format_html('<div class="reactions" data-reactions="{}">{}{}</div>', entry.entry_id, shown, _more(entry))


def _more(entry: Any) -> SafeString:
    return format_html(
        '<a class="reaction reaction--add" href="{}reactions/" data-pick aria-haspopup="true" aria-label="{}">{}</a>',
        entry.address,
        _("React, or see who did"),
        icon_html("plus", "s"),
    )


# --- {% poll_of entry %} ----------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def poll_of(context: template.Context, entry: Any) -> SafeString:
    """The poll that an entry carries, for a card; nothing when there is none. The entry has been read with it
    (``select_related("poll")``)."""
    request = context.get("request")
    return block_of(entry, request.user if request is not None else None)
