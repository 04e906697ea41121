"""What follows from the proof that a mailbox is a person's."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from intranet.accounts import hooks
from intranet.accounts.domains import company_for, domain_of
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.realtime.publish import revoke
from intranet.realtime.units import action


@action
def address_verified(person: User, email: str, *, before: str) -> None:
    """A person has proved that ``email`` is theirs; ``before`` is the proven address it replaces, or empty.

    A customer's company follows the address: who proves one of a company's domains joins it, and who gives up the
    address that a membership came from gives up the membership.
    """
    if before:
        record("accounts.person.email_changed", by=person, on=person, before=before, after=email)
    else:
        record("accounts.person.signed_up", by=person, on=person, email=email)
    if person.is_customer:
        _follow_company(person, email, before=before)
    hooks.proven(person, email)


def _follow_company(person: User, email: str, *, before: str) -> None:
    company = company_for(email)
    if company is None and not (before and _came_from(person, before)):
        return
    if company != person.company:
        left, person.company = person.company, company
        person.save(update_fields=["company"])
        revoke([person.pk])
        record(
            "accounts.person.company_changed",
            by=person,
            on=person,
            before=left.pk if left else None,
            after=company.pk if company else None,
        )


@action
def release_address(email: str, *, wanted_by: User | None = None) -> None:
    """Take the address from sign-ups that never proved it: whoever proves it now has it.

    They never got in, so nothing hangs on them.
    """
    for claimed_by in unproven_sign_ups().filter(email=email):
        if claimed_by != wanted_by:
            claimed_by.delete()


def unproven_sign_ups() -> QuerySet[User]:
    """Accounts that somebody opened for themselves without ever proving the address."""
    claimed = EmailAddress.objects.filter(verified=False).values("user_id")
    proven = EmailAddress.objects.filter(verified=True).values("user_id")
    return User.objects.filter(kind=User.Kind.CUSTOMER, last_login=None, pk__in=claimed).exclude(pk__in=proven)


def _came_from(person: User, email: str) -> bool:
    return person.company is not None and domain_of(email) in person.company.email_domains
