"""What would come of each row of a table of people: made, changed, left as it is, or refused, and why.

Nothing is written here. The dry run shows these plans, and ``actions.importing`` makes them anew for what it does, so
that a row is judged by the house as it is at that moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from intranet.core.models import SiteSettings
from intranet.core.tables import Row, Table, read_table
from intranet.core.zones import zone_names

from .models import Company, Department, ImportedRow, User, normal_email
from .names import RESERVED_HANDLES
from .naming import checked_name

# Each column with what people call it; the first is what we call it.
COLUMNS = {
    "name": ("name", "full name", "nome", "nome e cognome"),
    "email": ("email", "e-mail", "mail", "address", "posta elettronica", "indirizzo"),
    "handle": ("handle", "username", "user name", "nome utente"),
    "department": ("department", "team", "reparto", "ufficio"),
    "job_title": ("job title", "title", "function", "mansione", "funzione"),
    "manager": ("manager", "manager email", "reports to", "responsabile"),
    "kind": ("kind", "type", "tipo"),
    "company": ("company", "firm", "azienda", "ditta"),
    "language": ("language", "lingua"),
    "time_zone": ("time zone", "timezone", "zone", "fuso orario"),
    "role": ("role", "ruolo"),
}
EXAMPLE = (
    ("name", "email", "department", "job title", "manager", "kind", "company", "language", "time zone"),
    ("Ada Bianchi", "ada@example.com", "Research", "Engineer", "carla@example.com", "staff", "", "it", "Europe/Rome"),
    ("Dora Neri", "dora@acme.example", "", "Buyer", "", "customer", "Acme", "en", "Europe/Rome"),
)
_KINDS = {
    User.Kind.STAFF: ("staff", "employee", "colleague", "dipendente", "interno", "personale"),
    User.Kind.CUSTOMER: ("customer", "client", "cliente"),
}
_HANDLE = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
Outcome = ImportedRow.Outcome


@dataclass
class Plan:
    """What one row asks for. ``person`` is None for somebody new; ``reasons`` refuse it, ``notes`` do not."""

    email: str
    person: User | None = None
    kind: str = User.Kind.STAFF
    name: str = ""
    handle: str = ""
    job_title: str = ""
    department: str = ""
    company: Company | None = None
    manager: str = ""
    language: str = ""
    time_zone: str = ""
    changes: list[list[str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if self.reasons:
            return Outcome.REFUSE
        if self.person is None:
            return Outcome.MAKE
        return Outcome.CHANGE if self.changes else Outcome.SAME


def read_people(data: bytes) -> Table:
    """The table, or ``ValidationError`` with what is wrong with it as a whole."""
    table = read_table(data, columns=COLUMNS, needed=("email",))
    if "role" in table.columns:
        raise ValidationError(_("Roles are not imported: an admin gives them one by one. Take out the column “role”."))
    return table


class House:
    """The people, departments and companies that rows are held against: a few queries, whatever the number of rows."""

    def __init__(self, rows: Iterable[dict[str, str]], *, make_departments: bool) -> None:
        rows = list(rows)
        named = {normal_email(row.get(column, "")) for row in rows for column in ("email", "manager")} - {""}
        self.people: dict[str, User] = {}
        for some in _portions(sorted(named)):
            found = User.objects.filter(email__in=some).select_related("department", "company", "manager")
            self.people |= {person.email: person for person in found}
        self.departments = {_plain(row.name): row for row in Department.objects.all()}
        self.companies = {_plain(row.name): row for row in Company.objects.current()}
        self.make_departments = make_departments
        wanted = {row.get("handle", "").lower() for row in rows} - {""}
        self.handles: set[str] = set(RESERVED_HANDLES)
        for some in _portions(sorted(wanted)):
            self.handles |= set(User.objects.filter(handle__in=some).values_list("handle", flat=True))
        self.languages = dict(SiteSettings.current().languages)
        self.zones = {zone.casefold(): zone for zone in zone_names()}
        # address -> address of the manager, as it would be after the rows so far
        self.above = {
            person.email: person.manager.email for person in self.people.values() if person.manager is not None
        }
        self.coming: dict[str, str] = {}  # addresses of rows that would be made, with their kind
        self.seen: set[str] = set()

    def manager_of(self, email: str) -> str:
        """Who stands above this address in the chart as it would become; one query for those no row names."""
        if email not in self.above:
            person = self.people.get(email)
            if person is None:
                person = User.objects.filter(email=email).select_related("manager").first()
            above = person.manager.email if person is not None and person.manager is not None else ""
            self.above[email] = above
        return self.above[email]


def plan_rows(rows: Iterable[Row], house: House) -> list[tuple[Row, Plan]]:
    """A plan for each row. Managers come after all of them, since a row may name somebody further down."""
    planned = [(row, _plan(row.cells, house)) for row in rows]
    for _row, plan in planned:
        if plan.manager and not plan.reasons:
            _plan_manager(plan, house)
    return planned


def _plan(cells: dict[str, str], house: House) -> Plan:
    plan = Plan(email=normal_email(cells.get("email", "")))
    if not _address(plan, house):
        return plan
    plan.person = house.people.get(plan.email)
    _kind(plan, cells, house)
    if plan.person is not None and not _may_be_changed(plan):
        return plan
    _name_and_handle(plan, cells, house)
    _place(plan, cells, house)
    _company(plan, cells, house)
    _words_and_clock(plan, cells, house)
    if plan.person is None and not plan.reasons:
        house.coming[plan.email] = plan.kind
    return plan


def _address(plan: Plan, house: House) -> bool:
    try:
        validate_email(plan.email)
    except ValidationError:
        plan.reasons.append(_("“%(text)s” is no e-mail address.") % {"text": plan.email[:80]})
        return False
    if plan.email in house.seen:
        plan.reasons.append(_("This address stands in an earlier row."))
        return False
    house.seen.add(plan.email)
    return True


def _kind(plan: Plan, cells: dict[str, str], house: House) -> None:
    said = _plain(cells.get("kind", ""))
    kind = next((kind for kind, words in _KINDS.items() if said in words), None)
    if said and kind is None:
        plan.reasons.append(_("The kind is “staff” or “customer”, not “%(text)s”.") % {"text": said[:40]})
    if plan.person is not None:
        if kind is not None and kind != plan.person.kind:
            plan.reasons.append(_("%(name)s is here as something else; a table does not change that.") % _named(plan))
        plan.kind = plan.person.kind
    else:
        plan.kind = kind or (User.Kind.CUSTOMER if cells.get("company") else User.Kind.STAFF)


def _may_be_changed(plan: Plan) -> bool:
    person = plan.person
    assert person is not None
    if person.is_system or person.is_agency:
        plan.reasons.append(_("%(name)s is not changed by a table.") % _named(plan))
    elif not person.is_active:
        plan.reasons.append(_("The account of %(name)s is closed. Open it first.") % _named(plan))
    return not plan.reasons


def _name_and_handle(plan: Plan, cells: dict[str, str], house: House) -> None:
    if typed := cells.get("name", ""):
        try:
            plan.name = checked_name(typed, kind=plan.kind)
        except ValidationError as error:
            plan.reasons += error.messages
        else:
            _change(plan, "name", plan.name, before=plan.person.full_name if plan.person is not None else "")
    elif plan.person is None:
        plan.reasons.append(_("A new person needs a name."))
    if not (handle := cells.get("handle", "").lower().removeprefix("@")):
        return
    if plan.person is not None:
        if handle != plan.person.handle:
            plan.notes.append(_("The handle stays @%(handle)s.") % {"handle": plan.person.handle})
    elif not _HANDLE.fullmatch(handle):
        plan.reasons.append(_("“%(text)s” cannot be a handle: small letters, digits and hyphens.") % {"text": handle})
    elif handle in house.handles:
        plan.reasons.append(_("The handle @%(handle)s is taken.") % {"handle": handle})
    else:
        plan.handle = handle
        house.handles.add(handle)


def _place(plan: Plan, cells: dict[str, str], house: House) -> None:
    title = " ".join(cells.get("job_title", "").split())
    if len(title) > 80:
        plan.reasons.append(_("A job title has at most %(count)d characters.") % {"count": 80})
    elif title:
        plan.job_title = title
        _change(plan, "job_title", title)
    department, manager = " ".join(cells.get("department", "").split()), normal_email(cells.get("manager", ""))
    if plan.kind != User.Kind.STAFF:
        if department or manager:
            plan.reasons.append(_("Only staff have a department and a manager."))
        return
    plan.manager = manager
    if not department:
        return
    known = house.departments.get(_plain(department))
    if known is None and not house.make_departments:
        plan.reasons.append(_("There is no department “%(name)s”.") % {"name": department[:80]})
    elif known is None and len(department) > 80:
        plan.reasons.append(_("A department’s name has at most %(count)d characters.") % {"count": 80})
    else:
        plan.department = known.name if known else department
        now = plan.person.department.name if plan.person is not None and plan.person.department else ""
        _change(plan, "department", plan.department, before=now)


def _company(plan: Plan, cells: dict[str, str], house: House) -> None:
    if not (typed := cells.get("company", "")):
        return
    if plan.kind != User.Kind.CUSTOMER:
        plan.reasons.append(_("Staff belong to no customer company."))
        return
    plan.company = house.companies.get(_plain(typed))
    if plan.company is None:
        plan.reasons.append(_("There is no company “%(name)s”.") % {"name": typed[:80]})
        return
    before = plan.person.company.name if plan.person is not None and plan.person.company else ""
    _change(plan, "company", plan.company.name, before=before)


def _words_and_clock(plan: Plan, cells: dict[str, str], house: House) -> None:
    if typed := _plain(cells.get("language", "")):
        every = dict(settings.LANGUAGES)
        found = [code for code in house.languages if typed in (code, _plain(str(every[code])), *_LANGUAGES[code])]
        if found:
            plan.language = found[0]
        else:
            plan.reasons.append(_("The language “%(text)s” is not on offer.") % {"text": typed[:40]})
    if typed := cells.get("time_zone", "").replace(" ", "_").casefold():
        if typed in house.zones:
            plan.time_zone = house.zones[typed]
        else:
            plan.reasons.append(_("“%(text)s” is no time zone.") % {"text": cells["time_zone"][:40]})
    if plan.person is not None and (
        (plan.language and plan.language != plan.person.language)
        or (plan.time_zone and plan.time_zone != plan.person.time_zone)
    ):
        plan.notes.append(_("Language and time zone are the person’s own to choose; they stay."))


_LANGUAGES = {"en": ("english", "inglese"), "it": ("italian", "italiano")}


def _plan_manager(plan: Plan, house: House) -> None:
    known = house.people.get(plan.manager)
    if known is None and house.coming.get(plan.manager) != User.Kind.STAFF:
        plan.reasons.append(_("Nobody with the address %(email)s is here or in a good row.") % {"email": plan.manager})
        return
    if known is not None and (not known.is_staff_member or not known.is_active or known.is_system):
        plan.reasons.append(_("A manager is a colleague with an open account."))
        return
    above, seen = plan.manager, {plan.email}
    while above and above not in seen:
        seen.add(above)
        above = house.manager_of(above)
    if plan.email in (above, plan.manager):
        names = {"manager": plan.manager, "person": plan.email}
        plan.reasons.append(_("%(manager)s works, directly or not, for %(person)s.") % names)
        return
    before = house.manager_of(plan.email) if plan.person is not None else ""
    house.above[plan.email] = plan.manager
    _change(plan, "manager", plan.manager, before=before)


def _change(plan: Plan, name: str, after: str, *, before: str | None = None) -> None:
    if plan.person is None:
        return
    was = str(getattr(plan.person, name)) if before is None else before
    if was != after:
        plan.changes.append([name, was, after])


def _named(plan: Plan) -> dict[str, Any]:
    return {"name": plan.person}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _portions(values: list[str], most: int = 500) -> Iterable[list[str]]:
    for start in range(0, len(values), most):
        yield values[start : start + most]
