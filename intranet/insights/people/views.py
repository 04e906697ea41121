"""Who others turn to and who holds teams together; naming somebody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.insights.models import Champion

from . import actions, policies, reading
from .forms import ChampionForm


@login_required
@require_http_methods(["GET", "POST"])
def people(request: SignedIn) -> HttpResponse:
    """The report; by POST somebody is named. Who sees figures alone sees how teams help each other, and no names."""
    if request.method != "POST" and not policies.can_see_people(request.user):
        require(policies.can_see_ties(request.user))
        return render(request, "insights/people/people.html", {"report": reading.ties()})
    require(policies.can_see_people(request.user))
    named = request.GET.get("name", "")[:60]
    begun = {"person": f"@{named}"} if named else None
    form = ChampionForm(request.POST if request.method == "POST" else None, writer=request.user, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            actions.name_champion(form.cleaned_data["person"], by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Named. It stands on their page, and they were told."))
            return redirect("insights:people")
    context = {"form": form, "report": reading.report(), "champions": reading.champions(), "may_see_names": True}
    return render(request, "insights/people/people.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end(request: SignedIn, champion_id: int) -> HttpResponse:
    """By who names, or by who was named; nobody else learns that there was anybody of that number."""
    champion = get_object_or_404(Champion.objects.current().select_related("person"), pk=champion_id)
    require(policies.can_end(request.user, champion))
    if actions.end_champion(champion, by=request.user):
        messages.success(request, _("It does not stand on the page any more."))
    if policies.can_see_people(request.user):
        return redirect("insights:people")
    return redirect(champion.person)
