"""Another title and other tags for a topic, and putting back what was there before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.addresses import address_of
from forum.models import Topic
from intranet.content.actions import EditConflict
from intranet.content.asked import ask
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import policies
from .forms import RefileForm
from .refiling import put_filing_back, refile_topic


@login_required
@require_http_methods(["GET", "POST"])
def refile(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    require(policies.can_refile_topic(request.user, topic))
    form = RefileForm.of(topic, request.POST or None)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            changed = refile_topic(
                topic, by=request.user, title=sent["title"], tags=sent["tags"], based_on=sent["based_on"]
            )
        except EditConflict as conflict:
            # What stands there now is read, and what was typed may be sent again over it.
            form.data = request.POST.copy()
            form.data["based_on"] = str(conflict.entry.revisions_count)
            form.add_error(None, conflict)
            form.add_error("title", _("Now it is “%(title)s”.") % {"title": conflict.entry.title})
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if changed:
                messages.success(request, _("Saved. Who asked is told."))
            return redirect(address_of(topic))
    context: dict[str, Any] = {"entry": topic, "topic": topic, "form": form}
    status = 422 if form.is_bound else 200
    return ask(request, "forum/keeping/_refile.html", _("Change title and tags"), context, status=status)


@login_required
@require_POST
def put_back(request: SignedIn, topic_id: int, number: int) -> HttpResponse:
    topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    try:
        if put_filing_back(topic, by=request.user, number=number):
            messages.success(request, _("Title and tags are as they were before."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(address_of(topic))
