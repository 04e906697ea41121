"""Making the list of a week, doing what stands on it, and wanting it by mail."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.insights.models import WeekTask, WeekWish
from intranet.insights.verbs import WEEK_DONE
from intranet.realtime.units import action

from . import policies
from .choosing import choose, week_of
from .chores import known


@action
def make_list(person: User, *, at: datetime | None = None) -> list[WeekTask]:
    """The list of this week: chosen once. Asked again it is the same."""
    require(policies.can_have_list(person))
    week = week_of(at or now())
    User.objects.select_for_update().only("pk").get(pk=person.pk)
    made = WeekTask.objects.filter(person=person, week=week)
    if not made.exists():
        WeekTask.objects.bulk_create(
            WeekTask(
                person=person,
                week=week,
                chore=one.chore.key,
                entry_id=one.entry.pk,
                minutes=one.chore.minutes,
                position=position,
            )
            for position, one in enumerate(choose(person))
        )
    return list(made.order_by("position", "pk"))


@action
def do(task: WeekTask, deed: str, *, by: User) -> str:
    """Do what the list offers about one thing on it, once. Answers with what was done.

    The action behind it asks its own policy, of what is there now. ValidationError where it was done already, and where
    nothing of that name is offered.
    """
    task = WeekTask.objects.select_for_update().get(pk=task.pk)
    require(policies.can_do(by, task))
    if task.done_at is not None:
        raise ValidationError(_("This was done already."), code="done")
    chore = known(task.chore)
    chosen = chore.deed(deed) if chore is not None else None
    if chore is None or chosen is None:
        raise ValidationError(_("That cannot be done here."), code="deed")
    entry = chore.waiting(by).filter(pk=task.entry_id).first()
    if entry is None:
        raise ValidationError(_("It does not wait any more: somebody was first, or it is gone."), code="gone")
    said = chosen.do(entry, by)
    _tick(task, deed, by=by)
    return said


@action
def leave_out(task: WeekTask, *, by: User) -> bool:
    """It was done elsewhere, or not this time. False where it is ticked already."""
    task = WeekTask.objects.select_for_update().get(pk=task.pk)
    require(policies.can_do(by, task))
    if task.done_at is not None:
        return False
    _tick(task, "", by=by)
    return True


def _tick(task: WeekTask, deed: str, *, by: User) -> None:
    task.done_at, task.deed = now(), deed
    task.save(update_fields=["done_at", "deed"])
    record(WEEK_DONE, by=by, on=task, chore=task.chore, deed=deed, on_entry=task.entry_id)


@action
def want_by_mail(*, by: User, day: int, hour: int) -> WeekWish:
    """Send it each week on that day (0: Monday) at that hour of their clock."""
    require(policies.can_have_list(by))
    if not (0 <= day <= 6 and 0 <= hour <= 23):
        raise ValidationError(_("Choose a day of the week and an hour."))
    wish, _is_new = WeekWish.objects.update_or_create(person=by, defaults={"day": day, "hour": hour})
    return wish


@action
def want_no_mail(*, by: User) -> bool:
    return bool(WeekWish.objects.filter(person=by).delete()[0])
