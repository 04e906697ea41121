"""What is decided in a lane: the words may come out once enough have approved them, or go back, or are turned down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.actions.writing import take_away_by_order
from intranet.content.coming import keeps_apart, wanted
from intranet.content.history import changed_parts
from intranet.content.kinds import kind_of, real
from intranet.content.models import Entry
from intranet.content.texts import write_text
from intranet.core.difference import difference
from intranet.moderation import actions, holding, policies, sorts
from intranet.moderation.cases import close_case
from intranet.moderation.models import Approval, Case, Lane, Passing
from intranet.moderation.sorts import Choice, Sort, Words
from intranet.realtime.units import step

from .finding import LANE, authors_of, digest_of, lane_of, reach_of
from .people import also_reaches, may_approve

Outcome = Case.Outcome
STAYS_OPEN = ""


def register() -> None:
    sorts.register(
        Sort(
            LANE,
            gettext_lazy("In a lane"),
            "shield",
            decisions=(
                Choice("approve", gettext_lazy("Approve"), "check", _approve, letter="a", offered=_not_yet),
                Choice(
                    "edit",
                    gettext_lazy("Edit"),
                    "edit",
                    _edit,
                    letter="e",
                    wants="text",
                    in_bulk=False,
                    offered=_edited_here,
                ),
                Choice(
                    "changes",
                    gettext_lazy("Ask for changes"),
                    "undo",
                    _ask_for_changes,
                    letter="r",
                    wants="reason",
                    offered=_waits,
                ),
                Choice(
                    "decline",
                    gettext_lazy("Decline"),
                    "x",
                    _decline,
                    letter="d",
                    wants="reason",
                    danger=True,
                    offered=_waits,
                ),
                Choice(
                    "hide",
                    gettext_lazy("Hide"),
                    "eye-off",
                    _hide,
                    letter="h",
                    wants="reason",
                    danger=True,
                    offered=_may_hide,
                ),
            ),
            template="moderation/lanes/_evidence.html",
            may_decide=may_approve,
            also_reaches=also_reaches,
            complete=complete,
        )
    )


def complete(cases: list[Case], viewer: User) -> None:
    """Who has said what of the words as they are. Whoever approves reads what is approved."""
    found = Passing.objects.select_related("lane__space").prefetch_related("approvals__by")
    passings = found.in_bulk([case.pk for case in cases])
    for case in cases:
        case.passing = passings.get(case.pk)
        if case.entry is None or case.passing is None:
            continue
        case.shown.may_read = True
        if not case.is_open:
            continue
        if (waits := wanted(case.entry)) is not None:
            if case.entry.is_published and case.entry.body != waits.body:
                case.pieces = list(changed_parts(difference(case.entry.body, waits.body)))
            case.comes_before = waits.audience != case.entry.audience and Lane.Reach(reach_of(waits.audience)).label
            case.entry.title, case.entry.body = waits.title, waits.body
        digest = digest_of(case.entry)
        case.passing.said_now = [one for one in case.passing.approvals.all() if one.digest == digest]
        case.passing.said_before = [one for one in case.passing.approvals.all() if one.digest != digest]


def missing(passing: Passing, entry: Entry) -> int:
    """How many approvals the words as they are still take."""
    return max(needed(passing, entry) - approvals_of(passing, entry).count(), 0)


def needed(passing: Passing, entry: Entry) -> int:
    """What the lane asked for, or, if it was moved meanwhile, the lane it goes to."""
    lane = lane_of(entry, entry.author if passing.case.about is None else passing.case.about)
    if lane is not None and lane.sort == Lane.Sort.PRE_APPROVAL and lane.pk != passing.lane_id:
        return max(passing.needed, lane.approvals)
    return passing.needed


def approvals_of(passing: Passing, entry: Entry) -> Any:
    yes = Approval.objects.filter(passing=passing, said=Approval.Said.YES, digest=digest_of(entry))
    return yes.exclude(by__in=authors_of(passing.case))


def _approve(case: Case, *, by: User, words: Words) -> str:
    entry, passing = _found(case)
    if not passing.waits:
        return Outcome.KEPT
    if not still_waits(entry):
        return Outcome.SETTLED
    return _count(case, passing, entry, by=by)


def _edit(case: Case, *, by: User, words: Words) -> str:
    """Change the words, and approve them so. Who has approved the words before is asked again."""
    if not (words.body or words.title):
        raise ValidationError(_("Write something first."), code="empty")
    entry, passing = _found(case)
    if entry.state != Entry.State.HELD:
        return Outcome.SETTLED
    own_title, own_body = entry.title, entry.body
    new_title = own_title if words.title is None else words.title.strip()
    write_text(entry, by=entry.author, title=new_title, body=own_body if words.body is None else words.body)
    if (entry.title, entry.body) != (own_title, own_body):
        holding.keep_own_words(entry, own_title, own_body, by=by, note=words.reason)
        entry.save(
            update_fields=["title", "body", "body_html", "body_text", "renderer", "edited_at", "revisions_count"]
        )
        passing.is_changed = True
        passing.save(update_fields=["is_changed"])
    return _count(case, passing, entry, by=by)


def _count(case: Case, passing: Passing, entry: Entry, *, by: User) -> str:
    said = {"said": Approval.Said.YES, "note": "", "at": now()}
    Approval.objects.update_or_create(passing=passing, by=by, digest=digest_of(entry), defaults=said)
    if left := missing(passing, entry):
        record("moderation.lane.approved", by=by, on=case, on_entry=entry.entry_id, left=left)
        return STAYS_OPEN
    outcome = Outcome.EDITED if passing.is_changed else Outcome.LET_OUT
    let_go(entry, by=by)
    record("moderation.lane.approved", by=by, on=case, on_entry=entry.entry_id, left=0)
    return outcome


def still_waits(entry: Entry) -> bool:
    """Whether there is something to decide about: a row that is held, or new words that were handed in."""
    return wanted(entry) is not None if keeps_apart(entry) else entry.is_held


@step
def let_go(entry: Entry, *, by: User | None) -> None:
    """What waits comes out; with None in nobody's name."""
    coming = kind_of(entry).coming
    if coming is None:
        holding.out_by_order(entry, by=by)
        return
    coming.bring_out(entry, by=by)
    close_case(LANE, subject=entry.key, outcome=Outcome.LET_OUT, by=by)
    record("moderation.entry.let_out", by=by, on=entry)


