"""Saying that an idea still matters."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ideas.models import Idea
from intranet.core.http import SignedIn, get_visible

from .actions import revive as bring_back


@login_required
@require_POST
def revive(request: SignedIn, idea_id: int) -> HttpResponse:
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    if bring_back(idea, by=request.user):
        messages.success(request, _("It is among the ideas again."))
    return redirect(idea)
