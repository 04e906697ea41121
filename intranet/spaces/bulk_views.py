"""Adding many people: first what would become of each, then the yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled

from . import actions, bulk, policies
from .models import Space
from .settings_forms import AddPeopleForm
from .views import standing


@login_required
@require_http_methods(["GET", "POST"])
@throttled("add_people", limit=30, per_seconds=60)
def add_people(request: SignedIn, slug: str) -> HttpResponse:
    """Nothing is changed by the list itself: it is answered with who is meant. The yes that comes with that answer
    names them again, and each is looked at again."""
    space = get_visible(Space.objects.select_related("pilot"), request.user, slug=slug)
    require(policies.can_add_people(request.user, space))
    if request.POST.get("do") == "add":
        return _add(request, space)
    form = AddPeopleForm(request.POST or None, request.FILES or None, adder=request.user, into=space)
    context: dict[str, Any] = {"space": space, "tab": "members", "form": form} | standing(request, space)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["sorted"] = _sort(request, space, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                status = 200
    return render(request, "spaces/add_people.html", context, status=status)


def _sort(request: SignedIn, space: Space, asked: dict[str, Any]) -> bulk.Sorted:
    words = bulk.words_in(asked["people"])
    if asked["file"]:
        words += [word for word in bulk.words_of_file(asked["file"].read()) if word not in words]
    found = bulk.sort_out(space, words, by=request.user)
    others: list[User] = []
    if asked["department"]:
        others += bulk.people_of_department(asked["department"], by=request.user)
    if asked["space"]:
        others += bulk.people_of_space(asked["space"], by=request.user)
    known = {person.pk for person in [*found.adding, *found.present, *(one for one, _why in found.refused)]}
    more = bulk.sort_people(space, {one.pk: one for one in others if one.pk not in known}.values())
    found.adding += more.adding
    found.present += more.present
    found.refused += more.refused
    return found


def _add(request: SignedIn, space: Space) -> HttpResponse:
    meant = bulk.sort_out(space, bulk.words_in(request.POST.get("names", "")), by=request.user)
    fresh = actions.add_people(space, by=request.user, people=meant.adding)
    said = ngettext("%(n)d person was added.", "%(n)d people were added.", len(fresh)) % {"n": len(fresh)}
    (messages.success if fresh else messages.info)(request, said if fresh else _("Nobody was added."))
    return redirect("spaces:members", slug=space.slug)
