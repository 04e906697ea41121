"""The doors of the wiki, a page to read, and a page to begin."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from intranet.spaces.views import standing

from . import actions, policies
from .forms import NewPageForm
from .models import Page
from .panels import panels_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The spaces that have pages this reader may read."""
    seen = Page.objects.visible_to(request.user).published()
    spaces = Space.objects.visible_to(request.user).filter(pk__in=seen.order_by().values("space"))
    recent = seen.with_people().order_by("-active_at", "-pk")[:20]
    return render(request, "wiki/home.html", {"spaces": spaces, "recent": recent, "layout": _layout(request)})


@require_safe
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return wiki_of_space(request, get_visible(Space, request.user, slug=slug))


def wiki_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    pages = Page.objects.visible_to(request.user).in_tree(space)
    may_create = policies.can_create_in(request.user, space)
    context = {"space": space, "pages": pages, "may_create": may_create, "tab": "wiki"} | standing(request, space)
    return render(request, "wiki/space.html", context)


@require_safe
def by_number(request: HttpRequest, page_id: int) -> HttpResponse:
    found = get_visible(Page, request.user, pk=page_id)
    return redirect(reverse("wiki:page", args=[found.pk, found.slug]), permanent=False)


@require_safe
def page(request: HttpRequest, page_id: int, slug: str) -> HttpResponse:
    """A page. Its number finds it; under a title that it does not have any more it leads to the one it has."""
    found = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    if slug != found.slug:
        return redirect(reverse("wiki:page", args=[found.pk, found.slug]), permanent=False)
    above = Page.objects.visible_to(request.user).filter(pk__in=found.ancestor_ids).in_bulk()
    context = {
        "page": found,
        "above": [above[pk] for pk in found.ancestor_ids if pk in above],
        "panels": panels_for(request, found),
        "may_edit": policies.can_edit_page(request.user, found),
        "layout": _layout(request),
    }
    return render(request, "wiki/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn, slug: str) -> HttpResponse:
    """Begin a page, under another one or at the top of the tree."""
    space = get_visible(Space, request.user, slug=slug)
    asked = request.POST if request.method == "POST" else request.GET
    under = asked.get("under", "")
    parent = None
    if under.isascii() and under.isdigit() and len(under) <= 18:
        parent = get_visible(Page, request.user, pk=int(under))
    require(policies.can_create_in(request.user, space, parent))
    form = NewPageForm(request.POST or None, initial={"under": under, "title": request.GET.get("title", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_page(
                space,
                by=request.user,
                title=form.cleaned_data["title"],
                parent=parent,
                client_id=form.cleaned_data["client_id"],
            )
        except ValidationError as error:
            form.add_error("title", error)
        else:
            return redirect("wiki:edit", made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"space": space, "form": form, "parent": parent}
    return render(request, "wiki/new.html", context, status=status)


def _layout(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
