"""Who belongs here, and as what: the decisions of admins about other people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import hooks, policies
from intranet.accounts.handover import hand_over
from intranet.accounts.models import ApiToken, Company, CompanyAssignment, Invitation, User, normal_email
from intranet.accounts.naming import checked_name
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step

from .access import end_sessions

PLACE = frozenset({"department", "manager", "job_title", "started_on"})


@action
def add_person(*, by: User, name: str, email: str, password: str | None = None, **fields: Any) -> User:
    """An account whose address is taken as proven: for the first admin, for imports, for the demonstration.

    Without a password the person gets in by resetting it.
    """
    require(policies.can_administer(by))
    email = normal_email(email)
    validate_email(email)
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("%(email)s has an account already.") % {"email": email}})
    kind = fields.setdefault("kind", User.Kind.STAFF)
    person = User.objects.create_user(email, password, name=checked_name(name, kind=kind), **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    hooks.changed(person, by)
    record("accounts.person.added", by=by, on=person, kind=person.kind, role=person.role)
    return person


@action
def deactivate(person: User, *, by: User, reason: str = "", successors: Mapping[str, User] | None = None) -> bool:
    """The one switch that ends all access: pages, sockets, API, invitations, and whatever the apps above gave.

    What the person wrote stays. What only this person held goes to ``successors`` (``handover``); where something has
    to have somebody and nobody is named, ``ValidationError``, and the account stays open. False where the account was
    closed already; the leftovers are swept again all the same.
    """
    require(policies.can_administer(by))
    # Two admins who close each other's accounts at once must not both find another admin left.
    list(User.objects.select_for_update().filter(role=User.Role.ADMIN).order_by("pk").values_list("pk", flat=True))
    require(policies.can_deactivate(by, person))
    given = hand_over(person, successors or {}, by=by)
    ended = close_account(person, by=by)
    if ended is not None:
        record("accounts.person.deactivated", by=by, on=person, reason=plain(reason, longest=500), given=given, **ended)
    return ended is not None


@step
def close_account(person: User, *, by: User) -> dict[str, Any] | None:
    """What closing an account is, whoever has decided it: no page, socket, key or invitation works from here on.
    Answers with what was ended, or None where it was closed already; the leftovers are swept all the same."""
    closed = User.objects.filter(pk=person.pk, is_active=True).update(is_active=False, deactivated_at=now())
    person.refresh_from_db(fields=["is_active", "deactivated_at"])
    ended = end_sessions(person)
    tokens = ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now())
    invitations = Invitation.objects.filter(
        Q(invited_by=person) | Q(email=person.email), accepted_at=None, revoked_at=None
    ).update(revoked_at=now())
    hooks.deactivated(person, by)
    revoke([person.pk])
    return {"sessions": ended, "tokens": tokens, "invitations": invitations} if closed else None


@step
def open_account(person: User, *, by: User) -> bool:
    """Open it again, whoever has decided it. Sessions, tokens and invitations stay ended."""
    opened = User.objects.filter(pk=person.pk, is_active=False).update(is_active=True, deactivated_at=None)
    person.refresh_from_db(fields=["is_active", "deactivated_at"])
    if opened:
        hooks.changed(person, by)
    return bool(opened)


@action
def reactivate(person: User, *, by: User) -> bool:
    """Open the account again. Sessions, tokens and invitations stay ended: the person signs in afresh."""
    require(policies.can_reactivate(by, person))
    opened = open_account(person, by=by)
    if opened:
        record("accounts.person.reactivated", by=by, on=person)
    return opened


@action
def change_role(person: User, role: str, *, by: User) -> bool:
    """Make somebody a moderator or an admin, or neither. False where nothing changes."""
    require(policies.can_change_role(by, person))
    if role not in User.Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    before = person.role
    if role == before:
        return False
    person.role = role
    person.save(update_fields=["role"])
    revoke([person.pk])
    record("accounts.person.role_changed", by=by, on=person, before=before, after=role)
    return True


@action
def assign_to_company(person: User, company: Company | None, *, by: User) -> bool:
    """Say for which company a customer speaks. False where nothing changes."""
    require(policies.can_change_standing(by, person))
    if not person.is_customer:
        raise ValidationError({"company": _("Only customers belong to a company. Staff are assigned to face one.")})
    before = person.company_id
    if before == (company.pk if company else None):
        return False
    person.company = company
    person.save(update_fields=["company"])
    revoke([person.pk])
    record("accounts.person.company_changed", by=by, on=person, before=before, after=company.pk if company else None)
    hooks.changed(person, by)
    return True


@action
def face_company(person: User, company: Company, *, by: User, note: str = "") -> CompanyAssignment:
    """A colleague looks after a company: sees its private area, and is seen by its people."""
    require(policies.can_change_standing(by, person))
    if not person.is_staff_member:
        raise ValidationError({"person": _("Only staff are assigned to a company.")})
    assignment, made = CompanyAssignment.objects.update_or_create(
        company=company, person=person, defaults={"note": plain(note, longest=80)}
    )
    if made:
        record("accounts.assignment.made", by=by, on=person, company=company.pk)
    return assignment


@action
def stop_facing_company(assignment: CompanyAssignment, *, by: User) -> bool:
    require(policies.can_administer(by))
    person, company = assignment.person, assignment.company_id
    ended, _rows = CompanyAssignment.objects.filter(pk=assignment.pk).delete()
    if ended:
        revoke([person.pk])
        record("accounts.assignment.ended", by=by, on=person, company=company)
    return bool(ended)


@action
def change_place(person: User, *, by: User, **changes: Any) -> list[str]:
    """Set a colleague's department, manager, job title or first day; answers the names of what changed.

    The department decides what a person may read, which is why it is not the person's own to choose.
    """
    require(policies.can_change_standing(by, person))
    if strange := changes.keys() - PLACE:
        raise TypeError(f"No such fields: {', '.join(sorted(strange))}.")
    if not person.is_staff_member and (changes.get("department") or changes.get("manager")):
        raise ValidationError({"department": _("Only staff have a department and a manager.")})
    if changes.get("started_on") and not person.is_staff_member:
        raise ValidationError({"started_on": _("Only staff have a first day at work.")})
    if (manager := changes.get("manager")) is not None:
        _no_circle(person, manager)
    if "job_title" in changes:
        changes["job_title"] = plain(changes["job_title"])
    changed = [name for name, value in changes.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, changes[name])
    if changed:
        person.clean_fields(exclude=[field.name for field in User._meta.fields if field.name not in changed])
        person.save(update_fields=changed)
        if "department" in changed:
            revoke([person.pk])
        hooks.changed(person, by)
        record("accounts.person.profile_changed", by=by, on=person, fields=changed)
    return changed


def _no_circle(person: User, manager: User) -> None:
    """Walk up from the new manager. One change of the chart at a time, so two at once cannot close a circle.

    The lock is the one row of the settings. Locks on the people met would be taken in the order of the walk,
    and two changes that meet from opposite ends would wait for each other.
    """
    if not manager.is_staff_member or not manager.is_active or manager.is_system:
        raise ValidationError({"manager": _("A manager is a colleague with an open account.")})
    SiteSettings.objects.select_for_update().get_or_create(pk=1)
    above: int | None = manager.pk
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == person.pk:
            names = {"manager": manager, "person": person}
            raise ValidationError({"manager": _("%(manager)s works, directly or not, for %(person)s.") % names})
        seen.add(above)
        above = User.objects.filter(pk=above).values_list("manager_id", flat=True).first()
