"""``sections``: the parts of a text that has headings, each to be read by itself and to stand in other texts."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema

from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.references import fill_in
from intranet.content.transclusions import Asked, transclusions_for, written
from intranet.core.http import SignedIn, get_visible
from intranet.core.markup.sections import headings_of

router = Router(tags=["entries"])


class TextSectionOut(Schema):
    key: str = Field(description="The id of its heading, as in the address of the page.")
    words: str
    written: str = Field(description="What puts it into another text, in a line of its own.")


class TransclusionOut(Schema):
    html: str = Field(description="As it stands in another text, with where it is from.")


@router.get("/entries/{int:entry_id}/sections", response=list[TextSectionOut], summary="The sections of a text")
def entry_sections(request: SignedIn, entry_id: int) -> list[dict[str, Any]]:
    """Of wiki pages; none of what has no headings to link to."""
    found = get_visible(Entry.objects.published(), request.user, pk=entry_id)
    if not kind_of(found).anchors:
        return []
    return [
        {"key": key, "words": words, "written": written(found.pk, key, words)}
        for key, words in headings_of(found.body_html)
    ]


@router.get("/entries/{int:entry_id}/section", response=TransclusionOut, summary="One section")
def entry_section(request: SignedIn, entry_id: int, key: str = "", version: int = 0) -> dict[str, Any]:
    """`key` empty: the whole text; `version` 0: as it is now. 404 where I may not read the text or that version."""
    asked = Asked(entry_id, key, version)
    html = transclusions_for(request.user, [asked]).get(asked)
    if html is None:
        raise Http404
    return {"html": fill_in(html, request.user)}
