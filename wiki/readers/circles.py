"""Chosen readers and editors: the circle that is made of them, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import Company, Department, User
from intranet.realtime.units import step
from intranet.spaces.audiences import Viewer, forget
from intranet.spaces.circles import circle_of
from intranet.spaces.models import Circle, Space

# So that a form says what it holds, and a circle can be asked about in a few questions.
MOST_NAMED = 100


@dataclass(frozen=True)
class Chosen:
    """Who was chosen, before there is a circle of them."""

    people: Sequence[User] = field(default_factory=list)
    departments: Sequence[Department] = field(default_factory=list)
    spaces: Sequence[Space] = field(default_factory=list)
    companies: Sequence[Company] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.departments or self.spaces or self.companies)

    @classmethod
    def of(cls, circle: Circle | None) -> Chosen:
        if circle is None:
            return cls()
        return cls(
            list(circle.people.order_by("name")),
            list(circle.departments.all()),
            list(circle.spaces.order_by("name")),
            list(circle.companies.all()),
        )

    def keys(self) -> set[str]:
        parts: list[User | Department | Space | Company] = [
            *self.people,
            *self.departments,
            *self.spaces,
            *self.companies,
        ]
        return {f"{type(part).__name__} {part.pk}" for part in parts}


@step
def circle_for(chosen: Chosen, *, by: User, now: Circle | None = None) -> Circle:
    """The circle of those chosen; the one there is ``now`` where it says the same. Never changed afterwards, so that
    its name means the same people on every page that has it."""
    if not chosen:
        raise ValidationError(_("Name at least one person, team or company."), code="circle")
    if len(chosen.keys()) > MOST_NAMED:
        raise ValidationError(
            _("That is too many to name one by one: %(most)s at most. Choose a space or a department.")
            % {"most": MOST_NAMED},
            code="too_many",
        )
    if now is not None and Chosen.of(now).keys() == chosen.keys():
        return now
    forget(by)
    if chosen.spaces and not (chosen.people or chosen.departments or chosen.companies):
        return circle_of(chosen.spaces, made_by=by)
    circle = Circle.objects.create(made_by=by)
    circle.people.set(chosen.people)
    circle.departments.set(chosen.departments)
    circle.spaces.set(chosen.spaces)
    circle.companies.set(chosen.companies)
    return circle


def names_in(circle: Circle, viewer: Viewer) -> list[str]:
    """Its parts by name, as far as this viewer may know of them: "Sales", "Acme", "Ben Rossi", and how many more."""
    chosen = Chosen.of(circle)
    spaces = set(Space.objects.visible_to(viewer).filter(circles=circle).values_list("pk", flat=True))
    people = set(User.objects.visible_to(viewer).filter(circles=circle).values_list("pk", flat=True))
    works_here = viewer.is_authenticated and viewer.is_staff_member
    own_company = viewer.company_id if viewer.is_authenticated else None
    said = [department.name for department in chosen.departments if works_here]
    said += [space.name for space in chosen.spaces if space.pk in spaces]
    said += [company.name for company in chosen.companies if works_here or company.pk == own_company]
    said += [person.name for person in chosen.people if person.pk in people]
    if unknown := len(chosen.keys()) - len(said):
        said.append(ngettext("%(n)s more you do not see", "%(n)s more you do not see", unknown) % {"n": unknown})
    return said
