"""What ideas say of the notes of the staff; the rest is ``intranet.conversation.notes``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from ideas import panels
from ideas.addresses import address_of_said
from ideas.models import Idea
from intranet.content import kinds
from intranet.conversation.notes import families
from intranet.conversation.notes.kind import kind_of_notes
from intranet.conversation.notes.panel import notes_beside

from . import audience


def _whose_it_is(root_id: int) -> Iterable[int | None]:
    return Idea.objects.filter(pk=root_id).values_list("owner", flat=True)


def _of_idea(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    return notes_beside(request, idea)


def register() -> None:
    audience.register()
    families.register(
        families.Family("ideas.note", ("ideas.idea",), audience=audience.staff_who_read, concerned=_whose_it_is)
    )
    kinds.register(kind_of_notes("ideas.note", url=address_of_said))
    panels.register("notes", _of_idea, template="ideas/notes/_panel.html", place="under_comments", order=80)
