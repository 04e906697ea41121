"""The state of the search page, which is its address: what is asked, in which tab, from where; links that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.core.text import fold, tag_slug
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from . import places
from .asked import LONGEST, operators_in
from .facets import FacetValue

PAGE = 20
# Beyond, one narrows instead of turning pages.
MOST_OFFSET = 500
# Values of a filter that stand there at once; the rest unfolds.
MOST_SHOWN = 6
NARROWING = ("kind", "space", "place", "author", "tag", "has", "year", "after", "before", "unanswered")
TABS = ("people", "spaces", "files")


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Group:
    """One filter with what it can be."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return self.choices[:MOST_SHOWN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[MOST_SHOWN:]


@dataclass(frozen=True)
class State:
    """What the address of the page says. Whatever makes no sense is left out, or said by the search itself."""

    text: str = ""
    tab: str = ""
    newest: bool = False
    offset: int = 0
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> State:
        start = query.get("from", "")
        offset = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0
        return cls(
            # A space at the end says that the last word is whole.
            text=query.get("q", "").replace("\0", "")[:LONGEST].lstrip(),
            tab=tab if (tab := query.get("show", "")) in TABS else "",
            newest=query.get("sort") == "newest",
            offset=min(offset, MOST_OFFSET),
            filters={
                name: value
                for name in NARROWING
                if (value := query.get(name, "").replace("\0", "").strip()[:LONGEST]) not in ("", "0")
            },
        )

    @property
    def params(self) -> dict[str, str]:
        """The filters as the search takes them."""
        found = dict(self.filters)
        if self.newest:
            found["sort"] = "newest"
        if self.tab == "files":
            found["has"] = "file"
        return found

    @property
    def query(self) -> str:
        """What is asked, as a query string: the same wherever one is in its pages."""
        return urlencode({name: value for name, value in {"q": self.text.strip(), **self.params}.items() if value})

    @property
    def words(self) -> list[str]:
        """The words of the text without its operators, as they were typed."""
        text = self.text
        while pieces := operators_in(text):
            text = pieces[0][1]
        return [word.lstrip("@#") for word in text.replace('"', " ").split() if not word.startswith("-")]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters or self.tab or operators_in(self.text))

    @property
    def asks(self) -> bool:
        return bool(self.text.strip() or self.filters)

    def url(self, **changes: str) -> str:
        """The address with these changes ("" takes away), from the first page on."""
        now = {
            "q": self.text.strip(),
            "show": self.tab,
            **self.filters,
            "sort": "newest" if self.newest else "",
        } | changes
        asked = urlencode({name: value for name, value in now.items() if value})
        return f"{reverse('search:search')}?{asked}" if asked else reverse("search:search")

    # --- What the page shows of it ---

    def chips(self, viewer: Viewer, known: Mapping[str, list[FacetValue]]) -> list[Chip]:
        typed = [Chip(piece, self.url(q=rest)) for piece, rest in operators_in(self.text)]
        return typed + [
            Chip(self._said(name, value, viewer, known), self.url(**{name: ""})) for name, value in self.filters.items()
        ]

    def _said(self, name: str, value: str, viewer: Viewer, known: Mapping[str, list[FacetValue]]) -> str:
        called = next((one.label for one in known.get(name, ()) if one.value == value), "") or _called(
            name, value, viewer
        )
        match name:
            case "kind":
                return called
            case "space" | "place":
                return _("in %(space)s") % {"space": called}
            case "author":
                return _("by %(person)s") % {"person": called}
            case "tag":
                return f"#{called}"
            case "has":
                return _("has: %(what)s") % {"what": called}
            case "year":
                return called
            case "after":
                return _("since %(day)s") % {"day": called}
            case "before":
                return _("before %(day)s") % {"day": called}
            case _:
                return _("Unanswered")

    def groups(self, facets: Mapping[str, list[FacetValue]]) -> list[Group]:
        """What the results can be narrowed by; not by what they are narrowed by already: that is a chip."""
        labels = {"kind": _("Kind"), "space": _("Space"), "author": _("Written by"), "tag": _("Tag"), "year": _("Year")}
        found = []
        for name, label in labels.items():
            values = facets.get(name, ())
            if name in self.filters or len(values) < 2:
                continue
            choices = [
                Choice(f"#{one.label}" if name == "tag" else one.label, one.count, self.url(**{name: one.value}))
                for one in values
            ]
            found.append(Group(name, label, choices))
        return found

    def tabs(self, viewer: Viewer, count: int | None) -> list[dict[str, Any]]:
        labels = {"": _("Entries"), "people": _("People"), "spaces": _("Spaces"), "files": _("Files")}
        if not viewer.is_authenticated:
            del labels["people"]
        return [
            {
                "label": label,
                "url": self.url(show=tab),
                "current": tab == self.tab,
                "count": count if tab == self.tab else None,
            }
            for tab, label in labels.items()
        ]

    def pages(self, total: int) -> list[dict[str, Any]]:
        """The pages that can be turned to, a gap where ``url`` is empty; nothing if there is one page."""
        last = min(max(total - 1, 0), MOST_OFFSET) // PAGE + 1
        if last < 2:
            return []
        here = self.offset // PAGE + 1
        numbers = Paginator(range(last), 1).get_elided_page_range(min(here, last), on_each_side=1, on_ends=1)
        return [
            {"number": number, "url": self.page(number), "current": number == here}
            if isinstance(number, int)
            else {"number": "…", "url": "", "current": False}
            for number in numbers
        ]

    def page(self, number: int) -> str:
        return self.url(**{"from": str((number - 1) * PAGE) if number > 1 else ""})


def _called(name: str, value: str, viewer: Viewer) -> str:
    """How a value is called, where no result says so: only by what this reader may know of, else as it was asked."""
    found: str | None = None
    match name:
        case "kind":
            found = next((str(kind.plural) for kind in kinds.all_kinds() if kind.model == value), None)
        case "space":
            found = Space.objects.visible_to(viewer).filter(slug=fold(value)).values_list("name", flat=True).first()
        case "place":
            found = places.name_of(value, viewer)
        case "author":
            found = User.objects.visible_to(viewer).filter(handle=fold(value)).values_list("name", flat=True).first()
        case "tag":
            found = tag_slug(value.lstrip("#"))
    return found or value
