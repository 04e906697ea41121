"""The manifests of topics, answers and notes: what the rest of the house needs to know of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.conversation.kind import bring_roots
from intranet.conversation.watching import concerned_by_comment
from intranet.spaces.audiences import people_in

from . import policies
from .actions.answers import count_answer
from .actions.topics import count_topic
from .addresses import address_of, address_of_answer, address_of_note
from .by_mail import answer_topic, may_answer_topic, may_note, note_beside
from .keeping.parts import parts_go_along
from .keeping.policies import closes_with_a_reason
from .models import Category, Topic
from .notes.rendering import fragment as notes_fragment
from .notes.rendering import place as place_of_note
from .notes.streams import stream_of_notes
from .notes.telling import concerned_by_note
from .reading.rendering import fragment, place


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


TOPIC = Kind(
    model="forum.topic",
    label=_("Topic"),
    plural=_("Topics"),
    icon="forum",
    url=address_of,
    card="forum/cards/topic.html",
    edit_url=lambda entry: reverse("forum:edit", args=[entry.entry_id]),
    published_sentence=_("{actor} asked “{title}”"),
    concerned=_who_answers,
    counts=count_topic,
    own_tags=lambda topic: topic.chosen_tags,
    answered=lambda topic: topic.is_solved or (topic.answers_count > 0 and not topic.wants_answer),
    answer=answer_topic,
    may_answer=may_answer_topic,
    may_vote=policies.may_vote,
    may_react=policies.may_write_under,
    may_lock=closes_with_a_reason,
    taken_along=parts_go_along,
    unsearched=lambda topic: topic.unlisted or topic.merged_into_id is not None,
    stays=True,
)

ANSWER = Kind(
    model="forum.answer",
    label=_("Answer"),
    plural=_("Answers"),
    icon="check",
    url=address_of_answer,
    card="forum/cards/answer.html",
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

NOTE = Kind(
    model="forum.note",
    label=_("Staff note"),
    plural=_("Staff notes"),
    icon="eye-off",
    url=address_of_note,
    card="forum/cards/note.html",
    takes_comments=False,
    narrower=True,
    published_sentence=_("{actor} wrote a staff note about “{title}”"),
    concerned=concerned_by_note,
    counts=lambda note, change: None,
    answer=note_beside,
    may_answer=may_note,
    stream=stream_of_notes,
    fragment=notes_fragment,
    place=place_of_note,
    edit_url=lambda entry: reverse("forum:edit-note", args=[entry.entry_id]),
    edited_in=".note-own",
    hydrators=(bring_roots,),
    stays=True,
)
