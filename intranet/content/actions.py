"""Everything that changes an entry, whatever its kind. The parts' own actions build on these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space

from . import attachments, policies
from .kinds import kind_of
from .models import NOBODY, Entry, Revision
from .texts import after_text, write_text

E = TypeVar("E", bound=Entry)


class EditConflict(ValidationError):
    """Somebody changed the text since this edit began. Carries the newer text, so that nothing is lost."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(_("Somebody changed this meanwhile. Compare, then save again."), code="conflict")
        self.entry = entry


def written_before(model: type[E], *, by: User, client_id: UUID | None) -> E | None:
    """The entry that this press of the button has made already, if it has."""
    if client_id is None:
        return None
    return model._default_manager.filter(author=by, client_id=client_id).first()


@action
def publish_entry(
    entry: E,
    *,
    by: User,
    body: str,
    title: str = "",
    space: Space | None = None,
    audience: str,
    root: Entry | None = None,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    streams: Iterable[str] | None = None,
    frame: Mapping[str, Any] | None = None,
    allow_empty: bool = False,
) -> E:
    """Put a new entry out. ``entry`` is an unsaved object of its kind with the kind's own fields set.

    The caller has asked its policy. Idempotent by ``client_id``: the second call returns the first entry.
    ``streams`` default to the audience's own (the lists it appears in). ValidationError when there is nothing to
    say or too much of it.
    """
    if (earlier := written_before(type(entry), by=by, client_id=client_id)) is not None:
        return earlier
    attachment_ids = list(attachment_ids)
    result = write_text(entry, by=by, title=title, body=body)
    if not (allow_empty or entry.body or entry.title or attachment_ids):
        raise ValidationError(_("Write something first."), code="empty")
    moment = now()
    entry.author, entry.space, entry.root = by, space, root
    entry.audience, entry.state = audience, Entry.State.PUBLISHED
    entry.published_at = entry.active_at = moment
    entry.language = entry.language or by.language
    entry.client_id = client_id
    entry.kind = entry._meta.label_lower
    entry.in_feed = kind_of(entry).in_feed
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        if (earlier := written_before(type(entry), by=by, client_id=client_id)) is not None:
            return earlier
        raise
    attachments.attach(attachment_ids, to=entry, by=by)
    after_text(entry, result, by=by)
    record(
        kind_of(entry).verb("published"),
        by=by,
        on=entry,
        streams=[audience] if streams is None else streams,
        frame={"entry": entry.entry_id, "kind": entry.kind, "space": entry.space_id, "in_feed": entry.in_feed}
        | dict(frame or {}),
    )
    return entry


@action
def edit_entry(
    entry: E,
    *,
    by: User,
    body: str,
    title: str | None = None,
    note: str = "",
    based_on: int | None = None,
    attachment_ids: Iterable[Any] | None = None,
) -> E:
    """Change an entry's words; the words before become a revision.

    ``based_on`` is the revision number the editor started from: a different one now raises EditConflict. Nothing
    is written, and nobody told, when nothing changed.
    """
    require(policies.can_edit(by, entry))
    fresh = Entry.objects.select_for_update().get(pk=entry.entry_id)
    if based_on is not None and based_on != fresh.revisions_count:
        raise EditConflict(fresh)
    before = {"title": fresh.title, "body": fresh.body}
    result = write_text(entry, by=by, title=before["title"] if title is None else title, body=body)
    has_files = entry.attachments.exists() if attachment_ids is None else bool(list(attachment_ids))
    if not (entry.body or entry.title or has_files):
        raise ValidationError(_("Write something, or delete it."), code="empty")
    files_changed = attachment_ids is not None and attachments.replace(list(attachment_ids), of=entry, by=by)
    if (entry.title, entry.body) == (before["title"], before["body"]) and not files_changed:
        return entry
    Revision.objects.create(
        entry_id=entry.entry_id,
        number=fresh.revisions_count + 1,
        editor=by,
        title=before["title"],
        body=before["body"],
        written_at=fresh.edited_at or fresh.published_at or fresh.created_at,
        note=note[:200],
    )
    entry.edited_at = now()
    entry.revisions_count = fresh.revisions_count + 1
    entry.save(update_fields=["title", "body", "body_html", "body_text", "renderer", "edited_at", "revisions_count"])
    after_text(entry, result, by=by)
    record(
        kind_of(entry).verb("edited"),
        by=by,
        on=entry,
        streams=[entry.root_key] if entry.is_published else [],
        frame={
            "entry": entry.entry_id,
            "title": entry.title,
            "body_html": str(entry.body_html),
            "edited_at": entry.edited_at.isoformat(),
            "revision": entry.revisions_count,
        },
    )
    return entry


