"""Many people into a space at once: who is meant, and what would become of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from intranet.accounts.models import Department, User
from intranet.core.tables import MOST_BYTES, read_table

from . import policies
from .filling import House
from .members import members_of
from .models import Membership, Space

MOST = 2000
_BETWEEN = re.compile(r"[\s,;<>\"]+")
# How a header says it, with spaces for hyphens and underscores.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "email": ("email", "e mail", "mail", "email address", "e mail address", "indirizzo email", "indirizzo e mail"),
    "handle": ("handle", "user name", "username", "user", "utente", "nome utente"),
    "name": ("name", "full name", "nome", "nome e cognome"),
}


@dataclass
class Sorted:
    """What would become of each: added, in already, not allowed (with the sentence), not known."""

    adding: list[User] = field(default_factory=list)
    present: list[User] = field(default_factory=list)
    refused: list[tuple[User, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def names(self) -> str:
        """Those who would be added, to be sent back with the yes."""
        return " ".join(person.handle for person in self.adding)


def words_in(text: str) -> list[str]:
    """Addresses and handles in what somebody pasted, each once, in their order."""
    words = (word.strip().lstrip("@").casefold() for word in _BETWEEN.split(text))
    return _at_most(list(dict.fromkeys(word for word in words if word)))


def words_of_file(data: bytes) -> list[str]:
    """The same from a file: the columns for it where it is a table, everything where it is a list."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is larger than %(count)d MB.") % {"count": MOST_BYTES // 2**20})
    text = _text_of(data)
    header = [cell.strip(" \"'") for cell in re.split(r"[,;\t]", text.lstrip("\ufeff\r\n").partition("\n")[0])]
    if not any(_is_known(cell) for cell in header):
        return words_in(text)
    # What else the table has is nobody's business here, and no reason to refuse it.
    others: dict[str, tuple[str, ...]] = {
        f"other{at}": (cell,) for at, cell in enumerate(header) if cell and not _is_known(cell)
    }
    table = read_table(data, columns=_COLUMNS | others)
    if not {"email", "handle"} & set(table.columns):
        raise ValidationError(_("This table has no column for e-mail addresses or handles."))
    said = [row.cells.get("email") or row.cells.get("handle") or "" for row in table.rows]
    return _at_most(list(dict.fromkeys(word.lstrip("@").casefold() for word in said if word)))


def sort_out(space: Space, words: Iterable[str], *, by: User) -> Sorted:
    """Who is meant by addresses and handles, as far as ``by`` may know of them; two questions for all of them."""
    words = list(words)
    people = User.objects.visible_to(by).filter(Q(email__in=words) | Q(handle__in=words)).with_byline()
    named: dict[str, User] = {}
    for person in people.order_by("pk"):
        named.setdefault(person.email, person)
        named.setdefault(person.handle, person)
    found = sort_people(space, list({named[word].pk: named[word] for word in words if word in named}.values()))
    found.unknown = [word for word in words if word not in named]
    return found


def sort_people(space: Space, people: Iterable[User]) -> Sorted:
    inside = set(Membership.objects.filter(space=space).values_list("person_id", flat=True))
    found = Sorted()
    for person in people:
        if person.pk in inside:
            found.present.append(person)
        elif allowed := policies.can_belong(person, space):
            found.adding.append(person)
        else:
            found.refused.append((person, str(allowed.refusal)))
    return found


def people_of_department(department: Department, *, by: User) -> list[User]:
    under = House().departments_under(department.pk)
    people = User.objects.visible_to(by).active().staff().filter(department_id__in=under)
    return _at_most(list(people.with_byline().order_by("folded_name", "pk")[: MOST + 1]))


def people_of_space(source: Space, *, by: User) -> list[User]:
    """The members of another space, as far as ``by`` may see them there."""
    if not policies.can_read_inside(by, source):
        return []
    members = members_of(source, by).order_by("person__folded_name", "pk")[: MOST + 1]
    return _at_most([membership.person for membership in members])


def _at_most(found: list) -> list:
    if len(found) > MOST:
        raise ValidationError(_("At most %(count)d people can be added at once.") % {"count": MOST})
    return found


def _is_known(cell: str) -> bool:
    return any(_plain(cell) in words for words in _COLUMNS.values())


def _plain(cell: str) -> str:
    return " ".join(cell.casefold().replace("_", " ").replace("-", " ").split())


def _text_of(data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("This is no text file. Save the table as CSV and try again."))
