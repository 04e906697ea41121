"""The manifest of releases."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.models import Release
from intranet.content.kinds import Kind

from . import policies, telling
from .delivering import announce_release


def address_of(entry: Any) -> str:
    """With its title where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Release):
        return reverse("ideas:release", args=[entry.entry_id, entry.slug])
    return reverse("ideas:release-by-number", args=[entry.entry_id])


RELEASE = Kind(
    model="ideas.release",
    label=_("Release"),
    plural=_("Releases"),
    icon="laurel",
    url=address_of,
    card="ideas/cards/release.html",
    door="releases",
    in_feed=True,
    edit_url=lambda entry: reverse("ideas:release-edit", args=[entry.entry_id]),
    published_sentence=_("{actor} released “{title}”"),
    concerned=telling.concerned,
    announce=announce_release,
    may_release=policies.may_release,
    stays=True,
)
