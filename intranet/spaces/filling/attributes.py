"""What a rule may ask of a profile.

An attribute that people write themselves cannot open a closed door: whoever wanted in would write the right word. So
each says whether it is ``managed``, and only open spaces are filled from the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import ProfileAnswer, ProfileField
from intranet.accounts.profiles import CUSTOMERS, ORG, PUBLIC
from intranet.core.text import fold


@dataclass(frozen=True)
class Attribute:
    """``asks`` turns the rule's value into a condition on people; ``contains`` is how the form words it."""

    key: str
    label: Any
    managed: bool
    contains: bool
    asks: Callable[[str], Q]


def attributes() -> list[Attribute]:
    """Everything a rule can ask about: the place of work, the role, and what admins manage on profiles."""
    return [*_of_every_house(), *(_of_field(field) for field in _fields())]


def attribute(key: str) -> Attribute | None:
    """None for an attribute that has gone since, or never was."""
    return next((one for one in attributes() if one.key == key), None)


def _of_every_house() -> list[Attribute]:
    return [
        Attribute("location", _("Place of work"), False, False, works_at),
        Attribute("job_title", _("Role in the firm"), True, True, lambda value: has_role(fold(value))),
    ]


def works_at(value: str | OuterRef) -> Q:
    """Only of those who show staff where they work: who is in a space would tell it otherwise."""
    return shows_place() & Q(location__iexact=value)


def shows_place() -> Q:
    return Q(field_audiences__location__isnull=True) | Q(field_audiences__location__in=[ORG, CUSTOMERS, PUBLIC])


def has_role(folded: str | OuterRef) -> Q:
    return Q(folded_role__contains=folded)


def _fields() -> list[ProfileField]:
    """Managed fields that all staff may read."""
    seen = [ProfileField.Audience.ORG, ProfileField.Audience.CUSTOMERS, ProfileField.Audience.PUBLIC]
    sorts = [ProfileField.Sort.TEXT, ProfileField.Sort.CHOICE]
    return list(ProfileField.objects.live().filter(managed=True, audience__in=seen, sort__in=sorts))


def _of_field(field: ProfileField) -> Attribute:
    def asks(value: str) -> Q:
        answers = ProfileAnswer.objects.filter(field=field, person=OuterRef("pk"), folded=fold(value)[:200])
        return Q(Exists(answers))

    return Attribute(field.key, field.words, True, False, asks)
