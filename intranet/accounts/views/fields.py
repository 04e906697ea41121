"""The firm's own fields, for admins."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import actions, policies
from intranet.accounts.forms import blame
from intranet.accounts.models import ProfileField
from intranet.accounts.profile_forms import FieldForm
from intranet.core.decisions import require
from intranet.core.http import SignedIn


@require_GET
@login_required
def fields(request: SignedIn) -> HttpResponse:
    require(policies.can_administer(request.user))
    every = list(ProfileField.objects.annotate(count=Count("answers")).order_by("place", "pk"))
    context = {
        "live": [field for field in every if field.retired_at is None],
        "retired": [field for field in every if field.retired_at is not None],
    }
    return render(request, "accounts/fields.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def field(request: SignedIn, pk: int | None = None) -> HttpResponse:
    """A new field, or one that is there."""
    require(policies.can_administer(request.user))
    found = get_object_or_404(ProfileField.objects.live(), pk=pk) if pk is not None else None
    form = FieldForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                actions.add_field(by=request.user, **form.cleaned_data)
            else:
                actions.change_field(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:fields")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/field.html", {"form": form, "field": found}, status=status)


@require_POST
@login_required
def change(request: SignedIn, pk: int) -> HttpResponse:
    """Up, down, away, back, or gone for ever."""
    require(policies.can_administer(request.user))
    found, by = get_object_or_404(ProfileField.objects.order_by("pk"), pk=pk), request.user
    try:
        match request.POST.get("do"):
            case "up":
                actions.move_field(found, -1, by=by)
            case "down":
                actions.move_field(found, 1, by=by)
            case "retire":
                actions.retire_field(found, by=by)
                messages.success(request, _("Retired. Nobody sees it; the answers are kept."))
            case "restore":
                actions.restore_field(found, by=by)
                messages.success(request, _("It is back, with its answers."))
            case "delete":
                told = request.POST.get("answers", "")
                actions.delete_field(found, by=by, confirmed=int(told) if told.isdigit() and len(told) < 10 else -1)
                messages.success(request, _("Deleted."))
            case _:
                raise BadRequest(_("There is no such thing to do with a field."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:fields")
