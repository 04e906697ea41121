"""Who is named where words of several people became one text, and how.

Staff are named. A customer says once how they wish to be named (``User.credit_as``: by name, by company, or not at
all), differently for one entry where they have said so there; as long as they have said nothing they are not named.
What is shown is worked out for each page that is shown, so a wish holds from the next request on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from intranet.accounts.models import CreditAs, User
from intranet.core.prepared import prepared

from .models import Credit, Entry


@dataclass(frozen=True)
class Contributor:
    """One line: a person by name, or a company whose people wish to be named by it. ``url`` only for who works here."""

    label: str
    url: str = ""
    is_customer: bool = False
    note: str = ""


@dataclass(frozen=True)
class Contributors:
    """``unnamed``: how many customers had a part and are not named."""

    named: list[Contributor] = field(default_factory=list)
    unnamed: int = 0

    def __bool__(self) -> bool:
        return bool(self.named or self.unnamed)


def form_for(person: User, own: str = "") -> str:
    """How this person is named, ``own`` being what they have said for one entry."""
    if not person.is_customer:
        return CreditAs.NAME
    if person.erased_at is not None:
        return CreditAs.ANONYMOUS
    wanted = own or person.credit_as or CreditAs.ANONYMOUS
    return CreditAs.ANONYMOUS if wanted == CreditAs.COMPANY and person.company_id is None else wanted


def name_of(person: User, own: str = "") -> str:
    """What stands for them; "" for who is not named."""
    match form_for(person, own):
        case CreditAs.NAME:
            # Who writes under a pseudonym is called that.
            return person.name
        case CreditAs.COMPANY if person.company is not None:
            return person.company.name
    return ""


def contributors_of(entry: Entry, others: Iterable[User] = ()) -> Contributors:
    """Whose words are in this entry: those credited, and ``others`` whose part is known otherwise, in this order. Two
    questions, and what ``others`` costs."""
    # Of some it was read with them that nobody is credited.
    rows = _credits(entry=entry.entry_id) if entry.__dict__.get("has_credits", True) else []
    forms: dict[int, str] = {}
    gone: set[int] = set()
    people: dict[int, User] = {}
    for row in rows:
        people.setdefault(row.person_id, row.person)
        forms[row.person_id] = forms.get(row.person_id) or row.form
        if row.withdrawn_at is not None:
            gone.add(row.person_id)
    for person in others:
        people.setdefault(person.pk, person)
    return _together([person for pk, person in people.items() if pk not in gone and not person.is_system], forms)


@prepared(entry=int)
def _credits(*, entry: int) -> Any:
    return Credit.objects.filter(entry=entry).select_related("person__company").order_by("pk")


def _together(people: list[User], forms: dict[int, str]) -> Contributors:
    named: dict[tuple[str, object], Contributor] = {}
    unnamed = 0
    for person in people:
        own = forms.get(person.pk, "")
        match form_for(person, own):
            case CreditAs.NAME if person.is_customer:
                named["person", person.pk] = Contributor(name_of(person, own), is_customer=True, note=_("Customer"))
            case CreditAs.NAME:
                url = person.get_absolute_url() if person.is_staff_member and person.is_active else ""
                named["person", person.pk] = Contributor(person.name, url)
            case CreditAs.COMPANY if person.company is not None:
                named["company", person.company_id] = Contributor(person.company.name, is_customer=True)
            case _:
                unnamed += 1
    return Contributors(list(named.values()), unnamed)


def not_named(person: str, entry: str) -> Q:
    """For lists of parts in entries, by the columns of the person and of the entry: those of customers who are not
    named there by their own name."""
    own = Credit.objects.filter(entry=OuterRef(entry), person=OuterRef(person))
    wants = Q(**{f"{person}__credit_as": CreditAs.NAME})
    return Q(**{f"{person}__kind": User.Kind.CUSTOMER}) & (
        Exists(own.filter(withdrawn_at__isnull=False))
        | Exists(own.filter(form__in=[CreditAs.COMPANY, CreditAs.ANONYMOUS]))
        | (~wants & ~Exists(own.filter(form=CreditAs.NAME)))
        | Q(**{f"{person}__erased_at__isnull": False})
    )


@dataclass(frozen=True)
class CreditedIn:
    entry: Entry
    withdrawn: bool


def credited_in(person: User, *, most: int) -> tuple[list[CreditedIn], int]:
    """The entries that this person's words are in, the newest first, as far as they may read them; and how many more
    there are."""
    rows = Credit.objects.filter(person=person).order_by("-pk").values_list("entry", "withdrawn_at")[: most * 4]
    withdrawn: dict[int, bool] = {}
    for entry, at in rows:
        withdrawn[entry] = withdrawn.get(entry, False) or at is not None
    seen = Entry.objects.visible_to(person).published().in_bulk(list(withdrawn)[:most])
    found = [CreditedIn(seen[pk], gone) for pk, gone in withdrawn.items() if pk in seen]
    return found, len(withdrawn) - len(found)
