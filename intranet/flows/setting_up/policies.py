"""Who sets the house up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer

from .models import AppliedPreset


def can_set_up(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins set the house up."))


def can_read_plan(person: Viewer) -> Decision:
    """The plan is for everybody who works here: nobody follows what they may not read."""
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("The plan is for colleagues."))


def can_undo(person: Viewer, applied: AppliedPreset) -> Decision:
    """The last one first: what it found is what the one before had left."""
    from .presets import PRESETS  # noqa: PLC0415 - presets are made of what these policies protect

    if not (allowed := can_set_up(person)):
        return allowed
    if applied.undone_at is not None:
        return no(_("This was taken back already."))
    later = AppliedPreset.objects.filter(pk__gt=applied.pk, undone_at=None).first()
    if later is not None:
        title = PRESETS[later.preset].title if later.preset in PRESETS else later.preset
        return no(_("Take “%(preset)s” back first: it came later.") % {"preset": title})
    return YES
