"""Who reads a page, who edits it, who proposes changes; and whether it is locked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import gates
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Circle
from wiki import policies, rights
from wiki.models import Page, Version
from wiki.outside import is_further, reach
from wiki.spreading import Change, close_documents_of

from .bringing import hold_page
from .coming_out import check_way, hand_in
from .reading import read_by
from .trees import hold_tree
from .versions import take_version


@action
def set_reading(
    page: Page,
    *,
    by: User,
    reads: str,
    circle: Circle | None = None,
    alone: bool = False,
    with_waiting: bool = False,
) -> list[Change]:
    """Say who reads a page and all that follows it, or nothing, so that it follows the page above. Returns what
    changed for the readers of which page.

    ``alone``: those under it that follow it are read by whom they are read by now. ``with_waiting``: those under it
    that say they are for the people of the space follow it from now on, as those do that wait to be published.
    Where the space approves what these readers get, the page is handed in for that, by itself (``page.coming_out``),
    and nothing changes yet. ValidationError for chosen readers that are not named.
    """
    _hold(page)
    wanted, circle = _chosen(reads, circle, Page.Reads.CHOSEN, Page.Reads.values)
    if page.parent is None and wanted == Page.Reads.SPACE:
        wanted = Page.Reads.INHERIT
    assert page.space is not None
    audience = rights.audience_said(wanted, circle.pk if circle else None, page.space)
    audience = audience or rights.audience_under(page.space, page.parent)
    require(policies.can_set_readers(by, page, audience=audience))
    if page.is_published and is_further(page.reach, reach(audience)):
        verdict = gates.ask_about_new_words(page, by=by, audience=audience)
        if verdict is not None and verdict.outcome == "hold":
            text = take_version(page, sort=Version.Sort.QUIET, by=by, publish=False)
            hand_in(page, text, by=by, verdict=verdict, opens=(wanted, circle))
            return []
    if with_waiting and not alone:
        Page.objects.under(page).filter(reads=Page.Reads.SPACE).update(reads=Page.Reads.INHERIT)
    changes = read_by(page, by=by, reads=wanted, circle=circle, alone=alone)
    check_way(page, changes, by=by)
    return changes


def _hold(page: Page) -> None:
    """The tree and the page: who reads it is worked out from what stands above it, which must not move meanwhile."""
    assert page.space is not None
    held = page.space_id
    hold_tree(page.space)
    hold_page(page)
    if page.space_id != held:
        raise ValidationError(_("Somebody has moved this page meanwhile. Look where it is now."), code="moved")
    if page.parent_id is not None:
        page.parent = Page.objects.select_related("space").get(pk=page.parent_id)


def _chosen(what: str, circle: Circle | None, chosen: str, known: list[str]) -> tuple[str, Circle | None]:
    if what not in known:
        raise ValidationError(_("That is none of the choices."), code="choice")
    if what == chosen and circle is None:
        raise ValidationError(_("Name at least one person, team or company."), code="circle")
    return what, circle if what == chosen else None


@action
def set_editing(page: Page, *, by: User, edits: str, circle: Circle | None = None) -> Page:
    """Say who edits a page and all that follows it."""
    _hold(page)
    require(policies.can_manage_page(by, page))
    before = page.edits, page.edits_circle_id
    page.edits, page.edits_circle = _chosen(edits, circle, Page.Edits.CHOSEN, Page.Edits.values)
    if before == (page.edits, page.edits_circle_id):
        return page
    page.save(update_fields=["edits", "edits_circle"])
    close_documents_of(Page.objects.with_subtree(page).values_list("pk", flat=True))
    record("wiki.page.editing_set", by=by, on=page, before=before[0], edits=edits)
    return page


@action
def set_proposing(page: Page, *, by: User, proposals: str) -> Page:
    """Say who proposes changes to a page and to all that follow it."""
    _hold(page)
    require(policies.can_manage_page(by, page))
    if proposals not in Page.Proposing.values:
        raise ValidationError(_("That is none of the choices."), code="choice")
    if page.proposals == proposals:
        return page
    before, page.proposals = page.proposals, proposals
    page.save(update_fields=["proposals"])
    record("wiki.page.proposing_set", by=by, on=page, before=before, proposals=proposals)
    return page


@action
def keep_from_robots(page: Page, *, by: User, kept: bool = True) -> bool:
    """Ask search engines to leave out a page and what stands under it, or no longer. False when it was so already."""
    hold_page(page)
    require(policies.can_manage_page(by, page))
    if page.noindex == kept:
        return False
    page.noindex = kept
    page.save(update_fields=["noindex"])
    record("wiki.page.robots_set", by=by, on=page, kept=kept)
    return True


@action
def lock_page(page: Page, *, by: User, reason: str = "") -> bool:
    """From now on only those who answer for it write in it. False when it was locked for that reason already."""
    hold_page(page)
    require(policies.can_lock(by, page))
    reason = " ".join(reason.split())[:200]
    if page.is_locked and page.lock_reason == reason:
        return False
    page.locked_at, page.locked_by, page.lock_reason = now(), by, reason
    page.save(update_fields=["locked_at", "locked_by", "lock_reason"])
    close_documents_of([page.pk])
    record("wiki.page.fixed", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk}, reason=reason)
    return True


@action
def unlock_page(page: Page, *, by: User) -> bool:
    hold_page(page)
    require(policies.can_lock(by, page))
    if not page.is_locked:
        return False
    page.locked_at, page.locked_by, page.lock_reason = None, None, ""
    page.save(update_fields=["locked_at", "locked_by", "lock_reason"])
    close_documents_of([page.pk])
    record("wiki.page.freed", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk})
    return True
