"""A space whose only owner leaves goes to somebody else."""

from __future__ import annotations

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action
from intranet.spaces import policies
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership, Space

from .doors import Role, enter


@action
def inherit_space(space: Space, *, by: User, person: User) -> bool:
    """Make ``person`` an owner because the one before leaves. False where that is so already."""
    require(can_administer(by))
    require(policies.can_belong(person, space))
    before = policies.membership_of(person, space)
    if before is not None and before.role == Role.OWNER:
        return False
    if before is None:
        enter(space, person, Role.OWNER)
    else:
        Membership.objects.filter(pk=before.pk).update(role=Role.OWNER)
        forget(person)
        revoke(people=[person.pk])
    record("spaces.space.inherited", by=by, on=space, person=person.pk)
    return True


@action
def leave_ownerless(space: Space, *, by: User) -> bool:
    """Close a space for writing because its only owner leaves and nobody can follow. False when it was closed."""
    require(can_administer(by))
    if not Space.objects.filter(pk=space.pk, archived_at=None).update(archived_at=now()):
        return False
    space.refresh_from_db()
    record("spaces.space.archived", by=by, on=space, streams=[space.audience])
    return True
