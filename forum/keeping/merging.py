"""Joining two topics, and parting them again.

The question of the one becomes an answer of the other; its answers, remarks, notes, votes and watches go over. Its
address leads on for ever. What went is written down, so that it can go back as long as nobody has taken it further.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Answer, Merge, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.actions.placing import cut_off
from intranet.content.models import Attachment, Entry, Revision
from intranet.conversation.models import Comment, Mention, Reaction, Vote, Watch
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed

from . import policies
from .counting import count_anew, published_under
from .moving import hold_topic, stand_in

UNDONE_WITHIN = timedelta(days=30)
# What of an entry is its words: the question of the source says them as an answer.
_WORDS = ("body", "body_html", "body_text", "renderer", "edited_at", "revisions_count")
_ACCEPTED = ("accepted", "accepted_by", "accepted_at")


@action
def merge_topics(source: Topic, *, into: Topic, by: User) -> Merge:
    """Make ``source`` a part of another topic. ValidationError where one of the two was joined with something else
    meanwhile."""
    _hold_both(source, into)
    require(policies.can_merge_topics(by, source, into))
    before, left = source.audience, list(dict.fromkeys([source.audience, source.root_key]))
    going = published_under(source)
    question = _question_of(source, into)
    moved = {
        "said": going,
        "question": question.pk,
        "votes": _union(Vote, source, into),
        "watches": _union(Watch, source, into),
        "accepted": None,
        "locked": source.comments_locked,
    }
    _hang(Entry.objects.filter(pk__in=going), under=into)
    Comment.objects.filter(pk__in=going, under=None, parent=None).update(under=question.pk)
    if into.accepted_id is None and source.accepted_id is not None and into.wants_answer:
        moved["accepted"] = source.accepted_id
        _hand_on_accepted(source, into)
    source.merged_into, source.comments_locked, source.waiting_since, source.due_at = into, True, None, None
    source.save(update_fields=["merged_into", "comments_locked", "waiting_since", "due_at"])
    merge = Merge.objects.create(source=source, target=into, question=question, moved=moved, made_by=by)
    stand_in(source, into.category)
    cut_off(before, source)
    count_votes(source, into)
    count_anew(source)
    count_anew(into)
    mark_changed([source.pk, into.pk, question.pk, *going])
    frame = {"entry": source.pk, "into": into.pk}
    record("forum.topic.merged", by=by, on=source, streams=left, frame=frame, into=into.pk, before=before)
    frame = {"entry": into.pk, "joined": source.pk, "count": into.answers_count}
    record("forum.topic.joined", by=by, on=into, streams=[into.root_key], frame=frame, source=source.pk)
    return merge


@action
def undo_merge(merge: Merge, *, by: User) -> Topic:
    """Part them again: what came over goes back, with what was remarked on it since. What was said in the joined topic
    itself stays there. ValidationError when it is too late, or one of the two was taken further."""
    source, target = merge.source, merge.target
    _lock(source, target)
    merge.refresh_from_db()
    require(policies.can_undo_merge(by, merge))
    if now() - merge.made_at > UNDONE_WITHIN:
        raise ValidationError(
            _("This was joined more than %(days)s days ago: it cannot be parted any more. Split it.")
            % {"days": UNDONE_WITHIN.days},
            code="late",
        )
    if source.merged_into_id != target.pk or target.merged_into_id is not None:
        raise ValidationError(_("One of the two was joined with something else since."), code="merged")
    if merge.question is not None and not merge.question.is_published:
        raise ValidationError(_("What was asked was taken away where it stands now. Bring it back first."), code="gone")
    moved, before = merge.moved, target.audience
    if moved["accepted"] is not None and target.accepted_id == moved["accepted"]:
        _hand_on_accepted(target, source)
    source.merged_into, source.comments_locked = None, moved["locked"]
    source.save(update_fields=["merged_into", "comments_locked"])
    _hang_back(source, target, merge)
    for model, name in ((Vote, "votes"), (Watch, "watches")):
        model.objects.filter(pk__in=moved[name], entry_id=target.pk).update(entry_id=source.pk)
    stand_in(source, source.category)
    if source.audience != before:
        cut_off(before, source)
    count_votes(source, target)
    count_anew(source)
    count_anew(target)
    merge.undone_by, merge.undone_at = by, now()
    merge.save(update_fields=["undone_by", "undone_at"])
    mark_changed([source.pk, target.pk, *published_under(source)])
    frame = {"entry": target.pk, "parted": source.pk, "count": target.answers_count}
    record("forum.topic.parted", by=by, on=source, streams=[target.root_key, source.audience], frame=frame)
    return source


def _hold_both(source: Topic, target: Topic) -> None:
    _lock(source, target)
    for topic in (source, target):
        hold_topic(topic)


def _lock(*topics: Topic) -> None:
    """In the order of their numbers: two who join the same two the other way round wait, and never in a ring."""
    for topic in sorted(topics, key=lambda one: one.pk):
        hold(topic)
        topic.refresh_from_db()


def _question_of(source: Topic, target: Topic) -> Answer:
    """What was asked, as an answer with its date. Nobody is told: nobody said anything."""
    question = Answer(root=target, author=source.author, space=target.space, audience=target.audience)
    question.published_at, question.active_at, question.language = (
        source.published_at,
        source.active_at,
        source.language,
    )
    question.kind = Answer._meta.label_lower
    question.save(force_insert=True)
    _hand_over(source, question)
    return question


def _union(model: Any, source: Topic, target: Topic) -> list[int]:
    """Put over the rows of those who have none there; by number, which ones that were."""
    there = model.objects.filter(entry=target.pk)
    mine = model.objects.filter(entry=source.pk)
    if model is Vote:
        mine = mine.exclude(Q(on_behalf_of=None, person__in=there.filter(on_behalf_of=None).values("person")))
        mine = mine.exclude(
            on_behalf_of__in=there.exclude(on_behalf_of=None).values("on_behalf_of"), on_behalf_of__isnull=False
        )
        mine = mine.exclude(person=target.author_id, on_behalf_of=None)
    else:
        mine = mine.exclude(person__in=there.values("person"))
    going = list(mine.values_list("pk", flat=True))
    model.objects.filter(pk__in=going).update(entry_id=target.pk)
    return going


def _hang(said: Any, *, under: Topic) -> None:
    """Put what was said under another topic; a note keeps its own readers."""
    said.update(root=under.pk, space=under.space)
    apart = said.exclude(kind="forum.note")
    apart.filter(state=Entry.State.PUBLISHED).update(audience=under.audience)
    apart.exclude(state=Entry.State.PUBLISHED).update(intended_audience=under.audience)


def _hang_back(source: Topic, target: Topic, merge: Merge) -> None:
    question = merge.question
    back = Q(pk__in=merge.moved["said"])
    back |= Q(pk__in=Comment.objects.filter(under__in=merge.moved["said"]).values("pk"))
    if question is not None:
        here = Comment.objects.filter(under=question.pk)
        back |= Q(pk__in=list(here.values_list("pk", flat=True)))
        here.update(under=None)
        _hand_over(question, source)
    _hang(Entry.objects.filter(back, root=target.pk), under=source)
    if question is not None:
        merge.question = None
        merge.save(update_fields=["question"])
        if target.accepted_id == question.pk:
            target.accepted = target.accepted_by = target.accepted_at = None
            target.save(update_fields=list(_ACCEPTED))
        mark_changed([question.pk])
        question.delete()


def _hand_over(giver: Entry, taker: Entry) -> None:
    """The words, with their history, who is named in them, their files and reactions: they stand in one place alone,
    so that whoever takes them away there has taken them away."""
    empty = Entry()
    for name in _WORDS:
        setattr(taker, name, getattr(giver, name))
        setattr(giver, name, getattr(empty, name))
    giver.reaction_counts, taker.reaction_counts = {}, giver.reaction_counts
    for model in (Attachment, Mention, Reaction, Revision):
        model._default_manager.filter(entry=giver.entry_id).update(entry=taker.entry_id)
    for entry in (giver, taker):
        entry.save(update_fields=[*_WORDS, "reaction_counts"])


def _hand_on_accepted(giver: Topic, taker: Topic) -> None:
    kept = {name: getattr(giver, name) for name in _ACCEPTED}
    for name in _ACCEPTED:
        setattr(giver, name, None)
    giver.save(update_fields=list(_ACCEPTED))
    for name, value in kept.items():
        setattr(taker, name, value)
    taker.save(update_fields=list(_ACCEPTED))


def count_votes(*topics: Topic) -> None:
    for topic in topics:
        topic.votes_count = Vote.objects.filter(entry=topic.pk).count()
        topic.save(update_fields=["votes_count"])
