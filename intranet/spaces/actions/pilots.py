"""Trying something out until a day, and saying afterwards what becomes of it."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces import policies
from intranet.spaces.figures import report_on
from intranet.spaces.models import Pilot, Space

from .doors import hold
from .spaces import put_away

REMINDED_BEFORE = datetime.timedelta(days=7)
# After the end they are told at once; while they have not said what it came to, they are asked again.
ASKED_AFTER = datetime.timedelta(days=7)
ASKED_AGAIN_AFTER = datetime.timedelta(days=14)
# Whoever has been asked for half a year will not say any more.
ASKED_NO_MORE_AFTER = datetime.timedelta(days=182)
LONGEST_WHY = 1000
LONGEST = datetime.timedelta(days=2 * 366)


@action
def start_pilot(space: Space, *, by: User, goal: str, ends_on: datetime.date) -> Pilot:
    """Make a space a trial with a goal and a last day, or change both while it runs."""
    require(policies.can_manage(by, space))
    if space.is_archived:
        raise ValidationError(_("This space is archived. Bring it back first."), code="archived")
    goal = " ".join(goal.split())
    if not goal:
        raise ValidationError({"goal": _("Say what the pilot is to find out.")})
    if len(goal) > 300:
        raise ValidationError({"goal": _("This has at most %(count)d characters.") % {"count": 300}})
    _checked_end(ends_on)
    hold(space)
    pilot = Pilot.objects.filter(space=space).first()
    if pilot is None or not pilot.is_running:
        Pilot.objects.filter(space=space).delete()
        pilot = Pilot(space=space, begins_on=localdate(), started_by=by)
    pilot.goal, pilot.ends_on = goal, ends_on
    pilot.save()
    record("spaces.pilot.started", by=by, on=space, goal=goal, ends_on=ends_on.isoformat())
    return pilot


@action
def prolong_pilot(space: Space, *, by: User, ends_on: datetime.date) -> Pilot:
    """Give a pilot more days, while it runs or after it has ended: then the space is open again."""
    require(policies.can_manage(by, space))
    _checked_end(ends_on)
    hold(space)
    pilot = _pilot_of(space)
    if pilot.outcome not in (Pilot.Outcome.RUNNING, Pilot.Outcome.ENDED):
        raise ValidationError(_("This pilot is over and decided."), code="decided")
    if ends_on <= pilot.ends_on:
        raise ValidationError({"ends_on": _("Choose a day after the present last one.")})
    if pilot.waits_for_decision:
        space.refresh_from_db(fields=["archived_at"])
        put_away(space, archived=False)
    pilot.ends_on, pilot.outcome, pilot.ended_at, pilot.asked_on = ends_on, Pilot.Outcome.RUNNING, None, None
    pilot.save()
    record("spaces.pilot.prolonged", by=by, on=space, ends_on=ends_on.isoformat())
    return pilot


@action
def end_pilot(space: Space, *, today: datetime.date, by: User | None = None) -> bool:
    """Its last day is over: the space becomes read-only and the report is made. False when it was ended or prolonged
    meanwhile. ``by`` ends it before its day."""
    if by is not None:
        require(policies.can_manage(by, space))
    hold(space)
    pilot = _pilot_of(space)
    if not pilot.is_running or (by is None and pilot.ends_on >= today):
        return False
    if by is not None:
        pilot.ends_on = min(pilot.ends_on, max(today, pilot.begins_on))
    pilot.outcome, pilot.ended_at = Pilot.Outcome.ENDED, now()
    pilot.report, pilot.reported_at = report_on(pilot), now()
    pilot.save()
    space.refresh_from_db(fields=["archived_at"])
    if not space.is_archived:
        put_away(space, archived=True)
    record("spaces.pilot.ended", by=by, on=space, streams=[space.audience])
    return True


@action
def decide_pilot(space: Space, *, by: User, keep: bool) -> bool:
    """After the end: keep it as a space like any other, or leave it archived. The report stays either way."""
    require(policies.can_manage(by, space))
    hold(space)
    pilot = _pilot_of(space)
    if not pilot.waits_for_decision:
        return False
    pilot.outcome = Pilot.Outcome.KEPT if keep else Pilot.Outcome.ARCHIVED
    pilot.save(update_fields=["outcome"])
    space.refresh_from_db(fields=["archived_at"])
    if keep and space.is_archived:
        put_away(space, archived=False)
    record(f"spaces.pilot.{'kept' if keep else 'closed'}", by=by, on=space, streams=[space.audience])
    return True


@action
def answer_pilot(space: Space, *, by: User, reached: str, why: str, next_step: str) -> bool:
    """Say whether it reached its goal, why, and what comes next; while it runs or after, and again when one has come
    to think otherwise. It stands beside the figures of the report. False where it is what was said."""
    require(policies.can_manage(by, space))
    hold(space)
    pilot = _pilot_of(space)
    why = "\n".join(" ".join(line.split()) for line in why.replace("\x00", "").strip().splitlines())
    if reached not in Pilot.Reached.values:
        raise ValidationError({"reached": _("Say yes, partly or no.")})
    if next_step not in Pilot.Next.values:
        raise ValidationError({"next_step": _("Say what comes next: keep, change or end.")})
    if not why:
        raise ValidationError({"why": _("Say why you think so.")})
    if len(why) > LONGEST_WHY:
        raise ValidationError({"why": _("This has at most %(count)d characters.") % {"count": LONGEST_WHY}})
    if (pilot.reached, pilot.why, pilot.next_step) == (reached, why, next_step):
        return False
    pilot.reached, pilot.why, pilot.next_step = reached, why, next_step
    pilot.answered_by, pilot.answered_at = by, now()
    pilot.save(update_fields=["reached", "why", "next_step", "answered_by", "answered_at"])
    record("spaces.pilot.answered", by=by, on=space, reached=reached, next=next_step)
    return True


@action
def ask_about_pilot(space: Space, *, today: datetime.date) -> bool:
    """Ask the owners what an ended pilot came to: a week after its end, then every two while nobody has said. False
    where it was said, asked lately, or the pilot goes on."""
    hold(space)
    pilot = _pilot_of(space)
    if pilot.is_running or pilot.is_answered or pilot.ended_at is None:
        return False
    first = localdate(pilot.ended_at) + ASKED_AFTER
    due = first if pilot.asked_on is None else max(first, pilot.asked_on + ASKED_AGAIN_AFTER)
    if today < due or today > first + ASKED_NO_MORE_AFTER:
        return False
    pilot.asked_on = today
    pilot.save(update_fields=["asked_on"])
    record("spaces.pilot.unanswered", by=None, on=space)
    return True


@action
def remind_of_pilot(space: Space, *, today: datetime.date) -> bool:
    """Tell the owners a week before the last day, once for each last day."""
    hold(space)
    pilot = _pilot_of(space)
    soon = pilot.is_running and today <= pilot.ends_on <= today + REMINDED_BEFORE
    if not soon or pilot.reminded_for == pilot.ends_on:
        return False
    pilot.reminded_for = pilot.ends_on
    pilot.save(update_fields=["reminded_for"])
    record("spaces.pilot.ending", by=None, on=space, ends_on=pilot.ends_on.isoformat())
    return True


def _pilot_of(space: Space) -> Pilot:
    pilot = Pilot.objects.select_related("space").filter(space=space).first()
    if pilot is None:
        raise ValidationError(_("This space is no pilot."), code="no_pilot")
    return pilot


def _checked_end(ends_on: datetime.date) -> None:
    if ends_on <= localdate():
        raise ValidationError({"ends_on": _("The last day lies in the future.")})
    if ends_on > localdate() + LONGEST:
        raise ValidationError({"ends_on": _("A pilot lasts two years at most.")})
