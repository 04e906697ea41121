"""Languages in which a page may be written: every one that has a name, those of the house first."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO

# What the column holds.
_LONGEST = 8


def is_language(code: str) -> bool:
    return code in dict(choices())


def name_of(code: str) -> str:
    """The language in its own words: "italiano"."""
    return dict(choices()).get(code, code)


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """(code, its own name) of each, as a list to choose from shows them."""
    known = {
        code: str(info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info and len(code) <= 8
    }
    ours = [code for code, _label in settings.LANGUAGES if code in known]
    others = sorted(known.keys() - ours, key=lambda code: known[code].casefold())
    return tuple((code, known[code][:1].upper() + known[code][1:]) for code in (*ours, *others))
