"""The levels and what they mean, the level of one person, and what one may do oneself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.forms import blame
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.moderation.models import Conduct, TrustChange
from intranet.moderation.rules.policies import can_see_rules
from intranet.moderation.tabs import tabs_of_rules

from . import actions, policies
from .figures import figures_of, missing
from .forms import LevelForm, PersonLevelForm
from .in_words import FIGURES, NEEDS, RIGHTS, allowed, still_to_do
from .levels import HIGHEST, NAMES, level_numbered, levels


@login_required
@require_GET
def levels_page(request: SignedIn) -> HttpResponse:
    require(can_see_rules(request.user))
    ladder = levels()
    people = dict(
        User.objects.active().filter(kind=User.Kind.CUSTOMER).order_by().values_list("trust").annotate(Count("pk"))
    )
    asks = [(capfirst(label), [getattr(level.needs, name) for level in ladder[1:]]) for name, label in NEEDS.items()]
    context = {
        "ladder": [(level, people.get(level.number, 0)) for level in ladder],
        "asks": asks,
        "gives": [(capfirst(label), [getattr(level, name) for level in ladder]) for name, label in RIGHTS.items()],
        "may_change": policies.can_change_levels(request.user),
        "tabs": tabs_of_rules("moderation:levels"),
    }
    return render(request, "moderation/trust/levels.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def level_page(request: SignedIn, number: int) -> HttpResponse:
    require(policies.can_change_levels(request.user))
    if number > HIGHEST:
        raise Http404
    found = level_numbered(number)
    form = LevelForm(request.POST or None, level=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_level(number, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved. People move at night."))
            return redirect("moderation:levels")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "moderation/trust/level.html", {"form": form, "level": found}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def person_level(request: SignedIn, handle: str) -> HttpResponse:
    """Where a customer stands and why; moderators set the level by hand, or let go of it."""
    person: User = get_visible(User.objects.with_byline(), request.user, handle=handle)
    require(policies.can_set_level(request.user, person))
    form = PersonLevelForm(request.POST or None, initial={"level": person.trust})
    if request.method == "POST":
        if "let_go" in request.POST:
            actions.let_go(person, by=request.user)
            messages.success(request, _("The level follows from what happens again."))
            return redirect("moderation:person-level", person.handle)
        if form.is_valid():
            sent = form.cleaned_data
            actions.set_level(person, sent["level"], by=request.user, note=sent["note"])
            messages.success(request, _("Saved. There it stays until somebody lets go of it."))
            return redirect("moderation:person-level", person.handle)
    changes = TrustChange.objects.filter(person=person).select_related("by")[:20]
    context = {
        "person": person,
        "form": form,
        "name": NAMES.get(person.trust),
        "is_locked": Conduct.objects.filter(person=person, is_locked=True).exists(),
        "figures": _figures(person),
        "changes": [(one, NAMES.get(one.before), NAMES.get(one.after)) for one in changes],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "moderation/trust/person.html", context, status=status)


@login_required
@require_GET
def standing(request: SignedIn) -> HttpResponse:
    """What one may do here, and what comes next. Only customers have a level."""
    person = request.user
    if not person.is_customer:
        raise Http404
    level = level_numbered(person.trust)
    following = level_numbered(person.trust + 1) if person.trust < HIGHEST else None
    figures = figures_of([person.pk])[person.pk]
    context = {
        "level": level,
        "ladder": [NAMES[number] for number in range(HIGHEST + 1)],
        "allowed": allowed(level),
        "following": following,
        "more": [said for said in allowed(following) if said not in allowed(level)] if following else [],
        "left": still_to_do(missing(figures, following.needs)) if following else [],
        "figures": _figures(person),
        "is_locked": Conduct.objects.filter(person=person, is_locked=True).exists(),
    }
    return render(request, "moderation/trust/standing.html", context)


def _figures(person: User) -> list[tuple[str, int]]:
    found = figures_of([person.pk])[person.pk]
    return [(capfirst(label), getattr(found, name)) for name, label in FIGURES.items()]
