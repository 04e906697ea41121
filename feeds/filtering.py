"""The home feed as one reader looks at it: the filter that counts, and those kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content import kinds
from intranet.content.kinds import Kind

from .filters import ORDERS, SCOPES, Chip, Filter
from .models import SavedFilter
from .timeline import home_entries


@dataclass
class Looking:
    viewer: User
    filter: Filter
    saved: list[SavedFilter]

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, str(label)) for name, label in SCOPES.items())

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, str(label)) for name, label in ORDERS.items())

    @property
    def kinds_told(self) -> tuple[tuple[str, str], ...]:
        """The kinds as a kept part is told of them."""
        return tuple((kind.model, str(kind.plural)) for kind in self.kinds)

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in kinds.all_kinds() if kind.in_feed]

    @cached_property
    def chips(self) -> list[Chip]:
        return self.filter.chips(self.viewer)

    @property
    def labels(self) -> list[str]:
        return [chip.label for chip in self.chips]

    def culprits(self) -> list[str]:
        """Of the filters that leave nothing, those without which there would be something. One question for each."""
        found = []
        for chip in self.chips:
            rest = Filter.read(dict(parse_qsl(chip.without.removeprefix("?"))))
            if home_entries(self.viewer, rest).exists():
                found.append(chip.label)
        return found

    @property
    def current(self) -> SavedFilter | None:
        """The saved filter that is being looked through."""
        return next((saved for saved in self.saved if saved.query == self.filter.query and saved.query), None)


also_read(
    "filters",
    lambda person: [
        as_row(
            SavedFilter.objects.filter(person=person.pk), pk="pk", name="name", query="query", is_default="is_default"
        )
    ],
)


def look(viewer: User, query: Mapping[str, str]) -> Looking:
    """As the address says. Where it says nothing, the filter that this reader has chosen to begin with."""
    rows = sorted(own_rows(viewer, "filters"), key=lambda row: row["pk"])
    saved = [SavedFilter(**(row | {"is_default": bool(row["is_default"])}), person=viewer) for row in rows]
    said = [name for name in query if name != "cursor"]
    default = next((row for row in saved if row.is_default), None)
    asked = query if said or default is None else dict(parse_qsl(default.query))
    return Looking(viewer, Filter.read(asked), saved)
