"""The pages that say the same in several languages: an original, and the translations made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest

from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page

from .names import name_of


@dataclass(frozen=True)
class Told:
    """One of them, as it is told to a reader. ``outdated``: the original has another text by now."""

    page: Page
    name: str
    is_original: bool
    outdated: bool
    here: bool


def group_of(page: Page) -> Any:
    """All of them, the page itself among them, in whatever state."""
    root = page.translation_of_id or page.pk
    return Page.objects.filter(Q(pk=root) | Q(translation_of=root))


def told_of(page: Page, viewer: Viewer) -> list[Told]:
    """Those that this reader may read, by the name of the language; nothing where there is but one."""
    # One question, which most pages answer with themselves.
    seen: Iterable[Page] = group_of(page).visible_to(viewer).published()
    pages = {one.pk: one for one in seen}
    if len(pages) < 2:
        return []
    original = pages.get(page.translation_of_id or page.pk)
    told = [
        Told(
            one,
            name_of(one.language),
            is_original=one.translation_of_id is None,
            outdated=original is not None and is_outdated(one, original),
            here=one.pk == page.pk,
        )
        for one in pages.values()
    ]
    return sorted(told, key=lambda one: one.name)


def told_once(request: HttpRequest, page: Page) -> list[Told]:
    """The same for a page that is being shown: asked once for all that show it, and not at all where the page has been
    read with the word that it has no other language (``has_translations``)."""
    if "languages_told" not in page.__dict__:
        alone = page.translation_of_id is None and page.__dict__.get("has_translations") is False
        page.__dict__["languages_told"] = told_of(page, request.user) if page.is_published and not alone else []
    found: list[Told] = page.__dict__["languages_told"]
    return found


def is_outdated(translation: Page, original: Page) -> bool:
    """Whether readers of the original have got another version since the translation was made, or last compared."""
    return translation.translation_of_id == original.pk and original.published_number > (
        translation.translated_number or 0
    )


def outdated_in(space: Space, viewer: Viewer) -> Any:
    """The translations of a space that somebody should look at, as far as this reader sees them and what they are
    made from."""
    originals = Page.objects.visible_to(viewer).published()
    pages = Page.objects.visible_to(viewer).published().filter(space=space, translation_of__in=originals)
    return pages.filter(translation_of__published_number__gt=F("translated_number")).select_related(
        "translation_of", "space"
    )
