"""Saying what becomes of an idea."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Idea, Meaning, Release, Status, StatusChange
from ideas.releases.hearing import write_down
from ideas.releases.occasion import Occasion
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.texts import rendered
from intranet.core.decisions import require
from intranet.realtime.units import action

ANSWER_LENGTH = 8000


@action
def set_status(
    idea: Idea, *, by: User, status: Status, answer: str | None = None, release: Release | None = None
) -> Idea:
    """Move an idea on, and say why: ``answer`` is the official answer from then on; None leaves what there is.
    ``release`` delivers it, and tells everybody who had a part in it: nobody is told of it here. Delivered without one,
    they hear by this, each once and with their own part named.

    ValidationError for declining without a reason, and for what was joined with another idea.
    """
    hold(idea)
    idea.refresh_from_db(fields=["status", "merged_into", "owner", "answer"])
    require(policies.can_keep_idea(by, idea))
    if idea.is_merged:
        raise ValidationError(_("This was joined with another idea: go on there."), code="merged")
    if status.is_archived and status.pk != idea.status_id:
        raise ValidationError({"status": _("That status is not in use any more.")}, code="status")
    said = None if answer is None else answer.replace("\x00", "").strip()
    if status.meaning == Meaning.DECLINED and not (said or (said is None and idea.answer)):
        raise ValidationError({"answer": _("Say why: whoever suggested it will read it.")}, code="reason")
    before, at = idea.status, now()
    if before.pk == status.pk and (said is None or said == idea.answer):
        return idea
    had_answer, said_html = bool(idea.answer), ""
    if said == idea.answer:
        said = None
    if said is not None:
        words = rendered(said, by=by, home=idea.space_id, audience=idea.audience, longest=ANSWER_LENGTH)
        said_html = words.html
        idea.answer, idea.answer_html = said, said_html
        idea.answered_by, idea.answered_at = (by, at) if said else (None, None)
    idea.status, idea.last_moved_at, idea.cooled_at = status, at, None
    if before.pk != status.pk:
        idea.status_at = at
    idea.save(
        update_fields=[
            "status", "status_at", "answer", "answer_html", "answered_by", "answered_at", "last_moved_at", "cooled_at",
        ]
    )  # fmt: skip
    change = StatusChange.objects.create(
        idea=idea, before=before, after=status, answer=said or "", answer_html=said_html, by=by
    )
    if release is None and _is_delivered_by(change):
        write_down(Occasion(by=by.pk, change=change), [idea])
    frame = {"entry": idea.pk, "status": status.pk, "meaning": status.meaning}
    record(
        _verb_of(change, had_answer=had_answer),
        by=by,
        on=idea,
        streams=list(dict.fromkeys([idea.audience, idea.root_key])),
        frame=frame,
        before=before.pk,
        after=status.pk,
        **({"release": release.pk} if release is not None else {}),
        change=change.pk,
    )
    return idea


def _is_delivered_by(change: StatusChange) -> bool:
    return change.after.meaning == Meaning.DELIVERED != change.before.meaning


def _verb_of(change: StatusChange, *, had_answer: bool) -> str:
    """People are told of a new status and of a first answer, and not each time that one is put differently."""
    if change.before_id != change.after_id:
        return "ideas.idea.status_set"
    return "ideas.idea.answer_edited" if had_answer else "ideas.idea.answered"
