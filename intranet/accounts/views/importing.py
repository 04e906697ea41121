"""People from a table: bring it, see what would come of it, do it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import actions, importing, policies
from intranet.accounts.forms import blame
from intranet.accounts.lifecycle_forms import ImportForm
from intranet.accounts.models import ImportedRow, PeopleImport
from intranet.core.decisions import require
from intranet.core.http import SignedIn, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.tables import write_table
from intranet.core.throttle import throttled

PAGE = 100
_MIME = "text/csv; charset=utf-8"


@require_http_methods(["GET", "POST"])
@login_required
@throttled("import", limit=30, per_seconds=3600)
def import_people(request: SignedIn) -> HttpResponse:
    """Bring a table. It is looked through at once; nobody is made by that."""
    require(policies.can_administer(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            kept = actions.look_through(
                asked["table"].read(),
                by=request.user,
                name=asked["table"].name or "",
                make_departments=asked["make_departments"],
                invite=asked["invite"],
            )
        except ValidationError as error:
            blame(form, ValidationError({"table": error.messages}))
        else:
            return redirect("accounts:import_table", kept.pk)
    recent = PeopleImport.objects.filter(by=request.user).exclude(state=PeopleImport.State.READY)
    context = {"form": form, "recent": recent[:5], "columns": [words[0] for words in importing.COLUMNS.values()][:-1]}
    return render(request, "accounts/import.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
@never_cache
@login_required
def import_table(request: SignedIn, pk: int) -> HttpResponse:
    """What would come of each row; while a job works on it, how far it is; then what came of them."""
    kept = _own(request, pk)
    outcome = request.GET.get("show", "")
    rows = kept.rows.filter(outcome=outcome) if outcome in ImportedRow.Outcome.values else kept.rows.all()
    page = keyset_page(rows, by=("number", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    total = sum(kept.count(name) for name in ImportedRow.Outcome.values)
    context: dict[str, Any] = {
        "table": kept,
        "rows": page.items,
        "next": page.next,
        "query": f"show={outcome}" if outcome else "",
        "tabs": _tabs(kept, outcome, total),
        "running": kept.state == PeopleImport.State.RUNNING,
        "is_done": kept.state == PeopleImport.State.DONE,
        "done": kept.count("done"),
        "total": kept.rows.count() if kept.state == PeopleImport.State.RUNNING else total,
        "useful": kept.count("make") + kept.count("change"),
    }
    if wants_part(request):
        return render(request, "accounts/_import_progress.html", context)
    return render(request, "accounts/import_table.html", context)


@require_POST
@login_required
@throttled("import", limit=30, per_seconds=3600)
def apply_table(request: SignedIn, pk: int) -> HttpResponse:
    kept = _own(request, pk)
    try:
        kept = actions.apply_import(kept, by=request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        if kept.state == PeopleImport.State.DONE:
            messages.success(request, _("Done."))
    return redirect("accounts:import_table", kept.pk)


@require_GET
@never_cache
@login_required
def import_problems(request: SignedIn, pk: int) -> HttpResponse:
    """The refused rows with their reasons, to put right and bring again."""
    kept = _own(request, pk)
    columns = [name for name in importing.COLUMNS if name != "role"]
    rows = [
        [row.number, " ".join(row.reasons), *(row.cells.get(name, "") for name in columns)]
        for row in kept.rows.filter(outcome=ImportedRow.Outcome.REFUSE)
    ]
    header = [_("Line"), _("Why"), *(importing.COLUMNS[name][0] for name in columns)]
    return _as_file(write_table(header, rows), "refused.csv")


@require_GET
@login_required
def import_example(request: SignedIn) -> HttpResponse:
    require(policies.can_administer(request.user))
    return _as_file(write_table(importing.EXAMPLE[0], importing.EXAMPLE[1:]), "people.csv")


def _own(request: SignedIn, pk: int) -> PeopleImport:
    """A table is its admin's alone; another admin's is not there."""
    require(policies.can_administer(request.user))
    kept: PeopleImport = get_object_or_404(PeopleImport, pk=pk, by=request.user)
    if kept.state == PeopleImport.State.READY and not kept.is_open:
        raise Http404
    return kept


def _tabs(kept: PeopleImport, chosen: str, total: int) -> list[dict[str, Any]]:
    tabs = [{"label": _("All"), "url": "?", "current": not chosen, "count": total}]
    for value, label in ImportedRow.Outcome.choices:
        if count := kept.count(value):
            tabs.append({"label": label, "url": f"?show={value}", "current": chosen == value, "count": count})
    return tabs


def _as_file(text: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=_MIME, headers={"Content-Disposition": f'attachment; filename="{name}"'})
