"""For admins: which company and which person is which in the customer system, and what its messages came to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.forms import blame
from intranet.accounts.models import Company
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.pagination import keyset_page

from . import actions
from .forms import NumberForm
from .models import Contact, Sync
from .policies import can_sync

PAGE = 50
_LONGEST_QUESTION = 80


@require_GET
@login_required
def companies(request: SignedIn) -> HttpResponse:
    """All companies; those without a number, those that are gone, or those that a word finds."""
    require(can_sync(request.user))
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()[:_LONGEST_QUESTION]
    found = Company.objects.annotate(people_count=Count("people", filter=Q(people__is_active=True)))
    match show:
        case "without":
            found = found.filter(external_id="", archived_at=None)
        case "archived":
            found = found.exclude(archived_at=None)
        case "twice":
            found = found.filter(external_id__iregex=r" \([0-9]+\)$")
        case _:
            show = ""
    if words:
        found = found.filter(Q(name__icontains=words) | Q(external_id__icontains=words))
    page = keyset_page(found, by=("name", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"companies": page.items, "next": page.next, "show": show, "q": words, "tab": "companies"}
    return render(request, "crm/companies.html", context | _twice())


@require_http_methods(["GET", "POST"])
@login_required
def company(request: SignedIn, pk: int) -> HttpResponse:
    require(can_sync(request.user))
    found = get_object_or_404(Company.objects.select_related("merged_into"), pk=pk)
    form = NumberForm(request.POST or None, initial={"external_id": found.external_id})
    if request.method == "POST" and form.is_valid():
        try:
            if actions.number_company(found, by=request.user, external_id=form.cleaned_data["external_id"]):
                messages.success(request, _("Saved."))
            return redirect("crm:companies")
        except ValidationError as error:
            blame(form, error)
    context = {
        "company": found,
        "form": form,
        "contacts": Contact.objects.visible_to(request.user).filter(company=found).select_related("person")[:PAGE],
        "facing": found.assignments.select_related("person"),
        "tab": "companies",
    }
    return render(request, "crm/company.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def contacts(request: SignedIn) -> HttpResponse:
    """People of the customer system: with an account here, or waiting for somebody to prove the address."""
    require(can_sync(request.user))
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()[:_LONGEST_QUESTION]
    found = Contact.objects.visible_to(request.user).select_related("company", "person")
    match show:
        case "waiting":
            found = found.filter(person=None, archived_at=None)
        case "archived":
            found = found.exclude(archived_at=None)
        case _:
            show = ""
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(external_id__icontains=words) | Q(email__icontains=words.lower())
        )
    page = keyset_page(found, by=("name", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"contacts": page.items, "next": page.next, "show": show, "q": words, "tab": "contacts"}
    return render(request, "crm/contacts.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def contact(request: SignedIn, pk: int) -> HttpResponse:
    require(can_sync(request.user))
    found = get_visible(Contact.objects.select_related("company", "person"), request.user, pk=pk)
    if request.method == "POST":
        if actions.release_contact(found, by=request.user):
            messages.success(request, _("The account is not this contact any more."))
        return redirect(found)
    return render(request, "crm/contact.html", {"contact": found, "tab": "contacts"})


@require_GET
@login_required
def syncs(request: SignedIn) -> HttpResponse:
    """What the messages of the last ninety days came to."""
    require(can_sync(request.user))
    found = Sync.objects.visible_to(request.user).select_related("by")
    show = "refused" if request.GET.get("show") == "refused" else ""
    if show:
        found = found.filter(refused__gt=0)
    page = keyset_page(found, by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    return render(request, "crm/syncs.html", {"syncs": page.items, "next": page.next, "show": show, "tab": "syncs"})


@require_GET
@login_required
def sync(request: SignedIn, pk: int) -> HttpResponse:
    require(can_sync(request.user))
    found = get_visible(Sync.objects.select_related("by"), request.user, pk=pk)
    return render(request, "crm/sync.html", {"sync": found, "rows": found.rows.all(), "tab": "syncs"})


def _twice() -> dict[str, Any]:
    """How many numbers were found at two companies when they had to become one's own."""
    return {"twice": Company.objects.filter(external_id__iregex=r" \([0-9]+\)$", archived_at=None).count()}
