"""What the program does with documents. People write through their sockets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.realtime.units import action, step

from . import crdt, limits, log
from .models import Document
from .sorts import taken_apart


@dataclass(frozen=True, slots=True)
class Edited:
    """``seq`` is the number of the last update; ``before`` and ``after`` are alike where nothing was to be changed."""

    seq: int
    before: str
    after: str


@action
def edit_text(name: str, *, by: User | None, change: Callable[[str], str]) -> Edited:
    """Change what a document says while others may be writing in it. ``change`` gets the text of this very moment,
    under a lock, and gives the new one; what differs is applied as one step of the editor's history, so that carets
    and what others are typing stay. Whether ``by`` may is the caller's to ask."""
    document = log.held(name)
    live = crdt.opened(log.updates_of(document), writer=document.writer)
    before = log.as_kept(crdt.text_of(live))
    after = log.as_kept(change(before))
    if after == before:
        return Edited(document.head, before, after)
    update = crdt.changed(live, after)
    if len(live.get_update()) > limits.STATE_BYTES:
        raise ValidationError(_("This page is as long as a page can be. Move a part of it to another one."))
    return Edited(log.add(document, [(update, by.pk if by else None)]), before, after)


@step
def close_document(name: str, *, reason: str) -> None:
    """Send everybody away who has it open. They come back at once and are asked anew what they may."""
    taken_apart(name)
    Document.objects.filter(name=name).update(epoch=F("epoch") + 1)
