"""Who sends broadcasts, to whom, in whose name, and who learns whom they have reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from feeds.models import Broadcast, Broadcaster, Delegate
from intranet.accounts.models import User
from intranet.accounts.policies import can_speak
from intranet.content.models import Entry
from intranet.content.policies import can_moderate
from intranet.core.decisions import YES, Decision, no
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Membership, Space

from .aims import Aim, own_space


@dataclass(frozen=True)
class Rights:
    """Where somebody may send: to the whole house and everything in it, or to some spaces."""

    house: bool = False
    spaces: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.house or bool(self.spaces)


def rights_of(person: Viewer) -> Rights:
    """Admins and those they named: everywhere. Owners of a space and those who were named for it: there."""
    if not person.is_authenticated or not person.is_active or not person.is_staff_member:
        return Rights()
    named = set(Broadcaster.objects.filter(person=person.pk).values_list("space_id", flat=True))
    if person.is_admin or None in named:
        return Rights(house=True)
    owned = Membership.objects.filter(person=person.pk, role=Membership.Role.OWNER).values_list("space_id", flat=True)
    return Rights(spaces=frozenset({*owned, *(pk for pk in named if pk is not None)}))


def can_broadcast(person: Viewer) -> Decision:
    """Whether somewhere at all."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not (allowed := can_speak(person)):
        return allowed
    if rights_of(person):
        return YES
    return no(_("Broadcasts are sent by admins, by owners of a space, and by those whom they have named."))


def can_send(person: User, aim: Aim) -> Decision:
    if not (allowed := can_broadcast(person)):
        return allowed
    if not aim:
        return no(_("Say whom it is for."))
    rights = rights_of(person)
    if not rights.house and not (aim.only_spaces and {space.pk for space in aim.spaces} <= rights.spaces):
        return no(_("You can send to the spaces that you own or were named for. Admins name those who send further."))
    known = Space.objects.visible_to(person).filter(pk__in=[space.pk for space in aim.spaces])
    if known.count() != len({space.pk for space in aim.spaces}):
        return no(_("There is no such space."))
    if (space := own_space(aim, by=person)) is not None:
        if "feeds" not in space.parts:
            return no(_("This space has its feed switched off."))
        return space_policies.can_post_in(person, space)
    if any(space.is_archived for space in aim.spaces):
        return no(_("This space is archived: it can be read, not written."))
    return YES


def can_sign_as(writer: User, leader: User) -> Decision:
    """In one's own name, or in that of a colleague who has named one for it."""
    if writer.pk == leader.pk:
        return YES
    if not leader.is_active or not leader.is_staff_member:
        return no(_("%(name)s cannot sign a broadcast.") % {"name": leader.name})
    if Delegate.objects.filter(leader=leader.pk, writer=writer.pk).exists():
        return YES
    return no(_("%(name)s has not named you to write for them.") % {"name": leader.name})


def may_release(person: Any, entry: Any) -> Decision:
    """Asked again at the moment it comes out."""
    broadcast = as_broadcast(entry)
    if not (allowed := can_sign_as(person, broadcast.signed_by)):
        return allowed
    return can_send(person, Aim.of(broadcast))


def can_keep(person: Viewer, entry: Entry) -> Decision:
    """Change its words and what is asked with it: who wrote it and who signs it, while they may read it."""
    broadcast = as_broadcast(entry)
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.pk not in (broadcast.author_id, broadcast.signed_by_id):
        return no(_("A broadcast is changed by who wrote it and by who signs it."))
    if broadcast.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    return YES


def can_withdraw(person: Viewer, entry: Entry) -> Decision:
    if can_keep(person, entry):
        return YES
    return can_moderate(person, entry)


def can_see_reach(person: Viewer, broadcast: Broadcast) -> Decision:
    """Whom it has reached, by name: who wrote and signs it, admins and the owners of its space, as far as they may
    read it."""
    if not person.is_authenticated or not person.is_active or broadcast.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    if person.pk in (broadcast.author_id, broadcast.signed_by_id) or person.is_admin:
        return YES
    owns = Membership.objects.filter(person=person.pk, space=broadcast.space_id, role=Membership.Role.OWNER)
    if broadcast.space_id is not None and owns.exists():
        return YES
    return no(_("Whom a broadcast has reached is told to who sent it, and to admins."))


def can_acknowledge(person: Viewer, broadcast: Broadcast) -> Decision:
    """Whoever it is for; somebody who merely reads it is not asked."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    if not broadcast.is_published or broadcast.audience not in audiences_of(person):
        return no(_("This is not published."))
    if not broadcast.must_acknowledge:
        return no(_("No acknowledgement is asked for here."))
    return YES


def nobody_replies(person: Any, entry: Any) -> Decision:
    """Also not who sent it: else it would be a conversation in which one side may speak."""
    return no(_("Nobody replies to a broadcast. What you would like to know, ask as a question."))


def can_name_broadcasters(person: Viewer, space: Space | None) -> Decision:
    """Owners for their space, admins for the house and for every space."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin:
        return YES
    if space is None:
        return no(_("Only admins name who sends to the whole house."))
    return space_policies.can_manage(person, space)


def can_be_broadcaster(person: User, space: Space | None) -> Decision:
    if not person.is_active or not person.is_staff_member:
        return no(_("%(name)s does not work here.") % {"name": person.name})
    if space is not None and not Membership.objects.filter(space=space.pk, person=person.pk).exists():
        return no(_("%(name)s is not a member of this space.") % {"name": person.name})
    return YES


def as_broadcast(entry: Any) -> Broadcast:
    if isinstance(entry, Broadcast):
        return entry
    return Broadcast.objects.select_related("signed_by").get(pk=entry.pk)
