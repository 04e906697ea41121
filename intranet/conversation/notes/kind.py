"""The manifest of a kind of notes: all the same, but for their model and for where one of them stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.conversation.kind import bring_roots
from intranet.core.decisions import Decision, no

from .actions import add_note
from .policies import can_write_note
from .rendering import fragment, place
from .streams import stream_of_notes
from .telling import concerned_by_note


def note_beside(entry: Entry, *, by: User, **sent: Any) -> Any:
    """What answers the mail about a note stays among the staff."""
    root = entry.root
    if root is None:
        raise ValueError(f"{entry} stands under nothing")
    return add_note(root, by=by, **sent)


def may_note(person: User, entry: Entry) -> Decision:
    return can_write_note(person, entry.root) if entry.root is not None else no("")


def kind_of_notes(model: str, *, url: Callable[[Entry], str]) -> Kind:
    return Kind(
        model=model,
        label=_("Staff note"),
        plural=_("Staff notes"),
        icon="eye-off",
        url=url,
        card="conversation/cards/note.html",
        takes_comments=False,
        narrower=True,
        published_sentence=_("{actor} wrote a staff note about “{title}”"),
        concerned=concerned_by_note,
        counts=lambda note, change: None,
        answer=note_beside,
        may_answer=may_note,
        stream=stream_of_notes,
        fragment=fragment,
        place=place,
        edit_url=lambda entry: reverse("conversation:edit-note", args=[entry.entry_id]),
        edited_in=".note-own",
        hydrators=(bring_roots,),
        stays=True,
    )
