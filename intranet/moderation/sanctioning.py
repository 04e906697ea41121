"""Measures against people: warn, silence, suspend, ban; lifted early or ended by the clock. Each told, each audited."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.actions import close_account, open_account
from intranet.accounts.actions.access import end_sessions
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step

from . import letters, policies
from .cases import finish, open_case
from .models import Case, HouseRule, Sanction
from .models.sanctions import SanctionQuerySet

LONGEST = timedelta(days=366)
_VERBS = {
    Sanction.Sort.WARN: "moderation.person.warned",
    Sanction.Sort.SILENCE: "moderation.person.silenced",
    Sanction.Sort.SUSPEND: "moderation.person.suspended",
    Sanction.Sort.BAN: "moderation.person.banned",
}


@action
def sanction(
    person: User,
    sort: str,
    *,
    by: User,
    reason: str,
    until: datetime | None = None,
    cited: HouseRule | None = None,
    case: Case | None = None,
) -> Sanction:
    """Take a measure against somebody, who is told why and may appeal once.

    A warning keeps everything closed until it was read. Who is silenced reads and says nothing until then; who is
    suspended gets in on no road; a ban closes a customer's account.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if sort not in Sanction.Sort.values:
        raise ValidationError({"sort": _("There is no such measure.")})
    require(policies.can_sanction(by, person, sort))
    reason = " ".join(reason.replace("\x00", "").split())[:500]
    if not reason and cited is not None:
        reason = str(cited.text or cited.title)
    if not reason:
        raise ValidationError({"reason": _("Say why: the person reads it.")}, code="reason")
    until = _checked(sort, until)
    made = Sanction.objects.create(person=person, sort=sort, until=until, reason=reason, cited=cited, case=case, by=by)
    own_case = open_case("sanction", subject=made.key, about=person, severity=1)
    finish(own_case, outcome=Case.Outcome.SANCTIONED, by=by, reason=reason, cited=cited)
    _put_into_force(made, person, by=by)
    record(
        _VERBS[Sanction.Sort(sort)],
        by=by,
        on=person,
        sanction=made.pk,
        until=until.isoformat() if until else None,
        message=reason,
        rule=str(cited) if cited else "",
        page=reverse("moderation:decision", args=[own_case.pk]),
    )
    if sort in (Sanction.Sort.SUSPEND, Sanction.Sort.BAN):
        # They read no inbox any more.
        letters.mail_sanction.enqueue(sanction=made.pk, case=own_case.pk)
    return made


@action
def lift(sanction: Sanction, *, by: User, reason: str = "") -> bool:
    """End a measure before its time. False where it is over already."""
    sanction = Sanction.objects.select_for_update(of=("self",)).select_related("person").get(pk=sanction.pk)
    require(policies.can_lift(by, sanction))
    if sanction.is_over:
        return False
    sanction.lifted_at, sanction.lifted_by = now(), by
    sanction.lifted_because = " ".join(reason.replace("\x00", "").split())[:500]
    sanction.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    person = User.objects.select_for_update().get(pk=sanction.person_id)
    if sanction.sort == Sanction.Sort.BAN:
        if not _in_force(person, Sanction.Sort.BAN).exists():
            open_account(person, by=by)
    elif sanction.sort == Sanction.Sort.WARN:
        _set(person, has_warning=_unread_warnings(person).exists())
    else:
        column = "silenced_until" if sanction.sort == Sanction.Sort.SILENCE else "suspended_until"
        _set(person, **{column: _in_force(person, sanction.sort).aggregate(last=Max("until"))["last"]})
    record(
        "moderation.person.lifted",
        by=by,
        on=person,
        sanction=sanction.pk,
        sort=sanction.sort,
        message=sanction.lifted_because,
        page=reverse("accounts:person", args=[person.handle]),
    )
    return True


@action
def acknowledge(*, by: User) -> int:
    """Say that one has read one's warnings. Answers with how many there were."""
    read = _unread_warnings(by).update(acknowledged_at=now())
    _set(by, has_warning=False)
    if read:
        record("moderation.person.acknowledged", by=by, on=by, count=read)
    return read


def unread_warnings(person: User) -> list[Sanction]:
    return list(_unread_warnings(person).select_related("cited", "by"))


def _checked(sort: str, until: datetime | None) -> datetime | None:
    if sort not in Sanction.TIMED:
        return None
    if until is None or until <= now():
        raise ValidationError({"until": _("Say until when. It has to be in the future.")}, code="until")
    if until > now() + LONGEST:
        raise ValidationError({"until": _("At most a year. Who is to stay out for ever is banned.")}, code="until")
    return until


@step
def _put_into_force(made: Sanction, person: User, *, by: User) -> None:
    match made.sort:
        case Sanction.Sort.WARN:
            _set(person, has_warning=True)
            revoke([person.pk])
        case Sanction.Sort.SILENCE:
            _set(person, silenced_until=max(filter(None, (person.silenced_until, made.until))))
        case Sanction.Sort.SUSPEND:
            _set(person, suspended_until=max(filter(None, (person.suspended_until, made.until))))
            end_sessions(person)
            revoke([person.pk])
        case Sanction.Sort.BAN:
            close_account(person, by=by)


def _set(person: User, **columns: object) -> None:
    User.objects.filter(pk=person.pk).update(**columns)
    for name, value in columns.items():
        setattr(person, name, value)


def _in_force(person: User, sort: str) -> SanctionQuerySet:
    return Sanction.objects.in_force().filter(person=person, sort=sort)


def _unread_warnings(person: User) -> SanctionQuerySet:
    return Sanction.objects.in_force().filter(person=person, sort=Sanction.Sort.WARN, acknowledged_at=None)
