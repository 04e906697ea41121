"""Where a half-written answer goes on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from forum.models import Topic
from intranet.accounts.models import User
from intranet.conversation.draft_places import Place


def places(numbers: list[int], person: User) -> Mapping[int, Place]:
    topics = Topic.objects.visible_to(person).in_bulk(numbers)
    return {
        pk: Place(_("An answer to “%(title)s”") % {"title": topic.title}, f"{topic.get_absolute_url()}#write")
        for pk, topic in topics.items()
    }
