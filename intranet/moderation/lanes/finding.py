"""Which lane an entry is in."""

from __future__ import annotations

import hashlib
import json

from django.db.models import Q

from intranet.accounts.models import User
from intranet.content.coming import Wanted, keeps_apart, wanted
from intranet.content.kinds import known
from intranet.content.models import Entry
from intranet.moderation.holding import LANE
from intranet.moderation.models import Case, Lane
from intranet.spaces.audiences import CUSTOMERS, PUBLIC, is_apart
from intranet.spaces.models import Circle, Space

__all__ = [
    "LANE",
    "authors_of",
    "digest_of",
    "is_reply",
    "lane_at",
    "lane_for",
    "lane_of",
    "passes_lanes",
    "reach_of",
    "reaches_in",
]


def reach_of(audience: str) -> str:
    """How far words with this audience go."""
    name, _sep, key = audience.rpartition("_")
    if audience == PUBLIC:
        return Lane.Reach.STREET
    if audience == CUSTOMERS or name == "company":
        return Lane.Reach.CUSTOMERS
    community = Q(visibility=Space.Visibility.COMMUNITY)
    if name == "space" and Space.objects.filter(community, pk=key).exists():
        return Lane.Reach.STREET
    if name == "circle":
        shown_in = Circle.spaces.through.objects.filter(circle_id=key).values("space_id")
        if Space.objects.filter(community, pk__in=shown_in).exists():
            return Lane.Reach.STREET
    return Lane.Reach.INSIDE


def reaches_in(space: Space) -> list[str]:
    """What lanes a space can have: in a community, what is written may be for customers or colleagues alone."""
    if space.is_community:
        return [Lane.Reach.STREET, Lane.Reach.CUSTOMERS, Lane.Reach.INSIDE]
    return [Lane.Reach.INSIDE]


def passes_lanes(entry: Entry) -> bool:
    """What is written in a space: what stands by itself, and, where the lane says so, what is said under it; not what
    the staff notes there, nor what is said between a few."""
    if entry.space_id is None or is_apart(entry.wanted_audience):
        return False
    # What has no row yet has not said its kind.
    kind = known(entry.kind or entry._meta.label_lower)
    return kind is not None and kind.stream is None and not kind.narrower and not kind.reviewed


def is_reply(entry: Entry) -> bool:
    return entry.root_id is not None or entry.root is not None


def lane_of(entry: Entry, by: User) -> Lane | None:
    """The lane these words have to take; None where they come out at once, or this person is trusted there."""
    if not passes_lanes(entry) or by.is_system:
        return None
    waits = wanted(entry)
    lane = lane_at(entry.space_id, waits.audience if waits is not None else entry.wanted_audience, by)
    return None if lane is not None and is_reply(entry) and not lane.replies else lane


def lane_at(space: int | None, audience: str, by: User) -> Lane | None:
    """Whoever writes there; whom the lane trusts, none."""
    lane = lane_for(space, audience)
    return None if lane is None or lane.trusted.filter(pk=by.pk).exists() else lane


def lane_for(space: int | None, audience: str) -> Lane | None:
    """The lane of words in this space before this audience, whoever wrote them; None where they come out at once."""
    lanes = list(Lane.objects.filter(space=space).exclude(sort=Lane.Sort.DIRECT))
    if not lanes:
        return None
    reach = reach_of(audience)
    return next((one for one in lanes if one.reach == reach), None)


def authors_of(case: Case) -> frozenset[int]:
    """Who never approves it: who wrote it, and who handed it in."""
    if case.entry is None:
        return frozenset()
    waits = wanted(case.entry)
    wrote: frozenset[int] = waits.authors if waits is not None else frozenset()
    if not keeps_apart(case.entry):
        wrote = frozenset({case.entry.author_id})
    return wrote | {case.about_id} if case.about_id is not None else wrote


def digest_of(entry: Entry) -> str:
    """What exactly is approved: these words, with these files, before these readers."""
    files = [str(pk) for pk in entry.attachments.order_by("pk").values_list("pk", flat=True)]
    waits = wanted(entry) or entry
    audience = waits.audience if isinstance(waits, Wanted) else waits.wanted_audience
    said = json.dumps([waits.title, waits.body, files, audience])
    return hashlib.sha256(said.encode()).hexdigest()
