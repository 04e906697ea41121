"""The language of MediaWiki as Markdown.

Templates live on the wiki they came from: what one says there cannot be known here, so its name and its words stay, as
code, and the report says so. Categories become tags, and a link to a page names its title (``page:…``) until the import
knows which page that is.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any, TypeGuard

import mwparserfromhell
from mwparserfromhell import nodes
from mwparserfromhell.wikicode import Wikicode

from .converted import Converted, Losses
from .escaping import at_the_start, code_span, escape, fence, link, picture, quote, table

LONGEST = 2 * 2**20
_FILES = ("file", "image", "media", "immagine", "datei", "bild", "fichier", "archivo", "ficheiro")
_CATEGORIES = ("category", "categoria", "kategorie", "catégorie", "categoría")
_REDIRECT = re.compile(r"\A\s*#\s*(?:REDIRECT|RINVIA|WEITERLEITUNG|REDIRECTION|REDIRECCIÓN)\s*:?\s*\[\[([^\]|]+)", re.I)
_SWITCHES = re.compile(r"__(?:NO)?(?:TOC|EDITSECTION|INDEX|NOINDEX|FORCETOC|NEWSECTIONLINK|HIDDENCAT)__")
_LISTS = {"li", "dd", "dt"}
_CODE = {"code", "tt", "kbd", "samp"}
_VERBATIM = {"pre", "syntaxhighlight", "source"}
_MARK = "\x00"


def convert_wikitext(source: str) -> Converted:
    out = Converted()
    if found := _REDIRECT.match(source):
        out.leads_to = found[1].strip().replace("_", " ")
        return out
    source = _SWITCHES.sub("", source.replace("\0", "")[:LONGEST])
    code = mwparserfromhell.parse(_with_pre(source))
    writer = _Writer(out.losses, out.tags)
    out.text = writer.text(code).strip() + "\n"
    if writer.notes:
        out.text += "\n" + "\n".join(f"[^{number}]: {note}" for number, note in enumerate(writer.notes, 1)) + "\n"
    out.text = _raised(out.text)
    return out


def _with_pre(source: str) -> str:
    """Lines that begin with a space are shown as typed, outside of tables and templates."""
    done: list[str] = []
    depth, inside = 0, False
    for line in source.split("\n"):
        is_typed = line.startswith(" ") and bool(line.strip()) and not depth and "<" not in line
        if is_typed != inside:
            done.append("<pre>" if is_typed else "</pre>")
            inside = is_typed
        done.append(line[1:] if is_typed else line)
        depth += line.count("{{") + line.count("{|") - line.count("}}") - line.count("|}")
        depth = max(depth, 0)
    return "\n".join([*done, "</pre>"] if inside else done)


def _raised(text: str) -> str:
    """``== So ==`` is the first level beneath the title."""
    return re.sub(r"(?m)^#(#{1,5} )", r"\1", text) if not re.search(r"(?m)^# ", text) else text


class _Writer:
    def __init__(self, losses: Losses, tags: list[str]) -> None:
        self.losses, self.tags = losses, tags
        self.notes: list[str] = []
        self.blocks: list[str] = []
        self.depth = 0

    def text(self, code: Wikicode) -> str:
        """Blocks are put aside under a number while the lines around them are read."""
        words = "".join(self.node(node) for node in code.nodes)
        return self._in_blocks(words)

    def aside(self, block: str) -> str:
        self.blocks.append(block)
        return f"\n\n{_MARK}{len(self.blocks) - 1}{_MARK}\n\n"

    def _in_blocks(self, words: str) -> str:
        done: list[str] = []
        for part in re.split(r"\n[ \t]*\n+", words):
            lines = part.strip("\n")
            if not lines.strip():
                continue
            done += self._paragraph(lines)
        return re.sub(f"{_MARK}(\\d+){_MARK}", lambda found: self.blocks[int(found[1])], "\n\n".join(done))

    def _paragraph(self, lines: str) -> list[str]:
        """Points of a list begin with their sign (\\x01); all else is one paragraph, as its lines are no breaks."""
        found: list[str] = []
        points: list[tuple[str, str]] = []
        words: list[str] = []

        def end_words() -> None:
            if words:
                found.append(at_the_start(" ".join(" ".join(words).split(" ")).strip()))
                words.clear()

        def end_points() -> None:
            if points:
                found.append(_list(points))
                points.clear()

        for line in lines.split("\n"):
            point = re.match(r"((?:\x01[*#:;]+\x01\s*)+)(.*)", line)
            if point:
                end_words()
                signs = re.sub(r"[\x01\s]", "", point[1])
                if points and signs[0] != points[-1][0][0]:
                    end_points()
                points.append((signs, point[2].strip()))
            elif line.strip():
                end_points()
                if line.startswith(_MARK):
                    end_words()
                    found.append(line.strip())
                else:
                    words.append(line.strip())
        end_words()
        end_points()
        return [block for block in found if block]

    def inline(self, code: Wikicode | Any) -> str:
        if code is None:
            return ""
        words = "".join(self.node(node) for node in code.nodes)
        words = re.sub(r"\x01[*#:;]+\x01", " ", words)
        words = re.sub(f"{_MARK}(\\d+){_MARK}", lambda found: self.blocks[int(found[1])].replace("\n", " "), words)
        return " ".join(words.split())

    def node(self, node: Any) -> str:
        self.depth += 1
        try:
            return self._node(node) if self.depth < 60 else escape(str(node))
        finally:
            self.depth -= 1

    def _node(self, node: Any) -> str:
        if isinstance(node, nodes.Text):
            return escape(str(node))
        if isinstance(node, nodes.Heading):
            return self.aside(f"{'#' * node.level} {self.inline(node.title)}")
        if isinstance(node, nodes.Wikilink):
            return self._wiki_link(node)
        if isinstance(node, nodes.ExternalLink):
            return self._outer_link(node)
        if isinstance(node, nodes.Template):
            return self._template(node)
        if isinstance(node, nodes.Tag):
            return self._tag(node)
        if isinstance(node, nodes.HTMLEntity):
            return escape(unescape(str(node)))
        if isinstance(node, nodes.Argument):
            self.losses.note("template", str(node.name))
            return code_span(str(node))
        return ""  # a remark

    def _wiki_link(self, node: Any) -> str:
        title = str(node.title).strip()
        words = self.inline(node.text) if node.text is not None else ""
        space, colon, rest = title.lstrip(":").partition(":")
        kind = space.strip().lower()
        if colon and not title.startswith(":") and kind in _CATEGORIES:
            self.tags.append(rest.strip().replace("_", " "))
            return ""
        if colon and kind in _FILES:
            name = rest.strip().replace(" ", "_")
            said = words.rpartition("|")[2].strip() if words else ""
            if title.startswith(":") or kind == "media":
                return link(said or escape(rest.strip()), f"file:{name}")
            is_block = bool(re.search(r"(?:^|\|)\s*(?:thumb|frame|miniatura|thumbnail)\b", words))
            said = "" if re.fullmatch(r"[\w\s.]*px|thumb|frame|left|right", said) else said
            shown = picture(re.sub(r"\\(.)|[*_`]", r"\1", said), f"file:{name}")
            return self.aside(shown) if is_block else shown
        target = title.lstrip(":").replace("_", " ")
        page, hash_, anchor = target.partition("#")
        if not page and hash_:
            return link(words or escape(anchor), f"#{anchor}")
        return link(words or escape(target), f"page:{target}")

    def _outer_link(self, node: Any) -> str:
        url = str(node.url).strip()
        if not node.brackets:
            return url if re.match(r"https?://", url) else escape(url)
        return link(self.inline(node.title) or escape(url), url)

    def _template(self, node: Any) -> str:
        name = " ".join(str(node.name).split())
        magic = {"!": "|", "=": "=", "pagename": "", "-": "", "clear": ""}
        if name.lower() in magic:
            return magic[name.lower()]
        self.losses.note("template", name)
        source = str(node)
        if "\n" in source or len(source) > 120:
            return self.aside(fence(source, "wikitext"))
        return code_span(source)

    def _tag(self, node: Any) -> str:  # noqa: PLR0912 - one line for each tag
        tag, inner = str(node.tag).strip().lower(), node.contents
        if tag in _LISTS:
            return f"\x01{node.wiki_markup}\x01" if node.wiki_markup else "\n\x01*\x01 " + self.inline(inner) + "\n"
        match tag:
            case "b" | "strong":
                return _wrapped(self.inline_kept(inner), "**")
            case "i" | "em":
                return _wrapped(self.inline_kept(inner), "*")
            case "s" | "del" | "strike":
                return _wrapped(self.inline_kept(inner), "~~")
            case "br":
                return "\\\n" if self.depth < 3 else " "
            case "hr":
                return self.aside("---")
            case "table":
                return self.aside(self._table(inner))
            case "nowiki":
                return escape(str(inner))
            case "math" | "chem":
                self.losses.note("formula")
                return code_span(str(inner))
            case "ref":
                return self._note(inner)
            case "references" | "gallery":
                return self._gallery(inner) if tag == "gallery" else ""
            case "blockquote":
                return self.aside(quote(self._apart(inner)))
            case "ul" | "ol" | "div" | "p" | "center" | "section":
                return f"\n\n{''.join(self.node(one) for one in inner.nodes)}\n\n" if inner is not None else ""
        if tag in _CODE:
            return code_span(unescape(str(inner)))
        if tag in _VERBATIM:
            language = str(node.get("lang").value) if node.has("lang") else ""
            return self.aside(fence(unescape(str(inner)), language))
        return "".join(self.node(one) for one in inner.nodes) if inner is not None else ""

    def inline_kept(self, code: Any) -> str:
        return "".join(self.node(node) for node in code.nodes) if code is not None else ""

    def _apart(self, code: Any) -> str:
        return self._in_blocks(self.inline_kept(code))

    def _note(self, inner: Any) -> str:
        words = self.inline(inner)
        if not words:
            return ""
        self.notes.append(words)
        return f"[^{len(self.notes)}]"

    def _gallery(self, inner: Any) -> str:
        lines = (line.partition("|") for line in str(inner).split("\n") if line.strip())
        shown = [
            picture(words.strip(), "file:" + re.sub(r"^\w+:", "", name.strip()).replace(" ", "_"))
            for name, _bar, words in lines
        ]
        return self.aside("\n\n".join(shown))

    def _table(self, inner: Any) -> str:
        rows: list[list[str]] = [[]]
        caption, has_head = "", False
        for node in inner.nodes if inner is not None else ():
            if not isinstance(node, nodes.Tag):
                if isinstance(node, nodes.Text) and str(node).strip().startswith("|+"):
                    caption = str(node).strip()[2:].strip()
                continue
            tag = str(node.tag).strip().lower()
            if tag in ("td", "th"):
                rows[-1].append(self._cell(node))
                has_head = has_head or (len(rows) == 1 and tag == "th")
            elif tag == "tr":
                cells = [self._cell(cell) for cell in node.contents.nodes if _is_cell(cell)]
                if not any(rows) and not rows[0]:
                    has_head = any(_is_cell(cell) and str(cell.tag) == "th" for cell in node.contents.nodes)
                    rows = [cells]
                else:
                    rows.append(cells)
        rows = [row for row in rows if row]
        if rows and rows[0][0].startswith("+"):
            caption = rows[0].pop(0)[1:].strip()
            rows = rows if rows[0] else rows[1:]
        if rows and not has_head:
            rows.insert(0, [])
        return "\n\n".join(part for part in (f"*{caption}*" if caption else "", table(rows)) if part)

    def _cell(self, node: Any) -> str:
        if any(node.has(name) for name in ("colspan", "rowspan")):
            self.losses.note("cells")
        return self.inline(node.contents)


def _is_cell(node: Any) -> TypeGuard[nodes.Tag]:
    return isinstance(node, nodes.Tag) and str(node.tag).strip().lower() in ("td", "th")


def _list(points: list[tuple[str, str]]) -> str:
    """``*``, ``#``, ``*#``: a sign for each level. A term and what is said of it are a point and one beneath it."""
    lines, numbers = [], dict[int, int]()
    for signs, words in points:
        depth = len(signs)
        for deeper in [level for level in numbers if level > depth]:
            del numbers[deeper]
        if signs[-1] == "#":
            numbers[depth] = numbers.get(depth, 0) + 1
            mark = f"{numbers[depth]}."
        else:
            numbers.pop(depth, None)
            mark = "-"
        shown = f"**{words}**" if signs[-1] == ";" and words else words
        lines.append(f"{'   ' * (depth - 1)}{mark} {shown}".rstrip())
    return "\n".join(lines)


def _wrapped(words: str, sign: str) -> str:
    inner = words.strip()
    if not inner or _MARK in inner or "\n" in inner:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"
