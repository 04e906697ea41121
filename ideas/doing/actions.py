"""Whose an idea is, by when, what is to be done for it, what it is worth and what it costs. Staff alone hear."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Idea, Step
from ideas.notes.audience import staff_who_read
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.conversation.notes.streams import stream_of_notes
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import audiences_of

from . import policies

MOST_STEPS = 50
LONGEST_STEP = 200


@action
def set_owner(idea: Idea, *, by: User, to: User | None) -> bool:
    """Say whose it is, or (None) nobody's. False when it was so already. ValidationError for somebody outside."""
    _hold(idea)
    require(policies.can_set_owner(by, idea))
    if to is not None and not (to.is_active and to.is_staff_member and idea.audience in audiences_of(to)):
        raise ValidationError(
            {"to": _("%(name)s cannot read this idea, or does not work here.") % {"name": to.name}}, code="to"
        )
    if idea.owner_id == (to.pk if to is not None else None):
        return False
    idea.owner, idea.due_told_on = to, None
    idea.save(update_fields=["owner", "due_told_on"])
    told = to.pk if to is not None and to.pk != by.pk else None
    _say(idea, "ideas.idea.owned", by, person=told, owner=idea.owner_id)
    return True


@action
def set_due(idea: Idea, *, by: User, on: date | None) -> bool:
    """Say by when it is to be there; None: no day is promised. False when it was so already."""
    _hold(idea)
    require(policies.can_set_due(by, idea))
    if idea.due_on == on:
        return False
    idea.due_on, idea.due_told_on = on, None
    idea.save(update_fields=["due_on", "due_told_on"])
    _say(idea, "ideas.idea.due_set", by, due=on.isoformat() if on else None)
    return True


@action
def add_step(idea: Idea, *, by: User, text: str) -> Step:
    """One more thing to do, the last. ValidationError without words, or when there are too many."""
    _hold(idea)
    require(policies.can_change_steps(by, idea))
    text = _words(text)
    if idea.steps.count() >= MOST_STEPS:
        raise ValidationError({"text": _("That is enough for one idea: make another of it.")}, code="too_many")
    last = idea.steps.aggregate(last=Max("position"))["last"]
    step = Step.objects.create(idea=idea, text=text, position=0 if last is None else last + 1, made_by=by)
    _moved(idea)
    _say(idea, "ideas.step.added", by, step=step.pk)
    return step


@action
def change_step(step: Step, *, by: User, text: str) -> Step:
    _hold_step(step)
    require(policies.can_change_steps(by, step.idea))
    step.text = _words(text)
    step.save(update_fields=["text"])
    _say(step.idea, "ideas.step.changed", by, step=step.pk)
    return step


@action
def tick_step(step: Step, *, by: User, done: bool) -> bool:
    """Say that it is done, or is not after all. False when it was so already."""
    _hold_step(step)
    require(policies.can_change_steps(by, step.idea))
    if (step.done_at is not None) == done:
        return False
    step.done_at, step.done_by = (now(), by) if done else (None, None)
    step.save(update_fields=["done_at", "done_by"])
    _moved(step.idea)
    _say(step.idea, "ideas.step.done" if done else "ideas.step.undone", by, step=step.pk)
    return True


@action
def move_step(step: Step, *, by: User, up: bool) -> bool:
    """One place up or down. False at the end of the list."""
    _hold_step(step)
    require(policies.can_change_steps(by, step.idea))
    steps = list(step.idea.steps.order_by("position", "pk"))
    place = next(n for n, one in enumerate(steps) if one.pk == step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(steps):
        return False
    steps[place], steps[other] = steps[other], steps[place]
    for position, one in enumerate(steps):
        one.position = position
    Step.objects.bulk_update(steps, ["position"])
    _say(step.idea, "ideas.step.changed", by, step=step.pk)
    return True


@action
def delete_step(step: Step, *, by: User) -> None:
    _hold_step(step)
    require(policies.can_change_steps(by, step.idea))
    idea, number = step.idea, step.pk
    step.delete()
    _say(idea, "ideas.step.deleted", by, step=number)


@action
def score(idea: Idea, *, by: User, impact: int | None, effort: int | None) -> bool:
    """From 1 to 5 each, or None. False when it was so already. ValidationError for other numbers."""
    _hold(idea)
    require(policies.can_score(by, idea))
    for name, value in (("impact", impact), ("effort", effort)):
        if value is not None and not 1 <= value <= 5:
            raise ValidationError({name: _("From 1 to 5.")}, code="range")
    if (idea.impact, idea.effort) == (impact, effort):
        return False
    idea.impact, idea.effort = impact, effort
    idea.save(update_fields=["impact", "effort"])
    _say(idea, "ideas.idea.scored", by, impact=impact, effort=effort)
    return True


@action
def tell_due(idea: Idea, *, on: date) -> bool:
    """Remind whose it is, the day before and once it is late. False when that was done or nobody waits any more."""
    _hold(idea)
    if not is_to_tell(idea, on):
        return False
    idea.due_told_on = on
    idea.save(update_fields=["due_told_on"])
    late = idea.due_on is not None and idea.due_on < on
    verb = "ideas.idea.overdue" if late else "ideas.idea.due_soon"
    record(verb, by=None, on=idea, audience=staff_who_read(idea), person=idea.owner_id)
    return True


def is_to_tell(idea: Idea, on: date) -> bool:
    """Whether its owner has still to hear of its day: that it is tomorrow or today, or that it has passed."""
    if idea.due_on is None or idea.owner_id is None or idea.is_merged or idea.status.meaning not in policies.ACCEPTED:
        return False
    days, told = (idea.due_on - on).days, idea.due_told_on
    if days < 0:
        return told is None or told <= idea.due_on
    return days <= 1 and told is None


def _words(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise ValidationError({"text": _("Say what is to be done.")}, code="required")
    if len(text) > LONGEST_STEP:
        raise ValidationError({"text": _("Say it in %(most)s characters.") % {"most": LONGEST_STEP}}, code="long")
    return text


def _hold(idea: Idea) -> None:
    hold(idea)
    idea.refresh_from_db(fields=["status", "merged_into", "owner", "due_on", "due_told_on", "impact", "effort"])


def _hold_step(step: Step) -> None:
    _hold(step.idea)
    step.refresh_from_db()


def _moved(idea: Idea) -> None:
    idea.last_moved_at, idea.cooled_at = now(), None
    idea.save(update_fields=["last_moved_at", "cooled_at"])


def _say(idea: Idea, verb: str, by: User, **details: Any) -> None:
    """On the stream of the staff alone: what they do among themselves is not told to customers."""
    record(
        verb,
        by=by,
        on=idea,
        audience=staff_who_read(idea),
        streams=[stream_of_notes(idea)],
        frame={"entry": idea.entry_id, "work": True},
        **details,
    )