@action
def delete_entry(entry: E, *, by: User, reason: str = "") -> E:
    """Take an entry away. A tombstone stays where it stood; the words go into the history, out of everyone's reach."""
    require(policies.can_delete(by, entry))
    shown_in = entry.audience
    Revision.objects.create(
        entry_id=entry.entry_id,
        number=entry.revisions_count + 1,
        editor=by,
        title=entry.title,
        body=entry.body,
        written_at=entry.edited_at or entry.published_at or entry.created_at,
        note="deleted",
    )
    entry.revisions_count += 1
    entry.title = entry.body = entry.body_html = entry.body_text = ""
    _withdraw(entry, Entry.State.DELETED, NOBODY, by=by, reason=reason)
    _tell(entry, "deleted", by=by, streams=(shown_in, entry.root_key), reason=reason)
    return entry


@action
def undelete_entry(entry: E, *, by: User) -> E:
    """Bring a deleted entry back, with its words."""
    require(policies.can_undelete(by, entry))
    last = entry.revisions.first()
    if last is not None:
        result = write_text(entry, by=entry.author, title=last.title, body=last.body)
        after_text(entry, result, by=entry.author)
        last.delete()
        entry.revisions_count -= 1
    _bring_back(entry)
    _tell(entry, "undeleted", by=by, streams=(entry.audience, entry.root_key))
    return entry


@action
def hide_entry(entry: E, *, by: User, reason: str) -> E:
    """A moderator takes an entry out of sight; its moderators and its author still read it, and the author why."""
    if entry.is_hidden:
        return entry
    shown_in = entry.audience
    _withdraw(entry, Entry.State.HIDDEN, entry.review_audience, by=by, reason=reason)
    _tell(entry, "hidden", by=by, streams=(shown_in, entry.root_key), reason=reason)
    return entry


@action
def restore_entry(entry: E, *, by: User) -> E:
    """Undo ``hide_entry``."""
    if not entry.is_hidden:
        return entry
    _bring_back(entry)
    _tell(entry, "restored", by=by, streams=(entry.audience, entry.root_key))
    return entry


@action
def move_entry(entry: E, *, by: User, space: Space | None, audience: str) -> E:
    """Put an entry, and its discussion with it, into another space or before another audience."""
    require(policies.can_delete(by, entry))
    require(policies.can_publish(by, space=space, audience=audience))
    before = entry.audience
    if entry.is_published:
        entry.audience = audience
    else:
        entry.intended_audience = audience
    entry.space = space
    entry.save(update_fields=["audience", "intended_audience", "space"])
    _take_discussion_along(entry)
    _tell(entry, "moved", by=by, streams=(before, entry.audience, entry.root_key), before=before)
    return entry


@action
def lock_comments(entry: E, *, by: User, locked: bool = True) -> bool:
    """Close (or open) the comments of an entry. False when they were so already."""
    require(policies.can_lock_comments(by, entry))
    if entry.comments_locked == locked:
        return False
    entry.comments_locked = locked
    entry.save(update_fields=["comments_locked"])
    verb = "locked" if locked else "unlocked"
    record(
        kind_of(entry).verb(verb),
        by=by,
        on=entry,
        streams=[entry.root_key],
        frame={"entry": entry.entry_id, "locked": locked},
    )
    return True


def _withdraw(entry: Entry, state: str, audience: str, *, by: User, reason: str) -> None:
    was_published = entry.is_published
    entry.intended_audience = entry.wanted_audience
    entry.state, entry.audience = state, audience
    entry.withdrawn_at, entry.withdrawn_by, entry.withdrawal_reason = now(), by, reason[:500]
    entry.save()
    _take_discussion_along(entry)
    if was_published:
        _count_in_root(entry, -1)


def _bring_back(entry: Entry) -> None:
    # A comment comes back to where its root is now, which may have been moved or hidden meanwhile.
    entry.audience = entry.root.audience if entry.root is not None else entry.intended_audience
    entry.intended_audience = ""
    entry.state = Entry.State.PUBLISHED
    entry.withdrawn_at = entry.withdrawn_by = None
    entry.withdrawal_reason = ""
    entry.save()
    _take_discussion_along(entry)
    _count_in_root(entry, +1)


def _take_discussion_along(root: Entry) -> None:
    """Comments copy audience and space from their root and change with it, in one statement each."""
    if root.root_id is not None:
        return
    discussion = Entry.objects.filter(root_id=root.entry_id)
    discussion.filter(state=Entry.State.PUBLISHED).update(audience=root.audience, space=root.space)
    discussion.exclude(state=Entry.State.PUBLISHED).update(intended_audience=root.wanted_audience, space=root.space)


def _count_in_root(entry: Entry, change: int) -> None:
    if entry.root_id is not None:
        Entry.objects.filter(pk=entry.root_id).update(comments_count=F("comments_count") + change)


def _tell(entry: Entry, verb: str, *, by: User, streams: Iterable[str], **details: Any) -> None:
    record(
        kind_of(entry).verb(verb),
        by=by,
        on=entry,
        audience=entry.wanted_audience,
        streams=[stream for stream in streams if stream != NOBODY and not stream.startswith("review_")],
        frame={"entry": entry.entry_id, "root": entry.root_entry_id, "kind": entry.kind},
        **details,
    )
