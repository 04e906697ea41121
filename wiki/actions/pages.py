"""Beginning a page, naming it, moving it, and taking it away."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.collab.actions import close_document
from intranet.content import gates
from intranet.content.actions import publish_entry, written_before
from intranet.content.actions.writing import bring_back, hold, take_away
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed
from intranet.spaces.models import Space
from wiki import policies, rights
from wiki.links.adopting import look_for_links
from wiki.models import ComingOut, FormerTitle, Page, Version
from wiki.outside import reach, waits_under
from wiki.proposals.audience import follow_pages
from wiki.spreading import spread_reading

from .coming_out import check_move
from .files import take_in_files
from .trees import check_depth, hold_tree, position_before, put_under, tell_tree
from .versions import keep_version
from .watching import note_change


@action
def create_page(
    space: Space,
    *,
    by: User,
    title: str,
    parent: Page | None = None,
    before: Page | None = None,
    body: str = "",
    template: Page | None = None,
    language: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    read_like: Page | None = None,
) -> Page:
    """Begin a page: under ``parent`` or at the top, before a sibling or last, with the text of a template or its own.

    Under a page that customers or everybody read it is at first for the people of the space: what stands outside is
    brought there by hand (``set_reading``). ``read_like``, a page beside it: by whom that one is read, inside of the
    house. ValidationError without a title, and for one that is too long.
    """
    if (earlier := written_before(Page, by=by, client_id=client_id)) is not None:
        return earlier
    hold_tree(space)
    if parent is not None:
        parent = Page.objects.select_related("space").get(pk=parent.pk)
        if parent.space_id != space.pk:
            raise ValidationError(_("That page stands in another space."), code="parent")
    require(policies.can_create_in(by, space, parent))
    check_depth(parent)
    page = Page(parent=parent, position=position_before(space, parent, before), language=language)
    page.set_title(check_title(title))
    audience = rights.audience_under(space, parent)
    if read_like is not None and read_like.reads:
        page.reads, page.reads_circle = read_like.reads, read_like.reads_circle
        audience = rights.audience_said(page.reads, page.reads_circle_id, space)
    if waits_under(audience, now=reach(space.audience)):
        page.reads, page.reads_circle, audience = Page.Reads.SPACE, None, space.audience
    if template is not None and not body:
        body = template.body
    publish_entry(
        page,
        by=by,
        title=title,
        body=body,
        space=space,
        audience=audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        allow_empty=True,
        along=partial(_begin, parent=parent, by=by),
    )
    if page.is_published:
        look_for_links(page)
        tell_tree(space, "created", page)
    return page


def _begin(page: Page, *, parent: Page | None, by: User) -> None:
    page.path = f"{parent.path if parent else '/'}{page.pk}/"
    Page.objects.filter(pk=page.pk).update(path=page.path)
    first = keep_version(page, page.body, sort=Version.Sort.FIRST, authors=[by.pk], seq=0)
    take_in_files(page, page.body, writers=[by.pk])
    if page.is_held:
        # It comes out when what is handed in of it is approved.
        return
    first.published_at, first.readers = page.published_at, page.audience
    first.save(update_fields=["published_at", "readers"])
    page.published_number = first.number
    Page.objects.filter(pk=page.pk).update(published_number=first.number)
    note_change(page, first, older=0)


def check_title(title: str) -> str:
    title = " ".join(title.replace("\x00", "").split())
    if not title:
        raise ValidationError(_("Give the page a title."), code="title")
    if len(title) > 200:
        raise ValidationError(_("The title is too long: 200 characters at most."), code="title_too_long")
    return title


@action
def rename_page(page: Page, *, by: User, title: str) -> Page:
    """Call it something else. The old title still finds it, and so do links by that."""
    hold(page)
    require(policies.can_rename_page(by, page))
    title = check_title(title)
    if title == page.title:
        return page
    if page.is_published:
        verdict = gates.ask_about_new_words(page, by=by, audience=page.audience)
        if verdict is not None and verdict.outcome == "hold":
            raise ValidationError(
                _("What is out here was approved as it is called. Ask one of those who go direct to rename it."),
                code="title_approved",
            )
    assert page.space is not None
    before = page.title
    FormerTitle.objects.update_or_create(page=page, space=page.space, folded=page.folded_title)
    page.set_title(title)
    page.save(update_fields=["title", "slug", "folded_title"])
    FormerTitle.objects.filter(page=page, folded=page.folded_title).delete()
    record(
        "wiki.page.renamed",
        by=by,
        on=page,
        streams=[page.root_key],
        frame={"entry": page.pk, "title": page.title, "slug": page.slug},
        before=before,
    )
    look_for_links(page)
    tell_tree(page.space, "renamed", page)
    return page


@action
def move_page(
    page: Page, *, by: User, parent: Page | None = None, before: Page | None = None, space: Space | None = None
) -> Page:
    """Put a page, with all below it, elsewhere: under ``parent`` or at the top, before a sibling or last; in the same
    tree, or in that of ``space``. Who reads it follows, unless it says so itself; but no page gets outside of the house
    by being moved under one that is: it is for the people of the space then, until somebody publishes it.

    ValidationError where it would stand under itself, or too deep.
    """
    old_space = page.space
    assert old_space is not None
    space = space or (parent.space if parent is not None else old_space)
    assert space is not None
    for one in sorted({old_space, space}, key=lambda found: found.pk):
        hold_tree(one)
    hold(page)
    if page.space_id != old_space.pk:
        raise ValidationError(_("Somebody has moved this page meanwhile. Look where it is now."), code="moved")
    page.refresh_from_db(fields=["path", "parent", "position", "reads", "reads_circle"])
    if parent is not None:
        parent = Page.objects.select_related("space").get(pk=parent.pk)
        if parent.space_id != space.pk or not parent.is_published:
            raise ValidationError(_("That page is not there any more."), code="parent")
        if parent.path.startswith(page.path):
            raise ValidationError(_("A page cannot stand under itself."), code="parent")
    if before is not None:
        before = Page.objects.get(pk=before.pk)
        if before.parent_id != (parent.pk if parent else None) or before.space_id != space.pk:
            before = None
    require(policies.can_move_page(by, page, space, parent))
    deepest = max((path.count("/") for path in _paths(page)), default=page.path.count("/"))
    check_depth(parent, deepest - page.path.count("/") + 1)
    if not page.reads and waits_under(rights.audience_under(space, parent), now=page.reach):
        page.reads = Page.Reads.SPACE
    before_moving = page.wanted_audience
    page.position = position_before(space, parent, before, moving=page)
    page.parent, page.space = parent, space
    page.save(update_fields=["parent", "position", "space", "reads"])
    put_under(page, parent)
    if space.pk != old_space.pk:
        moved = Page.objects.with_subtree(page).values("pk")
        Entry.objects.filter(Q(pk__in=moved) | Q(root_id__in=moved)).update(space=space)
        FormerTitle.objects.filter(page__path__startswith=page.path).update(space=space)
        mark_changed(moved.values_list("pk", flat=True))
        follow_pages(moved.values_list("pk", flat=True))
    changes = spread_reading(page)
    require(policies.can_take_to(by, page, {(change.before, change.after) for change in changes}))
    check_move(page, changes, by=by, before=before_moving, old_space=old_space, space=space)
    verb = "wiki.page.reordered" if space.pk == old_space.pk else "wiki.page.moved"
    record(verb, by=by, on=page, streams=[page.root_key], frame={"entry": page.pk, "space": space.pk})
    if space.pk != old_space.pk:
        tell_tree(old_space, "left", page)
    tell_tree(space, "moved", page)
    return page


def _paths(page: Page) -> list[str]:
    return list(Page.objects.with_subtree(page).values_list("path", flat=True))


@action
def trash_page(page: Page, *, by: User, reason: str = "") -> Page:
    """Put a page, with all below it that this person may take away, into the trash. Links to it are broken until it
    comes back."""
    assert page.space is not None
    hold_tree(page.space)
    hold(page)
    require(policies.can_trash_page(by, page))
    below = Page.objects.under(page).published().select_related("space", "author").order_by("path")
    for one in below:
        Page.objects.filter(pk=one.pk).update(trashed_with=page)
        take_away(one, by=by, reason=reason)
        close_document(one.document, reason="gone")
    ComingOut.objects.filter(page__path__startswith=page.path).delete()
    take_away(page, by=by, reason=reason)
    close_document(page.document, reason="gone")
    tell_tree(page.space, "trashed", page)
    return page


@action
def restore_page(page: Page, *, by: User) -> Page:
    """Bring a page back from the trash, with what its deletion took along; at the top where what it stood under is
    gone."""
    assert page.space is not None
    hold_tree(page.space)
    hold(page)
    page.refresh_from_db(fields=["parent", "path", "trashed_with", "position", "reads", "reads_circle"])
    parent = page.parent
    if parent is not None and not parent.is_published:
        page.position = position_before(page.space, None, None, moving=page)
        page.parent, page.trashed_with = None, None
        page.save(update_fields=["parent", "position", "trashed_with"])
        put_under(page, None)
    bring_back(page, by=by)
    if page.published_at is None:
        # It has never been out, and is its author's and its keepers' again.
        page.state, page.audience = Entry.State.HELD, page.review_audience
        page.save(update_fields=["state", "audience"])
    Page.objects.filter(pk=page.pk).update(trashed_with=None)
    for one in Page.objects.filter(trashed_with=page, state=Entry.State.DELETED).select_related("space", "author"):
        bring_back(one, by=by)
        Page.objects.filter(pk=one.pk).update(trashed_with=None)
    spread_reading(page)
    look_for_links(page)
    tell_tree(page.space, "restored", page)
    return page
