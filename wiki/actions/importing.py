"""Files that become pages: brought, looked through, and let in or not."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.files.names import clean_name
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space
from wiki.importing import jobs, policies
from wiki.importing.forgetting import forget_bytes
from wiki.importing.reading import TEXTS
from wiki.models import Page, PageImport

LARGEST = 250 * 2**20
TAKEN = frozenset(TEXTS | {"zip", "xml"})
State = PageImport.State


@action
def bring_files(file: File[Any], *, by: User, space: Space, parent: Page | None = None, name: str = "") -> PageImport:
    """Keep a zip, or a single text, and have it looked through; nothing is made. It takes the place of one that this
    person had looked through before. ValidationError for what is not taken."""
    require(policies.can_import(by, space, parent))
    name = clean_name(name or file.name or "")
    if PurePosixPath(name).suffix.lstrip(".").lower() not in TAKEN:
        raise ValidationError(
            _("Bring a .zip of Markdown or HTML, a single .md, .html, .rst or .docx, or a dump of MediaWiki (.xml)."),
            code="ending",
        )
    if not file.size:
        raise ValidationError(_("This file is empty."), code="empty")
    if file.size > LARGEST:
        raise ValidationError(
            _("This file has %(size)s; %(most)s is the most.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(LARGEST)},
            code="too_large",
        )
    if PageImport.objects.filter(person=by, state=State.RUNNING).exists():
        raise ValidationError(_("Pages of yours are coming in right now. Wait until they are."), code="running")
    for earlier in PageImport.objects.filter(person=by, state__in=[State.LOOKING, State.READY]):
        forget_bytes(earlier)
        earlier.delete()
    path = default_storage.save(f"imports/{secrets.token_hex(24)}", file)
    try:
        passage = PageImport.objects.create(
            person=by, space=space, parent=parent, under_a_page=parent is not None, name=name, path=path
        )
        jobs.look_through_import.enqueue(passage=passage.pk)
    except BaseException:
        default_storage.delete(path)
        raise
    return passage


@action
def begin_on_server(*, by: User, space: Space, parent: Page | None = None, name: str) -> PageImport:
    """An import of what lies on the server itself: whoever calls this looks through it and brings it in."""
    require(policies.can_import(by, space, parent))
    return PageImport.objects.create(
        person=by, space=space, parent=parent, under_a_page=parent is not None, name=clean_name(name)
    )


@action
def let_in(passage: PageImport, *, by: User, by_job: bool = True) -> PageImport:
    """Make the pages that were looked through: by a job, or by whoever calls this. Pressed twice, it is done once."""
    held = PageImport.objects.select_for_update(of=("self",)).select_related("space", "parent").get(pk=passage.pk)
    if held.state != State.READY:
        return held
    _must_be_own(held, by)
    if held.under_a_page and held.parent is None:
        raise ValidationError(_("The page it was to stand under is not there any more."), code="parent")
    require(policies.can_import(by, held.space, held.parent))
    held.state, held.done, held.begun_at = State.RUNNING, 0, now()
    held.save(update_fields=["state", "done", "begun_at"])
    record("wiki.import.begun", by=by, on=held, audience="", name=held.name, pages=held.total, space=held.space_id)
    if by_job:
        jobs.bring_in.enqueue(passage=held.pk)
    return held


@action
def stop_import(passage: PageImport, *, by: User) -> PageImport:
    """Stop it. What has come in stays; what was looked through and not let in is forgotten."""
    held = PageImport.objects.select_for_update().get(pk=passage.pk)
    _must_be_own(held, by)
    if held.state in (State.LOOKING, State.READY, State.RUNNING):
        was_running = held.state == State.RUNNING
        held.state, held.done_at, held.problem = State.STOPPED, now(), ""
        held.save(update_fields=["state", "done_at", "problem"])
        if was_running:
            jobs.tidy_import.enqueue(passage=held.pk)
        else:
            forget_bytes(held)
    return held


@action
def import_looked_through(passage: PageImport, *, problem: str = "") -> bool:
    """The looking is over. False where nobody waits for it any more."""
    waiting = PageImport.objects.filter(pk=passage.pk, state=State.LOOKING)
    if problem:
        told = waiting.update(state=State.REFUSED, problem=problem[:500], done_at=now())
        if told:
            forget_bytes(passage)
        return bool(told)
    facts = {"total": passage.total, "files": passage.files, "left_out": passage.left_out}
    return bool(waiting.update(state=State.READY, done=0, **facts))


@action
def import_is_in(passage: PageImport, *, problem: str = "") -> bool:
    """Everything is in, or what there was is at an end; whoever brought it is told."""
    state = State.STOPPED if problem else State.DONE
    running = PageImport.objects.filter(pk=passage.pk, state=State.RUNNING)
    if not running.update(state=state, problem=problem[:500], done_at=now()):
        return False
    forget_bytes(passage)
    made = passage.rows.filter(outcome="made").count()
    page = reverse("wiki:import", args=[passage.pk])
    record("wiki.import.done", by=None, on=passage, audience="", person=passage.person_id, page=page, pages=made)
    return True


@action
def forget_import(passage: PageImport, *, by: User) -> None:
    """Delete what is known of an import; its pages stay."""
    held = PageImport.objects.select_for_update().get(pk=passage.pk)
    _must_be_own(held, by)
    if held.state != State.RUNNING:
        forget_bytes(held)
        held.delete()


def _must_be_own(passage: PageImport, by: User) -> None:
    require(policies.can_tend_import(by, passage))