def _ask_for_changes(case: Case, *, by: User, words: Words) -> str:
    """The author is told what to change, and changes it where it stands; it waits on."""
    entry, passing = _found(case)
    if not still_waits(entry):
        return Outcome.SETTLED
    said = {"said": Approval.Said.CHANGES, "note": words.reason, "at": now()}
    Approval.objects.update_or_create(passing=passing, by=by, digest=digest_of(entry), defaults=said)
    record(
        "moderation.lane.changes_asked",
        by=by,
        on=case,
        on_entry=entry.entry_id,
        message=words.reason,
        page=entry.get_absolute_url(),
    )
    return STAYS_OPEN


def _decline(case: Case, *, by: User, words: Words) -> str:
    entry, _passing = _found(case)
    if not still_waits(entry):
        return Outcome.SETTLED
    if (coming := kind_of(entry).coming) is not None:
        # What is out stays as it is, and the new words stay with those who wrote them.
        coming.turn_down(entry, by=by)
        record("moderation.entry.turned_down", by=by, on=entry, reason=words.reason[:200])
        return Outcome.TURNED_DOWN
    if policies.can_decide(by, entry):
        holding.turn_down(entry, by=by, reason=words.reason, cited=words.cited)
        return Outcome.TURNED_DOWN
    close_case(LANE, subject=entry.key, outcome=Outcome.TURNED_DOWN, by=by, reason=words.reason, cited=words.cited)
    take_away_by_order(entry, by=by, reason=words.reason)
    record("moderation.entry.turned_down", by=by, on=entry, reason=words.reason[:200])
    return Outcome.TURNED_DOWN


def _hide(case: Case, *, by: User, words: Words) -> str:
    entry, _passing = _found(case)
    actions.hide(entry, by=by, reason=words.reason, cited=words.cited)
    return Outcome.HIDDEN


def _found(case: Case) -> tuple[Any, Passing]:
    if case.entry is None:
        raise ValidationError(_("This is not there any more."), code="gone")
    entry = real(case.entry)
    content_actions.hold(entry)
    return entry, Passing.objects.select_related("lane", "case__entry", "case__about").get(case=case)


def _passing(case: Case) -> Passing | None:
    return Passing.objects.filter(case=case.pk).first()


def _waits(case: Case, person: User) -> bool:
    passing = _passing(case)
    return passing is not None and passing.waits


def _edited_here(case: Case, person: User) -> bool:
    """What keeps its new words apart is changed where it is written."""
    return _waits(case, person) and case.entry is not None and not keeps_apart(case.entry)


def _not_yet(case: Case, person: User) -> bool:
    passing = _passing(case)
    if passing is None or case.entry is None:
        return False
    return not passing.waits or not approvals_of(passing, case.entry).filter(by=person.pk).exists()


def _may_hide(case: Case, person: User) -> bool:
    return not _waits(case, person) and case.entry is not None and bool(policies.can_decide(person, case.entry))
