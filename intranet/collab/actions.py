"""What the program does with documents. People write through their sockets."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.realtime import asides
from intranet.realtime.units import action, step

from . import crdt, jobs, limits, log
from .models import Document
from .sorts import taken_apart

log_of_house = logging.getLogger(__name__)
# The aside that says: look at this document.
NEWS = "documents"


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
    if document.settled == document.head:
        jobs.settle_when_quiet(name)
    seq = log.add(document, [(update, by.pk if by else None)])
    transaction.on_commit(lambda: asides.tell(NEWS, name), robust=True)
    return Edited(seq, before, after)


@step
def close_document(name: str, *, reason: str) -> None:
    """Send everybody away who has it open. They come back at once and are asked anew what they may."""
    taken_apart(name)
    if Document.objects.filter(name=name).update(epoch=F("epoch") + 1):
        log_of_house.info("%s is closed to be opened anew: %s", name, reason)
        transaction.on_commit(lambda: asides.tell(NEWS, name), robust=True)


@step
def forget_document(name: str) -> None:
    """What it is about is gone for good, and so is all that was ever typed into it."""
    if Document.objects.filter(name=name).delete()[0]:
        transaction.on_commit(lambda: asides.tell(NEWS, name), robust=True)


@action
def settle(name: str) -> None:
    """Tell the sort, if nobody has written for a while; come back later, if somebody has. Exactly once for each rest:
    what the sort does and that it was told are one transaction."""
    sort, key = taken_apart(name)
    document = Document.objects.select_for_update().filter(name=name).first()
    if document is None or document.settled == document.head or document.written_at is None:
        return
    due = document.written_at + timedelta(seconds=settings.COLLAB_QUIET_SECONDS)
    if due > now():
        jobs.settle.enqueue_at(due, name=name)
        return
    document.settled = document.head
    document.save(update_fields=["settled"])
    sort.settled(key, document.settled)
