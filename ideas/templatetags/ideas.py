"""How what has become of an idea, and the voice one gives for it, are drawn."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ideas.home.icons import ICONS
from ideas.home.voting import vote_of
from intranet.core.kept import open_place

register = template.Library()


@register.filter
def meaning_icon(meaning: str) -> str:
    """``{{ status.meaning|meaning_icon }}``: the name of a sign, so that the colour is never alone."""
    return ICONS[meaning]


@register.simple_tag
def for_reader(what: str) -> SafeString:
    """``{% for_reader "vote" %}``: a place in what is kept for everybody, filled when the page is sent."""
    return open_place(what)


@register.simple_tag
def vote_button(idea: Any, is_mine: Any, may_vote: Any, guest: str = "") -> SafeString:
    return vote_of(idea.pk, idea.votes_count, is_mine=bool(is_mine), may_vote=bool(may_vote), guest=guest or "")
