"""Making a comment an idea of its own, and putting it back.

It is the same entry as before: its number, its author, its history and its files stay, and who wrote it has suggested
it. What was answered to it goes with it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Idea, Note, Split
from ideas.statuses import first_status
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.actions.linking import link_entries, unlink_entries
from intranet.content.models import Entry, Link
from intranet.content.titles import check_title, slug_of
from intranet.conversation.models import Comment, Watch
from intranet.conversation.votes import recount
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed

from . import policies


@action
def split_comment(comment: Comment, *, by: User, title: str) -> Idea:
    """Take a comment out as an idea with that title, on the same board. ValidationError without one."""
    source = _source_of(comment)
    hold(comment)
    comment.refresh_from_db()
    require(policies.can_split(by, comment, source))
    title = check_title(title)[:200]
    answers = list(Comment.objects.filter(parent=comment).order_by("pk").values_list("pk", flat=True))
    was = {
        "parent": comment.parent_id,
        "about": comment.about,
        "under": comment.under_id,
        "answers": answers,
        "in_feed": comment.in_feed,
    }
    made = _as_idea(comment, source, title)
    Entry.objects.filter(pk__in=answers).update(root=made.pk)
    people = set(Entry.objects.filter(pk__in=answers).values_list("author", flat=True)) | {made.author_id}
    Watch.objects.bulk_create([Watch(entry_id=made.pk, person_id=pk) for pk in sorted(people)], ignore_conflicts=True)
    Split.objects.create(source=source, entry_id=made.pk, was=was, made_by=by)
    link_entries(source, made, relation=Link.Relation.PROMOTED_TO, by=by)
    count_comments(source, made)
    recount(made)
    mark_changed([source.pk, made.pk, *answers])
    frame = {"entry": source.pk, "gone": [made.pk, *answers], "made": made.pk, "count": source.comments_count}
    record("ideas.idea.split", by=by, on=source, streams=[source.root_key], frame=frame, made=made.pk)
    record("ideas.idea.split_off", by=by, on=made, streams=[made.audience], frame={"entry": made.pk}, source=source.pk)
    return made


@action
def undo_split(split: Split, *, by: User) -> Idea:
    """Make it a comment again, with everything that was said under it since. Its votes wait: should it be split off
    again, they count. Returns the idea under which it stands. ValidationError when more has come of it: what was
    decided, planned or joined would be lost."""
    source = Idea.objects.with_place().get(pk=split.source_id)
    made = Idea.objects.with_place().get(pk=split.entry_id)
    for one in sorted((source, made), key=lambda idea: idea.pk):
        hold(one)
    split.refresh_from_db()
    require(policies.can_undo_split(by, split, made))
    if not source.is_published or not made.is_published or source.audience != made.audience:
        raise ValidationError(_("One of the two was taken away, or has other readers now."), code="gone")
    if has_come_of(made):
        raise ValidationError(_("More has come of it since: it stays an idea."), code="further")
    answers = list(Comment.objects.filter(root=made.pk).order_by("pk").values_list("pk", flat=True))
    comment = _as_comment(made, source, split.was)
    parent = comment.parent_id or comment.pk
    Comment.objects.filter(pk__in=answers).update(parent=parent)
    moved = Entry.objects.filter(pk__in=answers)
    moved.update(root=source.pk)
    Note.objects.filter(root=made.pk).update(root=source.pk)
    unlink_entries(source, made, relation=Link.Relation.PROMOTED_TO, by=by)
    split.undone_by, split.undone_at = by, now()
    split.save(update_fields=["undone_by", "undone_at"])
    count_comments(source)
    mark_changed([source.pk, comment.pk, *answers])
    frame = {"entry": source.pk, "back": comment.pk, "count": source.comments_count}
    record("ideas.idea.unsplit", by=by, on=source, streams=[source.root_key, source.audience], frame=frame)
    return source


def _source_of(comment: Comment) -> Idea:
    found = Idea.objects.with_place().filter(pk=comment.root_entry_id).first()
    if found is None:
        raise PermissionDenied(_("This is no comment on an idea."))
    return found


def _as_idea(comment: Comment, source: Idea, title: str) -> Idea:
    """The entry stays; what makes it a comment goes, and what makes it an idea comes."""
    made = Idea(
        entry_ptr_id=comment.pk,
        board=source.board,
        category=source.category,
        product=source.product,
        slug=slug_of(title, "idea"),
        status=first_status(),
    )
    _copy(comment, made)
    made.kind, made.title, made.root, made.in_feed = Idea._meta.label_lower, title, None, True
    made.space, made.author = source.space, comment.author
    rows = Comment.objects.filter(pk=comment.pk)
    # Its answers, and remarks on it, point at the row of the comment: they are put under the idea by whoever calls.
    Comment.objects.filter(under=comment.pk).update(under=None)
    Comment.objects.filter(parent=comment.pk).update(parent=None)
    rows._raw_delete(rows.db)
    made.save_base(raw=True, force_insert=True)
    made.save(update_fields=["kind", "title", "root", "space", "in_feed"])
    return made


def _as_comment(made: Idea, source: Idea, was: dict[str, Any]) -> Comment:
    parent = was.get("parent")
    if parent is not None and not Comment.objects.filter(pk=parent, root=source.pk, parent=None).exists():
        parent = None
    comment = Comment(entry_ptr_id=made.pk, parent_id=parent, about=was.get("about", ""))
    _copy(made, comment)
    comment.kind, comment.title, comment.in_feed = Comment._meta.label_lower, "", bool(was.get("in_feed"))
    comment.comments_count = 0
    comment.root, comment.space, comment.author = Entry.objects.get(pk=source.pk), source.space, made.author
    rows = Idea.objects.filter(pk=made.pk)
    rows._raw_delete(rows.db)
    comment.save_base(raw=True, force_insert=True)
    comment.audience = source.audience
    comment.save(update_fields=["kind", "title", "root", "space", "in_feed", "audience", "comments_count"])
    return comment


def has_come_of(idea: Idea) -> bool:
    """Whether anything hangs on its being an idea: a status, a step, a merge, whatever any area keeps about ideas."""
    own = (one for one in Idea._meta.related_objects if one.field.remote_field.model is Idea)
    return any(one.related_model._default_manager.filter(**{one.field.name: idea.pk}).exists() for one in own)


def _copy(giver: Entry, taker: Entry) -> None:
    for field in Entry._meta.concrete_fields:
        setattr(taker, field.attname, getattr(giver, field.attname))
    taker.entry_ptr_id = giver.entry_id  # type: ignore[attr-defined]


def count_comments(*ideas: Idea) -> None:
    for idea in ideas:
        idea.comments_count = Comment.objects.published().filter(root=idea.entry_id).count()
        Entry.objects.filter(pk=idea.entry_id).update(comments_count=idea.comments_count)
