"""Proposing a change of a page, changing the proposal, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import publish_entry, written_before
from intranet.content.actions.writing import hold
from intranet.content.texts import write_text
from intranet.core.decisions import require
from intranet.moderation.holding import keep_for_review
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer
from wiki.models import Hunk, Page, Proposal, Version
from wiki.proposals import policies
from wiki.proposals.audience import audience_for
from wiki.proposals.hunks import hunks_of

LONGEST = 400_000
# So many open ones somebody may have on one page.
MOST_OPEN = 10


@dataclass(frozen=True)
class Guest:
    """Somebody without an account, as they call themselves."""

    name: str
    email: str = ""


@action
def propose_change(
    page: Page,
    *,
    by: Viewer,
    text: str,
    summary: str = "",
    based_on: int | None = None,
    guest: Guest | None = None,
    client_id: UUID | None = None,
) -> Proposal:
    """Propose that a page say ``text``. ``based_on`` is the number of the version it was written over, the published
    one where nothing is said.

    What a guest proposes waits for a moderator. ValidationError where nothing is changed, or the version is none that
    the readers have had.
    """
    if by.is_authenticated and (earlier := written_before(Proposal, by=by, client_id=client_id)) is not None:
        return earlier
    hold(page)
    page.refresh_from_db(fields=["published_number", "proposals", "path"])
    require(policies.can_make_proposal(by, page))
    base = _base_of(page, based_on, by)
    proposal = Proposal(of_page=page, base_number=base.number)
    proposal.text = text = _tidy(text, base.text)
    words: dict[str, Any] = {"title": page.title, "body": summary, "space": page.space, "audience": audience_for(page)}
    if by.is_authenticated:
        return publish_entry(
            proposal, by=by, client_id=client_id, along=lambda made: _cut(made, base.text, text), **words
        )
    if guest is None:
        raise ValidationError(_("Say who you are."), code="name")
    proposal.guest_name, proposal.guest_email = _checked(guest)
    proposal.language = (get_language() or "")[:8]
    keep_for_review(proposal, by=User.objects.system(), **words)
    _cut(proposal, base.text, text)
    return proposal


def _base_of(page: Page, number: int | None, by: Viewer) -> Version:
    """The version that was written over; only one that was out, and that this person may read, since it is shown to
    whoever proposes."""
    readable = Version.objects.visible_to(by).filter(page=page, published_at__isnull=False, withdrawn_at=None)
    found = readable.filter(number=number if number is not None else page.published_number).first()
    if found is None:
        raise ValidationError(_("There is no such version."), code="based_on")
    return found


def _tidy(text: str, base: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST:
        raise ValidationError(_("This is more than a page can hold."), code="too_long")
    if base.endswith("\n") and not text.endswith("\n"):
        text += "\n"
    text = text if base.endswith("\n") else text.rstrip("\n")
    if text == base.rstrip("\n") or text == base:
        raise ValidationError(_("Nothing is changed yet."), code="unchanged")
    return text


def _checked(guest: Guest) -> tuple[str, str]:
    name, email = " ".join(guest.name.replace("\x00", "").split())[:80], guest.email.strip()
    if not name:
        raise ValidationError(_("Say who you are."), code="name")
    if email:
        validate_email(email)
    return name, email


def _cut(proposal: Proposal, base: str, text: str) -> None:
    Hunk.objects.bulk_create(
        Hunk(
            proposal=proposal,
            round=proposal.round,
            number=number,
            start=piece.start,
            end=piece.end,
            before=base[piece.start : piece.end],
            after=piece.text,
        )
        for number, piece in enumerate(hunks_of(base, text), 1)
    )


def hold_proposal(proposal: Proposal) -> None:
    """``hold`` for a proposal: its page first, since a decision changes both, then itself as it is now."""
    hold(proposal.of_page)
    hold(proposal)
    fresh = (
        Proposal.objects.filter(pk=proposal.pk).values("outcome", "round", "base_number", "packed", "is_untold").get()
    )
    for name, value in fresh.items():
        setattr(proposal, name, value)
    proposal.of_page.refresh_from_db(
        fields=[
            "path",
            "published_number",
            "version_number",
            "proposals",
            "edits",
            "edits_circle",
            "locked_at",
            "owner",
        ]
    )


@action
def revise_proposal(
    proposal: Proposal, *, by: User, text: str, summary: str | None = None, based_on: int | None = None
) -> Proposal:
    """Propose something else in its place, over the version readers see now. What has been decided stays decided; what
    was open is what differs now."""
    hold_proposal(proposal)
    require(policies.can_revise(by, proposal))
    base = _base_of(proposal.of_page, based_on, by)
    text = _tidy(text, base.text)
    if text == proposal.text and base.number == proposal.base_number and summary in (None, proposal.body):
        return proposal
    if summary is not None and summary != proposal.body:
        write_text(proposal, by=by, title=proposal.of_page.title, body=summary)
    proposal.hunks.filter(state=Hunk.State.OPEN).delete()
    proposal.round += 1
    proposal.base_number, proposal.text = base.number, text
    proposal.edited_at = now()
    proposal.save(
        update_fields=["round", "base_number", "packed", "edited_at", "body", "body_html", "body_text", "renderer"]
    )
    _cut(proposal, base.text, text)
    tell_open_pages(proposal, "wiki.proposal.revised", by=by)
    return proposal


@action
def withdraw_proposal(proposal: Proposal, *, by: User) -> bool:
    """Take it back. What has been accepted of it stays. False when it was closed already."""
    hold_proposal(proposal)
    if not proposal.is_open:
        return False
    require(policies.can_change_proposal(by, proposal))
    close(proposal, Proposal.Outcome.WITHDRAWN)
    tell_open_pages(proposal, "wiki.proposal.withdrawn", by=by)
    return True


def close(proposal: Proposal, outcome: str) -> None:
    proposal.outcome, proposal.settled_at = outcome, now()
    proposal.save(update_fields=["outcome", "settled_at"])


def tell_open_pages(proposal: Proposal, verb: str, *, by: User, **details: Any) -> None:
    """Whoever has the proposal open, or its page, hears that something became of it: ids, no words."""
    streams = [proposal.key] if proposal.is_published else []
    record(verb, by=by, on=proposal, streams=streams, frame=_frame(proposal) | details, **details)


def _frame(proposal: Proposal) -> dict[str, Any]:
    return {"entry": proposal.pk, "page": proposal.of_page_id, "outcome": proposal.outcome}
