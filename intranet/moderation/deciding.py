"""Working through the queue: claiming, handing on, noting, deciding. Two people never decide the same case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.text import excerpt
from intranet.realtime.units import action

from . import policies
from .cases import finish, tell
from .models import Case, CaseNote
from .sorts import Choice, Words, find

# For so long a case that somebody has opened is theirs to decide.
CLAIM = timedelta(minutes=10)
MOST_AT_ONCE = 50


class Taken(Exception):
    """Somebody else has decided it already, or is looking at it now."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        if self.case.is_open:
            who = self.case.claimed_by
            return _("%(name)s is looking at this now.") % {"name": who.name if who else _("Somebody else")}
        if self.case.decided_by is None:
            return _("This was settled meanwhile.")
        told = {"name": self.case.decided_by.name, "outcome": self.case.get_outcome_display()}
        return _("%(name)s has decided this already: %(outcome)s.") % told


@action
def claim(case: Case, *, by: User, take_over: bool = False) -> bool:
    """Say that this person is looking at it, for ten minutes. False where somebody else is; ``take_over`` takes it
    from them all the same."""
    held = _held(case)
    require(policies.can_decide_case(by, held))
    if not held.is_open or (held.is_claimed and held.claimed_by_id != by.pk and not take_over):
        return False
    was_mine = held.is_claimed and held.claimed_by_id == by.pk
    held.claimed_by, held.claimed_until = by, now() + CLAIM
    held.save(update_fields=["claimed_by", "claimed_until"])
    if not was_mine:
        tell(held, "claimed", by=by.pk, name=by.name, until=held.claimed_until.isoformat())
    return True


@action
def release(case: Case, *, by: User) -> bool:
    """Stop looking at it, so that somebody else may."""
    held = _held(case)
    if held.claimed_by_id != by.pk:
        return False
    held.claimed_by = held.claimed_until = None
    held.save(update_fields=["claimed_by", "claimed_until"])
    tell(held, "released")
    return True


@action
def assign(case: Case, person: User | None, *, by: User) -> bool:
    """Give a case to one of those who may decide it, or to nobody. False where nothing changes."""
    held = _held(case)
    require(policies.can_decide_case(by, held))
    if person is not None and not policies.can_decide_case(person, held):
        raise ValidationError(_("%(name)s cannot decide this.") % {"name": person.name}, code="assignee")
    if held.assignee_id == (person.pk if person else None):
        return False
    held.assignee = person
    held.save(update_fields=["assignee"])
    record(
        "moderation.case.assigned",
        by=by,
        on=held,
        to=person.pk if person else None,
        page=reverse("moderation:case", args=[held.pk]),
    )
    tell(held, "assigned", to=person.pk if person else None)
    return True


@action
def note(case: Case, *, by: User, body: str) -> CaseNote:
    """Something for the other moderators, which nobody else ever reads."""
    require(policies.can_decide_case(by, case))
    body = body.replace("\x00", "").strip()
    if not body:
        raise ValidationError(_("Write something first."), code="empty")
    if len(body) > 2000:
        raise ValidationError(_("A note has at most 2,000 characters."), code="too_long")
    made = CaseNote.objects.create(case=case, author=by, body=body)
    tell(case, "noted", note=made.pk)
    return made


@action
def decide(case: Case, what: str, *, by: User, words: Words | None = None) -> Case:
    """Decide a case: one of the decisions of its sort, with what is said about it. ``Taken`` where somebody was first
    or is looking at it now. A decision that answers with no outcome leaves the case open."""
    words = words or Words()
    held = _held(case)
    if not held.is_open or (held.is_claimed and held.claimed_by_id != by.pk):
        raise Taken(held)
    require(policies.can_decide_case(by, held))
    choice = _choice(held, what, by)
    reason = " ".join(words.reason.replace("\x00", "").split())[:500]
    if not reason and words.cited is not None:
        reason = str(words.cited.text or words.cited.title)
    if choice.wants == "reason" and not reason:
        raise ValidationError(_("Say why: the author reads it."), code="reason")
    words = Words(reason, words.cited, words.title, words.body)
    outcome = choice.do(held, by=by, words=words)
    held = _held(held)
    if not outcome:
        # Others decide about it, too: it stays open, and nobody is looking at it any more.
        held.claimed_by = held.claimed_until = None
        held.save(update_fields=["claimed_by", "claimed_until"])
        tell(held, "released")
        return held
    if held.is_open:
        finish(held, outcome=outcome, by=by, reason=reason, cited=words.cited)
    elif held.outcome != outcome:
        held.outcome = outcome
        held.save(update_fields=["outcome"])
    verb = f"moderation.case.{outcome}"
    record(
        verb if verbs.known(verb) else "moderation.case.decided",
        by=by,
        on=held,
        sort=held.sort,
        about=held.subject,
        decision=what,
        outcome=outcome,
        message=reason,
        rule=str(words.cited) if words.cited else "",
        page=reverse("moderation:decision", args=[held.pk]),
    )
    return held


@dataclass(frozen=True)
class Passed:
    """A case that was passed over when many were decided at once, and why."""

    case: Case
    why: str


def decide_many(
    cases: Iterable[Case], what: str, *, by: User, words: Words | None = None
) -> tuple[list[Case], list[Passed]]:
    """The same decision about each, one after the other: what cannot be decided so is passed over and said."""
    done: list[Case] = []
    passed: list[Passed] = []
    for case in list(cases)[:MOST_AT_ONCE]:
        try:
            sort = find(case.sort)
            choice = sort.choice(what) if sort else None
            if choice is None or not choice.in_bulk:
                passed.append(Passed(case, _("This is decided one by one.")))
                continue
            done.append(decide(case, what, by=by, words=words))
        except (Taken, PermissionDenied) as refused:
            passed.append(Passed(case, str(refused)))
        except ValidationError as refused:
            passed.append(Passed(case, excerpt(" ".join(refused.messages), 200)))
    return done, passed


def _held(case: Case) -> Case:
    """The case as it is now, locked until the action ends."""
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "claimed_by", "decided_by", "entry", "space", "about", "appeal_of"
    )
    return rows.get(pk=case.pk)


def _choice(case: Case, what: str, by: User) -> Choice:
    sort = find(case.sort)
    choice = sort.choice(what) if sort is not None else None
    if choice is None or not choice.offered(case, by):
        raise ValidationError(_("That cannot be decided here."), code="decision")
    return choice
