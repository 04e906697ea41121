"""A document of Word as Markdown: read by mammoth, which keeps what things are and drops how they looked."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import mammoth
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.utils.translation import gettext as _

from .archives import MB, Archive
from .converted import Converted, Unreadable
from .front_matter import moment
from .html_text import convert_html

MOST_FILES = 3_000
MOST_BYTES = 200 * MB
MOST_XML = 40 * MB
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Code'] => pre:separator('\n')
p[style-name='HTML Preformatted'] => pre:separator('\n')
u => em
strike => s
"""
_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def convert_word(data: bytes) -> Converted:
    facts = _look_at(data)
    try:
        found = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES)
    except RecursionError as error:
        raise Unreadable(_("This document is nested too deeply to be read.")) from error
    except Exception as error:  # whatever a damaged document makes it trip over
        raise Unreadable(_("This document of Word is damaged: it cannot be read.")) from error
    out = convert_html(f"<main>{found.value}</main>")
    out.language = ""
    out.title = out.title or facts.get("title", "")
    out.authors = [facts["creator"]] if facts.get("creator") else []
    out.created, out.edited = facts.get("created"), facts.get("modified")
    for message in found.messages:
        if "style" not in message.message:  # how it looked is not kept, and nobody misses it
            out.losses.note("element", message.message)
    return out


def _look_at(data: bytes) -> dict[str, Any]:
    """Every part in XML is gone through by a reader that takes no entities, before one that knows no danger."""
    facts: dict[str, Any] = {}
    if not data.startswith(b"PK"):
        raise Unreadable(_("This is no document of Word."))
    with Archive(io.BytesIO(data), most_files=MOST_FILES, most_bytes=MOST_BYTES) as archive:
        if "word/document.xml" not in archive.by_name:
            raise Unreadable(_("This is no document of Word."))
        for file in archive.files:
            if file.ending not in ("xml", "rels"):
                continue
            if file.size > MOST_XML:
                raise Unreadable(_("This document is too large to be read."))
            try:
                if file.name == "docProps/core.xml":
                    facts = _facts(SafeTree.fromstring(file.read(), forbid_dtd=True))
                else:
                    _go_through(file.read())
            except (DefusedXmlException, SafeTree.ParseError, ValueError) as error:
                raise Unreadable(_("This document was refused: its XML is damaged or harmful.")) from error
    return facts


def _go_through(xml: bytes) -> None:
    depth = 0
    for event, element in SafeTree.iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > 150:
            raise ValueError("too deep")
        if event == "end":
            element.clear()


def _facts(root: Any) -> dict[str, str | datetime | None]:
    def said(name: str) -> str:
        return " ".join((root.findtext(name) or "").split())[:200]

    return {
        "title": said(_CORE + "title"),
        "creator": said(_CORE + "creator"),
        "created": moment(said(_TERMS + "created")),
        "modified": moment(said(_TERMS + "modified")),
    }
