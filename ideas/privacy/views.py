"""Asking whether a private idea may be opened, and answering."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ideas.models import Idea
from intranet.core.http import SignedIn, get_visible

from . import actions


@login_required
@require_POST
def ask(request: SignedIn, idea_id: int) -> HttpResponse:
    idea = _idea(request, idea_id)
    if actions.ask_to_open(idea, by=request.user):
        messages.success(request, _("%(name)s is asked.") % {"name": idea.author.name})
    return redirect(idea)


@login_required
@require_POST
def answer(request: SignedIn, idea_id: int) -> HttpResponse:
    """Its author opens it (``open``), or says no to who asked."""
    idea = _idea(request, idea_id)
    try:
        if request.POST.get("open"):
            actions.open_to_board(idea, by=request.user)
            messages.success(request, _("All who read the board read it now."))
        else:
            actions.keep_private(idea, by=request.user)
            messages.success(request, _("It stays private."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(idea)


def _idea(request: SignedIn, idea_id: int) -> Idea:
    return get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
