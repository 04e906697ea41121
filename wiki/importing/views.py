"""Bringing pages in from files: what is brought, what would come of it, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.content.menu import MenuItem
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled
from intranet.spaces.models import Space
from wiki import actions, menu
from wiki.models import ImportedPage, Page, PageImport

from .converted import LOSSES
from .forms import ImportForm
from .policies import can_import

MOST_PLACES = 500
ROWS = 100
LEFT_OUT = {
    "machine": gettext_lazy("made by a generator (lists of words, search forms, parts of a design)"),
    "archive": gettext_lazy("archives inside the archive, which are not opened"),
    "twice": gettext_lazy("under a name that came before"),
}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@throttled("wiki-import", limit=20, per_seconds=3600, methods=("POST",))
def import_files(request: SignedIn, slug: str) -> HttpResponse:
    """Choose files and where they go."""
    space = get_visible(Space, request.user, slug=slug)
    asked = request.POST if request.method == "POST" else request.GET
    under = asked.get("under", "")
    parent = None
    if under.isascii() and under.isdigit() and len(under) <= 18:
        parent = get_visible(Page, request.user, pk=int(under), space=space)
    require(can_import(request.user, space, parent))
    places = _places(request.user, space, parent)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, places=places)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = actions.bring_files(file, by=request.user, space=space, parent=parent, name=file.name)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect("wiki:import", made.pk)
    else:
        form = ImportForm(places=places, initial={"under": under})
    mine = PageImport.objects.filter(person=request.user, space=space)[:5]
    status = 422 if request.method == "POST" else 200
    context = {"space": space, "form": form, "mine": mine, "parent": parent}
    return render(request, "wiki/importing/choose.html", context, status=status)


def _places(person: Any, space: Space, chosen: Page | None) -> list[tuple[str, str]]:
    """The top, and the pages one may choose from, the upper ones first where there are too many."""
    seen = Page.objects.visible_to(person).in_tree(space)
    rows = list(seen.order_by("path").values_list("pk", "title", "path")[:MOST_PLACES])
    if chosen is not None and all(pk != chosen.pk for pk, _title, _path in rows):
        rows.append((chosen.pk, chosen.title, "/"))
    titles = {pk: title for pk, title, _path in rows}
    named = []
    for pk, title, path in rows:
        above = [titles[int(part)] for part in path.split("/") if part and int(part) in titles and int(part) != pk]
        named.append((str(pk), " › ".join([*above, title])))
    return [("", _("At the top of the wiki")), *sorted(named, key=lambda one: one[1].casefold())]


@never_cache
@login_required
@require_safe
def one_import(request: SignedIn, pk: int) -> HttpResponse:
    """Whatever there is to say of it now."""
    passage = _own(request, pk)
    if wants_part(request):
        return render(request, "wiki/importing/_progress.html", {"passage": passage})
    context: dict[str, Any] = {"passage": passage, "left_out": _left_out(passage)}
    if not passage.is_going:
        context |= _report(request, passage)
    return render(request, "wiki/importing/one.html", context)


def _report(request: HttpRequest, passage: PageImport) -> dict[str, Any]:
    """The tree that comes or came, and apart what of which file did not."""
    placed = passage.rows.exclude(place=0).defer("text", "facts").select_related("page")
    troubled = passage.rows.defer("text", "facts").select_related("page")
    shown = "problems" if request.GET.get("show") == "problems" else "pages"
    problems = troubled.exclude(losses=[], refusal="")
    if shown == "problems":
        page = keyset_page(problems, by=("number", "pk"), cursor=request.GET.get("cursor") or None, size=ROWS)
        rows = [{"row": row, "losses": _said(row)} for row in page.items]
        following = page.next
    else:
        rows = [{"row": row, "depth": min(row.depth, 8)} for row in _as_a_tree(list(placed[:2000]))]
        following = ""
    return {
        "rows": rows,
        "shown": shown,
        "next": following,
        "problems": problems.count(),
        "refused": passage.rows.filter(outcome=ImportedPage.Outcome.REFUSED).count(),
        "made": passage.rows.filter(outcome=ImportedPage.Outcome.MADE, page__isnull=False).count(),
        "tops": [row.page for row in placed.filter(depth=0, page__isnull=False)[:3] if row.page is not None],
        "address": reverse("wiki:import", args=[passage.pk]),
    }


def _as_a_tree(rows: list[ImportedPage]) -> Iterable[ImportedPage]:
    below: dict[int | None, list[ImportedPage]] = {}
    for row in rows:
        below.setdefault(row.under, []).append(row)
    waiting = sorted(below.get(None, []), key=lambda row: -row.place)
    while waiting:
        row = waiting.pop()
        yield row
        waiting += sorted(below.get(row.number, []), key=lambda one: -one.place)


def _said(row: ImportedPage) -> list[str]:
    if row.refusal:
        return [row.refusal]
    return [
        f"{LOSSES[sort]}{f' ({detail})' if detail else ''}{f' ×{count}' if count > 1 else ''}"
        for sort, detail, count in row.losses
        if sort in LOSSES
    ]


def _left_out(passage: PageImport) -> list[tuple[int, str]]:
    return [(count, str(LEFT_OUT[reason])) for reason, count in passage.left_out.items() if reason in LEFT_OUT]


@login_required
@require_POST
def begin_import(request: SignedIn, pk: int) -> HttpResponse:
    passage = _own(request, pk)
    try:
        actions.let_in(passage, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("wiki:import", pk)


@login_required
@require_POST
def stop_import(request: SignedIn, pk: int) -> HttpResponse:
    passage = actions.stop_import(_own(request, pk), by=request.user)
    messages.success(request, _("Stopped."))
    return redirect("wiki:import", passage.pk)


def _own(request: SignedIn, pk: int) -> PageImport:
    """Somebody else's is not there."""
    found: PageImport = get_object_or_404(
        PageImport.objects.select_related("space", "parent"), pk=pk, person=request.user
    )
    return found


def items(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    """In the menu of a page."""
    assert page.space is not None
    if can_import(request.user, page.space, page):
        address = f"{reverse('wiki:import-files', args=[page.space.slug])}?under={page.pk}"
        yield MenuItem("import", _("Bring pages in under it"), "upload", address, order=46)


def register() -> None:
    menu.register(items)
