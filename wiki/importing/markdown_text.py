"""Markdown from elsewhere as Markdown of ours.

Lines that were broken for an editor are joined (here a line break is one), HTML inside becomes Markdown, and what other
dialects say with a sign of their own (callouts of MkDocs and MyST, wiki links) says it with ours.
"""

from __future__ import annotations

import re
from html import unescape

from markdown_it.token import Token

from . import dialects
from .converted import Converted, Unreadable
from .escaping import code_span, destination, estrange
from .front_matter import take_front_matter
from .html_text import convert_html
from .scanning import Edit, code_spans, edited, line_starts, links_in, tokens_of

_HEADING_MARK = re.compile(r"\s*\{:?\s*[^{}\n]*#([\w:.-]+)[^{}\n]*\}\s*$|\s*\{:?\s*[.\w][^{}\n]*\}\s*$")
_TAGS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"</?(?:b|strong)\s*>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:i|em)\s*>", re.IGNORECASE), "*"),
    (re.compile(r"</?(?:s|del|strike)\s*>", re.IGNORECASE), "~~"),
    (re.compile(r"</?(?:span|u|sup|sub|small|font|center|div|p|mark|ins|abbr|nobr)\b[^<>]*>", re.IGNORECASE), ""),
)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_CODE = re.compile(r"<(kbd|code|tt|samp)\s*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_IMG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s+(?:name|id)=[\"']?([\w:.-]+)[\"']?\s*/?>(?:\s*</a>)?", re.IGNORECASE)
_HREF = re.compile(r"<a\s[^<>]*?href=[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")


def convert_markdown(source: str, *, own_allowed: bool = True) -> Converted:
    out = Converted()
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = take_front_matter(text, out)
    if out.is_own and own_allowed:
        out.text = text.strip("\n") + "\n"
        return out
    out.is_own = False
    text = dialects.blocks_of_others(text, out)
    text = _rewritten(text, out)
    out.text = _without_title(text, out).strip("\n") + "\n"
    return out


def _rewritten(text: str, out: Converted) -> str:
    tokens = tokens_of(text)
    starts = line_starts(text)
    edits: list[Edit] = []
    reached = 0
    for place, token in enumerate(tokens):
        if token.map is None or token.map[0] < reached or token.type not in ("html_block", "fence", "inline"):
            continue
        first, last = token.map
        if token.type == "inline" and tokens[place - 1].type == "heading_open":
            first, last = tokens[place - 1].map or token.map  # with the line under it
        start, end = starts[first], starts[last]
        reached = last
        if token.type == "html_block":
            edits.append((start, end, _html(text[start:end], out)))
        elif token.type == "fence":
            if token.info.strip().startswith("{"):
                edits.append((start, end, f"\n{dialects.directive(token, out, _nested)}\n\n"))
        else:
            edits.append((start, end, _words(text[start:end], tokens[place - 1], out)))
    return edited(text, edits)


def _nested(text: str, out: Converted) -> str:
    return _rewritten(dialects.blocks_of_others(text, out), out).strip("\n")


def _html(source: str, out: Converted) -> str:
    """A block of HTML, of which only one half may be here: Markdown stands between the two."""
    try:
        found = convert_html(source, whole=False)
    except Unreadable:
        out.losses.note("element")
        return source
    out.losses.update(found.losses)
    out.anchors |= found.anchors
    out.inside |= found.inside
    return f"\n{found.text}\n" if found.text.strip() else "\n"


def _words(lines: str, opening: Token, out: Converted) -> str:
    """The lines of one paragraph, heading or row of a table; the signs before the first stay where they are."""
    is_row = opening.type in ("td_open", "th_open")
    tail = "\n" if lines.endswith("\n") else ""
    lines = lines.removesuffix("\n")
    if opening.type == "heading_open":
        lines = _one_heading(lines, opening, out)
    elif not is_row:
        lines = _joined(lines)
    return _outside_of_code(lines, out, is_row) + tail


def _one_heading(lines: str, opening: Token, out: Converted) -> str:
    if opening.markup in ("=", "-"):  # underlined
        words = " ".join(line.strip() for line in lines.split("\n")[:-1])
        lines = f"{'#' if opening.markup == '=' else '##'} {words}"
    if found := _HEADING_MARK.search(lines):
        lines = lines[: found.start()]
        if found[1]:
            out.anchors[found[1]] = re.sub(r"^[\s>]*#+\s+", "", lines).strip()
    return lines


