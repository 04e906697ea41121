"""The manifests of topics, answers and notes: what the rest of the house needs to know of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import Kind, Standing
from intranet.content.models import Entry
from intranet.conversation.kind import bring_roots
from intranet.conversation.notes.kind import kind_of_notes
from intranet.conversation.watching import concerned_by_comment
from intranet.core.decisions import Decision
from intranet.spaces.audiences import people_in

from . import policies
from .actions.answers import count_answer
from .actions.topics import count_topic
from .addresses import address_of, address_of_answer, address_of_note
from .by_mail import answer_topic, may_answer_topic
from .keeping.parts import parts_go_along
from .keeping.policies import closes_with_a_reason
from .models import Category, Topic
from .reading.rendering import fragment, place


def _come_to(topic: Topic) -> Standing | None:
    if topic.is_solved:
        return Standing(_("Solved"))
    return Standing(_("Closed")) if topic.comments_locked else None


def _who_answers(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """The contacts of the category hear of each topic that is begun there."""
    if not activity.verb.endswith(".published"):
        return
    topic = Topic.objects.filter(pk=entry.pk).select_related("category").first()
    if topic is None:
        return
    contacts = Category.contacts.through.objects.filter(category=topic.category_id).values("user_id")
    for pk in people_in(entry.audience).filter(pk__in=contacts).values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "contact")


def _may_begin(person: Any, entry: Entry) -> Decision:
    return policies.can_ask(person, Topic.objects.with_place().get(pk=entry.entry_id).category)


def _is_answered(topic: Topic) -> bool:
    return topic.is_solved or (topic.answers_count > 0 and not topic.wants_answer)


TOPIC = Kind(
    model="forum.topic",
    label=pgettext_lazy("of the forum", "Topic"),
    plural=_("Topics"),
    icon="forum",
    url=address_of,
    card="forum/cards/topic.html",
    door="forum",
    edit_url=lambda entry: reverse("forum:edit", args=[entry.entry_id]),
    published_sentence=_("{actor} asked “{title}”"),
    concerned=_who_answers,
    counts=count_topic,
    own_tags=lambda topic: topic.chosen_tags,
    answered=_is_answered,
    answer=answer_topic,
    may_answer=may_answer_topic,
    may_vote=policies.may_vote,
    may_release=_may_begin,
    may_react=policies.may_write_under,
    may_lock=closes_with_a_reason,
    taken_along=parts_go_along,
    unsearched=lambda topic: topic.unlisted or topic.merged_into_id is not None,
    state_of=_come_to,
    state_verbs=frozenset(f"forum.topic.{what}" for what in ("closed", "opened", "merged", "parted")),
    head_of=lambda topic: topic.merged_into_id,
    joined_into=lambda topic: Topic.objects.filter(merged_into=topic.entry_id).values_list("pk", flat=True),
    stays=True,
)

ANSWER = Kind(
    model="forum.answer",
    label=_("Answer"),
    plural=_("Answers"),
    icon="check",
    url=address_of_answer,
    card="forum/cards/answer.html",
    door="forum",
    takes_comments=False,
    published_sentence=_("{actor} answered “{title}”"),
    concerned=concerned_by_comment,
    counts=count_answer,
    fragment=fragment,
    place=place,
    edit_url=lambda entry: reverse("forum:answer-edit", args=[entry.entry_id]),
    edited_in=".answer-own",
    answer=answer_topic,
    may_answer=may_answer_topic,
    may_vote=policies.may_vote,
    may_react=policies.may_write_under,
    hydrators=(bring_roots,),
    stays=True,
)

NOTE = kind_of_notes("forum.note", url=address_of_note)
