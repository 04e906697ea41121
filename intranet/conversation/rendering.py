"""A comment as HTML: for frames once for each language and the same for every reader, for answers as one reader sees
it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from intranet.content.models import Entry

from .discussion import complete, threaded
from .models import Comment

TEMPLATE = "conversation/_comment.html"


def fragment(entry: Entry) -> dict[str, str]:
    """The comment's element by language: its words, or its tombstone. Nobody's reactions are marked in it, and times
    are those of the house; the reader's browser sets both right."""
    comment: Any = Comment.objects.select_related("author__department").get(pk=entry.entry_id)
    comment.is_tombstone = comment.empty_tombstone()
    comment.answers, comment.mine, comment.is_orphan = [], set(), comment.parent_id is not None
    rendered = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                rendered[language] = render_to_string(TEMPLATE, {"comment": comment})
    return rendered


def place(entry: Entry, request: HttpRequest) -> str:
    """The comment's element for one reader, with the answers that stand under it."""
    around = Comment.objects.in_discussion_of(entry.root or entry).standing_for(request.user)
    rows = around.filter(pk=entry.entry_id) | around.filter(parent=entry.entry_id)
    comments = threaded(complete(list(rows.select_related("author__department").order_by("pk")), request.user))
    return "".join(render_to_string(TEMPLATE, {"comment": comment}, request) for comment in comments)
