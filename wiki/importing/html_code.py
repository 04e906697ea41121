"""HTML of strangers: code as the generators of documentation mark it, and nesting that would take hours to read."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborNode

from .converted import Unreadable

LONGEST = 8 * 2**20
DEEPEST = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>")
# Their end may be left out, so that counting would go wrong; an attacker gains nothing by them.
_UNCOUNTED = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"),
    *("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "colgroup", "body", "html", "head"),
}
_NAMES = {"python3": "python", "ipython3": "python", "ipython": "python", "default": "", "none": "", "text": ""}
_LANGUAGE = re.compile(r"(?:highlight-source|highlight|language|lang|brush|sourceCode)[-: ]+([\w+#.-]+)")


def must_be_flat(source: str) -> None:
    """Parsers of HTML grow quadratic with depth: two hundred thousand open elements take minutes."""
    if len(source) > LONGEST:
        raise Unreadable(_("This page is larger than 8 MB."))
    depth = 0
    for found in _TAG.finditer(source):
        if found[2].lower() in _UNCOUNTED or found[3]:
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > DEEPEST:
            raise Unreadable(_("This page is nested too deeply to be read."))


def code_block(node: LexborNode) -> tuple[str, str] | None:
    """The code of a block of code, and its language; None for anything else."""
    classes = node.attributes.get("class") or ""
    pre = node if node.tag == "pre" else None
    if pre is None and (classes.startswith("highlight") or "sourceCode" in classes or "codehilite" in classes):
        found = node.css("pre")
        # With numbers beside them the lines stand in a table; the last cell is the code.
        pre = found[-1] if found else None
    if pre is None:
        return None
    said = [classes, pre.attributes.get("class") or "", f"lang-{pre.attributes.get('lang') or ''}"]
    if (inner := pre.css_first("code")) is not None:
        said.append(inner.attributes.get("class") or "")
    if node.parent is not None:
        said.append(node.parent.attributes.get("class") or "")
    return pre.text().replace("\r\n", "\n"), _language(said)


def _language(said: list[str]) -> str:
    for words in said:
        if found := _LANGUAGE.search(words):
            name = found[1].lower()
            if name not in ("notranslate", "source"):
                return _NAMES.get(name, name)
    return ""
