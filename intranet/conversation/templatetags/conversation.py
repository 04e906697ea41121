"""The reactions of an entry, written out at once: a page of thirty cards has hundreds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.conversation.models import Reaction
from intranet.core.templatetags.portico import icon_html

register = template.Library()

_LABELS = dict(Reaction.Sort.choices)
# Always offered on a root, so that the most common word costs one press.
FIRST = Reaction.Sort.BRAVI


@register.simple_tag
def reactions(entry: Any, small: bool = False) -> SafeString:
    """``{% reactions entry %}``: what has been given, and a way to give more. Pressed is what this reader has given,
    where ``entry.mine`` is known; in what everybody gets, the browser decides. ``small`` is for comments."""
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
