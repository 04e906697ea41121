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
from .addresses import address_of, address_of_answer
from .models import Category, Topic


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
    may_vote=policies.may_vote,
    may_react=policies.may_write_under,
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
    may_vote=policies.may_vote,
    may_react=policies.may_write_under,
    hydrators=(bring_roots,),
    stays=True,
)

NOTE = Kind(
    model="forum.note",
    label=_("Staff note"),
    plural=_("Staff notes"),
    icon="edit",
    url=address_of_answer,
    card="forum/cards/answer.html",
    takes_comments=False,
    narrower=True,
    counts=lambda note, change: None,
    hydrators=(bring_roots,),
    stays=True,
)
