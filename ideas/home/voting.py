"""The voice one gives for an idea, as a button; the one form of the page sends it (``ideas/_act.html``)."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.core.templatetags.portico import icon_html


def vote_of(idea: int, votes: int, *, is_mine: bool, may_vote: bool, guest: str = "") -> SafeString:
    """``guest``: where whoever has not signed in does. Who may not vote sees the number."""
    return _drawn(
        language=get_language() or "", idea=idea, votes=votes, is_mine=is_mine, may_vote=may_vote, guest=guest
    )


@lru_cache(maxsize=8192)
def _drawn(*, language: str, idea: int, votes: int, is_mine: bool, may_vote: bool, guest: str) -> SafeString:
    if may_vote:
        return format_html(
            '<button class="idea-vote" type="submit" form="idea-act" formaction="{}" name="on" value="{}"'
            ' data-vote="{}" aria-pressed="{}">{}<span data-n="always">{}</span>'
            '<span class="visually-hidden">{}</span></button>',
            reverse("ideas:vote", args=[idea]),
            "" if is_mine else "1",
            idea,
            "true" if is_mine else "false",
            icon_html("up"),
            votes,
            _("votes"),
        )
    if guest:
        return format_html(
            '<a class="idea-vote" href="{}" rel="nofollow" title="{}">{}<span>{}</span>'
            '<span class="visually-hidden">{}. {}</span></a>',
            guest,
            _("Sign in to vote"),
            icon_html("up"),
            votes,
            _("votes"),
            _("Sign in to vote"),
        )
    return format_html(
        '<span class="idea-vote" data-vote-count="{}">{}<span data-n="always">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        idea,
        icon_html("up"),
        votes,
        _("votes"),
    )
