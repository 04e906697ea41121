"""The stages, and what is missing for the next one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn

from . import actions, policies
from .forms import ThresholdsForm
from .reading import maturity


@login_required
@require_safe
def stages(request: SignedIn) -> HttpResponse:
    require(policies.can_see_maturity(request.user))
    may_set = bool(policies.can_set_thresholds(request.user))
    return render(request, "insights/maturity/stages.html", {"standing": maturity(), "may_set": may_set})


@login_required
@require_http_methods(["GET", "POST"])
def thresholds(request: SignedIn) -> HttpResponse:
    require(policies.can_set_thresholds(request.user))
    form = ThresholdsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.set_thresholds(form.cleaned_data, by=request.user)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. The stages are reckoned by these numbers now."))
            return redirect("insights:maturity")
    return render(request, "insights/maturity/thresholds.html", {"form": form}, status=422 if form.is_bound else 200)
