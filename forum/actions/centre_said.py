"""What becomes of a thread of the private centre when something said in it is changed, taken away or brought back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.centre.due import due_after
from forum.models import Desk, Enquiry, Reply
from intranet.accounts.models import User
from intranet.content.actions.writing import bring_back, edit_entry, take_away
from intranet.content.models import Entry
from intranet.realtime.units import action, step

from .centre import USUAL_HOURS, hold_enquiry, tell_desk


@action
def edit_said(said: Entry, *, by: User, body: str, note: str = "", based_on: int | None = None) -> Entry:
    """Change one's own words; the other side reads that they were changed, and what they were."""
    return edit_entry(said, by=by, body=body, note=note, based_on=based_on)


@action
def take_away_reply(reply: Reply, *, by: User, reason: str = "") -> Reply:
    """Take back what one has said. Where it was the last word, the turn is whose it was before."""
    enquiry = _held(reply)
    taken = take_away(reply, by=by, reason=reason)
    _look_again(enquiry, reply)
    return taken


@action
def bring_back_reply(reply: Reply, *, by: User) -> Reply:
    enquiry = _held(reply)
    back = bring_back(reply, by=by)
    _look_again(enquiry, reply)
    return back


def _held(reply: Reply) -> Enquiry:
    enquiry = Enquiry.objects.select_related("author", "area").get(pk=reply.root_entry_id)
    hold_enquiry(enquiry)
    return enquiry


@step
def _look_again(enquiry: Enquiry, changed: Reply) -> None:
    """Whose turn it is by the last word that stands, if that is another one now."""
    standing = Reply.objects.filter(root=enquiry.pk, state=Entry.State.PUBLISHED).select_related("author")
    last = standing.order_by("-pk").first()
    enquiry.replies_count = standing.count()
    newest = last if last is not None else enquiry
    enquiry.last_said_at, enquiry.last_said_by = newest.published_at or enquiry.created_at, newest.author
    fields = ["replies_count", "last_said_at", "last_said_by"]
    if changed.pk >= newest.pk and enquiry.status != Enquiry.Status.SOLVED:
        is_ours = last.from_staff if last is not None else enquiry.author.is_staff_member
        _turn(enquiry, is_ours=is_ours, since=_unanswered_since(enquiry, standing))
        fields += ["status", "waiting_since", "due_at", "reminded_for"]
    enquiry.save(update_fields=fields)
    tell_desk(enquiry, "forum.enquiry.moved_on")


def _unanswered_since(enquiry: Enquiry, standing: Any) -> datetime:
    """When the other side first said what nobody has answered."""
    ours = standing.filter(from_staff=True).order_by("-pk").first()
    theirs = standing.filter(from_staff=False, pk__gt=ours.pk if ours is not None else 0).order_by("pk").first()
    if ours is None and not enquiry.author.is_staff_member:
        return enquiry.published_at or enquiry.created_at
    return theirs.published_at if theirs is not None else enquiry.last_said_at


def _turn(enquiry: Enquiry, *, is_ours: bool, since: datetime) -> None:
    if is_ours:
        enquiry.status = Enquiry.Status.CUSTOMER
        enquiry.waiting_since = enquiry.due_at = enquiry.reminded_for = None
    elif enquiry.status != Enquiry.Status.US:
        desk = Desk.objects.filter(team=enquiry.team_id).first()
        enquiry.status, enquiry.waiting_since, enquiry.reminded_for = Enquiry.Status.US, since, None
        enquiry.due_at = due_after(since, desk.reply_hours if desk is not None else USUAL_HOURS)
