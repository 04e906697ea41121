"""Files of an entry: tying uploads to what they were uploaded for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision, no, require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action

from .files.preparing import remove_bytes
from .models import Attachment, Entry


def attach(ids: Iterable[Any], *, to: Entry, by: User) -> list[Attachment]:
    """Tie files this person has uploaded to an entry, in the order given. ValidationError for what is not theirs."""
    wanted = _uuids(ids)
    if not wanted:
        return []
    most = SiteSettings.current().max_attachments
    if len(wanted) > most:
        raise ValidationError(_("%(most)s files at most.") % {"most": most}, code="too_many_files")
    found = Attachment.objects.filter(uploader=by, entry__isnull=True).in_bulk(wanted)
    if len(found) != len(wanted):
        raise ValidationError(_("A file is no longer here. Please add it again."), code="file_gone")
    if refused := [file for file in found.values() if file.state == Attachment.State.REFUSED]:
        raise ValidationError([f"{file.name}: {file.refusal}" for file in refused], code="refused")
    for position, pk in enumerate(wanted):
        file = found[pk]
        file.entry_id, file.position = to.entry_id, position
        file.save(update_fields=["entry", "position"])
    return [found[pk] for pk in wanted]


def replace(ids: Sequence[Any], *, of: Entry, by: User) -> bool:
    """Make these the files of an entry: what is missing is untied, what is new is tied. True when that changed it."""
    wanted = _uuids(ids)
    present = list(of.attachments.values_list("pk", flat=True))
    if wanted == present:
        return False
    of.attachments.exclude(pk__in=wanted).update(entry=None)
    attach([pk for pk in wanted if pk not in present], to=of, by=by)
    for position, pk in enumerate(wanted):
        Attachment.objects.filter(pk=pk, entry_id=of.entry_id).update(position=position)
    return True


def can_describe(person: User, attachment: Attachment) -> Decision:
    if attachment.uploader_id == person.pk:
        return YES
    return no(_("Only the person who uploaded it can describe it."))


@action
def describe(attachment: Attachment, *, by: User, alt_text: str) -> None:
    """Say in words what a picture shows, for those who cannot see it."""
    require(can_describe(by, attachment))
    attachment.alt_text = " ".join(alt_text.split())[:300]
    attachment.save(update_fields=["alt_text"])


def describe_all(ids: Iterable[Any], said: Mapping[str, str], *, by: User) -> None:
    """Take the descriptions that came with a form: one field ``alt_<id>`` for each file of ``ids``."""
    wanted = {pk: text for pk in _uuids(ids) if (text := said.get(f"alt_{pk}", "").strip())}
    if wanted:
        _describe_each(wanted, by=by)


@action
def _describe_each(wanted: Mapping[UUID, str], *, by: User) -> None:
    for attachment in Attachment.objects.filter(uploader=by, pk__in=wanted):
        describe(attachment, by=by, alt_text=wanted[attachment.pk])


def as_tile(file: Attachment) -> dict[str, Any]:
    """What a form needs to show a file that was uploaded before (static/js/upload-drop.js)."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "kind": file.kind,
        "alt": file.alt_text,
        "thumb": file.thumb_url if file.is_image and file.is_ready else "",
    }


def at_hand(ids: Iterable[Any], *, by: User) -> list[dict[str, Any]]:
    """The tiles of a form that comes back with an error: this person's files that belong to nothing yet."""
    try:
        wanted = _uuids(ids)
    except ValidationError:
        return []
    found = Attachment.objects.filter(uploader=by, entry__isnull=True).in_bulk(wanted[:50])
    return [as_tile(found[pk]) for pk in wanted if pk in found]


@action
def discard(attachment: Attachment, *, by: User) -> None:
    """Take back a file that is not tied to an entry; what is tied goes by editing the entry."""
    if attachment.uploader_id != by.pk:
        require(no(_("Only the person who uploaded it can take it back.")))
    taken, _rows = Attachment.objects.filter(pk=attachment.pk, entry__isnull=True).delete()
    if not taken:
        require(no(_("This file belongs to an entry now. Edit the entry to take it out.")))
    transaction.on_commit(lambda: remove_bytes(attachment), robust=True)


def _uuids(ids: Iterable[Any]) -> list[UUID]:
    try:
        return list(dict.fromkeys(pk if isinstance(pk, UUID) else UUID(str(pk)) for pk in ids))
    except ValueError as error:
        raise ValidationError(_("A file is no longer here. Please add it again."), code="file_gone") from error
