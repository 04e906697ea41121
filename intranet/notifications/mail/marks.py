"""The line that our mails ask people to write above: said in a mail, and looked for in its answer."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

# Programs that quote break it where they like, so its beginning is looked for.
_BEGINNING = 30


def mark() -> str:
    return _("Or answer this mail: what you write above this text becomes your comment.")


@cache
def beginnings() -> tuple[str, ...]:
    """How it begins, in each language that Portico speaks."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(mark()[:_BEGINNING])
    return tuple(dict.fromkeys(found))
