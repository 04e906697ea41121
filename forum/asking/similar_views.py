"""What is asked while somebody writes: what is similar; and what is told of it afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from forum.models import Topic
from intranet.content.models import Entry
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import get_visible
from intranet.core.throttle import throttled
from intranet.search.similar import similar_to

from .counting import MOST_OPENED, TOLD, count


@require_GET
@never_cache
@throttled("forum_similar", limit=60, per_seconds=60, methods=("GET",))
def similar(request: HttpRequest) -> HttpResponse:
    """A part of the page with the topics and documents that may answer ``q`` already."""
    found = similar_to(request.GET.get("q", "")[:400], request.user)
    return render(request, "forum/asking/_similar.html", {"similar": found})


@require_GET
@throttled("forum_similar", limit=60, per_seconds=60, methods=("GET",))
def beside(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The same for a topic that is there: what stands beside it."""
    topic = get_visible(Topic, request.user, pk=topic_id)
    found = [one for one in similar_to(topic.title, request.user) if one.entry.entry_id != topic.pk]
    return kept_for_guests(render(request, "forum/asking/_similar_beside.html", {"similar": found}))


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
