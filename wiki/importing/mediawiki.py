"""A dump of MediaWiki, page by page: a file of XML that may be larger than memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.utils.translation import gettext as _

from .archives import File
from .converted import Converted, Unreadable
from .front_matter import moment
from .wikitext import LONGEST, convert_wikitext

LARGEST = 1024 * 2**20
# Pages for readers: articles, those about the project, help. Talk, templates, files and the rest are no pages here.
NAMESPACES = {"0", "4", "12"}
MOST_AUTHORS = 12


def is_dump(file: File) -> bool:
    return file.size <= LARGEST and b"<mediawiki" in file.read()[:2000]


def pages_of_dump(file: File) -> Iterator[tuple[str, Converted]]:
    """Each page under its title; those that only send on to another have ``leads_to``."""
    try:
        for element in _elements(file):
            title = _said(element, "title")
            if _said(element, "ns") in NAMESPACES and title:
                yield title, _page(element, title)
            element.clear()
    except (DefusedXmlException, SafeTree.ParseError, ValueError) as error:
        raise Unreadable(_("“%(name)s” is damaged: it is no complete XML.") % {"name": file.name}) from error


def _elements(file: File) -> Iterator[Any]:
    root = None
    depth = 0
    for event, element in SafeTree.iterparse(io.BytesIO(file.read()), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > 20:
            raise ValueError("too deep")
        if root is None:
            root = element
        if event == "end" and _name(element) == "page":
            yield element
            root.clear()


def _page(element: Any, title: str) -> Converted:
    revisions = [child for child in element if _name(child) == "revision"]
    dated = sorted(((_said(one, "timestamp"), number) for number, one in enumerate(revisions)), reverse=True)
    newest = revisions[dated[0][1]] if dated else None
    source = _said(newest, "text") if newest is not None else ""
    if newest is not None and _said(newest, "model") not in ("", "wikitext"):
        found = Converted(text=f"```\n{source}\n```\n")
    else:
        found = convert_wikitext(source)
    if len(source) > LONGEST:
        found.losses.note("too_long")
    found.title = title
    people = (_author(one) for one in revisions)
    found.authors = list(dict.fromkeys(name for name in people if name))[:MOST_AUTHORS]
    if dated:
        found.edited, found.created = moment(dated[0][0]), moment(dated[-1][0])
    if len(revisions) > 1:
        found.losses.note("revisions", str(len(revisions) - 1))
    if redirect := next((child for child in element if _name(child) == "redirect"), None):
        found.leads_to = found.leads_to or redirect.get("title", "")
    return found


def _author(revision: Any) -> str:
    for child in revision:
        if _name(child) == "contributor":
            return " ".join((_said(child, "username") or _said(child, "ip")).split())
    return ""


def _said(element: Any, name: str) -> str:
    return next((child.text or "" for child in element if _name(child) == name), "")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
