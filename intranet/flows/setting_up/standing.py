"""How presets stand: which are applied, and what has become of what they changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User

from .actions import Undone
from .models import AppliedPreset
from .pieces import Gone, piece
from .policies import can_undo
from .presets import PRESETS, Preset

LATELY = 10


class Standing(NamedTuple):
    """A preset as admins find it: applied and not taken back, or to be had."""

    preset: Preset
    applied: AppliedPreset | None
    may_undo: bool


class Line(NamedTuple):
    """One thing that a preset changed: ``now`` is told where people have changed it since."""

    label: str
    before: str
    after: str
    now: str
    is_gone: bool


def presets_now(viewer: User) -> list[Standing]:
    standing = {one.preset: one for one in AppliedPreset.objects.filter(undone_at=None).order_by("pk")}
    return [
        Standing(one, kept := standing.get(one.key), bool(kept is not None and can_undo(viewer, kept)))
        for one in PRESETS.values()
    ]


def applied_lately(viewer: User) -> list[tuple[AppliedPreset, Any]]:
    """The newest first, each with what it is called."""
    rows = AppliedPreset.objects.select_related("by", "undone_by")[:LATELY]
    return [(one, PRESETS[one.preset].title if one.preset in PRESETS else one.preset) for one in rows]


def lines_of(applied: AppliedPreset) -> list[Line]:
    """What it changed; while it stands, with what people have made of that since; afterwards, with what stayed."""
    return [_line(applied, change) for change in applied.changes]


def told(undone: Undone) -> str:
    """What came of taking it back."""
    back = ngettext(
        "%(count)d thing is as it was before.", "%(count)d things are as they were before.", len(undone.back)
    ) % {"count": len(undone.back)}
    if not undone.stayed:
        return back
    stayed = ngettext(
        "%(count)d was changed meanwhile and stays as it is now: %(what)s.",
        "%(count)d were changed meanwhile and stay as they are now: %(what)s.",
        len(undone.stayed),
    ) % {"count": len(undone.stayed), "what": ", ".join(_label(key) for key in undone.stayed)}
    return f"{back} {stayed}"


def _line(applied: AppliedPreset, change: dict[str, Any]) -> Line:
    try:
        one = piece(change["key"])
    except Gone:
        return Line(change["label"], "", "", "", is_gone=True)
    now = one.read()
    is_other = change["key"] in applied.stayed if applied.undone_at else now != change["after"]
    told_now = one.says(now) if is_other else ""
    return Line(one.label, one.says(change["before"]), one.says(change["after"]), told_now, is_gone=False)


def _label(key: str) -> str:
    try:
        return piece(key).label
    except Gone:
        return _("something that is gone")
