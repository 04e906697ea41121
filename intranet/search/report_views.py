"""What is searched for: counting it, and reading what was counted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.core import commands
from intranet.core.decisions import require
from intranet.core.http import SignedIn, number_in
from intranet.core.tables import write_table
from intranet.core.throttle import address_of, throttled

from . import heard as asked
from .policies import can_read_search_reports


@require_POST
@throttled("heard", limit=120, per_seconds=60)
def heard(request: HttpRequest) -> HttpResponse:
    """``token`` of a page of results one has looked at; ``opened`` when one has opened something of it, and ``entry``
    which, where it is one."""
    entry = request.POST.get("entry", "")
    try:
        asked.count_search(
            by=request.user,
            token=request.POST.get("token", ""),
            opened=bool(request.POST.get("opened")),
            entry_id=number_in(entry),
            address=address_of(request),
        )
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    return HttpResponse(status=204)


@login_required
@require_GET
def reports(request: SignedIn) -> HttpResponse:
    """Both lists as a page; one of them as a table with ``?table=nothing`` or ``?table=unopened``."""
    require(can_read_search_reports(request.user))
    match request.GET.get("table", ""):
        case "nothing":
            return _table("nothing", asked.found_nothing())
        case "unopened":
            return _table("unopened", asked.opened_nothing())
    write = next((url for command, url in commands.for_reader(request.user) if command.name == "post"), "")
    context = {
        "nothing": asked.found_nothing(),
        "unopened": asked.opened_nothing(),
        "fewest": asked.FEWEST_PEOPLE,
        "days": asked.KEPT_DAYS,
        "write_url": write,
    }
    return render(request, "search/reports.html", context)


def _table(name: str, lines: list[asked.Line]) -> HttpResponse:
    header = [_("Words"), _("People"), _("Searches"), _("Last")]
    rows = [[line.text, line.people, line.times, f"{localtime(line.last_at):%Y-%m-%d}"] for line in lines]
    return HttpResponse(
        write_table(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="searches-{name}.csv"'},
    )
