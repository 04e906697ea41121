"""Where somebody may ask, and with what the form begins."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from forum import policies
from forum.models import Category
from intranet.content.kinds import real
from intranet.content.models import AppliesTo, Entry
from intranet.core.text import excerpt
from intranet.spaces.audiences import Viewer

from .forms import made_with


def categories_for(viewer: Viewer) -> list[Category]:
    """Where this reader begins topics; for a guest, where whoever has an account does."""
    found = Category.objects.visible_to(viewer).in_use().select_related("space", "product", "team__desk")
    if viewer.is_authenticated:
        return [one for one in found if policies.can_ask(viewer, one)]
    return [one for one in found if one.writers == Category.Writers.EVERYONE and not one.space.is_archived]


def begun_with(request: HttpRequest, categories: list[Category]) -> dict[str, Any]:
    """What the address brings along: ``category``, ``q`` (what was searched for in vain), ``about`` (a page that one
    reads and has a question about)."""
    asked = request.GET
    category = next((one for one in categories if one.slug == asked.get("category")), None)
    begun: dict[str, Any] = {"title": excerpt(asked.get("q", "").replace("\x00", ""), 200)}
    if (page := _page_asked_about(request)) is not None:
        title = page.title.replace("[", "(").replace("]", ")")
        begun["body"] = f"[{title}]({real(page).get_absolute_url()})\n\n"
        version = AppliesTo.objects.filter(entry=page.pk).select_related("version").first()
        if version is not None:
            begun["made_with"] = made_with(version.version.product_id, version.version_id)
            category = category or next(
                (one for one in categories if one.product_id == version.version.product_id), None
            )
    category = category or (categories[0] if categories else None)
    if category is not None:
        begun |= {"category": category.pk, "sort": category.sorts[0]}
        begun.setdefault("body", category.template)
        if category.product_id is not None:
            begun.setdefault("made_with", made_with(category.product_id, None))
    return begun


def _page_asked_about(request: HttpRequest) -> Entry | None:
    number = request.GET.get("about", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return Entry.objects.visible_to(request.user).published().filter(pk=int(number)).exclude(title="").first()
