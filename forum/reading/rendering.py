"""An answer as HTML by itself: for frames once for each language and the same for every reader, for what follows a
press as one reader sees it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from forum.models import Answer, Topic
from intranet.content.models import Entry
from intranet.core.kept import Piece

from .completing import complete
from .filling import fill, own_of

TEMPLATE = "forum/_answer.html"
OWN = "forum/_answer_own.html"


def fragment(entry: Entry) -> dict[str, str]:
    """The answer's element by language, or its tombstone. What is one reader's own the browser adds."""
    topic = topic_of(entry)
    answer: Any = Answer.objects.get(pk=entry.entry_id)
    complete(topic, [answer], None, for_everybody=False)
    rendered: dict[str, str] = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                rendered[language] = render_to_string(TEMPLATE, {"entry": answer, "topic": topic})
    return rendered


def place(entry: Entry, request: HttpRequest) -> str:
    """The answer's element for one reader: after it was written, deleted, brought back or found."""
    return shown(entry, request, TEMPLATE)


def shown(entry: Entry, request: HttpRequest, template: str) -> SafeString:
    topic = topic_of(entry)
    answer: Any = Answer.objects.get(pk=entry.entry_id)
    complete(topic, [answer], request.user)
    html = render_to_string(template, {"entry": answer, "topic": topic})
    return fill(Piece(html), own_of(topic, request))


def topic_of(entry: Entry) -> Topic:
    return Topic.objects.with_place().select_related("category__team__desk").get(pk=entry.root_entry_id)
