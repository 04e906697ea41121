"""Languages of a channel: codes, as "it" and "pt-br", and how they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

MOST = 20
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_BETWEEN = re.compile(r"[\s,;]+")


def codes_in(words: str | Iterable[str]) -> list[str]:
    """ "it, EN" → ["it", "en"]: each once. ValidationError for what is no code, and for too many."""
    pieces = _BETWEEN.split(words) if isinstance(words, str) else [str(word) for word in words]
    codes = list(dict.fromkeys(piece.strip().lower().replace("_", "-") for piece in pieces if piece.strip()))
    if wrong := [code for code in codes if not _CODE.fullmatch(code)]:
        raise ValidationError({"languages": _("“%(code)s” is no language. Write it, en, pt-br.") % {"code": wrong[0]}})
    if len(codes) > MOST:
        raise ValidationError({"languages": _("That are too many.")})
    return codes


def names_of(codes: Iterable[str]) -> list[str]:
    """In the language of the reader; a code that nobody has a name for stands for itself."""
    return [_name_of(code) for code in codes]


def _name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
