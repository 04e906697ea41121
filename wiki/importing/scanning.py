"""Where links and pictures stand in Markdown, and what is code and must be left alone: for changing one in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_DEFINITION = re.compile(r"^( {0,3}\[(?:\\.|[^\[\]\\])+\]:[ \t]*)(<[^<>\n]*>|[^\s<>]+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
_TITLE = re.compile(r"\s*(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))?\s*\)")
_TICKS = re.compile(r"`+")
# Of an address: how long, and how many parentheses deep.
LONGEST, DEEPEST = 4_000, 32


class Link(NamedTuple):
    """Places in the text: of the whole, of its words, of its address."""

    start: int
    end: int
    words: tuple[int, int]
    target: tuple[int, int]
    is_picture: bool


class Around(NamedTuple):
    """Instead of a link: its words between these, or only these."""

    before: str = ""
    after: str = ""
    keeps_words: bool = True


# Asked with the address, its words and whether it is a picture. None changes nothing, words are another address.
Change = Callable[[str, str, bool], str | Around | None]
Edit = tuple[int, int, str]


def tokens_of(text: str) -> list[Token]:
    """The blocks of a text. What stands in their lines is not taken apart: that is done here, in one go over it."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 30}).enable("table")
    parser.core.ruler.disable(["inline"])
    return parser.parse(text)


def change_links(text: str, change: Change) -> str:
    """``text`` with other addresses; all else stays as it is, to the letter."""
    tokens = tokens_of(text)
    starts = line_starts(text)
    edits: list[Edit] = []
    rows = {token.map[0] for token in tokens if token.type == "tr_open" and token.map}
    for first, last in inline_lines(tokens):
        begin, end = starts[first], starts[last]
        for link in links_in(text, begin, end):
            address = text[slice(*link.target)]
            new = change(bare(address), text[slice(*link.words)], link.is_picture)
            if first in rows and isinstance(new, Around):
                new = new._replace(before=new.before.replace("|", "\\|"), after=new.after.replace("|", "\\|"))
            edits += _edits(link, new)
    coded = [(starts[a], starts[b]) for a, b in _lines_of(tokens, ("fence", "code_block", "html_block"))]
    for found in _DEFINITION.finditer(text):
        if not any(a <= found.start() < b for a, b in coded):
            new = change(bare(found[2]), "", False)
            if isinstance(new, str):
                edits.append((*found.span(2), dressed(new)))
    return edited(text, edits)


def _edits(link: Link, new: str | Around | None) -> Iterator[Edit]:
    if isinstance(new, Around):
        if new.keeps_words:
            yield link.start, link.words[0], new.before
            yield link.words[1], link.end, new.after
        else:
            yield link.start, link.end, new.before + new.after
    elif new is not None:
        yield *link.target, dressed(new)


def edited(text: str, edits: list[Edit]) -> str:
    done, parts = 0, []
    for start, end, new in sorted(edits):
        if start < done:
            continue
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def bare(address: str) -> str:
    address = address[1:-1] if address.startswith("<") else address
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", address)


def dressed(address: str) -> str:
    if re.search(r"[\s()<>\\]", address) or not address:
        return "<" + address.replace("<", "%3C").replace(">", "%3E").replace("\n", "") + ">"
    return address


def line_starts(text: str) -> list[int]:
    """Where each line begins, and where the text ends: what the maps of tokens count."""
    starts = [0, *(found.end() for found in re.finditer(r"\n", text))]
    return [*starts, *([len(text)] * 2)]


def inline_lines(tokens: list[Token]) -> list[tuple[int, int]]:
    """The lines that hold words, each once: paragraphs, headings, rows of tables."""
    found: list[tuple[int, int]] = []
    for first, last in _lines_of(tokens, ("inline",)):
        if not found or first >= found[-1][1]:
            found.append((first, last))
    return found


def _lines_of(tokens: list[Token], types: tuple[str, ...]) -> list[tuple[int, int]]:
    return [(token.map[0], token.map[1]) for token in tokens if token.type in types and token.map]


def links_in(text: str, begin: int, end: int) -> Iterator[Link]:
    """Links with their address in parentheses, outside of code; also those that stand in the words of another."""
    opened: list[int] = []
    for place in _outside_code(text, begin, end):
        if text[place] == "[":
            opened.append(place)
        elif text[place] == "]" and opened:
            start = opened.pop()
            target = _target(text, place + 1, end)
            if target is not None:
                picture = start > begin and text[start - 1] == "!"
                yield Link(start - picture, target[2], (start + 1, place), target[:2], picture)


def _outside_code(text: str, begin: int, end: int) -> Iterator[int]:
    """Where brackets stand that count."""
    place = begin
    missing: set[int] = set()
    while place < end:
        sign = text[place]
        if sign == "\\":
            place += 2
        elif sign == "`":
            place = _after_code(text, place, end, missing)
        elif sign == "<" and (auto := _AUTOLINK.match(text, place, end)):
            place = auto.end()
        else:
            if sign in "[]":
                yield place
            place += 1


def _after_code(text: str, place: int, end: int, missing: set[int]) -> int:
    opening = _TICKS.match(text, place, end)
    after = opening.end() if opening else place + 1
    long = after - place
    if long in missing:
        return after
    for closing in _TICKS.finditer(text, after, end):
        if closing.end() - closing.start() == long:
            return closing.end()
    missing.add(long)
    return after


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """The code within a paragraph."""
    place, missing = 0, set[int]()
    while (place := text.find("`", place)) >= 0:
        if place and text[place - 1] == "\\":
            place += 1
            continue
        after = _after_code(text, place, len(text), missing)
        if after - place > 2 and text[after - 1] == "`" and len(text[place:after].strip("`")):
            yield place, after
        place = after


def _target(text: str, place: int, end: int) -> tuple[int, int, int] | None:
    """Of ``(address "title")``: where the address begins and ends, and where the whole ends."""
    if place >= end or text[place] != "(":
        return None
    place += 1
    while place < end and text[place] in " \t\n":
        place += 1
    start, depth = place, 0
    if place < end and text[place] == "<":
        close = text.find(">", place, min(end, start + LONGEST))
        if close < 0 or "\n" in text[place:close]:
            return None
        place = close + 1
    else:
        while place < min(end, start + LONGEST) and not text[place].isspace():
            if text[place] == "\\" and place + 1 < end:
                place += 1
            elif text[place] == "(":
                depth += 1
                if depth > DEEPEST:
                    return None
            elif text[place] == ")":
                if not depth:
                    break
                depth -= 1
            place += 1
    stop = place
    rest = _TITLE.match(text, place, end)
    return (start, stop, rest.end()) if rest else None
