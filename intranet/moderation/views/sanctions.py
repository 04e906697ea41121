"""Measures against people: one person's with a form, and all that are in force."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, render_page
from intranet.core.pagination import keyset_page
from intranet.moderation import policies, sanctioning
from intranet.moderation.forms import SanctionForm
from intranet.moderation.models import Sanction

PAGE = 30


@login_required
@require_http_methods(["GET", "POST"])
def sanctions(request: SignedIn, handle: str) -> HttpResponse:
    """What was ever decided about one person, and what else can be."""
    person = _person(request, handle)
    offered = [sort for sort in Sanction.Sort.values if policies.can_sanction(request.user, person, sort)]
    form = SanctionForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST":
        require(policies.can_sanction(request.user, person, Sanction.Sort.WARN))
        if form.is_valid():
            said = form.cleaned_data
            until = now() + timedelta(days=said["days"]) if said["sort"] in Sanction.TIMED else None
            try:
                sanctioning.sanction(
                    person, said["sort"], by=request.user, reason=said["reason"], until=until, cited=said["cited"]
                )
            except ValidationError as refused:
                form.add_error(None, refused.messages)
            else:
                messages.success(request, _("Done. %(name)s is told why.") % {"name": person.name})
                return redirect("moderation:sanctions", handle=person.handle)
    rows = Sanction.objects.filter(person=person).select_related("by", "lifted_by", "cited")
    page = keyset_page(rows, by=("-created_at", "-pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"person": person, "page": page, "form": form if offered else None}
    return render(request, "moderation/sanctions.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def all_sanctions(request: SignedIn) -> HttpResponse:
    """What is in force, of those whose measures this moderator may read."""
    require(policies.can_keep_bars(request.user))
    rows = Sanction.objects.in_force().exclude(sort=Sanction.Sort.WARN).exclude(person=request.user)
    if not request.user.is_admin:
        rows = rows.filter(person__kind=User.Kind.CUSTOMER)
    rows = rows.select_related("person__company", "by", "lifted_by", "cited")
    page = keyset_page(rows, by=("-created_at", "-pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"page": page, "with_person": True}
    return render_page(request, "moderation/all_sanctions.html", context, part="moderation/_sanctions.html")


@login_required
@require_POST
def lift(request: SignedIn, sanction_id: int) -> HttpResponse:
    found = get_object_or_404(Sanction.objects.select_related("person"), pk=sanction_id)
    if not policies.can_see_sanctions(request.user, found.person):
        raise Http404
    if sanctioning.lift(found, by=request.user, reason=request.POST.get("reason", "")):
        messages.success(request, _("Ended. %(name)s is told.") % {"name": found.person.name})
    else:
        messages.info(request, _("It was over already."))
    return redirect("moderation:sanctions", handle=found.person.handle)


def _person(request: SignedIn, handle: str) -> User:
    """For whoever may read what was decided about that person; nobody's own form is here."""
    person = get_object_or_404(User.objects.select_related("company"), handle=handle, is_system=False)
    if not policies.can_see_sanctions(request.user, person):
        raise Http404
    return person
