"""Reading a linked page, after the entry is out; readers who have it open get the card when it is there."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now

from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.models import EntryLink, LinkCard
from intranet.core.fetching import FetchRefused, Limits, fetch
from intranet.core.models import SiteSettings
from intranet.jobs import job, scheduled
from intranet.realtime.publish import publish
from intranet.realtime.units import action

from . import pictures
from .reading import head_of

log = logging.getLogger(__name__)

# An entry's card is shown live to so many discussions; the others have it when they are opened.
MOST_TOLD = 20
UNUSED_FOR = timedelta(days=30)
_PICTURE_BYTES = 3 * 2**20


@job(attempts=2, backoff=60)
def read_link(*, card: int) -> None:
    """Fetch the page, keep what it says of itself, and show it. What cannot be read leaves the link as it is."""
    found = LinkCard.objects.filter(pk=card).first()
    if found is None or not SiteSettings.current().link_cards or not settings.FETCH_OUTSIDE:
        return
    before = found.picture
    _read(found)
    keep_card(found)
    if before and before != found.picture:
        pictures.remove(before)


def _read(card: LinkCard, limits: Limits | None = None) -> None:
    limits = limits or Limits()
    card.read_at = now()
    try:
        page = fetch(card.url, takes=["text/html", "application/xhtml+xml"], limits=limits, cut=True)
    except FetchRefused as refused:
        # What was read before is better than nothing.
        if card.state != LinkCard.State.READY:
            card.state, card.reason = LinkCard.State.NOTHING, str(refused)[:200]
        return
    head = head_of(page)
    card.title, card.description, card.site, card.reason = head.title, head.description, head.site, ""
    card.state = LinkCard.State.READY if head.title else LinkCard.State.NOTHING
    card.picture = _picture_at(head.picture, replace(limits, most_bytes=_PICTURE_BYTES)) if head.title else ""


def _picture_at(url: str, limits: Limits) -> str:
    if not url:
        return ""
    try:
        return pictures.store(fetch(url, takes=["image/"], limits=limits).body)
    except (FetchRefused, pictures.BadImage) as refused:
        log.info("No picture for a link card: %s", refused)
        return ""


@action
def keep_card(card: LinkCard) -> None:
    """Store what was read, and put it where its links are read now. Frames carry the card rendered once a language."""
    card.save()
    if card.state != LinkCard.State.READY:
        return
    links = EntryLink.objects.filter(card=card, entry__state=Entry.State.PUBLISHED).order_by("-entry_id")
    for entry in [link.entry for link in links.select_related("entry")[:MOST_TOLD]]:
        publish(entry.root_key, "conversation.link.read", entry=entry.entry_id, links=True, html=_rendered(entry))


@scheduled(cron="29 4 * * *", name="forget-unused-links")
def forget_unused_links() -> None:
    """Delete the cards, with their pictures, that no entry has linked to for a month."""
    unused = LinkCard.objects.filter(entry_links__isnull=True, created_at__lt=now() - UNUSED_FOR)
    for card in unused[:1000]:
        # Asked again in the statement: somebody may link to it at this moment.
        if LinkCard.objects.filter(pk=card.pk, entry_links__isnull=True).delete()[0]:
            pictures.remove(card.picture)


def _rendered(entry: Entry) -> dict[str, str]:
    from .keeping import cards_of  # noqa: PLC0415 - keeping enqueues what stands here

    shown = cards_of(real(entry))
    rendered: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            rendered[language] = render_to_string("conversation/_link_cards.html", {"cards": shown})
    return rendered
