"""Which links an entry has. After each writing the rows are those of the new words; what is not known yet is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.kinds import kind_of, real
from intranet.content.models import Entry
from intranet.conversation.models import EntryLink, LinkCard
from intranet.core.markup import Rendered
from intranet.core.models import SiteSettings

from .jobs import read_link

MOST = 3
FRESH_FOR = timedelta(days=7)


def keep_links(entry: Entry, rendered: Rendered, writer: User) -> None:
    """The first few links of what stands by itself; comments stay short and have none."""
    if entry.root_id is not None:
        return
    wanted: list[str] = []
    if SiteSettings.current().link_cards:
        wanted = _wanted([*kind_of(entry).own_links(real(entry)), *rendered.links])
    if entry.is_new and not wanted:
        return
    before = dict(EntryLink.objects.filter(entry_id=entry.entry_id).values_list("card__url", "pk"))
    if not wanted and not before:
        return
    EntryLink.objects.filter(entry_id=entry.entry_id).exclude(card__url__in=wanted).delete()
    for position, url in enumerate(wanted):
        card, _made = LinkCard.objects.get_or_create(url_hash=LinkCard.hash_of(url), defaults={"url": url})
        EntryLink.objects.update_or_create(entry_id=entry.entry_id, card=card, defaults={"position": position})
        if card.read_at is None or card.read_at < now() - FRESH_FOR:
            read_link.enqueue_once(key=str(card.pk), card=card.pk)


def _wanted(links: Iterable[str]) -> list[str]:
    """Links to other houses, each once. What is in this house has cards of its own, and nobody is let in to read it."""
    own = urlsplit(settings.SITE_URL).hostname
    found = []
    for url in dict.fromkeys(links):
        try:
            host = urlsplit(url).hostname
        except ValueError:
            continue
        if host and host != own and len(url) <= 2000:
            found.append(url)
    return found[:MOST]


def attach_link_cards(entries: list[Any], viewer: object = None) -> None:
    """Set ``entry.link_cards`` on a page of real entries: one query, and none where nothing leads out."""
    linking = [entry for entry in entries if entry.root_id is None and _leads_out(entry)]
    prefetch_related_objects(linking, Prefetch("entry_links", EntryLink.objects.select_related("card")))
    for entry in linking:
        entry.link_cards = cards_of(entry)


def _leads_out(entry: Any) -> bool:
    return 'href="http' in entry.body_html or any(kind_of(entry).own_links(entry))


def cards_of(entry: Any) -> list[LinkCard]:
    """The cards to show: those that were read, and of the entry's own links also the others, as a bare address."""
    ready = [link.card for link in entry.entry_links.all() if link.card.state == LinkCard.State.READY]
    read = {card.url for card in ready}
    bare = [LinkCard(url=url, title=entry.title) for url in kind_of(entry).own_links(entry) if url not in read]
    return bare + ready
