"""Questions about one entry: a dialog where scripts are, a page of its own where they are not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from intranet.core.http import render_page


def ask(request: HttpRequest, part: str, title: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """``part`` is the template of the question itself; it gets ``entry`` and whatever else ``context`` has."""
    whole = {"asked": part, "question": title} | context
    return render_page(request, "content/asked.html", whole, part="content/_asked.html", status=status)


def back(request: HttpRequest, otherwise: str) -> str:
    """The page somebody came from, if it is one of ours."""
    target = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and "/" in target and "/entries/" not in target else otherwise
