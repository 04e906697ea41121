"""Pages as one PDF: a title, the contents, each page from a new sheet, an outline to go by, numbers at the foot."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus.tableofcontents import TableOfContents

from intranet.accounts.models import User
from intranet.content.files.preparing import path_of_copy
from intranet.content.models import Attachment
from wiki.models import Page

from .choosing import Chosen, Leaf, TooMany
from .html_site import depth_of
from .markdown import authors_of
from .pdf_blocks import HEADINGS, QUIET, TEXT, Blocks
from .pdf_fonts import BODY, dressed, know_fonts
from .pointing import Pointer

MOST_PAGES = 1000
Told = Callable[[int], None]
_ID = re.compile(r'\bid="([^"]+)"')
_SMALL = ParagraphStyle("small", TEXT, fontSize=8.5, leading=12, textColor=QUIET)


class _Pointer(Pointer):
    """Pages of this file are places in it."""

    def page(self, number: int, anchor: str, holder: Leaf) -> str:
        if number in self.chosen.leaves:
            return f"#p{number}{'-' + anchor[1:] if anchor else ''}"
        return super().page(number, anchor, holder)


class _Document(BaseDocTemplate):
    def __init__(self, out: IO[bytes], *, name: str, author: str) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=name,
            author=author,
            creator="Portico",
            leftMargin=57,
            rightMargin=57,
            topMargin=62,
            bottomMargin=62,
            initialFontName=BODY,
        )
        frame = Frame(
            self.leftMargin, self.bottomMargin, self.width, self.height, id="all", leftPadding=0, rightPadding=0
        )
        self.addPageTemplates([PageTemplate("all", [frame], onPage=self._foot)])
        self.name = name
        self.level = -1

    def _foot(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        foot = Paragraph(dressed(self.name[:90]), _SMALL)
        foot.wrap(self.width - 60, 20)
        foot.drawOn(canvas, self.leftMargin, 34)
        canvas.setFont(BODY, 8.5)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(A4[0] - self.rightMargin, 37, str(canvas.getPageNumber()))
        canvas.restoreState()

    def beforeDocument(self) -> None:
        self.level = -1

    def afterFlowable(self, flowable: Flowable) -> None:
        said = getattr(flowable, "outline", None)
        if said is None:
            return
        level, words, name = said
        # No level may be left out on the way down.
        level = min(level, self.level + 1)
        self.level = level
        self.canv.bookmarkPage(name)
        self.canv.addOutlineEntry(words[:120] or "–", name, level, closed=level > 0)
        if getattr(flowable, "in_contents", False):
            self.notify("TOCEntry", (level, dressed(words), self.page, name))


def write_pdf(out: IO[bytes], chosen: Chosen, *, told: Told) -> None:
    if len(chosen) > MOST_PAGES:
        raise TooMany(
            ngettext(
                "A PDF takes %(most)s page at most. Choose a smaller part of the tree, or HTML.",
                "A PDF takes %(most)s pages at most. Choose a smaller part of the tree, or HTML.",
                MOST_PAGES,
            )
            % {"most": MOST_PAGES}
        )
    know_fonts()
    name = chosen.page.title if chosen.page is not None else chosen.space.name
    pages = [pair for batch in chosen.batches() for pair in batch]
    anchors = {f"p{leaf.pk}" for leaf, _page in pages}
    for leaf, page in pages:
        anchors |= {f"p{leaf.pk}-{found}" for found in _ID.findall(page.body_html)}
    story = _cover(name, chosen.person) if len(pages) > 1 else []
    authors = authors_of([leaf.pk for leaf, _page in pages])
    files = chosen.files_of([leaf.pk for leaf, _page in pages])
    pointer = _Pointer(chosen, chosen.person, ".pdf")
    for leaf, page in pages:
        html = pointer.html([(leaf, page.body_html)], lambda _leaf: _staying)[0]
        story += _page(
            leaf,
            page,
            html,
            authors=authors.get(leaf.pk, []),
            anchors=anchors,
            files=files.get(leaf.pk, []),
            first=not story,
        )
        told(1)
    if not pages:
        story += [
            Paragraph(dressed(name), HEADINGS[1]),
            Paragraph(dressed(_("There is no page here that you can read.")), TEXT),
        ]
    _Document(out, name=name, author=chosen.person.name).multiBuild(story)


def _staying(number: str) -> str:
    """Pictures are found by their number."""
    return f"files/{number}"


def _cover(name: str, person: User) -> list[Flowable]:
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [
        ParagraphStyle(
            f"toc{level}", TEXT, leftIndent=14 * level, spaceAfter=2, fontName=f"{BODY}-1" if level == 0 else BODY
        )
        for level in range(12)
    ]
    about = f"{settings.SITE_URL}/wiki/ · {date_format(localtime(now()), 'DATE_FORMAT')} · {person.name}"
    return [
        Spacer(1, 60),
        Paragraph(dressed(name), ParagraphStyle("cover", HEADINGS[1], fontSize=28, leading=34, spaceAfter=12)),
        Paragraph(dressed(about), _SMALL),
        Spacer(1, 30),
        Paragraph(dressed(_("Contents")), HEADINGS[2]),
        contents,
    ]


def _page(
    leaf: Leaf,
    page: Page,
    html: str,
    *,
    authors: list[str],
    anchors: set[str],
    files: list[Attachment],
    first: bool,
) -> list[Flowable]:
    base = depth_of(leaf)
    title = Paragraph(f'<a name="p{leaf.pk}"/>{dressed(page.title)}', HEADINGS[1])
    title.outline, title.in_contents = (min(base, 11), page.title, f"p{leaf.pk}"), True
    when = date_format(localtime(page.edited_at or page.created_at), "DATE_FORMAT")
    about = Paragraph(dressed(" · ".join([*([", ".join(authors)] if authors else []), when])), _SMALL)
    own = {str(file.pk): file for file in files}

    def local(name: str) -> str:
        return f"p{leaf.pk}-{name}"

    # A link to a heading of the same page is one within this file.
    html = re.sub(r'(<a\b[^>]*\bhref="#)(?!p\d)([^"]+")', rf"\g<1>p{leaf.pk}-\g<2>", html)
    blocks = Blocks(anchor=local, known=anchors.__contains__, picture=lambda number: _picture(own.get(number)))
    body = blocks.of(html)
    for one in body:
        if (said := getattr(one, "outline", None)) is not None:
            one.outline = (base + said[0], said[1], said[2])
    return [*([] if first else [PageBreak()]), title, about, Spacer(1, 8), *body]


def _picture(file: Attachment | None) -> bytes | None:
    if file is None or not file.is_image:
        return None
    try:
        with default_storage.open(path_of_copy(file, "large"), "rb") as source:
            return bytes(source.read())
    except FileNotFoundError:
        return None
