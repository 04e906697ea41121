"""Saying what becomes of an idea, and looking back at what was said."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.actions import set_status
from ideas.models import Idea
from ideas.policies import can_keep_idea
from intranet.content.asked import ask
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in

from .forms import StatusForm


@login_required
@require_http_methods(["GET", "POST"])
def status(request: SignedIn, idea_id: int) -> HttpResponse:
    """Choose a status and say why. What was typed stays when something is missing."""
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    require(can_keep_idea(request.user, idea))
    wanted = number_in(request.GET.get("to"))
    form = StatusForm(request.POST or None, idea=idea, initial={} if wanted is None else {"status": wanted})
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            set_status(idea, by=request.user, status=sent["status"], answer=sent["answer"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved"))
            return redirect(idea)
    context = {"entry": idea, "idea": idea, "form": form}
    return ask(
        request,
        "ideas/deciding/_status.html",
        _("Status and official answer"),
        context,
        status=422 if form.is_bound else 200,
    )
