"""Half-written texts, kept on the server so that they are back on another device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content.actions import written_before
from intranet.content.attachments import as_tile
from intranet.content.models import Attachment, Entry
from intranet.core.decisions import no, require
from intranet.realtime.units import action

from .models import Draft

KEPT = timedelta(days=90)
MOST = 200
MOST_EARLIER = 3
LONGEST = 400_000
MOST_FIELDS = 40
LONGEST_KEY = 120


@dataclass(frozen=True)
class Writing:
    """What a composer holds: its fields, its files, and what is known of where it came from. ``based_on`` is the
    version the device has last seen. Names that begin with a colon are about the form and no words."""

    fields: Mapping[str, str]
    files: Iterable[UUID] = ()
    based_on: int = 0
    device: str = ""
    page: str = ""
    client_id: UUID | None = None

    @property
    def is_empty(self) -> bool:
        words = (text for name, text in self.fields.items() if not name.startswith(":"))
        return not any(text.strip() for text in words) and not list(self.files)


@action
def keep_draft(key: str, writing: Writing, *, by: User) -> Draft | None:
    """Keep what somebody is writing. What was written last counts; what it takes the place of, if that came from
    another device and was not known here, is kept beside it.

    None when there is nothing to keep: it is empty, or has been sent meanwhile.
    """
    if not by.is_authenticated or not by.is_active:
        require(no(_("Sign in first.")))
    _check(key, writing)
    if writing.is_empty:
        # A composer that was empty all along says nothing about what another device is writing.
        known = Q(version=writing.based_on) | Q(device=writing.device[:40])
        Draft.objects.filter(known, person=by, key=key).delete()
        return None
    if written_before(Entry, by=by, client_id=writing.client_id) is not None:
        return None
    # The person's row keeps two devices, and two tabs, in line.
    User.objects.select_for_update().filter(pk=by.pk).first()
    draft = Draft.objects.filter(person=by, key=key).first()
    fields = dict(writing.fields)
    if draft is None:
        draft = Draft(person=by, key=key, version=max(writing.based_on, 0))
    elif draft.fields != fields and draft.version != writing.based_on and draft.device != writing.device:
        others = [one for one in draft.earlier if one["device"] != draft.device]
        kept = {"fields": draft.fields, "device": draft.device, "at": draft.updated_at.isoformat()}
        draft.earlier = [kept, *others][:MOST_EARLIER]
    draft.fields, draft.device = fields, writing.device[:40]
    draft.client_id, draft.page = writing.client_id, writing.page[:300]
    draft.version += 1
    draft.updated_at = now()
    draft.save()
    draft.files.set(Attachment.objects.filter(pk__in=list(writing.files)[:50], uploader=by, entry__isnull=True))
    _only_so_many(by)
    return draft


@action
def drop_draft(key: str, *, by: User) -> bool:
    """Let go of a draft. False when there was none."""
    return bool(Draft.objects.filter(person=by, key=key[:LONGEST_KEY]).delete()[0])


def drafts_of(person: User) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person)


def kept_under(key: str, person: User) -> Draft | None:
    """The draft of one composer. Most have none, and that is known of all of them: then no query is made."""
    if (keys := person.__dict__.get("_draft_keys")) is None:
        keys = person.__dict__["_draft_keys"] = {row["key"] for row in own_rows(person, "drafts")}
    return drafts_of(person).filter(key=key).first() if key in keys else None


also_read("drafts", lambda person: [as_row(Draft.objects.filter(person=person.pk), key="key")])


def done_with(entry: Entry, writer: User) -> None:
    """What has been sent is a draft no longer, whatever becomes of the browser."""
    sent = Q(key=f"edit:{entry.entry_id}")
    if entry.client_id is not None:
        sent |= Q(client_id=entry.client_id)
    Draft.objects.filter(sent, person=writer).delete()


def files_in_drafts() -> QuerySet[Any]:
    return Draft.files.through.objects.values("attachment_id")


def as_json(draft: Draft) -> dict[str, Any]:
    """What a browser needs to have it back in its composer."""
    return {
        "key": draft.key,
        "fields": draft.fields,
        "version": draft.version,
        "device": draft.device,
        "client_id": str(draft.client_id) if draft.client_id else None,
        "at": draft.updated_at.isoformat(),
        "earlier": draft.earlier,
        "files": [as_tile(file) for file in draft.files.filter(entry__isnull=True)],
    }


def forget_old() -> int:
    """Drafts that nobody has touched for three months; their files go with the files of nothing."""
    return Draft.objects.filter(updated_at__lt=now() - KEPT).delete()[0]


def _check(key: str, writing: Writing) -> None:
    if not key or len(key) > LONGEST_KEY:
        raise ValidationError(_("A draft needs a short name."), code="key")
    if len(writing.fields) > MOST_FIELDS or sum(map(len, writing.fields.values())) > LONGEST:
        raise ValidationError(_("This is too long to be kept as a draft."), code="too_long")


def _only_so_many(person: User) -> None:
    mine = Draft.objects.filter(person=person)
    oldest = list(mine.order_by("-updated_at", "-pk").values_list("pk", flat=True)[MOST : MOST + 20])
    if oldest:
        mine.filter(pk__in=oldest).delete()
