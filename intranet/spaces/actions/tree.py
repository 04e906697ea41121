"""Moving a space into another."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action
from intranet.spaces import policies
from intranet.spaces.models import LEVELS, Space
from intranet.spaces.tree import depth_of, height_of


@action
def move_space(space: Space, *, by: User, parent: Space | None) -> bool:
    """Put a space into another, or take it out (``None``). Who reads it stays as it is. False where nothing changes.

    One move at a time, under the lock of the one row of the settings: two at once could close a circle.
    """
    require(policies.can_manage(by, space))
    if parent is not None:
        require(policies.can_put_into(by, parent))
    SiteSettings.objects.select_for_update().get_or_create(pk=1)
    space.refresh_from_db(fields=["parent"])
    if space.parent_id == (parent.pk if parent else None):
        return False
    if parent is not None:
        _no_circle(space, parent)
        leave_room(parent, height_of(space))
    before, space.parent = space.parent_id, parent
    space.save(update_fields=["parent"])
    record("spaces.space.moved", by=by, on=space, before=before, after=parent.pk if parent else None)
    return True


def leave_room(parent: Space, height: int) -> None:
    """Refuse what would stand too deep: ``height`` levels come along."""
    if depth_of(parent) + 1 + height > LEVELS - 1:
        raise ValidationError(_("Spaces stand in each other on two levels at most."), code="depth")


def _no_circle(space: Space, parent: Space) -> None:
    above: int | None = parent.pk
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == space.pk:
            raise ValidationError(_("A space cannot stand in itself."), code="circle")
        seen.add(above)
        above = Space.objects.filter(pk=above).values_list("parent_id", flat=True).first()
