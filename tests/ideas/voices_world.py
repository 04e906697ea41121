"""Who faces a company, and a private thread with it."""

from __future__ import annotations

from intranet.accounts.models import Company, CompanyAssignment, User
from tests import factories


def facing(company: Company, name: str = "Gina Faro") -> User:
    """Somebody of the staff who faces the company and keeps nothing."""
    person = factories.a_person(name, handle=name.split(maxsplit=1)[0].lower())
    CompanyAssignment.objects.create(company=company, person=person)
    return person


def now_facing(person: User, *companies: Company) -> User:
    for company in companies:
        CompanyAssignment.objects.get_or_create(company=company, person=person)
    return again(person)


def again(person: User) -> User:
    """As the next request would have them."""
    return User.objects.get(pk=person.pk)
