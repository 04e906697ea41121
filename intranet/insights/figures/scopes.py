"""Of whom a figure is: the whole house, one sort of people, one space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.spaces.models import Space

ROLES = {
    User.Kind.STAFF: gettext_lazy("Staff"),
    User.Kind.CUSTOMER: gettext_lazy("Customers"),
    User.Kind.AGENCY: gettext_lazy("Agency guests"),
}


@dataclass(frozen=True)
class Scope:
    """``key`` is "house", "role_customer" or "space_5"; the same stands in the kept rows."""

    key: str
    label: str

    @classmethod
    def house(cls) -> Self:
        return cls("house", _("The whole house"))

    @classmethod
    def role(cls, kind: str) -> Self:
        return cls(f"role_{kind}", str(ROLES[User.Kind(kind)]))

    @classmethod
    def of_space(cls, space: Space) -> Self:
        return cls(space.key, space.name)

    @property
    def sort(self) -> str:
        return self.key.partition("_")[0]

    @property
    def space_id(self) -> int | None:
        return int(self.key.removeprefix("space_")) if self.sort == "space" else None

    @property
    def kind(self) -> str:
        """Of people; empty for a scope that is not of one sort."""
        return self.key.removeprefix("role_") if self.sort == "role" else ""
