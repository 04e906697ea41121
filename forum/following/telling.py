"""Who hears of a new topic because they follow where it stands, and what a day's summary says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forum.models import Following, Topic
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.models import Entry, TaggedEntry
from intranet.notifications.groups import Group
from intranet.notifications.wordings import Wording

if TYPE_CHECKING:
    from intranet.notifications.models import Notification

FOLLOWED = "followed"
GATHERED = "forum.topics.gathered"
# In one summary; the page has them all.
MOST_NAMED = 12

GROUP = Group(
    "forum",
    _("New topics I follow"),
    _("What is asked in the categories, with the tags or in the whole community, as you follow it there."),
    reasons=frozenset({FOLLOWED}),
    verbs=("forum.topics.*",),
    channels=frozenset({"app", "mail"}),
    icon="forum",
    order=34,
)


def followers(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Who follows the category, a tag or all of it, at once."""
    if activity.verb != "forum.topic.published":
        return
    topic = Topic.objects.filter(pk=entry.entry_id, unlisted=False).first()
    if topic is None:
        return
    found = Following.objects.filter(_about(topic), level=Following.Level.AT_ONCE)
    for person in found.order_by("person").values_list("person_id", flat=True).distinct():
        yield Recipient(person, FOLLOWED)


def _about(topic: Topic) -> Q:
    tags = TaggedEntry.objects.filter(content_object=topic.pk).values("tag")
    return Q(category=topic.category_id) | Q(tag__in=tags) | Q(category=None, tag=None)


def topics_of(following: Following) -> QuerySet[Topic]:
    """What it is about, as far as the person may read it."""
    topics = Topic.objects.visible_to(following.person).listed().without_blocked(following.person)
    if following.category_id is not None:
        return topics.filter(category=following.category_id)
    if following.tag_id is not None:
        tagged = TaggedEntry.objects.filter(tag=following.tag_id).values("content_object")
        return topics.filter(pk__in=tagged)
    return topics


def gathered_since(following: Following, since: datetime) -> list[int]:
    new = topics_of(following).filter(published_at__gt=since).exclude(author=following.person_id)
    return list(new.order_by("published_at", "pk").values_list("pk", flat=True)[:200])


def tell_the_day() -> None:
    """What those are told who want to hear once a day."""
    from forum.actions.following import tell_gathered  # noqa: PLC0415 - the actions know the models alone

    for following in Following.objects.filter(level=Following.Level.DAILY).select_related("person", "category", "tag"):
        until = now()
        since = following.told_until or following.created_at
        if not following.person.is_active:
            continue
        # Whoever comes second finds nothing left to tell.
        mine = Following.objects.filter(pk=following.pk, told_until=following.told_until).update(told_until=until)
        if mine and (topics := gathered_since(following, since)):
            tell_gathered(following, topics)


def holder(activity: Activity) -> Iterable[Recipient]:
    for person in Following.objects.filter(pk=activity.subject_id).values_list("person_id", flat=True):
        yield Recipient(person, FOLLOWED)


GATHERED_VERB = Verb(GATHERED, _("New topics in “{title}”"), recipients=holder)


def wordings(notifications: Sequence[Notification]) -> Mapping[int, Wording]:
    """The titles, as far as the reader may still read them."""
    found = {}
    for row in notifications:
        numbers = row.activity.details.get("topics", ())
        titles = list(
            Topic.objects.visible_to(row.recipient)
            .listed()
            .filter(pk__in=numbers)
            .order_by("published_at", "pk")
            .values_list("title", flat=True)
        )
        many = ngettext("%(count)d new topic", "%(count)d new topics", len(titles)) % {"count": len(titles)}
        found[row.pk] = Wording(
            words=f"{many}: {titles[0]}" if titles else many,
            summary="\n".join([*(f"• {title}" for title in titles[:MOST_NAMED])]) or many,
            leads=_leads(row),
        )
    return found


def _leads(row: Notification) -> str:
    following = Following.objects.select_related("category", "tag").filter(pk=row.activity.subject_id).first()
    if following is not None and following.category is not None:
        return reverse("forum:category", args=[following.category.slug])
    if following is not None and following.tag is not None:
        return reverse("content:tag", args=[following.tag.slug])
    return reverse("forum:home")
