"""A message as HTML: for frames once for each language and the same for every reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from intranet.accounts.models import User
from intranet.content.models import Attachment, Entry

from .models import Message, RoomMember

TEMPLATE = "chat/_message.html"


def fragment(entry: Entry) -> dict[str, str] | None:
    """The message's element by language, its words or its tombstone; nothing where somebody follows the room's stream
    who came after this was said: then browsers that show it ask for it."""
    message = Message.objects.select_related("room").get(pk=entry.entry_id)
    if message.seq and RoomMember.objects.filter(room=message.room_id, history_from__gte=message.seq).exists():
        return None
    return rendered(message)


def rendered(message: Any) -> dict[str, str]:
    message.is_tombstone = message.empty_tombstone()
    message.files = [] if message.is_tombstone else list(Attachment.objects.filter(entry=message.pk))
    message.mine = frozenset()
    message.author = User.objects.with_byline().get(pk=message.author_id)
    found: dict[str, str] = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found[language] = render_to_string(TEMPLATE, {"message": message})
    return found
