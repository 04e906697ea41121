"""What comes from outside without an account waits here: nobody reads it but moderators, until one lets it out."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.actions.passing import announce, come_out
from intranet.content.gates import Verdict
from intranet.content.kinds import kind_of
from intranet.content.models import NOBODY, Entry, Revision
from intranet.content.texts import after_text, write_text
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from intranet.spaces.models import Space

from . import policies
from .cases import close_case, open_case
from .models import Case, HouseRule

E = TypeVar("E", bound=Entry)
# What waits in a lane: its cases, and the rule that its verdicts name (``lanes``).
LANE = "lane"


@action
def keep_for_review(entry: E, *, by: User, title: str = "", body: str = "", space: Space | None, audience: str) -> E:
    """Write down a new entry that its moderators have to look at first. The caller has asked its policy."""
    entry.author, entry.space, entry.audience, entry.intended_audience = by, space, NOBODY, audience
    entry.kind, entry.state, entry.language = entry._meta.label_lower, Entry.State.HELD, entry.language or by.language
    entry.in_feed = kind_of(entry).in_feed
    write_text(entry, by=by, title=title, body=body)
    entry.save(force_insert=True)
    entry.audience = entry.review_audience
    entry.save(update_fields=["audience"])
    open_case("held", entry=entry)
    record("moderation.entry.held", by=None, on=entry)
    return entry


@step
def lay_before_moderators(entry: Entry, verdict: Verdict, by: User) -> None:
    """What a gate has held back waits for its moderators; in a lane, for those who approve there."""
    if verdict.rule == LANE:
        return
    open_case("held", entry=entry, severity=verdict.severity, rule=verdict.rule)
    record("moderation.entry.held", by=None, on=entry, rule=verdict.rule)


@action
def let_out(entry: Entry, *, by: User, title: str | None = None, body: str | None = None, note: str = "") -> bool:
    """Put what waits where it was meant for, as it is or as a moderator has changed it: then the author's own words are
    in the history. False when somebody has decided already."""
    content_actions.hold(entry)
    if entry.state != Entry.State.HELD:
        return False
    require(policies.can_decide(by, entry))
    if Case.objects.filter(sort=LANE, subject=entry.key, state=Case.State.OPEN).exists():
        raise ValidationError(_("This is approved in the queue, by as many as its lane asks for."), code=LANE)
    out_by_order(entry, by=by, title=title, body=body, note=note)
    return True


@step
def out_by_order(
    entry: Entry, *, by: User | None, title: str | None = None, body: str | None = None, note: str = ""
) -> None:
    """``let_out`` of what is locked and waits, for a caller who has asked a policy of its own."""
    close_case(("held", LANE), subject=entry.key, outcome=Case.Outcome.LET_OUT, by=by)
    own_title, own_body = entry.title, entry.body
    new_title, new_body = own_title if title is None else title.strip(), own_body if body is None else body
    result = write_text(entry, by=entry.author, title=new_title, body=new_body)
    if by is not None and (entry.title, entry.body) != (own_title, own_body):
        keep_own_words(entry, own_title, own_body, by=by, note=note)
    come_out(entry, entry.intended_audience)
    entry.save(
        update_fields=[
            *("audience", "intended_audience", "state", "published_at", "active_at"),
            *("title", "body", "body_html", "body_text", "renderer", "edited_at", "revisions_count"),
        ]
    )
    after_text(entry, result, by=entry.author)
    announce(entry)
    record("moderation.entry.let_out", by=by, on=entry)


@action
def turn_down(entry: Entry, *, by: User, reason: str = "", cited: HouseRule | None = None) -> bool:
    """Take away what waits; it was never read by anybody. False when somebody has decided already."""
    content_actions.hold(entry)
    if entry.state != Entry.State.HELD:
        return False
    require(policies.can_decide(by, entry))
    close_case(("held", LANE), subject=entry.key, outcome=Case.Outcome.TURNED_DOWN, by=by, reason=reason, cited=cited)
    content_actions.delete_entry(entry, by=by, reason=reason)
    record("moderation.entry.turned_down", by=by, on=entry, reason=reason[:200])
    return True


@action
def let_out_after_all(entry: Entry, *, by: User) -> bool:
    """Bring out what was turned down, when an appeal against it was granted."""
    content_actions.hold(entry)
    if not entry.is_deleted or entry.published_at is not None:
        return False
    content_actions.words_back(entry)
    entry.state, entry.audience = Entry.State.HELD, entry.review_audience
    entry.withdrawn_at = entry.withdrawn_by = None
    entry.withdrawal_reason = ""
    entry.save()
    return let_out(entry, by=by)


@step
def keep_own_words(entry: Entry, title: str, body: str, *, by: User, note: str) -> None:
    Revision.objects.create(
        entry_id=entry.entry_id,
        number=entry.revisions_count + 1,
        editor=by,
        title=title,
        body=body,
        written_at=entry.created_at,
        note=note[:200],
    )
    entry.revisions_count += 1
    entry.edited_at = now()
