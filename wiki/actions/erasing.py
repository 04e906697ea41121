"""Deleting for ever what is in the trash."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.collab.actions import forget_document
from intranet.content.actions.writing import hold
from intranet.content.files.preparing import remove_bytes
from intranet.content.models import Attachment, Entry
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from intranet.search.indexing import mark_changed
from wiki import policies
from wiki.models import Page

from .trees import GAP, hold_tree, position_before, put_under


@action
def erase_page(page: Page, *, by: User) -> int:
    """Delete a page that is in the trash for ever, with what its deletion took along: text, history, files, what was
    said about it. How many pages went. What stands under it all the same (hidden by a moderator) comes to the top."""
    assert page.space is not None
    hold_tree(page.space)
    hold(page)
    require(policies.can_erase_page(by, page))
    if not page.is_deleted:
        raise ValidationError(_("Put it into the trash first."), code="not_trashed")
    along = Page.objects.filter(trashed_with=page, state=Entry.State.DELETED)
    going = [page.pk, *along.values_list("pk", flat=True)]
    place = position_before(page.space, None, None)
    for left in Page.objects.filter(parent__in=going).exclude(pk__in=going).order_by("position", "pk"):
        Page.objects.filter(pk=left.pk).update(parent=None, position=place)
        put_under(left, None)
        place += GAP
    record("wiki.page.erased", by=by, on=page, pages=len(going))
    forget_pages(going)
    return len(going)


@step
def forget_pages(going: list[int]) -> None:
    """Text, history, files, what was said about them, and what of them stands in the ledger. What stood under them has
    been put elsewhere."""
    files = list(Attachment.objects.filter(entry__in=going))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        transaction.on_commit(partial(remove_bytes, file), robust=True)
    Activity.objects.filter(subject__in=[f"entry_{pk}" for pk in going]).exclude(verb="wiki.page.erased").update(
        label="", details={}
    )
    mark_changed(going)
    for pk in going:
        forget_document(f"page_{pk}")
    for gone in Page.objects.filter(pk__in=going).order_by("-path"):
        gone.delete()
