"""What questions about broadcasts bring to the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feeds import panels
from feeds.models import Broadcast, BroadcastQuestion
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content import kinds
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.notifications import groups
from intranet.notifications.groups import Group
from intranet.spaces.audiences import people_in

from . import merging, policies, reading
from .actions import ANSWERED
from .forms import AskForm


def _counted_by_nobody(question: Any, change: int) -> None:
    """A broadcast has no replies to count."""


def _who_answers(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """A new question is for who wrote the broadcast and who signs it."""
    if not activity.verb.endswith(".published"):
        return
    broadcast = Broadcast.objects.filter(entry_ptr=entry.root).first()
    if broadcast is None:
        return
    for pk in people_in(entry.audience).filter(pk__in={broadcast.author_id, broadcast.signed_by_id}):
        if pk.pk != activity.actor_id:
            yield Recipient(pk.pk, "you")


def _who_wanted_it(activity: Activity) -> Iterable[Recipient]:
    """Who asked, and who voted, when it is answered for the first time."""
    if not activity.details.get("first"):
        return
    question = BroadcastQuestion.objects.filter(pk=activity.subject_id).first()
    if question is None:
        return
    parts = merging.votes_with([question.pk])[question.pk]
    asked = set(Entry.objects.filter(pk__in=parts).values_list("author_id", flat=True))
    yield from _told(activity, question, asked, Vote.objects.filter(entry__in=parts))


def _whose_was_joined(activity: Activity) -> Iterable[Recipient]:
    """Who asked it; and who voted for it, where the other one had its answer already."""
    question = BroadcastQuestion.objects.select_related("merged_into").filter(pk=activity.subject_id).first()
    if question is None or question.merged_into is None:
        return
    votes = Vote.objects.filter(entry=question.pk)
    yield from _told(
        activity, question, {question.author_id}, votes if question.merged_into.is_answered else votes.none()
    )


def _told(
    activity: Activity, question: BroadcastQuestion, asked: set[int], votes: QuerySet[Vote]
) -> Iterable[Recipient]:
    concerned = asked | set(votes.values_list("person_id", flat=True))
    for pk in people_in(question.audience).filter(pk__in=concerned).order_by("pk").values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "reply" if pk in asked else "watching")


QUESTION = Kind(
    model="feeds.broadcastquestion",
    label=_("Question about a broadcast"),
    plural=_("Questions about broadcasts"),
    icon="help",
    url=lambda entry: f"{reverse('feeds:broadcast-questions', args=[entry.root_id])}#entry-{entry.entry_id}",
    card="feeds/cards/question.html",
    takes_comments=False,
    may_comment=policies.no_comments,
    published_sentence=_("{actor} asked about a broadcast"),
    concerned=_who_answers,
    counts=_counted_by_nobody,
    may_vote=policies.may_vote,
    votes_with=merging.votes_with,
    voices=merging.voices,
    head_of=lambda question: question.merged_into_id,
    joined_into=lambda question: question.merged.values_list("pk", flat=True),
    watched=False,
    stays=True,
)


def _panel(request: HttpRequest, entry: Any) -> Mapping[str, Any] | None:
    """On the page of a broadcast: what most people would like to know, with its answer."""
    if not isinstance(entry, Broadcast) or not entry.is_published or not request.user.is_authenticated:
        return None
    since = reading.since(entry)
    found = list(reading.questions_about(entry, request.user).order_by(*reading.BY_VOICES)[: reading.MOST_ON_PAGE])
    context = reading.shown(found, entry, request.user)
    if not found and not context["may_ask"]:
        return None
    return context | {
        "form": AskForm(initial={"client_id": uuid4()}),
        "broadcast": entry,
        "since": since,
        "most": reading.MOST_ON_PAGE,
    }


def _can_have_questions() -> Q:
    return Q(kind="feeds.broadcast")


def register() -> None:
    kinds.register(QUESTION)
    verbs.register(
        Verb(ANSWERED, _("{actor} answered your question about a broadcast"), recipients=_who_wanted_it),
        Verb(
            merging.MERGED,
            _("{actor} joined your question about a broadcast with one that asks the same"),
            recipients=_whose_was_joined,
        ),
        Verb(merging.PARTED, _("{actor} parted two questions about a broadcast")),
    )
    groups.register(
        Group(
            "broadcast_questions",
            _("Questions about broadcasts"),
            _("Somebody asks about what you sent, or answers what you asked or voted for."),
            verbs=("feeds.broadcastquestion.*",),
            icon="help",
            order=13,
        )
    )
    panels.register(
        "broadcast-questions", _panel, template="feeds/broadcasts/_questions.html", order=10, where=_can_have_questions
    )
