"""Many people at once, from a table: looked through first, then done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import importing, jobs, policies
from intranet.accounts.models import Department, ImportedRow, PeopleImport, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.core.tables import Row
from intranet.realtime.units import action, unit

from .profile import change_profile
from .standing import add_person, assign_to_company, change_place

LIFETIME = timedelta(hours=1)
# More than this and a job does it: a request must not keep others waiting for the lock.
AT_ONCE = 100
PORTION = 50
Outcome = ImportedRow.Outcome


@action
def look_through(
    data: bytes, *, by: User, name: str = "", make_departments: bool = False, invite: bool = False
) -> PeopleImport:
    """Read a table and keep it with what would come of each row. Nobody is made or changed by it."""
    require(policies.can_administer(by))
    table = importing.read_people(data)
    PeopleImport.objects.filter(by=by, state=PeopleImport.State.READY).delete()
    kept = PeopleImport.objects.create(
        by=by,
        name=plain(name, longest=120),
        make_departments=make_departments,
        invite=invite,
        expires_at=now() + LIFETIME,
    )
    house = importing.House([row.cells for row in table.rows], make_departments=make_departments)
    rows = [
        ImportedRow(
            table=kept,
            number=row.number,
            cells=row.cells,
            outcome=plan.outcome,
            changes=plan.changes,
            reasons=plan.reasons or plan.notes,
        )
        for row, plan in importing.plan_rows(table.rows, house)
    ]
    ImportedRow.objects.bulk_create(rows, batch_size=500)
    kept.counts = dict(Counter(row.outcome for row in rows))
    kept.save(update_fields=["counts"])
    return kept


@action
def apply_import(kept: PeopleImport, *, by: User) -> PeopleImport:
    """Do what the dry run has shown: at once, or by a job where the table is long. Pressed twice, it is done once."""
    require(policies.can_administer(by))
    if kept.by_id != by.pk:
        require(no(_("This table was brought by somebody else.")))
    mine = PeopleImport.objects.filter(pk=kept.pk, state=PeopleImport.State.READY, expires_at__gt=now())
    if not mine.update(state=PeopleImport.State.RUNNING, counts={}):
        require(no(_("This table has been done already, or was looked through too long ago. Bring it again.")))
    kept.refresh_from_db()
    if kept.rows.count() <= AT_ONCE:
        while do_portion(kept, by=by):
            pass
    else:
        jobs.import_people.enqueue_once(key=str(kept.pk), table=kept.pk)
    kept.refresh_from_db()
    return kept


@action
def do_portion(kept: PeopleImport, *, by: User) -> bool:
    """The next rows, and after the last of them the managers. False when all is done."""
    require(policies.can_administer(by))
    if kept.state != PeopleImport.State.RUNNING:
        return False
    rows = list(kept.rows.filter(applied=False).exclude(outcome=Outcome.REFUSE)[:PORTION])
    if rows:
        _do(rows, kept, by=by)
        return True
    _set_managers(kept, by=by)
    kept.counts = dict(Counter(kept.rows.values_list("outcome", flat=True)))
    kept.state, kept.done_at = PeopleImport.State.DONE, now()
    kept.save(update_fields=["counts", "state", "done_at"])
    record("accounts.people.imported", by=by, on=kept, audience="", **kept.counts)
    return False


def _do(rows: list[ImportedRow], kept: PeopleImport, *, by: User) -> None:
    house = importing.House([row.cells for row in rows], make_departments=kept.make_departments)
    # Managers are a matter of the whole table; here each row is judged without.
    alone = [Row(row.number, {**row.cells, "manager": ""}) for row in rows]
    for row, (_row, plan) in zip(rows, importing.plan_rows(alone, house), strict=True):
        row.applied = True
        if plan.reasons:
            row.outcome, row.reasons = Outcome.REFUSE, plan.reasons
            continue
        try:
            with unit():
                _do_one(plan, kept, by=by)
        except (ValidationError, PermissionDenied) as error:
            row.outcome, row.reasons = Outcome.REFUSE, _sentences(error)
        else:
            row.outcome = _outcome_of(row, plan)
    ImportedRow.objects.bulk_update(rows, ["applied", "outcome", "reasons"])
    kept.counts = {**kept.counts, "done": int(kept.counts.get("done", 0)) + len(rows)}
    kept.save(update_fields=["counts"])


def _outcome_of(row: ImportedRow, plan: importing.Plan) -> str:
    only_manager = [name for name, *_values in row.changes] == ["manager"]
    return Outcome.CHANGE if plan.outcome == Outcome.SAME and only_manager else plan.outcome


def _do_one(plan: importing.Plan, kept: PeopleImport, *, by: User) -> None:
    department = _department(plan.department) if plan.department else None
    if plan.person is None:
        chosen = {"handle": plan.handle, "language": plan.language, "time_zone": plan.time_zone}
        person = add_person(
            by=by,
            name=plan.name,
            email=plan.email,
            kind=plan.kind,
            company=plan.company,
            department=department,
            job_title=plan.job_title,
            **{name: value for name, value in chosen.items() if value},
        )
        if kept.invite:
            jobs.mail_welcome.enqueue(person=person.pk, inviter=by.pk)
        return
    person = plan.person
    changed = {name for name, *_values in plan.changes}
    if "name" in changed:
        change_profile(person, by=by, name=plan.name)
    place = {"department": department, "job_title": plan.job_title}
    if wanted := {name: place[name] for name in place if name in changed}:
        change_place(person, by=by, **wanted)
    if "company" in changed:
        assign_to_company(person, plan.company, by=by)


def _set_managers(kept: PeopleImport, *, by: User) -> None:
    """When everybody is there. A circle, or a manager who is none, refuses the row's manager and says so."""
    asked = [row for row in kept.rows.exclude(outcome=Outcome.REFUSE) if row.cells.get("manager")]
    house = importing.House([row.cells for row in asked], make_departments=False)
    refused = []
    for row in asked:
        person = house.people.get(importing.normal_email(row.cells.get("email", "")))
        manager = house.people.get(importing.normal_email(row.cells["manager"]))
        if person is None or (manager is not None and person.manager_id == manager.pk):
            continue
        try:
            if manager is None:
                raise ValidationError(_("Nobody with the address %(email)s is here.") % {"email": row.cells["manager"]})
            with unit():
                change_place(person, by=by, manager=manager)
        except (ValidationError, PermissionDenied) as error:
            row.reasons = [*row.reasons, *_sentences(error)]
            refused.append(row)
    ImportedRow.objects.bulk_update(refused, ["reasons"])


def _department(name: str) -> Department:
    found: Department = Department.objects.filter(name__iexact=name).first() or Department.objects.create(name=name)
    return found


def _sentences(error: ValidationError | PermissionDenied) -> list[str]:
    return list(error.messages) if isinstance(error, ValidationError) else [str(error)]


@action
def forget_imports(kept: Iterable[PeopleImport], *, by: User) -> int:
    """Delete tables: they are full of other people's addresses."""
    require(policies.can_administer(by))
    return PeopleImport.objects.filter(pk__in=[table.pk for table in kept]).delete()[0]
