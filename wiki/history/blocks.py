"""A page cut into what a reader sees as one thing: a heading, a paragraph, a point of a list, a row of a table, a line
of code. Two versions are compared block by block, and word by word only where a block changed.

Line by line and without the parser of the reading page: 200 kB take some ten milliseconds, and no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_POINT = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(.*)$")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ROW = re.compile(r"[ \t]*\|.*$")
_LINES_OF_TABLE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_DEEPEST = 6


class Block(NamedTuple):
    """``sort``: heading, text, point, quote, cells (a row of a table), lines (between its
    head and its rows), fence, code, rule.
    ``level``: of a heading, or how deep a point lies. ``mark``: what stands before the words ("-", "3.", "x" for a
    task that is done, the language of code)."""

    sort: str
    text: str
    level: int = 0
    mark: str = ""


def blocks_of(source: str) -> list[Block]:
    return list(_blocks(source.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    open_one: Block | None = None
    fence = ""
    for line in lines:
        if fence:
            stripped = line.strip()
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
                yield Block("fence", "")
            else:
                yield Block("code", line.rstrip())
            continue
        if found := _FENCE.match(line):
            if open_one is not None:
                yield open_one
                open_one = None
            fence = found[1]
            yield Block("fence", "", mark=found[2].strip())
            continue
        starts = _begins(line)
        if starts is None and line.strip() and open_one is not None:
            open_one = _longer(open_one, line)
            continue
        # The lines of one quotation belong together, until an empty one.
        if open_one is not None and starts is not None and starts.text and starts.sort == open_one.sort == "quote":
            open_one = _longer(open_one, starts.text)
            continue
        if open_one is not None:
            yield open_one
        open_one = starts if starts is not None or not line.strip() else Block("text", line.strip())
        if open_one is not None and open_one.sort in ("heading", "rule", "cells", "lines"):
            yield open_one
            open_one = None
    if open_one is not None:
        yield open_one


def _begins(line: str) -> Block | None:
    """The block that this line begins by its looks, if it does."""
    if found := _HEADING.match(line):
        return Block("heading", found[2], len(found[1]))
    if _RULE.match(line):
        return Block("rule", "")
    if found := _POINT.match(line):
        depth = min(len(found[1].expandtabs(4)) // 2, _DEEPEST)
        task = {None: "", " ": "[ ]"}.get(found[3], "[x]")
        number = "" if found[2] in "-*+" else found[2]
        return Block("point", found[4], depth, task or number)
    if found := _QUOTE.match(line):
        return Block("quote", found[1].strip())
    if _ROW.match(line):
        return Block("lines" if _LINES_OF_TABLE.match(line) else "cells", line.strip())
    return None


def _longer(block: Block, line: str) -> Block:
    return block._replace(text=f"{block.text}\n{line.strip()}" if block.text else line.strip())
