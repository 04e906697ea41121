"""Companies of customers: adding and changing them, and what becomes of those that are customers no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import hooks, policies
from intranet.accounts.domains import clean_domains
from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from .standing import assign_to_company, face_company

# What every colleague may know: that there is this customer. A webhook for all staff hears of it.
_STAFF = "org"
_LONGEST_NAME = 120
_LONGEST_ID = 80


@action
def add_company(
    *,
    by: User,
    name: str,
    email_domains: Iterable[str] = (),
    external_id: str = "",
    external_at: datetime | None = None,
) -> Company:
    """``external_id`` is its number in the customer system, ``external_at`` when that system last changed it.
    ValidationError where name, number or a domain is another company's."""
    require(policies.can_administer(by))
    company = Company(
        name=_free_name(name),
        external_id=free_external_id(external_id),
        email_domains=clean_domains(list(email_domains)),
        external_at=external_at,
    )
    company.save()
    record("accounts.company.added", by=by, on=company, audience=_STAFF)
    return company


@action
def change_company(company: Company, *, by: User, **changes: Any) -> list[str]:
    """Set ``name``, ``email_domains``, ``external_id`` or ``external_at``; answers the names of what is different now.
    A new ``external_at`` alone is told to nobody."""
    require(policies.can_administer(by))
    if strange := changes.keys() - {"name", "email_domains", "external_id", "external_at"}:
        raise TypeError(f"No such fields: {', '.join(sorted(strange))}.")
    _hold(company)
    if "name" in changes:
        changes["name"] = _free_name(changes["name"], company)
    if "external_id" in changes:
        changes["external_id"] = free_external_id(changes["external_id"], company)
    if "email_domains" in changes:
        changes["email_domains"] = clean_domains(list(changes["email_domains"]), company=company)
    changed = [name for name, value in changes.items() if getattr(company, name) != value]
    for name in changed:
        setattr(company, name, changes[name])
    if changed:
        company.save(update_fields=changed)
    if told := [name for name in changed if name != "external_at"]:
        record("accounts.company.changed", by=by, on=company, audience=_STAFF, fields=told)
    return told


@action
def archive_company(company: Company, *, by: User) -> bool:
    """A customer no more: nobody joins it, and it is offered nowhere. Its people keep their accounts and all that was
    said. False where it was archived already."""
    require(policies.can_administer(by))
    _hold(company)
    if company.archived_at is not None:
        return False
    company.archived_at = now()
    company.save(update_fields=["archived_at"])
    record("accounts.company.archived", by=by, on=company, audience=_STAFF)
    return True


@action
def reopen_company(company: Company, *, by: User) -> bool:
    """A customer again. Who moved when it became part of another stays there. False where it was not archived."""
    require(policies.can_administer(by))
    _hold(company)
    if company.archived_at is None:
        return False
    company.archived_at, company.merged_into = None, None
    company.save(update_fields=["archived_at", "merged_into"])
    record("accounts.company.reopened", by=by, on=company, audience=_STAFF)
    return True


@action
def merge_company(gone: Company, into: Company, *, by: User) -> bool:
    """``gone`` is part of ``into`` from now on: its people, its enquiries and who faces it move, its domains too, and
    it is archived. False where that was so already."""
    require(policies.can_administer(by))
    # In one order, so that two merges of the same two do not wait for each other.
    for company in sorted((gone, into), key=lambda one: one.pk):
        _hold(company)
    if gone.pk == into.pk:
        raise ValidationError({"merged_into": _("A company cannot become part of itself.")})
    if into.archived_at is not None:
        raise ValidationError({"merged_into": _("%(company)s is archived. Open it first.") % {"company": into}})
    if gone.merged_into_id == into.pk:
        return False
    domains, gone.email_domains = gone.email_domains, []
    gone.archived_at, gone.merged_into = gone.archived_at or now(), into
    gone.save(update_fields=["email_domains", "archived_at", "merged_into"])
    if new := [domain for domain in domains if domain not in into.email_domains]:
        into.email_domains = [*into.email_domains, *new]
        into.save(update_fields=["email_domains"])
    for person in User.objects.active().filter(company=gone):
        assign_to_company(person, into, by=by)
    User.objects.filter(company=gone).update(company=into)  # closed accounts, which nobody reads by
    for assignment in CompanyAssignment.objects.filter(company=gone).select_related("person"):
        if assignment.person.is_active:
            face_company(assignment.person, into, by=by, note=assignment.note)
    hooks.merged(gone, into, by)
    record("accounts.company.merged", by=by, on=gone, audience=_STAFF, into=into.pk)
    return True


def free_external_id(typed: str, company: Company | None = None) -> str:
    """The number as it is stored, or ValidationError: too long, not to be written in an address, or taken."""
    number = plain(typed)
    if len(number) > _LONGEST_ID or "/" in number:
        raise ValidationError(
            {"external_id": _("An identifier has at most %(count)d characters and no slash.") % {"count": _LONGEST_ID}}
        )
    taken = Company.objects.filter(external_id=number).exclude(pk=company.pk if company else 0).first()
    if number and taken is not None:
        words = {"number": number, "company": taken}
        raise ValidationError({"external_id": _("%(number)s is the identifier of %(company)s already.") % words})
    return number


def _free_name(typed: str, company: Company | None = None) -> str:
    name = plain(typed)
    if not name:
        raise ValidationError({"name": _("A company needs a name.")})
    if len(name) > _LONGEST_NAME:
        raise ValidationError({"name": _("A name has at most %(count)d characters.") % {"count": _LONGEST_NAME}})
    if Company.objects.filter(name=name).exclude(pk=company.pk if company else 0).exists():
        said = _("Another company is called %(name)s.") % {"name": name}
        raise ValidationError({"name": ValidationError(said, code="unique")})
    return name


def _hold(company: Company) -> None:
    Company.objects.select_for_update().get(pk=company.pk)
    company.refresh_from_db()
