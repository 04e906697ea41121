"""What readers see becomes another version."""

from __future__ import annotations

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions.telling import place_of
from intranet.content.actions.writing import hold
from intranet.content.texts import after_text, write_text
from intranet.realtime.units import step
from wiki.models import Page, Version
from wiki.remarks.carrying import carry_anchors

from .watching import note_change

_BROUGHT_OUT = (
    *("body", "body_html", "body_text", "renderer"),
    *("edited_at", "active_at", "published_number", "revisions_count"),
)


def hold_page(page: Page) -> None:
    """``content.actions.hold``, and what the page adds to an entry."""
    hold(page)
    own = [field.attname for field in Page._meta.local_concrete_fields if not field.primary_key]
    fresh = Page.objects.filter(pk=page.pk).values(*own).get()
    for name, value in fresh.items():
        setattr(page, name, value)


@step
def bring_out(page: Page, version: Version, *, by: User) -> None:
    """What readers see becomes this version."""
    html_before = page.body_html
    result = write_text(page, by=by, title=page.title, body=version.text)
    older = page.published_number
    page.edited_at = page.active_at = now()
    page.published_number = version.number
    version.published_at, version.readers = page.edited_at, page.audience
    version.save(update_fields=["published_at", "readers"])
    # What is named in it for the first time is told by this number, once.
    page.revisions_count = version.number
    page.save(update_fields=_BROUGHT_OUT)
    after_text(page, result, by=by)
    note_change(page, version, older=older)
    carry_anchors(page, html_before)
    record(
        "wiki.page.edited",
        by=by,
        on=page,
        streams=[page.root_key] if page.is_published else [],
        frame=place_of(page) | {"number": version.number, "edited_at": page.edited_at.isoformat()},
        number=version.number,
        revision=version.number,
    )
