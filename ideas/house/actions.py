"""The statuses that every board of the house has: admins name them, put them in order and take them out of use."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Idea, Meaning, Status, StatusChange
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.free_address import save_at_free_address
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed


@action
def make_status(*, by: User, name: str, meaning: str, colour: str = "") -> Status:
    """One more, the last. ValidationError without a name, and for a meaning or a colour there is not."""
    require(policies.can_manage_statuses(by))
    last = Status.objects.select_for_update().aggregate(last=Max("position"))["last"]
    status = Status(name=_named(name), meaning=meaning, colour=colour, position=0 if last is None else last + 1)
    status.full_clean(exclude=["slug"])
    check = partial(_check_name, status)
    save_at_free_address(status, status.name or meaning, taken=_is_taken, longest=40, fallback="status", check=check)
    record("ideas.status.made", by=by, on=status, audience=by.key)
    return status


@action
def change_status(
    status: Status, *, by: User, name: str | None = None, meaning: str | None = None, colour: str | None = None
) -> Status:
    """Change what is given. What it means stays while ideas have it: they would be something else without anybody
    having said so."""
    require(policies.can_manage_statuses(by))
    _hold_all()
    status.refresh_from_db()
    if meaning is not None and meaning != status.meaning:
        if Idea.objects.filter(status=status).exists():
            raise ValidationError(
                {"meaning": _("Ideas have this status. Archive it, and make another with the other meaning.")},
                code="in_use",
            )
        _leave_one(status)
        status.meaning = meaning
    status.name = status.name if name is None else _named(name)
    status.colour = status.colour if colour is None else colour
    status.full_clean()
    _check_name(status)
    status.save()
    record("ideas.status.changed", by=by, on=status, audience=by.key)
    return status


@action
def move_status(status: Status, *, by: User, up: bool) -> bool:
    """One place to the front, or back. False at the end of the row."""
    require(policies.can_manage_statuses(by))
    in_order = _hold_all()
    place = next(n for n, one in enumerate(in_order) if one.pk == status.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(in_order):
        return False
    in_order[place], in_order[other] = in_order[other], in_order[place]
    for position, one in enumerate(in_order):
        one.position = position
    Status.objects.bulk_update(in_order, ["position"])
    status.position = other
    record("ideas.status.changed", by=by, on=status, audience=by.key)
    return True


@action
def archive_status(status: Status, *, by: User, to: Status | None = None) -> int:
    """Take it out of use; its ideas get ``to``, which means the same, so that nobody need be told. Returns how many."""
    require(policies.can_manage_statuses(by))
    in_order = _hold_all()
    status.refresh_from_db()
    if status.is_archived:
        return 0
    _leave_one(status)
    ideas = Idea.objects.filter(status=status)
    if ideas.exists():
        there = {one.pk: one for one in in_order if not one.is_archived and one.meaning == status.meaning}
        if to is None or to.pk == status.pk or to.pk not in there:
            raise ValidationError({"to": _("Choose which status its ideas get: one that means the same.")}, code="to")
    moving = list(ideas.select_for_update().values_list("pk", flat=True))
    if moving and to is not None:
        Idea.objects.filter(pk__in=moving).update(status=to)
        StatusChange.objects.bulk_create(
            [StatusChange(idea_id=pk, before=status, after=to, by=by) for pk in moving], batch_size=500
        )
        mark_changed(moving)
    status.is_archived = True
    status.save(update_fields=["is_archived"])
    record("ideas.status.archived", by=by, on=status, audience=by.key, to=to.pk if to else None, ideas=len(moving))
    return len(moving)


@action
def use_status_again(status: Status, *, by: User) -> bool:
    """Bring it back; the ideas that had it stay what they are."""
    require(policies.can_manage_statuses(by))
    _hold_all()
    status.refresh_from_db()
    if not status.is_archived:
        return False
    status.is_archived = False
    status.full_clean()
    _check_name(status)
    status.save(update_fields=["is_archived"])
    record("ideas.status.changed", by=by, on=status, audience=by.key)
    return True


def _hold_all() -> list[Status]:
    """Few, and always in one order, so that two admins wait for each other."""
    held = list(Status.objects.select_for_update().order_by("pk"))
    return sorted(held, key=lambda one: (one.position, one.pk))


def _leave_one(status: Status) -> None:
    others = Status.objects.filter(meaning=status.meaning, is_archived=False).exclude(pk=status.pk)
    if not status.is_archived and not others.exists():
        raise ValidationError(
            _("It is the only one that means “%(meaning)s”. Make another first.")
            % {"meaning": Meaning(status.meaning).label},
            code="last",
        )


def _named(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())


def _check_name(status: Status) -> None:
    """Two that are called alike could not be told apart."""
    others = list(Status.objects.filter(is_archived=False).exclude(pk=status.pk))
    if not status.is_archived and status.label.casefold() in {one.label.casefold() for one in others}:
        raise ValidationError({"name": _("There is one of that name.")}, code="name")


def _is_taken(slug: str) -> bool:
    return Status.objects.filter(slug=slug).exists()
