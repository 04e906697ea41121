"""The worklists of documentation, and taking things off them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forum.models import LeftOut
from forum.work_tabs import tabs_for
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.models import SiteSettings
from intranet.core.pagination import keyset_page
from intranet.search.heard import FEWEST_PEOPLE, KEPT_DAYS

from . import actions, policies, repeats, ways, worklists
from .forms import FloorForm, LeaveOutForm

List = LeftOut.List
_PAGES = {
    List.UNDOCUMENTED: "forum:undocumented",
    List.NOT_FOUND: "forum:not-found",
    List.UNHELPFUL: "forum:unhelpful",
    List.REPEATED: "forum:repeated",
}


@login_required
@require_safe
def undocumented(request: SignedIn) -> HttpResponse:
    require(policies.can_see_worklists(request.user))
    site, form = SiteSettings.current(), FloorForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    views, voices = asked.get("views"), asked.get("voices")
    rows = worklists.undocumented(request.user, views=views, voices=voices)
    page = keyset_page(rows, by=worklists.BY_WORTH, cursor=request.GET.get("cursor"))
    for topic in page.items:
        topic.ways = ways.from_topic(topic)
    floors = {
        "views": site.documented_from_views if views is None else views,
        "voices": site.documented_from_voices if voices is None else voices,
    }
    context: dict[str, Any] = {
        "page": page,
        "floors": FloorForm(initial=floors),
        "asked_query": urlencode({name: number for name, number in asked.items() if number is not None}),
        "share": worklists.share_documented(request.user),
        **_frame(request, List.UNDOCUMENTED),
    }
    return render_page(
        request, "forum/documenting/undocumented.html", context, part="forum/documenting/_undocumented.html"
    )


@login_required
@require_safe
def not_found(request: SignedIn) -> HttpResponse:
    require(policies.can_see_worklists(request.user))
    context = {
        "sides": [
            {"key": key, "label": label, "rows": [(row, ways.from_words(row.line.text)) for row in rows]}
            for key, label, rows in (
                ("outside", _("Customers"), worklists.not_found(outside=True)),
                ("inside", _("Colleagues"), worklists.not_found(outside=False)),
            )
        ],
        "fewest": FEWEST_PEOPLE,
        "days": KEPT_DAYS,
        **_frame(request, List.NOT_FOUND),
    }
    return render(request, "forum/documenting/not_found.html", context)


@login_required
@require_safe
def unhelpful(request: SignedIn) -> HttpResponse:
    require(policies.can_see_worklists(request.user))
    context = {"rows": worklists.unhelpful(request.user), **_frame(request, List.UNHELPFUL)}
    return render(request, "forum/documenting/unhelpful.html", context)


@login_required
@require_safe
def repeated(request: SignedIn) -> HttpResponse:
    require(policies.can_see_worklists(request.user))
    rows = [(group, ways.from_topic(group.best)) for group in repeats.repeated(request.user)]
    return render(request, "forum/documenting/repeated.html", {"rows": rows, **_frame(request, List.REPEATED)})


def _frame(request: SignedIn, which: List) -> dict[str, Any]:
    return {
        "list": which,
        "tabs": tabs_for(request.user, which),
        "left_out": worklists.left_out(request.user, [which]),
    }


@login_required
@require_POST
def leave_out(request: SignedIn) -> HttpResponse:
    form = LeaveOutForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        entry = get_visible(Entry, request.user, pk=said["entry"]) if said["entry"] else None
        try:
            actions.leave_out(said["list"], by=request.user, reason=said["reason"], entry=entry, text=said["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Left out. It stands below the list, and can be brought back."))
            return redirect(_PAGES[List(said["list"])])
    require(policies.can_see_worklists(request.user))
    return render(request, "forum/documenting/leave_out.html", {"form": form}, status=422)


@login_required
@require_POST
def bring_back(request: SignedIn, row_id: int) -> HttpResponse:
    row = get_visible(LeftOut, request.user, pk=row_id)
    actions.bring_back(row, by=request.user)
    return redirect(_PAGES[List(row.list)])
