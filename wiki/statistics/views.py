"""The figures of a page, for those who answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.small_groups import FEWEST, countable
from wiki import policies
from wiki.history.views import around, page_for
from wiki.models import Page

from .figures import DAYS, figures_of, readers_lately


@login_required
@require_GET
def statistics(request: SignedIn, page_id: int) -> HttpResponse:
    page = page_for(request, page_id)
    require(policies.can_see_statistics(request.user, page))
    context = {"page": page, "figures": figures_of(page), "shown_days": DAYS, "fewest": FEWEST}
    return render(request, "wiki/statistics/statistics.html", context | around(request, page, "statistics"))


def panel(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    """A line beside the page."""
    if not request.user.is_authenticated or not policies.can_see_statistics(request.user, page):
        return None
    readers = readers_lately(page)
    return {"readers": countable(readers), "shown_days": DAYS, "fewest": FEWEST}
