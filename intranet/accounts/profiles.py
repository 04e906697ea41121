"""What each reader may learn of a person, field by field.

Who may open the page is decided by ``User.objects.visible_to``; here the page's fields are: each has an audience, its
own default or the one its owner chose. That goes for the fields every page has, for those that admins define
(``ProfileField``), for skills, status and absence alike. The byline (name, role, team, company) has none: whoever sees
a person at all, or something the person wrote, sees it.

A page has three sides: ``work``, kept by the firm; ``contact``; and ``personal``, which its owner alone controls.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from .audience_source import own_spaces_of
from .models import ProfileAnswer, ProfileField, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

OWNER, ORG, CUSTOMERS, PUBLIC = "owner", "org", "customers", "public"
WORK, CONTACT, PERSONAL = "work", "contact", "personal"
_SPACE = re.compile(r"space_[1-9][0-9]{0,17}")
# Any year that has a 29 February.
_LEAP = 2000


class Shown(Protocol):
    """A field as far as its visibility goes: ``Field`` and ``ProfileField`` are ones."""

    @property
    def name(self) -> str: ...

    @property
    def audience(self) -> str: ...


@dataclass(frozen=True)
class Field:
    name: str
    label: Any
    audience: str
    icon: str
    side: str = PERSONAL
    sort: str = "text"


@dataclass(frozen=True)
class Known:
    """A field of one person, as this reader may see it. ``value`` is for eyes, ``raw`` for programs."""

    name: str
    label: Any
    value: str
    audience: str
    icon: str
    side: str = PERSONAL
    sort: str = "text"
    raw: str = ""
    about: User | None = None


FIELDS = (
    Field("bio", _("About"), CUSTOMERS, "people", sort="long"),
    Field("pronouns", _("Pronouns"), CUSTOMERS, "people"),
    Field("interests", _("Interests"), ORG, "star"),
    Field("website", _("Personal link"), ORG, "link", sort="link"),
    Field("birthday", _("Birthday"), ORG, "cal", sort="birthday"),
    Field("started_on", _("Works here since"), ORG, "cal", WORK, "date"),
    Field("location", _("Place of work"), ORG, "place", WORK),
    Field("time_zone", _("Time zone"), ORG, "clock", CONTACT),
    Field("email", _("E-mail"), ORG, "mail", CONTACT),
    Field("phone", _("Phone"), ORG, "phone", CONTACT),
)
# What has an audience like a field, and is shown in its own way.
SKILLS = Field("skills", _("Skills"), CUSTOMERS, "idea")
STATUS = Field("status", _("Status"), ORG, "smile")
ABSENCE = Field("absence", _("Out of office"), CUSTOMERS, "cal")
_BY_NAME = {field.name: field for field in (*FIELDS, SKILLS, STATUS, ABSENCE)}


# --- Who sees a field -----------------------------------------------------------------------------------------------


def choices_for(person: User) -> list[tuple[str, Any]]:
    """To whom the owner may show a field, narrowest first. One query, for the spaces the person is in."""
    return [
        (person.key, _("Only me")),
        *own_spaces_of(person),
        (ORG, _("Staff")),
        (CUSTOMERS, _("Staff and customers")),
        (PUBLIC, _("Everyone")),
    ]


def is_space(audience: str) -> bool:
    return bool(_SPACE.fullmatch(audience))


def find_field(name: str) -> Shown | None:
    """The field of that name: one of those every page has, or a live one of the firm's own."""
    if (field := _BY_NAME.get(name)) is not None:
        return field
    number = name.removeprefix("field_")
    if name.startswith("field_") and number.isascii() and number.isdigit() and len(number) < 16:
        return ProfileField.objects.live().filter(pk=int(number)).first()
    return None


def audience_of(person: User, field: Shown) -> str:
    """The owner's choice, or the default; a choice that means nothing is taken for the narrowest."""
    chosen = person.field_audiences.get(field.name, field.audience)
    is_one = chosen in (person.key, ORG, CUSTOMERS, PUBLIC) or (isinstance(chosen, str) and _SPACE.fullmatch(chosen))
    return chosen if is_one else person.key


def field_called(name: str) -> Field:
    """One of the fields that every page has."""
    return _BY_NAME[name]


def audience_of_field(person: User, name: str) -> str:
    return audience_of(person, _BY_NAME[name])


