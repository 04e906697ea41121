"""The page on which admins set the banner."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.core.actions import can_change_site_settings
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings

from .actions import set_banner, take_banner_down
from .forms import BannerForm


@login_required
@require_http_methods(["GET", "POST"])
def banner(request: SignedIn) -> HttpResponse:
    require(can_change_site_settings(request.user))
    if request.method == "POST" and request.POST.get("do") == "remove":
        take_banner_down(by=request.user)
        messages.success(request, _("The banner is taken down."))
        return redirect("notifications:banner")
    form = BannerForm(request.POST if request.method == "POST" else None, initial=BannerForm.as_it_is())
    if request.method == "POST" and form.is_valid():
        try:
            set_banner(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The banner stands above every page."))
            return redirect("notifications:banner")
    context = {"form": form, "stands": bool(SiteSettings.current().banner_text)}
    return render(request, "notifications/banner.html", context, status=422 if form.is_bound else 200)
