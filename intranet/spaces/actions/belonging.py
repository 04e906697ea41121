"""Joining and leaving, being let in and put out, and as what one belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action
from intranet.spaces import hooks, policies
from intranet.spaces.audiences import forget
from intranet.spaces.models import JoinRequest, Membership, Space, StayOut

from .doors import Role, Source, enter, enter_many, hold, keep_an_owner, leave, settle


@action
def join_space(space: Space, *, by: User) -> bool:
    """Become a member of a space that takes everybody. False when one already."""
    require(policies.can_join(by, space))
    if not enter(space, by, Role.MEMBER):
        return False
    settle(space, by, JoinRequest.State.ACCEPTED, by=by)
    record("spaces.space.joined", by=by, on=space, audience=space.audience)
    return True


@action
def leave_space(space: Space, *, by: User) -> bool:
    """Stop being a member. The last owner has to name another first."""
    hold(space)
    membership = policies.membership_of(by, space)
    if membership is None:
        return False
    keep_an_owner(space, membership)
    leave(membership)
    record("spaces.space.left", by=by, on=space, audience=space.audience)
    return True


@action
def add_member(space: Space, *, by: User, person: User, role: str = Role.MEMBER) -> bool:
    """Make somebody a member without asking. False when one already; who came by rule now belongs by hand."""
    require(policies.can_manage(by, space))
    require(policies.can_belong(person, space))
    if not enter(space, person, role):
        return False
    settle(space, person, JoinRequest.State.ACCEPTED, by=by)
    record("spaces.space.added", by=by, on=space, person=person.pk, role=role)
    return True


@action
def add_people(space: Space, *, by: User, people: Iterable[User]) -> list[int]:
    """Make many people members at once; answers the ids of those who were not. Whoever cannot belong here is left
    out, and all are told by one line each."""
    require(policies.can_add_people(by, space))
    allowed = [person for person in people if policies.can_belong(person, space)]
    fresh = enter_many(space, [person.pk for person in allowed], source=Source.HAND)
    Membership.objects.filter(space=space, person__in=[person.pk for person in allowed], source=Source.RULE).update(
        source=Source.HAND
    )
    StayOut.objects.filter(space=space, person__in=fresh).delete()
    if not fresh:
        return []
    JoinRequest.objects.filter(space=space, person__in=fresh, state=JoinRequest.State.OPEN).update(
        state=JoinRequest.State.ACCEPTED, decided_by=by, decided_at=now()
    )
    hooks.asking_changed(space, fresh, by)
    for person in allowed:
        forget(person)
    revoke(people=fresh)
    record("spaces.space.added_many", by=by, on=space, people=fresh)
    return fresh


@action
def remove_member(space: Space, *, by: User, person: User, reason: str = "") -> bool:
    """End somebody's membership. Their sockets lose the space within two seconds."""
    require(policies.can_keep_order(by, space))
    hold(space)
    membership = policies.membership_of(person, space)
    if membership is None:
        return False
    if membership.role == Role.OWNER:
        require(policies.can_manage(by, space))
    keep_an_owner(space, membership)
    leave(membership)
    record("spaces.space.removed", by=by, on=space, person=person.pk, reason=reason)
    return True


@action
def change_role(space: Space, *, by: User, person: User, role: str) -> bool:
    require(policies.can_manage(by, space))
    if role not in Role.values:
        raise ValidationError(_("There is no such role."), code="role")
    hold(space)
    membership = policies.membership_of(person, space)
    if membership is None:
        raise ValidationError(_("%(name)s is not a member.") % {"name": person.name}, code="not_member")
    if membership.role == role:
        return False
    if person.is_agency and role != Role.MEMBER:
        raise ValidationError(_("Agency guests are members and nothing else."), code="role")
    if person.is_customer and role == Role.OWNER:
        raise ValidationError(_("A customer cannot own a space."), code="role")
    if role != Role.OWNER:
        keep_an_owner(space, membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    forget(person)
    revoke(people=[person.pk])
    record("spaces.space.role_changed", by=by, on=space, person=person.pk, before=before, after=role)
    return True


@action
def mark_seen(space: Space, *, by: User, until: Any) -> bool:
    """Remember how far this person has read the space's feed; the mark never moves back. What was made unread by hand
    up to there has been read as well."""
    mine = Membership.objects.filter(space=space, person=by)
    mine.filter(kept_unread_until__lte=until).update(kept_unread_until=None)
    return bool(mine.exclude(seen_until__gte=until).update(seen_until=until))
