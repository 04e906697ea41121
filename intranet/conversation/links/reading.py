"""What a page says of itself, for a card: title, a few words, its site, a picture.

The names are those of the Open Graph protocol (ogp.me) and of Twitter's cards, with HTML's own as the last resort.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from intranet.accounts.plain import plain
from intranet.core.fetching import Fetched

_MOST = 512 * 1024
_SAID_INSIDE = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


class PageHead(NamedTuple):
    """All of it plain text; ``picture`` is an absolute web address or empty."""

    title: str
    description: str
    site: str
    picture: str


def head_of(page: Fetched) -> PageHead:
    """Read the head of a fetched HTML page. A page that says nothing gives empty words."""
    tree = LexborHTMLParser(_text_of(page))
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        content = node.attributes.get("content") or ""
        if name and content.strip():
            said.setdefault(name, content)
    title = tree.css_first("title")
    return PageHead(
        title=_line(said.get("og:title") or said.get("twitter:title") or (title.text() if title else ""), 200),
        description=_line(
            said.get("og:description") or said.get("twitter:description") or said.get("description", ""), 300
        ),
        site=_line(said.get("og:site_name", ""), 80),
        picture=_absolute(said.get("og:image") or said.get("twitter:image", ""), page.url),
    )


def _line(text: str, longest: int) -> str:
    text = plain(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _absolute(address: str, base: str) -> str:
    try:
        whole = urljoin(base, address.strip()) if address.strip() else ""
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.hostname and len(whole) <= 2000 else ""


def _text_of(page: Fetched) -> str:
    body = page.body[:_MOST]
    inside = _SAID_INSIDE.search(body[:4096])
    for name in (page.charset, inside.group(1).decode() if inside else "", "utf-8"):
        try:
            # Of the codecs Python has, only those of text: some unpack.
            if name and codecs.lookup(name)._is_text_encoding:
                return body.decode(name, "replace")
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")
