"""What the editor asks while somebody writes: names of pages, and a place for files."""

from __future__ import annotations

import json
from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from intranet.content.files.views import upload
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from wiki import actions, policies
from wiki.models import Page

from .completing import LONGEST, offers, whither


@login_required
@require_safe
def complete(request: SignedIn) -> JsonResponse:
    """Pages for ``[[``: ``q`` is what was typed, ``page`` where."""
    page = _page_written(request)
    home = page.space if page is not None else None
    found = offers(
        request.GET.get("q", "")[:LONGEST],
        viewer=request.user,
        home=home,
        besides=page.pk if page is not None else None,
    )
    return JsonResponse({"items": [asdict(offer) for offer in found]})


@login_required
@require_safe
def find(request: SignedIn) -> HttpResponse:
    """Where ``[[target]]`` leads from the page ``page``: to the page of that name, or to the form that begins it."""
    page = _page_written(request)
    home = page.space_id if page is not None else None
    found = whither(request.GET.get("target", "")[: 2 * LONGEST], viewer=request.user, home=home)
    if found is None:
        raise Http404
    return redirect(found if isinstance(found, str) else found.get_absolute_url())


@login_required
@require_POST
def add_files(request: SignedIn, page_id: int) -> HttpResponse:
    """Take files in as ``content:upload`` does, and make them the page's at once, so that those who write with one see
    them too."""
    page = get_visible(Page.objects.published(), request.user, pk=page_id)
    require(policies.can_edit_page(request.user, page))
    answer = upload(request)
    if answer.status_code == 201:
        said = json.loads(answer.content)
        actions.add_files(page, by=request.user, ids=[file["id"] for file in said.get("files", [said])])
    return answer


def _page_written(request: HttpRequest) -> Page | None:
    number = request.GET.get("page", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    return get_visible(Page.objects.published().select_related("space"), request.user, pk=int(number))
