"""Callouts: a quote whose first line is ``[!NOTE]``, with or without a title of its own after it.

The kind is kept as a class. What a kind is called is for the style sheet, as the stored HTML is the same for readers of
every language.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

KINDS = ("note", "tip", "important", "warning", "caution")
_MARK = re.compile(rf"\[!({'|'.join(KINDS)})\][ \t]*", re.IGNORECASE)
_BEGINS_A_QUOTE = ["blockquote_open", "paragraph_open", "inline"]


def install(parser: MarkdownIt) -> None:
    # Before the words are taken apart: the mark is no link, and the title is a line of its own.
    parser.core.ruler.before("inline", "callouts", find_callouts)


def find_callouts(state: StateCore) -> None:
    tokens = state.tokens
    place = 0
    while place < len(tokens):
        window = tokens[max(place - 2, 0) : place + 1]
        words = tokens[place]
        if [token.type for token in window] == _BEGINS_A_QUOTE and (mark := _MARK.match(words.content)):
            title, _line, rest = words.content[mark.end() :].partition("\n")
            tokens[place - 2].attrSet("class", f"callout callout--{mark[1].lower()}")
            tokens[place - 1 : place + 2] = [
                *_paragraph(tokens[place - 1], words, title.strip(), "callout-title"),
                *_paragraph(tokens[place - 1], words, rest.lstrip()),
            ]
        place += 1


def _paragraph(like: Token, words: Token, content: str, css: str = "") -> list[Token]:
    if not content and not css:
        return []
    opening = Token("paragraph_open", "p", 1, map=like.map, level=like.level, block=True)
    if css:
        opening.attrSet("class", css)
    inside = Token("inline", "", 0, map=words.map, level=words.level, block=True, content=content, children=[])
    return [opening, inside, Token("paragraph_close", "p", -1, level=like.level, block=True)]
