"""A web page as Markdown: its main part, without the frame of navigation that stood around it.

What generators of documentation make is known by their classes (Sphinx, MkDocs, MediaWiki, Word by way of mammoth);
everything else is plain HTML.
"""

from __future__ import annotations

import base64
import binascii
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from . import html_code
from .converted import Converted, Losses
from .escaping import (
    at_the_start,
    callout,
    code_span,
    escape,
    fence,
    indent,
    link,
    picture,
    quote,
    raised,
    table,
    tidy,
    wrapped,
)
from .html_nodes import children, classes_of, nearest, number_of

DEEPEST = 120
LONGEST_INSIDE = 25 * 2**20
_MAINS = (
    "div[itemprop=articleBody]",
    "div[role=main]",
    ".mw-parser-output",
    "article.md-content__inner",
    "main article",
    "div.body",
    "main",
    "article",
    "div.document",
    "#content",
)
_FRAME = (
    "script,style,noscript,template,nav,form,button,select,dialog,a.headerlink,.headerlink,a.anchor,.viewcode-link,"
    ".sphinxsidebar,.related,.contents.topic,nav.contents,.mw-editsection,.toc,#toc,.prev-next-area,.breadcrumb,"
    ".rst-footer-buttons,.edit-this-page,.linenos,.sr-only,.visually-hidden,a.md-content__button,.skip-link"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEFT_OUT = {"head", "title", "meta", "link", "input", "textarea", "canvas", "map", "area", "-comment"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "details", "div", "dl", "fieldset", "figure"),
    *("footer", "header", "hr", "main", "ol", "p", "pre", "section", "summary", "table", "ul", "dd", "dt", "li"),
    *("figcaption", "html", "tbody", "thead", "tr", "td", "th", "iframe", "video", "audio", "object", "embed"),
    *_HEADINGS,
}
_STRONG, _EM, _STRUCK = {"strong", "b"}, {"em", "i", "cite", "dfn", "var"}, {"s", "del", "strike"}
_CODE = {"code", "tt", "kbd", "samp"}
_ADMONITIONS = {
    **dict.fromkeys(("note", "info", "seealso", "abstract", "todo", "example", "question"), "note"),
    **dict.fromkeys(("tip", "hint", "success"), "tip"),
    **dict.fromkeys(("important", "attention", "impl-detail"), "important"),
    **dict.fromkeys(("warning", "deprecated", "bug", "failure"), "warning"),
    **dict.fromkeys(("caution", "danger", "error"), "caution"),
}
_GRAPHICS = {"svg", "math"}


def convert_html(source: str, *, whole: bool = True) -> Converted:
    """``whole``: a page of its own, of which the main part counts; else a piece of HTML, taken as it is."""
    html_code.must_be_flat(source)
    tree = LexborHTMLParser(source)
    root = tree.body
    out = Converted()
    if root is None:
        return out
    if whole:
        _read_head(tree, out)
        root = next((found for css in _MAINS if (found := tree.css_first(css)) is not None), root)
    for frame in root.css(_FRAME):
        frame.decompose(recursive=True)
    writer = _Writer(out)
    if whole:
        writer.take_title(root)
        out.chapters = _chapters(root)
    out.text = "\n\n".join(writer.blocks(root)).strip() + "\n"
    if whole:
        out.text = raised(out.text, min(writer.levels, default=1) - 1)
    return out


def _read_head(tree: LexborHTMLParser, out: Converted) -> None:
    html = tree.css_first("html")
    out.language = ((html.attributes.get("lang") if html else "") or "").split("-")[0][:8].lower()
    if (title := tree.css_first("title")) is not None:
        out.title = " ".join(re.split(r"\s+[—|–]\s+", title.text())[0].split())
    for meta in tree.css("meta[name=author]"):
        out.authors += [meta.attributes.get("content") or ""]


def _chapters(root: LexborNode) -> list[str]:
    """Where it says what comes after it: the lists that Sphinx makes of a toctree."""
    found = (node.attributes.get("href") or "" for node in root.css("li.toctree-l1 > a"))
    return list(dict.fromkeys(href.partition("#")[0] for href in found if href and "://" not in href))


