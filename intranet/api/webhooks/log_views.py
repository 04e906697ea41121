"""One delivery: each try, what was sent, what came back, and sending it again."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.core.http import SignedIn
from intranet.core.throttle import throttled

from . import actions
from .models import Delivery
from .payload import told_of
from .views import find_mine


@require_GET
@login_required
def delivery(request: SignedIn, pk: int, delivery_id: int) -> HttpResponse:
    found = _delivery(request, pk, delivery_id)
    told = told_of(found)
    context = {
        "webhook": found.webhook,
        "delivery": found,
        "attempts": list(found.attempts.order_by("-number")[:50]),
        "payload": json.dumps(told, ensure_ascii=False, indent=2) if told is not None else "",
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@login_required
@throttled("webhook_do", limit=120, per_seconds=3600)
def replay(request: SignedIn, pk: int, delivery_id: int) -> HttpResponse:
    found = _delivery(request, pk, delivery_id)
    try:
        if actions.replay(found, by=request.user):
            messages.success(request, _("It is sent again."))
        else:
            messages.info(request, _("It is waiting to be sent already."))
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect(found)


def _delivery(request: SignedIn, pk: int, delivery_id: int) -> Delivery:
    webhook = find_mine(request, pk)
    rows = Delivery.objects.filter(webhook=webhook).select_related("activity__actor", "webhook__space")
    return get_object_or_404(rows, pk=delivery_id)
