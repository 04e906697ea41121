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
from intranet.core.small_groups import Withheld, left_out
from intranet.insights.models import PresentDay

from .spans import Span
from .written import anything, within

Counting = Callable[[Span], Mapping[int, float]]


@dataclass(frozen=True)
class Column:
    """``of_people``: a number of people, which is not told where it is small, also of a large company."""

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
    """A constant number of queries, however many companies there are. Of a company of few people, and of the next one
    up where the sum of all customers would tell it, there is no number at all."""
    found = {one.key: one.of(span) for one in _columns.values()}
    small = left_out(_sizes(found))
    hidden = {one.key: _left_out(found[one.key]) if one.of_people else {} for one in _columns.values()}
    rows: list[list[object]] = []
    items: list[dict[str, Any]] = []
    for company in Company.objects.order_by("name", "pk"):
        numbers = {one.key: found[one.key].get(company.pk, 0) for one in _columns.values()}
        why = {key: said for key in numbers if (said := small.get(company.pk) or hidden[key].get(company.pk))}
        facts = {"external_id": company.external_id, "name": company.name}
        told = {key: None if key in why else number for key, number in numbers.items()}
        items.append(facts | told | {"withheld": {key: str(said) for key, said in why.items()}})
        rows.append([*facts.values(), *(why[key].says if key in why else f"{n:g}" for key, n in numbers.items())])
    header = [_("External number"), _("Company"), *(str(one.label) for one in _columns.values())]
    return Told(header, rows, items)


def _sizes(found: Mapping[str, Mapping[int, float]]) -> dict[int, int]:
    """How many people each company has here. Of whom nobody is left, few had said what it said."""
    sizes = dict.fromkeys((company for numbers in found.values() for company, n in numbers.items() if n), 1)
    return sizes | {company: int(people) for company, people in found["people"].items()}


def _left_out(people: Mapping[int, float]) -> dict[int, Withheld]:
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
