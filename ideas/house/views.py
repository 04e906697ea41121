"""The statuses of ideas, for admins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.models import Idea, Status
from ideas.policies import can_manage_statuses
from ideas.statuses import ensure_statuses
from intranet.content.asked import ask
from intranet.core.decisions import require
from intranet.core.http import SignedIn

from . import actions
from .forms import ArchiveForm, StatusForm


@login_required
@require_safe
def statuses(request: SignedIn) -> HttpResponse:
    """All of them in order, with what they mean and how many ideas have each."""
    require(can_manage_statuses(request.user))
    ensure_statuses()
    counted = Status.objects.annotate(ideas_count=Count("ideas", filter=Q(ideas__merged_into=None)))
    found = list(counted.order_by("position", "pk"))
    context = {
        "in_use": [one for one in found if not one.is_archived],
        "archived": [one for one in found if one.is_archived],
    }
    return render(request, "ideas/house/statuses.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require(can_manage_statuses(request.user))
    form = StatusForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_status(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is there.") % {"name": made.label})
            return redirect("ideas:statuses")
    return render(request, "ideas/house/status.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: SignedIn, status_id: int) -> HttpResponse:
    require(can_manage_statuses(request.user))
    found = _status(status_id)
    is_used = Idea.objects.filter(status=found).exists()
    form = StatusForm(request.POST or None, status=found, is_used=is_used)
    if form.is_bound and form.is_valid():
        try:
            actions.change_status(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("ideas:statuses")
    context = {"form": form, "status": found, "is_used": is_used}
    return render(request, "ideas/house/status.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def move(request: SignedIn, status_id: int) -> HttpResponse:
    """One place up, or down."""
    found = _status(status_id)
    actions.move_status(found, by=request.user, up=request.POST.get("way") == "up")
    return redirect("ideas:statuses")


@login_required
@require_http_methods(["GET", "POST"])
def archive(request: SignedIn, status_id: int) -> HttpResponse:
    """Take it out of use: first which status its ideas get."""
    require(can_manage_statuses(request.user))
    found = _status(status_id)
    count = Idea.objects.filter(status=found).count()
    others = Status.objects.filter(meaning=found.meaning, is_archived=False).exclude(pk=found.pk)
    form = ArchiveForm(request.POST if request.method == "POST" else None, others=others) if count else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            actions.archive_status(found, by=request.user, to=form.cleaned_data["to"] if form else None)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("%(name)s is out of use.") % {"name": found.label})
        return redirect("ideas:statuses")
    context: dict[str, Any] = {"status": found, "count": count, "form": form, "others": others.exists()}
    status = 422 if form is not None and form.is_bound else 200
    return ask(request, "ideas/house/_archive.html", _("Archive this status"), context, status=status)


@login_required
@require_POST
def use(request: SignedIn, status_id: int) -> HttpResponse:
    """Bring an archived one back."""
    try:
        actions.use_status_again(_status(status_id), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("ideas:statuses")


def _status(pk: int) -> Status:
    """Whoever changes them sees them all."""
    return get_object_or_404(Status.objects.order_by("pk"), pk=pk)
