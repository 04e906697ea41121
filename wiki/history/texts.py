"""What a page said in one of its versions, as it can stand in other texts."""

from __future__ import annotations

from django.urls import reverse

from intranet.content.kinds import TextAt
from intranet.content.models import Entry
from intranet.content.references import meant_by
from intranet.core.lately import Lately
from intranet.core.markup import TooLong, render
from intranet.spaces.audiences import Viewer
from wiki.models import Page, Version

from .reading import versions_read_by

# A version never changes; what the names in it mean may.
_rendered: Lately[str] = Lately(100, seconds=600)


def text_at(entry: Entry, number: int, viewer: Viewer) -> TextAt | None:
    page = Page.objects.visible_to(viewer).select_related("author", "space").filter(pk=entry.pk).first()
    if page is None:
        return None
    version = versions_read_by(viewer, page).filter(number=number).first()
    if version is None or version.is_withdrawn:
        return None
    newest = page.published_number
    newer = reverse("wiki:compare", args=[page.pk, number, newest]) if newest and newest > number else ""
    key = (page.pk, page.space_id, number, hash(bytes(version.packed)))
    html = _rendered.get(key, lambda: _html_of(page, version))
    return TextAt(html, reverse("wiki:version", args=[page.pk, number]), newer)


def _html_of(page: Page, version: Version) -> str:
    try:
        return render(version.text, pages=meant_by(page.author, home=page.space_id), anchors=True).html
    except TooLong:
        return ""
