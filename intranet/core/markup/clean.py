"""The last gate: an allow-list of HTML, and characters that would fool the eye."""

from __future__ import annotations

import re

import nh3
from pygments.token import STANDARD_TYPES

from .callouts import KINDS
from .code import LANGUAGES, PREFIX

_HEADINGS = {f"h{level}" for level in range(2, 7)}
_TEXT = {"a", "br", "code", "em", "img", "input", "label", "s", "span", "strong", "sup"}
_BLOCKS = {"blockquote", "hr", "li", "ol", "p", "pre", "section", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_DIRECTED = {"blockquote", "li", "p", "td", "th"} | _HEADINGS
_ALIGNED = {"align-left", "align-center", "align-right"}

_cleaner = nh3.Cleaner(
    tags=_TEXT | _BLOCKS | _TABLES | _HEADINGS,
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title", "data-person", "data-entry", "data-titled", "data-section", "data-version", "id"},
        "img": {"src", "alt", "title", "width"},
        "input": {"checked", "disabled"},
        "li": {"id"},
        "ol": {"start"},
        **{heading: {"id"} for heading in _HEADINGS},
    },
    tag_attribute_values={
        **{tag: {"dir": {"auto"}} for tag in _DIRECTED},
        "input": {"type": {"checkbox"}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "th": {"scope": {"col"}, "dir": {"auto"}},
    },
    allowed_classes={
        "a": {"mention", "tag", "reference", "transclusion", "wanted", "footnote-backref"},
        "blockquote": {"callout", *(f"callout--{kind}" for kind in KINDS)},
        "code": {f"language-{name}" for name in LANGUAGES},
        "input": {"task-list-item-checkbox"},
        "li": {"task-list-item", "footnote-item"},
        "ol": {"footnotes-list"},
        "p": {"callout-title"},
        "section": {"footnotes"},
        "span": {
            "link-host",
            "mention",
            "mention--call",
            *(PREFIX + short for short in STANDARD_TYPES.values() if short),
        },
        "sup": {"footnote-ref"},
        "td": _ALIGNED,
        "th": _ALIGNED,
        "ul": {"contains-task-list"},
    },
    link_rel="nofollow ugc noopener",
    url_schemes={"http", "https", "mailto", "tel"},
)

# Controls that reorder what is read (a file "fdp.exe" that reads "exe.pdf"), and those that no text needs.
_TRICKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]")


def clean(html: str) -> str:
    """``html`` with only the elements, attributes, classes and schemes that the renderer itself makes."""
    return _cleaner.clean(html)


def without_tricks(text: str) -> str:
    return _TRICKS.sub("", text)