class _Writer:
    def __init__(self, out: Converted) -> None:
        self.out = out
        self.losses: Losses = out.losses
        self.heading = ""
        self.levels: list[int] = []
        self.depth = 0

    def take_title(self, root: LexborNode) -> None:
        first = root.css_first("h1")
        if first is None:
            return
        if words := " ".join(first.text().replace("¶", "").split()):
            self.out.title = words
        for holder in (first, first.parent):
            if holder is not None and (name := holder.attributes.get("id")):
                self.out.anchors[name] = ""
        first.decompose(recursive=True)

    def blocks(self, node: LexborNode) -> list[str]:
        """The children of ``node`` as blocks; what stands loose between them becomes paragraphs."""
        if self.depth > DEEPEST:
            return [escape(" ".join(node.text().split()))]
        self.depth += 1
        found: list[str] = []
        loose: list[LexborNode] = []
        for child in children(node):
            if child.tag in _BLOCKS or (_has_blocks(child) and child.tag not in _GRAPHICS):
                found += self._paragraph(loose)
                loose = []
                found += self.block(child)
            else:
                loose.append(child)
        found += self._paragraph(loose)
        self.depth -= 1
        return [block for block in found if block.strip()]

    def block(self, node: LexborNode) -> list[str]:
        self._remember(node)
        tag, classes = node.tag or "", classes_of(node)
        if tag in _HEADINGS:
            return self._heading(node, _HEADINGS[tag])
        if (written := html_code.code_block(node)) is not None:
            return [fence(*written)]
        kind = next((_ADMONITIONS[name] for name in classes if name in _ADMONITIONS), "")
        if kind and ("admonition" in classes or tag == "details" or "alert" in classes):
            return [self._admonition(node, kind)]
        match tag:
            case "p" | "summary" | "figcaption" | "dt" | "address":
                return self._mixed(node)
            case "blockquote":
                return [quote("\n\n".join(inner))] if (inner := self.blocks(node)) else []
            case "ul" | "ol":
                return self._list(node)
            case "dl":
                return self._definitions(node)
            case "table":
                return self._table(node)
            case "hr":
                return ["---"]
            case "iframe" | "video" | "audio" | "object" | "embed":
                return self._embedded(node)
            case _:
                return self.blocks(node)

    def _mixed(self, node: LexborNode) -> list[str]:
        return self.blocks(node) if any(child.tag in _BLOCKS for child in children(node)) else self._paragraph([node])

    def _paragraph(self, nodes: list[LexborNode]) -> list[str]:
        words = tidy("".join(self.inline(node) for node in nodes))
        return [at_the_start(words)] if words else []

    def _heading(self, node: LexborNode, level: int) -> list[str]:
        words = tidy(self.inline(node)).replace("\\\n", " ")
        if not words:
            return []
        said = " ".join(node.text().replace("¶", "").split())
        if not said:  # a picture alone
            return [words]
        self.heading = said
        self._remember(node)
        if node.parent is not None and node.parent.tag in ("section", "div"):
            self._remember(node.parent)
        self.levels.append(level)
        return [f"{'#' * level} {words}"]

    def _remember(self, node: LexborNode) -> None:
        for name in (node.attributes.get("id"), node.attributes.get("name") if node.tag == "a" else None):
            if name and len(self.out.anchors) < 20_000:
                self.out.anchors[name] = self.heading

    def _admonition(self, node: LexborNode, kind: str) -> str:
        title = ""
        head = node.css_first(".admonition-title, summary, .alert-heading")
        if head is not None:
            title = tidy(self.inline(head)).replace("\\\n", " ").rstrip(":")
            head.decompose(recursive=True)
        if title.casefold() == kind:
            title = ""
        return callout(kind, title, "\n\n".join(self.blocks(node)))

    def _list(self, node: LexborNode) -> list[str]:
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdigit() and len(start) < 8 else 1
        items = []
        for child in children(node):
            if child.tag != "li":
                items += [("-", block) for block in self.block(child)] if child.tag in _BLOCKS else []
                continue
            self._remember(child)
            mark = f"{number}." if node.tag == "ol" else "-"
            number += 1
            box = child.css_first("input[type=checkbox]")
            task = "" if box is None else "[x] " if "checked" in box.attributes else "[ ] "
            inner = self.blocks(child)
            joint = "\n" if len(inner) == 2 and re.match(r"[-\d]", inner[1]) else "\n\n"
            items.append((mark, task + joint.join(inner)))
        loose = any("\n\n" in body for _mark, body in items)
        return [("\n\n" if loose else "\n").join(self._join(mark, body) for mark, body in items)] if items else []

    def _join(self, mark: str, body: str) -> str:
        return f"{mark} {indent(body, ' ' * (len(mark) + 1))}".rstrip()

    def _definitions(self, node: LexborNode) -> list[str]:
        """Markdown has no list of terms: each becomes a point, with what is said of it under it."""
        items: list[list[str]] = []
        is_signature = bool({"py", "c", "function", "class", "method", "cpp", "js", "data"} & set(classes_of(node)))
        waiting = list(children(node))
        while waiting:
            child = waiting.pop(0)
            if child.tag == "div":
                waiting = list(children(child)) + waiting
            elif child.tag == "dt":
                self._remember(child)
                term = code_span(" ".join(child.text().split())) if is_signature else tidy(self.inline(child))
                items.append([term if is_signature else f"**{term}**" if "*" not in term else term] if term else [])
            elif child.tag == "dd":
                if not items:
                    items.append([])
                items[-1] += self.blocks(child)
        return ["\n\n".join(self._join("-", "\n\n".join(item)) for item in items if item)]

    def _table(self, node: LexborNode) -> list[str]:
        own = [row for row in node.css("tr") if nearest(row, "table") == node]
        if any(nearest(inner, "table") == node for inner in node.css("table") if inner != node):
            self.losses.note("nested")
        rows: list[list[str]] = []
        has_head = False
        for row in own:
            cells: list[str] = []
            for cell in children(row):
                if cell.tag not in ("td", "th"):
                    continue
                self._remember(cell)
                cells.append(self._cell(cell))
                if (wide := number_of(cell, "colspan")) > 1:
                    cells += [""] * (wide - 1)
                    self.losses.note("cells")
                if number_of(cell, "rowspan") > 1:
                    self.losses.note("cells")
            if not rows:
                assert row.parent is not None, "a row of this table stands in it"
                has_head = any(cell.tag == "th" for cell in children(row)) or row.parent.tag == "thead"
            if cells:
                rows.append(cells)
        caption = node.css_first("caption")
        said = [f"*{words}*"] if caption is not None and (words := tidy(self.inline(caption))) else []
        if len(rows) == 1 and not has_head and len(rows[0]) == 1:
            lone = node.css_first("td")
            assert lone is not None, "a cell that is no head is a td"
            return said + self.blocks(lone)
        if rows and not has_head:
            rows.insert(0, [])
        return [*said, table(rows)] if rows else said

    def _cell(self, cell: LexborNode) -> str:
        words = "; ".join(block for block in self.blocks(cell))
        words = re.sub(r"(?m)^\s*(```\S*|[-+]|\d+\.|>|#+)(\s+|$)", "", words)
        return " ".join(words.replace("\\\n", " ").split())

    def _embedded(self, node: LexborNode) -> list[str]:
        source = node.attributes.get("src") or node.attributes.get("data") or ""
        if not source and (inner := node.css_first("source")) is not None:
            source = inner.attributes.get("src") or ""
        self.losses.note("embed", source)
        return [link(escape(node.attributes.get("title") or source), source)] if source else []

    def inline(self, node: LexborNode) -> str:
        if node.is_text_node:
            return escape(re.sub(r"\s+", " ", node.text_content or ""))
        tag = node.tag or ""
        if tag in _LEFT_OUT or self.depth > DEEPEST:
            return "" if tag in _LEFT_OUT else escape(node.text())
        self._remember(node)
        self.depth += 1
        try:
            return self._inline(node, tag)
        finally:
            self.depth -= 1

    def _inline(self, node: LexborNode, tag: str) -> str:
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return self._picture(node)
        if tag == "a":
            return self._link(node)
        if tag in _CODE or (tag == "span" and {"literal", "pre"} & set(classes_of(node))):
            return code_span(re.sub(r"\s+", " ", node.text()))
        if "math" in classes_of(node) or tag == "math":
            self.losses.note("formula")
            return code_span(" ".join(node.text().split()))
        if tag in _GRAPHICS or tag in ("iframe", "video", "audio", "object", "embed"):
            if tag == "svg":
                self.losses.note("picture", "svg")
                return ""
            return "".join(self._embedded(node))
        words = "".join(self.inline(child) for child in children(node))
        if tag in _STRONG:
            return wrapped(words, "**")
        if tag in _EM:
            return wrapped(words, "*")
        if tag in _STRUCK:
            return wrapped(words, "~~")
        return f"“{words}”" if tag == "q" else words

    def _link(self, node: LexborNode) -> str:
        words = "".join(self.inline(child) for child in children(node))
        href = (node.attributes.get("href") or "").strip()
        if not href or not words.strip() or ("![" in words and href.startswith("#")):
            return words
        before, after = " " * words.startswith(" "), " " * words.endswith(" ")
        return before + link(words.strip().replace("\\\n", " "), href) + after

    def _picture(self, node: LexborNode) -> str:
        source = (node.attributes.get("src") or node.attributes.get("data-src") or "").strip()
        alt = node.attributes.get("alt") or ""
        if source.startswith("data:"):
            source = self._inside(source)
        if not source:
            self.losses.note("picture", alt)
            return escape(alt)
        return picture(alt, source)

    def _inside(self, source: str) -> str:
        head, _comma, data = source.partition(",")
        ending = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}.get(
            head.removeprefix("data:").partition(";")[0].lower()
        )
        try:
            found = base64.b64decode(data, validate=False) if ending and head.endswith("base64") else b""
        except (binascii.Error, ValueError):
            found = b""
        if not found or sum(map(len, self.out.inside.values())) + len(found) > LONGEST_INSIDE:
            return ""
        name = f"inside-{len(self.out.inside) + 1}.{ending}"
        self.out.inside[name] = found
        return name


def _has_blocks(node: LexborNode) -> bool:
    """An inline element (or an unknown one) around blocks, as pages by hand have them."""
    if node.is_text_node or node.is_comment_node or node.tag in ("a", "svg"):
        return False
    return any(child.tag in _BLOCKS for child in children(node))
