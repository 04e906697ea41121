"""A topic that came as a mail. A sender can be forged: nothing is out before its author has said that it was them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from forum import policies
from forum.models import Category, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import attachments
from intranet.content.actions import written_before
from intranet.content.models import Attachment, Entry
from intranet.content.texts import write_text
from intranet.content.titles import check_title, slug_of
from intranet.core.decisions import require
from intranet.realtime.units import action

# What nobody has confirmed for so long goes.
KEPT = timedelta(days=14)


@action
def keep_mailed(
    category: Category, *, by: User, title: str, body: str, client_id: UUID, attachment_ids: Iterable[Any] = ()
) -> Topic:
    """Keep a mail as a draft of a topic, which nobody but ``by`` reads. ``content.actions.publish_now`` brings it out,
    through the same gates as what is written here."""
    if (earlier := written_before(Topic, by=by, client_id=client_id)) is not None:
        return earlier
    require(policies.can_ask(by, category))
    title = check_title(title)
    topic = Topic(
        category=category,
        sort=category.sorts[0],
        slug=slug_of(title, "topic"),
        product=category.product,
        last_said_by=by,
        by_mail=True,
        author=by,
        space=category.space,
        audience=by.key,
        intended_audience=category.audience,
        state=Entry.State.DRAFT,
        language=by.language,
        client_id=client_id,
    )
    write_text(topic, by=by, title=title, body=body)
    topic.save(force_insert=True)
    attachments.attach(list(attachment_ids), to=topic, by=by)
    record("forum.topic.mailed", by=by, on=topic)
    return topic


@action
def forget_mailed() -> int:
    """What nobody has confirmed goes, with its files. Returns how many there were."""
    old = Topic.objects.filter(
        by_mail=True, state=Entry.State.DRAFT, published_at=None, created_at__lt=now() - KEPT
    ).values_list("pk", flat=True)
    going = list(old[:500])
    # Files that belong to nothing go by themselves.
    Attachment.objects.filter(entry__in=going).update(entry=None)
    Entry.objects.filter(pk__in=going).delete()
    return len(going)
