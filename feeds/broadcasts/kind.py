"""The manifest of broadcasts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast
from intranet.content.actions import bring_back, take_away
from intranet.content.kinds import Kind
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.core.known_addresses import path_to
from intranet.spaces.audiences import Viewer

from . import policies, verbs
from .delivering import announce_broadcast


def _taken_away(entry: Any, *, by: Any, reason: str = "") -> Entry:
    from .spread.going import take_twin_along  # noqa: PLC0415 - it calls actions, which come after the kinds

    gone: Entry = take_away(entry, by=by, reason=reason)
    take_twin_along(entry, by=by)
    return gone


def _brought_back(entry: Any, *, by: Any) -> Entry:
    from .spread.going import bring_twin_back  # noqa: PLC0415 - as above

    back: Entry = bring_back(entry, by=by)
    if not entry.is_expired:
        bring_twin_back(entry, by=by)
    return back


def _also_hides(entry: Any, *, by: Any, reason: str) -> None:
    from .spread.going import hide_twin_along  # noqa: PLC0415 - as above

    hide_twin_along(entry, by=by, reason=reason)


def _also_restores(entry: Any, *, by: Any) -> None:
    from .spread.going import show_twin_again  # noqa: PLC0415 - as above

    show_twin_again(entry, by=by)


BROADCAST = Kind(
    model="feeds.broadcast",
    label=_("Broadcast"),
    plural=_("Broadcasts"),
    icon="send",
    url=lambda entry: path_to("feeds:broadcast", entry.entry_id),
    edit_url=lambda entry: path_to("feeds:broadcast-edit", entry.entry_id),
    card="feeds/cards/broadcast.html",
    in_feed=True,
    takes_comments=False,
    may_comment=policies.nobody_replies,
    published_sentence=_("{actor} has a word for you: “{title}”"),
    concerned=verbs.whom_it_is_for,
    announce=announce_broadcast,
    may_release=policies.may_release,
    shared=True,
    may_edit=policies.can_keep,
    may_delete=policies.can_withdraw,
    personal=True,
    taken_away=_taken_away,
    brought_back=_brought_back,
    also_hides=_also_hides,
    also_restores=_also_restores,
    stays=True,
)


def what_a_broadcast_has(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if isinstance(entry, Broadcast) and entry.is_published and policies.can_see_reach(viewer, entry):
        url = path_to("feeds:broadcast-reach", entry.entry_id)
        yield MenuItem("reach", gettext("Whom it has reached"), "chart", url, order=30)
