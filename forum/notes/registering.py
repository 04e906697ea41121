"""What the forum says of the notes of the staff; the rest is ``intranet.conversation.notes``."""

from __future__ import annotations

from collections.abc import Iterable

from forum.models import Area, Enquiry, Topic
from intranet.content.models import Entry
from intranet.conversation.notes import families
from intranet.spaces.audiences import ORG

from . import panel


def _for_whom(root: Entry) -> str:
    """All staff, as far as they read what it is about; beside a private thread those alone who answer it."""
    if isinstance(root, Topic):
        return ORG
    area = Area.objects.filter(enquiries=root.entry_id).first()
    return area.side if area is not None else ORG


def _who_answers(root_id: int) -> Iterable[int | None]:
    for model in (Topic, Enquiry):
        yield from model.objects.filter(pk=root_id).values_list("assignee", flat=True)


def register() -> None:
    families.register(
        families.Family("forum.note", ("forum.topic", "forum.enquiry"), audience=_for_whom, concerned=_who_answers)
    )
    panel.register()
