"""A comment as HTML: for frames once for each language and the same for every reader, for pages and answers as one
reader sees it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from intranet.content.models import Entry
from intranet.core.fragments import remembered
from intranet.core.templatetags.portico import when

from .discussion import complete, threaded
from .models import Comment

TEMPLATE = "conversation/_comment.html"


def comment_html(comment: Any) -> SafeString:
    """The element of a comment that ``discussion.complete`` has completed, with its answers."""
    return remembered(TEMPLATE, shown_of(comment), lambda: {"comment": comment})


def shown_of(comment: Any) -> Hashable:
    """All that ``_comment.html`` and ``_own.html`` show of a comment and its answers: what they write must be here."""
    author, department = comment.author, comment.author.department
    return (
        comment.pk,
        comment.root_id,
        comment.parent_id,
        comment.state,
        comment.is_tombstone,
        comment.is_orphan,
        comment.from_blocked,
        comment.about,
        comment.body_html,
        tuple(comment.became),
        comment.language,
        comment.edited_at is not None,
        when(comment.published_at),
        tuple(comment.reaction_counts.items()),
        frozenset(comment.mine),
        (author.pk, author.name, author.handle, author.avatar, author.kind, author.job_title),
        department.name if department is not None else "",
        tuple(_shown_of_file(file) for file in comment.files),
        tuple(map(shown_of, comment.answers)),
    )


def _shown_of_file(file: Any) -> Hashable:
    return tuple(value for name, value in sorted(file.__dict__.items()) if not name.startswith("_"))


def fragment(entry: Entry) -> dict[str, str]:
    """The comment's element by language: its words, or its tombstone. Nobody's reactions are marked in it, and times
    are those of the house; the reader's browser sets both right."""
    [comment] = complete([Comment.objects.get(pk=entry.entry_id)], None)
    comment.is_orphan = comment.parent_id is not None
    rendered: dict[str, str] = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                rendered[language] = render_to_string(TEMPLATE, {"comment": comment})
    return rendered


def place(entry: Entry, request: HttpRequest) -> str:
    """The comment's element for one reader, with the answers that stand under it."""
    around = Comment.objects.in_discussion_of(entry.root or entry).standing_for(request.user)
    rows = around.filter(pk=entry.entry_id) | around.filter(parent=entry.entry_id)
    comments = threaded(complete(list(rows.order_by("pk")), request.user))
    return "".join(comment_html(comment) for comment in comments)
