"""Addresses written without brackets become links: https://…, www.…, ada@example.com.

The parser's own rule copies the whole paragraph for each address it finds; this one goes over it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_AFTER_WWW = re.compile(
    r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,8}(?::\d{1,5})?"
    r"(?:[/?#][^\s<>\"'()\[\]{}|`*]{0,500}(?<![.,;:!?…]))?"
)


def install(parser: MarkdownIt) -> None:
    finder: Any = parser.linkify
    # Names without a scheme are left alone: in Italian "fatto.ma" is a missing space, not an address in Morocco.
    finder.set({"fuzzy_link": False, "fuzzy_ip": False, "fuzzy_email": True})
    finder.add("ftp:", None).add("//", None)
    finder.add("www.", {"validate": _rest_of_host, "normalize": _with_scheme})
    parser.core.ruler.at("linkify", link_addresses)


def link_addresses(state: StateCore) -> None:
    finder: Any = state.md.linkify
    for line in state.tokens:
        if line.type == "inline" and line.children and finder.pretest(line.content):
            line.children = list(_linked(state, line.children))


def _linked(state: StateCore, children: list[Token]) -> Iterator[Token]:
    inside_link = 0
    before = ""
    for token in children:
        inside_link += token.type == "link_open"
        inside_link -= token.type == "link_close"
        # After an escape ("http\://example.com") what follows is not meant as an address.
        if token.type != "text" or inside_link or before == "text_special":
            yield token
        else:
            yield from _split(state, token)
        before = token.type


def _split(state: StateCore, token: Token) -> Iterator[Token]:
    finder: Any = state.md.linkify
    words, done = token.content, 0
    for match in finder.match(words) or ():
        href = state.md.normalizeLink(match.url)
        if not state.md.validateLink(href):
            continue
        if match.index > done:
            yield Token("text", "", 0, content=words[done : match.index])
        yield Token("link_open", "a", 1, attrs={"href": href}, markup="linkify", info="auto")
        yield Token("text", "", 0, content=state.md.normalizeLinkText(match.text))
        yield Token("link_close", "a", -1, markup="linkify", info="auto")
        done = match.last_index
    if done == 0:
        yield token
    elif done < len(words):
        yield Token("text", "", 0, content=words[done:])


def _rest_of_host(finder: Any, text: str, place: int) -> int:
    found = _AFTER_WWW.match(text, place)
    return found.end() - place if found else 0


def _with_scheme(finder: Any, match: Any) -> None:
    match.url = "https://" + match.url
