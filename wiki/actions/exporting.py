"""Pages in one file, for who may take them along."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space
from wiki.exporting import jobs
from wiki.exporting.policies import can_export
from wiki.models import Page, PageExport

LASTS = timedelta(days=7)
State = PageExport.State


@action
def ask_for_page_export(
    space: Space, *, by: User, form: str, page: Page | None = None, alone: bool = False
) -> PageExport:
    """Have a page, with all below it or ``alone``, or the wiki of a space made into a file. Asked for while that goes
    on, it is made once."""
    require(can_export(by, space, page))
    waiting = PageExport.objects.filter(person=by, space=space, page=page, alone=alone, form=form, state=State.WAITING)
    if (there := waiting.first()) is not None:
        return there
    try:
        with transaction.atomic():
            export = PageExport.objects.create(
                person=by, space=space, page=page, alone=alone, form=PageExport.Form(form)
            )
    except IntegrityError:
        return waiting.get()
    record("wiki.export.asked", by=by, on=export, audience="", form=form, page=page.pk if page else None)
    jobs.make_page_export.enqueue(export=export.pk)
    return export


@action
def export_is_ready(export: PageExport, *, path: str, size: int) -> bool:
    """The file is there. False where nobody waits for it any more."""
    waiting = PageExport.objects.filter(pk=export.pk, state=State.WAITING)
    ready = waiting.update(state=State.READY, path=path, size=size, ready_at=now(), expires_at=now() + LASTS)
    if ready:
        record("wiki.export.ready", by=None, on=export, audience="", person=export.person_id, page=_page_of(export))
    return bool(ready)


@action
def export_failed(export: PageExport, *, problem: str = "") -> None:
    PageExport.objects.filter(pk=export.pk, state=State.WAITING).update(state=State.FAILED, problem=problem[:300])


@action
def forget_page_export(export: PageExport, *, by: User) -> bool:
    """Delete the file. False where it was gone."""
    if by.pk != export.person_id:
        require(can_administer(by))
    held = PageExport.objects.select_for_update().get(pk=export.pk)
    if held.state == State.GONE:
        return False
    path, held.state, held.path, held.size = held.path, State.GONE, "", 0
    held.save(update_fields=["state", "path", "size"])
    if path:
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)
    return True


def _page_of(export: PageExport) -> str:
    if export.page_id is not None:
        return reverse("wiki:export", args=[export.page_id])
    return reverse("wiki:export-space", args=[export.space.slug])
