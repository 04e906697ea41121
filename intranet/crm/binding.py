"""Which account a contact of the customer system is.

A message of that system proves nothing about who reads a mailbox. So it makes no account, changes no address and no
name of one, and is bound to an account only where that account's own address has been proved here. Staff are never
bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import actions as accounts
from intranet.accounts.models import Company, Invitation, User, normal_email
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.realtime.units import step

from .models import Contact
from .verbs import STAFF

if TYPE_CHECKING:
    from .rows import PersonRow


def take_over(contact: Contact, row: PersonRow) -> list[str]:
    """Put what the message says into the row, unsaved; the names of what is different. ValidationError for what is no
    address, another contact's address, or a company that is not known."""
    said: dict[str, Any] = {}
    if row.name is not None:
        said["name"] = plain(row.name, longest=80)
    if row.email is not None:
        said["email"] = _free_address(contact, row.email)
    if row.company is not None:
        said["company"] = _company(row.company)
    if row.archived is not None and row.archived != (contact.archived_at is not None):
        said["archived_at"] = now() if row.archived else None
    changed = [name for name, value in said.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, said[name])
    if "archived_at" in changed and contact.archived_at is None:
        _free_address(contact, contact.email)
    return ["archived" if name == "archived_at" else name for name in changed]


@step
def bind(contact: Contact, *, by: User, person: User | None = None) -> list[str]:
    """Bind it to the account whose proven address it has, and have that account speak for the contact's company; the
    names of what is different. ValidationError where the address is a colleague's, or the account another's."""
    if contact.archived_at is not None:
        return []
    changed: list[str] = []
    if contact.person is None:
        found = person or _proven(contact.email)
        if found is None:
            return []
        _may_be(contact, found)
        contact.person = found
        contact.save(update_fields=["person"])
        record("crm.contact.bound", by=by, on=contact, audience=STAFF, person=found.pk)
        changed.append("person")
    account = contact.person
    if contact.company_id is not None and account.company_id != contact.company_id:
        try:
            accounts.assign_to_company(account, contact.company, by=by)
        except PermissionDenied as refused:
            raise ValidationError(str(refused)) from refused
        changed.append("account")
    return changed


@step
def invite(contact: Contact, *, by: User) -> list[str]:
    """A letter to the address, once: whoever reads it comes in, for the contact's company."""
    waiting = Invitation.objects.filter(email=contact.email, accepted_at=None, revoked_at=None, expires_at__gt=now())
    if contact.person_id is not None or contact.archived_at is not None or waiting.exists():
        return []
    accounts.invite_customer(contact.email, by=by, company=contact.company)
    return ["invited"]


def _proven(email: str) -> User | None:
    """The account that has proved this address; never one that merely claims it."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    if found is None:
        return None
    account: User = found.user
    return account


def _may_be(contact: Contact, account: User) -> None:
    if not account.is_customer or account.is_system:
        raise ValidationError(_("%(email)s is the address of somebody who works here.") % {"email": contact.email})
    if Contact.objects.filter(person=account).exclude(pk=contact.pk).exists():
        raise ValidationError(_("The account of %(email)s is another contact already.") % {"email": contact.email})
    if account.company_id is not None and contact.company_id not in (None, account.company_id):
        raise ValidationError(
            _("%(email)s speaks for %(company)s here. Move the account first, on the page of the person.")
            % {"email": contact.email, "company": account.company}
        )


def _free_address(contact: Contact, typed: str) -> str:
    email = normal_email(typed)
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(_("“%(text)s” is no e-mail address.") % {"text": email[:80]}) from error
    others = Contact.objects.filter(email=email, archived_at=None).exclude(pk=contact.pk)
    if contact.archived_at is None and (other := others.first()) is not None:
        words = {"email": email, "number": other.external_id}
        raise ValidationError(_("%(email)s is the address of %(number)s already.") % words)
    return email


def _company(number: str) -> Company | None:
    if not number.strip():
        return None
    company = Company.objects.filter(external_id=number.strip()).first()
    if company is None:
        raise ValidationError(_("%(number)s is not known here. Send it first.") % {"number": number[:80]})
    if company.archived_at is not None:
        raise ValidationError(_("%(company)s is archived. Open it first.") % {"company": company})
    return company
