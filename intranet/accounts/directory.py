"""Finding people: words, filters, and how many each filter would leave, all over what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.core.http import number_in
from intranet.core.pagination import Page, keyset_page
from intranet.core.templatetags.portico import compact
from intranet.core.text import fold

from .models import Company, Department, Knowing, ProfileAnswer, ProfileField, Skill, User, UserQuerySet
from .plain import plain
from .profiles import SKILLS, shown_to

PAGE = 48
ORDER = ("folded_name", "pk")
LONGEST_QUERY = 80
MOST_PLACES = 100
MOST_SKILLS = 100
_CHOSEN = format_html("{}", " selected")


@dataclass(frozen=True)
class Filters:
    """What is asked for. Whatever makes no sense is not asked for."""

    q: str = ""
    department: int | None = None
    place: str = ""
    sort: str = ""  # staff, customer, moderator, admin
    company: int | None = None
    skill: str = ""
    # What is asked of the firm's own fields: "field_3" and the answer wanted.
    answers: Mapping[str, str] = field(default_factory=dict)
    left: bool = False  # the people who have left, for admins

    @classmethod
    def read(cls, query: Mapping[str, str], viewer: User) -> Filters:
        sort = query.get("sort", "")
        return cls(
            q=plain(query.get("q", ""), longest=LONGEST_QUERY),
            department=_number(query.get("department", "")),
            place=plain(query.get("place", ""), longest=80),
            sort=sort if sort in SORTS else "",
            company=_number(query.get("company", "")),
            skill=plain(query.get("skill", ""), longest=60),
            answers={
                name: wanted
                for name in query
                if name.startswith("field_") and (wanted := plain(query[name], longest=80))
            },
            left=viewer.is_admin and query.get("show") == "left",
        )

    @property
    def query(self) -> str:
        """The same filters as a query string."""
        asked = {
            "q": self.q,
            "department": self.department,
            "place": self.place,
            "sort": self.sort,
            "company": self.company,
            "skill": self.skill,
            **self.answers,
            "show": "left" if self.left else "",
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def narrow(self) -> bool:
        return bool(self.query)


@dataclass(frozen=True)
class Facet:
    """A filter with its choices: (value, label, how many, chosen)."""

    name: str
    label: str
    anything: str
    options: list[tuple[str, str, int, bool]]

    @property
    def options_html(self) -> SafeString:
        """Written in Python: there are some hundred and forty of them on a page."""
        every = (
            (value, _CHOSEN if chosen else "", label, compact(number)) for value, label, number, chosen in self.options
        )
        return format_html_join("", '<option value="{}"{}>{} ({})</option>', every)


SORTS = {
    "staff": Q(kind=User.Kind.STAFF),
    "customer": Q(kind=User.Kind.CUSTOMER),
    "agency": Q(kind=User.Kind.AGENCY),
    "moderator": Q(role=User.Role.MODERATOR),
    "admin": Q(role=User.Role.ADMIN),
}


class Directory:
    """One reader's question to the list of people."""

    def __init__(self, viewer: User, filters: Filters, audiences: frozenset[str]) -> None:
        self.viewer, self.filters = viewer, filters
        people = User.objects.visible_to(viewer)
        self.people: UserQuerySet = people.filter(is_active=not filters.left)
        self.audiences = audiences
        self.shown_place = shown_to("location", viewer, audiences)
        self.knowing = Knowing.objects.filter(shown_to(SKILLS, viewer, audiences, of="person"))

    def page(self, cursor: str | None) -> Page[User]:
        return keyset_page(self.found().with_byline(), by=ORDER, cursor=cursor, size=PAGE)

    def count(self) -> int:
        return self.found().count() if self.filters.sort else self._sums["everybody"]

    @cached_property
    def _sums(self) -> dict[str, int]:
        """How many of each kind the other filters leave, and how many in all."""
        sums = {name: Count("pk", filter=rule) for name, rule in SORTS.items()}
        return self.found(but="sort").aggregate(everybody=Count("pk"), **sums)

    def found(self, but: str = "") -> UserQuerySet:
        """The people that all filters leave; all but one, for counting what that one could be."""
        asked = self._asked_but(but) if but else self.filters
        people = self._with_words(self.people, asked.q)
        if asked.department is not None:
            people = people.filter(department=asked.department)
        if asked.place:
            people = people.filter(self.shown_place, location=asked.place)
        if asked.sort:
            people = people.filter(SORTS[asked.sort])
        if asked.company is not None:
            people = people.filter(company=asked.company)
        if asked.skill:
            people = people.filter(pk__in=self.knowing.filter(skill__slug=asked.skill).values("person"))
        for own in self.own_facets:
            if wanted := asked.answers.get(own.name):
                people = people.filter(pk__in=self._answers(own).filter(value=wanted).values("person"))
        return people

    def _asked_but(self, name: str) -> Filters:
        if name.startswith("field_"):
            answers = {asked: wanted for asked, wanted in self.filters.answers.items() if asked != name}
            return replace(self.filters, answers=answers)
        without: dict[str, Any] = {name: getattr(Filters, name)}
        return replace(self.filters, **without)

    def facets(self) -> list[Facet]:
        """A question to the database for each, however many people there are.

        Staff have all four at all times, so that none comes or goes while they type; a customer has few people to
        find, and only those that say something about them.
        """
        every = [self._departments(), self._places(), self._sorts(), self._companies(), self._skills()]
        every += [self._own(own) for own in self.own_facets]
        return every if self.viewer.is_staff_member else [facet for facet in every if len(facet.options) > 1]

    def _departments(self) -> Facet:
        rows = _counted(self.found(but="department"), "department_id", "department__name")
        options = [(str(pk), name, count, pk == self.filters.department) for pk, name, count in rows]
        return Facet("department", _("Department"), _("All departments"), options)

    def _places(self) -> Facet:
        rows = _counted(self.found(but="place").filter(self.shown_place).exclude(location=""), "location")
        options = [(place, place, count, place == self.filters.place) for place, count in rows[:MOST_PLACES]]
        return Facet("place", _("Place"), _("All places"), options)

    def _sorts(self) -> Facet:
        labels = {
            "staff": _("Staff"),
            "customer": _("Customers"),
            "agency": _("Agency guests"),
            "moderator": _("Moderators"),
            "admin": _("Admins"),
        }
        counts = self._sums
        options = [
            (name, labels[name], counts[name], name == self.filters.sort)
            for name in SORTS
            if counts[name] or name == self.filters.sort
        ]
        return Facet("sort", _("Kind"), _("Everybody"), options)

    def _companies(self) -> Facet:
        rows = _counted(self.found(but="company"), "company_id", "company__name")
        options = [(str(pk), name, count, pk == self.filters.company) for pk, name, count in rows]
        return Facet("company", _("Company"), _("All companies"), options)

    def _skills(self) -> Facet:
        """The skills most people have, by name; and the one that is asked for."""
        people = self.found(but="skill").values("pk")
        rows = self.knowing.filter(person__in=people).order_by().values_list("skill__slug", "skill__name")
        counted = sorted(
            rows.annotate(count=Count("pk")).order_by("-count", "skill__folded")[:MOST_SKILLS], key=_by_name
        )
        options = [(slug, name, count, slug == self.filters.skill) for slug, name, count in counted]
        if self.filters.skill and not any(chosen for *_rest, chosen in options):
            name = Skill.objects.filter(slug=self.filters.skill).values_list("name", flat=True).first()
            options += [(self.filters.skill, name, 0, True)] if name else []
        return Facet("skill", _("Skill"), _("All skills"), options)

    def _own(self, own: ProfileField) -> Facet:
        rows = self._answers(own).filter(person__in=self.found(but=own.name).values("pk")).order_by()
        counted = rows.values_list("value").annotate(count=Count("pk")).order_by("folded")[:MOST_PLACES]
        wanted = self.filters.answers.get(own.name)
        options = [(value, value, count, value == wanted) for value, count in counted]
        return Facet(own.name, own.words, own.words, options)

    def _answers(self, own: ProfileField) -> QuerySet[ProfileAnswer]:
        """The answers to one of the firm's fields, as far as this reader may see them."""
        return ProfileAnswer.objects.filter(shown_to(own, self.viewer, self.audiences, of="person"), field=own)

    @cached_property
    def searchable(self) -> list[ProfileField]:
        return list(ProfileField.objects.live().filter(searchable=True))

    @property
    def own_facets(self) -> list[ProfileField]:
        return [own for own in self.searchable if own.is_facet]

    def _with_words(self, people: UserQuerySet, text: str) -> UserQuerySet:
        """Every word must be found: in the name, the handle, the role, the name of the department or company, a skill,
        or an answer to a field that can be searched; the last two where the reader may see them."""
        for word in fold(text).split():
            said = Q()
            for own in self.searchable:
                said |= Q(pk__in=self._answers(own).filter(folded__contains=word).values("person"))
            people = people.filter(
                said
                | Q(pk__in=self.knowing.filter(skill__folded__contains=word).values("person"))
                | Q(folded_name__contains=word)
                | Q(folded_real_name__contains=word)
                | Q(folded_role__contains=word)
                | Q(department__in=[pk for pk, name in self._department_names if word in name])
                | Q(company__in=[pk for pk, name in self._company_names if word in name])
            )
        return people

    @cached_property
    def _department_names(self) -> list[tuple[int, str]]:
        return [(pk, fold(name)) for pk, name in Department.objects.values_list("pk", "name")]

    @cached_property
    def _company_names(self) -> list[tuple[int, str]]:
        return [(pk, fold(name)) for pk, name in Company.objects.values_list("pk", "name")]


def _counted(people: UserQuerySet, *columns: str) -> list[Any]:
    rows = people.order_by().exclude(**{columns[0]: None}).values_list(*columns).annotate(count=Count("pk"))
    return list(rows.order_by(columns[-1]))


def _by_name(row: tuple[str, str, int]) -> str:
    return fold(row[1])


def _number(text: str) -> int | None:
    return number_in(text)
