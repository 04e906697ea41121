"""Who reads a page, who edits it, who proposes changes; and whether it is locked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.collab.actions import close_document
from intranet.content.actions.writing import hold
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Circle
from wiki import policies, rights
from wiki.models import Page

from .pages import lose_readers
from .trees import tell_tree


@action
def set_reading(page: Page, *, by: User, reads: str, circle: Circle | None = None) -> list[int]:
    """Say who reads a page and all that follows it, or nothing, so that it follows the page above. Returns the ids of
    the pages whose readers this decides. ValidationError for chosen readers that are not named."""
    hold(page)
    require(policies.can_manage_page(by, page))
    outside = (Page.Reads.PUBLIC, Page.Reads.CUSTOMERS)
    before = page.wanted_audience
    page.reads, page.reads_circle = _chosen(reads, circle, Page.Reads.CHOSEN)
    said = rights.reading_of(page)
    if said.what in outside and said.what != _was(before):
        require(policies.can_open_to_outside(by, page))
    page.save(update_fields=["reads", "reads_circle"])
    followers = rights.spread_reading(page)
    lose_readers(page, before)
    if before != page.wanted_audience:
        for one in Page.objects.filter(pk__in=followers):
            close_document(one.document, reason="rights")
    record("wiki.page.reading_set", by=by, on=page, before=before, after=page.wanted_audience, pages=len(followers))
    assert page.space is not None
    tell_tree(page.space, "rights", page)
    return followers


def _was(audience: str) -> str:
    return audience if audience in (Page.Reads.PUBLIC, Page.Reads.CUSTOMERS) else ""


def _chosen(what: str, circle: Circle | None, chosen: str) -> tuple[str, Circle | None]:
    if what == chosen and circle is None:
        raise ValidationError(_("Name at least one person, team or company."), code="circle")
    return what, circle if what == chosen else None


@action
def set_editing(page: Page, *, by: User, edits: str, circle: Circle | None = None) -> Page:
    hold(page)
    require(policies.can_manage_page(by, page))
    page.edits, page.edits_circle = _chosen(edits, circle, Page.Edits.CHOSEN)
    page.save(update_fields=["edits", "edits_circle"])
    record("wiki.page.editing_set", by=by, on=page, edits=edits)
    for one in Page.objects.with_subtree(page).only("pk"):
        close_document(one.document, reason="rights")
    return page


@action
def set_proposing(page: Page, *, by: User, proposals: str) -> Page:
    hold(page)
    require(policies.can_manage_page(by, page))
    page.proposals = proposals
    page.save(update_fields=["proposals"])
    record("wiki.page.proposing_set", by=by, on=page, proposals=proposals)
    return page


@action
def lock_page(page: Page, *, by: User, reason: str = "") -> Page:
    """From now on only those who answer for it write in it."""
    hold(page)
    require(policies.can_manage_page(by, page))
    page.locked_at, page.locked_by, page.lock_reason = now(), by, reason.strip()[:200]
    page.save(update_fields=["locked_at", "locked_by", "lock_reason"])
    close_document(page.document, reason="rights")
    record("wiki.page.fixed", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk}, reason=reason[:200])
    return page


@action
def unlock_page(page: Page, *, by: User) -> Page:
    hold(page)
    require(policies.can_manage_page(by, page))
    page.locked_at, page.locked_by, page.lock_reason = None, None, ""
    page.save(update_fields=["locked_at", "locked_by", "lock_reason"])
    close_document(page.document, reason="rights")
    record("wiki.page.freed", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk})
    return page
