"""Who may send broadcasts and where, and who writes what one signs oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from feeds.models import Broadcaster, Delegate
from intranet.accounts.forms import blame
from intranet.core.decisions import no, require
from intranet.core.http import SignedIn
from intranet.spaces.models import Membership, Space

from . import actions
from .forms import BroadcasterForm, NameForm


@login_required
@require_http_methods(["GET", "POST"])
def rights(request: SignedIn) -> HttpResponse:
    """Both lists, as far as the reader decides about them. Each form says by its button which it is."""
    viewer = request.user
    if not viewer.is_staff_member:
        require(no(_("Broadcasts are signed by people who work here.")))
    spaces = _kept_spaces(request)
    naming = BroadcasterForm(_sent(request, "name"), writer=viewer, spaces=spaces, prefix="of")
    own = NameForm(_sent(request, "delegate"), writer=viewer, prefix="my")
    if request.method == "POST" and (answer := _named(request, naming, own)) is not None:
        return answer
    named = Broadcaster.objects.select_related("person", "space").order_by("space__name", "person__name", "pk")
    if not viewer.is_admin:
        named = named.filter(space__in=spaces)
    context: dict[str, Any] = {
        "naming": naming if viewer.is_admin or spaces.exists() else None,
        "own": own,
        "named": named,
        "delegates": Delegate.objects.filter(leader=viewer.pk).select_related("writer"),
        "leaders": Delegate.objects.filter(writer=viewer.pk).select_related("leader"),
    }
    return render(request, "feeds/broadcasts/rights.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def remove_broadcaster(request: SignedIn, pk: int) -> HttpResponse:
    named = get_object_or_404(Broadcaster.objects.select_related("person", "space"), pk=pk)
    actions.remove_broadcaster(named, by=request.user)
    messages.success(request, _("Taken back. What was sent stays."))
    return redirect("feeds:broadcast-rights")


@login_required
@require_POST
def remove_delegate(request: SignedIn, pk: int) -> HttpResponse:
    mine = Delegate.objects.filter(leader=request.user.pk) | Delegate.objects.filter(writer=request.user.pk)
    named = get_object_or_404(mine.select_related("writer"), pk=pk)
    actions.remove_delegate(named, by=request.user)
    messages.success(request, _("Taken back. What was sent stays."))
    return redirect("feeds:broadcast-rights")


def _named(request: SignedIn, naming: BroadcasterForm, own: NameForm) -> HttpResponse | None:
    form = naming if "name" in request.POST else own
    if not form.is_bound or not form.is_valid():
        return None
    person = form.cleaned_data["person"]
    try:
        if form is naming:
            actions.name_broadcaster(person, by=request.user, space=form.cleaned_data["space"])
        else:
            actions.name_delegate(person, by=request.user)
    except ValidationError as error:
        blame(form, error)
        return None
    messages.success(request, _("%(name)s is told.") % {"name": person.name})
    return redirect("feeds:broadcast-rights")


def _sent(request: SignedIn, button: str) -> Any:
    return request.POST if button in request.POST else None


def _kept_spaces(request: SignedIn) -> Any:
    """The spaces for which the reader may name somebody."""
    spaces = Space.objects.visible_to(request.user).current().order_by("name")
    if request.user.is_admin:
        return spaces
    owned = Membership.objects.filter(person=request.user.pk, role=Membership.Role.OWNER)
    return spaces.filter(pk__in=owned.values("space_id"))
