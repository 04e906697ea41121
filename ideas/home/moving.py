"""Putting an idea into another column."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ideas import actions
from ideas.models import Idea, Status
from intranet.core.http import SignedIn, get_visible, number_in, wants_json
from intranet.core.throttle import throttled


@login_required
@require_POST
@throttled("idea_move", limit=120, per_seconds=60, methods=("POST",))
def move(request: SignedIn, idea_id: int) -> HttpResponse:
    """``status``: the one it gets; ``answer``: what is said with it, where something is."""
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    status = _status(request)
    if status is None:
        return JsonResponse({"detail": ""}, status=422)
    try:
        actions.set_status(idea, by=request.user, status=status, answer=request.POST.get("answer"))
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=422)
    if wants_json(request):
        return JsonResponse({"entry": idea.pk, "status": status.pk, "meaning": status.meaning})
    return redirect(idea)


def _status(request: HttpRequest) -> Status | None:
    return Status.objects.filter(pk=number_in(request.POST.get("status")) or 0).first()
