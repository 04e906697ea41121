"""Lists of ideas: in which orders they stand and what narrows them. Each area of the part brings its own.

listing.sort("impact", _("Most impact"), by=("-impact", "-pk"))
listing.narrow("campaign", _("Campaign"), choices=choices_of, apply=in_campaign)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Product, TaggedEntry
from intranet.conversation.models import Vote
from intranet.core.http import number_in
from intranet.core.text import tag_slug
from intranet.spaces.audiences import Viewer

from .models import LIVE, Board, Idea, Status

Ideas = QuerySet[Idea]
Choice = tuple[str, Any]

TOP, NEW, TRENDING = "top", "new", "trending"
ALL, COOLED = "all", "cooled"
MINE, VOTED, OWNED = "mine", "voted", "owned"


class Sort(NamedTuple):
    """What ``by`` names may not be null."""

    key: str
    label: Any
    by: tuple[str, ...]


class Filter(NamedTuple):
    """``choices(viewer, board)`` are offered in the form, none for no field; ``apply`` is given the value as it was
    typed, and leaves everything where it makes no sense. Without ``is_list`` it is a line of text."""

    key: str
    label: Any
    choices: Callable[[Viewer, Board | None], Sequence[Choice]]
    apply: Callable[[Ideas, str, Viewer], Ideas]
    everything: Any
    order: int = 50
    is_list: bool = True


_sorts: dict[str, Sort] = {}
_filters: dict[str, Filter] = {}


def sort(key: str, label: Any, *, by: tuple[str, ...]) -> None:
    _sorts[key] = Sort(key, label, by)


def narrow(
    key: str,
    label: Any,
    *,
    choices: Callable[[Viewer, Board | None], Sequence[Choice]],
    apply: Callable[[Ideas, str, Viewer], Ideas],
    everything: Any = None,
    order: int = 50,
    is_list: bool = True,
) -> None:
    """``everything`` is how it is called to choose nothing."""
    _filters[key] = Filter(key, label, choices, apply, everything or _("All"), order, is_list)


def sorts() -> list[Sort]:
    return list(_sorts.values())


def filters() -> list[Filter]:
    return sorted(_filters.values(), key=lambda one: one.order)


@dataclass(frozen=True)
class Looking:
    """What an address asks for."""

    sort: str = TOP
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Looking:
        order = str(query.get("sort", ""))
        given = {one.key: str(query.get(one.key, "")).replace("\x00", "")[:80].strip() for one in filters()}
        return cls(order if order in _sorts else TOP, {key: value for key, value in given.items() if value})

    @property
    def narrows(self) -> bool:
        return bool(self.values)

    @property
    def query(self) -> str:
        return urlencode(({"sort": self.sort} if self.sort != TOP else {}) | dict(self.values))

    @property
    def by(self) -> tuple[str, ...]:
        return _sorts[self.sort].by

    @property
    def of_columns(self) -> Looking:
        """The same where every status has its column: of what is asked for by status, what has cooled down is left."""
        kept = {key: value for key, value in self.values.items() if key != "status" or value in (ALL, COOLED)}
        return Looking(self.sort, kept)

    def apply(self, ideas: Ideas, viewer: Viewer, *, by_status: bool = True) -> Ideas:
        """Narrowed. What is decided for good or has cooled down is left out unless it is asked for; without
        ``by_status`` only what has cooled down."""
        for one in filters():
            value = self.values.get(one.key, "")
            if one.key == "status" and not (by_status or value):
                ideas = ideas.filter(cooled_at=None)
            elif value or one.key == "status":
                ideas = one.apply(ideas, value, viewer)
        return ideas


class Field(NamedTuple):
    """One filter as the form shows it."""

    key: str
    label: Any
    value: str
    choices: Sequence[Choice]
    everything: Any
    is_list: bool


def form_of(looking: Looking, viewer: Viewer, board: Board | None, *, by_status: bool = True) -> list[Field]:
    shown = []
    for one in filters():
        if one.key == "status" and not by_status:
            value = looking.values.get(one.key, "")
            shown.append(Field(one.key, _("Cooled down"), value, _whether_cooled(), _("Left out"), True))
            continue
        choices = [(str(value), label) for value, label in one.choices(viewer, board)]
        if choices or not one.is_list:
            value = looking.values.get(one.key, "")
            shown.append(Field(one.key, one.label, value, choices, one.everything, one.is_list))
    return shown


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    current: bool
    count: None = None


def tabs_of(looking: Looking, viewer: Viewer, request: HttpRequest) -> list[Tab]:
    """The ways through the ideas that people take most."""
    ways = [(_sorts[key].label, Looking(key)) for key in (TOP, NEW, TRENDING)]
    if viewer.is_authenticated:
        ways += [
            (_("My votes"), Looking(NEW, {"whose": VOTED, "status": ALL})),
            (_("My ideas"), Looking(NEW, {"whose": MINE, "status": ALL})),
        ]
        if viewer.is_staff_member:
            ways.append((_("I own"), Looking(NEW, {"whose": OWNED})))
    view = {"view": "board"} if request.GET.get("view") == "board" else {}
    return [Tab(label, _address(way, view), way == looking) for label, way in ways]


def _address(way: Looking, view: Mapping[str, str]) -> str:
    query = "&".join(filter(None, [way.query, urlencode(view)]))
    return f"?{query}"


# --- What there is without anybody's doing ----------------------------------------------------------------------------


def _statuses(viewer: Viewer, board: Board | None) -> list[Choice]:
    in_use = Status.objects.filter(is_archived=False)
    return [(ALL, _("Everything")), (COOLED, _("Cooled down")), *((one.slug, one.label) for one in in_use)]


def _whether_cooled() -> list[Choice]:
    return [(ALL, _("Shown too")), (COOLED, _("Shown alone"))]


def _in_status(ideas: Ideas, value: str, viewer: Viewer) -> Ideas:
    if value == ALL:
        return ideas
    if not value:
        return ideas.filter(status__meaning__in=LIVE, cooled_at=None)
    if value == COOLED:
        return ideas.exclude(cooled_at=None)
    # Named by what it is called in addresses, or by what it means.
    return ideas.filter(Q(status__slug=value) | Q(status__meaning=value))


def _categories(viewer: Viewer, board: Board | None) -> list[Choice]:
    return [(str(one.pk), one.name) for one in board.categories.all()] if board is not None else []


def _in_category(ideas: Ideas, value: str, viewer: Viewer) -> Ideas:
    return ideas if (number := number_in(value)) is None else ideas.filter(category=number)


def _products(viewer: Viewer, board: Board | None) -> list[Choice]:
    return [(str(one.pk), one.name) for one in Product.objects.all()]


def _of_product(ideas: Ideas, value: str, viewer: Viewer) -> Ideas:
    return ideas if (number := number_in(value)) is None else ideas.filter(product=number)


def _tagged(ideas: Ideas, value: str, viewer: Viewer) -> Ideas:
    filed = TaggedEntry.objects.filter(content_object=OuterRef("pk"), tag__slug=tag_slug(value))
    return ideas.filter(Exists(filed))


def _whose(viewer: Viewer, board: Board | None) -> list[Choice]:
    if not viewer.is_authenticated:
        return []
    found: list[Choice] = [(MINE, _("My ideas")), (VOTED, _("My votes"))]
    if viewer.is_staff_member:
        found += [(OWNED, _("I own")), ("nobody", _("Nobody owns it"))]
    return found


def _of_people(ideas: Ideas, value: str, viewer: Viewer) -> Ideas:
    """A number is that of the person who owns it."""
    if not viewer.is_authenticated:
        return ideas.none()
    if value == MINE:
        return ideas.filter(author=viewer.pk)
    if value == VOTED:
        mine = Vote.objects.filter(person=viewer.pk, on_behalf_of=None)
        return ideas.filter(pk__in=mine.values_list(Coalesce("entry__idea__head_id", "entry_id")))
    if value == OWNED:
        return ideas.filter(owner=viewer.pk)
    if value == "nobody":
        return ideas.filter(owner=None)
    return ideas if (number := number_in(value)) is None else ideas.filter(owner=number)


def _nothing(viewer: Viewer, board: Board | None) -> list[Choice]:
    return []


sort(TOP, _("Top"), by=("-wanted", "-pk"))
sort(NEW, _("New"), by=("-pk",))
sort(TRENDING, _("Trending"), by=("-heat", "-wanted", "-pk"))
narrow("status", _("Status"), choices=_statuses, apply=_in_status, everything=_("Still open"), order=10)
narrow("category", _("Category"), choices=_categories, apply=_in_category, order=20)
narrow("product", _("Product"), choices=_products, apply=_of_product, order=30)
narrow("whose", _("Whose"), choices=_whose, apply=_of_people, everything=_("Everyone’s"), order=40)
narrow("tag", _("Tag"), choices=_nothing, apply=_tagged, order=60, is_list=False)

__all__ = ["ALL", "Looking", "filters", "form_of", "narrow", "sort", "sorts", "tabs_of"]
