"""Taking pages along: as a file at once, or as one that is made meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.content.menu import MenuItem
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.throttle import throttled
from intranet.spaces.models import Space
from wiki import actions, menu
from wiki.models import Page, PageExport

from .choosing import file_name
from .html_site import single_html
from .making import file_of
from .markdown import single_markdown
from .policies import can_export


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=PageExport.Form.choices,
        widget=forms.RadioSelect,
        initial=PageExport.Form.MARKDOWN,
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[
            ("tree", gettext_lazy("This page and all below it")),
            ("page", gettext_lazy("This page alone")),
        ],
        widget=forms.RadioSelect,
        initial="tree",
    )


# What a link to the form may have chosen already.
_ASKED = ("form", "what")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@throttled("wiki-export", limit=30, per_seconds=3600, methods=("POST",))
def export_page(request: SignedIn, page_id: int) -> HttpResponse:
    page = get_visible(Page.objects.select_related("space"), request.user, pk=page_id)
    assert page.space is not None
    return _export(request, page.space, page)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@throttled("wiki-export", limit=30, per_seconds=3600, methods=("POST",))
def export_space(request: SignedIn, slug: str) -> HttpResponse:
    """The whole wiki of a space, as far as one reads it."""
    return _export(request, get_visible(Space, request.user, slug=slug), None)


def _export(request: SignedIn, space: Space, page: Page | None) -> HttpResponse:
    require(can_export(request.user, space, page))
    address = reverse("wiki:export", args=[page.pk]) if page else reverse("wiki:export-space", args=[space.slug])
    form = ExportForm(request.POST or None, initial={name: request.GET[name] for name in _ASKED if name in request.GET})
    below = Page.objects.visible_to(request.user).published().under(page).exists() if page else False
    if not below:
        del form.fields["what"]
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["form"]
        alone = page is not None and form.cleaned_data.get("what") == "page"
        actions.ask_for_page_export(space, by=request.user, form=chosen, page=page, alone=alone)
        return redirect(address)
    mine = PageExport.objects.filter(person=request.user, space=space, page=page).exclude(state=PageExport.State.GONE)
    exports = list(mine.select_related("page", "space")[:8])
    running = any(export.state == PageExport.State.WAITING for export in exports)
    context = {"space": space, "page": page, "form": form, "exports": exports, "running": running, "address": address}
    if wants_part(request) and request.method == "GET":
        return render(request, "wiki/exporting/_exports.html", context)
    return render(request, "wiki/exporting/export.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
@throttled("wiki-page-as", limit=120, per_seconds=3600)
def page_as(request: SignedIn, page_id: int, form: str) -> HttpResponse:
    """One page, at once."""
    page = get_visible(Page.objects.select_related("space"), request.user, pk=page_id)
    assert page.space is not None
    require(can_export(request.user, page.space, page))
    if form == PageExport.Form.MARKDOWN:
        response = HttpResponse(single_markdown(page, request.user), content_type="text/markdown; charset=utf-8")
        ending = "md"
    elif form == PageExport.Form.HTML:
        response = HttpResponse(single_html(page, request.user), content_type="text/html; charset=utf-8")
        ending = "html"
    else:
        raise Http404
    name = content_disposition_header(True, f"{file_name(page.title)}.{ending}")
    response["Content-Disposition"] = name or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_safe
def export_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file: for who asked for it, within its week, and as long as they may still have it."""
    return file_of(_own(request, pk))


@login_required
@require_POST
def export_forget(request: SignedIn, pk: int) -> HttpResponse:
    export = _own(request, pk)
    actions.forget_page_export(export, by=request.user)
    messages.success(request, _("The file is deleted."))
    if export.page_id is None or not Page.objects.visible_to(request.user).filter(pk=export.page_id).exists():
        return redirect("wiki:export-space", export.space.slug)
    return redirect("wiki:export", export.page_id)


def _own(request: SignedIn, pk: int) -> PageExport:
    there = PageExport.objects.select_related("person", "space", "page").exclude(state=PageExport.State.GONE)
    found: PageExport = get_object_or_404(there, pk=pk, person=request.user)
    return found


def items(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    """In the menu of a page."""
    if page.space is not None and can_export(request.user, page.space, page):
        address = reverse("wiki:export", args=[page.pk])
        yield MenuItem("export", _("Take it along as a file"), "download", address, order=45)


def register() -> None:
    menu.register(items)
