"""The pages of the documentation that changed last, for readers of feeds: what a guest reads, whoever asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intranet.content.references import told_in
from intranet.core.feed import Item, atom
from intranet.core.street_head import LONGEST_DESCRIPTION, absolute
from intranet.core.text import excerpt

from .outside import address_outside, guest, pages_for

MOST = 30


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    pages = list(pages_for(guest()).exclude(body_text="").order_by("-active_at", "-pk")[:MOST])
    words = told_in([page.body_text for page in pages], guest())
    items = [
        Item(
            title=page.title,
            path=address_outside(page),
            key=f"{absolute(page.address)}#{page.published_number}",
            words=excerpt(said, LONGEST_DESCRIPTION * 2),
            at=page.edited_at or page.published_at,
        )
        for page, said in zip(pages, words, strict=True)
    ]
    return atom(request, lambda: _("Changes in the documentation"), reverse("wiki:docs"), items)
