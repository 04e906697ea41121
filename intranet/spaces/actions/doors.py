"""How somebody comes into a space and goes out of it: rows, counts and open sockets together.

Whoever changes the members of a space takes the row of the space first, so that two who do it at once wait for each
other in one order and the count stays true.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.actions import show_no_more_to
from intranet.accounts.models import User
from intranet.realtime.publish import revoke
from intranet.realtime.units import step
from intranet.spaces import hooks
from intranet.spaces.audiences import forget
from intranet.spaces.models import JoinRequest, Membership, Space, StayOut

Role, Source = Membership.Role, Membership.Source


def hold(space: Space) -> None:
    """Keep others from changing who belongs here until this action is done."""
    list(Space.objects.select_for_update().filter(pk=space.pk).values_list("pk", flat=True))


@step
def enter(space: Space, person: User, role: str, *, source: str = Source.HAND) -> bool:
    """Make somebody a member. Who came by rule and is let in by hand belongs by hand from then on."""
    hold(space)
    try:
        with transaction.atomic():
            Membership.objects.create(space=space, person=person, role=role, source=source)
    except IntegrityError:
        if source == Source.HAND:
            Membership.objects.filter(space=space, person=person, source=Source.RULE).update(source=Source.HAND)
        return False
    if source == Source.HAND:
        StayOut.objects.filter(space=space, person=person).delete()
    Space.objects.filter(pk=space.pk).update(members_count=F("members_count") + 1)
    hooks.belonging_changed(space, entered=[person.pk])
    forget(person)
    revoke(people=[person.pk])
    return True


@step
def enter_many(space: Space, ids: Iterable[int], *, source: str) -> list[int]:
    """Make many people members at once; the ids of those who were not. The caller says ``revoke`` for all of them."""
    hold(space)
    present = set(Membership.objects.filter(space=space).values_list("person_id", flat=True))
    fresh = sorted(set(ids) - present)
    Membership.objects.bulk_create(
        [Membership(space=space, person_id=pk, source=source) for pk in fresh], batch_size=500
    )
    Space.objects.filter(pk=space.pk).update(members_count=F("members_count") + len(fresh))
    hooks.belonging_changed(space, entered=fresh)
    return fresh


@step
def leave(membership: Membership) -> None:
    """End a membership. A space that fills itself does not fetch back who left it."""
    space = membership.space
    hold(space)
    if Membership.objects.filter(pk=membership.pk).delete()[0]:
        Space.objects.filter(pk=space.pk).update(members_count=F("members_count") - 1)
        if hasattr(space, "rule"):
            StayOut.objects.get_or_create(space=space, person=membership.person)
        show_no_more_to(space.audience, [membership.person_id])
        hooks.belonging_changed(space, left=[membership.person_id])
    forget(membership.person)
    revoke(people=[membership.person_id])


@step
def leave_many(space: Space, ids: Iterable[int]) -> list[int]:
    """End the memberships that a rule had made; owners, moderators and who came by hand are not touched."""
    hold(space)
    going = Membership.objects.filter(space=space, person_id__in=list(ids), source=Source.RULE, role=Role.MEMBER)
    gone = sorted(going.values_list("person_id", flat=True))
    going.delete()
    show_no_more_to(space.audience, gone)
    Space.objects.filter(pk=space.pk).update(members_count=F("members_count") - len(gone))
    hooks.belonging_changed(space, left=gone)
    return gone


def keep_an_owner(space: Space, leaving: Membership) -> None:
    if leaving.role != Role.OWNER:
        return
    others = Membership.objects.filter(space=space, role=Role.OWNER).exclude(pk=leaving.pk)
    if not others.select_for_update().exists():
        raise ValidationError(_("A space needs an owner: name another one first."), code="last_owner")


@step
def settle(space: Space, person: User, state: str, *, by: User) -> None:
    """A membership that came about otherwise answers whatever was still open."""
    if JoinRequest.objects.filter(space=space, person=person, state=JoinRequest.State.OPEN).update(
        state=state, decided_by=by, decided_at=now()
    ):
        hooks.asking_changed(space, [person.pk], by)
