"""What stands under an entry, put together from pieces that are kept: a page of thirty cards has hundreds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.conversation.discussion import Discussion
from intranet.conversation.models import Reaction
from intranet.conversation.rendering import comment_html, shown_of
from intranet.core.fragments import remembered
from intranet.core.templatetags.portico import avatar, icon_html

register = template.Library()

_LABELS = dict(Reaction.Sort.choices)
# Always offered on a root, so that the most common word costs one press.
FIRST = Reaction.Sort.BRAVI


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
        remembered("conversation/_said.html", shows, lambda: pieces),
        _box(context, entry, found),
    )


def _neighbours(found: Discussion) -> tuple[Any, ...]:
    return (found.earlier, found.earlier_count, found.later)


def _box(context: template.Context, entry: Any, found: Discussion) -> SafeString:
    """Where one writes: on a list only the way to it, since a box for each of thirty cards would be a heavy page."""
    viewer = context["request"].user
    if viewer.is_authenticated and not context.get("comment_form") and not entry.comments_locked and found.may_comment:
        return format_html(
            '<a class="comment-opener" href="{}comments/" data-write>{}<span class="input">{}</span></a>',
            entry.address,
            avatar(viewer, "s"),
            _("Write a comment"),
        )
    around = cast(dict[str, Any], context.flatten()) | {"root": entry, "found": found}
    return render_to_string("conversation/_write.html", around)


@register.simple_tag
def said(comment: Any) -> SafeString:
    """``{% said comment %}``: one comment with its answers."""
    return comment_html(comment)


# --- {% reactions entry %} --------------------------------------------------------------------------------------------
@register.simple_tag
def reactions(entry: Any, small: bool = False) -> SafeString:
    """What has been given, and a way to give more. Pressed is what this reader has given, where ``entry.mine`` is
    known; in what everybody gets, the browser decides. ``small`` is for comments."""
    given = tuple(entry.reaction_counts.items())
    shown = _pills(get_language() or "", given, frozenset(getattr(entry, "mine", ())), small)
    return format_html('<div class="reactions" data-reactions="{}">{}{}</div>', entry.entry_id, shown, _more(entry))


def _more(entry: Any) -> SafeString:
    return format_html(
        '<a class="reaction reaction--add" href="{}reactions/" data-pick aria-haspopup="true" aria-label="{}">{}</a>',
        entry.address,
        _("React, or see who did"),
        icon_html("plus", "s"),
    )


@lru_cache(maxsize=4096)
def _pills(language: str, given: tuple[tuple[str, int], ...], mine: frozenset[str], small: bool) -> SafeString:
    counts = dict(given)
    shown = [sort for sort in _LABELS if counts.get(sort) or (sort == FIRST and not small)]
    return format_html_join("", "{}", ((_pill(language, sort, counts.get(sort, 0), sort in mine),) for sort in shown))


@lru_cache(maxsize=2048)
def _pill(language: str, sort: str, count: int, mine: bool) -> SafeString:
    label = _LABELS[sort]
    return format_html(
        '<button class="reaction" type="button" data-react="{}" aria-pressed="{}" title="{}">{}'
        '<span class="{}">{}</span>{}</button>',
        sort,
        "true" if mine else "false",
        label,
        icon_html(sort, "s"),
        "" if sort == FIRST else "visually-hidden",
        label,
        format_html("<span data-n>{}</span>", count) if count else "",
    )