def _joined(lines: str) -> str:
    """One line of several, where no break was meant; the mark of a callout keeps its own."""
    first, *others = lines.split("\n")
    done = [first]
    for raw in others:
        line = re.sub(r"^[ \t]*(?:>[ \t]?)*[ \t]*", "", raw)
        before = done[-1]
        is_mark = re.search(r"^[\s>]*\[!\w+\]", before) is not None
        if is_mark or before.endswith(("  ", "\\")):
            prefix = re.match(r"^[ \t]*(?:>[ \t]?)*", others[0])
            done.append((prefix.group() if prefix else "") + line)
        else:
            done[-1] = f"{before.rstrip()} {line}"
    return "\n".join(done)


def _outside_of_code(text: str, out: Converted, is_row: bool) -> str:
    """Its words without HTML and without names of ours; code and addresses stay to the letter."""
    text = dialects.roles(text)
    parts, done = [], 0
    kept = sorted([*code_spans(text), *(link.target for link in links_in(text, 0, len(text)))])
    for start, end in kept:
        if start >= done:
            parts += [_plain(text[done:start], out, is_row), text[start:end]]
            done = end
    return "".join([*parts, _plain(text[done:], out, is_row)])


def _plain(words: str, out: Converted, is_row: bool) -> str:
    words = _WIKI_LINK.sub(_wiki_link, words)
    if "<" in words:
        words = _CODE.sub(lambda found: code_span(unescape(found[2])), words)
        words = _IMG.sub(_img, words)
        words = _HREF.sub(lambda found: f"[{found[2]}]({destination(unescape(found[1]))})", words)
        for anchor in _ANCHOR.findall(words):
            out.anchors[anchor] = re.sub(r"<[^<>]*>|^[\s>]*#+\s+", "", words).strip() if "#" in words[:8] else ""
        words = _ANCHOR.sub("", words)
        words = _BREAK.sub(" " if is_row else "\\\\\n", words)
        for pattern, instead in _TAGS:
            words = pattern.sub(instead, words)
    return "".join(
        part if part.startswith(("<http", "http")) else estrange(part)
        for part in re.split(r"(<https?:[^\s<>]*>|https?://[^\s<>()]+|\]\([^()\s]*\))", words)
    )


def _wiki_link(found: re.Match[str]) -> str:
    target, words = found[2].strip(), (found[3] or "").strip()
    if found[1]:
        return f"![{words if not words.isdigit() else ''}]({destination(target)})"
    return f"[{words or target}]({destination('page:' + target)})"


def _img(found: re.Match[str]) -> str:
    given = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(found.group())}
    source = given.get("src", "")
    return f"![{given.get('alt', '').replace(']', '')}]({destination(source)})" if source else ""


def _without_title(text: str, out: Converted) -> str:
    """The first heading is the name of the page, which stands above the text; the others move up to its place."""
    lines = text.split("\n")
    levels = [(number, len(found[1])) for number, found in _headings(lines)]
    if levels and levels[0][1] == 1 and not any(_says(line) for line in lines[: levels[0][0]]):
        number = levels.pop(0)[0]
        heading = re.sub(r"^#\s+|\s+#+\s*$", "", lines[number])
        out.title = out.title or _readable(heading)
        lines[number] = ""
        by = min((level for _number, level in levels), default=1) - 1
        for number, _level in levels:
            lines[number] = lines[number][by:]
    return "\n".join(lines)


def _headings(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    fenced, found = "", []
    for number, line in enumerate(lines):
        if mark := re.match(r" {0,3}(`{3,}|~{3,})", line):
            if not fenced:
                fenced = mark[1]
            elif mark[1].startswith(fenced) and not line.strip().strip(fenced[0]):
                fenced = ""
        elif not fenced and (mark := re.match(r"(#{1,6})\s", line)):
            found.append((number, mark))
    return found


def _says(line: str) -> bool:
    """Whether a line has words: pictures (badges stand above many titles) say nothing."""
    return bool(re.sub(r"\[?!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])(\]\([^)]*\)|\]\[[^\]]*\])?|\s", "", line))


def _readable(heading: str) -> str:
    words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    words = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", words)
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words).split())
