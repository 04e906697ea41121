"""Setting a lane, trying one, going back; and what the clock does."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.kinds import real
from intranet.core.decisions import require
from intranet.moderation.cases import close_case
from intranet.moderation.models import Case, Lane, Passing
from intranet.realtime.units import action
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership, Space

from . import policies
from .deciding import let_go, still_waits
from .finding import LANE, reaches_in
from .people import KEEPERS, TO_ADMINS, TO_OWNERS
from .trying import freer_than, last_day

LONGEST_TRIAL = timedelta(days=366)
MOST_NAMED = 50


@action
def set_lane(
    space: Space,
    reach: str,
    *,
    by: User,
    sort: str,
    approvals: int = 1,
    hours: int = 24,
    at_deadline: str = Lane.AtDeadline.ESCALATE,
    deputies: Iterable[User] = (),
    trusted: Iterable[User] = (),
    trial_until: datetime.date | None = None,
    replies: bool = False,
) -> Lane:
    """Say how what is written there comes out. With ``trial_until`` it goes back to what it was after that day.
    ``replies``: what is said under an entry takes it, too.

    What waits already goes on waiting for as many as it was told.
    """
    require(policies.can_set_lanes(by, space))
    deputies, trusted = list(deputies), list(trusted)
    if reach not in reaches_in(space):
        raise ValidationError(_("Nothing in this space is for these readers."), code="reach")
    _check(space, sort, approvals, deputies, trusted, trial_until)
    Space.objects.select_for_update().get(pk=space.pk)
    lane = Lane.objects.select_for_update().filter(space=space, reach=reach).first() or Lane(space=space, reach=reach)
    was = lane.settings
    if trial_until is None:
        lane.before = {}
    elif not lane.before:
        lane.before = was | _named(lane) | {"since": now().isoformat()}
    lane.sort, lane.approvals, lane.hours, lane.at_deadline = sort, approvals, hours, at_deadline
    lane.replies, lane.trial_until = replies, trial_until
    lane.full_clean(exclude=["space"])
    lane.save()
    lane.deputies.set(deputies)
    lane.trusted.set(trusted)
    named = {"deputies": [one.pk for one in deputies], "trusted": [one.pk for one in trusted]}
    until = trial_until.isoformat() if trial_until else ""
    record("moderation.lane.set", by=by, on=lane, before=was, after=lane.settings | named, trial_until=until)
    return lane


@action
def end_trial(lane: Lane, *, by: User | None = None, keep: bool = False) -> bool:
    """Go back to what was before the trial, or keep what was tried. False when it is on trial no more."""
    lane = Lane.objects.select_for_update(of=("self",)).select_related("space").get(pk=lane.pk)
    if by is not None:
        require(policies.can_set_lanes(by, lane.space))
    if lane.trial_until is None:
        return False
    was = lane.settings
    before = lane.before
    if not keep:
        for name in was:
            setattr(lane, name, before.get(name, was[name]))
    lane.trial_until, lane.before = None, {}
    lane.save()
    if not keep:
        for name in ("deputies", "trusted"):
            if name in before:
                getattr(lane, name).set(User.objects.filter(pk__in=before[name]))
    verb = "moderation.lane.kept" if keep else "moderation.lane.rolled_back"
    record(verb, by=by, on=lane, before=was, after=lane.settings)
    return True


@action
def try_freer(lane: Lane, *, by: User, until: datetime.date | None = None) -> Lane:
    """Let what is written there come out more freely for four weeks, or until that day; then it goes back by itself.
    ValidationError where things come out at once already, and during another trial."""
    lane = Lane.objects.select_for_update(of=("self",)).select_related("space").get(pk=lane.pk)
    require(policies.can_set_lanes(by, lane.space))
    freer = freer_than(lane)
    if freer is None:
        raise ValidationError(_("Things come out at once here already."), code="freest")
    if lane.trial_until is not None:
        raise ValidationError(_("This lane is on trial already."), code="trial")
    kept = lane.settings | {"sort": freer}
    deputies, trusted = lane.deputies.all(), lane.trusted.all()
    return set_lane(
        lane.space,
        lane.reach,
        by=by,
        deputies=deputies,
        trusted=trusted,
        trial_until=until or last_day(),
        **kept,
    )


@action
def try_trusting(lane: Lane, person: User, *, by: User, until: datetime.date | None = None) -> Lane:
    """Let what this one person writes there come out at once for four weeks, or until that day; for all others nothing
    changes. Then it goes back by itself. ValidationError where it comes out at once anyway, where it would not even be
    read, and during another trial."""
    lane = Lane.objects.select_for_update(of=("self",)).select_related("space").get(pk=lane.pk)
    require(policies.can_set_lanes(by, lane.space))
    if lane.trial_until is not None:
        raise ValidationError(_("This lane is on trial already."), code="trial")
    if lane.sort == Lane.Sort.DIRECT or lane.trusted.filter(pk=person.pk).exists():
        raise ValidationError(_("What they write comes out at once already."), code="freest")
    if not people_in(lane.space.audience).filter(pk=person.pk).exists():
        raise ValidationError({"trusted": _("%(name)s does not read this space.") % {"name": person.name}})
    tried = set_lane(
        lane.space,
        lane.reach,
        by=by,
        deputies=lane.deputies.all(),
        trusted=[*lane.trusted.all(), person],
        trial_until=until or last_day(),
        **lane.settings,
    )
    tried.before |= {"author": person.pk}
    tried.save(update_fields=["before"])
    return tried


@action
def meet_deadline(passing: Passing) -> str:
    """What follows when the time is up: it goes by itself, or the owners are told and, after as long again, the admins.
    Answers with what was done; "" where somebody was first or it is not the time."""
    case = Case.objects.select_for_update(of=("self",)).select_related("space", "entry").get(pk=passing.pk)
    passing = Passing.objects.select_related("lane").get(pk=case.pk)
    if not case.is_open or case.entry is None or passing.due_at > now():
        return ""
    if passing.lane.at_deadline == Lane.AtDeadline.RELEASE:
        return _release(case, passing)
    level = TO_ADMINS if passing.due_at + passing.patience <= now() else TO_OWNERS
    if passing.escalated >= level:
        return ""
    passing.escalated = level
    passing.save(update_fields=["escalated"])
    verb = "moderation.lane.late" if level == TO_OWNERS else "moderation.lane.very_late"
    record(verb, by=None, on=case, on_entry=case.entry_id, page=reverse("moderation:case", args=[case.pk]))
    return verb.rpartition(".")[2]


def look_at_clock() -> int:
    """What is late, and the trials that are over. Returns how many things were done."""
    late = Passing.objects.filter(case__state=Case.State.OPEN, due_at__lte=now()).exclude(escalated__gte=TO_ADMINS)
    done = sum(bool(meet_deadline(passing)) for passing in late.order_by("due_at")[:500])
    over = Lane.objects.filter(trial_until__lt=localdate())
    return done + sum(end_trial(lane) for lane in over)


def _named(lane: Lane) -> dict[str, list[int]]:
    """What a trial goes back to as well: who stands in, and who goes direct."""
    if lane.pk is None:
        return {"deputies": [], "trusted": []}
    return {name: sorted(getattr(lane, name).values_list("pk", flat=True)) for name in ("deputies", "trusted")}


def _release(case: Case, passing: Passing) -> str:
    entry: Any = real(case.entry) if case.entry is not None else None
    content_actions.hold(entry)
    if passing.waits and still_waits(entry):
        let_go(entry, by=None)
    else:
        close_case(LANE, subject=case.subject, outcome=Case.Outcome.KEPT)
    record("moderation.lane.released", by=None, on=case, on_entry=entry.entry_id, page=entry.get_absolute_url())
    return "released"


def _check(  # noqa: PLR0917 - each is one of the settings
    space: Space,
    sort: str,
    approvals: int,
    deputies: list[User],
    trusted: list[User],
    trial_until: datetime.date | None,
) -> None:
    if len(deputies) > MOST_NAMED or len(trusted) > MOST_NAMED:
        raise ValidationError(_("Name %(most)s people at most.") % {"most": MOST_NAMED}, code="too_many")
    readers = set(people_in(space.audience).values_list("pk", flat=True)) if deputies else set()
    for person in deputies:
        if person.pk not in readers or person.is_customer:
            raise ValidationError({"deputies": _("%(name)s does not read this space.") % {"name": person.name}})
    if trial_until is not None and not localdate() <= trial_until <= localdate() + LONGEST_TRIAL:
        raise ValidationError({"trial_until": _("Choose a day within the next year.")})
    if sort == Lane.Sort.PRE_APPROVAL:
        keepers = Membership.objects.filter(space=space, role__in=KEEPERS, person__is_active=True)
        hands = set(keepers.values_list("person_id", flat=True)) | {one.pk for one in deputies}
        if len(hands) < approvals:
            raise ValidationError({"approvals": _("Fewer people than that keep this space. Name deputies, too.")})
