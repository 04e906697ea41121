"""Presets: what a house of a certain sort is like, as a list of pieces and the value each gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.core.models import FrontPage
from intranet.core.navigation import street_doors
from intranet.insights.models import WeekWish
from intranet.moderation.lanes.finding import reaches_in
from intranet.moderation.models import Lane
from intranet.moderation.rules.sorts import AT_FIRST
from intranet.spaces.models import Space
from intranet.spaces.parts import known_parts

from .pieces import Gone, Piece, piece

# What is changed space by space is changed in so many; larger houses are no longer set up by presets.
MOST_SPACES = 200
KEPT_OPEN = ("docs", "contact", "enquiries")
USUAL_HOURS = {"days": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "18:00", "zone": "Europe/Rome"}
A_WEEK = 168
# The list of the week, by mail: 0 is Monday.
MONDAY_MORNING = {"day": 0, "hour": 8}
MOST_ADMINS = 10

Wanted = Iterator[tuple[str, Any]]


class Change(NamedTuple):
    """One piece that a preset changes: as it is now, and as it will be."""

    piece: Piece
    before: Any
    after: Any

    @property
    def now(self) -> str:
        return self.piece.says(self.before)

    @property
    def then(self) -> str:
        return self.piece.says(self.after)


@dataclass(frozen=True)
class Preset:
    key: str
    title: Any
    says: Any
    icon: str
    wants: Callable[[], Wanted]

    def changes(self) -> list[Change]:
        """What it would change now; what is so already is left out."""
        found = []
        for key, after in self.wants():
            try:
                one = piece(key)
            except Gone:
                continue
            before = one.read()
            if not _same(before, after):
                found.append(Change(one, before, after))
        return found


def digest_of(changes: list[Change]) -> str:
    """Of what somebody has looked at before saying yes."""
    told = json.dumps([(one.piece.key, one.before, one.after) for one in changes], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, dict) and "there" in before:
        return bool(before["there"] == after["there"])
    if isinstance(before, list) and isinstance(after, list):
        return set(map(str, before)) == set(map(str, after))
    return bool(before == after)


def _small_firm() -> Wanted:
    """Nobody waits for anybody: what can be looked at by itself is, and nothing is held back for want of a hand."""
    yield "site.sign_up_open", True
    yield "site.link_cards", True
    yield "site.mail_grace_minutes", 30
    yield from _rules_on()
    yield "rule.first_posts.is_on", False
    yield from _hours_where_none()
    freely = {"sort": Lane.Sort.POST_REVIEW.value, "at_deadline": Lane.AtDeadline.RELEASE.value, "hours": A_WEEK}
    for space in _spaces().filter(visibility=Space.Visibility.COMMUNITY):
        for reach in reaches_in(space):
            if reach != Lane.Reach.INSIDE and not _is_on_trial(space, reach):
                yield f"lane.{space.pk}.{reach}", freely | {"approvals": 1, "replies": True}
    # Whoever has chosen a day has it already.
    with_a_day = WeekWish.objects.values("person_id")
    admins = User.objects.active().staff().filter(role=User.Role.ADMIN).exclude(pk__in=with_a_day)
    for pk in admins.order_by("pk").values_list("pk", flat=True)[:MOST_ADMINS]:
        yield f"week.{pk}", MONDAY_MORNING


def _minimal_site() -> Wanted:
    yield "site.front_page", FrontPage.CONTACTS.value
    yield "site.shut_doors", [item.name for item in street_doors() if item.name not in KEPT_OPEN]
    yield "site.sign_up_open", True
    yield from _hours_where_none()
    yield from _rules_on()
    yield "rule.first_posts.is_on", True
    yield "rule.first_posts.parts", []
    yield "comments", {"there": True, "said": 0}


def _everything() -> Wanted:
    yield "site.front_page", FrontPage.FEED.value
    yield "site.shut_doors", []
    yield "site.sign_up_open", True
    yield "site.link_cards", True
    yield "site.robots_may_index", True
    yield from _rules_on()
    yield "rule.first_posts.is_on", True
    for space in _spaces():
        yield f"parts.{space.pk}", known_parts()


def _rules_on() -> Wanted:
    for key in AT_FIRST:
        if key != "first_posts":
            yield f"rule.{key}.is_on", True


def _hours_where_none() -> Wanted:
    if piece("office").read() is None:
        yield "office", USUAL_HOURS


def _spaces() -> Any:
    return Space.objects.filter(pk__in=Space.objects.current().order_by("pk").values("pk")[:MOST_SPACES]).order_by(
        "name"
    )


def _is_on_trial(space: Space, reach: str) -> bool:
    return Lane.objects.filter(space=space, reach=reach, trial_until__isnull=False).exists()


PRESETS = {
    one.key: one
    for one in (
        Preset(
            "small-firm",
            _("A small firm, nobody to run it"),
            _(
                "Rules look at what comes in, nothing waits for a person, and what is said in public is looked at "
                "once a week, from a list of fifteen minutes that comes by mail."
            ),
            "clock",
            _small_firm,
        ),
        Preset(
            "minimal-site",
            _("A minimal public site"),
            _(
                "Customers find how to reach you, your hours, the documentation and a place to comment. The other "
                "doors of the street are shut."
            ),
            "globe",
            _minimal_site,
        ),
        Preset(
            "everything",
            _("Everything"),
            _("Every part in every space, every door of the street open, every rule in force."),
            "star",
            _everything,
        ),
    )
}
