"""The history of a page, one of its versions, and what changed between two."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from intranet.core.difference import difference
from intranet.core.http import get_visible, render_page
from intranet.core.markup import render as rendered
from intranet.core.throttle import throttled
from wiki import policies
from wiki.models import Page, Version
from wiki.tabs import tabs_for

from .authors import who_wrote
from .comparing import compare
from .forms import PairForm
from .jobs import go_on_with_authors
from .owned import Owners, gutter_of
from .reading import EMPTY, history_page, line_of, version_of, versions_read_by
from .showing import shown


@require_safe
def history(request: HttpRequest, page_id: int) -> HttpResponse:
    page = page_for(request, page_id)
    cursor = request.GET.get("cursor")
    found = history_page(page, request.user, cursor=cursor)
    newest = [line.version.number for line in found.lines[:2]] if not cursor else []
    pick = {"newer": newest[0], "older": newest[1]} if len(newest) == 2 else {}
    context = {"page": page, "history": found, "next": found.next, "pick": pick} | around(request, page, "history")
    return render_page(request, "wiki/history/history.html", context, part="wiki/history/_days.html")


@require_safe
@throttled("versions", limit=120, per_seconds=60, methods=("GET",))
def version(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """The page as it was."""
    page = page_for(request, page_id)
    found = version_of(page, number, request.user)
    numbers = versions_read_by(request.user, page).values_list("number", flat=True)
    older = numbers.filter(number__lt=number).order_by("-number").first()
    context = {
        "page": page,
        "line": line_of(found, page, older or EMPTY),
        "version": found,
        "html": "" if found.is_withdrawn else rendered(found.text).html,
        "older": older,
        "newer": numbers.filter(number__gt=number).order_by("number").first(),
        "may_edit": bool(policies.can_edit_page(request.user, page)),
        "may_withdraw": _may_withdraw(request, page, found),
    } | around(request, page, "history")
    return render(request, "wiki/history/version.html", context)


@require_safe
def source(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """A version as Markdown, to keep."""
    page = page_for(request, page_id)
    found = version_of(page, number, request.user)
    if found.is_withdrawn:
        raise Http404
    name = f"{slugify(found.title)[:60] or 'page'}-{number}.md"
    return HttpResponse(
        f"# {found.title}\n\n{found.text}\n",
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def pair(request: HttpRequest, page_id: int) -> HttpResponse:
    """Two versions chosen from the list, in whatever order: leads to what changed between them."""
    page = page_for(request, page_id)
    form = PairForm(request.GET)
    if not form.is_valid() or form.cleaned_data["older"] == form.cleaned_data["newer"]:
        return redirect("wiki:history", page.pk)
    older, newer = sorted((form.cleaned_data["older"], form.cleaned_data["newer"]))
    return redirect("wiki:compare", page.pk, older, newer)


@require_safe
@throttled("compare", limit=120, per_seconds=60, methods=("GET",))
def comparison(request: HttpRequest, page_id: int, older: int, newer: int) -> HttpResponse:
    """What changed. ``older`` 0 is the empty page before the first version."""
    page = page_for(request, page_id)
    if older >= newer:
        raise Http404
    after = version_of(page, newer, request.user)
    before = version_of(page, older, request.user) if older != EMPTY else None
    context = {"page": page, "after": line_of(after, page), "before": line_of(before, page) if before else None}
    context |= compared(request, before, after)
    context |= around(request, page, "history")
    numbers = versions_read_by(request.user, page).values_list("number", flat=True)
    context["earlier"] = numbers.filter(number__lt=older).order_by("-number").first()
    context["later"] = numbers.filter(number__gt=newer).order_by("number").first()
    context["may_restore"] = bool(before and not before.is_withdrawn and policies.can_edit_page(request.user, page))
    return render(request, "wiki/history/compare.html", context)


@require_safe
@throttled("authors", limit=60, per_seconds=60, methods=("GET",))
def authors(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who wrote what of what readers see."""
    page = page_for(request, page_id)
    written = who_wrote(page)
    if not written.complete:
        go_on_with_authors.enqueue_once(key=str(page.pk), page=page.pk)
    owners = Owners(page, request.user, {number for block in written.blocks for number in block.numbers})
    context = {"page": page, "written": written, "rows": gutter_of(written.blocks, owners), "people": owners.people}
    return render(request, "wiki/history/authors.html", context | around(request, page, "history"))


# --- What these pages have in common ---------------------------------------------------------------------------------


def page_for(request: HttpRequest, page_id: int) -> Page:
    return get_visible(Page.objects.with_people(), request.user, pk=page_id)


def around(request: HttpRequest, page: Page, tab: str) -> dict[str, Any]:
    layout = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    tabs = [{"label": one.label, "url": one.url, "current": one.key == tab, "count": one.count or None}
            for one in tabs_for(request.user, page)]  # fmt: skip
    return {"layout": layout, "tabs": tabs}


def compared(request: HttpRequest, before: Version | None, after: Version) -> dict[str, Any]:
    """The difference as the template shows it; without one where a text was taken out of the history."""
    way = "side" if request.GET.get("view") == "side" else "inline"
    is_whole = "whole" in request.GET
    if after.is_withdrawn or (before is not None and before.is_withdrawn):
        return {"shown": None, "way": way, "withdrawn": after if after.is_withdrawn else before}
    result = compare(before.text if before else "", after.text)
    was_called = before.title if before else ""
    return {
        "result": result,
        "shown": shown(result, whole=is_whole),
        "title_pieces": difference(was_called, after.title) if before and was_called != after.title else [],
        "way": way,
        "whole": is_whole,
        "ways": [
            {"label_of": one, "url": f"?view={one}" + ("&whole=1" if is_whole else ""), "current": one == way}
            for one in ("inline", "side")
        ],
        "whole_url": f"?view={way}&whole=1",
    }


def compare_url(page: Page, older: int, newer: int) -> str:
    return reverse("wiki:compare", args=[page.pk, older, newer])


def _may_withdraw(request: HttpRequest, page: Page, version: Version) -> bool:
    is_current = version.number in (page.published_number, page.version_number)
    return not version.is_withdrawn and not is_current and bool(policies.can_withdraw_versions(request.user, page))
