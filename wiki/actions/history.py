"""What is said of versions afterwards: what they are called, and that a text was taken out of the history."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from wiki import policies
from wiki.models import Authorship, Bulletin, Page, Version

from .bringing import hold_page

LONGEST_NOTE = 200


@action
def note_version(page: Page, *, by: User, number: int, note: str) -> Version:
    """Say what a version is, or say it otherwise; without words it is one among others again."""
    hold_page(page)
    require(policies.can_edit_page(by, page))
    version = _version(page, number)
    note = " ".join(note.replace("\x00", "").split())
    if len(note) > LONGEST_NOTE:
        raise ValidationError(_("This is too long: 200 characters at most."), code="too_long")
    if note == version.note:
        return version
    version.note = note
    if version.sort in (Version.Sort.QUIET, Version.Sort.NAMED):
        version.sort = Version.Sort.NAMED if note else Version.Sort.QUIET
    version.save(update_fields=["note", "sort"])
    record("wiki.version.named", by=by, on=page, number=number)
    return version


@action
def withdraw_versions(page: Page, *, by: User, first: int, last: int, reason: str) -> int:
    """Take the texts of some versions out of the history for good: a password, somebody's address. That there were
    versions, and who had a part in them, stays. Returns how many texts went.

    What readers see, and what is being written, is not history: it is changed on the page.
    """
    hold_page(page)
    require(policies.can_withdraw_versions(by, page))
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise ValidationError(_("Say why: it stands in the history instead of the text."), code="reason")
    if len(reason) > 300:
        raise ValidationError(_("This is too long: 300 characters at most."), code="too_long")
    if first > last:
        first, last = last, first
    versions = Version.objects.filter(page=page, number__range=(first, last))
    if versions.filter(number__in=[page.published_number, page.version_number]).exists():
        raise ValidationError(
            _("The newest version, and the one readers see, stay. Change the page first."),
            code="current",
        )
    gone = list(versions.filter(withdrawn_at=None).only("pk", "number"))
    if not gone:
        return 0
    empty = Version()
    empty.text = ""
    Version.objects.filter(pk__in=[version.pk for version in gone]).update(
        packed=empty.packed, note="", withdrawn_at=now(), withdrawn_by=by, withdrawal_reason=reason
    )
    # What was said of it elsewhere: the first lines in notices, and the words by whom they were.
    Bulletin.objects.filter(page=page, older__lte=last, newer__gte=first).update(lines=[])
    Authorship.objects.filter(page=page).delete()
    record("wiki.version.withdrawn", by=by, on=page, first=first, last=last, reason=reason)
    return len(gone)


def _version(page: Page, number: int) -> Version:
    version = Version.objects.filter(page=page, number=number).first()
    if version is None:
        raise ValidationError(_("There is no such version."), code="number")
    return version
