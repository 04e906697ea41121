"""Beginning a topic, and changing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum import clock, policies
from forum.models import Category, Topic
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.content.actions import edit_entry, publish_entry, written_before
from intranet.content.models import Product, ProductVersion
from intranet.content.policies import can_edit
from intranet.content.titles import check_tags, check_title, slug_of
from intranet.core.decisions import require
from intranet.realtime.units import action


@action
def ask(
    category: Category,
    *,
    by: User,
    title: str,
    body: str = "",
    sort: str = "",
    product: Product | None = None,
    version: ProductVersion | None = None,
    tags: Iterable[str] = (),
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
) -> Topic:
    """Begin a topic of a sort that the category takes. It may be held for its moderators: ``is_held``.

    ValidationError without a title, for a sort that is not begun there, and for a version of another product.
    """
    if (earlier := written_before(Topic, by=by, client_id=client_id)) is not None:
        return earlier
    require(policies.can_ask(by, category))
    title = check_title(title)
    sort = sort or category.sorts[0]
    if sort not in TopicSort.values or sort not in category.sorts:
        raise ValidationError({"sort": _("That is not begun in this category.")}, code="sort")
    topic = Topic(
        category=category, sort=sort, slug=slug_of(title, "topic"), last_said_by=by, chosen_tags=check_tags(tags)
    )
    topic.product, topic.version = _about(product or category.product, version)
    return publish_entry(
        topic,
        by=by,
        title=title,
        body=body,
        space=category.space,
        audience=category.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )


@action
def edit_topic(
    topic: Topic,
    *,
    by: User,
    title: str,
    body: str,
    sort: str | None = None,
    product: Product | None = None,
    version: ProductVersion | None = None,
    tags: Iterable[str] | None = None,
    based_on: int | None = None,
    attachment_ids: Iterable[Any] | None = None,
) -> Topic:
    """Change what was asked; see ``content.actions.edit_entry`` for conflicts and history."""
    title = check_title(title)
    before = (topic.sort, topic.product_id, topic.version_id, topic.chosen_tags)
    if tags is not None:
        topic.chosen_tags = check_tags(tags)
    if sort is not None:
        if sort != topic.sort and sort not in topic.category.sorts:
            raise ValidationError({"sort": _("That is not begun in this category.")}, code="sort")
        topic.sort = sort
    topic.product, topic.version = _about(product, version)
    changed = before != (topic.sort, topic.product_id, topic.version_id, topic.chosen_tags)
    topic.slug = slug_of(title, "topic")
    own = {name: getattr(topic, name) for name in ("sort", "product", "version", "slug", "chosen_tags")}
    require(can_edit(by, topic))
    Topic.objects.filter(pk=topic.pk).update(**own)
    edit_entry(
        topic,
        by=by,
        title=title,
        body=body,
        based_on=based_on,
        attachment_ids=attachment_ids,
        own_fields_changed=changed,
    )
    return topic


def _about(product: Product | None, version: ProductVersion | None) -> tuple[Product | None, ProductVersion | None]:
    if version is not None and product is not None and version.product_id != product.pk:
        raise ValidationError({"version": _("That is a version of another product.")}, code="version")
    return (version.product if version is not None else product), version


def count_topic(topic: Topic, change: int) -> None:
    """A topic has come out, or was taken away: with the first, somebody may begin to wait."""
    if change > 0 and topic.answers_count == 0:
        topic.last_said_at = topic.published_at or now()
        clock.said_in(topic, by=topic.author, at=topic.last_said_at)
        topic.save(update_fields=["last_said_at", *clock.CLOCK])
