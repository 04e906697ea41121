"""Changing what one has said in a thread."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forum.actions.centre_said import edit_said
from forum.models import Enquiry, Reply
from intranet.content.actions import EditConflict
from intranet.content.forms import EntryEditForm
from intranet.content.kinds import real, url_of
from intranet.content.models import Entry
from intranet.content.policies import can_edit
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import reading

_KINDS = [Enquiry._meta.label_lower, Reply._meta.label_lower]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, said_id: int) -> HttpResponse:
    said = real(get_visible(Entry.objects.filter(kind__in=_KINDS).with_people(), request.user, pk=said_id))
    enquiry = get_visible(reading.threads(request.user), request.user, pk=said.root_entry_id)
    require(can_edit(request.user, said))
    form = EntryEditForm.of(said, request.POST or None)
    context: dict[str, Any] = {"form": form, "said": said, "enquiry": enquiry}
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            edit_said(said, by=request.user, body=sent["body"], based_on=sent["based_on"])
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(url_of(said))
    context["layout"] = "layouts/street.html" if request.user.is_customer else "layouts/app.html"
    return render(request, "forum/centre/said_edit.html", context, status=422 if form.is_bound else 200)
