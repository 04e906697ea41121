"""What pages of the documentation say of themselves to search engines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.core.models import SiteSettings
from intranet.core.street_head import Head, absolute, trail
from wiki.languages.groups import Told
from wiki.models import Page
from wiki.readers.robots import is_kept_from_robots
from wiki.tree.nodes import Node

from .outside import address_outside


def head_of_home(*, is_indexed: bool = True) -> Head:
    title = str(_("Documentation"))
    return Head(title, reverse("wiki:docs"), is_indexed=is_indexed, feed=_feed())


def head_of(page: Any, above: Sequence[Node], languages: Sequence[Told]) -> Head:
    path = address_outside(page)
    told = [(one.page.language, address_outside(one.page)) for one in languages]
    changed = page.edited_at or page.published_at
    home = (str(_("Documentation")), reverse("wiki:docs"))
    steps = [home, *((node.title, reverse("wiki:docs-page", args=[node.pk, node.slug])) for node in above)]
    # What only customers read is found by nobody, and without a text there is nothing to find.
    is_indexed = page.reach == "street" and bool(page.body_text.strip()) and not is_kept_from_robots(page)
    return Head(
        page.title,
        path,
        description=page.body_text,
        kind="article",
        is_indexed=is_indexed,
        languages=told if len(told) > 1 else (),
        changed=changed.isoformat(),
        data=[_article(page, path), trail(*steps, (page.title, path))],
        feed=_feed(),
    )


def _article(page: Page, path: str) -> dict[str, Any]:
    assert page.published_at is not None
    said: dict[str, Any] = {
        "@type": "TechArticle",
        "headline": page.title,
        "url": absolute(path),
        "mainEntityOfPage": absolute(path),
        "datePublished": page.published_at.isoformat(),
        "dateModified": (page.edited_at or page.published_at).isoformat(),
        "publisher": {"@type": "Organization", "name": SiteSettings.current().name},
    }
    if page.language:
        said["inLanguage"] = page.language
    return said


def _feed() -> tuple[str, str]:
    return str(_("Changes in the documentation")), reverse("wiki:docs-atom")
