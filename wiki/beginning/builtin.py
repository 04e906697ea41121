"""What every wiki can begin a page with, in the reader's language. The texts stand in ``texts/<key>.<language>.md``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TEXTS = Path(__file__).parent / "texts"
_SOURCE = "en"


class Beginning(NamedTuple):
    key: str
    name: Any
    about: Any
    icon: str


BEGINNINGS = (
    Beginning("meeting", _("Meeting notes"), _("Who was there, what was decided, who does what"), "people"),
    Beginning("how-to", _("How-to"), _("Steps that somebody else can follow"), "list"),
    Beginning("decision", _("Decision"), _("What was chosen, and why not the other way"), "check"),
    Beginning("project", _("Project page"), _("The aim, the people, the dates, where things are"), "flag"),
    Beginning("faq", _("Questions and answers"), _("What is asked again and again"), "help"),
)


def text_of(key: str) -> str:
    """The text, in the language of whoever begins; "" for a key that is none."""
    if key not in {one.key for one in BEGINNINGS}:
        return ""
    language = (get_language() or _SOURCE).split("-")[0]
    return _read(key, language) or _read(key, _SOURCE)


@cache
def _read(key: str, language: str) -> str:
    path = TEXTS / f"{key}.{language}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""
