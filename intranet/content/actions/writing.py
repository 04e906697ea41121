"""Writing, changing and taking away an entry of any kind. The parts' own actions build on these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import attachments, gates, jobs, policies
from intranet.content.kinds import kind_of, real
from intranet.content.models import NOBODY, Entry, Revision, Timing
from intranet.content.texts import after_text, sent, write_text
from intranet.content.when import When
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from intranet.spaces.models import Space

from .discussions import copied_from, hold, take_discussion_along
from .passing import NOT_YET, count_in_root, follow_way, meet_gates, pass_gates
from .telling import fragment_of, lists_of, place_of, tell

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
    # Nearly always there is none, and asking for no more than that costs a third.
    if not Entry.objects.filter(author=by.pk, client_id=client_id).exists():
        return None
    return cast("E | None", model._default_manager.filter(author=by, client_id=client_id).first())


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
    when: When | None = None,
    along: Callable[[E], object] | None = None,
) -> E:
    """Put a new entry out. ``entry`` is an unsaved object of its kind with the kind's own fields set.

    The caller has asked its policy. Idempotent by ``client_id``: the second call returns the first entry.
    With ``when`` it waits, for its author's eyes alone, and comes out then if the author may still publish it there;
    until then nobody is named in it, told of it or counts it. ``along`` makes what belongs to it (a poll) before
    anybody is told.
    ``streams`` default to those of the lists it appears in: its audience's, or its root's for what is said under a
    root, which also counts it. What a gate holds back (``content.gates``) is held for its moderators: ``is_held``.
    ValidationError when there is nothing to say or too much of it, or a gate refuses.
    """
    if (earlier := written_before(type(entry), by=by, client_id=client_id)) is not None:
        return earlier
    attachment_ids = list(attachment_ids)
    entry.author, entry.root, entry.space, entry.audience = by, root, space, audience
    result = write_text(entry, by=by, title=title, body=body)
    if not (allow_empty or entry.body or entry.title or attachment_ids):
        raise ValidationError(_("Write something first."), code="empty")
    way = NOT_YET
    if when is None:
        way = meet_gates(entry, result, by=by, audience=audience, files=len(attachment_ids))
    else:
        # What waits for its time is asked then.
        entry.audience, entry.intended_audience, entry.state = by.key, audience, Entry.State.SCHEDULED
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
        if written_before(Entry, by=by, client_id=client_id) is not None:
            raise ValidationError(_("This was sent before, as something else."), code="client_id") from None
        raise
    entry.is_new = entry.is_published
    attachments.attach(attachment_ids, to=entry, by=by)
    if along is not None:
        along(entry)
    sent(entry, by=by)
    if when is not None:
        put_off(entry, when, by=by)
        return entry
    follow_way(entry, way, by=by, streams=streams, frame=frame)
    entry.is_new = False
    return entry


@action
def put_off(entry: Entry, when: When, *, by: User) -> None:
    """Write down when an entry is to come out, and have it looked at then."""
    when.check()
    when.check_before(kind_of(entry).latest(entry))
    clock = {"due_at": when.moment, "day": when.day, "clock": when.clock, "zone": when.zone}
    Timing.objects.update_or_create(entry_id=entry.entry_id, defaults=clock | {"refusal": "", "refused_at": None})
    jobs.release.enqueue_at(when.moment, entry_id=entry.entry_id)
    record(kind_of(entry).verb("scheduled"), by=by, on=entry, due_at=when.moment.isoformat())


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
    own_fields_changed: bool = False,
    allow_empty: bool = False,
) -> E:
    """Change an entry's words; the words before become a revision.

    ``based_on`` is the revision number the editor started from: a different one now raises EditConflict. Nothing
    is written, and nobody told, when nothing changed; ``own_fields_changed`` says that the kind has changed more than
    words, ``allow_empty`` that this may stand without any.
    """
    hold(entry)
    require(policies.can_edit(by, entry))
    if based_on is not None and based_on != entry.revisions_count:
        raise EditConflict(entry)
    before = {"title": entry.title, "body": entry.body}
    written_at = entry.edited_at or entry.published_at or entry.created_at
    is_out = entry.published_at is not None
    result = write_text(entry, by=by, title=before["title"] if title is None else title, body=body)
    files = None if attachment_ids is None else list(attachment_ids)
    passage = gates.NOTHING_SAID
    if is_out:
        passage, result = pass_gates(entry, result, by=by, is_edit=True, files=len(files or ()))
    has_files = entry.attachments.exists() if files is None else bool(files)
    if not (allow_empty or entry.body or entry.title or has_files):
        raise ValidationError(_("Write something, or delete it."), code="empty")
    files_changed = files is not None and attachments.replace(files, of=entry, by=by)
    sent(entry, by=by)
    same_words = (entry.title, entry.body) == (before["title"], before["body"])
    if same_words and not files_changed and not own_fields_changed:
        return entry
    if not is_out:
        # What nobody has read yet has no history that anybody could read.
        entry.save(update_fields=["title", "body", "body_html", "body_text", "renderer"])
        record(kind_of(entry).verb("edited"), by=by, on=entry)
        if entry.is_held:
            gates.tell_rewritten(entry, by=by)
        return entry
    Revision.objects.create(
        entry_id=entry.entry_id,
        number=entry.revisions_count + 1,
        editor=by,
        title=before["title"],
        body=before["body"],
        written_at=written_at,
        note=note[:200],
    )
    entry.edited_at = now()
    entry.revisions_count += 1
    entry.save(update_fields=["title", "body", "body_html", "body_text", "renderer", "edited_at", "revisions_count"])
    after_text(entry, result, by=by)
    record(
        kind_of(entry).verb("edited"),
        by=by,
        on=entry,
        streams=[entry.root_key] if entry.is_published else [],
        html=fragment_of(entry),
        frame=place_of(entry)
        | {"edited_at": entry.edited_at.isoformat(), "revision": entry.revisions_count}
        | ({} if kind_of(entry).fragment else {"title": entry.title, "body_html": str(entry.body_html)}),
        revision=entry.revisions_count,
    )
    gates.tell_noticed(entry, passage.noticed, by=by)
    return entry


@action
def delete_entry(entry: E, *, by: User, reason: str = "") -> E:
    """Take an entry away, and what goes with one of its kind."""
    if (own := kind_of(entry).taken_away) is not None:
        return cast(E, own(real(entry), by=by, reason=reason))
    return take_away(entry, by=by, reason=reason)


@action
def take_away(entry: E, *, by: User, reason: str = "") -> E:
    """Delete one entry by itself. A tombstone stays where it stood; the words go into the history, out of everyone's
    reach."""
    hold(entry)
    require(policies.can_delete(by, entry))
    return take_away_by_order(entry, by=by, reason=reason)


@step
def take_away_by_order(entry: E, *, by: User, reason: str = "") -> E:
    """``take_away`` of what is held, for a caller who has asked a policy of its own."""
    shown_in = lists_of(entry) if entry.is_published else ()
    Timing.objects.filter(entry_id=entry.entry_id).delete()
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
    tell(entry, "deleted", by=by, streams=shown_in, reason=reason)
    return entry


@action
def undelete_entry(entry: E, *, by: User) -> E:
    """Bring a deleted entry back, and what went with it."""
    if (own := kind_of(entry).brought_back) is not None:
        return cast(E, own(real(entry), by=by))
    return bring_back(entry, by=by)


@action
def bring_back(entry: E, *, by: User) -> E:
    """Undo ``take_away``: one entry, with its words."""
    hold(entry)
    require(policies.can_undelete(by, entry))
    return bring_back_by_order(entry, by=by)


@step
def bring_back_by_order(entry: E, *, by: User) -> E:
    """``bring_back`` of what is held and deleted, for a caller who has asked a policy of its own."""
    words_back(entry)
    _bring_back(entry)
    tell(entry, "undeleted", by=by, streams=lists_of(entry) if entry.is_published else ())
    return entry


@step
def words_back(entry: Entry) -> None:
    """Put the words that ``take_away`` has moved into the history back onto the object."""
    last = entry.revisions.first()
    if last is None:
        return
    result = write_text(entry, by=entry.author, title=last.title, body=last.body)
    if entry.published_at is not None:
        after_text(entry, result, by=entry.author)
    last.delete()
    entry.revisions_count -= 1


@action
def hide_entry(entry: E, *, by: User, reason: str) -> E:
    """A moderator takes an entry out of sight; its moderators and its author still read it, and the author why."""
    hold(entry)
    if entry.is_hidden or entry.is_deleted:
        return entry
    shown_in = lists_of(entry)
    _withdraw(entry, Entry.State.HIDDEN, entry.review_audience, by=by, reason=reason)
    tell(entry, "hidden", by=by, streams=shown_in, reason=reason)
    if (also := kind_of(entry).also_hides) is not None:
        also(real(entry), by=by, reason=reason)
    return entry


@action
def restore_entry(entry: E, *, by: User) -> E:
    """Undo ``hide_entry``."""
    hold(entry)
    if not entry.is_hidden:
        return entry
    _bring_back(entry)
    tell(entry, "restored", by=by, streams=lists_of(entry))
    if (also := kind_of(entry).also_restores) is not None:
        also(real(entry), by=by)
    return entry


@action
def lock_comments(entry: E, *, by: User, locked: bool = True) -> bool:
    """Close (or open) the comments of an entry. False when they were so already."""
    hold(entry)
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
    entry.intended_audience = copied_from(entry).wanted_audience
    entry.state, entry.audience = state, audience
    entry.withdrawn_at, entry.withdrawn_by, entry.withdrawal_reason = now(), by, reason[:500]
    _save_envelope(entry)
    take_discussion_along(entry)
    if was_published:
        count_in_root(entry, -1)


def _bring_back(entry: Entry) -> None:
    if entry.published_at is None:
        # It was never out, and does not come out by being brought back.
        entry.audience, entry.state = entry.author.key, Entry.State.DRAFT
        entry.withdrawn_at = entry.withdrawn_by = None
        entry.withdrawal_reason = ""
        _save_envelope(entry)
        return
    # A comment comes back to where its root is now, which may have been moved or hidden meanwhile.
    entry.audience = entry.intended_audience if (root := copied_from(entry)) is entry else root.audience
    entry.intended_audience = ""
    entry.state = Entry.State.PUBLISHED
    entry.withdrawn_at = entry.withdrawn_by = None
    entry.withdrawal_reason = ""
    _save_envelope(entry)
    take_discussion_along(entry)
    count_in_root(entry, +1)


def _save_envelope(entry: Entry) -> None:
    """Only what every entry has, which is held: what the kind adds may have changed since the object was read."""
    entry.save(update_fields=[field.name for field in Entry._meta.concrete_fields if not field.primary_key])
