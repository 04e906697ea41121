"""The page of the settings on which people choose their digest, and see what they want more and less of."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn
from intranet.notifications import actions
from intranet.notifications.mail.addresses import is_reached, trouble_of

from . import tastes, when
from .forms import DigestForm
from .wishes import wish_of


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: SignedIn) -> HttpResponse:
    person = request.user
    form = DigestForm(request.POST or None, instance=wish_of(person))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_digest(by=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("notifications:digest-settings")
    saved = wish_of(person)
    context = {
        "settings_tabs": tabs_for("notifications:digest-settings"),
        "form": form,
        "next": when.next_due(when.times_of(saved, person.time_zone), now()),
        "clock": saved.clock,
        "tastes": tastes.named(person),
        "mail_trouble": trouble_of(person),
        "reached": is_reached(person),
    }
    return render(request, "notifications/digest/settings.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def forget(request: SignedIn) -> HttpResponse:
    if actions.forget_taste(request.POST.get("feature", "")[:60], by=request.user):
        messages.success(request, _("That counts no more."))
    return redirect("notifications:digest-settings")
