"""Pages about spaces. What is said inside a space is shown by the parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page

from . import actions, parts, policies
from .audiences import Viewer, spaces_joined
from .forms import AskToJoinForm, SpaceForm
from .listing import spaces_for
from .matrix import others_of, rights_in
from .members import ORDER, invitations_for, last_answer, members_of, open_requests
from .models import JoinRequest, Membership, Space
from .settings_forms import PlaceForm
from .starting import start_for, whole_start
from .tree import branches_of, children_of, parents_of, places_for, roots_in
from .unread import unread_in

PAGE = 48


@login_required
@require_GET
def directory(request: SignedIn) -> HttpResponse:
    """All spaces this person may know of, as the tree they stand in; what is looked for, as a plain list."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()
    listing = spaces_for(request.user, show=show, matching=text).select_related("pilot")
    as_tree = not show and not text
    if as_tree:
        listing = roots_in(listing, request.user)
    page = keyset_page(listing, by=("name", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "page": page,
        "branches": branches_of(page.items, request.user, deep=as_tree),
        "joined": spaces_joined(request.user),
        "unread": unread_in(request),
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
    place = PlaceForm(request.POST or None, mover=request.user, initial=_asked_place(request))
    if request.method == "POST" and form.is_valid() and place.is_valid():
        space = actions.create_space(by=request.user, **form.cleaned_data, **place.cleaned_data)
        messages.success(request, _("The space is open. Invite the first people."))
        return redirect("spaces:members", slug=space.slug)
    context = {"form": form, "place": place if place.has_places else None}
    return render(request, "spaces/space_new.html", context, status=422 if form.is_bound else 200)


def _asked_place(request: SignedIn) -> dict[str, Any]:
    """The space from whose page one came to open another in it."""
    asked = request.GET.get("in", "")
    return {"parent": places_for(request.user).filter(slug=asked).first()} if asked else {}


@require_GET
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """A space opens on its first part; for those who may not read inside, on what it is for."""
    found = get_visible(Space.objects.select_related("pilot"), request.user, slug=slug)
    shown = parts.parts_of(found, request.user)
    if shown and policies.can_read_inside(request.user, found):
        return shown[0].page(request, found)
    return _about(request, found)


@require_GET
def about(request: HttpRequest, slug: str) -> HttpResponse:
    return _about(request, get_visible(Space.objects.select_related("pilot"), request.user, slug=slug))


def _about(request: HttpRequest, space: Space) -> HttpResponse:
    viewer = request.user
    context: dict[str, Any] = {"space": space, "tab": "about"} | standing(request, space)
    if viewer.is_authenticated and not context["membership"]:
        context |= {"ask_form": AskToJoinForm(), "answered": last_answer(space, viewer)}
        context["may_ask_again"] = policies.can_ask_again(viewer, space)
    context |= {
        "keepers": members_of(space, viewer).filter(rank__lt=2).order_by(*ORDER)[:12],
        "children": children_of(space, viewer),
        "rights": rights_in(space),
        "others": others_of(space),
        "whole_start": whole_start(space, context["membership"]),
        "rule": getattr(space, "rule", None) if context["membership"] or context["may_manage"] else None,
        "may_put": viewer.is_authenticated and policies.can_put_into(viewer, space) and not space.is_archived,
    }
    return render(request, "spaces/about.html", context)


@login_required
@require_GET
def members(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space.objects.select_related("pilot"), request.user, slug=slug)
    require(policies.can_read_inside(request.user, space))
    text = request.GET.get("q", "").strip()
    listing = members_of(space, request.user, matching=text)
    page = keyset_page(listing, by=ORDER, cursor=request.GET.get("cursor"), size=PAGE)
    context: dict[str, Any] = {"space": space, "tab": "members", "page": page, "q": text} | standing(request, space)
    if context["keeps_order"]:
        context["requests"] = open_requests(space)
        context["may_add_people"] = policies.can_add_people(request.user, space)
    return render_page(request, "spaces/members.html", context, part="spaces/_members.html")


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_manage(request.user, space))
    form = SpaceForm.of(space, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_space(space, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("spaces:settings", slug=space.slug)
    space = get_visible(Space.objects.select_related("pilot"), request.user, slug=slug)
    place = PlaceForm(mover=request.user, space=space, initial={"parent": space.parent_id})
    context = {
        "space": space,
        "tab": "settings",
        "page_of_settings": "general",
        "form": form,
        "place": place if place.has_places or space.parent_id else None,
        "children": children_of(space, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "spaces/settings.html", context | standing(request, space), status=status)


def standing(
    request: HttpRequest,
    space: Space,
    membership_of: Callable[[Viewer, Space], Membership | None] = policies.membership_of,
) -> dict[str, Any]:
    """What the head of a space page shows this viewer: the tabs, and the one thing they can do about belonging.
    ``membership_of`` is for a page that has read the membership already."""
    viewer = request.user
    mine = None
    if viewer.is_authenticated and space.pk not in spaces_joined(viewer):
        mine = JoinRequest.objects.filter(space=space, person=viewer, state=JoinRequest.State.OPEN).first()
    membership = membership_of(viewer, space)
    return {
        "parts": parts.tabs_of(space, viewer) if policies.can_read_inside(viewer, space) else [],
        "membership": membership,
        "start": start_for(space, membership),
        "parents": parents_of(space, viewer),
        "open_request": mine,
        "may_join": policies.can_join(viewer, space),
        "may_ask": policies.can_ask_to_join(viewer, space),
        "may_manage": policies.can_manage(viewer, space, known=membership),
        "keeps_order": policies.can_keep_order(viewer, space),
        "layout": "layouts/app.html" if viewer.is_authenticated else "layouts/street.html",
    }


@login_required
@require_GET
def invitation(request: SignedIn, request_id: int) -> HttpResponse:
    """The page of one invitation: it shows a secret space's name and purpose to the person invited, nothing else."""
    found = get_object_or_404(invitations_for(request.user), pk=request_id)
    return render(request, "spaces/invitation.html", {"invitation": found, "space": found.space})
