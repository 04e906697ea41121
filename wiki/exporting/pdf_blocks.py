"""The HTML of a page as blocks of ReportLab. It is our own HTML, cleaned when it was written, so it is known what may
be in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html import escape

from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Image, Indenter, Paragraph, Spacer, Table, XPreformatted
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .pdf_fonts import BODY, CODE, dressed

EDGE, SOFT, QUIET, ACCENT = HexColor("#c9c9c9"), HexColor("#f4f4f2"), HexColor("#5c5c5c"), HexColor("#1f5fbf")
WIDTH, HEIGHT = 481, 690
LONGEST_LINE = 88
MOST_IN_A_CELL = 1200
DEEPEST = 12

TEXT = ParagraphStyle("text", fontName=BODY, fontSize=10, leading=14.5, spaceAfter=6, splitLongWords=1)
QUOTED = ParagraphStyle("quoted", TEXT, textColor=QUIET, borderColor=EDGE)
CALLED = ParagraphStyle("called", TEXT, backColor=SOFT, borderPadding=4)
CELL = ParagraphStyle("cell", TEXT, fontSize=8.5, leading=11.5, spaceAfter=0)
PRE = ParagraphStyle(
    "pre", fontName=CODE, fontSize=8, leading=11, backColor=SOFT, borderPadding=6, spaceBefore=6, spaceAfter=10
)
HEADINGS = {
    level: ParagraphStyle(
        f"h{level}",
        TEXT,
        fontName=f"{BODY}-1",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=10,
        spaceAfter=5,
        keepWithNext=1,
    )
    for level, size in ((1, 20), (2, 15), (3, 12.5), (4, 11), (5, 10), (6, 10))
}
_INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "s": "strike", "del": "strike"}
_BLOCKS = {"p", "ul", "ol", "pre", "blockquote", "table", "hr", "section", "div", "h2", "h3", "h4", "h5", "h6"}
_KINDS = {
    "note": _("Note"),
    "tip": _("Tip"),
    "important": _("Important"),
    "warning": _("Warning"),
    "caution": _("Caution"),
}

Picture = Callable[[str], bytes | None]


class Blocks:
    """``anchor`` makes the name of a heading unique in the whole file, ``known`` are those that there are, and
    ``picture`` gives the bytes of a file of ours by its number."""

    def __init__(self, *, anchor: Callable[[str], str], known: Callable[[str], bool], picture: Picture) -> None:
        self.anchor, self.known, self.picture = anchor, known, picture

    def of(self, html: str) -> list[Flowable]:
        root = LexborHTMLParser(html).body
        return list(self._blocks(root, TEXT, 0)) if root is not None else []

    def _blocks(self, node: LexborNode, style: ParagraphStyle, depth: int) -> Iterator[Flowable]:
        loose: list[LexborNode] = []
        for child in _children(node):
            if child.tag in _BLOCKS:
                yield from self._words(loose, style)
                loose = []
                yield from self._block(child, style, depth)
            else:
                loose.append(child)
        yield from self._words(loose, style)

    def _words(self, nodes: list[LexborNode], style: ParagraphStyle) -> Iterator[Flowable]:
        """A paragraph; pictures in it stand by themselves."""
        waiting: list[LexborNode] = []
        for node in nodes:
            pictures = [node] if node.tag == "img" else node.css("img") if node.tag not in ("-text", "-comment") else []
            if not pictures:
                waiting.append(node)
                continue
            yield from self._paragraph(waiting, style)
            waiting = []
            for picture in pictures:
                yield from self._image(picture, style)
        yield from self._paragraph(waiting, style)

    def _paragraph(self, nodes: list[LexborNode], style: ParagraphStyle) -> Iterator[Flowable]:
        markup = "".join(self._inline(node) for node in nodes).strip()
        if re.sub(r"<[^>]*>", "", markup).strip():
            yield _careful(markup, style)

    def _block(self, node: LexborNode, style: ParagraphStyle, depth: int) -> Iterator[Flowable]:
        tag = node.tag or ""
        if depth > DEEPEST:
            yield _careful(dressed(node.text()), style)
            return
        match tag:
            case "p":
                title = "callout-title" in (node.attributes.get("class") or "")
                nodes = list(_children(node))
                yield from self._words(nodes, ParagraphStyle("title", style, fontName=f"{BODY}-1") if title else style)
            case "pre":
                yield _code(node.text())
            case "hr":
                yield HRFlowable(width="100%", color=EDGE, spaceBefore=8, spaceAfter=8)
            case "blockquote":
                yield from self._quote(node, depth)
            case "ul" | "ol":
                yield from self._list(node, style, depth)
            case "table":
                yield from self._table(node)
            case "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._heading(node, int(tag[1]))
            case _:
                yield from self._blocks(node, style, depth + 1)

    def _heading(self, node: LexborNode, level: int) -> Flowable:
        name = self.anchor(node.attributes.get("id") or "")
        words = " ".join(node.text().split())
        heading = _careful(f'<a name="{escape(name)}"/>' + "".join(map(self._inline, _children(node))), HEADINGS[level])
        heading.outline = (level - 1, words, name)
        return heading

    def _quote(self, node: LexborNode, depth: int) -> Iterator[Flowable]:
        classes = node.attributes.get("class") or ""
        kind = next((kind for kind in _KINDS if f"callout--{kind}" in classes), "")
        yield Spacer(1, 4)
        yield Indenter(left=14, right=8 if kind else 0)
        title = node.css_first(".callout-title")
        if kind and (title is None or not title.text().strip()):
            yield _careful(f"<b>{dressed(str(_KINDS[kind]))}</b>", CALLED)
        yield from self._blocks(node, CALLED if kind else QUOTED, depth + 1)
        yield Indenter(left=-14, right=-8 if kind else 0)
        yield Spacer(1, 4)

    def _list(self, node: LexborNode, style: ParagraphStyle, depth: int) -> Iterator[Flowable]:
        """Each point as paragraphs with a sign before the first, so that long lists break anywhere."""
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdigit() and len(start) < 7 else 1
        yield Indenter(left=16)
        for item in _children(node):
            if item.tag != "li":
                continue
            box = item.css_first("input")
            sign = "–" if node.tag == "ul" else f"{number}."
            if box is not None:
                sign = "[x]" if "checked" in box.attributes else "[ ]"
            number += 1
            pointed = False
            for one in self._blocks(item, ParagraphStyle("point", style, spaceAfter=3), depth + 1):
                if isinstance(one, Paragraph) and not pointed:
                    indent = -14 if len(sign) < 3 else -18
                    marked = ParagraphStyle("marked", one.style, bulletIndent=indent, bulletFontName=BODY)
                    yield Paragraph(one.portico_markup, marked, bulletText=sign)
                    pointed = True
                else:
                    yield one
        yield Indenter(left=-16)
        yield Spacer(1, 3)

    def _table(self, node: LexborNode) -> Iterator[Flowable]:
        rows: list[list[str]] = []
        aligned: list[str] = []
        for row in node.css("tr"):
            cells = [cell for cell in _children(row) if cell.tag in ("td", "th")]
            rows.append(["".join(self._inline(child) for child in _children(cell)) for cell in cells])
            aligned = aligned or [cell.attributes.get("class") or "" for cell in cells]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        plain = [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in rows]
        if max(len(cell) for row in plain for cell in row) > MOST_IN_A_CELL or width > 24:
            # A cell that is longer than a page cannot be set: the rows are written out.
            for texts in rows[1:]:
                for head, cell in zip(rows[0], texts, strict=False):
                    yield _careful(f"<b>{head}</b> {cell}", TEXT)
                yield HRFlowable(width="100%", color=EDGE)
            return
        size = 8.5 if width <= 5 else 7 if width <= 9 else 5
        styles = [
            ParagraphStyle(f"cell{number}", CELL, fontSize=size, leading=size * 1.35, alignment=_alignment(said))
            for number, said in enumerate([*aligned, *[""] * (width - len(aligned))])
        ]
        table = [
            [
                _careful(f"<b>{cell}</b>" if number == 0 and cell else cell, styles[place])
                for place, cell in enumerate([*row, *[""] * (width - len(row))])
            ]
            for number, row in enumerate(rows)
        ]
        made = Table(table, colWidths=_widths(plain, width), repeatRows=1, splitInRow=1, hAlign="LEFT")
        made.setStyle(_GRID)
        yield made
        yield Spacer(1, 8)

    def _image(self, node: LexborNode, style: ParagraphStyle) -> Iterator[Flowable]:
        found = re.search(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", node.attributes.get("src") or "")
        data = self.picture(found[1]) if found else None
        made = _picture(data, node.attributes.get("width") or "") if data else None
        if made is not None:
            yield made
            yield Spacer(1, 6)
        elif alt := node.attributes.get("alt"):
            yield _careful(f"[{dressed(alt)}]", style)

    def _inline(self, node: LexborNode) -> str:
        if node.is_text_node:
            return dressed(node.text_content or "")
        tag = node.tag or ""
        if tag == "br":
            return "<br/>"
        if tag in ("input", "-comment", "img"):
            return ""
        if tag == "code":
            return f'<font name="{CODE}" size="9">{dressed(node.text(), CODE)}</font>'
        inner = "".join(self._inline(child) for child in _children(node))
        if tag in _INLINE:
            return f"<{_INLINE[tag]}>{inner}</{_INLINE[tag]}>"
        if tag == "sup":
            return f"<super>{inner}</super>"
        if tag == "a" and inner:
            return self._link(node.attributes.get("href") or "", inner)
        return inner

    def _link(self, href: str, inner: str) -> str:
        if "<a " in inner or not href:
            return inner
        if href.startswith("#"):
            return f'<a href="{escape(href)}" color="#1f5fbf">{inner}</a>' if self.known(href[1:]) else inner
        if not re.match(r"(?:https?|mailto|tel):", href):
            return inner
        return f'<a href="{escape(href)}" color="#1f5fbf">{inner}</a>'


_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, EDGE),
    ("BACKGROUND", (0, 0), (-1, 0), SOFT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
]


def _careful(markup: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph; where the markup of ReportLab does not take what is in it, its words alone."""
    try:
        made = Paragraph(markup, style)
    except ValueError:
        markup = escape(re.sub(r"<[^>]*>", "", markup))
        made = Paragraph(markup, style)
    made.portico_markup = markup
    return made


