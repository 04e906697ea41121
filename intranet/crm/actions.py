"""Everything that the customer system, and admins about it, can do: one row, one unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from intranet.accounts import actions as accounts
from intranet.accounts.models import Company, CompanyAssignment, User, normal_email
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action, step

from . import binding
from .messages import Line, Outcome, checked_moment, checked_number, is_older, outdated
from .models import Contact, Sync, SyncRow
from .policies import can_sync
from .verbs import STAFF

if TYPE_CHECKING:
    from .rows import CompanyRow, PersonRow


@action
def sync_company(row: CompanyRow, *, by: User) -> Line:
    """Make the company of this number what the message says, if the message is not older than what is known. A company
    of that name without a number is taken to be the one. ValidationError with the sentence that refuses the row."""
    require(can_sync(by))
    number, at = checked_number(row.external_id), checked_moment(row.updated_at)
    line = Line(number)
    company = Company.objects.select_for_update().filter(external_id=number).first()
    if company is None and row.name:
        company = Company.objects.select_for_update().filter(name=row.name.strip(), external_id="").first()
    if company is None:
        if not row.name:
            raise ValidationError(_("A new company needs a name."))
        company = accounts.add_company(
            by=by, name=row.name, email_domains=row.email_domains or [], external_id=number, external_at=at
        )
        line.outcome = Outcome.MADE
    elif is_older(at, company.external_at):
        line.why = outdated(company.external_at)
        return line
    else:
        heard = {"name": row.name, "email_domains": row.email_domains}
        known = {name: value for name, value in heard.items() if value is not None}
        line.fields += accounts.change_company(company, by=by, external_id=number, external_at=at, **known)
    _stand(company, row, line, by=by)
    if row.facing is not None and _face(company, row.facing, by=by):
        line.fields.append("facing")
    return _settled(line)


@step
def _stand(company: Company, row: CompanyRow, line: Line, *, by: User) -> None:
    """A customer, a customer no more, or part of another."""
    if row.merged_into:
        into = Company.objects.filter(external_id=row.merged_into.strip()).first()
        if into is None:
            raise ValidationError(_("%(number)s is not known here. Send it first.") % {"number": row.merged_into})
        if accounts.merge_company(company, into, by=by):
            line.fields.append("merged_into")
    elif row.archived is not None:
        turn = accounts.archive_company if row.archived else accounts.reopen_company
        if turn(company, by=by):
            line.fields.append("archived")


@step
def _face(company: Company, named: Sequence[str], *, by: User) -> bool:
    """These colleagues and no others. False where it was so."""
    people: list[User] = []
    for word in named:
        typed = word.strip().removeprefix("@")
        found = Q(email=normal_email(typed)) if "@" in typed else Q(handle=typed.lower())
        colleague = User.objects.active().staff().filter(found).first()
        if colleague is None:
            raise ValidationError(_("Nobody of the staff is called %(name)s.") % {"name": word[:80]})
        people.append(colleague)
    before = {one.person_id: one for one in CompanyAssignment.objects.filter(company=company)}
    wanted = {person.pk for person in people}
    for person in people:
        if person.pk not in before:
            accounts.face_company(person, company, by=by)
    for pk, assignment in before.items():
        if pk not in wanted:
            accounts.stop_facing_company(assignment, by=by)
    return wanted != set(before)


@action
def sync_person(row: PersonRow, *, by: User) -> Line:
    """Make the contact of this number what the message says, if the message is not older than what is known. It is
    bound to the account whose proven address it has, and moves that account to the company named."""
    require(can_sync(by))
    number, at = checked_number(row.external_id), checked_moment(row.updated_at)
    line = Line(number)
    contact = Contact.objects.select_for_update().filter(external_id=number).first()
    if contact is not None and is_older(at, contact.external_at):
        line.why = outdated(contact.external_at)
        return line
    if contact is None:
        if row.email is None:
            raise ValidationError(_("A new contact needs an address."))
        contact = Contact(external_id=number, external_at=at)
        line.outcome = Outcome.MADE
    line.fields += binding.take_over(contact, row)
    contact.external_at = at
    contact.save()
    if line.outcome == Outcome.MADE:
        record("crm.contact.added", by=by, on=contact, audience=STAFF)
    if bound := binding.bind(contact, by=by):
        line.fields += bound
    if row.invite:
        line.fields += binding.invite(contact, by=by)
    if contact.person_id is None and contact.archived_at is None:
        line.why = _("Nobody has proved this address here yet.")
    if line.outcome != Outcome.MADE and line.fields:
        record("crm.contact.changed", by=by, on=contact, audience=STAFF, fields=line.fields)
    return _settled(line)


@action
def address_proven(person: User, email: str) -> bool:
    """Whoever has proved the address of a contact is that contact. It must not mind being called for nothing."""
    if person.is_system or not person.is_customer:
        return False
    waiting = Contact.objects.select_for_update().filter(email=normal_email(email), person=None, archived_at=None)
    contact = waiting.first()
    if contact is None or Contact.objects.filter(person=person).exists():
        return False
    try:
        return bool(binding.bind(contact, by=User.objects.system(), person=person))
    except ValidationError:
        # Of another company here: an admin decides, and reads of it on the page of contacts.
        return False


@action
def release_contact(contact: Contact, *, by: User) -> bool:
    """The account is not this contact after all. Its company stays; the next proof of the address binds it again."""
    require(can_sync(by))
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    if held.person_id is None:
        return False
    was, held.person = held.person_id, None
    held.save(update_fields=["person"])
    contact.person = None
    record("crm.contact.released", by=by, on=held, audience=STAFF, person=was)
    return True


@action
def number_company(company: Company, *, by: User, external_id: str) -> bool:
    """Say by hand which number a company has in the customer system. False where nothing changes."""
    require(can_sync(by))
    return bool(accounts.change_company(company, by=by, external_id=external_id))


@action
def note_sync(what: str, lines: Sequence[Line], *, by: User, token: str) -> Sync:
    """Write down what came of one call; of rows that changed nothing and have nothing to say, their number."""
    require(can_sync(by))
    counts = Counter(str(line.outcome) for line in lines)
    sync = Sync.objects.create(what=what, by=by, token=token[:80], **counts)
    told = [(number, line) for number, line in enumerate(lines, 1) if not line.is_silent]
    SyncRow.objects.bulk_create(
        [
            SyncRow(
                sync=sync,
                number=number,
                external_id=line.external_id[:80],
                outcome=line.outcome,
                fields=line.fields,
                why=line.why[:300],
            )
            for number, line in told
        ],
        batch_size=500,
    )
    return sync


def _settled(line: Line) -> Line:
    if line.outcome == Outcome.UNCHANGED and line.fields:
        line.outcome = Outcome.CHANGED
    return line
