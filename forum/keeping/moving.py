"""Putting a topic into another category: who reads it changes with it, and with all that was said there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models import Category, Topic
from intranet.accounts.models import User
from intranet.content.actions import hold
from intranet.content.actions.placing import cut_off
from intranet.content.actions.telling import lists_of, tell
from intranet.content.actions.writing import take_discussion_along
from intranet.content.models import Pin, Placement
from intranet.content.places import Effect, effect_on_readers
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies


@action
def move_topic(topic: Topic, *, by: User, category: Category) -> bool:
    """False when it stands there already. Its sort becomes one that the category takes, its address stays."""
    hold_topic(topic)
    require(policies.can_move_topic(by, topic, category))
    if topic.category_id == category.pk:
        return False
    before, shown_in, left = topic.wanted_audience, lists_of(topic), topic.category
    topic.category = category
    if category.sorts and topic.sort not in category.sorts:
        topic.sort = category.sorts[0]
    if topic.product_id is None and category.product_id is not None:
        topic.product = category.product
    topic.save(update_fields=["category", "sort", "product"])
    stand_in(topic, category)
    cut_off(before, topic)
    streams = (*shown_in, *lists_of(topic))
    tell(topic, "moved", by=by, streams=streams, before=before, category=category.pk, left=left.pk)
    return True


def stand_in(topic: Topic, category: Category) -> None:
    """Give a topic that is held, and its discussion, the space and the readers of a category."""
    if topic.space_id != category.space_id:
        Pin.objects.filter(entry_id=topic.entry_id).delete()
    Placement.objects.filter(entry_id=topic.entry_id).delete()
    topic.space = category.space
    if topic.is_published:
        topic.audience = category.audience
    else:
        topic.intended_audience = category.audience
    topic.save(update_fields=["audience", "intended_audience", "space"])
    take_discussion_along(topic)


def effect_of_moving(topic: Topic, category: Category) -> Effect:
    """What it means for readers."""
    street = category.readers == Category.Readers.EVERYONE
    was_street = topic.category.readers == Category.Readers.EVERYONE
    return effect_on_readers(topic.wanted_audience, [category.audience], everybody=street and not was_street)


def hold_topic(topic: Topic) -> None:
    """Lock a topic and bring it up to date, with what is its own. One that was joined with another is done with."""
    hold(topic)
    topic.refresh_from_db()
    if topic.merged_into_id is not None:
        raise ValidationError(_("This was joined with another topic meanwhile."), code="merged")