def _code(text: str) -> XPreformatted:
    lines = []
    for line in text.expandtabs(4).rstrip("\n").split("\n"):
        rest = line
        while len(rest) > LONGEST_LINE:
            lines.append(rest[:LONGEST_LINE])
            rest = "    " + rest[LONGEST_LINE:]
        lines.append(rest)
    return XPreformatted("\n".join(dressed(line, CODE) for line in lines), PRE)


def _picture(data: bytes, said: str) -> Image | None:
    try:
        with Pillow.open(io.BytesIO(data)) as image:
            flat = image.convert("RGBA")
            page = Pillow.new("RGB", flat.size, "white")
            page.paste(flat, mask=flat.getchannel("A"))
            page.thumbnail((1400, 1400))
            out = io.BytesIO()
            page.save(out, "JPEG", quality=85)
            width, height = image.size
    except (OSError, ValueError):
        return None
    points = min(float(said), width) * 0.75 if said.isdigit() else width * 0.75
    scale = min(points, WIDTH) / width
    scale = min(scale, HEIGHT * 0.6 / height)
    out.seek(0)
    return Image(out, width * scale, height * scale, hAlign="LEFT")


def _widths(rows: list[list[str]], width: int) -> list[float]:
    """After what stands in the columns: a word is not broken where another column has room."""
    wanted = []
    for place in range(width):
        cells = [row[place] for row in rows if place < len(row)]
        longest = max((len(word) for cell in cells for word in cell.split()), default=1)
        average = sum(map(len, cells)) / max(len(cells), 1)
        wanted.append(min(max(longest * 1.1, average, 3), 60))
    total = sum(wanted)
    return [WIDTH * one / total for one in wanted]


def _alignment(said: str) -> int:
    return TA_RIGHT if "right" in said else TA_CENTER if "center" in said else 0


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next
