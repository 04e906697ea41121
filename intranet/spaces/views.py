"""Pages about spaces. What is said inside a space is shown by the parts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page

from . import actions, parts, policies
from .audiences import spaces_joined
from .forms import AskToJoinForm, SpaceForm
from .listing import spaces_for
from .members import ORDER, invitations_for, members_of, open_requests
from .models import JoinRequest, Space

PAGE = 48


@login_required
@require_GET
def directory(request: SignedIn) -> HttpResponse:
    """All spaces this person may know of, their own marked."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()
    listing = spaces_for(request.user, show=show, matching=text)
    page = keyset_page(listing, by=("name", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "page": page,
        "joined": spaces_joined(request.user),
        "show": show,
        "q": text,
        "invitations": invitations_for(request.user),
        "may_create": policies.can_create_space(request.user),
    }
    return render_page(request, "spaces/directory.html", context, part="spaces/_cards.html")


@login_required
@require_http_methods(["GET", "POST"])
def space_new(request: SignedIn) -> HttpResponse:
    require(policies.can_create_space(request.user))
    form = SpaceForm.new(request.POST or None)
    if request.method == "POST" and form.is_valid():
        space = actions.create_space(by=request.user, **form.cleaned_data)
        messages.success(request, _("The space is open. Invite the first people."))
        return redirect("spaces:members", slug=space.slug)
    return render(request, "spaces/space_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """A space opens on its first part; for those who may not read inside, on what it is for."""
    found = get_visible(Space, request.user, slug=slug)
    shown = parts.parts_of(found)
    if shown and policies.can_read_inside(request.user, found):
        return shown[0].page(request, found)
    return _about(request, found)


@require_GET
def about(request: HttpRequest, slug: str) -> HttpResponse:
    return _about(request, get_visible(Space, request.user, slug=slug))


def _about(request: HttpRequest, space: Space) -> HttpResponse:
    keepers = members_of(space, request.user).filter(rank__lt=2).order_by(*ORDER)[:12]
    context = {"space": space, "tab": "about", "keepers": keepers, "ask_form": AskToJoinForm()}
    return render(request, "spaces/about.html", context | standing(request, space))


@login_required
@require_GET
def members(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_read_inside(request.user, space))
    text = request.GET.get("q", "").strip()
    listing = members_of(space, request.user, matching=text)
    page = keyset_page(listing, by=ORDER, cursor=request.GET.get("cursor"), size=PAGE)
    context: dict[str, Any] = {"space": space, "tab": "members", "page": page, "q": text} | standing(request, space)
    if context["keeps_order"]:
        context["requests"] = open_requests(space)
    return render_page(request, "spaces/members.html", context, part="spaces/_members.html")


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_manage(request.user, space))
    form = SpaceForm.of(space, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_space(space, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("spaces:settings", slug=space.slug)
    context = {"space": get_visible(Space, request.user, slug=slug), "tab": "settings", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "spaces/settings.html", context | standing(request, space), status=status)


def standing(request: HttpRequest, space: Space) -> dict[str, Any]:
    """What the head of a space page shows this viewer: the tabs, and the one thing they can do about belonging."""
    viewer = request.user
    mine = None
    if viewer.is_authenticated and space.pk not in spaces_joined(viewer):
        mine = JoinRequest.objects.filter(space=space, person=viewer, state=JoinRequest.State.OPEN).first()
    return {
        "parts": parts.tabs_of(space) if policies.can_read_inside(viewer, space) else [],
        "membership": policies.membership_of(viewer, space),
        "open_request": mine,
        "may_join": policies.can_join(viewer, space),
        "may_ask": policies.can_ask_to_join(viewer, space),
        "may_manage": policies.can_manage(viewer, space),
        "keeps_order": policies.can_keep_order(viewer, space),
        "layout": "layouts/app.html" if viewer.is_authenticated else "layouts/street.html",
    }


@login_required
@require_GET
def invitation(request: SignedIn, request_id: int) -> HttpResponse:
    """The page of one invitation: it shows a secret space's name and purpose to the person invited, nothing else."""
    found = get_object_or_404(invitations_for(request.user), pk=request_id)
    return render(request, "spaces/invitation.html", {"invitation": found, "space": found.space})
