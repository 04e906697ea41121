"""A note as HTML: the same for everybody of the staff, so that frames carry it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from intranet.content.models import Entry

from .families import family_named
from .reading import completed

TEMPLATE = "conversation/notes/_note.html"


def fragment(entry: Entry) -> dict[str, str]:
    """By language; nothing of one that was taken away but its place, which goes too."""
    found = family_named(entry.kind).note.objects.filter(pk=entry.entry_id)
    [note] = completed(list(found), None)
    said: dict[str, str] = {}
    with timezone.override(timezone.get_default_timezone()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                said[language] = render_to_string(TEMPLATE, {"note": note})
    return said


def place(entry: Entry, request: HttpRequest) -> str:
    """The note's element for one reader: the answer to Delete and Undo."""
    standing = family_named(entry.kind).note.objects.standing_for(request.user)
    notes: list[Any] = completed(list(standing.filter(pk=entry.entry_id)), request.user)
    return "".join(render_to_string(TEMPLATE, {"note": note}, request=request) for note in notes)
