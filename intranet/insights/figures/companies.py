"""Figures by company of customers, for the firm's own books (CRM): one line each, with the number it has there.

Parts register their columns in ``ready()``: ``companies.column("topics", _("Topics"), topics_by_company)``, where the
function takes a ``Span`` and returns the number for each id of a company.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import Company, User
from intranet.insights.models import PresentDay

from .scopes import FEWEST
from .small import left_out
from .spans import Span
from .written import anything, within

Counting = Callable[[Span], Mapping[int, float]]


@dataclass(frozen=True)
class Column:
    """``of_people``: a number of people, which is not told where it is small."""

    key: str
    label: Any
    of: Counting
    of_people: bool = False


@dataclass(frozen=True)
class Told:
    header: list[str]
    rows: list[list[object]]
    items: list[dict[str, Any]]


_columns: dict[str, Column] = {}


def column(key: str, label: Any, of: Counting, *, of_people: bool = False) -> None:
    _columns[key] = Column(key, label, of, of_people)


def figures_of_companies(span: Span) -> Told:
    """A constant number of queries, however many companies there are."""
    found = {one.key: one.of(span) for one in _columns.values()}
    hidden = {one.key: _left_out(found[one.key]) if one.of_people else set() for one in _columns.values()}
    few = _("fewer than %(count)d") % {"count": FEWEST}
    rows: list[list[object]] = []
    items: list[dict[str, Any]] = []
    for company in Company.objects.order_by("name", "pk"):
        told: dict[str, float | None] = {}
        for one in _columns.values():
            number = found[one.key].get(company.pk, 0)
            told[one.key] = None if company.pk in hidden[one.key] else number
        facts = {"external_id": company.external_id, "name": company.name}
        items.append(facts | told)
        rows.append([*facts.values(), *(few if number is None else f"{number:g}" for number in told.values())])
    header = [_("External number"), _("Company"), *(str(one.label) for one in _columns.values())]
    return Told(header, rows, items)


def _left_out(people: Mapping[int, float]) -> set[int]:
    """Companies whose people are few, and as many more as keep the sum of customers from telling them."""
    return left_out({company: int(count) for company, count in people.items()})


def register_own() -> None:
    column("people", gettext_lazy("People"), _people, of_people=True)
    column("present", gettext_lazy("People who were here"), _present, of_people=True)
    column("written", gettext_lazy("Written"), _written)


def _people(_span: Span) -> dict[int, float]:
    active = User.objects.active().filter(kind=User.Kind.CUSTOMER).exclude(company=None).order_by()
    return dict(active.values_list("company").annotate(n=Count("pk")))


def _present(span: Span) -> dict[int, float]:
    here = PresentDay.objects.filter(~Q(person__company=None), day__range=(span.first, span.last)).order_by()
    return dict(here.values_list("person__company").annotate(n=Count("person", distinct=True)))


def _written(span: Span) -> dict[int, float]:
    said = within(anything(), span).exclude(author__company=None)
    return dict(said.values_list("author__company").annotate(n=Count("pk")))