def may_see(person: User, field: Shown, viewer: User | AnonymousUser, audiences: frozenset[str]) -> bool:
    """May this viewer, who may see the person, see this field? The one rule; ``shown_to`` says the same in SQL."""
    own = viewer.is_authenticated and viewer.pk == person.pk
    return bool(own or audience_of(person, field) in audiences)


def shown_to(field: Shown | str, viewer: User, audiences: frozenset[str], *, of: str = "") -> Q:
    """The people whose field this viewer may see: ``may_see`` for a filter or a count over many people. ``of`` is the
    way to the person from the rows that are asked for ("person" from an answer)."""
    field = _BY_NAME[field] if isinstance(field, str) else field
    way = f"{of}__" if of else ""
    held = sorted(name for name in audiences if name in (ORG, CUSTOMERS, PUBLIC) or _SPACE.fullmatch(name))
    shown = Q(**{f"{way}pk": viewer.pk}) | Q(**{f"{way}field_audiences__{field.name}__in": held})
    if field.audience in held:
        shown |= Q(**{f"{way}field_audiences__{field.name}__isnull": True})
    return shown


# --- What a page says -----------------------------------------------------------------------------------------------


def profile_of(person: User, viewer: User | AnonymousUser, audiences: frozenset[str]) -> list[Known]:
    """The fields that ``viewer``, who holds ``audiences``, may see of ``person``, in order; empty ones left out."""
    found = []
    for field in FIELDS:
        value, raw = _said(person, field)
        if value and may_see(person, field, viewer, audiences):
            audience = audience_of(person, field)
            found.append(Known(field.name, field.label, value, audience, field.icon, field.side, field.sort, raw))
    return found + _answered(person, viewer, audiences)


def _said(person: User, field: Field) -> tuple[str, str]:
    """For eyes and for programs."""
    match field.name:
        case "birthday":
            return birthday_in_words(person), birthday_in_digits(person)
        case "started_on":
            day = person.started_on
            return (date_format(day, "F Y"), day.isoformat()) if day else ("", "")
    value = str(getattr(person, field.name))
    return value, value


def _answered(person: User, viewer: User | AnonymousUser, audiences: frozenset[str]) -> list[Known]:
    """What admins ask and this person answered: one query, and one more where an answer is somebody."""
    rows = ProfileAnswer.objects.filter(person=person, field__retired_at=None).select_related("field", "about")
    seen = [row for row in rows.order_by("field__place", "field") if may_see(person, row.field, viewer, audiences)]
    abouts = _people_known_to(viewer, (row.about_id for row in seen))
    return [
        Known(
            row.field.name,
            row.field.words,
            row.about.name if row.about is not None else in_words(row),
            audience_of(person, row.field),
            "person" if row.about_id else "doc",
            WORK if row.field.managed else PERSONAL,
            row.field.sort,
            row.about.handle if row.about is not None else row.value,
            row.about,
        )
        for row in seen
        if row.about_id is None or row.about_id in abouts
    ]


def _people_known_to(viewer: User | AnonymousUser, ids: Iterable[int | None]) -> set[int]:
    wanted = {pk for pk in ids if pk is not None}
    return set(User.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def in_words(answer: ProfileAnswer) -> str:
    """An answer as the reader's language writes dates and numbers."""
    try:
        match answer.field.sort:
            case ProfileField.Sort.DATE:
                return date_format(datetime.date.fromisoformat(answer.value), "DATE_FORMAT")
            case ProfileField.Sort.NUMBER:
                return number_format(answer.value, force_grouping=True)
    except ValueError:
        return answer.value
    return answer.value


def birthday_in_words(person: User) -> str:
    if not person.birth_day or not person.birth_month:
        return ""
    day = datetime.date(person.birth_year or _LEAP, person.birth_month, person.birth_day)
    return date_format(day, "DATE_FORMAT" if person.birth_year else "MONTH_DAY_FORMAT")


def birthday_in_digits(person: User) -> str:
    """ISO 8601, without the year where it is not told: "1985-12-03" or "--12-03"."""
    if not person.birth_day or not person.birth_month:
        return ""
    return f"{person.birth_year or '-'}-{person.birth_month:02d}-{person.birth_day:02d}"


def on_side(fields: Sequence[Known], side: str) -> list[Known]:
    return [field for field in fields if field.side == side]
