"""A room in one file, for who may take it along."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now

from chat import jobs
from chat.keeping.policies import can_export
from chat.models import Room, RoomExport
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

LASTS = timedelta(days=7)


@action
def ask_for_export(room: Room, *, by: User) -> RoomExport:
    """Have the file made. Asked for while it is being made, it is made once."""
    require(can_export(by, room))
    waiting = RoomExport.objects.filter(room=room, person=by, state=RoomExport.State.WAITING)
    if (there := waiting.first()) is not None:
        return there
    try:
        with transaction.atomic():
            export = RoomExport.objects.create(room=room, person=by)
    except IntegrityError:
        return waiting.get()
    record("chat.room.export_asked", by=by, on=room, audience="")
    jobs.make_export.enqueue(export=export.pk)
    return export


@action
def export_is_ready(export: RoomExport, *, path: str, size: int) -> bool:
    """The file is there. False where nobody waits for it any more."""
    waiting = RoomExport.objects.filter(pk=export.pk, state=RoomExport.State.WAITING)
    ready = waiting.update(state=RoomExport.State.READY, path=path, size=size, ready_at=now(), expires_at=now() + LASTS)
    if ready:
        page = reverse("chat:exports", args=[export.room_id])
        record("chat.room.export_ready", by=None, on=export, audience="", person=export.person_id, page=page)
    return bool(ready)


@action
def forget_export(export: RoomExport, *, by: User) -> bool:
    """Delete the file. False where it was gone."""
    if by.pk != export.person_id:
        require(can_administer(by))
    held = RoomExport.objects.select_for_update().get(pk=export.pk)
    if held.state == RoomExport.State.GONE:
        return False
    path, held.state, held.path, held.size = held.path, RoomExport.State.GONE, "", 0
    held.save(update_fields=["state", "path", "size"])
    if path:
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)
    return True
