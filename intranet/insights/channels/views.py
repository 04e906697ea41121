"""The register of outside channels: its list, the page of each, and what keeps it true."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.pagination import keyset_page
from intranet.core.tables import write_table
from intranet.insights.models import OutsideChannel

from . import actions, policies
from .forms import ChannelForm, ReviewForm
from .languages import names_of
from .reading import BY_NAME, COLUMNS, SHOWN, Asked, channels_for, row_of

MOST_ROWS = 2000
HISTORY = 50


@login_required
@require_safe
def channels(request: SignedIn) -> HttpResponse:
    require(policies.can_see_channels(request.user))
    asked = _asked(request)
    page = keyset_page(channels_for(request.user, asked), by=BY_NAME, cursor=request.GET.get("cursor"))
    query = urlencode({name: value for name, value in vars(asked).items() if value})
    context = {
        "channels": page.items,
        "next": page.next,
        "asked": asked,
        "query": query,
        "shown": SHOWN,
        "kinds": OutsideChannel.Kind.choices,
        "overdue": channels_for(request.user, Asked(show="overdue")).count(),
        "ownerless": channels_for(request.user, Asked(show="ownerless")).count(),
        "may_register": bool(policies.can_register(request.user)),
    }
    return render(request, "insights/channels/list.html", context)


@login_required
@require_safe
@never_cache
def table(request: SignedIn) -> HttpResponse:
    """The same list as CSV."""
    require(policies.can_see_channels(request.user))
    rows = [row_of(one) for one in channels_for(request.user, _asked(request)).order_by(*BY_NAME)[:MOST_ROWS]]
    name = f"channels-{localdate()}.csv"
    return HttpResponse(
        write_table(COLUMNS, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require(policies.can_register(request.user))
    form = ChannelForm.of(None, request.POST if request.method == "POST" else None, writer=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = actions.register_channel(by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("It stands in the register."))
            return redirect(made)
    return _form(request, form, None)


@login_required
@require_safe
def channel(request: SignedIn, channel_id: int) -> HttpResponse:
    found = _visible(request, channel_id)
    return _page(request, found, ReviewForm(initial={"state": found.state}))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, channel_id: int) -> HttpResponse:
    found = _visible(request, channel_id)
    require(policies.can_change(request.user, found))
    form = ChannelForm.of(found, request.POST if request.method == "POST" else None, writer=request.user)
    if form.is_bound and form.is_valid():
        try:
            actions.change_channel(found, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form(request, form, found)


@login_required
@require_POST
def review(request: SignedIn, channel_id: int) -> HttpResponse:
    """Somebody has looked."""
    found = _visible(request, channel_id)
    require(policies.can_change(request.user, found))
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.review_channel(found, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. It is due again in its time."))
            return redirect(found)
    return _page(request, found, form, status=422)


@login_required
@require_POST
def remove(request: SignedIn, channel_id: int) -> HttpResponse:
    found = _visible(request, channel_id)
    actions.remove_channel(found, by=request.user)
    messages.success(request, _("%(name)s does not stand in the register any more.") % {"name": found.name})
    return redirect("insights:channels")


def _asked(request: SignedIn) -> Asked:
    show, kind, q = (request.GET.get(name, "")[:80] for name in ("show", "kind", "q"))
    return Asked(show if show in SHOWN else "", kind if kind in OutsideChannel.Kind.values else "", q.strip())


def _visible(request: SignedIn, channel_id: int) -> OutsideChannel:
    things = OutsideChannel.objects.select_related("owner__department", "reviewed_by", "registered_by")
    return get_visible(things, request.user, pk=channel_id)


def _form(request: SignedIn, form: ChannelForm, channel: OutsideChannel | None) -> HttpResponse:
    context = {"form": form, "channel": channel}
    return render(request, "insights/channels/form.html", context, status=422 if form.is_bound else 200)


def _page(request: SignedIn, channel: OutsideChannel, form: ReviewForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "channel": channel,
        "languages": names_of(channel.languages),
        "reviews": channel.reviews.select_related("by").order_by("-at", "-pk")[:HISTORY],
        "form": form,
        "may_change": bool(policies.can_change(request.user, channel)),
        "may_remove": bool(policies.can_remove(request.user)),
    }
    return render(request, "insights/channels/channel.html", context, status=status)
