"""Giving credit for words, taking one's name off, and saying how one wishes to be named."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import CreditAs, User
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.models import Credit, Entry
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step

# An entry of which somebody's way to be named changed has its stream moved on by this: what is kept of it is old.
CHANGED = "content.credit.changed"
_MOST_MOVED = 500


@step
def give_credit(entry: Entry, person: User, *, source: Entry | None = None, form: str = "") -> Credit:
    """Words of this person are kept in the entry; ``source`` is where they stood. Who has withdrawn from it once stays
    withdrawn."""
    made, is_new = Credit.objects.get_or_create(
        entry_id=entry.entry_id,
        person=person,
        source_id=source.entry_id if source is not None else None,
        defaults={"form": form},
    )
    if is_new:
        before = (
            Credit.objects.filter(entry_id=entry.entry_id, person=person).exclude(pk=made.pk).order_by("pk").first()
        )
        if before is not None:
            made.form, made.told_at, made.withdrawn_at = form or before.form, before.told_at, before.withdrawn_at
            made.save(update_fields=["form", "told_at", "withdrawn_at"])
    return made


@action
def withdraw_credit(entry: Entry, *, by: User) -> bool:
    """Be named no longer in this entry, nor counted in it. False when it was so already."""
    require(policies.can_withdraw_credit(by, entry))
    mine = Credit.objects.filter(entry_id=entry.entry_id, person=by, withdrawn_at=None)
    if not mine.update(withdrawn_at=now()):
        return False
    record("content.credit.withdrawn", by=by, on=entry, audience="")
    _moved([entry.entry_id])
    return True


@action
def take_back_withdrawal(entry: Entry, *, by: User) -> bool:
    require(policies.can_withdraw_credit(by, entry))
    withdrawn = Credit.objects.filter(entry_id=entry.entry_id, person=by, withdrawn_at__isnull=False)
    if not withdrawn.update(withdrawn_at=None):
        return False
    record("content.credit.given_back", by=by, on=entry, audience="")
    _moved([entry.entry_id])
    return True


@action
def choose_credit(*, by: User, form: str) -> bool:
    """Say how to be named wherever one's words are kept: by name, by company, or not at all."""
    require(policies.can_choose_credit(by))
    if form not in CreditAs.values:
        raise ValidationError({"form": _("Choose how you want to be named.")}, code="form")
    if form == CreditAs.COMPANY and by.company_id is None:
        raise ValidationError({"form": _("No company is known of you.")}, code="company")
    if by.credit_as == form:
        return False
    by.credit_as = form
    by.save(update_fields=["credit_as"])
    record("content.credit.chosen", by=by, on=by, audience="", form=form)
    _moved(Credit.objects.filter(person=by).order_by("-pk").values_list("entry", flat=True)[:_MOST_MOVED])
    return True


@step
def _moved(entries: Iterable[int]) -> None:
    for pk in dict.fromkeys(entries):
        publish(f"entry_{pk}", CHANGED, on=f"entry_{pk}")


@action
def tell_credited(entry: Entry) -> list[int]:
    """Tell those whose words are in an entry, of those who may read it and have not been told. Each once, ever."""
    waiting = Credit.objects.select_for_update().filter(entry_id=entry.entry_id, told_at=None, withdrawn_at=None)
    people = User.objects.active().filter(pk__in=waiting.values("person")).exclude(pk=entry.author_id)
    ready = [person.pk for person in people if Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()]
    if not ready:
        return []
    waiting.filter(person__in=ready).update(told_at=now())
    record("content.credit.told", by=None, on=entry, people=ready)
    return ready
