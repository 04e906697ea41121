"""What is asked while somebody writes: what is similar; and what is told of it afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from intranet.content.models import Entry
from intranet.core.throttle import throttled

from .counting import MOST_OPENED, TOLD, count
from .similar import similar_to


@require_GET
@never_cache
@throttled("forum_similar", limit=60, per_seconds=60, methods=("GET",))
def similar(request: HttpRequest) -> HttpResponse:
    """A part of the page with the topics and documents that may answer ``q`` already."""
    found = similar_to(request.GET.get("q", "")[:400], request.user)
    return render(request, "forum/asking/_similar.html", {"similar": found})


@require_POST
@throttled("forum_told", limit=40, per_seconds=3600)
def told(request: HttpRequest) -> HttpResponse:
    """``what`` became of a form, as its browser says; ``entry``: what was opened from it."""
    what = request.POST.get("what", "")
    if what in TOLD:
        numbers = [int(one) for one in request.POST.getlist("entry")[:MOST_OPENED] if one.isascii() and one.isdigit()]
        readable = Entry.objects.visible_to(request.user).filter(pk__in=numbers) if what == "spared" else ()
        count(what, entries=readable)
    return HttpResponse(status=204)
