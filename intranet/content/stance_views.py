"""Following, muting and blocking by hand: one address for all of it, and the pages where it is taken back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts.models import User
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, get_visible, number_in, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.text import excerpt
from intranet.core.throttle import throttled
from intranet.spaces.models import Space

from .actions import stances as stance_actions
from .meeting import entry_met, person_met, tag_met
from .models import Entry, Stance, Tag
from .mute_lengths import end_of
from .stances import Target, held_by, stances_of
from .views import back_to

PAGE = 50
_LET_BE = {
    "": gettext_lazy("Nothing of %(name)s was held back."),
    "follow": gettext_lazy("You no longer follow %(name)s."),
    "mute": gettext_lazy("%(name)s is no longer muted."),
    "block": gettext_lazy("%(name)s is no longer blocked."),
}
HOURS = {"1": 1, "8": 8, "24": 24, "168": 168}


@login_required
@require_POST
@throttled("stance", limit=60, per_seconds=60)
def stance(request: SignedIn) -> HttpResponse:
    """``way`` is follow, mute, block or none; ``person``, ``tag``, ``space`` or ``entry`` says towards what, and
    ``for`` (hour, tomorrow, week) or ``hours`` for how long to mute."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    target, name = _target(request.user, asked)
    changed, said = _take(request.user, target, asked)
    if not wants_part(request):
        messages.success(request, said)
        return redirect(back_to(request, "/"))
    towards: dict[str, Any] = {name: asked[name]}
    told: dict[str, Any] = {
        "toast": {"text": said},
        "stance": {"way": asked["way"], name: target.root_entry_id if isinstance(target, Entry) else target.pk},
    }
    if changed and asked["way"] != "none":
        told["toast"]["undo"] = {"url": f"{reverse('content:stance')}?{urlencode({'way': 'none', **towards})}"}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})


def _take(person: User, target: Target, asked: dict[str, str]) -> tuple[bool, str]:
    way, name = asked.get("way", ""), _name_of(target)
    match way:
        case Stance.Way.FOLLOW:
            changed = stance_actions.follow(target, by=person)
            return changed, _("You follow %(name)s. What you may read of it comes to your home page.") % {"name": name}
        case Stance.Way.MUTE:
            hours = HOURS.get(asked.get("hours", ""))
            until = now() + timedelta(hours=hours) if hours else end_of(asked.get("for", ""))
            changed = stance_actions.mute(target, by=person, until=until)
            if until is not None:
                said = _("%(name)s is muted until %(when)s. You still hear when somebody names you.")
                return changed, said % {"name": name, "when": date_format(localtime(until), "j F, H:i")}
            return changed, _("%(name)s is muted. You still hear when somebody names you.") % {"name": name}
        case Stance.Way.BLOCK:
            if not isinstance(target, User):
                raise BadRequest
            said = _("%(name)s is blocked. You will see nothing of them, and they are not told.")
            return stance_actions.block(target, by=person), said % {"name": name}
        case "none":
            before = stances_of(person).towards(target)
            changed = stance_actions.let_be(target, by=person)
            return changed, _LET_BE.get(before, _LET_BE[""]) % {"name": name}
    raise BadRequest


def _target(viewer: User, asked: dict[str, str]) -> tuple[Target, str]:
    """What is meant, as far as this reader may know of it; 404 otherwise, as everywhere."""
    named = [name for name in ("person", "tag", "space", "entry") if asked.get(name)]
    if len(named) != 1:
        raise BadRequest
    name, typed = named[0], asked[named[0]]
    match name:
        case "person":
            return person_met(viewer, _number(typed)), name
        case "tag":
            return tag_met(viewer, typed), name
        case "space":
            return get_visible(Space, viewer, pk=_number(typed)), name
        case _:
            return entry_met(viewer, _number(typed)), name


def _number(typed: str) -> int:
    if (number := number_in(typed)) is None:
        raise Http404
    return number


def _name_of(target: Target) -> str:
    match target:
        case User():
            return target.name
        case Tag():
            return f"#{target.name}"
        case Space():
            return target.name
    return _("This discussion")


# --- Pages of the settings --------------------------------------------------------------------------------------------


@login_required
@require_GET
def following(request: SignedIn) -> HttpResponse:
    return _settings(request, "content/settings_following.html", "content:following", [Stance.Way.FOLLOW])


@login_required
@require_GET
def kept_away(request: SignedIn) -> HttpResponse:
    ways: list[str] = [Stance.Way.MUTE, Stance.Way.BLOCK]
    return _settings(request, "content/settings_kept_away.html", "content:kept-away", ways)


def _settings(request: SignedIn, template: str, page_name: str, ways: list[str]) -> HttpResponse:
    page = keyset_page(held_by(request.user, ways), by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    discussions = [row.entry_id for row in page.items if row.entry_id is not None]
    readable = Entry.objects.visible_to(request.user).in_bulk(discussions) if discussions else {}
    for row in page.items:
        row.words = excerpt(str(readable[row.entry_id]), 80) if row.entry_id in readable else ""
    context = {"page": page, "settings_tabs": tabs_for(page_name)}
    return render(request, template, context)
