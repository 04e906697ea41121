"""Posts: what people tell a space, or all staff."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet
from intranet.core.text import shown_host


class PostQuerySet(EntryQuerySet["Post"]):
    def with_people(self) -> Self:
        """With the poll that a post may carry, which costs no query of its own."""
        return super().with_people().select_related("poll")


class Post(Entry):
    """A text, or a link with a few words about it."""

    link = models.URLField(_("link"), max_length=1000, blank=True)

    objects: ClassVar[Any] = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def is_link(self) -> bool:
        return bool(self.link)

    @property
    def link_host(self) -> str:
        return shown_host(self.link)
