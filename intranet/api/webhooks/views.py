"""The webhooks one may keep: the list, making one, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

from . import actions, policies, signing
from .forms import AddForm, ChangeForm, ReplayForm
from .models import Delivery, Webhook

PAGE = 30


@require_GET
@login_required
def webhooks(request: SignedIn) -> HttpResponse:
    require(policies.can_open(request.user))
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING))
    mine = Webhook.objects.visible_to(request.user).select_related("space").annotate(waiting=waiting)
    page = keyset_page(mine, by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    return render(request, "webhooks/list.html", {"webhooks": page.items, "next": page.next})


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
@throttled("webhook", limit=60, per_seconds=3600)
def add(request: SignedIn) -> HttpResponse:
    """A new one. Its secret is in the answer and nowhere else, so there is no redirect."""
    require(policies.can_open(request.user))
    asked = {"reach": request.GET.get("reach", "")} if request.method == "GET" else {}
    form = AddForm(request.POST or None, by=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            webhook, secret = actions.add_webhook(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            return render(request, "webhooks/secret.html", {"webhook": webhook, "secret": secret, "is_new": True})
    return render(request, "webhooks/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
@throttled("webhook", limit=60, per_seconds=3600)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    webhook = find_mine(request, pk)
    form = ChangeForm.of(webhook, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_webhook(webhook, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(webhook)
    return render(request, "webhooks/form.html", {"form": form, "webhook": webhook}, status=422 if form.errors else 200)


@require_POST
@never_cache
@login_required
@throttled("webhook_secret", limit=20, per_seconds=3600)
def rotate(request: SignedIn, pk: int) -> HttpResponse:
    """A new secret, in this answer and nowhere else; or the end of the older one."""
    webhook = find_mine(request, pk)
    if request.POST.get("do") == "end":
        if actions.end_older_secret(webhook, by=request.user):
            messages.success(request, _("The older secret has ended. Only the newest signs."))
        return redirect(webhook)
    secret = actions.rotate_secret(webhook, by=request.user)
    return render(request, "webhooks/secret.html", {"webhook": webhook, "secret": secret})


@require_POST
@login_required
@throttled("webhook_do", limit=120, per_seconds=3600)
def do(request: SignedIn, pk: int) -> HttpResponse:
    """Pause, resume, send a test event, replay what failed, delete."""
    webhook, by = find_mine(request, pk), request.user
    try:
        match request.POST.get("do"):
            case "pause":
                actions.pause_webhook(webhook, by=by)
                messages.success(request, _("Paused. Nothing is sent until you resume it."))
            case "resume":
                actions.resume_webhook(webhook, by=by)
                messages.success(request, _("It is on again."))
            case "test":
                return redirect(actions.send_test(webhook, by=by))
            case "replay":
                form = ReplayForm(request.POST)
                count = actions.replay_failed(webhook, by=by, since=form.moment()) if form.is_valid() else 0
                said = ngettext("%(n)s delivery is sent again.", "%(n)s deliveries are sent again.", count)
                messages.success(request, said % {"n": count} if count else _("Nothing failed within that time."))
            case "delete":
                actions.delete_webhook(webhook, by=by)
                messages.success(request, _("The webhook to %(host)s is deleted.") % {"host": webhook.host})
                return redirect("webhooks:webhooks")
            case _:
                raise BadRequest(_("There is no such thing to do with a webhook."))
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect(webhook)


@require_GET
@login_required
def webhook(request: SignedIn, pk: int) -> HttpResponse:
    """One of them, with its log."""
    found = find_mine(request, pk)
    state = request.GET.get("state", "")
    rows = Delivery.objects.filter(webhook=found)
    if state in Delivery.State.values:
        rows = rows.filter(state=state)
    else:
        state = ""
    page = keyset_page(rows, by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    context: dict[str, Any] = {
        "webhook": found,
        "deliveries": page.items,
        "next": page.next,
        "state": state,
        "states": Delivery.State.choices,
        "keys": signing.keys_in_force(found),
        "replay": ReplayForm(),
        "query": f"state={state}" if state else "",
    }
    return render(request, "webhooks/webhook.html", context)


def find_mine(request: SignedIn, pk: int) -> Webhook:
    """The webhook, to whoever may keep it; to others of those who keep some it is not there."""
    require(policies.can_open(request.user))
    return get_visible(Webhook.objects.select_related("space", "keeper"), request.user, pk=pk)
