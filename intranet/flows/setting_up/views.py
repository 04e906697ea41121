"""Setting the house up: the steps, the presets, the tasks, the plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.accounts.forms import blame
from intranet.accounts.people_named import as_text
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings

from . import actions, plan, policies, standing, steps
from .first_things import outside_lanes
from .forms import PlanForm
from .models import AppliedPreset, SetUp
from .presets import PRESETS, Preset, digest_of
from .tasks import tasks_for


@login_required
@require_safe
def home(request: SignedIn) -> HttpResponse:
    require(policies.can_set_up(request.user))
    saved = SetUp.current().saved
    tasks = tasks_for(request.user)
    context = {
        "steps": [(step, step.key in saved) for step in steps.STEPS],
        "next": next((step for step in steps.STEPS if step.key not in saved), None),
        "presets": standing.presets_now(request.user),
        "applied": standing.applied_lately(request.user),
        "tasks": tasks,
        "done": sum(one.done for one in tasks),
        "is_set_up": SiteSettings.current().is_set_up,
    }
    return render(request, "flows/setting_up/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: SignedIn, key: str) -> HttpResponse:
    require(policies.can_set_up(request.user))
    found = steps.BY_KEY.get(key)
    if found is None:
        raise Http404
    form = found.form(request)
    if form.is_bound and form.is_valid():
        try:
            found.keep(form, request.user)
        except ValidationError as refused:
            blame(form, refused)
        else:
            actions.keep_step(key, by=request.user)
            messages.success(request, _("Saved"))
            following = steps.after(key)
            return redirect("flows:setup-step", key=following.key) if following else redirect("flows:setup")
    number = steps.STEPS.index(found) + 1
    context: dict[str, Any] = {
        "form": form,
        "step": found,
        "number": number,
        "steps": steps.STEPS,
        "following": steps.after(key),
        "nowhere": key == "lanes" and not outside_lanes(),
    }
    return render(request, "flows/setting_up/step.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def preset(request: SignedIn, key: str) -> HttpResponse:
    """What it would change; and changing it."""
    require(policies.can_set_up(request.user))
    found = _preset(key)
    status = 200
    if request.method == "POST":
        try:
            applied = actions.apply_preset(key, by=request.user, seen=request.POST.get("seen", ""))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            status = 422
        else:
            if applied is not None:
                messages.success(request, _("Done. It can be taken back at any time."))
                return redirect("flows:setup-applied", pk=applied.pk)
            messages.info(request, _("Everything is so already."))
            return redirect("flows:setup-preset", key=key)
    changes = found.changes()
    context = {"preset": found, "changes": changes, "seen": digest_of(changes)}
    return render(request, "flows/setting_up/preset.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def applied(request: SignedIn, pk: int) -> HttpResponse:
    """What a preset has changed, and taking it back."""
    require(policies.can_set_up(request.user))
    found = get_object_or_404(AppliedPreset.objects.select_related("by", "undone_by"), pk=pk)
    if request.method == "POST":
        undone = actions.undo_preset(found, by=request.user)
        messages.success(request, standing.told(undone))
        return redirect("flows:setup-applied", pk=pk)
    context = {
        "applied": found,
        "preset": PRESETS.get(found.preset),
        "lines": standing.lines_of(found),
        "may_undo": policies.can_undo(request.user, found),
    }
    return render(request, "flows/setting_up/applied.html", context)


@login_required
@require_POST
def done(request: SignedIn) -> HttpResponse:
    wants = request.POST.get("to") != "open"
    actions.finish(by=request.user, done=wants)
    if not wants:
        return redirect("flows:setup")
    messages.success(request, _("The house is set up. You find all of this again under “Set-up”."))
    return redirect("feeds:home")


@login_required
@require_safe
def written_plan(request: SignedIn) -> HttpResponse:
    require(policies.can_read_plan(request.user))
    context = plan.written(request.user) | {"may_change": policies.can_set_up(request.user)}
    return render(request, "flows/setting_up/plan.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit_plan(request: SignedIn) -> HttpResponse:
    require(policies.can_set_up(request.user))
    setup = SetUp.current()
    begun = {name: as_text([one] if (one := getattr(setup, name)) else []) for name in ("owner", "deputy")}
    form = PlanForm(
        request.POST if request.method == "POST" else None, instance=setup, initial=begun, writer=request.user
    )
    if form.is_bound and form.is_valid():
        try:
            actions.write_plan(by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved"))
            return redirect("flows:setup-plan")
    return render(request, "flows/setting_up/plan_edit.html", {"form": form}, status=422 if form.is_bound else 200)


def _preset(key: str) -> Preset:
    if key not in PRESETS:
        raise Http404
    return PRESETS[key]
