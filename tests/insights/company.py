"""A company about which everything is known: five teams, three customer companies, who answers whom, who is thanked.

Support answers most, and Rosa most of them; Nina of Development is the only way between the teams; Ugo is thanked most.
The third customer company has two people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.timezone import now

from feeds.models import Kudos, KudosReceiver, KudosValue
from intranet.accounts.models import Company, Department, User
from intranet.content.models import Entry
from intranet.conversation.models import Comment

TEAMS = {
    "Support": ["rosa", "sara", "sila", "silvio", "stella"],
    "Sales": ["vera", "vito", "vanda", "valter", "viola"],
    "Development": ["nina", "nora", "nico", "noemi", "nello"],
    "Production": ["paola", "piero", "pia", "primo", "petra"],
    "Office": ["ugo", "ulla", "uma", "urbano", "ursula"],
}
CUSTOMERS = {
    "Alfa": ["agata", "adele", "alba", "amos", "anna"],
    "Beta": ["bice", "bruno", "bea", "berto", "brigida"],
    "Gamma": ["gino", "gaia"],
}
# (who answers, whom, how often)
ANSWERS = [
    ("rosa", "sara", 4),
    ("rosa", "sila", 3),
    ("silvio", "stella", 2),
    ("sara", "silvio", 3),
    ("vera", "vito", 3),
    ("vanda", "valter", 1),
    ("vito", "vanda", 1),
    ("valter", "viola", 1),
    ("paola", "piero", 2),
    # Nina alone has to do with three other teams.
    ("nina", "rosa", 2),
    ("nina", "vera", 2),
    ("nina", "paola", 2),
    ("nina", "sara", 1),
    ("nina", "silvio", 1),
    ("nina", "sila", 1),
    # Customers who help customers, and one of the company of two.
    ("agata", "bice", 3),
    ("gino", "rosa", 1),
]
THANKS = [("ugo", "rosa", 3), ("nina", "vera", 2), ("rosa", "sara", 1)]


@dataclass
class TheCompany:
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, handle: str) -> User:
        return self.people[handle]


def build() -> TheCompany:
    company = TheCompany()
    for team, handles in TEAMS.items():
        department = Department.objects.create(name=team)
        for handle in handles:
            company.people[handle] = _person(handle, department=department)
    for name, handles in CUSTOMERS.items():
        firm = Company.objects.create(name=name)
        for handle in handles:
            company.people[handle] = _person(handle, kind=User.Kind.CUSTOMER, company=firm)
    for giver, taker, times in ANSWERS:
        answer(company[giver], company[taker], times=times)
    value = KudosValue.objects.first() or KudosValue.objects.create(name="Help")
    for person, author, times in THANKS:
        for _each in range(times):
            kudos = Kudos.objects.create(
                kind="feeds.kudos", author=company[author], audience="org", published_at=_then(), value=value, body="…"
            )
            KudosReceiver.objects.create(kudos=kudos, person=company[person])
    return company


def answer(giver: User, taker: User, *, times: int = 1, audience: str = "org", days_ago: int = 1) -> None:
    """Under what ``taker`` wrote, ``giver`` says something, so often."""
    asked = Entry.objects.create(
        kind="feeds.post", author=taker, audience=audience, published_at=_then(days_ago), body="How?"
    )
    for _each in range(times):
        Comment.objects.create(
            kind="conversation.comment",
            author=giver,
            root=asked,
            audience=audience,
            published_at=_then(days_ago),
            body="So.",
        )


def _then(days_ago: int = 1):
    return now() - timedelta(days=days_ago)


def _person(handle: str, **fields) -> User:
    fields.setdefault("kind", User.Kind.STAFF)
    return User.objects.create(name=handle.title(), handle=handle, email=f"{handle}@example.com", **fields)
