"""The page of the rules, the form of each, trials, and the rules as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts.forms import blame
from intranet.content.kinds import hydrate
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, render_page
from intranet.core.throttle import throttled
from intranet.moderation.models import Rule, Trial
from intranet.moderation.tabs import tabs_of_rules
from intranet.moderation.trust.actions import bring_levels
from intranet.realtime.units import unit

from . import actions, exchange, policies
from .counting import SHOWN_DAYS, by_day, counted
from .forms import BringForm, RuleForm
from .in_words import DID, in_words
from .places import named_parts
from .sorts import SORTS, sort_of


@login_required
@require_GET
def rules(request: SignedIn) -> HttpResponse:
    require(policies.can_see_rules(request.user))
    every = actions.every_rule()
    hits, parts = counted(rule.key for rule in every), dict(named_parts())
    shown = [
        {
            "rule": rule,
            "sort": sort_of(rule.sort),
            "words": in_words(rule),
            "hits": [(DID[did], count) for did, count in hits.get(rule.key, {}).items()],
            "count": sum(hits.get(rule.key, {}).values()),
            "parts": [parts[part] for part in rule.parts if part in parts],
        }
        for rule in every
    ]
    context = {
        "rules": shown,
        "may_change": policies.can_change_rules(request.user),
        "days": SHOWN_DAYS,
        "tabs": tabs_of_rules("moderation:rules"),
    }
    return render(request, "moderation/rules/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def rule(request: SignedIn, key: str) -> HttpResponse:
    """One rule: what it does, how often it has, and the form in which admins change it. The same form asks what it
    would have caught last month."""
    require(policies.can_see_rules(request.user))
    found = _found(key)
    may_change = policies.can_change_rules(request.user)
    form = RuleForm(request.POST or None, rule=found)
    if request.method == "POST":
        require(may_change)
        if form.is_valid() and (done := _saved_or_tried(request, form, found)) is not None:
            return done
    days = [(day, count) for day, count in reversed(by_day(key)) if count]
    context = {
        "form": form,
        "rule": found,
        "sort": sort_of(found.sort),
        "words": in_words(found),
        "may_change": may_change,
        "days": days,
        "most": max((count for _day, count in days), default=0),
    }
    return render(request, "moderation/rules/rule.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def new_list(request: SignedIn) -> HttpResponse:
    """A new list of watched words."""
    require(policies.can_change_rules(request.user))
    begun = actions.as_it_begins(SORTS["words"])
    form = RuleForm(request.POST or None, rule=begun, initial={"is_on": True})
    if request.method == "POST" and form.is_valid() and (done := _saved_or_tried(request, form, None)) is not None:
        return done
    context = {"form": form, "rule": None, "sort": SORTS["words"], "may_change": True}
    return render(request, "moderation/rules/rule.html", context, status=422 if form.is_bound and form.errors else 200)


def _saved_or_tried(request: SignedIn, form: RuleForm, found: Rule | None) -> HttpResponse | None:
    """Do what was pressed; None where something is wrong with the form, which says what."""
    wanted = form.wanted()
    try:
        if "try" in request.POST:
            key = found.key if found is not None else ""
            trial = actions.try_rule(form.sort.key, by=request.user, key=key, **wanted)
            return redirect("moderation:rule-trial", trial.pk)
        if found is None:
            actions.add_list(by=request.user, **wanted)
        else:
            actions.change_rule(found.key, by=request.user, **wanted)
    except ValidationError as error:
        blame(form, error)
        return None
    messages.success(request, _("Saved."))
    return redirect("moderation:rules")


@login_required
@require_POST
def switch(request: SignedIn, key: str) -> HttpResponse:
    """On, or off."""
    changed = actions.change_rule(_found(key).key, by=request.user, is_on=request.POST.get("to") == "on")
    said = _("“%(rule)s” is in force.") if changed.is_on else _("“%(rule)s” is switched off.")
    messages.success(request, said % {"rule": changed})
    return redirect("moderation:rules")


@login_required
@require_POST
def remove(request: SignedIn, key: str) -> HttpResponse:
    try:
        actions.remove_list(_found(key).key, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The list is gone."))
    return redirect("moderation:rules")


@login_required
@require_GET
def trial(request: SignedIn, trial_id: int) -> HttpResponse:
    """What a rule as it was tried would have caught. Asks again by itself while it is being looked at."""
    require(policies.can_change_rules(request.user))
    found = get_object_or_404(Trial, pk=trial_id, by=request.user)
    context: dict[str, Any] = {
        "trial": found,
        "sort": sort_of(found.sort),
        "running": found.state == Trial.State.WAITING,
    }
    if not context["running"]:
        context |= _told(request, found)
    return render_page(request, "moderation/rules/trial.html", context, part="moderation/rules/_trial.html")


def _told(request: SignedIn, found: Trial) -> dict[str, Any]:
    """The figures, and those of the examples that this admin may read: closed spaces stay closed."""
    told = found.found
    wanted = {one["entry"]: one for one in told["examples"]}
    readable = Entry.objects.visible_to(request.user).filter(pk__in=wanted).order_by("-created_at", "-pk")
    examples = [
        {"entry": entry, "did": DID[wanted[entry.pk]["did"]], "why": wanted[entry.pk]["why"]}
        for entry in hydrate(readable, request.user)
    ]
    days = [(parse_date(day), count) for day, count in sorted(told["days"].items(), reverse=True)]
    return {
        "told": told,
        "words": in_words(found.rule()),
        "did": [(DID[did], count) for did, count in told["did"].items()],
        "days": days,
        "most": max((count for _day, count in days), default=0),
        "examples": examples,
        "unread": len(wanted) - len(examples),
        "gone": told["caught"] - told["standing"],
    }


@login_required
@require_GET
def take_along(request: SignedIn) -> HttpResponse:
    require(policies.can_change_rules(request.user))
    response = HttpResponse(exchange.as_file(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rules-{localdate().isoformat()}.json"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
@throttled("rules-bring", limit=20, per_seconds=3600)
def bring(request: SignedIn) -> HttpResponse:
    require(policies.can_change_rules(request.user))
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        try:
            told, levels = exchange.read_file(form.cleaned_data["file"].read(exchange.MOST_BYTES + 1))
            with unit():
                actions.bring_rules(told, by=request.user)
                bring_levels(levels, by=request.user)
        except ValidationError as error:
            form.add_error("file", ValidationError(error.messages))
        else:
            messages.success(request, _("The rules are those of the file."))
            return redirect("moderation:rules")
    return render(request, "moderation/rules/bring.html", {"form": form}, status=422 if form.is_bound else 200)


def _found(key: str) -> Rule:
    try:
        return actions.rule_named(key)
    except Rule.DoesNotExist:
        raise Http404 from None
