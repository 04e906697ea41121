"""Where an entry stands: moving it, and showing it in further spaces with one discussion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.content import gates, policies
from intranet.content.models import Entry, Pin, Placement
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step
from intranet.spaces.audiences import people_in
from intranet.spaces.circles import circle_of
from intranet.spaces.models import Space

from .telling import lists_of, tell
from .writing import hold, take_discussion_along

E = TypeVar("E", bound=Entry)
# Further spaces beside its own.
MOST_PLACEMENTS = 5


@action
def move_entry(entry: E, *, by: User, space: Space | None, audience: str) -> E:
    """Put an entry, and its discussion with it, into another space or before another audience.

    Whoever could read it and no longer can stops hearing of it within two seconds. Further spaces go on showing it,
    as far as they may.
    """
    hold(entry)
    require(policies.can_move(by, entry))
    require(policies.can_publish(by, space=space, audience=audience))
    require(policies.can_stand_in(entry, space))
    if entry.space == space and (space is not None or entry.wanted_audience == audience):
        return entry
    gates.ask_to_move(entry, by=by, space=space, audience=audience)
    before, shown_in = entry.wanted_audience, lists_of(entry)
    Pin.objects.filter(entry_id=entry.entry_id, space=entry.space).delete()
    entry.space = space
    for placement in Placement.objects.filter(entry_id=entry.entry_id).select_related("space"):
        if space is None or placement.space == space or not policies.can_be_shown(space, placement.space):
            placement.delete()
    _set_audience(entry, audience, by=by)
    cut_off(before, entry)
    tell(entry, "moved", by=by, streams=(*shown_in, *lists_of(entry)), before=before)
    return entry


@action
def place_entry(entry: E, *, by: User, space: Space) -> bool:
    """Show an entry in one more space, with the same discussion. False when it stands there already."""
    hold(entry)
    require(policies.can_place(by, entry, space))
    if space.pk == entry.space_id:
        return False
    if Placement.objects.filter(entry_id=entry.entry_id).count() >= MOST_PLACEMENTS:
        most = ngettext(
            "It is shown in %(most)s further space already; that is the most.",
            "It is shown in %(most)s further spaces already; that is the most.",
            MOST_PLACEMENTS,
        )
        raise ValidationError(most % {"most": MOST_PLACEMENTS}, code="most_places")
    gates.ask_to_move(entry, by=by, space=space, audience=space.audience)
    _row, is_new = Placement.objects.get_or_create(entry_id=entry.entry_id, space=space, defaults={"placed_by": by})
    if not is_new:
        return False
    before = entry.wanted_audience
    _set_audience(entry, before, by=by)
    tell(entry, "placed", by=by, streams=lists_of(entry), space=space.pk, before=before)
    return True


@action
def unplace_entry(entry: E, *, by: User, space: Space) -> bool:
    """Stop showing an entry in a further space. Who read it only there loses it within two seconds."""
    hold(entry)
    placement = Placement.objects.filter(entry_id=entry.entry_id, space=space).first()
    if placement is None:
        return False
    require(policies.can_unplace(by, entry, placement))
    take_out_of(entry, [placement], by=by)
    return True


@action
def take_out_of(entry: Entry, placements: Iterable[Placement], *, by: User) -> None:
    """Undo placements of an entry that is held."""
    before, shown_in = entry.wanted_audience, lists_of(entry)
    for placement in placements:
        Pin.objects.filter(entry_id=entry.entry_id, space=placement.space_id).delete()
        placement.delete()
    _set_audience(entry, before, by=by)
    cut_off(before, entry)
    tell(entry, "unplaced", by=by, streams=(*shown_in, *lists_of(entry)), before=before)


def keep_within_reach(space: Space, by: User) -> None:
    """After a space has become more or less visible: what it shows, or lends to others, goes where it still may."""
    touching = Placement.objects.filter(entry__space=space) | Placement.objects.filter(space=space)
    for placement in touching.select_related("entry__space", "space").order_by("entry_id", "pk"):
        entry = placement.entry
        if entry.space is None or not policies.can_be_shown(entry.space, placement.space):
            hold(entry)
            take_out_of(entry, [placement], by=by)


def _set_audience(entry: Entry, audience: str, *, by: User) -> None:
    """``audience``, unless its spaces decide: its own one, or the circle of all that show it."""
    if entry.space is not None:
        further = [one.space for one in Placement.objects.filter(entry_id=entry.entry_id).select_related("space")]
        audience = circle_of([entry.space, *further], made_by=by).audience if further else entry.space.audience
    if entry.is_published:
        entry.audience = audience
    else:
        entry.intended_audience = audience
    entry.save(update_fields=["audience", "intended_audience", "space"])
    take_discussion_along(entry)


@step
def cut_off(before: str, entry: Entry) -> None:
    """After an entry has gone where fewer read it: who lost it stops hearing of it."""
    lost = people_in(before).exclude(pk__in=people_in(entry.wanted_audience).values("pk"))
    if people := list(lost.values_list("pk", flat=True)):
        revoke(people)
