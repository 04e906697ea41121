"""Opening and closing cases: what every part calls when something has to be looked at, or no longer has to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step
from intranet.spaces.models import Space

from .models import Case, HouseRule
from .models.cases import LEAST, MOST

CASES = "cases"


@action
def open_case(
    sort: str,
    *,
    subject: str = "",
    entry: Entry | None = None,
    space: Space | None = None,
    severity: int = 2,
    rule: str = "",
    about: User | None = None,
    words: str = "",
    appeal_of: Case | None = None,
) -> Case:
    """Put something before those who keep order. The caller has asked its policy.

    What is raised again while it waits is the same case, graver by one; so is what comes back after it was decided.
    Of an entry the subject, the space and whom it is about are taken from it.
    """
    if entry is not None:
        subject, space, about = subject or entry.key, space or entry.space, about or entry.author
    severity = min(max(severity, LEAST), MOST)
    found = Case.objects.select_for_update().filter(sort=sort, subject=subject, state=Case.State.OPEN).first()
    if found is None:
        if Case.objects.filter(sort=sort, subject=subject).exists():
            severity = min(severity + 1, MOST)
        new = Case(
            sort=sort,
            subject=subject,
            entry_id=entry.entry_id if entry is not None else None,
            space=space,
            about=None if about is None or about.is_system else about,
            severity=severity,
            rule=rule[:120],
            words=words[:2000],
            appeal_of=appeal_of,
        )
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            # Somebody opened it in the same moment.
            found = Case.objects.select_for_update().get(sort=sort, subject=subject, state=Case.State.OPEN)
        else:
            tell(new, "opened")
            return new
    found.times += 1
    found.severity = min(max(found.severity + 1, severity), MOST)
    found.rule = found.rule or rule[:120]
    found.save(update_fields=["times", "severity", "rule"])
    tell(found, "raised")
    return found


@action
def close_case(
    sort: str | Iterable[str] | None,
    *,
    subject: str,
    outcome: str,
    by: User | None = None,
    reason: str = "",
    cited: HouseRule | None = None,
) -> list[Case]:
    """Close what is open about ``subject``, of that sort or those, or (None) of any but appeals. Answers with what was
    closed: nothing where somebody else was first."""
    waiting = Case.objects.select_for_update().filter(subject=subject, state=Case.State.OPEN).order_by("pk")
    if sort is None:
        waiting = waiting.exclude(sort="appeal")
    else:
        waiting = waiting.filter(sort__in=[sort] if isinstance(sort, str) else list(sort))
    closed = list(waiting)
    for case in closed:
        finish(case, outcome=outcome, by=by, reason=reason, cited=cited)
    return closed


@step
def finish(case: Case, *, outcome: str, by: User | None, reason: str = "", cited: HouseRule | None = None) -> None:
    """Write the decision down. The case is locked and open."""
    case.state, case.outcome = Case.State.CLOSED, outcome
    case.decided_by, case.decided_at = by, now()
    case.reason, case.cited = reason[:500], cited
    case.claimed_by = case.claimed_until = None
    case.save(
        update_fields=[
            "state",
            "outcome",
            "decided_by",
            "decided_at",
            "reason",
            "cited",
            "claimed_by",
            "claimed_until",
        ]
    )
    tell(case, "closed")


@step
def tell(case: Case, what: str, **more: Any) -> None:
    """Say on the streams of the queue that something is different with a case; never a word of what it is about."""
    frame: dict[str, Any] = {"case": case.pk, "state": case.state, "severity": case.severity, **more}
    publish(CASES, f"moderation.case.{what}", **frame)
    if case.space_id is not None:
        publish(f"{CASES}_{case.space_id}", f"moderation.case.{what}", **frame)


def anything_open(subject: str) -> bool:
    return Case.objects.filter(subject=subject, state=Case.State.OPEN).exists()
