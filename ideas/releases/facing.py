"""What a customer company asked or voted for is told to the colleagues who face it, and to its customer system.

A part counts for a colleague who reads where it was had; for the customer system, which hears what all staff may read,
where all staff do, and no voice that was given in private.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from ideas.models import Idea
from ideas.tallies import joined
from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.content.voices import Voice
from intranet.conversation.models import Vote
from intranet.spaces.audiences import ORG, audiences_of_all_staff

from .lines import COMPANY_ASKED, COMPANY_VOTED

DELIVERED_TO = "ideas.company.delivered"

_PARTS = dict.fromkeys(("suggested", "joined", "asked", "reported", "enquired"), COMPANY_ASKED) | {
    "voted": COMPANY_VOTED
}


class Part(NamedTuple):
    """What a company had in ``of``, where it stands (``place``) and whether its name was given in private."""

    company: int
    of: int
    part: str
    place: int
    is_private: bool = False


def parts_of_companies(voices: Iterable[Voice], entries: Collection[int]) -> list[Part]:
    """By what its own people did, and by the votes that colleagues gave for it. Three or four queries."""
    voices = [voice for voice in voices if voice.part in _PARTS]
    customers = User.objects.filter(
        pk__in={voice.person for voice in voices}, kind=User.Kind.CUSTOMER, company__archived_at=None
    ).exclude(company=None)
    firms = dict(customers.values_list("pk", "company"))
    found = [Part(firms[one.person], one.of, _PARTS[one.part], one.entry) for one in voices if one.person in firms]
    heads = list(Idea.objects.filter(pk__in=entries).values_list("pk", flat=True))
    top = {pk: head for head, group in joined(heads).items() for pk in group}
    given = Vote.objects.filter(entry__in=list(top), on_behalf_of__archived_at=None).exclude(on_behalf_of=None)
    for entry, company, private in given.order_by("pk").values_list("entry", "on_behalf_of", "is_private"):
        found.append(Part(company, top[entry], COMPANY_VOTED, entry, private))
    return list(dict.fromkeys(found))


def voices_of_facing(parts: Collection[Part], who_reads: Callable[[str, set[int]], set[int]]) -> list[Voice]:
    """The same as parts of the colleagues who face these companies now, where each reads what it was about."""
    facing: dict[int, set[int]] = {}
    rows = CompanyAssignment.objects.filter(company__in={part.company for part in parts}, person__kind=User.Kind.STAFF)
    for company, person in rows.values_list("company", "person"):
        facing.setdefault(company, set()).add(person)
    parts = [part for part in parts if part.company in facing]
    audiences = _audiences(parts)
    colleagues = set().union(*facing.values())
    reading = {audience: who_reads(audience, colleagues) for audience in set(audiences.values())}
    return [
        Voice(person, one.of, one.part, one.place, one.company)
        for one in parts
        if one.place in audiences
        for person in sorted(facing[one.company] & reading[audiences[one.place]])
    ]


def tell_customer_system(parts: Collection[Part], entries: Mapping[int, Entry]) -> None:
    """One activity for each company and each thing delivered, once for all time."""
    if not parts:
        return
    open_to_staff, audiences = audiences_of_all_staff(), _audiences(parts)
    told = sorted(
        {
            (one.of, one.company)
            for one in parts
            if not one.is_private
            and audiences.get(one.place) in open_to_staff
            and entries[one.of].audience in open_to_staff
        }
    )
    companies = Company.objects.in_bulk({company for _of, company in told})
    for of in sorted({of for of, _company in told}):
        # A second release that names it waits here, and finds what was told.
        hold(entries[of])
    for of, number in told:
        company = companies[number]
        if not Activity.objects.filter(subject=company.key, verb=DELIVERED_TO, details__entry=of).exists():
            record(DELIVERED_TO, by=None, on=company, audience=ORG, entry=of)


def _audiences(parts: Iterable[Part]) -> dict[int, str]:
    """By place, who reads it now."""
    places = Entry.objects.published().filter(pk__in={part.place for part in parts})
    return dict(places.values_list("pk", "audience"))


def names_of_faced(people: Collection[int], companies: Collection[int]) -> dict[int, dict[int, str]]:
    """By person, the names of those of these companies that they face still."""
    if not companies:
        return {}
    found: dict[int, dict[int, str]] = {}
    rows = CompanyAssignment.objects.filter(person__in=people, company__in=companies)
    for person, company, name in rows.values_list("person", "company", "company__name"):
        found.setdefault(person, {})[company] = name
    return found
