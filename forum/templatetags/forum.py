"""What stands in the pages of the forum: for everybody a place to be filled, in a frame the plain thing."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forum.reading import filling
from intranet.conversation.personal import left_open
from intranet.core.kept import open_place

register = template.Library()


@register.simple_tag
def vote_of(entry: Any) -> SafeString:
    """How many say "me too", or that an answer helped, and the way to say so."""
    what = "me-too" if entry.is_question else "helped"
    if left_open(entry):
        return open_place("vote", entry.entry_id, entry.author_id, entry.votes_count, what)
    return filling.vote_button(get_language() or "", entry.entry_id, entry.votes_count, what, False)


@register.simple_tag
def accepting(answer: Any) -> SafeString:
    told = (answer.of_topic.pk, answer.entry_id, int(answer.is_accepted))
    if left_open(answer):
        return open_place("accept", *told)
    return filling.accept_button(get_language() or "", *told)


@register.simple_tag
def remarking(entry: Any) -> SafeString:
    if left_open(entry):
        return open_place("remark", entry.entry_id)
    return filling.remark_opener(get_language() or "", entry.of_topic.pk, entry.entry_id)


@register.simple_tag
def newness(answer: Any) -> SafeString:
    """Marks what was said since the reader last looked; in a frame everything would be."""
    if not left_open(answer) or answer.published_at is None:
        return format_html("{}", "")
    return open_place("new", int(answer.published_at.timestamp() * 1_000_000), answer.author_id)


@register.simple_tag
def for_reader(what: str, *told: Any) -> SafeString:
    """``{% for_reader "follow" %}``: a place that is filled when the page is sent."""
    return open_place(what, *told)
