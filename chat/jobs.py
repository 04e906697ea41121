"""Long work of rooms that no request waits for."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.jobs import job, scheduled

from .models import Room, RoomExport

# So long at a time, then others get their turn.
SECONDS = 20
TRIED_FOR = timedelta(days=1)


@job(attempts=6, backoff=60)
def clear_room(*, room: int) -> int:
    """Delete what a room keeps no longer. Returns how many batches were deleted in this turn."""
    from chat.keeping import rule as keeping  # noqa: PLC0415 - actions enqueue this job

    from .actions.keeping import begin_clearing, clear_some  # noqa: PLC0415

    found = Room.objects.filter(pk=room).first()
    before = keeping.cut_off(keeping.days_kept(found)) if found else None
    if found is None or before is None or (clearing := begin_clearing(found, before=before)) is None:
        return 0
    batches, until = 0, monotonic() + SECONDS
    while clear_some(clearing):
        batches += 1
        if monotonic() > until:
            clear_room.enqueue_once(key=str(room), room=room)
            break
    return batches


@scheduled(cron="37 2 * * *", name="chat.clear_rooms")
def clear_rooms() -> None:
    """Every night: a job for each room in which something has become too old."""
    from chat.keeping import rule as keeping  # noqa: PLC0415

    for room in keeping.rooms_to_clear():
        clear_room.enqueue_once(key=str(room.pk), room=room.pk)


@job(attempts=3, backoff=120)
def make_export(*, export: int) -> bool:
    """Write the file that somebody has asked for."""
    from chat.keeping.exporting import make  # noqa: PLC0415

    found = RoomExport.objects.select_related("person", "room").filter(pk=export).first()
    return found is not None and make(found)


@scheduled(cron="47 4 * * *", name="chat.exports")
def look_after_exports() -> None:
    """Delete the files whose week is over; give up on what could not be made in a day."""
    from .actions.exporting import forget_export  # noqa: PLC0415

    house = User.objects.system()
    for export in RoomExport.objects.filter(state=RoomExport.State.READY, expires_at__lte=now())[:500]:
        forget_export(export, by=house)
    RoomExport.objects.filter(state=RoomExport.State.WAITING, asked_at__lt=now() - TRIED_FOR).update(
        state=RoomExport.State.FAILED
    )
