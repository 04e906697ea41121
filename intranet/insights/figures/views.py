"""The figures of the house or of one space: as charts, each with its table, and as CSV."""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.small_groups import FEWEST
from intranet.core.tables import write_table
from intranet.insights import actions
from intranet.insights.models import Analyst, DailyFigure
from intranet.insights.policies import can_name_analysts, can_see_figures, can_see_figures_of
from intranet.spaces.audiences import spaces_kept
from intranet.spaces.models import Space

from . import companies as firms
from .charts import drawn
from .forms import AnalystForm
from .registry import GROUPS, Figure, all_figures, figure_called
from .scopes import ROLES, Scope
from .series import Series
from .small import withheld
from .spans import LENGTHS, Span
from .telling import series_of


@login_required
@require_safe
@never_cache
def page(request: SignedIn) -> HttpResponse:
    scope = scope_asked(request.user, request.GET.get("of", ""))
    problem = ""
    try:
        span = _span(request)
    except ValidationError as error:
        span, problem = Span.of_days(LENGTHS[1]), " ".join(error.messages)
    why = withheld(scope)
    figures = [] if why else [figure for figure in all_figures() if figure.can_tell_of(scope)]
    said = series_of(figures, scope, span)
    shown = [drawn(figure, said[figure.key], days=span.days) for figure in figures]
    groups = [
        {"key": key, "title": GROUPS[key], "figures": list(cards)}
        for key, cards in itertools.groupby(shown, key=lambda one: one.figure.group)
    ]
    context = {
        "groups": groups,
        "scope": scope,
        "scopes": scopes_for(request.user),
        "span": span,
        "problem": problem,
        "withheld": why,
        "lengths": LENGTHS,
        "fewest": FEWEST,
        "query": _query(scope, span),
        "counted_up_to": DailyFigure.objects.order_by("-day").values_list("day", flat=True).first(),
        "may_see_house": bool(can_see_figures(request.user)),
        "may_name": bool(can_name_analysts(request.user)),
    }
    return render(request, "insights/figures/page.html", context, status=422 if problem else 200)


@login_required
@require_safe
@never_cache
def table(request: SignedIn, key: str) -> HttpResponse:
    """One figure as CSV, as far as it may be told."""
    figure = figure_called(key)
    scope = scope_asked(request.user, request.GET.get("of", ""))
    if figure is None or not figure.can_tell_of(scope):
        raise Http404
    try:
        span = _span(request)
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
    header = [str(figure.title), scope.label]
    return _as_file(write_table(header, rows_of(figure, series_of([figure], scope, span)[key])), f"{key}-{span.last}")


def rows_of(figure: Figure, series: Series) -> list[tuple[str, object]]:
    """Plain numbers, for programs; what may not be told says so in words."""
    if series.withheld is not None and not series.points:
        return [("", series.withheld.says)]
    return [
        (point.label, point.withheld.says if point.value is None else f"{point.value:g}") for point in series.points
    ]


@login_required
@require_safe
@never_cache
def companies(request: SignedIn) -> HttpResponse:
    """One line for each company of customers, with the number it has in the firm's own books."""
    require(can_see_figures(request.user))
    try:
        span = _span(request)
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
    told = firms.figures_of_companies(span)
    return _as_file(write_table(told.header, told.rows), f"companies-{span.last}")


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def analysts(request: SignedIn) -> HttpResponse:
    """Who sees the figures of the whole house besides the admins."""
    require(can_name_analysts(request.user))
    form = AnalystForm(request.POST or None, writer=request.user)
    if request.method == "POST":
        if handle := request.POST.get("remove", ""):
            person = User.objects.visible_to(request.user).filter(handle=handle[:40]).first()
            if person and actions.remove_analyst(person, by=request.user):
                messages.success(request, _("%(name)s does not see the figures any more.") % {"name": person.name})
            return redirect("insights:analysts")
        if form.is_valid():
            try:
                for person in form.cleaned_data["people"]:
                    actions.name_analyst(person, by=request.user)
            except ValidationError as error:
                form.add_error("people", error)
            else:
                messages.success(request, _("Saved."))
                return redirect("insights:analysts")
    named = Analyst.objects.select_related("person__department", "named_by").order_by("person__folded_name")
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "insights/figures/analysts.html", {"form": form, "analysts": named}, status=status)


def scope_asked(person: User, key: str) -> Scope:
    """The scope of that key, if this person may see its figures: 404 for a space they do not see, a refusal else.
    Without a key: the house, or the first space of who keeps one."""
    sort, _sep, rest = key.partition("_")
    if sort == "space" and rest.isdecimal():
        space = get_visible(Space, person, pk=int(rest[:18]))
        require(can_see_figures_of(person, space))
        return Scope.of_space(space)
    if not key and not can_see_figures(person) and (kept := sorted(spaces_kept(person))):
        return Scope.of_space(get_visible(Space, person, pk=kept[0]))
    require(can_see_figures(person))
    if sort == "role":
        if rest not in ROLES:
            raise Http404
        return Scope.role(rest)
    if key not in ("", "house"):
        raise Http404
    return Scope.house()


def scopes_for(person: User) -> list[Scope]:
    """What this person may choose from."""
    if can_see_figures(person):
        everybody = [Scope.house(), *(Scope.role(kind) for kind in ROLES)]
        spaces = Space.objects.visible_to(person).current().order_by("name")
    else:
        everybody, spaces = [], Space.objects.filter(pk__in=spaces_kept(person)).order_by("name")
    return [*everybody, *(Scope.of_space(space) for space in spaces[:200])]


def _span(request: SignedIn) -> Span:
    asked = request.GET
    return Span.asked(asked.get("days", "")[:4], asked.get("from", "")[:10], asked.get("to", "")[:10])


def _query(scope: Scope, span: Span) -> dict[str, Any]:
    """The two halves of an address: which scope, and which span."""
    of = {"of": scope.key}
    days = {"days": span.usual} if span.usual else {"from": span.first.isoformat(), "to": span.last.isoformat()}
    return {"of": urlencode(of), "span": urlencode(days), "both": urlencode(of | days)}


def _as_file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{localtime():%H%M}.csv"'},
    )
