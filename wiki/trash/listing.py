"""The trash of a space as one person sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest

from intranet.content.models import Entry, Revision
from intranet.spaces.audiences import Viewer, audiences_of, spaces_kept
from intranet.spaces.models import Space
from wiki import policies
from wiki.models import Page

NEWEST = ("-withdrawn_at", "-pk")


class Trashed(NamedTuple):
    page: Any
    # How many pages went along with it, and come back with it.
    along: int
    may_restore: bool
    may_erase: bool


def gone_from(space: Space, viewer: Viewer) -> Any:
    """The pages that were put into the trash by themselves and that this person could read before: who keeps the space
    sees them all, others what they began or put there."""
    if not viewer.is_authenticated:
        return Page.objects.none()
    gone = _with_titles(Page.objects.filter(space=space, state=Entry.State.DELETED, trashed_with__isnull=True))
    gone = gone.filter(intended_audience__in=audiences_of(viewer))
    if space.pk in spaces_kept(viewer):
        return gone
    return gone.filter(Q(withdrawn_by=viewer) | Q(author=viewer) | Q(owner=viewer))


def gone_page(pk: int, viewer: Viewer) -> Any:
    """What is in the trash, for who sees it there; the same 404 for everything else."""
    gone = Page.objects.filter(pk=pk).select_related("space").first()
    if gone is None or gone.space is None:
        raise Http404
    found = gone_from(gone.space, viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _with_titles(pages: Any) -> Any:
    """The words of what is deleted are in its history only."""
    said = Revision.objects.filter(entry=OuterRef("pk"), note="deleted").order_by("-number")
    return pages.annotate(
        last_title=Coalesce(Subquery(said.values("title")[:1]), "folded_title"),
    ).select_related("space", "author", "withdrawn_by")


def lines_of(pages: Iterable[Any], viewer: Viewer) -> list[Trashed]:
    """A page of the list, with what this person may do about each."""
    pages = list(pages)
    took = Page.objects.filter(trashed_with__in=pages, state=Entry.State.DELETED).order_by()
    along = dict(took.values("trashed_with").annotate(n=Count("pk")).values_list("trashed_with", "n"))
    return [
        Trashed(
            page,
            along.get(page.pk, 0),
            bool(policies.can_trash_page(viewer, page)),
            bool(policies.can_erase_page(viewer, page)),
        )
        for page in pages
    ]


def just_trashed(request: HttpRequest) -> Any | None:
    """The page that this person comes from having put into the trash; its Undo stands on the page they come to."""
    asked = request.GET.get("trashed", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 18 and request.user.is_authenticated):
        return None
    gone = Page.objects.filter(pk=int(asked), state=Entry.State.DELETED, withdrawn_by=request.user)
    return _with_titles(gone.filter(intended_audience__in=audiences_of(request.user))).first()
