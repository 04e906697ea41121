"""A bound on trying: what looks like a link and is none costs a scan each, and a hostile text is all of that."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MOST_FAILURES = 1000
_OPENINGS = {"linkify": "://", "link": "[", "image": "![", "footnote_ref": "[^", "footnote_inline": "^["}

Rule = Callable[[StateInline, bool], bool]


def install(parser: MarkdownIt) -> None:
    """After so many openings in one text that led nowhere, the rest are plain characters."""
    for rule in parser.inline.ruler.__rules__:
        if opening := _OPENINGS.get(rule.name):
            parser.inline.ruler.at(rule.name, _patient(rule.fn, opening))


def _patient(rule: Rule, opening: str) -> Rule:
    def tried(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith(opening, state.pos):
            return False
        failures = state.env.get("failures", 0)
        if failures >= MOST_FAILURES:
            return False
        if rule(state, silent):
            return True
        state.env["failures"] = failures + 1
        return False

    return tried
