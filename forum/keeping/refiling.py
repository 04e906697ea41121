"""Giving a topic of somebody else another title and other tags, and putting back what was there before. The words of
the question stay its author's."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.centre.consent import published_as
from forum.models import Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import gates
from intranet.content.actions import EditConflict
from intranet.content.models import Revision
from intranet.content.tags import file_under
from intranet.content.titles import check_tags, check_title, slug_of
from intranet.core.decisions import require
from intranet.core.markup import render
from intranet.realtime.units import action, step

from . import policies
from .moving import hold_topic

REFILED = "forum.topic.refiled"
PUT_BACK = "forum.topic.filing_put_back"
LONGEST_TITLE = 200


@action
def refile_topic(topic: Topic, *, by: User, title: str, tags: Iterable[str], based_on: int | None = None) -> bool:
    """False when it has that title and those tags. What was there before stands in the history, from where whoever
    keeps order puts it back; who asked is told. EditConflict when it was changed since ``based_on``, ValidationError
    for a title or tags that do not go, or that a rule of the house refuses."""
    hold_topic(topic)
    require(policies.can_refile_topic(by, topic))
    if based_on is not None and based_on != topic.revisions_count:
        raise EditConflict(topic)
    return _give(topic, title, tags, by=by, verb=REFILED)


@action
def put_filing_back(topic: Topic, *, by: User, number: int) -> bool:
    """The title and tags that it had before the change ``number``. False when it has them. ValidationError where there
    was no such change."""
    hold_topic(topic)
    require(policies.can_put_back(by, topic))
    before = refilings_of(topic).filter(number=number).first()
    if before is None:
        raise ValidationError(_("There is no such change any more."), code="gone")
    return _give(topic, before.title, before.tags or (), by=by, verb=PUT_BACK)


def refilings_of(topic: Topic) -> QuerySet[Revision]:
    """What others made of its title and tags, the last first: each with what was there before."""
    return Revision.objects.filter(entry=topic.entry_id, tags__isnull=False).order_by("-number")


@step
def _give(topic: Topic, title: str, tags: Iterable[str], *, by: User, verb: str) -> bool:
    title, tags = check_title(title), check_tags(tags)
    if len(title) > LONGEST_TITLE:
        raise ValidationError({"title": _("The title is too long: 200 characters at most.")}, code="title_too_long")
    if (title, tags) == (topic.title, topic.chosen_tags):
        return False
    title, tags, noticed = _through_the_gates(topic, title, tags, by=by)
    Revision.objects.create(
        entry_id=topic.entry_id,
        number=topic.revisions_count + 1,
        editor=by,
        title=topic.title,
        body=topic.body,
        written_at=topic.edited_at or topic.published_at or topic.created_at,
        tags=topic.chosen_tags,
    )
    topic.title, topic.slug, topic.chosen_tags = title, slug_of(title, "topic"), tags
    topic.edited_at = now()
    topic.revisions_count += 1
    topic.save(update_fields=["title", "slug", "chosen_tags", "edited_at", "revisions_count"])
    # Tags that stand in its words are its author's.
    file_under(topic, [*render(topic.body).tags, *tags])
    frame = {"entry": topic.entry_id, "title": title, "tags": tags, "revision": topic.revisions_count}
    streams = [topic.audience, topic.root_key]
    record(verb, by=by, on=topic, streams=streams, frame=frame, revision=topic.revisions_count)
    gates.tell_noticed(topic, noticed, by=by)
    return True


def _through_the_gates(
    topic: Topic, title: str, tags: list[str], *, by: User
) -> tuple[str, list[str], tuple[gates.Verdict, ...]]:
    """The rules of the house are asked about what this person says, title and tags, and not about the words of who
    asked. What a customer agreed to is asked about as a whole: nobody gives it another title."""
    said = copy(topic)
    said.title = title
    if not published_as(topic):
        said.body = said.body_text = ", ".join(tags)
        said.body_html = ""
        passage = gates.ask(said, by=by, is_edit=True)
        tags = check_tags(passage.body.split(","))
    else:
        passage = gates.ask(said, by=by, is_edit=True)
    return passage.title, tags, passage.noticed
