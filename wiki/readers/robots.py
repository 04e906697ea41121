"""What search engines are told of pages that everybody reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from intranet.core.sitemap import MOST, Address
from wiki import rights
from wiki.models import Page


def is_kept_from_robots(page: Page) -> bool:
    """It says so, or a page above it does."""
    return any(one.noindex for one in rights.line_of(page))


def addresses() -> Iterable[Address]:
    """The pages that a guest reads and that are not kept from robots, those that changed last first."""
    shut = tuple(Page.objects.filter(noindex=True).values_list("path", flat=True))
    pages = Page.objects.visible_to(AnonymousUser()).published().filter(is_template=False)
    yield Address(reverse("wiki:docs"))
    rows: Any = (
        pages.exclude(body_text="")
        .order_by("-active_at", "-pk")
        .values_list("pk", "slug", "path", "active_at", "language", "translation_of")
    )
    told = [row for row in rows[:MOST] if not row[2].startswith(shut)]
    groups: dict[int, list[tuple[str, str]]] = {}
    for pk, slug, _path, _changed, language, original in told:
        groups.setdefault(original or pk, []).append((language, reverse("wiki:docs-page", args=[pk, slug])))
    for pk, slug, _path, changed, _language, original in told:
        group = groups[original or pk]
        languages = tuple(group) if len(group) > 1 else ()
        yield Address(reverse("wiki:docs-page", args=[pk, slug]), changed, languages)
