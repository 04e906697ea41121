"""Taking a file in."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.jobs import prepare_picture
from intranet.content.models import Attachment
from intranet.core.decisions import YES, Decision, no, require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer

from .names import clean_name, folder_of
from .previewing import has_preview, preview_file
from .quotas import must_have_room, one_at_a_time
from .types import Type, recognise


def can_upload(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active:
        return YES
    return no(_("Sign in to add files."))


@action
def store_upload(file: File, *, by: User, name: str = "", alt_text: str = "") -> Attachment:
    """Keep a file of ``by``, not yet tied to anything. ValidationError, with a sentence, for what we do not take.

    Pictures are ``processing`` until a job has made the copies that pages show; everything else is ready at once.
    """
    require(can_upload(by))
    name = clean_name(name or file.name or "")
    size = file.size or 0
    _must_fit(size, by=by)
    found, facts = recognise(file, name)
    if size > found.most_bytes:
        raise _too_large(size, found.most_bytes)
    pk = uuid.uuid4()
    path = default_storage.save(f"{folder_of(pk)}/original", file)
    try:
        attachment = Attachment.objects.create(
            pk=pk,
            uploader=by,
            name=name,
            size=size,
            mime=found.mime,
            kind=found.kind,
            width=facts.width if facts else None,
            height=facts.height if facts else None,
            alt_text=" ".join(alt_text.split())[:300],
            state=_first_state(found),
            file=path,
        )
        if attachment.is_image:
            prepare_picture.enqueue(attachment=str(pk))
        elif has_preview(attachment):
            preview_file.enqueue(attachment=str(pk))
    except BaseException:
        default_storage.delete(path)
        raise
    return attachment


def _first_state(found: Type) -> str:
    return Attachment.State.PROCESSING if found.kind == Attachment.Kind.IMAGE else Attachment.State.READY


def _must_fit(size: int, *, by: User) -> None:
    site = SiteSettings.current()
    if size > site.max_upload_bytes:
        raise _too_large(size, site.max_upload_bytes)
    one_at_a_time(by)
    must_have_room(size, by=by)
    today = Attachment.objects.filter(uploader=by, created_at__gt=now() - timedelta(days=1))
    used = today.aggregate(used=Sum("size"))["used"] or 0
    if used + size > site.daily_upload_mb * 2**20:
        raise ValidationError(
            _("You have uploaded %(used)s since yesterday; %(most)s a day is the most. Try again tomorrow.")
            % {"used": filesizeformat(used), "most": filesizeformat(site.daily_upload_mb * 2**20)},
            code="quota",
        )


def _too_large(size: int, most: int) -> ValidationError:
    return ValidationError(
        _("This file has %(size)s; %(most)s is the most.")
        % {"size": filesizeformat(size), "most": filesizeformat(most)},
        code="too_large",
    )
