"""Between parsing and rendering: whom and what the text names, and what of it may not stand as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown_it.token import Token

from intranet.core.text import fold, tag_slug

from .references import Meant, Reference, point, stand_alone

OWN_PICTURE = re.compile(r"/files/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[\w.%-]{1,300}")
# "![The aisle|480](…)": the description, and how many pixels wide it is shown.
_SIZED = re.compile(r"(.*)\|[ ]?(\d{1,4})", re.DOTALL)
_NARROWEST, _WIDEST = 16, 2000
_LOOKS_LIKE_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[\w-]{2,})(?:[/:?#]\S*)?")
# Of one text: who writes more names, tags and addresses than this is not talking to people.
MOST_MENTIONS = 100
MOST_TAGS = 50
MOST_LINKS = 50
_DIRECTED = frozenset({"blockquote_open", "heading_open", "list_item_open", "paragraph_open", "td_open", "th_open"})


class Person(NamedTuple):
    """Somebody who can be mentioned."""

    id: int
    handle: str
    name: str


class Team(NamedTuple):
    """Several people who can be mentioned by one name."""

    id: int
    slug: str
    name: str


class Call(NamedTuple):
    """Everybody where the text stands, or everybody who is there now."""

    name: str


Named = Callable[[set[str]], Mapping[str, Person | Team | Call]]


@dataclass
class Found:
    mentions: dict[int, None] = field(default_factory=dict)
    teams: dict[int, None] = field(default_factory=dict)
    calls: dict[str, None] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


def finish(tokens: list[Token], people: Named, pages: Meant, *, anchors: bool) -> Found:
    """Resolve mentions, make links and pictures safe to show, begin headings at the second level; answer what was
    found."""
    found = Found()
    lines = [token.children for token in tokens if token.type == "inline" and token.children]
    lower = _lowered_by(tokens)
    for token in tokens:
        _dress(token, lower)
    for line in lines:
        line[:] = _honest_links(list(_own_pictures(line)), found)
    _meet(lines, people, found)
    stand_alone(tokens)
    found.references = point(lines, pages, anchor_of)
    for token in _of_type(lines, "tag"):
        if len(found.tags) < MOST_TAGS:
            found.tags.setdefault(tag_slug(token.meta["name"]), token.meta["name"])
    if anchors:
        _anchor_headings(tokens)
    return found


def _lowered_by(tokens: list[Token]) -> int:
    """The page has its own first heading: whichever level the text begins with, its highest is the second."""
    return 2 - min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)


def _dress(token: Token, lower: int) -> None:
    """Text has its own direction; alignment is a class, as styles are barred."""
    if token.type in _DIRECTED:
        token.attrSet("dir", "auto")
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + lower, 6)}"
    if style := str(token.attrs.pop("style", "")):
        token.attrSet("class", f"align-{style.rpartition(':')[2].strip()}")
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _own_pictures(line: list[Token]) -> Iterator[Token]:
    """Pictures come from our own files; any other becomes a link to it, so that reading a post tells nobody."""
    inside_link = 0
    for token in line:
        inside_link += token.type == "link_open"
        inside_link -= token.type == "link_close"
        if token.type != "image":
            yield token
            continue
        source = str(token.attrs.get("src", ""))
        if OWN_PICTURE.fullmatch(source):
            token.attrSet("loading", "lazy")
            token.attrSet("decoding", "async")
            # Inside a description there is nobody to greet and nothing to follow.
            for child in token.children or ():
                if child.type in ("mention", "tag", "reference"):
                    child.type = "text"
            _size(token)
            yield token
            continue
        text = _text(_without_size(token.content) or source)
        if inside_link:
            yield text
            continue
        yield Token("link_open", "a", 1, attrs={"href": source})
        yield text
        yield Token("link_close", "a", -1)


def _size(picture: Token) -> None:
    """Take the width out of the description. The words of a description are its last child, if any of it is words."""
    last = picture.children[-1] if picture.children else None
    if last is None or last.type != "text" or not (sized := _SIZED.fullmatch(last.content)):
        return
    last.content = sized[1].rstrip()
    picture.content = _without_size(picture.content)
    if _NARROWEST <= int(sized[2]) <= _WIDEST:
        picture.attrSet("width", sized[2])


def _without_size(description: str) -> str:
    sized = _SIZED.fullmatch(description)
    return sized[1].rstrip() if sized else description


def _honest_links(line: list[Token], found: Found) -> list[Token]:
    """Say where a link goes when its text says otherwise, or when its host only looks like another one."""
    honest: list[Token] = []
    href, words = "", ""
    for token in line:
        if token.type == "link_open":
            href, words = str(token.attrs.get("href", "")), ""
            if href.startswith(("http://", "https://")) and len(found.links) < MOST_LINKS:
                found.links.setdefault(href)
        elif token.type == "link_close":
            if token.info != "auto" and (host := _undisclosed_host(href, words)):
                honest.append(Token("link_host", "span", 0, content=host))
            href = ""
        elif href:
            words += token.content
        honest.append(token)
    return honest


def _undisclosed_host(href: str, words: str) -> str:
    try:
        host = (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    claimed = _LOOKS_LIKE_HOST.fullmatch(words.strip())
    misleading = bool(claimed) and claimed is not None and claimed[1].casefold().removeprefix("www.") != host
    return host if host and (misleading or "xn--" in host) else ""


def _meet(lines: list[list[Token]], people: Named, found: Found) -> None:
    mentions = list(_of_type(lines, "mention"))
    if not mentions:
        return
    handles = list(dict.fromkeys(token.meta["handle"] for token in mentions))
    known = people(set(handles[:MOST_MENTIONS]))
    for token in mentions:
        meant = known.get(token.meta["handle"])
        if isinstance(meant, Call):
            token.meta["call"] = meant
            found.calls.setdefault(meant.name)
        elif isinstance(meant, Team):
            token.meta["team"] = meant
            found.teams.setdefault(meant.id)
        elif meant is not None:
            token.meta["person"] = meant
            found.mentions.setdefault(meant.id)


def anchor_of(words: str) -> str:
    """The id of a heading. With a prefix, so that none can take the name of something the page's scripts look for."""
    return "h-" + (re.sub(r"[^\w]+", "-", fold(words)).strip("-_")[:60] or "section")


def _anchor_headings(tokens: list[Token]) -> None:
    seen: dict[str, int] = {}
    for token, inside in pairwise(tokens):
        if token.type != "heading_open":
            continue
        words = "".join(child.content for child in inside.children or ())
        slug = anchor_of(words)
        seen[slug] = seen.get(slug, 0) + 1
        token.attrSet("id", slug if seen[slug] == 1 else f"{slug}-{seen[slug]}")


def _of_type(lines: list[list[Token]], kind: str) -> Iterator[Token]:
    return (token for line in lines for token in line if token.type == kind)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
