"""Changing the words of a message in their place."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chat import rendering
from chat.tools.views import THE_MESSAGE
from intranet.content import policies as content_policies
from intranet.content.actions import EditConflict, edit_entry
from intranet.content.forms import EntryEditForm
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.throttle import throttled


@login_required
@require_http_methods(["GET", "POST"])
@throttled("edit", limit=60, per_seconds=60, methods=("POST",))
def edit(request: SignedIn, entry_id: int) -> HttpResponse:
    """The form that stands where the words stood; after saving the message itself."""
    found = get_visible(THE_MESSAGE, request.user, pk=entry_id)
    require(content_policies.can_edit(request.user, found))
    form = EntryEditForm.of(found, request.POST or None)
    context: dict[str, Any] = {"form": form, "message": found}
    if form.is_bound and form.is_valid():
        try:
            edit_entry(
                found,
                by=request.user,
                body=form.cleaned_data["body"],
                based_on=form.cleaned_data["based_on"],
                allow_empty=bool(found.forwarded or found.quoted_id),
            )
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if wants_part(request):
                return HttpResponse(rendering.html_of(found, request.user))
            return redirect("content:scheduled") if found.is_waiting else redirect(found.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render_page(request, "chat/tools/edit.html", context, part="chat/tools/_edit.html", status=status)
