"""The three short hands inside a line: @person, #tag and :emoji:."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

import emoji
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from intranet.core.text import fold, tag_slug

_MENTION = re.compile(r"@(\w(?:[\w-]{0,38}\w)?)(?![\w@])")
_TAG = re.compile(r"#([^\W_](?:[\w-]{0,48}[^\W_])?)(?!\w)")
_EMOJI = re.compile(r":([\w+’'-]{1,60}):")


def install(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("linkify", "mention", mention)
    parser.inline.ruler.before("linkify", "tag", tag)
    parser.inline.ruler.before("linkify", "emoji", shortcode)


def mention(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@" or not _stands_free(state, "/.@+"):
        return False
    found = _MENTION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("mention" if not state.linkLevel else "text", "", 0)
        token.content = found.group()
        token.meta = {"handle": fold(found[1])}
    state.pos = found.end()
    return True


def tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or not _stands_free(state, "/&#"):
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if not found or found[1].isdigit() or not tag_slug(found[1]):
        return False
    if not silent:
        token = state.push("tag" if not state.linkLevel else "text", "", 0)
        token.content = found.group()
        token.meta = {"name": found[1]}
    state.pos = found.end()
    return True


def shortcode(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or not _stands_free(state, ""):
        return False
    found = _EMOJI.match(state.src, state.pos, state.posMax)
    sign = _signs().get(found[1].lower()) if found else None
    if not found or not sign:
        return False
    if not silent:
        state.append_pending(sign)
    state.pos = found.end()
    return True


def render_mention(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    person = tokens[place].meta.get("person")
    if tokens[place].meta.get("call"):
        return f'<span class="mention mention--call">{escape(tokens[place].content)}</span>'
    if team := tokens[place].meta.get("team"):
        return f'<a class="mention" href="/spaces/{quote(team.slug)}/">@{escape(team.name)}</a>'
    if person is None:
        return escape(tokens[place].content)
    return (
        f'<a class="mention" data-person="{int(person.id)}" href="/people/{quote(person.handle)}/">'
        f"@{escape(person.name)}</a>"
    )


def render_tag(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    slug = quote(tag_slug(tokens[place].meta["name"]))
    return f'<a class="tag" href="/tags/{slug}/">{escape(tokens[place].content)}</a>'


def render_link_host(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    return f' <span class="link-host">({escape(tokens[place].content)})</span>'


def _stands_free(state: StateInline, unless_after: str) -> bool:
    """At the start, or after something that is no letter, digit or one of ``unless_after``."""
    if state.pos == 0:
        return True
    before = state.src[state.pos - 1]
    return not (before.isalnum() or before == "_" or before in unless_after)


@lru_cache(maxsize=1)
def _signs() -> dict[str, str]:
    """Shortcode to sign, by the English names, their aliases and the Italian names."""
    emoji.config.load_language("it")
    signs: dict[str, str] = {}
    for sign, names in emoji.EMOJI_DATA.items():
        if names["status"] > emoji.STATUS["fully_qualified"]:
            continue
        for name in (names["en"], *names.get("alias", ()), names.get("it", "")):
            if name:
                signs.setdefault(name.strip(":").lower(), sign)
    return signs
