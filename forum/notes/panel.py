"""The notes beside a topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from forum import panels
from forum.models import Topic
from intranet.conversation.notes.panel import notes_beside


def _of_topic(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    return notes_beside(request, topic)


def register() -> None:
    panels.register("notes", _of_topic, template="forum/notes/_panel.html", place="under_answers", order=10)
