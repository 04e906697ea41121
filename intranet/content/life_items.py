"""Lines of an entry's menu about where it stands, since when and until when."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.spaces.audiences import Viewer, spaces_moderated

from . import policies
from .menu import MenuItem
from .models import Entry, Pin, Placement
from .pins import spaces_to_pin_in
from .places import shown_in


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if entry.root_id is not None or not viewer.is_authenticated:
        return
    yield from _waiting(entry, viewer)
    yield from _pinning(entry, viewer)
    yield from _placing(entry, viewer)
    if policies.can_be_in_series(viewer, entry) and entry.is_published:
        yield MenuItem("series", _("Part of a series…"), "list", _at("put-into-series", entry), how="dialog", order=68)


def _waiting(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not policies.can_time(viewer, entry):
        return
    yield MenuItem("publish", _("Publish now"), "send", _at("publish", entry), how="send", order=12)
    yield MenuItem("time", _("Choose another time…"), "clock", _at("time", entry), how="dialog", order=13)
    if entry.state == Entry.State.SCHEDULED:
        yield MenuItem("take-back", _("Make it a draft again"), "undo", _at("take-back", entry), how="send", order=14)


def _pinning(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not entry.is_published or not spaces_moderated(viewer) or not (spaces := spaces_to_pin_in(entry, viewer)):
        return
    pinned = set(Pin.objects.filter(entry_id=entry.entry_id).current().values_list("space_id", flat=True))
    if any(space.pk not in pinned for space in spaces):
        yield MenuItem("pin", _("Pin to the top…"), "pin", _at("pin", entry), how="dialog", order=64)
    for space in spaces:
        if space.pk in pinned:
            label = _("No longer pin in %(space)s") % {"space": space.name}
            values = {"space": str(space.pk)}
            yield MenuItem("unpin", label, "pin", _at("unpin", entry), how="send", order=65, values=values)


def _placing(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if policies.can_move(viewer, entry) and (entry.is_published or entry.is_waiting):
        yield MenuItem("move", _("Move…"), "move", _at("move", entry), how="dialog", order=66)
    if entry.space_id is None or not entry.is_published:
        return
    if entry.author_id == viewer.pk or policies.can_moderate(viewer, entry):
        yield MenuItem("place", _("Show in another space…"), "spaces", _at("place", entry), how="dialog", order=67)
    placements = {one.space_id: one for one in Placement.objects.filter(entry_id=entry.entry_id)}
    for space in shown_in(entry, viewer) if placements else ():
        if policies.can_unplace(viewer, entry, placements[space.pk]):
            label = _("No longer show in %(space)s") % {"space": space.name}
            url = reverse("content:unplace", args=[entry.entry_id, space.pk])
            yield MenuItem("unplace", label, "x", url, how="send", order=69)


def _at(name: str, entry: Entry) -> str:
    return reverse(f"content:{name}", args=[entry.entry_id])
