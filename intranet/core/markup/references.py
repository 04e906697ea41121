"""What stands in the house, named in a text: ``[[Title]]``, ``[[Title|in other words]]``, ``[[space/Title#Heading]]``,
``[[#12]]`` and ``#12``; and what of it stands in this text as well: ``![[Title#Heading]]`` in a line of its own is a
transclusion, of what that section says whenever it is read, and ``![[Title#Heading@3]]`` of what it said in version 3.

What is stored holds numbers, and the words that were typed: what a thing is called now, and whether a reader may know,
is filled in when it is shown (``content.references``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# Of one text; what is more stays text.
MOST_REFERENCES = 5000
_NAMED = re.compile(r"(!?)\[\[([^\[\]\n|]{1,260})(?:\|([^\[\]\n]{1,260}))?\]\]")
_NUMBERED = re.compile(r"#([1-9][0-9]{0,17})(?![\w-])", re.ASCII)
_VERSION = re.compile(r"(?<=.)@([1-9][0-9]{0,8})$", re.ASCII)
_SPACE = re.compile(r"([a-z0-9_-]{1,60})/(?=\S)", re.ASCII)


class Name(NamedTuple):
    """What was typed for a page: its title, and the address of its space where that is another one."""

    title: str
    space: str = ""


class Pointed(NamedTuple):
    """The thing that a name means."""

    entry: int


class Wanted(NamedTuple):
    """Nothing is called that yet; ``address`` is where it would be begun, ``space`` in which space."""

    address: str
    space: int


Meant = Callable[[set[Name]], Mapping[Name, "Pointed | Wanted"]]


class Reference(NamedTuple):
    """One that was found: a number, or what somebody still has to write."""

    entry: int | None
    written: str
    space: int | None = None


def nothing(names: set[Name]) -> Mapping[Name, Pointed | Wanted]:
    return {}


def install(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("link", "named_reference", named)
    parser.inline.ruler.before("tag", "numbered_reference", numbered)


def named(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _NAMED.match(state.src, state.pos, state.posMax)
    if not found or not (meta := read_named(found)):
        return False
    if not silent:
        token = state.push("reference" if not state.linkLevel else "text", "", 0)
        token.content, token.meta = found.group(), meta
    state.pos = found.end()
    return True


def numbered(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or (state.pos and not _lets_stand(state.src[state.pos - 1])):
        return False
    found = _NUMBERED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("reference" if not state.linkLevel else "text", "", 0)
        token.content, token.meta = found.group(), {"entry": int(found[1]), "words": "", "heading": ""}
    state.pos = found.end()
    return True


def _lets_stand(before: str) -> bool:
    return not (before.isalnum() or before in "_/&#")


def read_named(found: re.Match[str]) -> dict[str, Any] | None:
    """Brackets as they were found (the sign before them, the target, the words), taken apart as ``read_target`` does;
    of a transclusion the version too, 0 for whatever it says now."""
    sign, target, words = found[1], found[2].strip(), (found[3] or "").strip()
    if not sign:
        return read_target(target, words)
    version = _VERSION.search(target)
    read = read_target(target[: version.start()] if version else target, words)
    return read and read | {"transclusion": True, "version": int(version[1]) if version else 0}


def read_target(target: str, words: str = "") -> dict[str, Any] | None:
    """What stands between the brackets, taken apart: an ``entry`` or a ``name``; None for nothing."""
    numbered, _sep, heading = target[1:].partition("#") if target.startswith("#") else ("", "", "")
    if number := _NUMBERED.fullmatch(f"#{numbered}"):
        return {"entry": int(number[1]), "words": words, "heading": heading.strip()}
    target, _sep, heading = target.partition("#")
    space = ""
    if found := _SPACE.match(target):
        space, target = found[1], target[found.end() :]
    title = " ".join(target.split())
    return {"name": Name(title, space), "words": words, "heading": heading.strip()} if title else None


def point(lines: list[list[Token]], meant: Meant, anchor: Callable[[str], str]) -> list[Reference]:
    """Find out what the names in these lines mean; ``anchor`` makes the name of a heading. Returns what was found."""
    tokens = [token for line in lines for token in line if token.type == "reference"]
    for token in tokens[MOST_REFERENCES:]:
        token.type = "text"
    tokens = tokens[:MOST_REFERENCES]
    names = {token.meta["name"] for token in tokens if "name" in token.meta}
    known = meant(names) if names else {}
    found: dict[tuple[int | None, str], Reference] = {}
    for token in tokens:
        meta = token.meta
        meta["anchor"] = f"#{anchor(meta['heading'])}" if meta["heading"] else ""
        if "entry" in meta:
            reference = Reference(meta["entry"], "")
        elif isinstance(target := known.get(meta["name"]), Pointed):
            meta["entry"] = target.entry
            reference = Reference(target.entry, meta["name"].title)
        elif target is not None:
            meta["wanted"] = target
            reference = Reference(None, meta["name"].title, target.space)
        else:
            # Where no wiki is, brackets are brackets.
            token.type = "text"
            continue
        found.setdefault((reference.entry, reference.written if reference.entry is None else ""), reference)
    return list(found.values())


def stand_alone(tokens: list[Token]) -> None:
    """Only what has a paragraph to itself can be a transclusion; in a line among words it is a reference."""
    alone = {
        id(inline.children[0])
        for begin, inline in pairwise(tokens)
        if begin.type == "paragraph_open" and not begin.hidden and inline.children and len(inline.children) == 1
    }
    for token in tokens:
        for child in token.children or ():
            if child.meta.get("transclusion") and id(child) not in alone:
                child.meta["transclusion"] = False


def words_of(token: Token) -> str:
    meta = token.meta
    if meta["words"]:
        return str(meta["words"])
    words = meta["name"].title if "name" in meta else f"#{meta['entry']}"
    return f"{words} › {meta['heading']}" if meta.get("transclusion") and meta["heading"] else words


def render_reference(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    meta, words = tokens[place].meta, escape(words_of(tokens[place]))
    if wanted := meta.get("wanted"):
        return f'<a class="wanted" href="{escape(wanted.address)}">{words}</a>'
    # Where the writer chose no words of their own, it is called what it is called now.
    titled = "" if meta["words"] else ' data-titled="yes"'
    drawn = "reference"
    if meta.get("transclusion"):
        drawn = "transclusion"
        titled += f' data-section="{escape(meta["anchor"][1:])}" data-version="{int(meta["version"])}"'
    return (
        f'<a class="{drawn}" data-entry="{int(meta["entry"])}"{titled}'
        f' href="/entries/{int(meta["entry"])}/{escape(meta["anchor"])}">{words}</a>'
    )
