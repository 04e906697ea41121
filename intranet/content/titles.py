"""Titles and tags as somebody types them into a form."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from intranet.core.text import tag_slug

MOST_TAGS = 5


def check_title(title: str) -> str:
    """In one line. ValidationError without one."""
    title = " ".join(title.replace("\x00", "").split())
    if not title:
        raise ValidationError({"title": _("Say in one line what it is about.")}, code="title")
    return title


def check_tags(tags: Iterable[str]) -> list[str]:
    """Chosen tags without the #, each once. ValidationError for more than ``MOST_TAGS``."""
    found = list(dict.fromkeys(tag.strip().lstrip("#")[:60] for tag in tags))
    found = [tag for tag in found if tag_slug(tag)]
    if len(found) > MOST_TAGS:
        raise ValidationError({"tags": _("That are too many tags: five at most.")}, code="tags")
    return found


def slug_of(title: str, fallback: str) -> str:
    """What stands in an address behind the number."""
    return slugify(title)[:80].strip("-") or fallback
