"""Beginning a page, with its place and its first text; giving one another name or a copy; templates."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.models import Page
from wiki.tree import finding, side

from . import builtin
from .forms import NewPageForm, RenameForm

PAGE_PREFIX = "page-"
MOST_TEMPLATES = 60


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn, slug: str) -> HttpResponse:
    """Begin a page: ``under`` another one, ``beside`` one, or at the top; called ``title`` where a link wants it so."""
    space = get_visible(Space, request.user, slug=slug)
    near = _near(request, space)
    asked = request.POST.get("under", "") if request.method == "POST" else _place_asked(request, near)
    parent = get_visible(Page.objects.with_people(), request.user, pk=int(asked), space=space) if asked else None
    require(policies.can_create_in(request.user, space, parent))
    places = _places(request, space, near or parent)
    initial = {
        "title": request.GET.get("title", "")[:200],
        "under": asked,
        "begins": request.GET.get("begins", ""),
        "client_id": uuid.uuid4(),
    }
    form = NewPageForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _begin(request, space, parent, form.cleaned_data)
        except ValidationError as error:
            form.add_error("title", error)
        else:
            return redirect("wiki:edit", made.pk)
    begins = form["begins"].value() or ""
    context = {
        "space": space,
        "form": form,
        "parent": parent,
        "beginnings": builtin.BEGINNINGS,
        "page_templates": _templates(request, space)[:MOST_TEMPLATES],
        "begins": begins,
        "begins_page": _page_number(begins),
        "side": side.side_for(request, space),
        "layout": "layouts/app.html",
    }
    return render(request, "wiki/new.html", context, status=422 if form.is_bound else 200)


def _begin(request: SignedIn, space: Space, parent: Page | None, sent: dict[str, Any]) -> Page:
    begins, template = sent["begins"], None
    if (number := _page_number(begins)) is not None:
        template = _templates(request, space).filter(pk=number).first()
    return actions.create_page(
        space,
        by=request.user,
        title=sent["title"],
        parent=parent,
        template=template,
        body=builtin.text_of(begins),
        client_id=sent["client_id"],
    )


def _page_number(begins: str) -> int | None:
    number = begins.removeprefix(PAGE_PREFIX) if begins.startswith(PAGE_PREFIX) else ""
    return number_in(number)


def _near(request: SignedIn, space: Space) -> Page | None:
    """The page one came from, whose neighbourhood is offered as a place."""
    asked = request.GET.get("beside", "") or request.GET.get("under", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        return None
    return get_visible(Page.objects.with_people(), request.user, pk=int(asked), space=space)


def _place_asked(request: SignedIn, near: Page | None) -> str:
    """Beside a page is under what stands above it, as far as this person may write there."""
    if near is None:
        return ""
    if "under" in request.GET:
        return str(near.pk)
    above = Page.objects.visible_to(request.user).published().filter(children=near).with_people().first()
    return str(above.pk) if above is not None and policies.can_edit_page(request.user, above) else ""


def _places(request: SignedIn, space: Space, near: Page | None) -> list[tuple[str, Any]]:
    """The top of the tree, and the way down to the page one came from."""
    places: list[tuple[str, Any]] = [("", _("At the top of %(space)s") % {"space": space.name})]
    if near is None:
        return places
    line = Page.objects.visible_to(request.user).published().filter(pk__in=[*near.ancestor_ids, near.pk])
    by_id = line.with_people().in_bulk()
    way = [by_id[pk] for pk in [*near.ancestor_ids, near.pk] if pk in by_id]
    return places + [
        (str(one.pk), _("Under “%(title)s”") % {"title": one.title})
        for one in way
        if policies.can_edit_page(request.user, one)
    ]


def _templates(request: SignedIn, space: Space) -> Any:
    seen = Page.objects.visible_to(request.user).published()
    return seen.filter(space=space, is_template=True).order_by("folded_title", "pk")


@login_required
@require_safe
def templates(request: SignedIn, slug: str) -> HttpResponse:
    """What pages of this space can begin with: its own templates, and those that every wiki has."""
    space = get_visible(Space, request.user, slug=slug)
    require(policies.can_create_in(request.user, space))
    context = {
        "space": space,
        "lines": finding.with_places(_templates(request, space)[:MOST_TEMPLATES], request.user),
        "beginnings": builtin.BEGINNINGS,
        "side": side.side_for(request, space),
        "layout": "layouts/app.html",
    }
    return render(request, "wiki/templates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: SignedIn, page_id: int) -> HttpResponse:
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    require(policies.can_rename_page(request.user, page))
    form = RenameForm.of(page, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_page(page, by=request.user, title=form.cleaned_data["title"])
        except ValidationError as error:
            form.add_error("title", error)
        else:
            return redirect(page.get_absolute_url())
    context = {"page": page, "form": form}
    return render(request, "wiki/rename.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def copy(request: SignedIn, page_id: int) -> HttpResponse:
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    made = actions.copy_page(page, by=request.user)
    messages.success(request, _("This is the copy. Give it a title of its own."))
    return redirect("wiki:rename", made.pk)


@login_required
@require_POST
def template(request: SignedIn, page_id: int) -> HttpResponse:
    """Have other pages begin with this one, or no longer when ``template`` is empty."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    wanted = bool(request.POST.get("template", ""))
    actions.mark_template(page, by=request.user, is_template=wanted)
    messages.success(request, _("New pages can begin with this one.") if wanted else _("No longer a template."))
    return redirect(page.get_absolute_url())
