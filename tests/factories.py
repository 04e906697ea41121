"""Makers of people, spaces and entries. They go through the actions wherever one exists, so that what the tests
see is what the product would have made."""

from __future__ import annotations

import itertools
from typing import Any

from intranet.accounts.models import Company, User
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Space

PASSWORD = "porticus-in-the-shade"
_numbers = itertools.count(1)


def a_person(name: str = "", *, kind: str = User.Kind.STAFF, **fields: Any) -> User:
    name = name or f"Person {next(_numbers)}"
    handle = fields.pop("handle", name.lower().replace(" ", "-"))
    fields.setdefault("email", f"{handle}@example.com")
    return User.objects.create_user(name=name, handle=handle, password=PASSWORD, kind=kind, **fields)


def a_customer(name: str = "", *, company: Company | None = None, **fields: Any) -> User:
    return a_person(name, kind=User.Kind.CUSTOMER, company=company, **fields)


def a_company(name: str = "") -> Company:
    return Company.objects.create(name=name or f"Company {next(_numbers)}")


def a_space(name: str = "", *, owner: User, members: tuple[User, ...] = (), **fields: Any) -> Space:
    space = space_actions.create_space(by=owner, name=name or f"Space {next(_numbers)}", **fields)
    for member in members:
        space_actions.add_member(space, by=owner, person=member)
    return space
