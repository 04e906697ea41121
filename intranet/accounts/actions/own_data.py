"""A copy of everything, for whoever it is about; and everything gone, for whoever wants that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import avatars, handover, jobs, personal_data, policies, tombstones
from intranet.accounts.models import DataCopy, Erasure, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.core.decisions import no, require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action

from .standing import deactivate

COPY_LASTS = timedelta(days=7)
COPY_EVERY = timedelta(hours=12)
ERASED_AFTER = timedelta(days=14)


# --- The copy --------------------------------------------------------------------------------------------------------


@action
def ask_for_copy(person: User, *, by: User) -> DataCopy:
    """Have the file made. Asked for twice while it is being made, it is made once; twice a day is enough."""
    require(policies.can_change_settings(by, person))
    waiting = DataCopy.objects.filter(person=person, state=DataCopy.State.WAITING).first()
    if waiting is not None:
        return waiting
    recent = DataCopy.objects.filter(person=person, state=DataCopy.State.READY, asked_at__gt=now() - COPY_EVERY)
    if recent.exists():
        require(no(_("The copy you have is from today. Ask again tomorrow.")))
    try:
        with transaction.atomic():
            copy = DataCopy.objects.create(person=person)
    except IntegrityError:
        return DataCopy.objects.get(person=person, state=DataCopy.State.WAITING)
    record("accounts.data.asked", by=by, on=copy)
    jobs.make_data_copy.enqueue(copy=copy.pk)
    return copy


@action
def copy_is_ready(copy: DataCopy, *, path: str, size: int, by: User) -> bool:
    ready = DataCopy.objects.filter(pk=copy.pk, state=DataCopy.State.WAITING).update(
        state=DataCopy.State.READY, path=path, size=size, ready_at=now(), expires_at=now() + COPY_LASTS
    )
    if ready:
        record("accounts.data.ready", by=None, on=copy, person=copy.person_id)
    return bool(ready)


@action
def forget_copy(copy: DataCopy, *, by: User) -> bool:
    """Delete the file. False where it was gone."""
    if by.pk != copy.person_id:
        require(policies.can_administer(by))
    gone = (
        DataCopy.objects.filter(pk=copy.pk)
        .exclude(state=DataCopy.State.GONE)
        .update(state=DataCopy.State.GONE, path="", size=0)
    )
    if gone and copy.path:
        transaction.on_commit(lambda: default_storage.delete(copy.path), robust=True)
    return bool(gone)


# --- The end ---------------------------------------------------------------------------------------------------------


@action
def ask_for_erasure(person: User, *, by: User, texts_too: bool = False, reason: str = "") -> Erasure:
    """In fourteen days the account is empty. Customers and agency guests ask themselves; an admin asks for anybody."""
    require(policies.can_ask_for_erasure(by, person))
    reason = plain(reason, longest=500)
    if by.pk != person.pk and not reason:
        raise ValidationError({"reason": _("Say why, and who asked for it.")})
    _nothing_is_orphaned(person)
    if Erasure.objects.filter(person=person, state=Erasure.State.WAITING).exists():
        raise ValidationError(_("This is under way already."), code="waiting")
    erasure = Erasure.objects.create(
        person=person, asked_by=by, texts_too=texts_too, reason=reason, due_at=now() + ERASED_AFTER
    )
    record("accounts.erasure.asked", by=by, on=person, audience="", texts_too=texts_too, reason=reason)
    jobs.erase_person.enqueue_at(erasure.due_at, erasure=erasure.pk)
    return erasure


@action
def take_back_erasure(erasure: Erasure, *, by: User) -> bool:
    """Stay after all. False where it is settled already."""
    if by.pk != erasure.person_id:
        require(policies.can_administer(by))
    back = Erasure.objects.filter(pk=erasure.pk, state=Erasure.State.WAITING).update(
        state=Erasure.State.TAKEN_BACK, settled_at=now()
    )
    if back:
        record("accounts.erasure.taken_back", by=by, on=erasure.person, audience="")
    return bool(back)


@action
def erase_some_texts(erasure: Erasure, *, by: User) -> bool:
    """A portion of what the person wrote, where that was asked for. True while there is more."""
    require(policies.can_administer(by))
    return _is_due(erasure) and erasure.texts_too and personal_data.erase_texts(erasure.person, by)


@action
def erase(erasure: Erasure, *, by: User) -> bool:
    """Empty the account: what is left is an author without a face. False before its day, or where it is settled."""
    require(policies.can_administer(by))
    erasure = Erasure.objects.select_for_update().select_related("person").get(pk=erasure.pk)
    if not _is_due(erasure):
        return False
    person = erasure.person
    deactivate(person, by=by, reason=_("Erased on request."))
    personal_data.erase_rows(person, by)
    for copy in DataCopy.objects.filter(person=person):
        forget_copy(copy, by=by)
    avatars.forget_after_commit(person.avatar)
    _make_nobody(person)
    # The one exception to "never changed": the trail of who did what stays, what it said of the person goes.
    Activity.objects.filter(subject=person.key).update(label=person.name, details={})
    own = [copy.key for copy in DataCopy.objects.filter(person=person)]
    named = Q(subject__in=own) | Q(actor=person, subject__startswith="token_")
    Activity.objects.filter(named).update(label="", details={})
    Erasure.objects.filter(pk=erasure.pk).update(state=Erasure.State.DONE, settled_at=now(), reason="")
    record("accounts.person.erased", by=by, on=person, audience="", texts_too=erasure.texts_too)
    transaction.on_commit(lambda: tombstones.bury(person, texts_too=erasure.texts_too), robust=True)
    return True


@action
def have_erased_again(person: User, *, by: User, texts_too: bool) -> Erasure:
    """Of somebody a restored backup has brought back: due at once. ``jobs.erase_person`` does it."""
    require(policies.can_administer(by))
    Erasure.objects.filter(person=person, state=Erasure.State.WAITING).update(
        state=Erasure.State.TAKEN_BACK, settled_at=now()
    )
    return Erasure.objects.create(person=person, asked_by=by, texts_too=texts_too, due_at=now())


def _is_due(erasure: Erasure) -> bool:
    return erasure.state == Erasure.State.WAITING and erasure.due_at <= now()


def _make_nobody(person: User) -> None:
    """Every column that says something about the person, back to what an account is born with."""
    kept = {"id", "kind", "is_active", "is_system", "date_joined", "deactivated_at", "access_until", "session_epoch"}
    for column in User._meta.concrete_fields:
        if column.name not in kept:
            setattr(person, column.attname, column.get_default() if column.has_default() else _empty(column))
    with translation.override(SiteSettings.current().default_language):
        person.name = _("Former user")
    person.handle = f"former-{person.pk}"
    person.email = f"former-{person.pk}@erased.invalid"
    person.show_presence = person.show_reading = person.show_typing = False
    person.erased_at = now()
    person.set_unusable_password()
    person.save()


def _empty(column: Any) -> Any:
    return None if column.null else ""


def _nothing_is_orphaned(person: User) -> None:
    orphans = [
        held.label for _holding, things in handover.holdings_of(person) for held in things if held.needs_successor
    ]
    if orphans:
        raise ValidationError(
            _("First name who takes over: %(things)s.") % {"things": ", ".join(orphans)}, code="orphans"
        )
