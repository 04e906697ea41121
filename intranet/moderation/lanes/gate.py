"""The lanes as a gate of ``content.gates``, before all others: what waits in a lane is looked at by people anyway."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.coming import keeps_apart, wanted
from intranet.content.gates import Attempt, Verdict
from intranet.content.models import Entry
from intranet.moderation.cases import open_case
from intranet.moderation.models import Case, Lane, Passing
from intranet.realtime.units import step
from intranet.spaces.models import Space

from .finding import LANE, is_reply, lane_at, lane_of, passes_lanes, reach_of


def ask_lane(attempt: Attempt) -> Verdict | None:
    """Hold back what has to be approved, and its changes when it is out; note what is looked at afterwards."""
    entry = attempt.entry
    lane = lane_of(entry, attempt.by)
    if lane is None or (attempt.is_edit and not _changes(attempt)):
        return None
    if lane.sort == Lane.Sort.POST_REVIEW:
        return Verdict("notice", rule=LANE)
    if attempt.is_edit:
        return Verdict(
            "hold",
            _(
                "What is out here was approved as it is. Publish the new words as a new entry, which is approved "
                "again, or ask one of those who go direct."
            ),
            rule=LANE,
        )
    return Verdict("hold", _("Somebody who keeps this space approves it first."), rule=LANE)


def ask_new_words(entry: Entry, by: User, audience: str) -> Verdict | None:
    """What the lane says of new words that wait beside those that are out."""
    lane = lane_at(entry.space_id, audience, by) if passes_lanes(entry) and not by.is_system else None
    if lane is None:
        return None
    if lane.sort == Lane.Sort.POST_REVIEW:
        return Verdict("notice", rule=LANE)
    return Verdict("hold", _("Somebody who keeps this space approves it first."), rule=LANE)


def may_go(entry: Entry, by: User, space: Space | None, audience: str) -> None:
    """What is out goes nowhere where it would have had to be approved."""
    if space is None or not entry.is_published or not passes_lanes(entry) or is_reply(entry):
        return
    lane = lane_at(space.pk, audience, by)
    if lane is None or lane.sort != Lane.Sort.PRE_APPROVAL:
        return
    if entry.space_id != space.pk or reach_of(entry.audience) != lane.reach:
        raise ValidationError(
            _("What is written in “%(space)s” is approved first. Write it there.") % {"space": space.name}, code=LANE
        )


@step
def wait(entry: Entry, verdict: Verdict, by: User) -> None:
    """What is held back in a lane waits for those who approve. What keeps its new words apart waits once they are
    handed in; handed in anew, they are told again."""
    if verdict.rule != LANE or (lane := lane_of(entry, by)) is None:
        return
    if keeps_apart(entry) and wanted(entry) is None:
        return
    if (case := waiting_case(entry)) is not None:
        tell_again(entry, by)
        return
    case = open_case(LANE, entry=entry, about=by if keeps_apart(entry) else None)
    _begin(case, lane, waits=True)
    record("moderation.lane.waits", by=None, on=case, on_entry=entry.entry_id, page=_page(case))


@step
def tell_again(entry: Entry, by: User) -> None:
    """What was said of the words before counts no more: those who approve are told that they are others now."""
    if (case := waiting_case(entry)) is not None:
        record("moderation.lane.rewritten", by=by, on=case, on_entry=entry.entry_id, page=_page(case))


def waiting_case(entry: Entry) -> Case | None:
    return Case.objects.filter(sort=LANE, subject=entry.key, state=Case.State.OPEN, passing__waits=True).first()


@step
def look_after(entry: Entry, verdict: Verdict, by: User) -> None:
    """What came out at once is looked at within the lane's hours."""
    if verdict.rule == LANE and (lane := lane_of(entry, by)) is not None:
        case = open_case(LANE, entry=entry, severity=1, about=by if keeps_apart(entry) else None)
        _begin(case, lane, waits=False)


def _begin(case: Case, lane: Lane, *, waits: bool) -> None:
    due = now() + timedelta(hours=lane.hours)
    asked = {"lane": lane, "waits": waits, "needed": lane.approvals if waits else 1, "due_at": due}
    Passing.objects.get_or_create(case=case, defaults=asked)


def _page(case: Case) -> str:
    return reverse("moderation:case", args=[case.pk])


def _changes(attempt: Attempt) -> bool:
    """Whether the words would be others than those that are out."""
    out = Entry.objects.filter(pk=attempt.entry.entry_id).values_list("title", "body").first()
    return out != (attempt.title, attempt.body)
