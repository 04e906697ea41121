"""What can be done with a device on the page of the settings; a browser subscribes through the API."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intranet.core.http import SignedIn, wants_part
from intranet.core.throttle import throttled
from intranet.notifications.models import PushDevice

from . import actions
from .here import card_of


@login_required
@require_POST
def remove(request: SignedIn, device_id: int) -> HttpResponse:
    actions.remove_device(_mine(request, device_id), by=request.user)
    return _done(request, _("Push is off for this device."))


@login_required
@require_POST
def contents(request: SignedIn, device_id: int) -> HttpResponse:
    actions.set_contents(_mine(request, device_id), by=request.user, shown=request.POST.get("shown") == "1")
    return _done(request, _("Saved."))


@login_required
@require_POST
@throttled("push-test", limit=6, per_seconds=60)
def test(request: SignedIn, device_id: int) -> HttpResponse:
    actions.send_test(_mine(request, device_id), by=request.user)
    return _done(request, _("A test is on its way. If none comes, this page will say why."))


def _mine(request: SignedIn, device_id: int) -> PushDevice:
    return get_object_or_404(PushDevice.objects.filter(person=request.user), pk=device_id)


def _done(request: SignedIn, said: str) -> HttpResponse:
    """To a script the list as it is now; to a visit the page."""
    if wants_part(request):
        return render(request, "notifications/_push_devices.html", {"push": card_of(request, request.user)})
    messages.success(request, said)
    return redirect("notifications:preferences")
