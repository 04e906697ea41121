"""What has been written and is not published, and looking at a page as people outside do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intranet.collab import documents
from intranet.content.history import changed_parts
from intranet.core.decisions import YES, no, require
from intranet.core.difference import difference
from intranet.core.http import SignedIn
from wiki import policies
from wiki.docs import views as docs
from wiki.reading import views

from .eyes import EYES, seen_by
from .views import page_at


@login_required
@require_safe
def unpublished(request: SignedIn, page_id: int) -> HttpResponse:
    """What readers do not see yet, beside the button that brings it out."""
    page = page_at(request, page_id)
    require(policies.can_publish_page(request.user, page))
    text = documents.read_text(page.document)
    pieces = list(changed_parts(difference(page.body, text))) if text != page.body else []
    return render(request, "wiki/rights/unpublished.html", {"page": page, "pieces": pieces, "reach": page.reach})


@login_required
@require_safe
def seen_as(request: SignedIn, page_id: int, eyes: str) -> HttpResponse:
    page = page_at(request, page_id)
    require(no(_("You look through somebody’s eyes already.")) if getattr(request, "viewing", None) else YES)
    require(policies.can_manage_page(request.user, page) or policies.can_edit_page(request.user, page))
    chosen = next((one for one in EYES if one == eyes), None)
    if chosen is None:
        raise Http404

    shown = docs.page if page.is_outside else views.page

    def view(asked: HttpRequest) -> HttpResponse:
        return shown(asked, page.pk, page.slug)

    seen = seen_by(request, chosen, view, back=reverse("wiki:page", args=[page.pk, page.slug]))
    if seen is not None:
        return seen
    request.viewing = None  # type: ignore[attr-defined]
    response = render(request, "wiki/rights/unseen.html", {"page": page, "eyes": chosen})
    response["Cache-Control"] = "private, no-store"
    return response
