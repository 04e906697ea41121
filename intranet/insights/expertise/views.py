"""Who knows about it: while one writes, as a page, and what is known of oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intranet.accounts.settings_pages import tabs_for
from intranet.accounts.whereabouts import whereabouts_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.insights import actions
from intranet.insights.models import LeftOut
from intranet.insights.policies import can_ask_who_knows
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import Space

from .asking import own_evidence, theme_seen_by, themes_in, themes_known, who_know

MOST_SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@throttled("right_people", limit=120, per_seconds=600)
def ask(request: SignedIn) -> HttpResponse:
    """Three people to ask about what is being written. Nothing is written here: the text comes by POST so that no log
    of addresses keeps it. Whoever comes by the address bar wants the page about it."""
    require(can_ask_who_knows(request.user))
    if request.method != "POST":
        return redirect("insights:who-knows")
    sent = request.POST
    themes = themes_in(
        f"{sent.get('title', '')[:300]} {sent.get('body', '')[:20000]}",
        request.user,
        tags=[tag.strip() for tag in sent.get("tags", "")[:300].split(",") if tag.strip()],
        made_with=sent.get("made_with", "")[:20],
        more=sent.getlist("theme")[:10],
    )
    experts = who_know(themes, request.user, audience=_audience(request))
    away = whereabouts_of([one.person.pk for one in experts], request.user, audiences_of(request.user))
    people = [{"expert": one, "away": away.get(one.person.pk)} for one in experts]
    return render(request, "insights/_right_people.html", {"people": people})


def _audience(request: SignedIn) -> str:
    """Where it is going to stand; only what the writer belongs to, so that nobody learns who belongs to a place."""
    audience = request.GET.get("audience", "")
    if slug := request.GET.get("space"):
        audience = get_visible(Space, request.user, slug=slug).audience
    if audience and audience not in audiences_of(request.user):
        raise Http404
    return audience


@login_required
@require_safe
def who_knows(request: SignedIn) -> HttpResponse:
    """What people here know about; with ``?theme=``, who does, and what shows it."""
    require(can_ask_who_knows(request.user))
    key = request.GET.get("theme", "")[:40]
    context: dict[str, Any] = {}
    if key:
        theme = theme_seen_by(key, request.user)
        if theme is None:
            raise Http404
        context = {"theme": theme, "experts": who_know([key], request.user, most=MOST_SHOWN)}
    else:
        context = {"themes": themes_known(request.user)}
    return render(request, "insights/who_knows.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
@throttled("own_evidence", limit=120, per_seconds=3600)
def own(request: SignedIn) -> HttpResponse:
    """What shows that one knows something, and what is to be done with it."""
    person = request.user
    if request.method == "POST":
        try:
            _decide(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("insights:own")
    is_out = LeftOut.objects.filter(person=person).exists()
    context = {
        "is_out": is_out,
        "shown": [] if is_out else own_evidence(person),
        "settings_tabs": tabs_for("insights:own"),
    }
    return render(request, "insights/own.html", context)


def _decide(request: SignedIn) -> None:
    sent = request.POST
    if theme := sent.get("hide", "")[:40]:
        actions.hide_theme(theme, by=request.user)
        messages.success(request, _("Nobody is told of it any more."))
    elif theme := sent.get("show", "")[:40]:
        actions.show_theme(theme, by=request.user)
        messages.success(request, _("It is shown again."))
    elif sent.get("take_part") == "no":
        actions.opt_out(by=request.user)
        messages.success(request, _("You are left out. What was gathered is deleted."))
    elif sent.get("take_part") == "yes":
        actions.opt_in(by=request.user)
        messages.success(request, _("You take part again. It takes a moment until everything is gathered."))
