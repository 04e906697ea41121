"""Somebody leaves: what only they hold is given to others, and the account is closed, in one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.accounts import actions, handover, policies
from intranet.accounts.models import User, normal_email
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

MOST_OFFERED = 2000


@require_http_methods(["GET", "POST"])
@login_required
def leaving(request: SignedIn, handle: str) -> HttpResponse:
    """What this person holds, and who has it next."""
    person: User = get_visible(User.objects.with_byline(), request.user, handle=handle)
    require(policies.can_administer(request.user))
    typed, errors = request.POST if request.method == "POST" else QueryDict(), {}
    if request.method == "POST":
        try:
            successors = _successors(typed)
            actions.deactivate(person, by=request.user, reason=typed.get("reason", ""), successors=successors)
        except ValidationError as error:
            errors = _by_key(error)
        else:
            messages.success(request, _("The account of %(name)s is closed.") % {"name": person})
            return redirect("accounts:standing", person.handle)
    context: dict[str, Any] = {
        "person": person,
        "may_close": policies.can_deactivate(request.user, person),
        "holdings": _shown(person, typed, errors),
        "for_all": {"value": typed.get("to", ""), "errors": errors.get("", [])},
        "above": errors.get("*", []),
        "reason": typed.get("reason", ""),
        "colleagues": User.objects.active().staff().exclude(pk=person.pk).order_by("folded_name")[:MOST_OFFERED],
    }
    return render(request, "accounts/leaving.html", context, status=422 if errors else 200)


def _successors(typed: QueryDict) -> dict[str, User]:
    """The people named, by the key of what they get; "" for everything that is not named."""
    asked = {name[2:].removeprefix("_"): str(value).strip() for name, value in typed.items() if name.startswith("to")}
    found, errors = {}, {}
    for key, value in asked.items():
        if not value:
            continue
        try:
            found[key] = colleague_named(value)
        except ValidationError as error:
            errors[key or "for_all"] = error.messages
    if errors:
        raise ValidationError(errors)
    return found


def colleague_named(typed: str) -> User:
    """Somebody of the house by handle or e-mail address."""
    people = User.objects.active().staff()
    found = (
        people.filter(handle=typed.removeprefix("@").lower()).first()
        or people.filter(email=normal_email(typed)).first()
    )
    if found is None:
        raise ValidationError(_("No colleague is called “%(text)s”.") % {"text": typed[:80]})
    return found


def _by_key(error: ValidationError) -> dict[str, list[str]]:
    if not hasattr(error, "error_dict"):
        return {"*": error.messages}
    return {"" if key == "for_all" else key: one for key, one in error.message_dict.items()}


def _shown(person: User, typed: QueryDict, errors: dict[str, list[str]]) -> list[dict[str, Any]]:
    found = []
    for holding, things in handover.holdings_of(person):
        suggested = holding.suggests(person)
        rows = [
            {
                "held": held,
                "value": typed.get(f"to_{held.key}", suggested.handle if suggested and not typed else ""),
                "errors": errors.get(held.key, []),
            }
            for held in things
        ]
        found.append({"label": holding.label, "rows": rows})
    return found


def leads_to_wizard(request: HttpRequest, person: User, error: ValidationError) -> HttpResponse:
    """Closing was refused because somebody has to take over: on to where that is chosen."""
    messages.error(request, " ".join(error.messages))
    return redirect("accounts:leaving", person.handle)
