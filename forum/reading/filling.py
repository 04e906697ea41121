"""What on the page of a topic is one reader's own: votes given, whether one may accept, follow and remark, and what
other areas of the forum put there for this reader. The rest is kept for everybody (``kept``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forum import policies
from forum.panels import Panel
from intranet.content.policies import can_comment
from intranet.conversation.personal import filled
from intranet.conversation.votes import voted_among
from intranet.core.decisions import Decision
from intranet.core.kept import Piece, Place
from intranet.core.templatetags.portico import compact, icon_html
from intranet.spaces.audiences import Viewer

_NOTHING = conditional_escape("")
# The one form of the page whose buttons stand in what is kept for everybody: they name it, and say where it goes.
FORM = "topic-act"


@dataclass
class Own:
    """What one reader has to do with a topic. ``until``: up to when they have read it."""

    topic: Any
    viewer: Viewer
    request: HttpRequest
    may_accept: Decision
    may_remark: Decision
    follows: bool = False
    until: datetime | None = None
    panels: Mapping[str, list[Panel]] = field(default_factory=dict)
    votes: set[int] = field(default_factory=set)

    @property
    def is_guest(self) -> bool:
        return not self.viewer.is_authenticated

    @cached_property
    def sign_in(self) -> str:
        return f"{reverse('account_login')}?{urlencode({'next': self.topic.get_absolute_url()})}"


def own_of(topic: Any, request: HttpRequest, *, panels: Mapping[str, list[Panel]] | None = None) -> Own:
    viewer = request.user
    return Own(
        topic,
        viewer,
        request,
        policies.can_accept(viewer, topic),
        can_comment(viewer, topic),
        follows=getattr(topic, "watched_as", None) == "all",
        panels=panels or {},
    )


def fill(piece: Piece, own: Own) -> SafeString:
    """The piece as this reader gets it."""
    asked = [int(place.told[0]) for place in piece.places if place.name == "vote"]
    own.votes = voted_among(own.viewer, asked)
    [html] = filled([piece], own.viewer, own={name: _whose(way, own) for name, way in _WAYS.items()})
    return html


def _whose(way: Callable[[Place, Own], SafeString], own: Own) -> Callable[[Place], SafeString]:
    return lambda place: way(place, own)


# --- Votes ------------------------------------------------------------------------------------------------------------


def _vote(place: Place, own: Own) -> SafeString:
    entry, author, count, what = place.told
    language, number = get_language() or "", int(count)
    if own.is_guest:
        before, after = _vote_of_guest(language, number, what)
        return before + conditional_escape(own.sign_in) + after
    if int(author) == own.viewer.pk or own.topic.comments_locked:
        return vote_counted(language, int(entry), number, what) if number else _NOTHING
    return vote_button(language, int(entry), number, what, int(entry) in own.votes)


@lru_cache(maxsize=4096)
def vote_button(language: str, entry: int, count: int, what: str, mine: bool) -> SafeString:
    """A press votes, the next one takes it back; the button says both to a plain form."""
    return format_html(
        '<button class="reaction" type="submit" form="{}" formaction="{}" name="on" value="{}" data-vote="{}"'
        ' aria-pressed="{}">{}</button>',
        FORM,
        reverse("forum:vote", args=[entry]),
        "" if mine else "1",
        entry,
        "true" if mine else "false",
        _face(count, what),
    )


@lru_cache(maxsize=4096)
def vote_counted(language: str, entry: int, count: int, what: str) -> SafeString:
    """For who cannot vote: how many have."""
    return format_html('<span class="vote-count" data-vote-count="{}">{}</span>', entry, _face(count, what))


@lru_cache(maxsize=4096)
def _vote_of_guest(language: str, count: int, what: str) -> tuple[SafeString, SafeString]:
    """What stands before the address where one signs in, which is another for each topic, and after it."""
    return format_html('<a class="{}" href="', "reaction"), format_html('" rel="nofollow">{}</a>', _face(count, what))


def _face(count: int, what: str) -> SafeString:
    icon, label = ("people", _("Me too")) if what == "me-too" else ("check", _("Helped"))
    number = format_html("<span data-n>{}</span>", count) if count else _NOTHING
    return format_html("{}<span>{}</span>{}", icon_html(icon, "s"), label, number)


# --- Accepting, remarking, following ----------------------------------------------------------------------------------


def _accept(place: Place, own: Own) -> SafeString:
    return accept_button(get_language() or "", *map(int, place.told)) if own.may_accept else _NOTHING


@lru_cache(maxsize=4096)
def accept_button(language: str, topic: int, answer: int, is_accepted: int) -> SafeString:
    url = reverse("forum:unaccept", args=[topic]) if is_accepted else reverse("forum:accept", args=[answer])
    return format_html(
        '<button class="button button--quiet accept-act" type="submit" form="{}" formaction="{}" data-accept="{}">{}'
        "<span>{}</span></button>",
        FORM,
        url,
        "" if is_accepted else answer,
        icon_html("undo" if is_accepted else "check"),
        _("It does not solve it") if is_accepted else _("This solves it"),
    )


def _remark(place: Place, own: Own) -> SafeString:
    return remark_opener(get_language() or "", own.topic.pk, int(place.told[0])) if own.may_remark else _NOTHING


@lru_cache(maxsize=4096)
def remark_opener(language: str, topic: int, entry: int) -> SafeString:
    url = f"{reverse('forum:remarks', args=[topic])}?under={entry}"
    return format_html(
        '<a class="remark-opener" href="{}" rel="nofollow" data-remark="{}">{}</a>', url, entry, _("Add a remark")
    )


def _follow(place: Place, own: Own) -> SafeString:
    if own.is_guest:
        words = format_html("{}{}", icon_html("bell", "s"), _("Follow"))
        return format_html('<a class="button button--quiet small" rel="nofollow" href="{}">{}</a>', own.sign_in, words)
    return _follow_button(get_language() or "", own.topic.pk, own.follows)


@lru_cache(maxsize=4096)
def _follow_button(language: str, topic: int, follows: bool) -> SafeString:
    return format_html(
        '<button class="button button--quiet small" type="submit" form="{}" formaction="{}" name="_method" value="{}"'
        ' data-follow aria-pressed="{}">{}<span>{}</span></button>',
        FORM,
        reverse("conversation:watch", args=[topic]),
        "DELETE" if follows else "PUT",
        "true" if follows else "false",
        icon_html("bell", "s"),
        _("Following") if follows else _("Follow"),
    )


# --- What is new, how often it was looked at, what others put there ---------------------------------------------------


def _new(place: Place, own: Own) -> SafeString:
    stamp, author = map(int, place.told)
    if own.until is None or author == own.viewer.pk or stamp <= int(own.until.timestamp() * 1_000_000):
        return _NOTHING
    return format_html('<span class="badge badge--accent" data-new>{}</span>', _("New"))


def _views(place: Place, own: Own) -> SafeString:
    number = own.topic.views_count
    words = ngettext("%(n)s view", "%(n)s views", number) % {"n": compact(number)}
    return conditional_escape(words) if number else _NOTHING


def _panels(place: Place, own: Own) -> SafeString:
    shown = own.panels.get(place.told[0], [])
    around = {"topic": own.topic}
    return format_html_join(
        "", "{}", ((render_to_string(one.template, around | {"panel": one}, own.request),) for one in shown)
    )


_WAYS: dict[str, Callable[[Place, Own], SafeString]] = {
    "vote": _vote,
    "accept": _accept,
    "remark": _remark,
    "follow": _follow,
    "new": _new,
    "views": _views,
    "panels": _panels,
}
