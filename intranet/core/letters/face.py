"""From a template to the two halves of a mail, text and HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from intranet.core.models import SiteSettings

from .colours import colours
from .logo import CID, HEIGHT, logo_width


class Letter(NamedTuple):
    text: str
    html: str


def letter(template: str, context: dict[str, Any]) -> Letter:
    """``email/<template>.txt`` and ``.html``, in the language that is active, with the firm's name and colours.

    Mail programs read styles of elements and little else, so the style sheet is written into them. What is drawn at
    night stays a sheet, for those that know of the night. Nothing in it is fetched from anywhere.
    """
    everything = _house() | context
    text = render_to_string(f"email/{template}.txt", everything)
    html = render_to_string(f"email/{template}.html", everything)
    return Letter(_tidy(text), _inliner().inline(html))


def letter_of_words(text: str, *, title: str) -> str:
    """The HTML of a mail that was written as plain words: paragraphs, and addresses of ours that can be pressed."""
    body, _mark, foot = text.partition("\n-- \n")
    shown = [_paragraph(part) for part in re.split(r"\n(?:[ \t]*\n)+", body) if part.strip()]
    html = render_to_string("email/words.html", _house() | {"title": title, "paragraphs": shown, "foot": foot.strip()})
    return _inliner().inline(html)


def _house() -> dict[str, Any]:
    site = SiteSettings.current()
    return {
        "site": site,
        "site_url": settings.SITE_URL,
        "colours": colours(site.accent_hue),
        "logo": f"cid:{CID}" if logo_width(site) else "",
        "logo_width": logo_width(site),
        "logo_height": HEIGHT,
        "language": translation.get_language(),
    }


def _paragraph(part: str) -> dict[str, Any]:
    """What stands apart by four spaces is a code to be typed; what is one address of ours is a button."""
    words = part.strip()
    return {"words": words, "url": words if _is_ours(words) else "", "is_code": part.startswith("    ")}


def _is_ours(words: str) -> bool:
    return words.startswith(settings.SITE_URL + "/") and not any(letter.isspace() for letter in words)


def _tidy(text: str) -> str:
    """Templates leave lines where they decide; a reader wants one between paragraphs."""
    bare = re.sub(r"(?m)^(?!-- $)(.*?)[ \t]+$", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", bare).strip("\n") + "\n"


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
