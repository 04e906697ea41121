"""The page of kudos, and where its author changes the words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from feeds.models import Kudos
from feeds.views import entry_page
from intranet.content.actions import EditConflict
from intranet.content.policies import can_edit
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions
from .forms import KudosEditForm


@require_GET
def kudos(request: HttpRequest, entry_id: int) -> HttpResponse:
    return entry_page(request, entry_id, Kudos)


@login_required
@require_http_methods(["GET", "POST"])
def kudos_edit(request: SignedIn, entry_id: int) -> HttpResponse:
    found = get_visible(Kudos.objects.with_people(), request.user, pk=entry_id)
    require(can_edit(request.user, found))
    form = KudosEditForm(request.POST or None, kudos=found)
    context: dict[str, Any] = {"form": form, "kudos": found}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.edit_kudos(
                found, by=request.user, body=data["body"], value=data["value"], based_on=data["based_on"]
            )
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return redirect(found.get_absolute_url())
    return render(request, "feeds/kudos/edit.html", context, status=422 if form.is_bound else 200)
