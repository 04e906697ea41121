"""People of other firms who work with us for a while: in named spaces, until a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import hooks, jobs, policies
from intranet.accounts.models import Invitation, User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

from .invitations import invite
from .standing import deactivate

LONGEST = timedelta(days=366)


@action
def invite_agency_guest(
    email: str, *, by: User, joins: Sequence[str], until: datetime, message: str = "", language: str = ""
) -> Invitation:
    """Invite somebody into these spaces (keys such as "space_3") until that moment. An owner names only own spaces."""
    require(policies.can_invite_agency(by))
    joins = list(dict.fromkeys(joins))
    offered = {key for key, _label in hooks.joinable(by)}
    if not joins:
        raise ValidationError({"joins": _("Name at least one space: there is nothing else an agency guest sees.")})
    if not offered.issuperset(joins):
        raise ValidationError({"joins": _("Choose from the spaces you own.")})
    _sensible(until)
    return invite(
        email, by=by, kind=User.Kind.AGENCY, joins=joins, access_until=until, message=message, language=language
    )


@action
def extend_access(person: User, until: datetime, *, by: User) -> bool:
    """Set the day anew; an account that has run out is open again. False where nothing changes."""
    require(policies.can_extend(by, person))
    _sensible(until)
    if person.access_until == until and person.is_active:
        return False
    before = person.access_until
    User.objects.filter(pk=person.pk).update(access_until=until, is_active=True, deactivated_at=None)
    person.refresh_from_db()
    jobs.end_access.enqueue_at(until, person=person.pk)
    revoke([person.pk])
    record("accounts.agency.extended", by=by, on=person, before=_said(before), after=_said(until))
    return True


@action
def end_access(person: User, *, by: User) -> bool:
    """Close the account of an agency guest whose day has come. False where there is still time, or nothing to close."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_agency or person.access_until is None or person.access_until > now():
        return False
    if person.deactivated_at is not None:
        return False
    return deactivate(person, by=by, reason=_("The time of the agency guest is over."))


def _sensible(until: datetime) -> None:
    if until <= now():
        raise ValidationError({"until": _("Choose a day to come.")})
    if until > now() + LONGEST + timedelta(days=1):
        raise ValidationError({"until": _("At most a year at a time. It can be extended.")})


def _said(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
