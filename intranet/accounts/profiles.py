"""What each reader may learn of a person, field by field.

Who may open the page is decided by ``User.objects.visible_to``; here the page's fields are: each has an audience, its
own default or the one its owner chose. The byline (name, role, team, company) has none: whoever sees a person at all,
or something the person wrote, sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User

ORG, CUSTOMERS, PUBLIC = "org", "customers", "public"


@dataclass(frozen=True)
class Field:
    name: str
    label: Any
    audience: str
    icon: str


@dataclass(frozen=True)
class Known:
    """A field of one person, as this reader may see it."""

    name: str
    label: Any
    value: str
    audience: str
    icon: str


FIELDS = (
    Field("bio", _("About"), CUSTOMERS, "people"),
    Field("pronouns", _("Pronouns"), CUSTOMERS, "people"),
    Field("location", _("Place of work"), ORG, "place"),
    Field("time_zone", _("Time zone"), ORG, "clock"),
    Field("email", _("E-mail"), ORG, "mail"),
    Field("phone", _("Phone"), ORG, "phone"),
)
_BY_NAME = {field.name: field for field in FIELDS}


def choices_for(person: User) -> list[tuple[str, Any]]:
    """To whom the owner may show a field, narrowest first."""
    return [
        (person.key, _("Only me")),
        (ORG, _("Staff")),
        (CUSTOMERS, _("Staff and customers")),
        (PUBLIC, _("Everyone")),
    ]


def is_field(name: str) -> bool:
    return name in _BY_NAME


def audience_of_field(person: User, name: str) -> str:
    """The owner's choice, or the default; a choice that means nothing is taken for the narrowest."""
    chosen = person.field_audiences.get(name, _BY_NAME[name].audience)
    return chosen if chosen in (person.key, ORG, CUSTOMERS, PUBLIC) else person.key


def profile_of(person: User, viewer: User | AnonymousUser, audiences: frozenset[str]) -> list[Known]:
    """The fields that ``viewer``, who holds ``audiences``, may see of ``person``, in order; empty ones left out."""
    own = viewer.is_authenticated and viewer.pk == person.pk
    found = []
    for field in FIELDS:
        audience = audience_of_field(person, field.name)
        value = str(getattr(person, field.name))
        if value and (own or audience in audiences):
            found.append(Known(field.name, field.label, value, audience, field.icon))
    return found


def shown_to(name: str, viewer: User, audiences: frozenset[str]) -> Q:
    """The people whose field ``name`` this viewer may see: the same rule for a filter or a count over many people."""
    held = sorted(audiences & {ORG, CUSTOMERS, PUBLIC})
    shown = Q(pk=viewer.pk) | _chosen(name, held)
    if _BY_NAME[name].audience in held:
        shown |= Q(**{f"field_audiences__{name}__isnull": True})
    return shown


def _chosen(name: str, held: Iterable[str]) -> Q:
    return Q(**{f"field_audiences__{name}__in": list(held)})
