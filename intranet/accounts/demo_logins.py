"""The people whom the sign-in page of a demonstration offers, one press each."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from .models import User

# Everybody is meant to know it: demo mode listens on this machine only, and production refuses the demo's data.
PASSWORD = "portico"  # noqa: S105
COLLEAGUES, CUSTOMERS = 2, 2


class DemoLogin(NamedTuple):
    person: User
    what: str
    password: str = PASSWORD


def demo_logins() -> list[DemoLogin]:
    """The first admin, moderator, colleagues and customers of the demonstration; nobody outside of it."""
    if not settings.DEMO:
        return []
    people = User.objects.active().with_byline().order_by("pk")
    found = [
        *people.filter(role=User.Role.ADMIN)[:1],
        *people.filter(role=User.Role.MODERATOR)[:1],
        *people.filter(kind=User.Kind.STAFF, role=User.Role.NONE)[:COLLEAGUES],
        *people.filter(kind=User.Kind.CUSTOMER, company__isnull=False)[:CUSTOMERS],
        *people.filter(kind=User.Kind.AGENCY)[:1],
    ]
    return [DemoLogin(person, _what(person)) for person in found]


def _what(person: User) -> str:
    match person:
        case User(role=User.Role.ADMIN):
            return _("Admin")
        case User(role=User.Role.MODERATOR):
            return _("Moderator")
        case User(kind=User.Kind.CUSTOMER):
            return _("Customer, %(company)s") % {"company": person.company}
        case User(kind=User.Kind.AGENCY):
            return person.role_line
        case _:
            return person.job_title or _("Staff")
