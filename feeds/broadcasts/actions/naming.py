"""Who may send, and in whose name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from feeds.broadcasts import policies
from feeds.broadcasts.verbs import BROADCASTER_NAMED, BROADCASTER_REMOVED, DELEGATE_NAMED, DELEGATE_REMOVED
from feeds.models import Broadcaster, Delegate
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.units import action
from intranet.spaces.models import Space


@action
def name_broadcaster(person: User, *, by: User, space: Space | None = None) -> Broadcaster:
    """Let somebody send in a space, or to the whole house. Twice is once."""
    require(policies.can_name_broadcasters(by, space))
    if not (allowed := policies.can_be_broadcaster(person, space)):
        raise ValidationError({"person": allowed.refusal})
    found, is_new = Broadcaster.objects.get_or_create(person=person, space=space, defaults={"named_by": by})
    if is_new:
        record(BROADCASTER_NAMED, by=by, on=found, audience=person.key, person=person.pk, space=_number(space))
    return found


@action
def remove_broadcaster(named: Broadcaster, *, by: User) -> None:
    """What was sent stays."""
    require(policies.can_name_broadcasters(by, named.space))
    record(
        BROADCASTER_REMOVED, by=by, on=named, audience=named.person.key, person=named.person_id, space=named.space_id
    )
    named.delete()


@action
def name_delegate(writer: User, *, by: User) -> Delegate:
    """Let a colleague write what one signs. Everybody names their own."""
    if not by.is_staff_member or not by.is_active:
        require(no(_("Broadcasts are signed by people who work here.")))
    if writer.pk == by.pk or not writer.is_active or not writer.is_staff_member:
        raise ValidationError({"person": _("Choose a colleague.")})
    found, is_new = Delegate.objects.get_or_create(leader=by, writer=writer)
    if is_new:
        record(DELEGATE_NAMED, by=by, on=found, audience=writer.key, person=writer.pk)
    return found


@action
def remove_delegate(named: Delegate, *, by: User) -> None:
    """By whom it names or who named it."""
    if by.pk not in (named.leader_id, named.writer_id):
        require(no(_("Only who named somebody takes that back.")))
    record(DELEGATE_REMOVED, by=by, on=named, audience=named.writer.key, person=named.writer_id)
    named.delete()


def _number(space: Space | None) -> int | None:
    return space.pk if space is not None else None
